"""Writing in a cell of a part: keystroke by keystroke into the session, as one undo step."""

from __future__ import annotations

from itertools import count

from gui.document.session import Session
from gui.form.formgrid import FormCell
from model.document.cells import CellRef, get_cell
from model.document.edits import SetCells
from model.parts.filling import TableFilling

_numbers = count(1)


class PartWriting:
    """What is written in a cell of a part; a `gui.form.writing.Writer`.

    Raises:
        KeyError: the cell is gone.

    Attributes:
        refs: the cell written.
        born: nothing: no row comes into being by writing.
    """

    born = ""

    def __init__(self, session: Session, cell: FormCell) -> None:
        self.refs = [cell.refs[0]]
        self._session = session
        self._title = cell.title
        self._number = next(_numbers)
        self._typed: str | None = None
        self._filling = TableFilling(session.disclosure, self.refs[0])
        # always the same cells, so that the keystrokes become one step
        held = [*self.refs, *self._filling.totals]
        self._before = [(ref, get_cell(session.disclosure, ref)) for ref in held]
        self._written = self._before

    @property
    def changed(self) -> bool:
        """Whether something was typed."""
        return self._typed is not None

    def type(self, typed: str) -> None:
        """Hold what is typed so far. Raises KeyError where the cell is gone."""
        self._do(typed)
        self._typed = typed

    def finish(self) -> None:
        """Leave the cell: what was typed takes the form it should have."""
        if self._typed is None or self.undone():
            return
        typed, self._typed = self._typed, None
        text = self._filling.entered(typed)
        if text != typed:
            self._do(text)

    def give_up(self) -> None:
        """Leave the cell as it was before; no step stays."""
        if self._typed is None or self.undone():
            return
        self._typed = None
        self._put(self._before)

    def undone(self) -> bool:
        """Tell whether the cells no longer hold what was written: an undo came between."""
        try:
            now = [(ref, get_cell(self._session.disclosure, ref)) for ref, _ in self._written]
        except KeyError:
            return True
        return now != self._written

    def _do(self, text: str) -> None:
        totals = dict(self._filling.texts(text))
        self._put([(self.refs[0], text), *((r, totals.get(r, b)) for r, b in self._before[1:])])

    def _put(self, texts: list[tuple[CellRef, str]]) -> None:
        self._written = texts
        edit = SetCells(f"修改{self._title}", texts)
        self._session.do(edit, (self.refs[0], self._number))
