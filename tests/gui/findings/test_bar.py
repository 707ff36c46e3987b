"""The filter above the findings, wide and narrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.findings.bar import FindingsBar
from gui.findings.tally import Tally
from model.checks.base import Severity


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[FindingsBar]:
    # as in the panel: it is as wide as there is room
    around = QWidget()
    qtbot.addWidget(around)
    made = FindingsBar(around)
    around.resize(1000, 60)
    around.show()
    # the one around it must live as long
    yield made
    around.close()


def words(bar: FindingsBar, width: int) -> list[str]:
    bar.resize(width, bar.height())
    QApplication.processEvents()
    return [button.text() for button in buttons(bar)]


def buttons(bar: FindingsBar) -> list[QToolButton]:
    return [*bar.severities.values(), bar.reviewed]


def test_where_it_is_narrow_the_signs_stand_for_the_words(bar: FindingsBar) -> None:
    bar.count(Tally())
    wide = [f"{severity.value} 0" for severity in Severity] + ["已核实 0"]
    assert words(bar, 900) == wide
    assert words(bar, 380) == ["0", "0", "0", "0"]
    # nothing is cut off, and who cannot see the sign is told
    assert all(button.width() >= button.sizeHint().width() for button in buttons(bar))
    assert "错误" in bar.severities[Severity.ERROR].accessibleName()
    assert words(bar, 900) == wide


def test_counting_keeps_it_narrow(bar: FindingsBar) -> None:
    words(bar, 380)
    bar.count(Tally(reviewed=Counter({("E01", Severity.ERROR): 12})))
    assert words(bar, 380) == ["0", "0", "0", "12"]
    assert words(bar, 900)[-1] == "已核实 12"
