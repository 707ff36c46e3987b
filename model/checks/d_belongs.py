"""D 指标: what was left over from another project: a name, a purpose, those who are asked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from model.basics.language import words
from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import field_name, shortened
from model.checks.pairs import bigrams, claims
from model.checks.view import Context, IndicatorView, TableView
from model.checks.wording import bare, is_satisfaction, may_hold_quantity, one_line, quantities_in
from model.quantities import base_factor, same_thing, unit_kind

_TAIL = re.compile(
    "(?:专项|项目|工作|业务|补助|建设){0,4}(?:经费|资金|费用|费|项目|支出|专项|补助|工程|工作){1,4}$"
)
_READS = "name purpose goals indicator.name indicator.description indicator.value"


@make_check(
    "D25",
    Severity.WARNING,
    "指标名称只是项目名称",
    scope="table",
    reason="指标要说衡量哪一件事，把项目名称再写一遍什么也没有说",
    source="cy88",
    reads="name indicator.name",
    wrong=[
        wrong({"数量指标.name": "农村公路路面修补经费"}, ["数量指标.name"]),
        wrong({"社会效益指标.name": "农村公路路面修补项目"}, ["社会效益指标.name"]),
    ],
    right=[
        right({"数量指标.name": "农村公路路面修补里程"}),
        right({"数量指标.name": "路面修补"}),
    ],
)
def d25(view: TableView, context: Context) -> Iterator[Fault]:
    """An indicator whose name is the project's."""
    name = bare(view.text("name"))
    core = _TAIL.sub("", name)
    if len(core) < 3:
        return
    for one in view.indicators:
        called = bare(one.indicator.name)
        if called == name or (called != core and _TAIL.sub("", called) == core):
            message = f"“{shortened(one.indicator.name.strip())}”只是项目名称，没有说衡量什么。"
            yield Fault(one.ref("name"), message, others=(view.ref("name"),))


@make_check(
    "D26",
    Severity.HINT,
    "目标里的数没有指标衡量",
    scope="table",
    reason="目标里写了做多少，却没有指标说这件事，年底没法说做没做到",
    source="cy88",
    reads=_READS,
    wrong=[
        wrong({"goals": "1.完成乡道路面修补12公里。\n2.购置除雪机械6台。"}, ["goals"]),
        wrong({"goals": "修补路面，另栽植行道树300株。"}, ["goals"]),
    ],
    right=[
        right({"goals": "1.完成乡道路面修补12公里。"}),
        right({"goals": "修补路面，截至上年已栽植行道树300株。"}),
    ],
)
def d26(view: TableView, context: Context) -> Iterator[Fault]:
    """A number of the goals whose thing no indicator speaks of."""
    text = view.text("goals") if "goals" in view.form.shown else ""
    if not view.indicators or not may_hold_quantity(text):
        return
    measured = "\n".join(
        said
        for one in view.indicators
        for said in (one.indicator.name, one.indicator.description, one.indicator.value)
    )
    alone = []
    for claim in claims("goals", text):
        said = bigrams(claim.clause)
        if claim.quantity.kind in ("share", "money") or len(said) < 2:
            continue
        if claim.quantity.han and claim.quantity.unit in _KINDS_OF:
            continue  # 四类, 两项: words rather than amounts
        if not any(word in measured for word in said):
            alone.append(shortened(claim.clause.strip()))
    if alone:
        told = "”“".join(dict.fromkeys(alone))
        yield Fault(view.ref("goals"), f"“{told}”没有哪个指标说到。")


