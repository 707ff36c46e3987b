"""What a department writes: the disclosure, its target tables, their indicators.

Every cell is held as the text a table prints, so that nothing is changed by
being read; `model.quantities.amounts` and `model.quantities.values` give the Decimals behind it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct, field

from model.basics.identity import new_id
from model.document.blocks import Part
from model.document.cellref import CellRef
from model.document.comments import CellComment
from model.document.doubts import Doubt
from model.document.findings import Reviewed
from model.quantities.amounts import amount_value, percent_value
from model.quantities.values import IndicatorValue, parse_value


class Department(Struct):
    """A department (部门): its 3-digit code, e.g. ``731``, and its name."""

    code: str = ""
    name: str = ""


class Unit(Struct):
    """A unit (预算单位): its 6-digit code, e.g. ``731001``, and its name."""

    code: str = ""
    name: str = ""


class Indicator(Struct):
    """One indicator of a target table; all texts exactly as written.

    ``level1`` and ``level2`` are 一级 and 二级指标; ``name`` is the 三级指标 itself.
    ``extra`` holds what further columns the form has, by field name (``weight``
    for 分值, ``explanation`` for 指标解释, …). ``period`` is empty for the budget year's,
    ``midterm`` (中期) or ``whole`` (总体, 长期) for others.
    """

    level1: str = ""
    level2: str = ""
    name: str = ""
    description: str = ""
    value: str = ""
    basis: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    id: str = field(default_factory=new_id)
    period: str = ""

    def parsed_value(self) -> IndicatorValue:
        """Return the value's operator, numbers and unit."""
        return parse_value(self.value)


PERIODS = {"": "年度", "midterm": "中期", "whole": "总体"}
"""What time an indicator is for → how a clerk calls it."""

PLAN_DATES = 4
"""A spending plan stands at four dates: end of March, June, October, December."""


def _empty_plan() -> list[str]:
    return [""] * PLAN_DATES


class Tie(Struct, frozen=True):
    """The clerk's word that an indicator measures what a goal says.

    ``clause`` are the goal's words as `model.document.ties.tie_key` gives them; ``indicator`` is
    the indicator's id, empty where no indicator measures it.
    """

    clause: str
    indicator: str = ""


class TargetTable(Struct):
    """One project's 绩效目标表.

    ``budget``, ``fiscal``, ``other`` are in 万元, as printed (``30.00``, ``0``, or
    empty); `amount` gives the Decimal. ``plan`` holds four cumulative percents
    as printed (``60.00%`` or empty); `percent` gives the Decimal. ``extra``
    holds further cells of the form by field name (``carryover`` for 上年结转, …); the
    entries of its lists too: ``tasks.0.name`` is the name of the first of ``tasks``. ``ties``
    say which indicator measures which goal, where the clerk said so.
    """

    unit: Unit = field(default_factory=Unit)
    code: str = ""
    name: str = ""
    budget: str = ""
    fiscal: str = ""
    other: str = ""
    purpose: str = ""
    plan: list[str] = field(default_factory=_empty_plan)
    goals: str = ""
    indicators: list[Indicator] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    id: str = field(default_factory=new_id)
    ties: list[Tie] = field(default_factory=list)

    def amount(self, name: str) -> Decimal | None:
        """Return a money field in 万元, or None where it holds no number.

        Args:
            name: ``budget``, ``fiscal``, ``other`` or a key of ``extra``.
        """
        return amount_value(get_field(self, name))

    def percent(self, date: int) -> Decimal | None:
        """Return the cumulative percent at plan date 0…3, or None."""
        return percent_value(self.plan[date])


class ItemisedGoal(Struct):
    """One 分项绩效目标: its title, 绩效目标 and 绩效指标."""

    title: str = ""
    goal: str = ""
    indicators: str = ""


class Safeguard(Struct):
    """One 工作保障措施: its title and text."""

    title: str = ""
    text: str = ""


class Unplaced(Struct):
    """Something a reader found and had no cell for; kept, never dropped.

    ``where`` names file, sheet or table, and cell; ``near`` the label it stood by;
    ``table`` the id of the target table it belongs to, empty when to none.
    """

    text: str
    where: str = ""
    near: str = ""
    table: str = ""


