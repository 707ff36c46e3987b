"""What each key does on the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from gui.form.navigation import Place, corner, sideways, tabbed, vertical
from model.entry.entry import PLAN_PRESETS

if TYPE_CHECKING:
    from gui.form.actions import FormCommands
    from gui.form.cursor import FormCursor
    from gui.form.offering import Offering

_Key = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CTRL_SHIFT = _CTRL | _SHIFT
_ALT_SHIFT = _ALT | _SHIFT


class Keys:
    """Turns key presses on a form view into what they mean."""

    def __init__(self, cursor: FormCursor, commands: FormCommands, offering: Offering) -> None:
        self.cursor = cursor
        self._commands = commands
        self._offering = offering
        # Enter after Tabs goes back to the column they began in
        self._column: int | None = None
        bound: dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], bool]] = {
            (_NONE, _Key.Key_Tab): lambda: self._tab(1),
            (_SHIFT, _Key.Key_Backtab): lambda: self._tab(-1),
            (_SHIFT, _Key.Key_Tab): lambda: self._tab(-1),
            (_NONE, _Key.Key_Return): self._enter,
            (_SHIFT, _Key.Key_Return): self._shift_enter,
            (_CTRL, _Key.Key_Return): self._line,
            (_CTRL_SHIFT, _Key.Key_Return): lambda: commands.add_indicator(""),
            (_NONE, _Key.Key_Escape): self._escape,
            (_NONE, _Key.Key_F2): self._edit,
            (_NONE, _Key.Key_F4): self._offer,
            (_CTRL, _Key.Key_D): commands.fill_down,
            (_CTRL | _ALT, _Key.Key_V): commands.paste_by_columns,
            (_CTRL_SHIFT, _Key.Key_Delete): commands.delete_rows,
            (_ALT, _Key.Key_Up): lambda: commands.move_rows(-1),
            (_ALT, _Key.Key_Down): lambda: commands.move_rows(1),
            (_ALT_SHIFT, _Key.Key_Up): lambda: commands.change_level(-1),
            (_ALT_SHIFT, _Key.Key_Down): lambda: commands.change_level(1),
            (_CTRL, _Key.Key_A): self._select_all,
            (_CTRL, _Key.Key_Home): lambda: self._corner(last=False),
            (_CTRL, _Key.Key_End): lambda: self._corner(last=True),
            (_NONE, _Key.Key_Delete): self._clear,
            (_NONE, _Key.Key_Backspace): self._clear,
            (_NONE, _Key.Key_PageUp): lambda: self._page(-1),
            (_NONE, _Key.Key_PageDown): lambda: self._page(1),
        }
        for number in range(len(PLAN_PRESETS)):
            key = Qt.Key(_Key.Key_1 + number)
            bound[_ALT, key] = lambda number=number: commands.use_preset(number)  # type: ignore[misc]
        for key, move in (
            (_Key.Key_Up, (-1, 0)),
            (_Key.Key_Down, (1, 0)),
            (_Key.Key_Left, (0, -1)),
            (_Key.Key_Right, (0, 1)),
        ):
            bound[_NONE, key] = lambda move=move: self._arrow(*move)  # type: ignore[misc]
            bound[_SHIFT, key] = lambda move=move: self._extend(*move)  # type: ignore[misc]
        self._bound = bound
        self._standard: list[tuple[QKeySequence.StandardKey, Callable[[], bool]]] = [
            (QKeySequence.StandardKey.Copy, commands.copy),
            (QKeySequence.StandardKey.Cut, commands.cut),
            (QKeySequence.StandardKey.Paste, commands.paste),
            (QKeySequence.StandardKey.Undo, self._undo),
            (QKeySequence.StandardKey.Redo, self._redo),
        ]

    def wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key is the form's even where the window has a shortcut of its own."""
        pressed = _pressed(event)
        if pressed == (_NONE, _Key.Key_Escape):
            return self._offering.list.isVisible() or self.cursor.editor.writing
        return pressed in self._bound

    def press(self, event: QKeyEvent) -> bool:
        """Deal with a key; False leaves it to the editor."""
        pressed = _pressed(event)
        if self._in_offers(pressed):
            return True
        if pressed not in ((_NONE, _Key.Key_Tab), (_NONE, _Key.Key_Return)) and not event.text():
            self._column = None
        for standard, act in self._standard:
            if event.matches(standard):
                return act()
        act_bound = self._bound.get(pressed)
        return act_bound() if act_bound else False

    def _in_offers(self, pressed: tuple[Qt.KeyboardModifier, Qt.Key]) -> bool:
        offers = self._offering.list
        if not offers.isVisible() or pressed[0] != _NONE:
            return False
        if pressed[1] in (_Key.Key_Down, _Key.Key_Up):
            offers.step(1 if pressed[1] == _Key.Key_Down else -1)
            return True
        chosen = offers.chosen()
        if chosen is not None and pressed[1] in (_Key.Key_Return, _Key.Key_Tab):
            self._offering.pick(chosen)
            # Tab takes the offer and goes on, as in a spreadsheet
            return pressed[1] == _Key.Key_Return
        if pressed[1] == _Key.Key_Escape:
            offers.hide()
            return True
        return False

    def _go(self, place: Place | None) -> bool:
        if place is not None:
            self.cursor.enter(place)
        return True

    def _tab(self, step: int) -> bool:
        cursor = self.cursor
        column = cursor.place[1] if self._column is None else self._column
        cursor.finish()
        place = tabbed(cursor.grid, cursor.place, step) if cursor.grid else None
        if place is None:
            # at either end Tab leaves the form, so that the keyboard is never trapped
            cursor.canvas.focusNextPrevChild(step > 0)
            return True
        self._go(place)
        self._column = column
        return True

    def _enter(self) -> bool:
        cursor = self.cursor
        cell = cursor.cell()
        if cell is not None and cell.long and cursor.editor.writing:
            cursor.editor.end_line()
            return True
        return self._down(1)

    def _down(self, step: int) -> bool:
        cursor = self.cursor
        cursor.finish()
        if cursor.grid is not None:
            start = cursor.place
            if self._column is not None and step > 0:
                start = (start[0], self._column)
                self._column = None
            self._go(vertical(cursor.grid, start, step))
        return True

    def _shift_enter(self) -> bool:
        cell = self.cursor.cell()
        if cell is not None and cell.long and self.cursor.editor.writing:
            return self._line()
        return self._down(-1)

    def _line(self) -> bool:
        editor = self.cursor.editor
        if not editor.writing:
            editor.write()
        editor.insertPlainText("\n")
        return True

    def _escape(self) -> bool:
        cursor = self.cursor
        if cursor.give_up():
            return True
        if cursor.anchor != cursor.place:
            cursor.select_from(cursor.place)
            return True
        return False

    def _edit(self) -> bool:
        self.cursor.editor.write()
        return True

    def _offer(self) -> bool:
        self._offering.show(always=True)
        return True

    def _clear(self) -> bool:
        return not self.cursor.editor.writing and self._commands.clear()

    def _page(self, step: int) -> bool:
        bar = self.cursor.canvas.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep() * 9 // 10)
        return True

    def _arrow(self, down: int, right: int) -> bool:
        cursor = self.cursor
        if cursor.grid is None:
            return False
        if cursor.editor.writing:
            cell = cursor.cell()
            if right or cell is None or cell.long or not cursor.editor.edge(down):
                return False
            return self._down(down)
        if right:
            return self._go(sideways(cursor.grid, cursor.place, right))
        return self._go(vertical(cursor.grid, cursor.place, down))

    def _extend(self, down: int, right: int) -> bool:
        cursor = self.cursor
        if cursor.grid is None or cursor.editor.writing:
            return False
        move = sideways(cursor.grid, cursor.place, right) if right else None
        place = move if right else vertical(cursor.grid, cursor.place, down)
        if place is not None:
            anchor = cursor.anchor
            cursor.enter(place)
            cursor.select_from(anchor)
        return True

    def _select_all(self) -> bool:
        cursor = self.cursor
        text = cursor.editor.text()
        if text and not (cursor.editor.writing and cursor.editor.whole_selected()):
            cursor.editor.write()
            cursor.editor.selectAll()
            return True
        return self._commands.select_block()

    def _corner(self, last: bool) -> bool:
        cursor = self.cursor
        if cursor.grid is None or cursor.editor.writing:
            return False
        return self._go(corner(cursor.grid, last))

    def _undo(self) -> bool:
        self.cursor.session.undo.undo()
        return True

    def _redo(self) -> bool:
        self.cursor.session.undo.redo()
        return True


def _pressed(event: QKeyEvent) -> tuple[Qt.KeyboardModifier, Qt.Key]:
    """Return modifiers and key; the two Enter keys are one, and the keypad is no modifier."""
    combination: QKeyCombination = event.keyCombination()
    key = combination.key()
    modifiers = combination.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return modifiers, _Key.Key_Return if key == _Key.Key_Enter else key
