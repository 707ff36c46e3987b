"""What the mouse does on the form: a click writes, pulling selects, the handle moves a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QTextCursor

from gui.form.navigation import Place
from model.entry.rows import dropped, is_pending

if TYPE_CHECKING:
    from gui.form.formview import FormView


class Mouse:
    """Turns the mouse's events on a form view into what they mean."""

    def __init__(self, view: FormView) -> None:
        self.view = view
        self._pressed: Place | None = None
        self._hovered = -1

    def press(self, event: QMouseEvent) -> None:
        """Deal with a button pressed on the form; on labels and beside it, it means nothing."""
        view = self.view
        point = view.on_form(event.position().toPoint())
        place = view.form.place_at(point.x(), point.y()) if view.grid else None
        cell = view.grid.at(*place) if view.grid and place else None
        if place is None or cell is None or not cell.refs:
            return
        if view.editor.composing:
            QGuiApplication.inputMethod().commit()
            if view.editor.composing:
                return
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.RightButton:
            self._right(place)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select_to(place)
            return
        if cell is not view.cell():
            # what was clicked is in view already: moving it away would confuse
            place = view.go_over_to(cell.ref_at(place[0]))
            view.enter(place, write=True, scroll=False)
        view.place = view.anchor = place
        view.show_selection()
        view.editor.write(at_end=False)
        self._set_cursor(event.position().toPoint(), QTextCursor.MoveMode.MoveAnchor)
        self._pressed = place

    def _right(self, place: Place) -> None:
        """The menu is for the selected block, or for the cell clicked when it is outside."""
        view = self.view
        rect = view.look.selected[0] if view.look.selected else QRect()
        assert view.grid is not None
        cell = view.grid.at(*place)
        outside = cell is not None and not rect.contains(view.form.rect(cell).center())
        if outside and cell is not view.cell():
            view.enter(place)

    def move(self, event: QMouseEvent) -> None:
        """Deal with the mouse moved over the form, a button down or not."""
        point = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None:
            at = self.view.on_form(point)
            found = self.view.form.place_at(self.view.form.columns[0], at.y())
            self.hover(found[0] if found else -1)
            return
        self._pull_to(point)

    def release(self) -> None:
        """Deal with the button let go."""
        self._pressed = None

    def dragged_from_editor(self, global_point: QPoint) -> None:
        """Deal with a pull that began in the live editor and has left it."""
        self._pressed = self.view.anchor
        self._pull_to(self.view.viewport().mapFromGlobal(global_point))

    def _pull_to(self, point: QPoint) -> None:
        view = self.view
        if view.grid is None or self._pressed is None:
            return
        at = view.on_form(point)
        place = view.form.nearest(at.x(), at.y())
        if view.grid.at(*place) is view.grid.at(*self._pressed) and view.editor.writing:
            self._set_cursor(point, QTextCursor.MoveMode.KeepAnchor)
            return
        self._select_to(place)

    def _select_to(self, place: Place) -> None:
        """Select from the anchor to a cell; a label counts as the nearest cell beside it."""
        view = self.view
        if view.grid is None:
            return
        anchor = view.anchor
        cell = view.grid.at(*place)
        if cell is None or not cell.refs:
            return
        if place != view.place:
            view.enter(place)
            view.anchor = anchor
            view.show_selection()

    def _set_cursor(self, point: QPoint, mode: QTextCursor.MoveMode) -> None:
        editor = self.view.editor
        inside = editor.viewport().mapFrom(self.view.viewport(), point)
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
        view = self.view
        if view.grid is None:
            return
        row = self._hovered if view.grid.row_id(self._hovered) else view.place[0]
        row_id = view.grid.row_id(row)
        rect = view.on_screen(view.form.row_rect(row)) if row_id else QRect()
        view.tools.stand(row_id, rect, is_pending(row_id))

    def row_pulled(self, row_id: str, global_point: QPoint) -> None:
        """Show where a row would go."""
        target = self._target(global_point)
        view = self.view
        line = -1
        if target is not None:
            row, after = target
            line = view.form.bottoms[row] if after else view.form.rows[row]
        if line != view.look.drop:
            view.look.drop = line
            view.viewport().update()

    def row_dropped(self, row_id: str, global_point: QPoint) -> None:
        """Move a row to where it was let go."""
        view = self.view
        target = self._target(global_point)
        view.look.drop = -1
        view.viewport().update()
        if target is None or view.grid is None:
            return
        row, after = target
        onto = view.grid.row_id(row)
        view.commands.set_rows("移动指标", dropped(view.grid.rows, [row_id], onto, after))

    def _target(self, global_point: QPoint) -> tuple[int, bool] | None:
        """Return the row under a point, and whether its lower half is."""
        view = self.view
        if view.grid is None:
            return None
        y = view.on_form(view.viewport().mapFromGlobal(global_point)).y()
        row = view.form.nearest(view.form.columns[0], y)[0]
        if not view.grid.row_id(row):
            return None
        return row, y > (view.form.rows[row] + view.form.bottoms[row]) // 2
