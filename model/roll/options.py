"""What the clerk chooses when last year's tables become this year's."""

from __future__ import annotations

from msgspec import Struct

from model.document.cellref import CellRef


class RollOptions(Struct, frozen=True, kw_only=True):
    """The choices of one rolling forward.

    Attributes:
        year: the new budget year.
        old_year: the budget year the texts were written for; None: as the disclosure says,
            else the one its texts speak of most often.
        projects: ids of the target tables to take along; None for all.
        keep_codes: keep 项目编码 instead of emptying it.
        keep_money: keep every amount, and the department's project expenditure.
        keep_plans: keep the spending plans.
        keep_years: leave every year in the texts as it is.
    """

    year: int
    old_year: int | None = None
    projects: frozenset[str] | None = None
    keep_codes: bool = False
    keep_money: bool = False
    keep_plans: bool = False
    keep_years: bool = False


class YearChange(Struct):
    """A year in a text that is to become another, or may.

    Attributes:
        ref: the cell in last year's disclosure.
        text: the cell's whole text.
        start, end: where in it.
        after: what stands there instead.
        wanted: whether it is carried out; the clerk may change that.
        why: why it is, or is only offered.
    """

    ref: CellRef
    text: str
    start: int
    end: int
    after: str
    wanted: bool
    why: str

    @property
    def before(self) -> str:
        """What stands there now."""
        return self.text[self.start : self.end]
