"""The cells of a part on the screen: texts and tables, filled in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from gui.document.session import Session
from gui.form.cellmenu import Marks
from gui.form.cursor import FormCursor
from gui.form.formgrid import PARAGRAPH, FormCell, FormGrid
from gui.form.gridview import GridView, Hands
from gui.form.mouse import Mouse
from gui.form.rowtools import RowTools
from gui.form.writing import Writer
from gui.parts.commands import PartCommands
from gui.parts.grid import PartGrid, amounts_in, build
from gui.parts.keys import PartKeys
from gui.parts.menu import PartMenu
from gui.parts.offering import PartOffering
from gui.parts.writing import PartWriting
from gui.shared.colours import Colours
from gui.shared.textunits import units
from model.document.blocks import Part
from model.document.edits import Change
from model.parts.names import part_name

HINTS = (
    "Tab 到下一个数或下一格　Enter 下移　F2 修改　Esc 放弃　Ctrl+Shift+Enter 添加一段或一行　"
    "Ctrl+Shift+Del 删除　Alt+↑↓ 移动　Ctrl+D 向下填充"
)


class PartCursor(FormCursor):
    """The cell of a part stood in."""

    def writer(self, cell: FormCell) -> Writer:
        return PartWriting(self.session, cell)


class PartMouse(Mouse):
    """The mouse on a part: the handle moves a row or a paragraph."""

    def __init__(self, cursor: PartCursor, commands: PartCommands, tools: RowTools) -> None:
        super().__init__(cursor, commands, tools)
        self._part_commands = commands

    def row_dropped(self, row_id: str, global_point: QPoint) -> None:
        target = self._target(global_point)
        canvas = self.cursor.canvas
        canvas.look.drop = -1
        canvas.viewport().update()
        if target is not None and self.cursor.grid is not None:
            row, after = target
            self._part_commands.drop(row_id, self.cursor.grid.row_id(row), after)


class PartView(GridView):
    """Shows and edits the session's current part.

    Args:
        session: what is open.
        parent: the widget it stands in.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._part: Part | None = None
        super().__init__(session, parent)
        self.look.hints = HINTS
        self.look.amounts = _amounts_of
        self.connect_hands()
        self.cell_cursor.moved.connect(self._show_amounts)
        self.cell_cursor.typing.connect(self._show_amounts)
        session.current_changed.connect(self._other_part)
        session.changed.connect(self._changed)
        self.load()

    def make_hands(self) -> Hands:
        cursor = PartCursor(self.session, self)
        commands, tools = PartCommands(cursor), RowTools(self.viewport(), "行", "在下面")
        mouse, offering = PartMouse(cursor, commands, tools), PartOffering(cursor, None)
        return Hands(cursor, commands, tools, mouse, offering, PartKeys(cursor, commands, offering))

    def menu(self) -> PartMenu:
        return PartMenu(
            self.cell_cursor, self.commands, Marks(self.carried, self.comments, self.ties)
        )

    # showing a part

    def load(self) -> None:
        """Show the session's current part anew."""
        self.cell_cursor.drop()
        part = self._part = self.session.part
        self.editor.setVisible(part is not None)
        # the stubs do not know that None takes the proxy away
        self.setFocusProxy(None if part is None else self.editor)  # type: ignore[arg-type]
        self.viewport().update()
        if part is None:
            self.show_nothing("在左边选一个部分，这里就会出现它的文字和表格。")
        else:
            self.spoken_as = part_name(part)
            self.place = (0, 0)
            self.show_grid()
            self._stand()

    def built(self, before: FormGrid | None) -> FormGrid:
        assert self._part is not None
        return build(self.session.disclosure, self._part, self.session.layout)

    def widths(self) -> Sequence[float]:
        return self.grid.edges if isinstance(self.grid, PartGrid) else ()

    def rearrange(self) -> None:
        self.set_titles([])
        super().rearrange()

    def _other_part(self, entry: str) -> None:
        if (self._part.id if self._part is not None else "") != entry:
            self.load()

    def _changed(self, change: Change) -> None:
        if self.session.part is not self._part:
            self.load()
            return
        part = self._part
        if part is None or self.grid is None:
            return
        own = {part.id, *(block.id for block in part.blocks)}
        if change.carried:
            for ref in change.carried:
                self.update_cell(self.grid.find(ref))
            self.say()
        if change.comments:
            self.viewport().update()
            self.comments.place(self.cell())
            self.say()
        if change.structure or part.id in change.parts or own & change.touched():
            self.refill()
            if part.id in change.parts:
                self._stand()
                self.viewport().update()

    def _stand(self) -> None:
        """Show the editor only where it has a cell to stand in."""
        cell = self.cell()
        self.editor.setVisible(cell is not None and bool(cell.refs))

    def _show_amounts(self) -> None:
        """Give the amounts of the sentence written in the ground they have on the page."""
        cell = self.cell()
        found = []
        if cell is not None and cell.kind == PARAGRAPH and not cell.strong:
            text = self.editor.text()
            ground = QTextCharFormat()
            ground.setBackground(Colours(self.palette()).amount)
            for start, end in amounts_in(text):
                # the stubs leave out what Qt's own struct holds
                one: Any = QTextEdit.ExtraSelection()
                one.cursor = QTextCursor(self.editor.document())
                one.cursor.setPosition(units(text[:start]))
                one.cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
                one.format = ground
                found.append(one)
        self.editor.setExtraSelections(found)


def _amounts_of(cell: FormCell) -> Sequence[tuple[int, int]]:
    return amounts_in(cell.text) if cell.kind == PARAGRAPH and not cell.strong else ()
