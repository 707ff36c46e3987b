"""Take back (接收修改): what a returned file changed in ours, each change to be accepted or not.

    back = TakeBack(ours, layout, returned, returned_layout)
    for proposal in back.proposals():
        proposal.title, proposal.before, proposal.after, proposal.runs
    accepted = back.accept(chosen)      # an edit to be done as one step

Nothing here changes a disclosure. Whatever the form does not print is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from model.cellref import CellRef
from model.checks.names import UNNAMED
from model.comments import CellComment
from model.compare import Match, Run, text_runs
from model.disclosure import Disclosure, TargetTable
from model.layout import Layout
from model.outline import chinese_number
from model.takeback.pairs import pair_tables
from model.takeback.sharedform import SharedForm

if TYPE_CHECKING:
    from model.edits import Edit

Kind = Literal["changed", "added", "deleted", "moved", "comment"]
Of = Literal["cell", "indicator", "table", "item"]

KIND_WORDS: dict[Kind, str] = {
    "changed": "修改",
    "added": "新增",
    "deleted": "删除",
    "moved": "移动",
    "comment": "批注",
}
"""The kinds as a clerk reads them."""


class Proposal(Struct, frozen=True, kw_only=True):
    """One change a returned file proposes.

    Attributes:
        key: names it among the others, also after ours or the list has changed.
        kind: what is proposed; ``comment``: a comment to be kept at its cell.
        of: a cell, or a whole indicator, project, item of the department's own text.
        group: the `Group` it belongs to.
        title: what a clerk calls the place: ``第3个指标“优良率”的指标值``.
        before, after: the texts as they stand; of what came or went its cells, a line each;
            of what moved its places. Of a comment the cell's text, and what is remarked.
        ref: the cell of ours to look at; None where ours has none.
        texts: the cells of ours it sets, and their new texts.
        comment: the comment, at the cell of ours it is about.
        remarks: comments at the same cell, each with its author.
        doubtful: need not be meant: a project that is missing in the file.
    """

    key: str
    kind: Kind
    of: Of
    group: str
    title: str
    before: str = ""
    after: str = ""
    ref: CellRef | None = None
    texts: tuple[tuple[CellRef, str], ...] = ()
    comment: CellComment | None = None
    remarks: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def runs(self) -> tuple[Run, ...]:
        """What of the text stayed, went and came."""
        return text_runs(self.before, self.after)

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return KIND_WORDS[self.kind]


class Group(Struct, frozen=True):
    """The proposals of one project, or of the department's own text.

    Attributes:
        key: the project's id; empty for the department's own text.
        number: its number in ours from 1; 0 for the department or a project ours lacks.
        name: the project's name.
        proposals: in reading order.
    """

    key: str
    number: int
    name: str
    proposals: list[Proposal]

    @property
    def title(self) -> str:
        """What a clerk calls it."""
        if not self.key:
            return "部门整体"
        name = " ".join(self.name.split()) or UNNAMED
        return f"{self.number}. {name}" if self.number else f"新增项目：{name}"


class Accepted(Struct, frozen=True):
    """What came of accepting: the edit to be done, how many it holds, how many were stale."""

    edit: Edit | None
    count: int
    stale: int


class TakeBack:
    """A returned file laid against ours; ours may go on changing, see `refresh`.

    Args:
        ours: what is open.
        layout: the form it is shown in.
        theirs: what was read from the returned file.
        their_layout: the form it was read by; the same as ours where not given.
    """

    def __init__(
        self,
        ours: Disclosure,
        layout: Layout,
        theirs: Disclosure,
        their_layout: Layout | None = None,
    ) -> None:
        self.ours = ours
        self.theirs = theirs
        self.layout = layout
        self.form = SharedForm(layout, their_layout or layout, ours.projects)
        self._remarks = _by_table(theirs)
        self.groups: list[Group] = []
        self.pairs: list[Match] = []
        self.refresh()

    def proposals(self) -> list[Proposal]:
        """Return every change proposed, in reading order."""
        return [one for group in self.groups for one in group.proposals]

    def refresh(self, tables: Iterable[str] | None = None) -> bool:
        """Look again at what is proposed, ours having changed.

        Args:
            tables: ids of the only target tables whose cells or indicators changed, empty
                for the department's own text; None: anything may have.

        Returns:
            Whether all was looked at again.
        """
        wanted = None if tables is None else set(tables)
        if wanted is not None:
            places = {group.key: place for place, group in enumerate(self.groups)}
            by_id = {table.id: number for number, table in enumerate(self.ours.projects)}
            if all(one in places and (not one or one in by_id) for one in wanted):
                for one in wanted:
                    self.groups[places[one]] = self._again(one, by_id)
                return False
        self._all()
        return True

    def accept(self, chosen: Iterable[Proposal]) -> Accepted:
        """Return the edit that does exactly the chosen changes.

        What ours has changed meanwhile is left alone: a proposal shown before that.
        """
        from model.takeback.edits import edit_for

        self.refresh()
        now = {one.key: one for one in self.proposals()}
        wanted = list(chosen)
        good = [one for one in wanted if one.key in now and _still(one, now[one.key])]
        edit = edit_for(self, {one.key for one in good}) if good else None
        return Accepted(edit, len(good), len(wanted) - len(good))

    def doubts(self) -> list[str]:
        """Return why the file need not be ours at all, in sentences for the clerk."""
        ours, theirs = self.ours, self.theirs
        doubts = []
        names = ours.department.name.strip(), theirs.department.name.strip()
        codes = ours.department.code.strip(), theirs.department.code.strip()
        if all(names) and names[0] != names[1]:
            doubts.append(f"部门不同：这里是“{names[0]}”，退回的文件是“{names[1]}”。")
        elif all(codes) and codes[0] != codes[1]:
            doubts.append(f"部门编码不同：这里是 {codes[0]}，退回的文件是 {codes[1]}。")
        if ours.year and theirs.year and ours.year != theirs.year:
            doubts.append(f"年度不同：这里是 {ours.year} 年，退回的文件是 {theirs.year} 年。")
        sure = any(one.how in ("code", "name") for one in self.pairs)
        if ours.projects and theirs.projects and not sure:
            doubts.append("退回的文件里没有一个项目的编码或名称与这里相同。")
        return doubts

    def notes(self) -> list[str]:
        """Return what was not compared, and why, in sentences for the clerk."""
        from model.takeback.own import own_text_missing
        from model.takeback.tables import emptied_levels

        notes = []
        if self.theirs.layout and self.ours.layout and self.theirs.layout != self.ours.layout:
            notes.append("退回的文件是另一种表样，只比较了两种表样都有的栏。")
        if own_text_missing(self.ours, self.theirs):
            notes.append("退回的文件里没有部门整体绩效目标的文字，这部分没有比较。")
        emptied = sum(
            emptied_levels(self.ours.projects[one.before], self.theirs.projects[one.after])
            for one in self.pairs
            if one.before is not None and one.after is not None
        )
        if emptied:
            notes.append(
                f"退回的文件里有 {emptied} 个指标的一级或二级指标是空的，"
                "多半是删行时带掉的，仍按原来的，没有列为修改。"
            )
        return notes

    # looking

    def _all(self) -> None:
        self.pairs = pair_tables(self.ours.projects, self.theirs.projects)
        groups = [self._own()]
        for place in range(len(self.pairs)):
            groups.append(self._project(place))
        self.groups = groups

    def _again(self, key: str, numbers: dict[str, int]) -> Group:
        if not key:
            return self._own()
        number = numbers[key]
        place = next(place for place, one in enumerate(self.pairs) if one.before == number)
        return self._project(place)

    def _own(self) -> Group:
        from model.takeback.own import own_proposals

        return Group("", 0, "", own_proposals(self, self._remarks.get("", [])))

    def _project(self, place: int) -> Group:
        from model.takeback.tables import project_proposals

        match = self.pairs[place]
        table, other = self.sides(match)
        shown = table or other
        assert shown is not None
        remarks = self._remarks.get(other.id, []) if other is not None else []
        number = 0 if match.before is None else match.before + 1
        return Group(shown.id, number, shown.name, project_proposals(self, match, remarks))

    def sides(self, match: Match) -> tuple[TargetTable | None, TargetTable | None]:
        """Return the target table of ours and of theirs; None where there is none."""
        ours = None if match.before is None else self.ours.projects[match.before]
        theirs = None if match.after is None else self.theirs.projects[match.after]
        return ours, theirs


def _still(shown: Proposal, now: Proposal) -> bool:
    """Tell whether a proposal is what it was when the clerk saw it."""
    same = (shown.kind, shown.of) == (now.kind, now.of)
    return same and (
        now.kind != "changed" or (shown.before, shown.after) == (now.before, now.after)
    )


def _by_table(theirs: Disclosure) -> dict[str, list[tuple[int, CellComment]]]:
    """Return the comments with their numbers by target table; empty for those of none."""
    tables = {table.id for table in theirs.projects}
    found: dict[str, list[tuple[int, CellComment]]] = {}
    for number, comment in enumerate(theirs.comments):
        table = comment.ref.table if comment.ref.table in tables else ""
        found.setdefault(table, []).append((number, comment))
    return found


def item_title(held: str, number: int) -> str:
    """Return what a clerk calls an item of the department's own text; the number from 0."""
    word = "分项绩效目标" if held == "itemised_goals" else "工作保障措施"
    return f"{word}（{chinese_number(number + 1)}）"
