"""G 年度: this year's targets beside last year's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.d_direction import direction
from model.checks.view import Context, TableView
from model.checks.wording import bare, one_line
from model.document.disclosure import Disclosure, Indicator, TargetTable
from model.quantities import base_factor, unit_kind
from model.quantities.values import parse_value

_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SHORTEST = 12


def _key(name: str) -> str:
    return bare(_YEAR.sub("", name))


def last_table(table: TargetTable, last: Disclosure) -> TargetTable | None:
    """Return the same project's table of last year: by its code, else by its name."""
    code, name = table.code.strip(), _key(table.name)
    for other in last.projects:
        if code and other.code.strip() == code:
            return other
    same = [other for other in last.projects if name and _key(other.name) == name]
    return same[0] if len(same) == 1 else None


def _rows(table: TargetTable) -> dict[tuple[str, str], Indicator]:
    return {(bare(item.level2), _key(item.name)): item for item in table.indicators}


@make_check(
    "G03",
    Severity.HINT,
    "目标低于上年",
    scope="table",
    reason="目标一般不低于上年，低了审核人会问为什么",
    source="habit_years_over",
    reads="code name indicator.level2 indicator.level1 indicator.name indicator.value",
    needs="last",
    wrong=[
        wrong({"数量指标.value": "≥8公里"}, ["数量指标.value"], last={}),
        wrong({"质量指标.value": "≥90%"}, ["质量指标.value"], last={"质量指标.value": "≥95%"}),
        wrong(
            {"质量指标.name": "安全责任事故", "质量指标.value": "≤3起"},
            ["质量指标.value"],
            last={"质量指标.name": "安全责任事故", "质量指标.value": "≤1起"},
        ),
    ],
    right=[
        right({"数量指标.value": "≥8公里"}, note="没有上年的材料"),
        right({"数量指标.value": "≥15公里"}, last={}),
        right({"数量指标.value": "≥12000米"}, last={}),
    ],
)
def g03(view: TableView, context: Context) -> Iterator[Fault]:
    """A target below last year's."""
    before = last_table(view.table, context.last) if context.last else None
    if before is None:
        return
    rows = _rows(before)
    for one in view.indicators:
        held = rows.get((bare(one.indicator.level2), _key(one.indicator.name)))
        if held is None or one.value.kind != "number":
            continue
        was = parse_value(held.value)
        if was.kind != "number" or unit_kind(was.unit) != unit_kind(one.value.unit):
            continue
        if one.value.standard_operator in ("≤", "<") and one.kind == "cost":
            continue
        now = one.value.numbers[0] * base_factor(one.value.unit)
        then = was.numbers[0] * base_factor(was.unit)
        down = direction(one.indicator.name, one.kind) == "down"
        down = down or one.value.standard_operator in ("≤", "<")
        if (now > then) if down else (now < then):
            message = f"“{one_line(one.value.text)}”不如上年的“{one_line(held.value)}”。"
            yield Fault(one.ref("value"), message)


@make_check(
    "G04",
    Severity.HINT,
    "照抄上年，只改了一个数",
    scope="table",
    reason="目标一字不改只换一个数，审核人会问今年的事是不是真的和去年一样",
    source="habit_years_over",
    reads="code name goals",
    needs="last",
    wrong=[
        wrong(
            {"goals": "1.完成乡道路面修补15公里。\n2.路面修补后路况达到标准。"},
            ["goals"],
            last={"goals": "1.完成乡道路面修补12公里。\n2.路面修补后路况达到标准。"},
        ),
    ],
    right=[
        right({"goals": "1.完成乡道路面修补15公里。"}, note="没有上年的材料"),
        right({"goals": "1.新修乡道15公里，改造桥梁2座。"}, last={}),
    ],
)
def g04(view: TableView, context: Context) -> Iterator[Fault]:
    """Goals that are last year's but for one number."""
    before = last_table(view.table, context.last) if context.last else None
    if before is None or "goals" not in view.form.shown:
        return
    now, then = bare(_YEAR.sub("", view.table.goals)), bare(_YEAR.sub("", before.goals))
    if len(now) < _SHORTEST or _NUMBER.sub("#", now) != _NUMBER.sub("#", then):
        return
    numbers = zip(_NUMBER.findall(now), _NUMBER.findall(then), strict=True)
    changed = [(new, old) for new, old in numbers if new != old]
    if len(changed) == 1:
        new, old = changed[0]
        yield Fault(view.ref("goals"), f"与上年一字不差，只把 {old} 改成了 {new}。")