class LastText(Struct, frozen=True):
    """What a cell carried over said last year, where it says something else now."""

    ref: CellRef
    text: str


class Disclosure(Struct):
    """All a department publishes for one budget year (预算信息公开), or its 绩效文本 alone.

    ``layout`` is the id of the form it was read from or is to be written in.
    ``project_expenditure`` is the department's 项目支出 in 万元, as printed, where the clerk
    gave it. ``reviewed`` are findings marked 已核实; ``carried`` are cells carried over from
    last year that nobody has looked at since (待确认). ``comments`` are what somebody remarked
    on cells of a file it was read from (批注). ``doubts`` are what its reader was not sure of.
    ``parts`` are the parts of the whole disclosure, one of which holds the 绩效文本; empty
    where there is only that. ``publication`` is the id of what describes these parts (公开样式),
    ``last_amounts`` are last year's named amounts (万元) that only changes are told from.
    ``last_texts`` are what cells carried over said before rolling forward changed them.
    ``rules`` is the text of the bureau's rules (profile) kept with the file; empty for none.
    """

    year: int | None = None
    department: Department = field(default_factory=Department)
    overall_goal: str = ""
    itemised_goals: list[ItemisedGoal] = field(default_factory=list)
    safeguards: list[Safeguard] = field(default_factory=list)
    projects: list[TargetTable] = field(default_factory=list)
    layout: str = ""
    unplaced: list[Unplaced] = field(default_factory=list)
    project_expenditure: str = ""
    reviewed: list[Reviewed] = field(default_factory=list)
    carried: set[CellRef] = field(default_factory=set)
    comments: list[CellComment] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    publication: str = ""
    last_amounts: dict[str, str] = field(default_factory=dict)
    last_texts: list[LastText] = field(default_factory=list)
    rules: str = ""


TABLE_FIELDS = ("code", "name", "budget", "fiscal", "other", "purpose", "goals")
"""Fields that are attributes of a target table; any other name lives in ``extra``."""

INDICATOR_FIELDS = ("level1", "level2", "name", "description", "value", "basis")
"""Fields that are attributes of an indicator; any other name lives in ``extra``."""

TERMS = {
    "code": "项目编码",
    "name": "项目名称",
    "budget": "预算数",
    "fiscal": "其中：财政资金",
    "other": "其他资金",
    "carryover": "上年结转",
    "purpose": "资金用途",
    "plan": "资金支出计划",
    "goals": "绩效目标",
    "budget_midterm": "中期资金总额",
    "fiscal_midterm": "中期财政拨款",
    "other_midterm": "中期其他资金",
    "goals_midterm": "中期目标",
    "budget_whole": "项目资金总额",
    "fiscal_whole": "项目资金总额中的财政资金",
    "other_whole": "项目资金总额中的其他资金",
    "goals_whole": "项目总目标",
    "goals_done": "目标完成情况",
    "general_budget": "一般公共预算拨款",
    "fund_budget": "政府性基金预算拨款",
    "capital_budget": "国有资本经营预算",
    "special_account": "财政专户管理资金",
    "own_funds": "单位资金",
    "central_funds": "中央补助",
    "superior_funds": "上级资金",
    "local_funds": "地方资金",
    "property": "项目属性",
    "category": "项目类别",
    "duration": "项目期",
    "start": "开始日期",
    "end": "完成日期",
    "leader": "项目负责人",
    "overview": "项目概况",
    "grounds": "立项依据",
    "necessity": "必要性",
    "measures": "保障措施",
    "schedule": "项目实施计划",
    "functions": "单位职能概述",
    "estimate": "测算依据",
    "notes": "其他说明",
}
"""The standard terms of a target table's fields, for messages where no form is at hand."""

_SOURCES = (
    *("budget", "fiscal", "other", "carryover"),
    *("general_budget", "fund_budget", "capital_budget", "special_account"),
    *("own_funds", "central_funds", "superior_funds", "local_funds"),
)
_TIMES = {"midterm": "中期", "whole": "总体", "last": "上年", "done": "完成"}
TERMS |= {
    f"{name}_{time}": f"{TERMS[name]}（{word}）"
    for name in _SOURCES
    for time, word in _TIMES.items()
    if f"{name}_{time}" not in TERMS
}

