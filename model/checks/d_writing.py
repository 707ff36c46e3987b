"""D 指标: how a value is written: its unit, its operator, a satisfaction's percent."""

from __future__ import annotations

import re

from model.basics.language import words
from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.operators import written_operator
from model.checks.view import Context, IndicatorView
from model.checks.wording import (
    is_percent,
    is_rate_name,
    is_satisfaction,
    may_hold_quantity,
    one_line,
    quantities_in,
    unit_in_name,
)
from model.quantities import unit_kind

_HABIT = "habit_values"

_ABOUT = re.compile(
    r"(?:约|近|共|共计|大约|≥|≤)\s*(?:\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千万]+)"
)
_UNITLESS = re.compile(
    r"(?i)ph|容积率|折射率|斜率|曲率|指数|系数|比值|比例|比率$|倍数|得分|评分|分值|密度|编号|股权|汇率"
)


@make_check(
    "D08",
    Severity.ERROR,
    "数字没有单位",
    scope="indicator",
    reason="没有单位的数字说不清是人、次还是万元，无法考核",
    source="cy88",
    reads="indicator.value indicator.name",
    wrong=[
        wrong({"数量指标.value": "≥12"}, ["数量指标.value"]),
        wrong({"质量指标.value": "95"}, ["质量指标.value"]),
        wrong({"数量指标.value": "3～5"}, ["数量指标.value"]),
        wrong({"数量指标.value": "约30"}, ["数量指标.value"]),
        wrong({"质量指标.name": "安全责任事故", "质量指标.value": "0"}, ["质量指标.value"]),
    ],
    right=[
        right({"数量指标.value": "≥12公里"}),
        right({"数量指标.name": "修补里程（公里）", "数量指标.value": "≥12"}),
        right({"质量指标.name": "地块容积率", "质量指标.value": "≤2.5"}),
        right({"质量指标.name": "出水pH值", "质量指标.value": "6～9"}),
        right(
            {
                "质量指标.name": "出水酸碱度",
                "质量指标.description": "出水的pH日均值",
                "质量指标.value": "6～9",
            }
        ),
        right({"数量指标.description": "修补的乡道里程，单位：公里", "数量指标.value": "≥12"}),
        right({"质量指标.name": "安全责任事故（起）", "质量指标.value": "0"}),
        right({"时效指标.value": "2024年9月底前"}),
        right({"质量指标.basis": "DA/T 31-2017"}),
    ],
)
def d08(item: IndicatorView, context: Context) -> Fault | None:
    """A number stands without a unit."""
    value, name = item.value, item.indicator.name
    about = value.kind == "words" and _ABOUT.fullmatch(value.text.strip())
    if not about and (value.kind not in ("number", "range") or value.unit):
        return None
    if unit_in_name(name) or _UNITLESS.search(name) or _tells_unit(item.indicator.description):
        return None
    if is_rate_name(name) and value.numbers and value.numbers[0] <= 1:
        return None  # D03 asks for the percent
    return Fault(item.ref("value"), f"“{value.text.strip()}”没有写单位。")


_TELLS_UNIT = re.compile(
    r"单位[:：为是]|[（(](?:单位)?[:：]?[^\d（）()]{1,5}[)）]|(?i:ph值?)|比值|倍数|系数|指数|无量纲|之比|以[^，。]{1,4}计|比例尺"
)


def _tells_unit(said: str) -> bool:
    """Tell whether a description says the unit, or that there is none: 单位：公里, pH, 比值."""
    return bool(said) and bool(_TELLS_UNIT.search(said))


_WRITTEN_RIGHT = ("", "≥", "≤", "=", "＝", ">", "<", "＞", "＜")


@make_check(
    "D09",
    Severity.WARNING,
    "比较符号不规范",
    scope="indicator",
    once=True,
    reason="同一个意思写法不一，汇总和考核时无法比较；统一写 ≥ ≤ = > <",
    source="habit_values",
    reads="indicator.value",
    mends="改为 ≥ ≤ ＝ > <；“≥…以上”去掉“以上”",
    wrong=[
        wrong({"数量指标.value": ">=12公里"}, {"数量指标.value": "≥12公里"}),
        wrong({"数量指标.value": "不少于12公里"}, {"数量指标.value": "≥12公里"}),
        wrong({"成本指标.value": "小于等于 2.5万元"}, {"成本指标.value": "≤2.5万元"}),
        wrong({"数量指标.value": "=>12公里"}, {"数量指标.value": "≥12公里"}),
        wrong({"质量指标.value": "高于95%"}, {"质量指标.value": ">95%"}),
        wrong({"数量指标.value": "不得少于12公里"}, {"数量指标.value": "≥12公里"}),
        wrong({"质量指标.value": "等于100%"}, {"质量指标.value": "＝100%"}),
        wrong({"数量指标.value": "≥12公里以上"}, {"数量指标.value": "≥12公里"}),
        wrong({"数量指标.value": "约12公里"}, ["数量指标.value"]),
        wrong({"数量指标.value": "12公里左右"}, ["数量指标.value"]),
        wrong({"数量指标.value": "近三百人"}, ["数量指标.value"]),
        wrong({"质量指标.value": "达到95%"}, ["质量指标.value"]),
        wrong({"数量指标.value": "12公里+"}, ["数量指标.value"]),
        wrong({"质量指标.value": "95%↑"}, ["质量指标.value"]),
    ],
    right=[
        right({"数量指标.value": "≥12公里", "成本指标.value": "≤2.5万元"}),
        right({"质量指标.value": "＝100%", "时效指标.value": "=100%"}),
        right({"成本指标.value": "<2.5万元", "质量指标.value": "＞95%"}),
        right({"数量指标.value": "12公里以上"}),
        right({"时效指标.value": "不晚于2024年9月底"}),
    ],
)
def d09(item: IndicatorView, context: Context) -> Fault | None:
    """An operator is not written as ≥ ≤ ＝ > <, or is said in words around the number."""
    value = item.value
    text = value.text
    if value.kind == "date":
        return None
    start, end, sign = written_operator(value)
    if sign and text[start:end] not in _WRITTEN_RIGHT:
        fix = text[:start] + sign + text[end:].lstrip()
        return Fault(item.ref("value"), f"“{text[start:end]}”应写作“{sign}”。", fix)
    twice = _TWICE.fullmatch(text)
    if twice:
        fix = twice["value"] + twice["end"]
        return Fault(item.ref("value"), f"“{twice['sign']}”和“{twice['words']}”说了两遍。", fix)
    return _in_words(item)


