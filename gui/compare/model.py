"""The differences of two files as a tree: projects, and in each its cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from gui.shared.itemmodels import GroupsModel
from gui.shared.markedtext import RUNS, one_side
from gui.shared.plaintip import tip
from model.basics.pinyin import matches
from model.compare.differences import WORDS, Difference, ProjectPart
from model.compare.report import count_words, heading, matched_by
from model.compare.runs import Run
from model.compare.visible import texts_of, without_long_stretches

AnyIndex = QModelIndex | QPersistentModelIndex

PLACE, KIND, BEFORE, AFTER = range(4)
COLUMNS = ("所在的格", "种类", "前", "后")
_AROUND = 14
"""So many characters are shown round a change in the list."""
_LONGEST = 300
"""A run beyond this is cut in the list; the panes below show all of it."""


class CompareCriteria(Struct, frozen=True):
    """What a clerk wants listed.

    Attributes:
        words: differences of these kinds.
        same: cells that are the same, as well.
        query: only where project, cell or texts hold these words, or their pinyin initials.
    """

    words: frozenset[str] = frozenset(WORDS)
    same: bool = False
    query: str = ""


class _Group(Struct):
    """A project as shown, with the rows wanted."""

    part: ProjectPart
    rows: list[Difference]


class CompareModel(GroupsModel):
    """Rows of the first level are projects, below each its differences."""

    columns = COLUMNS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: list[ProjectPart] = []
        self._all: Callable[[ProjectPart], list[Difference]] | None = None
        self._complete: dict[int, list[Difference]] = {}
        self._groups: list[_Group] = []
        self._wanted = CompareCriteria()

    def show(
        self,
        parts: list[ProjectPart],
        all_cells: Callable[[ProjectPart], list[Difference]] | None = None,
    ) -> None:
        """Show another comparison.

        Args:
            parts: its parts with their differences.
            all_cells: gives all cells of a part, those that are the same among them.
        """
        self._parts, self._all, self._complete = parts, all_cells, {}
        self.filter(self._wanted)

    def filter(self, wanted: CompareCriteria) -> None:
        """List only what is wanted."""
        self.beginResetModel()
        self._wanted = wanted
        groups = (_Group(part, self._rows(number)) for number, part in enumerate(self._parts))
        self._groups = [group for group in groups if group.rows]
        self.endResetModel()

    def difference(self, index: AnyIndex) -> Difference | None:
        """Return the difference of a row; None for a project's."""
        if not index.isValid() or not index.internalId():
            return None
        return self._groups[index.internalId() - 1].rows[index.row()]

    def count(self) -> int:
        """Return how many rows are listed, the projects' own left out."""
        return sum(len(group.rows) for group in self._groups)

    # what Qt asks

    def groups(self) -> int:
        return len(self._groups)

    def row_total(self, group: int) -> int:
        return len(self._groups[group].rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.difference(index)
        if one is None:
            return self._group_data(self._groups[index.row()].part, index.column(), role)
        if role == RUNS and index.column() in (BEFORE, AFTER):
            return self._runs(one, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(one, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == PLACE:
            return tip(one.title)
        return None

    def _group_data(self, part: ProjectPart, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.FontRole and column == PLACE:
            bold = QFont()
            bold.setBold(True)
            return bold
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if not shown or column != PLACE:
            return None
        counts = zip(WORDS, count_words(part.differences), strict=True)
        words = [f"{word} {count}" for word, count in counts if count]
        told = "，".join([*words, *filter(None, [matched_by(part)])])
        return f"{heading(part)}　（{told}）" if told else heading(part)

    def _text(self, one: Difference, column: int) -> str:
        if column == PLACE:
            return one.title
        if column == KIND:
            return one.word
        before, after = texts_of(without_long_stretches(one.runs, _AROUND))
        return (before if column == BEFORE else after) or one.nothing

    def _runs(self, one: Difference, column: int) -> list[Run]:
        runs = without_long_stretches(one.runs, _AROUND)
        side = one_side(runs, "delete" if column == BEFORE else "insert")
        short = [Run(run.kind, run.text[:_LONGEST]) for run in side]
        return short or [Run("equal", one.nothing)]

    def _rows(self, number: int) -> list[Difference]:
        part, wanted = self._parts[number], self._wanted
        rows = part.differences
        if wanted.same and self._all is not None:
            if number not in self._complete:
                self._complete[number] = self._all(part)
            rows = self._complete[number]
        rows = [one for one in rows if one.word in wanted.words or one.kind == "same"]
        if not wanted.query.strip() or matches(wanted.query, heading(part)):
            return rows
        return [one for one in rows if _holds(one, wanted.query)]


def _holds(one: Difference, query: str) -> bool:
    # initials of whole texts would find nearly everything
    texts = f"{one.before}\n{one.after}".casefold()
    return matches(query, one.title) or all(word in texts for word in query.casefold().split())
