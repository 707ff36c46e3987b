"""H 跨项目: the projects side by side."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable

from model.checks.base import Number, Severity, make_check, right, wrong
from model.checks.cross import Alike, GroupIndex, ShapeIndex
from model.checks.names import BLOCK
from model.checks.view import Context
from model.checks.wording import bare
from model.document.disclosure import TargetTable

_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_SHORTEST = 8


def _goals(table: TargetTable) -> tuple[Hashable, ...]:
    """Return goals to the letter, without stops and spaces, and without their numbers."""
    goals = "".join(table.goals.split())
    if not goals:
        return ()
    said = bare(goals)
    if len(said) < _SHORTEST:
        return ((0, goals),)
    return (0, goals), (1, said), (2, _NUMBERS.sub("#", said))


def _indicators(table: TargetTable) -> tuple[Hashable, ...]:
    """Return what the indicators ask for: with their values, without, and all but one of them.

    On what they rest may differ, and in which order they stand. All but one are told apart
    by sums of the rows' hashes, so that it stays linear.
    """
    if len(table.indicators) < 2:
        return ()
    rows = sorted(
        (item.level1, item.level2, item.name, item.description, item.value)
        for item in table.indicators
    )
    if not any(any(row[2:]) for row in rows):
        return ()
    asked = [hash((row[1], bare(row[2]), bare(row[3]))) for row in rows if row[2].strip()]
    if len(asked) < _FEW_ROWS:
        return (tuple(rows),)
    total = sum(asked)
    most = ((len(asked) - 1, total - one) for one in dict.fromkeys(asked))
    return tuple(rows), (len(asked), total), *most


_FEW_ROWS = 4


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
    source="cy88 habit_projects",
    reads="goals indicator.level1 indicator.level2 indicator.name indicator.description "
    "indicator.value",
    wrong=[
        wrong({"goals": _GOALS, "2/goals": _GOALS + " "}, ["goals", "2/goals"], projects=3),
        wrong(
            {**_INDICATORS, **{"3/" + cell: text for cell, text in _INDICATORS.items()}},
            [BLOCK, "3/" + BLOCK],
            projects=3,
        ),
        wrong(
            {"goals": _GOALS, "2/goals": _GOALS.replace("12", "15")},
            ["goals", "2/goals"],
            projects=2,
        ),
        wrong(
            {
                **_INDICATORS,
                **{"2/" + cell: text for cell, text in _INDICATORS.items()},
                "2/数量指标.value": "≥20公里",
                "2/成本指标.name": "每公里成本",
            },
            [BLOCK, "2/" + BLOCK],
            projects=2,
            note="改了一个指标值和一个名称",
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
    same = (
        "全部指标与别的项目一样。",
        "指标与别的项目一样，只改了指标值。",
        "指标与别的项目只差一个。",
    )
    kinds = [Alike(BLOCK, _indicators, same)]
    if "goals" in context.form.shown:
        goals = (
            "绩效目标与别的项目一字不差。",
            "绩效目标与别的项目只差标点。",
            "绩效目标与别的项目只差数字。",
        )
        kinds.insert(0, Alike("goals", _goals, goals))
    return GroupIndex(*kinds)


_LOOKALIKES = str.maketrans("OoIlＯ", "00110")
_NO_CODE = re.compile(r"[^0-9A-Za-zＯ]+")


def _code(table: TargetTable) -> tuple[Hashable, ...]:
    """Return a code without spaces and brackets, in capitals, with 0 for O and 1 for I."""
    code = "".join(table.code.split())
    if not code:
        return ()
    plain = _NO_CODE.sub("", unicodedata.normalize("NFKC", code)).translate(_LOOKALIKES).upper()
    return (0, code), (1, plain or code)


def _name(table: TargetTable) -> tuple[Hashable, ...]:
    name = "".join(table.name.split())
    return ((0, name), (1, bare(name) or name)) if name else ()


@make_check(
    "H02",
    Severity.ERROR,
    "项目编码或名称重复",
    scope="disclosure",
    reason="项目编码在财政系统里只对应一个项目，重复了会互相覆盖",
    source="habit_projects",
    reads="code name",
    wrong=[
        wrong(
            {"2/code": "139900240K7QW2MZP4RTA", "code": "139900240K7QW2MZP4RTA"},
            ["code", "2/code"],
            projects=2,
        ),
        wrong(
            {"2/code": "（139900240k7qw2mzp4rta）", "code": "13990024OK7QW2MZP4RTA"},
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
        kinds.append(
            Alike(
                "code",
                _code,
                ("项目编码与别的项目相同。", "项目编码与别的项目只差大小写、括号或形近字。"),
            )
        )
    if "name" in context.form.shown:
        kinds.append(
            Alike("name", _name, ("项目名称与别的项目相同。", "项目名称与别的项目只差标点。"))
        )
    return GroupIndex(*kinds)


_CLASSES = (
    ("数字", re.compile(r"\d")),
    ("大写字母", re.compile(r"[A-Z]")),
    ("小写字母", re.compile(r"[a-z]")),
    ("其他", re.compile(r"[^\dA-Za-z]")),
)


def _shape(code: str) -> Hashable:
    """Return a code's length, what it is made of, and whether an O stands among its figures."""
    classes = tuple(name for name, pattern in _CLASSES if pattern.search(code))
    return len(code), classes, bool(_LETTER_O.search(code))


_LETTER_O = re.compile(r"\d{2}[OoＯ]\d|\d[OoＯ]\d{2}")
"""A letter O among figures: 0 was meant."""


def _no_shape(code: str) -> Hashable:
    """The form has no code: nothing to compare."""
    return None


@make_check(
    "H03",
    Severity.HINT,
    "项目编码与其他项目样式不同",
    scope="disclosure",
    reason="同一部门的项目编码位数和组成一样，不一样的多半是抄漏或抄错了",
    source="habit_projects",
    reads="code",
    numbers={"projects": Number(3, "至少有几个项目才比较")},
    wrong=[
        wrong({"code": "139900240K7QW2"}, ["code"], projects=3),
        wrong({"2/code": "养护-01"}, ["2/code"], projects=3),
        wrong({"2/code": "1399O0241K7QW2MZP4RTA"}, ["2/code"], projects=3, note="字母 O 当成了 0"),
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
