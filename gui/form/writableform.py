"""Standing in a cell of the form, and writing in it; `gui.form.formview` shows the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.form.canvas import FormCanvas
from gui.form.celleditor import CellEditor
from gui.form.formgrid import FormCell
from gui.form.navigation import Place
from gui.form.writing import Writing
from model.cells import CellRef

if TYPE_CHECKING:
    from gui.form.offering import Offering
    from model.disclosure import TargetTable


class WritableForm(FormCanvas):
    """A form with one live editor over the cell stood in.

    Attributes:
        table: the target table shown; None where there is none.
        writing: what is written into the current cell, from entering it to leaving it.
        offering: lists what the cell may become; made by the form that shows.
    """

    offering: Offering

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.session = session
        self.table: TargetTable | None = None
        self.writing: Writing | None = None
        # edits of our own come back as changes of the session: the editor knows them already
        self._busy = 0
        self.editor = CellEditor(self.viewport())
        self.editor.typed.connect(self._typed)
        self.editor.grown.connect(self._grown)
        self.editor.left.connect(self._left)
        self.editor.cursorPositionChanged.connect(self._follow_cursor)

    # what the form that shows the table does

    def load(self) -> None:
        """Show the session's current target table anew."""
        raise NotImplementedError

    def _arrange(self) -> None:
        """Lay out what has another size, and put the editor over its cell."""
        raise NotImplementedError

    def _say(self) -> None:
        """Say of the current cell what it is and what is wrong with it."""
        raise NotImplementedError

    # standing

    def current_ref(self) -> CellRef | None:
        """Return what the current cell edits; of a merged one, in the row stood in."""
        if self.writing is not None and self.writing.born:
            return self.writing.refs[0]
        cell = self.cell()
        return cell.ref_at(self.place[0]) if cell and cell.refs else None

    def go_over_to(self, ref: CellRef) -> Place:
        """Leave the current cell; return where a shown cell is then, for rows may have moved."""
        self.finish()
        cell = self.grid.find(ref) if self.grid else None
        return cell.place_of(ref) if cell else self.place

    def enter(self, place: Place, write: bool = False, scroll: bool = True) -> None:
        """Go to a cell; what was typed in the one before takes its form."""
        self.finish()
        cell = self.grid.at(*place) if self.grid else None
        if cell is None or not cell.refs:
            return
        before = self.look.current
        self.place = self.anchor = place
        self._stand_in(cell)
        self.update_cell(before)
        if write:
            self.editor.write()
        if scroll:
            self.scroll_to(self.form.rect(cell))
        self._say()
        self.session.cell_entered.emit(self.current_ref())
        if write and cell.field == "value" and not cell.text:
            self.offering.soon()

    # writing

    def finish(self) -> None:
        """Leave off writing: what was typed takes its form; the cell stays current."""
        if self.editor.composing:
            # the input method commits or drops it, as in every program
            QGuiApplication.inputMethod().commit()
        self._end_writing(give_up=False)

    def settle(self) -> None:
        """Give what is typed so far its form without leaving the cell, as before saving."""
        if self.writing is None or not self.writing.changed or self.editor.composing:
            return
        self._busy += 1
        try:
            self.writing.finish()
        finally:
            self._busy -= 1
        self._refresh_editor()

    def _left(self, for_good: bool) -> None:
        if for_good:
            self.finish()
        self.offering.stop()

    def give_up(self) -> bool:
        """Take back what was typed since the cell was entered; False where there is nothing."""
        if self.writing is None or not (self.editor.writing or self.writing.changed):
            return False
        self._end_writing(give_up=True)
        return True

    def _end_writing(self, give_up: bool) -> None:
        self.offering.stop()
        writing, self.writing = self.writing, None
        if writing is None or self.grid is None:
            return
        self._busy += 1
        try:
            writing.give_up() if give_up else writing.finish()
        finally:
            self._busy -= 1
        cell = self.cell()
        if cell is not None and cell.refs:
            self._stand_in(cell)

    def _stand_in(self, cell: FormCell) -> None:
        self.writing = self._begin(cell)
        self.form.editing = None
        self.editor.show_text(cell.text, cell.align, replaces=not cell.long)
        self._arrange()
        self.update_cell(cell)

    def _begin(self, cell: FormCell) -> Writing | None:
        """Return what writes in a cell; None where its target table is gone, another on its way."""
        assert self.grid is not None
        try:
            return Writing(self.session, self.grid, cell)
        except KeyError:
            return None

    def _drop_writing(self) -> None:
        """Another table is to be shown: what was typed takes its form where its cell still is."""
        grid, self.grid = self.grid, None
        self.table, table = None, self.table
        writing, self.writing = self.writing, None
        self.offering.stop()
        self.form.editing = None
        if self.editor.composing:
            QGuiApplication.inputMethod().commit()
        if writing is not None and grid is not None and table is not None:
            writing.finish()

    def _typed(self, text: str) -> None:
        if self.writing is None:
            return
        self._busy += 1
        try:
            self.writing.type(text)
        except KeyError:
            self.writing = None
        finally:
            self._busy -= 1
        if self.writing is None:
            self.load()
            return
        self.anchor = self.place
        self.show_selection()
        self._follow_cursor()
        self.offering.soon()

    def _grown(self) -> None:
        # said of a longer line, too, by which nothing becomes higher
        known = self.form.editing[1] if self.form.editing else -1.0
        if self.grid is not None and not self._busy and self.editor.text_height() != known:
            self.lay_out()

    def _follow_cursor(self) -> None:
        """Keep the text cursor in view where a text is higher than the window."""
        if self.grid is not None and self.editor.writing and not self._busy:
            rect = self.editor.cursorRect().translated(self.editor.pos())
            self.scroll_to(rect.translated(self.on_form(QPoint(0, 0))))

    def _refresh_editor(self) -> None:
        """After an undo, or someone else's edit, show what the cell holds now."""
        cell = self.cell()
        if cell is None or self.grid is None or self.editor.composing:
            return
        if self.writing is not None and self.writing.changed and not self.writing.undone():
            return
        self.writing = self._begin(cell)
        self.editor.refresh_text(cell.text, cell.align)
