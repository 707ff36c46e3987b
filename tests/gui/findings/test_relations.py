"""The list of the relations checked, beside the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.findings.relations import RelationsDialog
from importers.read import read_file
from model.document.cells import CellRef, get_cell
from model.document.edits import SetCells
from model.layout import load_layouts
from tests.conftest import EXAMPLES


@pytest.fixture
def dialog(qtbot: QtBot) -> RelationsDialog:
    session = Session(load_layouts())
    engine = FindingsEngine(session)
    disclosure, _ = read_file(EXAMPLES / "wanglan-wenlv-2024.txt", session.layouts)
    with qtbot.waitSignal(engine.settled, timeout=30_000):
        session.open(disclosure, None)
    made = RelationsDialog(session, engine)
    # kept, for nothing else holds them
    made.setProperty("held", [session, engine])
    qtbot.addWidget(made)
    made.show()
    return made


def rows(dialog: RelationsDialog) -> list[list[str]]:
    columns = range(len(dialog.model.columns))
    count = dialog.model.rowCount()
    return [[str(dialog.model.index(row, c).data()) for c in columns] for row in range(count)]


def test_it_says_of_each_relation_whether_it_holds_and_goes_to_both_places(
    qtbot: QtBot, dialog: RelationsDialog
) -> None:
    states = [row[0] for row in rows(dialog)]
    assert set(states) == {"对得上", "对不上", "数据不够"}
    assert f"对不上 {states.count('对不上')} 条" in dialog.told.text()
    row = next(n for n, one in enumerate(rows(dialog)) if one[1] == "预算收入等于支出预算")
    dialog.list.setCurrentIndex(dialog.model.index(row, 0))
    session, _ = dialog.property("held")
    gone: list[CellRef] = []
    session.cell_wanted.connect(gone.append)
    for _ in range(3):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert gone[0] == gone[2] != gone[1]
    texts = [get_cell(session.disclosure, ref) for ref in gone[:2]]
    assert "收入" in texts[0]
    assert "支出" in texts[1]


def test_it_follows_edits_and_shows_only_what_is_wanted(
    qtbot: QtBot, dialog: RelationsDialog
) -> None:
    session, _ = dialog.property("held")
    row = next(n for n, one in enumerate(rows(dialog)) if one[1] == "预算收入等于支出预算")
    ref = dialog.model.relation(row).relation.left[0].amount.ref
    text = get_cell(session.disclosure, ref)
    before = dialog.model.count("fails")
    session.do(SetCells("改", [(ref, text.replace("1452.04", "1452.14"))]))
    qtbot.waitUntil(lambda: dialog.model.count("fails") > before)
    for state in ("holds", "unknown"):
        qtbot.mouseClick(dialog.kinds[state], Qt.MouseButton.LeftButton)
    assert {one[0] for one in rows(dialog)} == {"对不上"}
    session.undo.undo()
    qtbot.waitUntil(lambda: dialog.model.count("fails") == before)
