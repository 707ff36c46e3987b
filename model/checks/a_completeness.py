"""A 完整性: nothing a form requires may be missing."""

from __future__ import annotations

from collections.abc import Iterator

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import BLOCK, column_name, field_name, shortened
from model.checks.view import Context, IndicatorView, TableView, level_key
from model.checks.wording import LONGEST_NOTHING, bare, is_unwanted, says_nothing
from model.document.disclosure import get_field, get_indicator_field


@make_check(
    "A01",
    Severity.ERROR,
    "必填的格空着",
    scope="table",
    reason="项目编码、名称、金额、用途和绩效目标是目标表的必填内容，缺了就说不清这笔钱要办什么事",
    source="form zf34",
    reads="text money",
    wrong=[
        wrong({"purpose": ""}, ["purpose"]),
        wrong({"purpose": "详见项目申报书"}, ["purpose"]),
        wrong({"goals": "（略）"}, ["goals"]),
        wrong({"code": "——"}, ["code"]),
        wrong({"code": "  "}, ["code"]),
        wrong({"budget": "", "goals": "\n"}, ["budget", "goals"]),
        wrong({"unit.name": ""}, ["unit.name"], layout="national-2021"),
    ],
    right=[
        right(note="都填了"),
        right({"other": ""}, note="其他资金可以不填"),
        right({"code": "", "purpose": ""}, layout="national-2021", note="这个表样没有这两格"),
    ],
)
def a01(view: TableView, context: Context) -> Iterator[Fault]:
    """A required cell is empty, or says nothing."""
    for name in view.form.required:
        text = get_field(view.table, name)
        title = field_name(view.form.layout, name)
        if not text.strip():
            yield Fault(view.ref(name), f"“{title}”没有填写。")
        elif view.form.layout.kind(name) != "money" and says_nothing(text):
            yield Fault(view.ref(name), f"“{title}”只写了“{shortened(text)}”，等于没有填写。")


@make_check(
    "A02",
    Severity.ERROR,
    "支出计划没有填全",
    scope="table",
    reason="支出计划是执行监控的依据，空着就无法比对支出进度",
    source="form zf34",
    reads="plan",
    wrong=[
        wrong({"plan.0": "", "plan.1": "", "plan.2": "", "plan.3": ""}, ["plan.0"]),
        wrong({"plan.1": ""}, ["plan.1"]),
        wrong({"plan.2": "", "plan.3": " "}, ["plan.2", "plan.3"]),
    ],
    right=[
        right({"plan.0": "0.00%"}, note="一季度不支出填 0"),
        right({"plan.2": "100.00%", "plan.3": ""}, note="已到 100% 之后空着，由 C02 补"),
        right({"plan.0": ""}, layout="national-2021", note="这个表样没有支出计划"),
    ],
)
def a02(view: TableView, context: Context) -> Iterator[Fault]:
    """The spending plan is empty, wholly or in part."""
    form, table = view.form, view.table
    empty = [name for name in form.plan if not get_field(table, name).strip()]
    if not empty or not form.plan_required:
        return
    if len(empty) == len(form.plan):
        yield Fault(view.ref(empty[0]), "资金支出计划一格都没有填。")
        return
    reached = False
    for date, name in enumerate(form.plan):
        if name in empty and not reached and name in form.plan_required:
            title = field_name(form.layout, name)
            yield Fault(view.ref(name), f"“{title}”没有填写。")
        reached = reached or table.percent(date) == 100


