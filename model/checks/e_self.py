"""E 依据: a basis that is no document but the table itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.basics.language import words
from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import shortened
from model.checks.view import Context, TableView
from model.checks.wording import bare, unfilled

_BASES = words("empty.bases")
_BARE_VALUE = re.compile(r"[≥≤＝=><＞＜]?\s?[\d.,]+\s?(?:年(?:度)?|[%％]|[^\d\s]{1,3})?")


@make_check(
    "E05",
    Severity.HINT,
    "依据就是这张表自己",
    scope="table",
    once=True,
    reason="依据要是表外能查到的东西，写成名称、指标值、申报表自己，等于没有依据",
    source="habit_basis",
    reads="name indicator.name indicator.basis",
    wrong=[
        wrong({"数量指标.basis": "农村公路路面修补经费"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "路面修补里程"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "≥12公里"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "本项目申报书"}, ["数量指标.basis"]),
    ],
    right=[
        right({"数量指标.basis": "路面修补任务书"}),
        right({"数量指标.basis": "2023年养护合同"}),
        right({"数量指标.basis": "无"}, note="没有填由 A04 指出"),
    ],
)
def e05(view: TableView, context: Context) -> Iterator[Fault]:
    """A basis that is the project's name, the indicator's, a value or this very table."""
    if "basis" not in view.form.columns:
        return
    project = bare(view.text("name"))
    for one in view.indicators:
        text = one.indicator.basis.strip()
        said = bare(text)
        if not said or unfilled(text):
            continue
        again = said in (project, bare(one.indicator.name))
        if again or _BARE_VALUE.fullmatch(text) or _BASES.is_whole(said):
            yield Fault(one.ref("basis"), f"“{shortened(text)}”不是依据。")
