"""Take back (接收修改): what a returned file changed in ours, each change to be accepted or not.

    back = TakeBack(ours, layout, returned, returned_layout)
    for proposal in back.proposals():
        proposal.title, proposal.before, proposal.after, proposal.runs
    accepted = back.accept(chosen)      # an edit to be done as one step

Nothing here changes a disclosure. Whatever the form does not print is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from model.basics.steps import step
from model.compare import Match
from model.document.blocks import Part, PartTargets
from model.document.comments import CellComment
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.parts.names import part_name
from model.takeback.edits import edit_for
from model.takeback.own import own_proposals, own_text_missing
from model.takeback.pairs import pair_tables
from model.takeback.parts import PartProposals, match_parts, parts_missing
from model.takeback.proposal import Accepted, Group, Proposal, Sides
from model.takeback.sharedform import SharedForm
from model.takeback.tables import emptied_levels, project_proposals


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
        form = SharedForm(layout, their_layout or layout, ours.projects)
        self.sides = Sides(ours, theirs, layout, form)
        self._remarks = _by_table(theirs)
        self.refresh()

    def proposals(self) -> list[Proposal]:
        """Return every change proposed, in reading order."""
        return list(self.sides.proposals())

    def refresh(self, tables: Iterable[str] | None = None) -> bool:
        """Look again at what is proposed, ours having changed.

        Args:
            tables: ids of the only target tables, paragraphs and tables of parts whose cells
                changed, empty for the department's own text; None: anything may have.

        Returns:
            Whether all was looked at again.
        """
        wanted = None if tables is None else self._groups_of(tables)
        if wanted is not None:
            places = {group.key: place for place, group in enumerate(self.sides.groups)}
            by_id = {table.id: number for number, table in enumerate(self.sides.ours.projects)}
            parts = {group.key for group in self.sides.groups if group.part}
            if all(one in places and (not one or one in by_id or one in parts) for one in wanted):
                for one in wanted:
                    self.sides.groups[places[one]] = self._again(one, by_id)
                return False
        self._all()
        return True

    def accept(self, chosen: Iterable[Proposal]) -> Accepted:
        """Return the edit that does exactly the chosen changes.

        What ours has changed meanwhile is left alone: a proposal shown before that.
        """
        self.refresh()
        now = {one.key: one for one in self.proposals()}
        wanted = list(chosen)
        good = [one for one in wanted if one.key in now and _still(one, now[one.key])]
        edit = edit_for(self.sides, {one.key for one in good}) if good else None
        return Accepted(edit, len(good), len(wanted) - len(good))

    def doubts(self) -> list[str]:
        """Return why the file need not be ours at all, in sentences for the clerk."""
        ours, theirs = self.sides.ours, self.sides.theirs
        doubts = []
        names = ours.department.name.strip(), theirs.department.name.strip()
        codes = ours.department.code.strip(), theirs.department.code.strip()
        if all(names) and names[0] != names[1]:
            doubts.append(f"部门不同：这里是“{names[0]}”，退回的文件是“{names[1]}”。")
        elif all(codes) and codes[0] != codes[1]:
            doubts.append(f"部门编码不同：这里是 {codes[0]}，退回的文件是 {codes[1]}。")
        if ours.year and theirs.year and ours.year != theirs.year:
            doubts.append(f"年度不同：这里是 {ours.year} 年，退回的文件是 {theirs.year} 年。")
        sure = any(one.how in ("code", "name") for one in self.sides.pairs)
        if ours.projects and theirs.projects and not sure:
            doubts.append("退回的文件里没有一个项目的编码或名称与这里相同。")
        return doubts

    def notes(self) -> list[str]:
        """Return what was not compared, and why, in sentences for the clerk."""
        ours, theirs = self.sides.ours, self.sides.theirs
        notes = []
        if theirs.layout and ours.layout and theirs.layout != ours.layout:
            notes.append("退回的文件是另一种表样，只比较了两种表样都有的栏。")
        if parts_missing(ours, theirs):
            notes.append("退回的文件里只有绩效文本，预算信息公开的其余各部分没有比较。")
        if own_text_missing(ours, theirs):
            notes.append("退回的文件里没有部门整体绩效目标的文字，这部分没有比较。")
        emptied = sum(
            emptied_levels(ours.projects[one.before], theirs.projects[one.after])
            for one in self.sides.pairs
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
        self.sides.pairs = pair_tables(self.sides.ours.projects, self.sides.theirs.projects)
        self.sides.parts = match_parts(self.sides.ours, self.sides.theirs)
        parts = [self._part(match) for match in self.sides.parts]
        holders = [
            any(isinstance(one, PartTargets) for one in self._shown(match).blocks)
            for match in self.sides.parts
        ]
        behind = holders.index(True) + 1 if True in holders else 0
        groups = [*parts[:behind], self._own()]
        for place in range(len(self.sides.pairs)):
            step()
            groups.append(self._project(place))
        self.sides.groups = groups + parts[behind:]

    def _again(self, key: str, numbers: dict[str, int]) -> Group:
        if not key:
            return self._own()
        if key not in numbers:
            return self._part(next(one for one in self.sides.parts if self._shown(one).id == key))
        number = numbers[key]
        place = next(place for place, one in enumerate(self.sides.pairs) if one.before == number)
        return self._project(place)

    def _groups_of(self, ids: Iterable[str]) -> set[str]:
        """Return the groups that show target tables, texts, tables and parts."""
        parts = self.sides.ours.parts
        holders = {block.id: part.id for part in parts for block in part.blocks}
        return {holders.get(one, one) for one in ids}

    def _shown(self, match: Match) -> Part:
        """Return the part a match is of: ours, or theirs where ours has none."""
        if match.before is not None:
            return self.sides.ours.parts[match.before]
        assert match.after is not None
        return self.sides.theirs.parts[match.after]

    def _part(self, match: Match) -> Group:
        theirs = None if match.after is None else self.sides.theirs.parts[match.after]
        remarks = self._remarks.get(theirs.id, []) if theirs is not None else []
        made = PartProposals(self.sides, match, remarks)
        number = 0 if match.before is None else match.before + 1
        return Group(made.shown.id, number, part_name(made.shown), made.all(), part=True)

    def _own(self) -> Group:
        return Group("", 0, "", own_proposals(self.sides, self._remarks.get("", [])))

    def _project(self, place: int) -> Group:
        match = self.sides.pairs[place]
        table, other = self.sides.tables(match)
        shown = table or other
        assert shown is not None
        remarks = self._remarks.get(other.id, []) if other is not None else []
        number = 0 if match.before is None else match.before + 1
        return Group(shown.id, number, shown.name, project_proposals(self.sides, match, remarks))


def _still(shown: Proposal, now: Proposal) -> bool:
    """Tell whether a proposal is what it was when the clerk saw it."""
    same = (shown.kind, shown.of) == (now.kind, now.of)
    return same and (
        now.kind != "changed" or (shown.before, shown.after) == (now.before, now.after)
    )


def _by_table(theirs: Disclosure) -> dict[str, list[tuple[int, CellComment]]]:
    """Return the comments with their numbers by target table or part; empty for those of none."""
    tables = {table.id: table.id for table in theirs.projects}
    tables |= {part.id: part.id for part in theirs.parts}
    tables |= {block.id: part.id for part in theirs.parts for block in part.blocks}
    found: dict[str, list[tuple[int, CellComment]]] = {}
    for number, comment in enumerate(theirs.comments):
        table = tables.get(comment.ref.table, "")
        found.setdefault(table, []).append((number, comment))
    return found
