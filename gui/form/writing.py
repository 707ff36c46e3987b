"""Writing in one cell: keystroke by keystroke into the session, as one undo step."""

from __future__ import annotations

from itertools import count
from typing import Protocol

from gui.document.session import Session
from gui.form.formgrid import FormCell, FormGrid
from model.document.cells import CellRef, find_table, get_cell
from model.document.disclosure import TargetTable
from model.entry.block import coded_texts
from model.entry.edits import Birth, EnterTexts, Held, held, marked, unborn
from model.entry.entry import (
    entered,
    followers,
    follows,
    held_while_typing,
    step_label,
)
from model.entry.rows import as_born, birth_place, is_pending
from model.layout import Layout

_numbers = count(1)


class Writer(Protocol):
    """What is written in a cell from entering it to leaving it."""

    refs: list[CellRef]
    born: str

    @property
    def changed(self) -> bool:
        """Whether something was typed."""

    def type(self, typed: str) -> None:
        """Hold what is typed so far. Raises KeyError where the cell is gone."""

    def finish(self) -> None:
        """Leave the cell: what was typed takes the form it should have."""

    def give_up(self) -> None:
        """Leave the cell as it was before; no step stays."""

    def undone(self) -> bool:
        """Tell whether the cells no longer hold what was written: an undo came between."""


class Writing:
    """What is written in a cell from entering it to leaving it.

    Raises:
        KeyError: the grid's target table is gone.

    Attributes:
        refs: the cells written; of a pending row, those of the indicator it became.
        born: the indicator this writing brought into being, or empty.
    """

    def __init__(self, session: Session, grid: FormGrid, cell: FormCell) -> None:
        self.session = session
        self.grid = grid
        self.cell = cell
        self.field = cell.field
        self.kind = cell.kind
        self.number = next(_numbers)
        self.table_id = grid.table
        self._found: TargetTable | None = None
        self.born = ""
        self._birth = ""
        self.refs = [ref for ref in cell.refs if not is_pending(ref.indicator)]
        self._typed: str | None = None
        self._written: list[tuple[CellRef, str]] = []
        self._follows = not cell.of_indicator and follows(self._layout, self._table())
        self._before: list[tuple[CellRef, str]] = []
        self._exact: list[Held] = []
        self._marked: list[CellRef] = []

    @property
    def _layout(self) -> Layout:
        return self.session.layout

    @property
    def _key(self) -> tuple[str, str, int]:
        return self.table_id, self.field, self.number

    @property
    def changed(self) -> bool:
        """Whether something was typed."""
        return self._typed is not None

    def type(self, typed: str) -> None:
        """Hold what is typed so far. Raises KeyError where the cell is gone."""
        if not self.refs:
            self._bring_into_being(typed)
        else:
            texts = self._texts(
                typed, held_while_typing(self._layout, self.kind, self.field, typed)
            )
            self._do(texts)
        self._typed = typed

    def finish(self) -> None:
        """Leave the cell: what was typed takes the form it should have."""
        if self._typed is None or self.undone():
            return
        typed, self._typed = self._typed, None
        texts = self._texts(typed, entered(self._layout, self.kind, self.field, typed))
        if self.born and not any(text for _, text in texts):
            self._unmake()
        elif texts != self._written:
            self._do(texts)

    def give_up(self) -> None:
        """Leave the cell as it was before; no step stays."""
        if self._typed is None or self.undone():
            return
        self._typed = None
        if self.born:
            self._unmake()
        else:
            self._put(self._before)

    def undone(self) -> bool:
        """Tell whether the cells no longer hold what was written: an undo came between."""
        try:
            now = [(ref, get_cell(self.session.disclosure, ref)) for ref, _ in self._written]
        except KeyError:
            return True
        return now != self._written

    def _table(self) -> TargetTable:
        # looked up once: with a thousand projects that is not for every keystroke
        if self._found is None:
            self._found = find_table(self.session.disclosure, CellRef(self.table_id))
        if self._found is None:
            raise KeyError(self.table_id)
        return self._found

    def _label(self) -> str:
        if self._birth:
            return self._birth
        indicator = self.refs[0].indicator if self.refs else ""
        return step_label(self._layout, self._table(), self.field, indicator)

    def _texts(self, typed: str, text: str) -> list[tuple[CellRef, str]]:
        """Return every cell a text sets: of merged cells each, of a code and name both."""
        if self.kind == "coded" and len(self.refs) == 2:
            return list(zip(self.refs, coded_texts(self._layout, self.field, typed), strict=True))
        texts = [(ref, text) for ref in self.refs]
        if self._follows:
            table = self._table()
            more = followers(self._layout, table, {self.field: text})
            texts += [(CellRef(table.id, name), other) for name, other in more.items()]
        return texts

    def _do(self, texts: list[tuple[CellRef, str]]) -> None:
        if not self._before:
            disclosure = self.session.disclosure
            self._before = [(ref, get_cell(disclosure, ref)) for ref, _ in texts]
            refs = [ref for ref, _ in texts]
            self._exact = held(disclosure, refs)
            self._marked = marked(disclosure, refs)
        self._written = texts
        self._put(texts)

    def _put(self, texts: list[tuple[CellRef, str]]) -> None:
        edit = EnterTexts(self._label(), texts)
        if texts == self._before:
            # the step vanishes: nothing else may stay changed either
            edit.exact, edit.unlooked = self._exact, self._marked
        self.session.do(edit, self._key)

    def _bring_into_being(self, typed: str) -> None:
        row = next(row for row in self.grid.rows if row.id == self.cell.refs[0].indicator)
        born = as_born(row)
        self.born = born.id
        self.refs = [CellRef(self.table_id, self.field, born.id)]
        level = row.level2 or row.level1
        self._birth = f"填写“{level}”的指标" if level else "填写指标"
        self._written = [(self.refs[0], typed)]
        at = birth_place(self.grid.rows, row.id)
        self.session.do(Birth(self._birth, list(self._written), born=born, at=at), self._key)

    def _unmake(self) -> None:
        self.session.do(unborn("撤回新指标", self.refs), self._key)
