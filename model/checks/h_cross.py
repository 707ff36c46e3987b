"""H 跨项目: the projects side by side."""

from __future__ import annotations

import re
from collections.abc import Hashable

from model.checks.base import Number, Severity, make_check, right, wrong
from model.checks.cross import Alike, GroupIndex, ShapeIndex
from model.checks.names import BLOCK
from model.checks.view import Context
from model.disclosure import TargetTable


def _goals(table: TargetTable) -> Hashable:
    return "".join(table.goals.split()) or None


def _indicators(table: TargetTable) -> Hashable:
    """Return what the indicators ask for; on what they rest may differ."""
    if len(table.indicators) < 2:
        return None
    rows = sorted(
        (item.level1, item.level2, item.name, item.description, item.value)
        for item in table.indicators
    )
    return tuple(rows) if any(any(row[2:]) for row in rows) else None


_GOALS = "1.修补乡道路面12公里。\n2.清理边沟，保证雨季排水。"
_INDICATORS = {
    f"{level}.{field}": text
    for level, name, said, value in (
        ("数量指标", "修补里程", "完成修补的乡道里程", "≥12公里"),
        ("质量指标", "一次验收合格率", "一次验收合格的里程占比", "≥95%"),
        ("时效指标", "完工时间", "全部路段通车的日期", "2024年9月底前"),
        ("成本指标", "单位成本", "每公里修补费用", "≤2.5万元"),
        ("社会效益指标", "受益群众", "沿线受益的群众人数", "≥3000人"),
        ("可持续影响指标", "养护机制", "列养路段有专人管护", "长期坚持"),
        ("服务对象满意度指标", "沿线群众满意度", "问卷中满意的比例", "≥90%"),
    )
    for field, text in (("name", name), ("description", said), ("value", value))
}


@make_check(
    "H01",
    Severity.WARNING,
    "与别的项目雷同",
    scope="disclosure",
    reason="不同的钱办不同的事，目标或指标一字不差，多半是复制后没有改",
    source="财预〔2015〕88号：绩效目标要指向明确、与项目相应匹配",
    reads="goals indicator.level1 indicator.level2 indicator.name indicator.description "
    "indicator.value",
    wrong=[
        wrong({"goals": _GOALS, "2/goals": _GOALS + " "}, ["goals", "2/goals"], projects=3),
        wrong(
            {**_INDICATORS, **{"3/" + cell: text for cell, text in _INDICATORS.items()}},
            [BLOCK, "3/" + BLOCK],
            projects=3,
        ),
    ],
    right=[
        right(projects=3),
        right({"goals": "", "2/goals": ""}, projects=2, note="都没有填由 A01 指出"),
        right({"数量指标.name": "清沟里程", "2/数量指标.name": "清沟里程"}, projects=2),
    ],
)
def h01(context: Context) -> GroupIndex:
    """Two projects have the same goals, or the same set of indicators."""
    kinds = [Alike(BLOCK, _indicators, "全部指标与别的项目一样。")]
    if "goals" in context.form.shown:
        kinds.insert(0, Alike("goals", _goals, "绩效目标与别的项目一字不差。"))
    return GroupIndex(*kinds)


def _code(table: TargetTable) -> Hashable:
    return "".join(table.code.split()) or None


def _name(table: TargetTable) -> Hashable:
    return "".join(table.name.split()) or None


@make_check(
    "H02",
    Severity.ERROR,
    "项目编码或名称重复",
    scope="disclosure",
    reason="项目编码在财政系统里只对应一个项目，重复了会互相覆盖",
    source="习惯：预算管理一体化系统中项目编码唯一",
    reads="code name",
    wrong=[
        wrong(
            {"2/code": "139900240K7QW2MZP4RTA", "code": "139900240K7QW2MZP4RTA"},
            ["code", "2/code"],
            projects=2,
        ),
        wrong({"name": "乡道养护经费", "3/name": "乡道养护经费 "}, ["name", "3/name"], projects=3),
    ],
    right=[
        right(projects=3),
        right({"code": "", "2/code": ""}, projects=2, note="没有填由 A01 指出"),
    ],
)
def h02(context: Context) -> GroupIndex:
    """Two projects have the same code or name."""
    kinds = []
    if "code" in context.form.shown:
        kinds.append(Alike("code", _code, "项目编码与别的项目相同。"))
    if "name" in context.form.shown:
        kinds.append(Alike("name", _name, "项目名称与别的项目相同。"))
    return GroupIndex(*kinds)


_CLASSES = (
    ("数字", re.compile(r"\d")),
    ("大写字母", re.compile(r"[A-Z]")),
    ("小写字母", re.compile(r"[a-z]")),
    ("其他", re.compile(r"[^\dA-Za-z]")),
)


def _shape(code: str) -> Hashable:
    """Return a code's length and what kinds of characters it is made of."""
    return len(code), *(name for name, pattern in _CLASSES if pattern.search(code))


def _no_shape(code: str) -> Hashable:
    """The form has no code: nothing to compare."""
    return None


@make_check(
    "H03",
    Severity.HINT,
    "项目编码与其他项目样式不同",
    scope="disclosure",
    reason="同一部门的项目编码位数和组成一样，不一样的多半是抄漏或抄错了",
    source="习惯：预算管理一体化系统按统一规则编码",
    reads="code",
    numbers={"projects": Number(3, "至少有几个项目才比较")},
    wrong=[
        wrong({"code": "139900240K7QW2"}, ["code"], projects=3),
        wrong({"2/code": "养护-01"}, ["2/code"], projects=3),
    ],
    right=[
        right(projects=3),
        right({"code": "139900240K7QW2"}, projects=2, note="两个项目看不出谁对"),
        right({"code": ""}, projects=3, note="没有填由 A01 指出"),
    ],
)
def h03(context: Context) -> ShapeIndex:
    """A project code has another shape than the others'."""
    least = context.number("H03", "projects")
    shape = _shape if "code" in context.form.shown else _no_shape
    return ShapeIndex("code", shape, "项目编码的位数或组成与其他项目不同。", least)
