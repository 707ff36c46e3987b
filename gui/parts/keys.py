"""What keys do on a part: as on the form, and Tab steps from amount to amount in sentences."""

from __future__ import annotations

from gui.form.formgrid import HEAD, PARAGRAPH
from gui.form.keys import Keys
from gui.parts.grid import amounts_in


class PartKeys(Keys):
    """Turns key presses on a part into what they mean."""

    def _tab(self, step: int) -> bool:
        if self._next_amount(step):
            return True
        cursor = self.cursor
        before = cursor.place
        super()._tab(step)
        while cursor.place != before and (cell := cursor.cell()) is not None and cell.kind == HEAD:
            before = cursor.place
            super()._tab(step)
        cell = cursor.cell()
        if cursor.place != before and cell is not None and cell.kind == PARAGRAPH:
            found = amounts_in(cell.text)
            if found:
                self._select(found[0] if step > 0 else found[-1])
        return True

    def _enter(self) -> bool:
        # at an amount nobody means to end the line
        return self._down(1) if self._at_amount() else super()._enter()

    def _next_amount(self, step: int) -> bool:
        """Select the next (1) or previous (-1) amount of the sentence stood in, if there is one."""
        cell, editor = self.cursor.cell(), self.cursor.editor
        if cell is None or cell.kind != PARAGRAPH:
            return False
        start, end = editor.selected() if editor.writing else (-1, -1)
        found = amounts_in(editor.text())
        if step > 0:
            wanted = [span for span in found if span[0] >= end and span != (start, end)]
        else:
            wanted = [span for span in found[::-1] if span[1] <= start and span != (start, end)]
        if not wanted:
            return False
        self._select(wanted[0])
        return True

    def _select(self, span: tuple[int, int]) -> None:
        self.cursor.editor.write(at_end=False)
        self.cursor.editor.select(*span)

    def _at_amount(self) -> bool:
        cell, editor = self.cursor.cell(), self.cursor.editor
        if cell is None or cell.kind != PARAGRAPH or not editor.writing:
            return False
        start, end = editor.selected()
        return any(first <= start and end <= last for first, last in amounts_in(editor.text()))
