"""D 指标: what is wrong with a value by itself."""

from __future__ import annotations

import re
from decimal import Decimal

from model.checks.base import Fault, Number, Severity, make_check, right, wrong
from model.checks.operators import written_operator
from model.checks.view import Context, IndicatorView
from model.checks.wording import (
    bare,
    has_number,
    is_dimension,
    is_graded,
    is_rate_name,
    is_satisfaction,
    is_vague,
    may_exceed,
    one_line,
    only_repeats,
    restates,
    unfilled,
)
from model.quantities.values import parse_value

_MEASURABLE = "cy88"


@make_check(
    "D01",
    Severity.WARNING,
    "指标值无法衡量",
    scope="indicator",
    reason="指标值既没有数字，也没有可以分级、可以对照的说法，年底就无法判断是否完成",
    source=_MEASURABLE,
    reads="indicator.value indicator.name indicator.description indicator.level1 indicator.level2",
    numbers={"description": Number(6, "效益指标用文字时，描述至少几个字才算说清了标准")},
    wrong=[
        wrong({"成本指标.value": "按标准投入资金"}, ["成本指标.value"]),
        wrong({"时效指标.value": "及时拨付资金"}, ["时效指标.value"]),
        wrong(
            {"社会效益指标.name": "村民出行便利提升", "社会效益指标.value": "村民出行便利提升"},
            ["社会效益指标.value"],
        ),
        wrong({"可持续影响指标.value": "养护机制健全程度"}, ["可持续影响指标.value"]),
        wrong({"质量指标.value": "认真做好施工"}, ["质量指标.value"]),
        wrong(
            {
                "可持续影响指标.value": "长期坚持",
                "可持续影响指标.description": "管护机制能够一直坚持下去",
            },
            ["可持续影响指标.value"],
        ),
        wrong({"时效指标.value": "完成全年任务"}, ["时效指标.value"]),
        wrong({"质量指标.value": "符合要求"}, ["质量指标.value"]),
        wrong({"质量指标.value": "明显改观"}, ["质量指标.value"]),
        wrong({"成本指标.value": "按预算执行"}, ["成本指标.value"]),
        wrong({"质量指标.value": "进一步提升"}, ["质量指标.value"]),
        wrong({"质量指标.value": "更上一层楼"}, ["质量指标.value"]),
        wrong({"数量指标.value": "尽可能多"}, ["数量指标.value"]),
        wrong({"时效指标.value": "稳步推进"}, ["时效指标.value"]),
        wrong({"社会效益指标.value": "促进当地经济发展"}, ["社会效益指标.value"]),
        wrong({"社会效益指标.value": "群众出行条件明显改善"}, ["社会效益指标.value"]),
        wrong({"质量指标.value": "确保工程质量"}, ["质量指标.value"]),
    ],
    right=[
        right({"质量指标.value": "Ⅲ类及以上"}),
        right({"质量指标.value": "优"}),
        right({"质量指标.value": "符合《公路工程质量检验评定标准》"}),
        right({"质量指标.value": "符合设计图纸要求"}),
        right(
            {
                "质量指标.value": "符合标准",
                "质量指标.description": "修补质量符合JTG 5110—2023的规定",
            },
            note="标准在描述或依据里写明了",
        ),
        right({"质量指标.value": "省级以上", "时效指标.value": "按合同约定时间"}),
        right({"成本指标.value": "不超预算"}),
        right({"成本指标.value": "≤预算批复数", "时效指标.value": "按序时进度"}),
        right({"可持续影响指标.value": "持续发挥作用"}),
        right({"社会效益指标.value": "三百余户"}),
        right(
            {
                "社会效益指标.value": "明显改善",
                "社会效益指标.description": "沿线各村雨天不再绕行，学生、老人出行有硬化路可走",
            },
            note="效益的程度，描述里说清了标准",
        ),
        right({"时效指标.value": "按月"}),
        right({"时效指标.value": "汛期前完成"}),
        right({"数量指标.value": "三个"}),
        right(
            {
                "社会效益指标.value": "有效缓解",
                "社会效益指标.description": "赶集日路口拥堵时间比改造前减少",
            }
        ),
        right(
            {
                "社会效益指标.name": "方便群众办事",
                "社会效益指标.description": "窗口由三个并为一个，材料由五份减为两份",
                "社会效益指标.value": "少跑路少交材料",
            },
            note="效益可以用文字，描述里说清了标准",
        ),
        right({"社会效益指标.value": "逐步改善"}, layout="national-2021"),
        right({"数量指标.value": "3～5公里"}),
        right({"时效指标.name": "垃圾清运", "时效指标.value": "日产日清"}),
    ],
)
def d01(item: IndicatorView, context: Context) -> Fault | None:
    """A value holds neither a number nor a graded wording."""
    value, indicator = item.value, item.indicator
    text = value.text.strip()
    if value.kind != "words" or not text:
        return None
    soft = item.kind == "benefit" or "社会" in indicator.level2 or "生态" in indicator.level2
    if restates(text, indicator.name) and not text.startswith(_NONE):
        return Fault(item.ref("value"), f"指标值“{one_line(text)}”只是把指标名称又说了一遍。")
    if unfilled(text):
        return None
    if is_vague(text):
        if (soft and _tells_more(item, context)) or _by_standard(item):
            return None
    elif has_number(text):
        return None
    elif not is_dimension(text):
        if is_graded(text):
            return None
        if soft and _defined(item, context):
            return None
    message = f"指标值“{one_line(text)}”没有数字，也没有能对照的等级或标准。"
    return Fault(item.ref("value"), message)


