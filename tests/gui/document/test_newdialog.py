"""What a new disclosure begins with."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from gui.document import newdialog
from gui.document.newdialog import NewDialog
from model.layout import Layout


@pytest.mark.parametrize(("month", "year"), [(1, 2024), (6, 2024), (7, 2025), (12, 2025)])
def test_from_july_on_the_next_year_s_budget_is_written(
    qtbot: QtBot,
    layouts: dict[str, Layout],
    monkeypatch: pytest.MonkeyPatch,
    month: int,
    year: int,
) -> None:
    class Today(date):
        @classmethod
        def today(cls) -> Today:
            return cls(2024, month, 15)

    monkeypatch.setattr(newdialog, "date", Today)
    dialog = NewDialog(layouts)
    qtbot.addWidget(dialog)
    assert dialog.disclosure().year == year


def test_every_form_is_offered_with_where_it_comes_from(
    qtbot: QtBot, layouts: dict[str, Layout]
) -> None:
    dialog = NewDialog(layouts)
    qtbot.addWidget(dialog)
    dialog.name.setText(" 云岭市  水务局\t")
    for number, layout in enumerate(layouts.values()):
        dialog.layout_box.setCurrentIndex(number)
        assert dialog.layout_box.currentText() == layout.name
        assert dialog.source.text() == f"{layout.region} · {layout.source}"
        made = dialog.disclosure()
        assert (made.layout, made.department.name) == (layout.id, "云岭市 水务局")
        assert len(made.projects) == 1
