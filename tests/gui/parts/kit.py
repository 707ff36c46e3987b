"""A part on the screen, and hands to fill it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.document.session import Session
from gui.parts.page import PartPage
from model.document.blockplaces import cell_ref, text_ref
from model.document.blocks import Part, PartCell, PartRow, PartTable, PartText
from model.document.cells import CellRef, get_cell
from model.document.disclosure import Department, Disclosure
from model.layout import load_layouts
from model.layout.publication_load import load_publications
from model.parts.skeleton import facts_of, new_parts, new_table

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PUBLICATION = load_publications()["hebei-2021"]


def whole() -> Disclosure:
    """Return a new disclosure with all its parts, nothing filled in."""
    parts = new_parts(PUBLICATION, "云湖县水利局", "310", 2024)
    department = Department("310", "云湖县水利局")
    return Disclosure(2024, department, layout="hebei-2021", parts=parts, publication="hebei-2021")


def money_table() -> PartTable:
    """Return an empty table of 三公经费."""
    spec = PUBLICATION.table("sangong")
    assert spec is not None
    return new_table(spec, facts_of("云湖县水利局", "310", 2024))


def free_table() -> PartTable:
    """Return a table no publication knows."""
    rows = [[("名称", 0), ("数", 1)], [("水泵", 0), ("3", 1)], [("闸门", 0), ("5", 1)]]
    made = [PartRow([PartCell(text, col) for text, col in row]) for row in rows]
    return PartTable(made, 2, (0, 0))


class Filler:
    """A page of parts, and hands to fill it."""

    def __init__(self, disclosure: Disclosure, add: Callable[[QWidget], None]) -> None:
        self.session = Session(load_layouts())
        self.session.open(disclosure, None)
        self.page = PartPage(self.session)
        add(self.page)
        self.page.resize(900, 640)
        self.page.show()
        QTest.qWaitForWindowExposed(self.page)

    @property
    def part(self) -> Part:
        part = self.session.part
        assert part is not None
        return part

    def open(self, key: str) -> Part:
        """Show a part; begin at its first cell."""
        part = next(one for one in self.session.disclosure.parts if one.key == key)
        self.session.select(part.id)
        self.page.setFocus()
        return part

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.page.view.editor, key, modifier)

    def type(self, text: str) -> None:
        """Type plain letters with keys, others as an input method commits them."""
        editor = self.page.view.editor
        if text.isascii():
            QTest.keyClicks(editor, text)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)

    def go(self, ref: CellRef) -> None:
        self.session.go_to(ref)

    def text(self, ref: CellRef) -> str:
        return get_cell(self.session.disclosure, ref)

    def money(self, row: int, col: int) -> CellRef:
        """Return a cell of the first table of the part shown."""
        table = next(self.part.tables())
        return cell_ref(table, table.rows[row], col)

    def paragraph(self, number: int) -> PartText:
        return list(self.part.texts())[number]

    def spoken(self) -> str:
        return self.page.view.editor.accessibleName()


__all__ = [
    "ALT",
    "CTRL",
    "SHIFT",
    "Filler",
    "Key",
    "free_table",
    "money_table",
    "text_ref",
    "whole",
]
