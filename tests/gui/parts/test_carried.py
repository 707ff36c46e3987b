"""Cells of parts that wait to be confirmed (待确认): counted, and confirmed one after another."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.window.mainwindow import MainWindow
from model.document.blockplaces import cell_ref, text_ref
from model.document.carried import CarriedIndex
from model.layout import load_layouts
from model.parts.edits import SetPartBlocks
from tests.gui.parts.kit import whole


def test_f6_goes_from_part_to_part(qtbot: QtBot) -> None:
    disclosure = whole()
    duties, money = disclosure.parts[1], disclosure.parts[4]
    table = next(money.tables())
    refs = [text_ref(next(duties.texts())), cell_ref(table, table.rows[-1], 1)]
    disclosure.carried = set(refs)
    window = MainWindow(Session(load_layouts()))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.session.open(disclosure, None)
    assert window.panels is not None
    window.session.go_to(refs[0])
    assert window.panels.confirming.index.total == 2
    for left in (1, 0):
        window.panels.confirming.confirm()
        assert window.panels.confirming.index.total == left
        if left:
            assert window.panels.tabs.part is not None
            assert window.panels.tabs.part.view.cell_cursor.current_ref() == refs[1]
    window.session.undo.undo()
    assert disclosure.carried == {refs[1]}
    window.session.undo.setClean()


def test_marks_of_what_is_left_out_wait() -> None:
    disclosure = whole()
    part = disclosure.parts[1]
    disclosure.carried = {text_ref(next(part.texts()))}
    index = CarriedIndex(disclosure)
    assert index.count(part.id) == index.total == 1
    edit = SetPartBlocks("本部门无此项", part.id, part.blocks, omitted=True)
    assert index.changed(edit.apply(disclosure))
    assert index.total == 0
    index.changed(edit.revert(disclosure))
    assert index.total == 1
