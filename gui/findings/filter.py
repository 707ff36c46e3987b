"""What of the findings is listed: by severity, kind, project and words; a fault once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from gui.findings.model import FINDING, PLACES, FindingsModel, explained
from gui.shared.plaintip import tip
from model.basics.pinyin import matches
from model.checks.base import Finding, Severity
from model.checks.gather import Key, fault_key

AnyIndex = QModelIndex | QPersistentModelIndex


class FindingsCriteria(Struct, frozen=True):
    """What a clerk wants listed.

    Attributes:
        severities: findings of these.
        reviewed: those marked 已核实 as well, whatever their severity.
        code: only those of one check; empty for all.
        table: only those of one target table or part, the empty id being the department; None
            for all.
        query: only those with these words.
    """

    severities: frozenset[Severity] = frozenset(Severity)
    reviewed: bool = False
    code: str = ""
    table: str | None = None
    query: str = ""


class FindingsFilter(QSortFilterProxyModel):
    """The findings that are wanted; a fault of many cells once, until it is opened."""

    def __init__(self, model: FindingsModel) -> None:
        super().__init__(model)
        self._model = model
        self._wanted = FindingsCriteria()
        self._words: list[str] = []
        self._holds: dict[str, list[bool]] = {}
        self._open: set[Key] = set()
        self._order = ""
        self.setSourceModel(model)
        model.regrouped.connect(self.invalidateFilter)
        model.modelReset.connect(self._open.clear)

    def show_only(self, wanted: FindingsCriteria) -> None:
        """Set the filter."""
        if wanted != self._wanted:
            if wanted.query != self._wanted.query:
                self._words = wanted.query.split()
                self._holds = {}
            self._wanted = wanted
            self.invalidateFilter()

    def sort_by(self, order: str, descending: bool = False) -> None:
        """Sort the rows: by the name of a column, or ``code``; among equals as they stand."""
        self._order = order
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        # the same column may stand for another order
        self.sort(-1)
        # by project they stand already, however many there are
        if order != "project" or descending:
            self.sort(PLACES.get(order, 0), way)

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        key, order = self._model.sort_key, self._order
        return key(left.row(), order) < key(right.row(), order)

    def finding(self, index: QModelIndex) -> Finding | None:
        """Return what a row listed tells: with the other cells, where these are not listed."""
        found = index.data(FINDING)
        return found if isinstance(found, Finding) else None

    def group(self, index: QModelIndex) -> Finding | None:
        """Return a row's finding with all cells of its fault, also where these are listed."""
        if not index.isValid():
            return None
        return self._model.whole(self.mapToSource(index).row(), self._wanted.table)

    def is_open(self, index: QModelIndex) -> bool:
        """Tell whether every cell of a row's fault is listed."""
        finding = self.finding(index)
        return finding is not None and fault_key(finding) in self._open

    def open(self, index: QModelIndex, wanted: bool) -> None:
        """List every cell of a row's fault, or only the first again."""
        finding = self.finding(index)
        key = fault_key(finding) if finding is not None else None
        if key is not None and (key in self._open) != wanted:
            (self._open.add if wanted else self._open.discard)(key)
            self.invalidateFilter()

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        wanted = role in (FINDING, Qt.ItemDataRole.ToolTipRole)
        if not wanted and index.column() != PLACES["message"]:
            return super().data(index, role)
        row = self.mapToSource(self.index(index.row(), 0)).row()
        if row < 0 or self._each(row):
            return super().data(index, role)
        finding = self._model.whole(row, self._wanted.table)
        if not finding.repeats:
            return super().data(index, role)
        if role == FINDING:
            return finding
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(explained(self._model.disclosure, finding))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{finding.message}（共 {1 + len(finding.repeats)} 处）"
        return super().data(index, role)

    def _each(self, row: int) -> bool:
        """Tell whether every cell of a row's fault is listed: it was opened, or is searched."""
        return bool(self._words) or fault_key(self._model.finding(row)) in self._open

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        finding, wanted = self._model.finding(row), self._wanted
        if self._model.is_reviewed(row):
            listed = wanted.reviewed
        else:
            listed = finding.severity in wanted.severities
        return (
            listed
            and (not wanted.code or finding.code == wanted.code)
            and (wanted.table is None or self._model.entry(row) == wanted.table)
            and (self._each(row) or not self._model.is_repeat(row, wanted.table))
            and (not self._words or self._holds_words(self._model.search_texts(row)))
        )

    def _holds_words(self, texts: Iterable[str]) -> bool:
        """Tell whether each word of the query is in one of the texts."""
        held = [False] * len(self._words)
        for text in texts:
            found = self._holds.get(text)
            if found is None:
                found = self._holds[text] = [matches(word, text) for word in self._words]
            if any(found):
                held = [one or other for one, other in zip(held, found, strict=True)]
        return all(held)
