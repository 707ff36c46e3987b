"""A fault of many cells is one row, which opens to show them all and is mended as one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.findings.mending import Mending
from gui.findings.model import FINDING
from gui.findings.panel import FindingsPanel
from model.checks.base import Severity
from model.document.cells import CellRef, get_cell
from model.document.edits import Change, SetCells

WRONG, RIGHT = "云水发【2023】12号", "云水发〔2023〕12号"


def rows(panel: FindingsPanel, code: str = "E01") -> list[int]:
    shown = panel.shown
    return [n for n in range(shown.rowCount()) if shown.index(n, 0).data(FINDING).code == code]


def choose(panel: FindingsPanel, row: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    index = panel.shown.index(row, 0)
    panel.list.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


@pytest.fixture
def refs(
    qtbot: QtBot, session: Session, panel: FindingsPanel, engine: FindingsEngine
) -> list[CellRef]:
    """The cells with the same wrong bracket: two of the first project, one of the second."""
    first, second = session.disclosure.projects[:2]
    refs = [CellRef(first.id, "basis", item.id) for item in first.indicators[:2]]
    refs.append(CellRef(second.id, "basis", second.indicators[0].id))
    session.do(SetCells("改", [(ref, WRONG) for ref in refs]))
    qtbot.waitUntil(lambda: not engine.busy)
    return refs


def test_it_is_one_row_and_one_warning(
    panel: FindingsPanel, engine: FindingsEngine, refs: list[CellRef]
) -> None:
    (row,) = rows(panel)
    assert "共 3 处" in str(panel.shown.index(row, 3).data())
    warnings = [
        n
        for n in range(panel.shown.rowCount())
        if panel.shown.index(n, 0).data(FINDING).severity == Severity.WARNING
    ]
    assert engine.totals[Severity.WARNING] == len(warnings)
    choose(panel, row)
    assert [one.ref for one in panel.chosen().findings[0].repeats] == refs[1:]
    assert "3 处" in panel.buttons.mend.text()


def test_it_opens_and_closes_by_key_and_by_button(
    qtbot: QtBot, panel: FindingsPanel, refs: list[CellRef]
) -> None:
    choose(panel, rows(panel)[0])
    qtbot.keyClick(panel.list, Qt.Key.Key_Right)
    shown = [panel.shown.index(row, 0).data(FINDING).ref for row in rows(panel)]
    assert shown == refs
    choose(panel, rows(panel)[2])
    qtbot.keyClick(panel.list, Qt.Key.Key_Left)
    assert len(rows(panel)) == 1
    assert panel.list.currentIndex().row() == rows(panel)[0]
    assert panel.buttons.every.text() == "列出全部 3 处"
    qtbot.mouseClick(panel.buttons.every, Qt.MouseButton.LeftButton)
    assert len(rows(panel)) == 3
    assert panel.buttons.every.text() == "只列一处"


def test_one_cell_of_an_opened_one_is_chosen_alone(
    qtbot: QtBot, panel: FindingsPanel, refs: list[CellRef]
) -> None:
    choose(panel, rows(panel)[0])
    qtbot.keyClick(panel.list, Qt.Key.Key_Right)
    choose(panel, rows(panel)[1])
    (one,) = panel.chosen().findings
    assert (one.ref, one.repeats) == (refs[1], ())


def test_mending_it_mends_every_cell_in_one_step(
    qtbot: QtBot,
    session: Session,
    panel: FindingsPanel,
    engine: FindingsEngine,
    refs: list[CellRef],
) -> None:
    choose(panel, rows(panel)[0])
    dialog = Mending(panel, session, engine).mend(panel.chosen().findings)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.complete)
    dialog.accept()
    qtbot.waitUntil(lambda: not engine.busy)
    assert [get_cell(session.disclosure, ref) for ref in refs] == [RIGHT] * 3
    session.undo.undo()
    assert [get_cell(session.disclosure, ref) for ref in refs] == [WRONG] * 3


def test_when_the_first_is_mended_by_hand_the_next_stands_for_the_rest(
    qtbot: QtBot,
    session: Session,
    panel: FindingsPanel,
    engine: FindingsEngine,
    refs: list[CellRef],
) -> None:
    session.do(SetCells("改", [(ref, RIGHT) for ref in refs[:2]]))
    qtbot.waitUntil(lambda: not engine.busy)
    (row,) = rows(panel)
    one = panel.shown.index(row, 0).data(FINDING)
    assert (one.ref, one.repeats) == (refs[2], ())


def test_a_project_alone_lists_it_as_well(
    session: Session, panel: FindingsPanel, refs: list[CellRef]
) -> None:
    panel.bar.scope.setCurrentIndex(1)
    session.select(refs[2].table)
    (row,) = rows(panel)
    one = panel.shown.index(row, 0).data(FINDING)
    assert (one.ref, one.repeats) == (refs[2], ())


def test_the_next_place_is_gone_to(
    session: Session, panel: FindingsPanel, refs: list[CellRef]
) -> None:
    gone: list[CellRef] = []
    session.cell_wanted.connect(gone.append)
    choose(panel, rows(panel)[0])
    for _ in range(3):
        assert panel.other_place()
    assert gone == [refs[1], refs[2], refs[0]]


def test_cells_to_be_confirmed_are_one_row_a_project(
    qtbot: QtBot, session: Session, panel: FindingsPanel, engine: FindingsEngine
) -> None:
    first, second = session.disclosure.projects[:2]
    refs = [CellRef(one.id, name) for one in (first, second) for name in ("name", "goals")]
    refs.append(CellRef("", "overall_goal"))
    session.disclosure.carried |= set(refs)
    session.announce(Change(carried=refs))
    qtbot.waitUntil(lambda: not engine.busy)
    listed = rows(panel, "G02")
    assert len(listed) == 3
    assert [("共 2 处" in str(panel.shown.index(row, 3).data())) for row in listed] == [
        False,
        True,
        True,
    ]
    choose(panel, listed[1])
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Right)
    assert len(rows(panel, "G02")) == 4, "it opens to show the project's cells, no others"