_NONE = ("无", "零", "不发生", "不出现", "未发生", "未出现", "杜绝")


_STANDARD = re.compile(
    r"《|(?<![A-Za-z])[A-Z]{2,}(?:/[A-Z]+){0,3}\s?[\d.]+\s?[-—–:：]\s?(?:19|20)\d\d"
)


def _by_standard(item: IndicatorView) -> bool:
    """Tell whether a value asks to meet a standard that the description or basis names."""
    said = f"{item.indicator.description}\n{item.indicator.basis}"
    return "标准" in item.value.text and bool(_STANDARD.search(said))


def _tells_more(item: IndicatorView, context: Context) -> bool:
    """Tell whether the description of a benefit makes up for a value that says nothing.

    What it means may be told by a number, a comparison, or several things in a row.
    """
    said = item.indicator.description
    if "description" not in context.form.columns or has_number(said):
        return True
    return bool(_TOLD.search(said)) and _defined(item, context)


_TOLD = re.compile(
    "[、，；]|[比较](?:上年|去年|以前|改造前|实施前|往年|同期|项目)|应.尽.|不发生|不出现|不再|杜绝|全部|均|标准|[量率]$|[次人数户占]数|占比|比例|时间|和|及"
)


def _defined(item: IndicatorView, context: Context) -> bool:
    """Tell whether the description says what the words of a benefit mean."""
    if "description" not in context.form.columns:
        return True
    said = item.indicator.description
    enough = len(bare(said)) >= context.number("D01", "description")
    return enough and not only_repeats(said, item.indicator.name)


@make_check(
    "D02",
    Severity.WARNING,
    "比率要求 ≥100%",
    scope="indicator",
    reason="完成率、合格率这样的比率最多是 100%，“≥100%”等于要求超过全部，应写“=100%”",
    source="habit_values",
    reads="indicator.value indicator.name",
    mends="≥100% 改为 =100%",
    wrong=[
        wrong({"时效指标.value": "≥100%"}, {"时效指标.value": "=100%"}),
        wrong({"质量指标.value": "不低于100.00%"}, {"质量指标.value": "=100.00%"}),
        wrong({"质量指标.value": " ≥ 100(%) "}, {"质量指标.value": " =100(%) "}),
        wrong({"质量指标.value": "至少100%"}, {"质量指标.value": "=100%"}),
        wrong({"质量指标.value": "=>100%"}, {"质量指标.value": "=100%"}),
        wrong({"质量指标.value": "100%以上"}, {"质量指标.value": "=100%"}),
        wrong({"质量指标.value": ">100%"}, ["质量指标.value"]),
        wrong({"质量指标.value": "≥110%"}, ["质量指标.value"]),
    ],
    right=[
        right({"时效指标.value": "=100%"}),
        right({"质量指标.value": "100%"}),
        right({"质量指标.value": "≥98%"}),
        right({"社会效益指标.name": "国有资产保值增值率", "社会效益指标.value": "≥100%"}),
        right({"质量指标.value": "≥100分"}),
    ],
)
def d02(item: IndicatorView, context: Context) -> Fault | None:
    """A rate is asked to be ≥ 100 %, or more, which it cannot exceed."""
    if "%" not in item.value.text and "％" not in item.value.text:
        return None
    text, name = item.value.text, item.indicator.name
    above = _ABOVE.match(text)
    if above:
        fix = f"{above['lead']}={above['rate']}{above['trail']}"
    else:
        start, end, sign = written_operator(item.value)
        fix = f"{text[:start]}={text[end:].lstrip()}"
    meant = parse_value(fix)
    if meant.unit != "%" or not meant.numbers or meant.numbers[0] < 100 or may_exceed(name):
        return None
    if meant.numbers != (Decimal(100),):
        if (above or sign in ("≥", ">")) and (is_rate_name(name) or is_satisfaction(name)):
            return Fault(item.ref("value"), f"“{text.strip()}”：比率不会超过 100%。")
        return None
    if not above and sign == ">":
        return Fault(item.ref("value"), f"“{text.strip()}”：比率不会超过 100%。")
    if not above and sign != "≥":
        return None
    return Fault(item.ref("value"), f"“{text.strip()}”：比率不会超过 100%。", fix)


_ABOVE = re.compile(
    r"(?P<lead>\s*)(?P<rate>\d{3}(?:\.\d+)?\s*[%％])\s*(?:及|（含）)?以上(?P<trail>\s*)$"
)
