"""Money at a glance, above the overview."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.overview.pane import OverviewPane
from importers.read import read_file
from model.document.cells import CellRef, get_cell
from model.document.edits import SetCells
from model.layout import load_layouts
from model.parts.outline import targets_alone
from tests.conftest import EXAMPLES


def test_it_shows_the_balance_follows_edits_and_leads_to_the_places(qtbot: QtBot) -> None:
    session = Session(load_layouts())
    disclosure, _ = read_file(EXAMPLES / "wanglan-wenlv-2024.txt", session.layouts)
    session.open(disclosure, None)
    pane = OverviewPane(session, lambda _table: {})
    qtbot.addWidget(pane)
    pane.resize(1000, 600)
    pane.show()
    assert [one.words for one in pane.glance.shown] == ["相等", "比上年减少 1.00（8.8%）", "相等"]
    gone: list[CellRef] = []
    session.cell_wanted.connect(gone.append)
    figure = next(
        one
        for one in pane.glance.findChildren(QToolButton)
        if one.accessibleName() == "收支平衡 支出 1452.04"
    )
    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
    text = get_cell(disclosure, gone[0])
    assert "支出预算" in text
    session.do(SetCells("改", [(gone[0], text.replace("1452.04", "1451.04"))]))
    qtbot.waitUntil(lambda: pane.glance.shown[0].words == "收入比支出多 1.00")
    session.open(targets_alone(disclosure), None)
    assert pane.glance.isHidden()