@make_check(
    "D27",
    Severity.WARNING,
    "名称里的数与指标值不一致",
    scope="indicator",
    reason="同一个指标名称写一个数、值写另一个数，考核时不知道以哪个为准",
    source="habit_sums",
    reads="indicator.name indicator.value",
    needs="unit",
    wrong=[
        wrong({"数量指标.name": "修补乡道15公里", "数量指标.value": "≥12公里"}, ["数量指标.value"]),
        wrong({"数量指标.name": "培训护路员五十人", "数量指标.value": "≥80人"}, ["数量指标.value"]),
    ],
    right=[
        right({"数量指标.name": "修补乡道12公里", "数量指标.value": "≥12公里"}),
        right({"数量指标.name": "60岁以上护路员人数", "数量指标.value": "≥80人"}),
        right({"数量指标.name": "5公里以上路段里程", "数量指标.value": "≥12公里"}),
    ],
)
def d27(item: IndicatorView, context: Context) -> Fault | None:
    """A number in the name that the value contradicts."""
    name, value = item.indicator.name, item.value
    if value.kind not in ("number", "range") or not value.unit or "/" in value.unit:
        return None
    if not may_hold_quantity(name):
        return None
    wanted = [number * base_factor(value.unit) for number in value.numbers]
    for one in quantities_in(name):
        if one.about or one.per or one.is_range or (one.han and one.high <= 2):
            continue
        if not same_thing(one.unit, value.unit) or one.kind != unit_kind(value.unit):
            continue
        if _CLASS.match(name, one.end) or one.base[0] in wanted:
            continue
        if len(wanted) == 2 and wanted[0] <= one.base[0] <= wanted[1]:
            continue
        said = name[one.start : one.end]
        message = f"名称里写的是“{said}”，指标值是“{one_line(value.text)}”。"
        return Fault(item.ref("value"), message, others=(item.ref("name"),))
    return None


_KINDS_OF = frozenset(("类", "级", "种", "等", "项", "个", "方", "支", "线"))
_CLASS = re.compile("[及（(]?(?:以上|以下|以内|及|级|以前|内|的|型|长|高|宽|厚)")
_JOINED = re.compile(r"^[\s，,、；;/和及与并且（(]+(?:[^\d，,、；;]{0,6})$")


@make_check(
    "D28",
    Severity.HINT,
    "一个指标写了两个值",
    scope="indicator",
    reason="一个指标只衡量一件事，两个值要分成两个指标，否则做到一半不知道怎么算",
    source="habit_values",
    reads="indicator.value indicator.level1 indicator.level2",
    wrong=[
        wrong({"数量指标.value": "≥12公里，≥3座"}, ["数量指标.value"]),
        wrong({"质量指标.value": "12处；合格率≥95%"}, ["质量指标.value"]),
    ],
    right=[
        right({"数量指标.value": "≥12公里"}),
        right({"数量指标.value": "3期，每期50人"}, note="期数和每期人数说的是一件事"),
        right({"时效指标.value": "2024年9月底前，30天内"}),
    ],
)
def d28(item: IndicatorView, context: Context) -> Fault | None:
    """Two values of two things in one cell."""
    value = item.value
    if value.kind != "words" or item.kind == "time" or not may_hold_quantity(value.text):
        return None
    found = quantities_in(value.text)
    for one, other in itertools.pairwise(found):
        if one.per or other.per or one.kind == "time" or other.kind == "time":
            continue
        gap = value.text[one.end : other.start]
        if one.kind and other.kind and one.kind != other.kind and _JOINED.match(gap):
            if same_thing(one.unit, other.unit):
                continue
            message = f"“{one_line(value.text)}”写了两个值，要分成两个指标。"
            return Fault(item.ref("value"), message)
    return None


_ASKED = words("groups.asked")
_RELATED: dict[str, tuple[str, ...]] = {
    group: (group, *related.split()) for group, related in _ASKED.facts["kinds"].items()
}


@make_check(
    "D29",
    Severity.HINT,
    "满意度问的人与项目无关",
    scope="table",
    reason="满意度要问项目的服务对象，问到别人多半是从别的项目抄来的",
    source="cy88",
    reads=f"{_READS} unit.name",
    wrong=[
        wrong({"服务对象满意度指标.name": "就诊患者满意度"}, ["服务对象满意度指标.name"]),
        wrong({"服务对象满意度指标.name": "参赛运动员满意率"}, ["服务对象满意度指标.name"]),
    ],
    right=[
        right({"服务对象满意度指标.name": "沿线农户满意度"}),
        right({"服务对象满意度指标.name": "社会公众满意度"}),
        right(
            {
                "服务对象满意度指标.name": "学生满意度",
                "purpose": "用于学校门前乡道修补。",
            }
        ),
    ],
)
def d29(view: TableView, context: Context) -> Iterator[Fault]:
    """A satisfaction of people the rest of the table has no word of."""
    for one in view.indicators:
        name = one.indicator.name
        match = _ASKED.search(name)
        if match is None or not (one.kind == "satisfaction" or is_satisfaction(name)):
            continue
        related = _RELATED.get(match[0], (match[0],))
        rest = "\n".join(
            (
                view.text("name"),
                view.text("purpose"),
                view.text("goals"),
                view.table.unit.name,
                *(
                    other.indicator.name + other.indicator.description
                    for other in view.indicators
                    if other is not one and other.kind != "satisfaction"
                ),
            )
        )
        if not any(word in rest for word in related):
            message = f"“{shortened(name.strip())}”：项目里没有一处说到{match[0]}。"
            yield Fault(one.ref("name"), message)


