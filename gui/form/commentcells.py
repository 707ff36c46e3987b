"""The comments (批注) at the cells of the form: which, what they say, taking them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.form.formgrid import FormCell
from gui.shared.commentmark import Bubble, Remarks, shown_at
from model.document.comments import CellComment
from model.document.edits import SetComments

if TYPE_CHECKING:
    from gui.form.cursor import FormCursor


class CommentCells:
    """Knows the comments of the form shown."""

    def __init__(self, cursor: FormCursor) -> None:
        self._cursor = cursor
        self._list: list[CellComment] | None = None
        self._shown: Remarks = {}
        # the live editor covers what is painted in the current cell
        self._bubble = Bubble(cursor.canvas.viewport())

    def place(self, cell: FormCell | None) -> None:
        """Put the sign over the editor, where the current cell was commented on."""
        if cell is None or not self.has(cell):
            self._bubble.hide()
            return
        canvas = self._cursor.canvas
        rect = canvas.on_screen(canvas.form.rect(cell))
        found = bool(canvas.finding_text(cell))
        aside = self._bubble.width() + (round(canvas.texts.line * 0.5) + 2 if found else 1)
        self._bubble.move(rect.right() - aside, rect.top() + 2)
        self._bubble.show()
        self._bubble.raise_()

    def at(self, cell: FormCell) -> list[CellComment]:
        """Return the comments at a cell; at merged cells those of each row."""
        held = self._cursor.session.disclosure.comments
        if held is not self._list:
            # an edit gives the disclosure another list; looked through once for each
            self._list, self._shown = held, shown_at(self._cursor.session.disclosure)
        if not self._shown:
            return []
        found = [one for ref in cell.refs for one in self._shown.get(ref, ())]
        return list(dict.fromkeys(found))

    def has(self, cell: FormCell) -> bool:
        """Tell whether somebody commented on a cell."""
        return bool(self.at(cell))

    def text(self, cell: FormCell) -> str:
        """Return what is said of a cell, each comment with its author."""
        return "\n".join(one.spoken for one in self.at(cell))

    def here(self) -> list[CellComment]:
        """Return the comments at the cell stood in."""
        cell = self._cursor.cell()
        return self.at(cell) if cell is not None else []

    def delete(self) -> bool:
        """Take the comments at the cell stood in away; one undo step."""
        gone, cell, session = self.here(), self._cursor.cell(), self._cursor.session
        if gone and cell is not None:
            kept = [one for one in session.disclosure.comments if one not in gone]
            session.do(SetComments(f"删除“{cell.title}”的批注", kept))
        return True