@make_check(
    "A03",
    Severity.ERROR,
    "缺少必需的指标",
    scope="table",
    reason="产出、效益、满意度都要有指标，才能从数量、质量、时效、成本和效果各方面衡量",
    source="form",
    reads="text indicator.level1 indicator.level2",
    needs="layout",
    wrong=[
        wrong({"时效指标": None}, [BLOCK]),
        wrong({"社会效益指标": None, "可持续影响指标": None}, [BLOCK]),
        wrong({"服务对象满意度指标.level2": ""}, [BLOCK]),
        wrong({"质量指标": None}, [BLOCK], layout="national-2021"),
        wrong(
            {
                "数量指标.name": "无",
                "数量指标.description": "无",
                "数量指标.value": "无",
                "数量指标.basis": "无",
            },
            [BLOCK],
            note="整行都是“无”",
        ),
    ],
    right=[
        right({"社会效益指标": None}, note="效益指标有一个就行"),
        right({"数量指标.level2": "数量"}, note="二级指标写得短一些"),
        right({"经济成本指标": None}, layout="national-2021", note="这个表样的成本指标不是必需的"),
        right(
            {"服务对象满意度指标": None},
            layout="national-2021",
            note="这个表样的满意度需要时才设",
        ),
    ],
)
def a03(view: TableView, context: Context) -> Iterator[Fault]:
    """A level 1 or a required level 2 of the form has no indicator."""
    held = {
        (level_key(one.indicator.level1), level_key(one.indicator.level2))
        for one in view.indicators
        if one.indicator.id not in view.hollow
    }
    missing = []
    for one, keys, required in view.form.levels:
        under = {level2 for level1, level2 in held if level1 in keys or not level1}
        absent = [name for name, level2_keys in required if not under & level2_keys]
        missing += absent
        if one.required and not required and not any(level1 in keys for level1, _ in held):
            missing.append(one.name)
    if missing:
        yield Fault(view.ref(BLOCK), f"没有{'、'.join(missing)}。")


@make_check(
    "A04",
    Severity.ERROR,
    "指标没有填全",
    scope="table",
    reason="一个指标要说清叫什么、指什么、达到多少、凭什么，缺一项就无法考核",
    source="form",
    reads="text indicator.level1 indicator.level2",
    wrong=[
        wrong({"数量指标.value": ""}, ["数量指标.value"]),
        wrong({"质量指标.basis": "同上"}, ["质量指标.basis"]),
        wrong({"时效指标.description": "—"}, ["时效指标.description"]),
        wrong({"质量指标.value": "不适用"}, ["质量指标.value"]),
        wrong({"成本指标.basis": "\n"}, ["成本指标.basis"]),
        wrong(
            {"质量指标.name": "", "质量指标.description": ""},
            ["质量指标.name", "质量指标.description"],
        ),
        wrong({"数量指标.weight": ""}, ["数量指标.weight"], layout="national-2021"),
    ],
    right=[
        right(),
        right(
            {"数量指标.basis": "", "数量指标.description": ""},
            layout="national-2021",
            note="这个表样没有描述和依据两栏",
        ),
        right(
            {
                level + ".weight": ""
                for level in (
                    "经济成本指标",
                    "数量指标",
                    "质量指标",
                    "时效指标",
                    "社会效益指标",
                    "可持续影响指标",
                    "服务对象满意度指标",
                )
            },
            layout="national-2021",
            note="整个表没有分值一栏",
        ),
        right({"质量指标.name": "安全责任事故", "质量指标.value": "无"}),
    ],
)
def a04(view: TableView, context: Context) -> Iterator[Fault]:
    """An indicator lacks a cell the form requires, or the cell says nothing."""
    required = _required_of(view)
    for number, one in enumerate(view.indicators, 1):
        item = one.indicator
        which = f"“{shortened(item.name)}”" if item.name.strip() else f"第{number}个指标"
        if item.id in view.hollow:
            yield Fault(one.ref("name"), f"第{number}个指标整行都没有内容，等于没有这个指标。")
            continue
        for name in required:
            text = get_indicator_field(item, name)
            if len(text) > LONGEST_NOTHING:
                continue
            if not text.strip():
                column = column_name(view.form.layout, name)
                yield Fault(one.ref(name), f"{which}没有填写{column}。")
            elif name in view.form.said_columns and _is_idle(one, name, text):
                column = column_name(view.form.layout, name)
                message = f"{which}的{column}只写了“{shortened(text)}”，等于没有填写。"
                yield Fault(one.ref(name), message)


def _required_of(view: TableView) -> list[str]:
    """Return the columns each indicator must fill: points only where the file has them."""
    required = view.form.required_columns
    if "weight" in required and not any(
        item.extra.get("weight", "").strip() for item in view.table.indicators
    ):
        return [name for name in required if name != "weight"]
    return required


_NONE_OF = frozenset(("无", "没有", "零"))


def _is_idle(one: IndicatorView, name: str, text: str) -> bool:
    """Tell whether a cell says nothing; no accidents (无) is a value like any other."""
    if len(text) > LONGEST_NOTHING or not says_nothing(text):
        return False
    if name == "value" and bare(text) in _NONE_OF:
        item = one.indicator
        return not is_unwanted(item.name) and not is_unwanted(item.description)
    return True