_ENOUGH_SAID = 6


@make_check(
    "D30",
    Severity.HINT,
    "内容像是别的项目的",
    scope="table",
    reason="名称、用途、目标、指标说的应是一件事，没有一个词相同多半是抄错了项目",
    source="cy88",
    reads="name purpose goals indicator.name indicator.description",
    wrong=[
        wrong({"purpose": "聘请讲师、租用教室、印制教材。"}, ["purpose"]),
        wrong({"goals": "1.救治重症患儿。\n2.添置监护仪器。"}, ["goals"]),
    ],
    right=[
        right({"purpose": "用于路面修补。"}),
        right({"purpose": "项目总预算30万元：印刷费12万元，差旅费10万元，会议场租费8万元。"}),
        right({"goals": "做好年度工作，按计划完成。"}, note="都是到处都有的词"),
    ],
)
def d30(view: TableView, context: Context) -> Iterator[Fault]:
    """A purpose or goals without one word in common with all the rest of a table."""
    shown = view.form.shown
    texts = {
        field: view.text(field)
        for field in ("name", "purpose", "goals")
        if field in shown | {"name"}
    }
    rows = [f"{one.indicator.name} {one.indicator.description}" for one in view.indicators]
    if len(rows) < _LEAST_ROWS or not texts.get("name"):
        return
    for field in ("purpose", "goals"):
        # kinds of expenses say nothing of what is done
        said = bigrams(_EXPENSES.sub("，", texts.get(field, "")))
        if len(said) < _ENOUGH_SAID:
            continue
        rest = "\n".join([text for key, text in texts.items() if key != field] + rows)
        if not any(word in rest for word in said):
            title = field_name(view.form.layout, field)
            message = f"{title}与项目名称、指标没有一个相同的词，请核对是不是别的项目的。"
            yield Fault(view.ref(field), message, others=(view.ref("name"),))


_LEAST_ROWS = 3
_EXPENSES = re.compile(
    "[\u4e00-\u9fff]{1,6}?(?:费用|费|经费|资金|预算|补助|补贴|支出)|[\\d.,]+(?:万元|元|亿元)?"
)


_NO_TIME = frozenset(
    ("people", "things", "places", "documents", "length", "area", "weight", "volume")
)
_NO_COST = frozenset(("people", "things", "places", "documents", "length", "area", "visits"))
_OTHER_COST = re.compile("社会|生态|环境|时间|人力|人工")


@make_check(
    "D31",
    Severity.WARNING,
    "时效不是时间，成本不是钱",
    scope="indicator",
    reason="时效说什么时候、多快，成本说花多少钱，写成个数、长度就是填错了行",
    source="form",
    reads="indicator.name indicator.value indicator.level1 indicator.level2",
    needs="unit",
    wrong=[
        wrong({"时效指标.name": "修补时限", "时效指标.value": "≤7公里"}, ["时效指标.value"]),
        wrong({"成本指标.value": "≤12人"}, ["成本指标.value"]),
    ],
    right=[
        right({"时效指标.value": "≥95%"}),
        right({"时效指标.name": "巡查频次", "时效指标.value": "≥2次/月"}),
        right({"成本指标.value": "≤2.5万元/公里"}),
        right({"成本指标.name": "人工投入", "成本指标.value": "≤12人"}),
    ],
)
def d31(item: IndicatorView, context: Context) -> Fault | None:
    """A time that is a number of things, a cost that is no money."""
    value = item.value
    if value.kind not in ("number", "range") or "/" in value.unit or item.kind not in _TOLD:
        return None
    kind = unit_kind(value.unit)
    if item.kind == "time" and kind in _NO_TIME:
        message = f"时效指标的值“{one_line(value.text)}”不是时间。"
        return Fault(item.ref("value"), message, others=(item.ref("level2"),))
    if item.kind == "cost" and kind in _NO_COST:
        if _OTHER_COST.search(item.indicator.level2 + item.indicator.name):
            return None
        message = f"成本指标的值“{one_line(value.text)}”不是钱。"
        return Fault(item.ref("value"), message, others=(item.ref("level2"),))
    return None


_TOLD = frozenset(("time", "cost"))
