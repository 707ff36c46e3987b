"""What the mouse does on the form: clicks stand or write, pulling selects, a handle moves rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor

from gui.form.navigation import Place
from model.entry.rows import is_pending

if TYPE_CHECKING:
    from gui.form.actions import FormCommands
    from gui.form.cursor import FormCursor
    from gui.form.rowtools import RowTools


class Mouse:
    """Turns the mouse's events on a form view into what they mean."""

    def __init__(self, cursor: FormCursor, commands: FormCommands, tools: RowTools) -> None:
        self.cursor = cursor
        self._commands = commands
        self._tools = tools
        self._pressed: Place | None = None
        self._hovered = -1

    def press(self, event: QMouseEvent) -> None:
        """Deal with a button pressed on the form; on labels and beside it, it means nothing."""
        cursor = self.cursor
        point = cursor.canvas.on_form(event.position().toPoint())
        place = cursor.canvas.form.place_at(point.x(), point.y()) if cursor.grid else None
        cell = cursor.grid.at(*place) if cursor.grid and place else None
        if place is None or cell is None or not cell.refs:
            return
        cursor.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        if cursor.editor.composing:
            cursor.editor.half_typed.hint()
            return
        if event.button() == Qt.MouseButton.RightButton:
            self._right(place)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select_to(place)
            return
        writes = True
        if cell is not cursor.cell():
            # as in a spreadsheet the first click stands, so that what is typed replaces, as after
            # Tab; a text of many lines is written in where it was clicked
            writes = cell.long or not cell.text
            # what was clicked is in view already: moving it away would confuse
            place = cursor.go_over_to(cell.ref_at(place[0]))
            cursor.enter(place, write=writes, scroll=False)
        cursor.stand(place)
        self._pressed = place
        if writes:
            self._write_at(event.position().toPoint())

    def double(self, event: QMouseEvent) -> None:
        """Deal with a double click: it writes in the cell it hit."""
        self.press(event)
        cursor = self.cursor
        if self._pressed is not None and not cursor.editor.writing:
            self._write_at(event.position().toPoint())

    def _write_at(self, point: QPoint) -> None:
        self.cursor.editor.write(at_end=False)
        self._set_cursor(point, QTextCursor.MoveMode.MoveAnchor)

    def _right(self, place: Place) -> None:
        """The menu is for the selected block, or for the cell clicked when it is outside."""
        cursor = self.cursor
        rect = cursor.canvas.look.selected[0] if cursor.canvas.look.selected else QRect()
        assert cursor.grid is not None
        cell = cursor.grid.at(*place)
        outside = cell is not None and not rect.contains(cursor.canvas.form.rect(cell).center())
        if outside and cell is not cursor.cell():
            cursor.enter(place)

    def move(self, event: QMouseEvent) -> None:
        """Deal with the mouse moved over the form, a button down or not."""
        point = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None:
            at = self.cursor.canvas.on_form(point)
            found = self.cursor.canvas.form.place_at(self.cursor.canvas.form.columns[0], at.y())
            self.hover(found[0] if found else -1)
            return
        self._pull_to(point)

    def release(self) -> None:
        """Deal with the button let go."""
        self._pressed = None

    def dragged_from_editor(self, global_point: QPoint) -> None:
        """Deal with a pull that began in the live editor and has left it."""
        self._pressed = self.cursor.anchor
        self._pull_to(self.cursor.canvas.viewport().mapFromGlobal(global_point))

    def _pull_to(self, point: QPoint) -> None:
        cursor = self.cursor
        if cursor.grid is None or self._pressed is None:
            return
        at = cursor.canvas.on_form(point)
        place = cursor.canvas.form.nearest(at.x(), at.y())
        if cursor.grid.at(*place) is cursor.grid.at(*self._pressed) and cursor.editor.writing:
            self._set_cursor(point, QTextCursor.MoveMode.KeepAnchor)
            return
        self._select_to(place)

    def _select_to(self, place: Place) -> None:
        """Select from the anchor to a cell; a label counts as the nearest cell beside it."""
        cursor = self.cursor
        if cursor.grid is None:
            return
        anchor = cursor.anchor
        cell = cursor.grid.at(*place)
        if cell is None or not cell.refs:
            return
        if place != cursor.place:
            cursor.enter(place)
            cursor.select_from(anchor)

    def _set_cursor(self, point: QPoint, mode: QTextCursor.MoveMode) -> None:
        editor = self.cursor.editor
        inside = editor.viewport().mapFrom(self.cursor.canvas.viewport(), point)
        cursor = editor.textCursor()
        cursor.setPosition(editor.cursorForPosition(inside).position(), mode)
        editor.setTextCursor(cursor)

    # the buttons beside a row

    def hover(self, row: int) -> None:
        """Stand the row's buttons beside the row the mouse is over."""
        if row != self._hovered:
            self._hovered = row
            self.place_tools()

    def place_tools(self) -> None:
        """Put the row's buttons beside the row hovered over, else beside the current one."""
        cursor = self.cursor
        if cursor.grid is None:
            return
        row = self._hovered if cursor.grid.row_id(self._hovered) else cursor.place[0]
        row_id = cursor.grid.row_id(row)
        rect = cursor.canvas.on_screen(cursor.canvas.form.row_rect(row)) if row_id else QRect()
        self._tools.stand(row_id, rect, is_pending(row_id))

    def row_pulled(self, row_id: str, global_point: QPoint) -> None:
        """Show where a row would go."""
        target = self._target(global_point)
        cursor = self.cursor
        line = -1
        if target is not None:
            row, after = target
            line = cursor.canvas.form.bottoms[row] if after else cursor.canvas.form.rows[row]
        if line != cursor.canvas.look.drop:
            cursor.canvas.look.drop = line
            cursor.canvas.viewport().update()

    def row_dropped(self, row_id: str, global_point: QPoint) -> None:
        """Move a row to where it was let go."""
        cursor = self.cursor
        target = self._target(global_point)
        cursor.canvas.look.drop = -1
        cursor.canvas.viewport().update()
        if target is None or cursor.grid is None:
            return
        row, after = target
        self._commands.drop_row(row_id, cursor.grid.row_id(row), after)

    def _target(self, global_point: QPoint) -> tuple[int, bool] | None:
        """Return the row under a point, and whether its lower half is."""
        cursor = self.cursor
        if cursor.grid is None:
            return None
        y = cursor.canvas.on_form(cursor.canvas.viewport().mapFromGlobal(global_point)).y()
        row = cursor.canvas.form.nearest(cursor.canvas.form.columns[0], y)[0]
        if not cursor.grid.row_id(row):
            return None
        return row, y > (cursor.canvas.form.rows[row] + cursor.canvas.form.bottoms[row]) // 2
