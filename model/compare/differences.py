"""What a comparison gives: differences, and what was laid beside what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct, field

from model.compare.pairing import How
from model.compare.runs import Run, text_runs
from model.document.cellref import CellRef
from model.document.disclosure import Indicator, TargetTable
from model.quantities.amounts import amount_value, percent_value
from model.quantities.values import parse_value

Kind = Literal["same", "changed", "added", "deleted", "moved"]
Of = Literal["cell", "indicator", "table", "item"]

KIND_WORDS: dict[Kind, str] = {
    "same": "相同",
    "changed": "修改",
    "added": "新增",
    "deleted": "删除",
    "moved": "移动",
}
"""The kinds as a clerk reads them."""
WRITTEN_OTHERWISE = "写法不同"
"""The kind of a change that changes no amount: 30 for 30.00."""
WORDS = ("修改", WRITTEN_OTHERWISE, "新增", "删除", "移动")
"""All kinds of differences in the order of lists and counts."""
HOW_WORDS: dict[How, str] = {
    "": "",
    "code": "项目编码相同",
    "name": "名称相同",
    "likeness": "内容相近",
    "place": "位置相同",
}
"""By what two were found to be the same, as a clerk reads it."""


class Difference(Struct, frozen=True, kw_only=True):
    """One thing that differs; or, where asked for, a cell that is the same.

    Attributes:
        kind: what became of it; ``same`` only where cells that are the same were asked for.
        of: a cell, or a whole indicator, target table, item of the department's own text.
        before_ref, after_ref: the cell on each side; None where it is absent. Of something
            whole, the cell of its name or title.
        before, after: the texts as they stand; of something whole that came or went, all
            its cells, a line each; of what moved, its places (``第3个指标``).
        number, name: the project's number from 1 (0: the department's own text) and name,
            those after; of a deleted project those before.
        title: what a clerk calls the cell: ``第3个指标“优良率”的指标值``.
        same_amount: the texts differ, the amount, percent or value they mean does not.
        place_before, place_after: of indicators, items and tables, and of the cells of
            indicators and items: the place from 1 among its like; 0 where absent.
    """

    kind: Kind
    of: Of
    title: str
    before_ref: CellRef | None = None
    after_ref: CellRef | None = None
    before: str = ""
    after: str = ""
    number: int = 0
    name: str = ""
    same_amount: bool = False
    place_before: int = 0
    place_after: int = 0

    @property
    def runs(self) -> tuple[Run, ...]:
        """What of the text stayed, went and came; see `text_runs`."""
        return text_runs(self.before, self.after)

    @property
    def word(self) -> str:
        """The kind in Chinese, one of `WORDS`, or 相同."""
        return WRITTEN_OTHERWISE if self.same_amount else KIND_WORDS[self.kind]

    @property
    def nothing(self) -> str:
        """What to show for a side without text: it is empty, or not there at all."""
        return "（空）" if self.of == "cell" else "（没有）"


class RowPair(Struct, frozen=True):
    """An indicator on both sides; None where it is absent.

    ``place_before`` and ``place_after`` count from 1, 0 where it is absent.
    """

    before: Indicator | None
    after: Indicator | None
    how: How = ""
    likeness: float = 1.0
    place_before: int = 0
    place_after: int = 0
    moved: bool = False


class TablePair(Struct, frozen=True):
    """A project on both sides; None where it is absent.

    ``number_before`` and ``number_after`` count from 1, 0 where it is absent. ``how`` and
    ``likeness`` say by what the two were matched; ``moved`` that it stands elsewhere.
    """

    before: TargetTable | None
    after: TargetTable | None
    how: How = ""
    likeness: float = 1.0
    number_before: int = 0
    number_after: int = 0
    moved: bool = False

    @property
    def number(self) -> int:
        """The project's number after; of a deleted one, before."""
        return self.number_after or self.number_before

    @property
    def name(self) -> str:
        """The project's name after; of a deleted one, before."""
        table = self.after or self.before
        return table.name if table else ""


class ProjectPart(Struct, frozen=True):
    """One project's differences; ``pair`` is None for the department's own text."""

    pair: TablePair | None
    differences: list[Difference]


class Comparison(Struct, frozen=True):
    """Two disclosures laid beside each other.

    Attributes:
        tables: every project of either side, in the order after; deleted ones where they
            stood.
        parts: the department's own text (first, always there), then each of ``tables``
            with its differences, even where it has none.
        notes: what was not compared and why, in sentences for the clerk.
        own_text_missing: ``before`` or ``after`` where that side has none of the department's
            own texts while the other has: a workbook for the bureau often leaves them out,
            so that their being gone need not be meant.
    """

    tables: list[TablePair]
    parts: list[ProjectPart]
    notes: list[str] = field(default_factory=list)
    own_text_missing: Literal["", "before", "after"] = ""

    @property
    def differences(self) -> list[Difference]:
        """All differences, in reading order."""
        return [one for part in self.parts for one in part.differences]

    def counts(self) -> dict[str, int]:
        """Return how many differences there are by `Difference.word`; words that occur."""
        words = [one.word for one in self.differences]
        return {word: count for word in WORDS if (count := words.count(word))}


def cell_difference(
    make: Callable[..., Difference],
    title: str,
    refs: tuple[CellRef, CellRef],
    texts: tuple[str, str],
    amount: str,
) -> Difference:
    """Return a cell before and after.

    Args:
        make: makes the difference, its project and place known already.
        title: the cell's name.
        refs: the cell before and after.
        texts: its text before and after.
        amount: the field, where it holds money in 万元, a percent or a value; else empty.
    """
    before, after = texts
    return make(
        kind="same" if before == after else "changed",
        of="cell",
        title=title,
        before_ref=refs[0],
        after_ref=refs[1],
        before=before,
        after=after,
        same_amount=bool(amount) and before != after and same_meaning(amount, before, after),
    )


def place_words(place: int, called: str) -> str:
    """Return a place as a clerk counts it: 第3个指标."""
    return f"第{place}个{called}"


def same_meaning(name: str, before: str, after: str) -> bool:
    """Tell whether two texts of a field mean the same amount, percent or value.

    Args:
        name: ``value`` of an indicator, a plan date, or a money field in 万元.
        before, after: the texts.
    """
    if name == "value":
        return _same_value(before, after)
    meaning = percent_value if name.startswith("plan.") else amount_value
    ours = meaning(before)
    return ours is not None and ours == meaning(after)


def _same_value(before: str, after: str) -> bool:
    ours, theirs = parse_value(before), parse_value(after)
    return ours.kind in ("number", "range") and (
        (ours.kind, ours.standard_operator, ours.numbers, ours.unit)
        == (theirs.kind, theirs.standard_operator, theirs.numbers, theirs.unit)
    )