AMOUNTS = (*_SOURCES, *(f"{name}_{time}" for name in _SOURCES for time in _TIMES))
"""Standard fields that hold money whatever the form; a layout may name further ones."""

INDICATOR_TERMS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "description": "绩效指标描述",
    "value": "指标值",
    "basis": "指标值确定依据",
    "weight": "分值权重",
    "explanation": "指标解释",
    "goal": "指标所属的绩效目标",
    "goal_weight": "目标权重",
    "direction": "指标方向性",
    "nature": "指标属性",
    "content": "指标内容",
    "formula": "计算公式",
    "source": "指标来源",
    "standard": "绩效标准",
    "scoring": "评（扣）分标准",
    "reference": "参考值",
    "last_value": "上年指标值",
    "done": "实际完成值",
    "score": "得分",
    "reason": "偏差原因分析及改进措施",
    "remark": "备注",
    "value_midterm": "中期指标值",
    "value_whole": "总体指标值",
}
"""The standard terms of an indicator's fields; a form's further columns take theirs from here."""


def get_field(table: TargetTable, name: str) -> str:
    """Return a cell of a target table by field name.

    Besides the plain fields: ``plan.0`` … ``plan.3``, ``unit.code`` and
    ``unit.name``.
    """
    if name in TABLE_FIELDS:
        return str(getattr(table, name))
    if name.startswith("plan."):
        return table.plan[int(name[5:])]
    if name == "unit.code":
        return table.unit.code
    if name == "unit.name":
        return table.unit.name
    return table.extra.get(name, "")


def list_counts(table: TargetTable, names: Iterable[str]) -> dict[str, int]:
    """Return how many entries each of a target table's lists has, empty ones between included."""
    counts = dict.fromkeys(names, 0)
    if counts:
        for name in table.extra:
            parts = name.split(".")
            if len(parts) == ENTRY_PARTS and parts[0] in counts and parts[1].isdigit():
                counts[parts[0]] = max(counts[parts[0]], int(parts[1]) + 1)
    return counts


ENTRY_PARTS = 3
"""The field of a list's entry is its list, its number from 0, and a part: ``tasks.0.name``."""


def set_field(table: TargetTable, name: str, text: str) -> None:
    """Set a cell of a target table by field name; see `get_field`."""
    if name in TABLE_FIELDS:
        setattr(table, name, text)
    elif name.startswith("plan."):
        table.plan[int(name[5:])] = text
    elif name == "unit.code":
        table.unit.code = text
    elif name == "unit.name":
        table.unit.name = text
    elif text:
        table.extra[name] = text
    else:
        table.extra.pop(name, None)


VALUE_PARTS = ("value.operator", "value.number", "value.unit")
"""The columns of a form that splits an indicator's value over three cells."""


def get_indicator_field(indicator: Indicator, name: str) -> str:
    """Return a cell of an indicator by field name; `VALUE_PARTS` take the value apart."""
    if name in INDICATOR_FIELDS:
        return str(getattr(indicator, name))
    if name in VALUE_PARTS and name not in indicator.extra:
        return _split_value(indicator)[VALUE_PARTS.index(name)]
    return indicator.extra.get(name, "")


def set_indicator_field(indicator: Indicator, name: str, text: str) -> None:
    """Set a cell of an indicator by field name; not for `VALUE_PARTS`."""
    if name in INDICATOR_FIELDS:
        setattr(indicator, name, text)
        if name == "value":
            for part in VALUE_PARTS:
                indicator.extra.pop(part, None)
    elif text:
        indicator.extra[name] = text
    else:
        indicator.extra.pop(name, None)


def _split_value(indicator: Indicator) -> tuple[str, str, str]:
    value = indicator.parsed_value()
    if value.kind in ("number", "range"):
        return value.operator, value.number_text, value.unit_text
    return "", indicator.value, ""


def set_value_parts(indicator: Indicator, operator: str, number: str, unit: str) -> None:
    """Set an indicator's value from a form that splits it over three cells.

    The parts are kept as they stood where taking the whole apart would give
    others (``定性`` · ``优良`` · ``级``), so that they print back exactly.
    """
    set_indicator_field(indicator, "value", operator + number + unit)
    if _split_value(indicator) != (operator, number, unit):
        for name, text in zip(VALUE_PARTS, (operator, number, unit), strict=True):
            indicator.extra[name] = text
