"""What a returned file proposes, as a tree: projects, in each its changes, ticked or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont

from gui.shared.itemmodels import GroupsModel
from gui.shared.markedtext import RUNS, one_side
from gui.shared.plaintip import tip
from model.basics.pinyin import matches
from model.compare import Run
from model.compare.visible import texts_of, without_long_stretches
from model.takeback.proposal import KIND_WORDS, Group, Kind, Proposal

AnyIndex = QModelIndex | QPersistentModelIndex

PLACE, KIND, BEFORE, AFTER, STATE = range(5)
COLUMNS = ("位置", "种类", "原来", "改成", "状态")
TAKEN, REFUSED, LEFT = "要接收", "不接收", "未接收"
"""States of a change: ticked; not ticked; passed over when others were accepted."""

_AROUND = 14
"""So many characters are shown round a change in the list."""
_LONGEST = 300
"""A run beyond this is cut in the list; the panes below show all of it."""
_EMPTY = "（空）"


class ChangesCriteria(Struct, frozen=True):
    """What is to be listed: changes of these kinds, that hold these words or their initials."""

    kinds: frozenset[Kind] = frozenset(KIND_WORDS)
    query: str = ""


class _Shown(Struct):
    group: Group
    rows: list[Proposal]


class TakeBackModel(GroupsModel):
    """Rows of the first level are projects, below each what is proposed for it.

    Signals:
        ticked: other changes are ticked now; once for however many rows.
    """

    columns = COLUMNS

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[Group] = []
        self._shown: list[_Shown] = []
        self._wanted = ChangesCriteria()
        self._seen: set[str] = set()
        self._refused: set[str] = set()
        self._left: set[str] = set()

    # what the dialog says and asks

    def begin(self) -> None:
        """Forget what was ticked: another file is shown next."""
        self._seen, self._refused, self._left = set(), set(), set()

    def show(self, groups: list[Group]) -> None:
        """Show the proposals as they are now; what is new is ticked unless it is doubtful."""
        self.beginResetModel()
        self._groups = groups
        for group in groups:
            for one in group.proposals:
                if one.key not in self._seen and one.doubtful:
                    self._refused.add(one.key)
                self._seen.add(one.key)
        self._list()
        self.endResetModel()

    def filter(self, wanted: ChangesCriteria) -> None:
        """List only what is wanted."""
        if wanted != self._wanted:
            self.beginResetModel()
            self._wanted = wanted
            self._list()
            self.endResetModel()

    def chosen(self) -> list[Proposal]:
        """Return what is listed and ticked."""
        rows = (one for shown in self._shown for one in shown.rows)
        return [one for one in rows if one.key not in self._refused]

    def listed(self) -> int:
        """Return how many changes are listed."""
        return sum(len(shown.rows) for shown in self._shown)

    def pass_over(self) -> None:
        """Note that the others were accepted: what is not ticked now was left."""
        self._left |= {one.key for group in self._groups for one in group.proposals} & self._refused

    def proposal(self, index: AnyIndex) -> Proposal | None:
        """Return the change of a row; None for a project's."""
        if not index.isValid() or not index.internalId():
            return None
        return self._shown[index.internalId() - 1].rows[index.row()]

    def place_of(self, key: str) -> QModelIndex:
        """Return where a change is listed."""
        for number, shown in enumerate(self._shown):
            for row, one in enumerate(shown.rows):
                if one.key == key:
                    return self.createIndex(row, PLACE, number + 1)
        return QModelIndex()

    def tick(self, indexes: Sequence[AnyIndex], wanted: bool) -> None:
        """Tick some rows or not; a project's row stands for all listed below it."""
        keys = {one.key for index in indexes for one in self._under(index)}
        (self._refused.difference_update if wanted else self._refused.update)(keys)
        self._repaint(
            {index.internalId() - 1 if index.internalId() else index.row() for index in indexes}
        )
        self.ticked.emit()

    def tick_all(self, wanted: bool) -> None:
        """Tick everything listed, or nothing of it."""
        self.tick([self.index(row, PLACE) for row in range(len(self._shown))], wanted)

    def state(self, index: AnyIndex) -> Qt.CheckState:
        """Return whether a row is ticked; of a project's, whether all or some below it are."""
        ticked = [one.key not in self._refused for one in self._under(index)]
        if all(ticked):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if any(ticked) else Qt.CheckState.Unchecked

    def _under(self, index: AnyIndex) -> list[Proposal]:
        one = self.proposal(index)
        return [one] if one is not None else self._shown[index.row()].rows

    def _repaint(self, projects: Iterable[int]) -> None:
        roles = [Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.DisplayRole]
        for number in projects:
            above = self.index(number, PLACE)
            self.dataChanged.emit(above, self.index(number, STATE), roles)
            bottom = self.index(len(self._shown[number].rows) - 1, STATE, above)
            self.dataChanged.emit(self.index(0, PLACE, above), bottom, roles)

    def _list(self) -> None:
        shown = (_Shown(group, self._rows(group)) for group in self._groups)
        self._shown = [one for one in shown if one.rows]

    def _rows(self, group: Group) -> list[Proposal]:
        wanted = self._wanted
        rows = [one for one in group.proposals if one.kind in wanted.kinds]
        if not wanted.query.strip() or matches(wanted.query, group.title):
            return rows
        return [one for one in rows if _holds(one, wanted.query)]

    # what Qt asks

    def groups(self) -> int:
        return len(self._shown)

    def row_total(self, group: int) -> int:
        return len(self._shown[group].rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == PLACE else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return self.state(index) if index.column() == PLACE else None
        one = self.proposal(index)
        if one is None:
            return self._group_data(self._shown[index.row()], index, role)
        if role == RUNS and index.column() in (BEFORE, AFTER):
            return runs_of(one, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._text(one, index.column())
            return f"{self._state_word(one)}，{text}" if index.column() == PLACE else text
        if role == Qt.ItemDataRole.ToolTipRole:
            told = _tip(one, index.column())
            return tip(told) if told else None
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick([index], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _group_data(self, shown: _Shown, index: AnyIndex, role: int) -> Any:
        if index.column() != PLACE:
            return None
        if role == Qt.ItemDataRole.FontRole:
            bold = QFont()
            bold.setBold(True)
            return bold
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = f"{shown.group.title}（{len(shown.rows)} 处）"
            return tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None

    def _text(self, one: Proposal, column: int) -> str:
        if column == PLACE:
            return one.title
        if column == KIND:
            return one.word
        if column == STATE:
            return self._state_word(one)
        before, after = texts_of(_cut(one))
        return (before if column == BEFORE else after) or _nothing(one, column)

    def _state_word(self, one: Proposal) -> str:
        if one.key not in self._refused:
            return TAKEN
        return LEFT if one.key in self._left else REFUSED


def whole_runs(one: Proposal, column: int) -> list[Run]:
    """Return the runs of the whole text before or after; those of a comment are not marked."""
    if one.kind in ("comment", "moved"):
        text = one.before if column == BEFORE else one.after
        return [Run("equal", text)] if text else []
    return one_side(one.runs, "delete" if column == BEFORE else "insert")


def runs_of(one: Proposal, column: int) -> list[Run]:
    """Return the runs shown in the list: what stands round the changes."""
    side = "delete" if column == BEFORE else "insert"
    found = (
        whole_runs(one, column) if one.kind in ("comment", "moved") else one_side(_cut(one), side)
    )
    short = [Run(run.kind, run.text[:_LONGEST]) for run in found]
    return short or [Run("equal", _nothing(one, column))]


def _cut(one: Proposal) -> list[Run]:
    if one.kind in ("comment", "moved"):
        return [Run("delete", one.before), Run("insert", one.after)]
    return without_long_stretches(one.runs, _AROUND)


def _nothing(one: Proposal, column: int) -> str:
    """Return what stands for no text: something that is not there, or an empty cell."""
    there = {"added": AFTER, "deleted": BEFORE}.get(one.kind)
    return _EMPTY if there is None or there == column else "（没有）"


def _tip(one: Proposal, column: int) -> str | None:
    remarks = "\n".join(one.remarks)
    if column == PLACE:
        doubt = "退回的文件里没有这一项，多半是只退回了别的；要删再勾选。"
        return "\n".join(filter(None, [one.title, doubt if one.doubtful else "", remarks]))
    return remarks or None


def _holds(one: Proposal, query: str) -> bool:
    # initials of whole texts would find nearly everything
    texts = "\n".join((one.before, one.after, *one.remarks)).casefold()
    return matches(query, one.title) or all(word in texts for word in query.casefold().split())
