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
from model.document.comments import CellComment
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.takeback.edits import edit_for
from model.takeback.own import own_proposals, own_text_missing
from model.takeback.pairs import pair_tables
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
            tables: ids of the only target tables whose cells or indicators changed, empty
                for the department's own text; None: anything may have.

        Returns:
            Whether all was looked at again.
        """
        wanted = None if tables is None else set(tables)
        if wanted is not None:
            places = {group.key: place for place, group in enumerate(self.sides.groups)}
            by_id = {table.id: number for number, table in enumerate(self.sides.ours.projects)}
            if all(one in places and (not one or one in by_id) for one in wanted):
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
        groups = [self._own()]
        for place in range(len(self.sides.pairs)):
            step()
            groups.append(self._project(place))
        self.sides.groups = groups

    def _again(self, key: str, numbers: dict[str, int]) -> Group:
        if not key:
            return self._own()
        number = numbers[key]
        place = next(place for place, one in enumerate(self.sides.pairs) if one.before == number)
        return self._project(place)

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
    """Return the comments with their numbers by target table; empty for those of none."""
    tables = {table.id for table in theirs.projects}
    found: dict[str, list[tuple[int, CellComment]]] = {}
    for number, comment in enumerate(theirs.comments):
        table = comment.ref.table if comment.ref.table in tables else ""
        found.setdefault(table, []).append((number, comment))
    return found
