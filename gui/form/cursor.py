"""Where one stands on the form, and what is written there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal

from gui.document.session import Session
from gui.form.canvas import FormCanvas
from gui.form.celleditor import CellEditor
from gui.form.formgrid import FormCell, FormGrid
from gui.form.navigation import Place
from gui.form.writing import Writer, Writing
from model.document.cells import CellRef
from model.document.disclosure import TargetTable


class FormCursor(QObject):
    """The cell stood in, with one live editor over it; commands, keys and mouse move it.

    Attributes:
        canvas: the painted form; it knows the grid and which cells are selected.
        table: the target table shown; None where there is none.
        editor: the live editor.
        writing: what is written into the current cell, from entering it to leaving it.

    Signals:
        said: a line for the status bar.
        typing: something was typed into the cell, or its value is to be written.
        left_off: the cell is written in no more.
        grown: the editor needs another height, or stands over another cell.
        moved: another cell is stood in, or its text came from elsewhere.
        lost: the table shown is gone.
    """

    said = Signal(str)
    typing = Signal()
    left_off = Signal()
    grown = Signal()
    moved = Signal()
    lost = Signal()

    def __init__(self, session: Session, canvas: FormCanvas) -> None:
        super().__init__(canvas)
        self.session = session
        self.canvas = canvas
        self.table: TargetTable | None = None
        self.writing: Writer | None = None
        # edits of our own come back as changes of the session: the editor knows them already
        self._busy = 0
        self.editor = CellEditor(canvas.viewport())
        self.editor.typed.connect(self._typed)
        self.editor.grown.connect(self._grown)
        self.editor.left.connect(self._left)
        self.editor.cursorPositionChanged.connect(self._follow_cursor)

    @property
    def grid(self) -> FormGrid | None:
        """The form shown; None where there is none."""
        return self.canvas.grid

    @property
    def place(self) -> Place:
        """The row and column stood in."""
        return self.canvas.place

    @property
    def anchor(self) -> Place:
        """Where the selection began; the place itself where one cell is selected."""
        return self.canvas.anchor

    @property
    def busy(self) -> bool:
        """Whether an edit of the cell's own is being done."""
        return self._busy > 0

    def cell(self) -> FormCell | None:
        """Return the current cell."""
        return self.canvas.cell()

    def select_from(self, anchor: Place) -> None:
        """Select from another cell to the one stood in."""
        self.canvas.anchor = anchor
        self.canvas.show_selection()

    def stand(self, place: Place) -> None:
        """Stand in another row of the same merged cell; nothing else is selected."""
        self.canvas.place = place
        self.select_from(place)

    def hold(self, ref: CellRef | None, corner: Place) -> None:
        """Stand in a cell wherever it is now in another grid; in the corner where it is gone."""
        canvas = self.canvas
        assert canvas.grid is not None
        cell = canvas.grid.find(ref) if ref else None
        single = canvas.anchor == canvas.place
        if cell is not None and ref is not None:
            canvas.place = cell.place_of(ref)
        elif (here := canvas.grid.at(*canvas.place)) is None or not here.refs:
            canvas.place = corner
        if single or canvas.grid.at(*canvas.anchor) is None:
            canvas.anchor = canvas.place

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
        before = self.canvas.look.current
        self.canvas.place = self.canvas.anchor = place
        self._stand_in(cell)
        self.canvas.update_cell(before)
        if write:
            self.editor.write()
        if scroll:
            self.canvas.scroll_to(self.canvas.form.rect(cell))
        self.moved.emit()
        self.session.cell_entered.emit(self.current_ref())
        if write and cell.field == "value" and not cell.text:
            self.typing.emit()

    # writing

    def finish(self) -> None:
        """Leave off writing: what was typed takes its form; the cell stays current."""
        self._drop_half_typed()
        self._end_writing(give_up=False)

    def _drop_half_typed(self) -> None:
        """What is half typed cannot go with the clerk to another cell: say so."""
        letters, cell = self.editor.half_typed.drop(), self.cell()
        if letters:
            where = f"“{self.grid.spoken(cell, self.place[0])}”" if self.grid and cell else "那一格"
            self.said.emit(f"“{letters}”还没有选字，没有写进{where}。")

    def settle(self) -> None:
        """Give what is typed so far its form without leaving the cell, as before saving."""
        if self.writing is None or not self.writing.changed or self.editor.composing:
            return
        self._busy += 1
        try:
            self.writing.finish()
        finally:
            self._busy -= 1
        self.refresh()

    def _left(self, for_good: bool) -> None:
        if for_good and not self.editor.composing:
            self.finish()
        self.left_off.emit()

    def give_up(self) -> bool:
        """Take back what was typed since the cell was entered; False where there is nothing."""
        if self.writing is None or not (self.editor.writing or self.writing.changed):
            return False
        self._end_writing(give_up=True)
        return True

    def _end_writing(self, give_up: bool) -> None:
        self.left_off.emit()
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
        self.canvas.form.editing = None
        self.editor.show_text(cell.text, cell.align, not cell.long, cell.strong)
        self.grown.emit()
        self.canvas.update_cell(cell)

    def _begin(self, cell: FormCell) -> Writer | None:
        """Return what writes in a cell; None where its table is gone, another on its way."""
        try:
            return self.writer(cell)
        except KeyError:
            return None

    def writer(self, cell: FormCell) -> Writer:
        """Return what writes in a cell. Raises KeyError where the table shown is gone."""
        assert self.grid is not None
        return Writing(self.session, self.grid, cell)

    def drop(self) -> None:
        """Another table is to be shown: what was typed takes its form where its cell still is."""
        self._busy += 1
        self._drop_half_typed()
        self._busy -= 1
        grid, self.canvas.grid = self.grid, None
        self.table = None
        writing, self.writing = self.writing, None
        self.left_off.emit()
        self.canvas.form.editing = None
        if writing is not None and grid is not None:
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
            self.lost.emit()
            return
        self.select_from(self.place)
        self._follow_cursor()
        self.typing.emit()

    def _grown(self) -> None:
        # said of a longer line, too, by which nothing becomes higher
        known = self.canvas.form.editing[1] if self.canvas.form.editing else -1.0
        if self.grid is not None and not self._busy and self.editor.text_height() != known:
            self.grown.emit()
            self.canvas.viewport().update()

    def _follow_cursor(self) -> None:
        """Keep the text cursor in view where a text is higher than the window."""
        if self.grid is not None and self.editor.writing and not self._busy:
            rect = self.editor.cursorRect().translated(self.editor.pos())
            self.canvas.scroll_to(rect.translated(self.canvas.on_form(QPoint(0, 0))))

    def refresh(self) -> None:
        """After an undo, or someone else's edit, show what the cell holds now."""
        cell = self.cell()
        if cell is None or self.grid is None or self.editor.composing:
            return
        if self.writing is not None and self.writing.changed and not self.writing.undone():
            return
        self.writing = self._begin(cell)
        self.editor.refresh_text(cell.text, cell.align)