_TWICE = re.compile(
    r"(?P<value>(?:(?<!\s)\s*+|(?=[≥≤]))(?P<sign>[≥≤])[^，。；、至到～~—-]{1,16}?)(?P<words>及?以[上下内]|之内)(?P<end>\s*)"
)
_SIGN_BEHIND = re.compile(r"[\d%％\u4e00-\u9fff][+＋↑↓]\s*$|^\s*[+＋↑↓]\s*\d")
_REACH = words("about.reach")
_MOST_WORDS = 18


def _in_words(item: IndicatorView) -> Fault | None:
    """Return what is wrong with a value that says about how much, or 达到 instead of ≥."""
    text = item.value.text.strip()
    if item.value.kind == "number" and unit_kind(item.value.unit):
        return None  # an operator, a number and a unit, and nothing else
    if len(text) > _MOST_WORDS or not may_hold_quantity(text):
        return None
    if _SIGN_BEHIND.search(text):
        return Fault(item.ref("value"), f"“{one_line(text)}”里的符号应写在数前面，用 ≥ 或 ≤。")
    found = quantities_in(text)
    if len(found) != 1:
        return None
    if found[0].about and not _SPAN_SIGN.match(text):
        return Fault(
            item.ref("value"), f"“{one_line(text)}”是约数，考核要有准数，并写明 ≥、≤ 或 ＝。"
        )
    start = found[0].start
    if start and _REACH.is_whole(text[:start].strip()) and found[0].end >= len(text) - 2:
        return Fault(item.ref("value"), f"“{text[:start]}”没有说清是 ≥ 还是 ＝。")
    return None


_SPAN_SIGN = re.compile("[±]")


_COMPLAINTS = re.compile(r"投诉|信访|上访|举报|差评|纠纷|诉求")


@make_check(
    "D10",
    Severity.HINT,
    "满意度的写法",
    scope="indicator",
    reason="满意度用百分比衡量，一般定在 85%～95%；100% 很难做到，年底反而扣分",
    source=_HABIT,
    reads="indicator.value indicator.name indicator.level1 indicator.level2",
    wrong=[
        wrong({"服务对象满意度指标.value": "=100%"}, ["服务对象满意度指标.value"]),
        wrong({"服务对象满意度指标.value": "满意"}, ["服务对象满意度指标.value"]),
        wrong({"服务对象满意度指标.value": "≥90分"}, ["服务对象满意度指标.value"]),
        wrong(
            {"服务对象满意度指标.name": "投诉人满意度", "服务对象满意度指标.value": "满意"},
            ["服务对象满意度指标.value"],
        ),
    ],
    right=[
        right({"服务对象满意度指标.value": "≥90%"}),
        right({"服务对象满意度指标.name": "有效投诉", "服务对象满意度指标.value": "≤3起"}),
        right({"数量指标.name": "满意度调查次数", "数量指标.value": "2次"}),
    ],
)
def d10(item: IndicatorView, context: Context) -> Fault | None:
    """A satisfaction is no percent, or one of 100 %."""
    value, name = item.value, item.indicator.name
    if not value.text.strip() or not (item.kind == "satisfaction" or is_satisfaction(name)):
        return None
    if _COMPLAINTS.search(name) and "满意" not in name:
        return None
    if not is_percent(value.unit) and not is_percent(unit_in_name(name)):
        if "%" in value.text or "％" in value.text:
            return None
        return Fault(item.ref("value"), f"满意度“{one_line(value.text)}”不是百分比。")
    if value.numbers and value.numbers[0] == 100 and value.standard_operator in ("", "＝", "≥"):
        return Fault(item.ref("value"), "满意度定为 100%，一个人不满意就算没有完成。")
    return None
