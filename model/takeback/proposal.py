"""One change a returned file proposes, and the two files it was found between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from model.checks.names import UNNAMED
from model.compare import Match, Run, text_runs
from model.document.cellref import CellRef
from model.document.comments import CellComment
from model.document.disclosure import Disclosure, TargetTable
from model.document.edits import Edit
from model.layout import Layout
from model.printing.outline import chinese_number
from model.takeback.sharedform import SharedForm

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
        of: a cell, or a whole indicator, project, item of the department's own text; of a part
            an item is a paragraph, row, table or the part itself.
        group: the `Group` it belongs to.
        title: what a clerk calls the place: ``第3个指标“优良率”的指标值``.
        before, after: the texts as they stand; of what came or went its cells, a line each;
            of what moved its places. Of a comment the cell's text, and what is remarked.
        ref: the cell of ours to look at; None where ours has none.
        texts: the cells of ours it sets, and their new texts.
        comment: the comment, at the cell of ours it is about.
        remarks: comments at the same cell, each with its author.
        doubtful: need not be meant: a project, part or table that is missing in the file.
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
    """The proposals of one project, of the department's own text, or of another part.

    Attributes:
        key: the project's or part's id; empty for the department's own text.
        number: its number in ours from 1; 0 for the department or what ours lacks.
        name: the project's name, the part's title.
        proposals: in reading order.
        part: it is a part of the whole disclosure.
    """

    key: str
    number: int
    name: str
    proposals: list[Proposal]
    part: bool = False

    @property
    def title(self) -> str:
        """What a clerk calls it."""
        if not self.key:
            return "部门整体"
        if self.part:
            return self.name if self.number else f"新增部分：{self.name}"
        name = " ".join(self.name.split()) or UNNAMED
        return f"{self.number}. {name}" if self.number else f"新增项目：{name}"


class Accepted(Struct, frozen=True):
    """What came of accepting: the edit to be done, how many it holds, how many were stale."""

    edit: Edit | None
    count: int
    stale: int


@dataclass
class Sides:
    """Our disclosure and the returned one, and what was found between them so far.

    Attributes:
        ours, theirs: the two disclosures.
        layout: the form ours is shown in.
        form: the cells both forms show.
        pairs: which project of ours is which of theirs.
        parts: which part of ours is which of theirs.
        groups: what is proposed, by project and part.
    """

    ours: Disclosure
    theirs: Disclosure
    layout: Layout
    form: SharedForm
    pairs: list[Match] = field(default_factory=list)
    parts: list[Match] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def proposals(self) -> Iterator[Proposal]:
        """Yield every change proposed, in reading order."""
        for group in self.groups:
            yield from group.proposals

    def tables(self, match: Match) -> tuple[TargetTable | None, TargetTable | None]:
        """Return the target table of ours and of theirs; None where there is none."""
        ours = None if match.before is None else self.ours.projects[match.before]
        theirs = None if match.after is None else self.theirs.projects[match.after]
        return ours, theirs


def item_title(held: str, number: int) -> str:
    """Return what a clerk calls an item of the department's own text; the number from 0."""
    word = "分项绩效目标" if held == "itemised_goals" else "工作保障措施"
    return f"{word}（{chinese_number(number + 1)}）"
