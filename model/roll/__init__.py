"""新年度: last year's disclosure becomes this year's.

`plan_roll` says what would be done, every year to be moved among it; the clerk refuses what
is not meant; `roll` does it and reports.
"""

from model.roll.options import RollOptions, YearChange
from model.roll.plan import RollPlan, plan_roll, year_of
from model.roll.report import RollReport
from model.roll.roll import roll

__all__ = [
    "RollOptions",
    "RollPlan",
    "RollReport",
    "YearChange",
    "plan_roll",
    "roll",
    "year_of",
]
