"""D 指标: values that point the wrong way, cannot be, or ask for too little."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from model.basics.language import words
from model.checks.base import Fault, Number, Severity, make_check, right, wrong
from model.checks.view import Context, IndicatorView, TableView
from model.checks.wording import (
    is_growth,
    is_percent,
    is_rate_name,
    is_satisfaction,
    may_exceed,
    one_line,
    unit_in_name,
)

_MORE = words("names.more_is_better")
_LESS = words("names.less_is_better")
_ACTS = words("names.acts_on")
_WORK = words("names.more_work")
_STANDARDS = words("names.standards_up")
_READS = "indicator.value indicator.name indicator.level1 indicator.level2"
_UP, _DOWN = "≥>", "≤<"


@lru_cache(maxsize=8192)
def direction(name: str, kind: str) -> str:
    """Return which way is better: ``up``, ``down``, or empty where the name does not tell."""
    if is_growth(name):
        return ""
    if _MORE.ends(name) and "不满意" not in name:
        return "up"
    if "不满意" in name:
        return "down"
    match = _LESS.search(name)
    if match and not _ACTS.search(name) and not name.endswith(_NONE_OF, 0, match.start()):
        money = match[0] in _MONEY_WORDS
        if not money or (kind == "cost" and not _STANDARDS.search(name)):
            return "down"
    return ""


_NONE_OF = ("无", "零", "未", "免")
"""Before a bad thing: 平均无故障时间."""
_MONEY_WORDS = frozenset(
    ("成本", "造价", "单价", "费用", "开支", "投资额", "总投资", "投资", "概算", "控制价")
)


@make_check(
    "D14",
    Severity.WARNING,
    "比较符号方向反了",
    scope="indicator",
    reason="成本、差错、投诉、等待时间越少越好，用≥就成了越多越好；满意度、合格率用≤就成了不许做好",
    source="habit_values",
    reads=_READS,
    wrong=[
        wrong({"成本指标.value": "≥2.5万元"}, ["成本指标.value"]),
        wrong({"质量指标.name": "安全责任事故", "质量指标.value": "≥2起"}, ["质量指标.value"]),
        wrong({"服务对象满意度指标.value": "≤90%"}, ["服务对象满意度指标.value"]),
        wrong({"质量指标.value": "≤95%"}, ["质量指标.value"]),
        wrong({"质量指标.name": "平均排队时间", "质量指标.value": "≥15分钟"}, ["质量指标.value"]),
        wrong({"质量指标.name": "差错率", "质量指标.value": "不低于3%"}, ["质量指标.value"]),
        wrong({"数量指标.name": "巡查次数", "数量指标.value": "≤12次"}, ["数量指标.value"]),
    ],
    right=[
        right({"质量指标.name": "安全责任事故", "质量指标.value": "≤2起"}),
        right({"质量指标.name": "投诉办结率", "质量指标.value": "≥95%"}),
        right({"数量指标.name": "事故应急演练次数", "数量指标.value": "≥2次"}),
        right({"成本指标.name": "人均补助标准", "成本指标.value": "≥800元"}),
        right({"成本指标.name": "节约养护成本", "成本指标.value": "≥1万元"}),
        right({"社会效益指标.name": "事故下降率", "社会效益指标.value": "≥5%"}),
    ],
)
def d14(item: IndicatorView, context: Context) -> Fault | None:
    """The operator points the wrong way for what the name says."""
    value = item.value
    sign = value.standard_operator
    if not sign or sign == "＝" or value.kind not in ("number", "range"):
        return None
    better = direction(item.indicator.name.strip(), item.kind)
    if better == "down" and sign in _UP and value.numbers[0] > 0:
        return Fault(item.ref("value"), f"“{one_line(value.text)}”：这是越少越好的，应用 ≤。")
    if not better and sign in _DOWN and _WORK.ends(item.indicator.name.strip()):
        better = "up" if item.kind in ("count", "benefit") else ""
    if better == "up" and sign in _DOWN:
        return Fault(item.ref("value"), f"“{one_line(value.text)}”：这是越多越好的，应用 ≥。")
    return None


_MAY_FALL = re.compile("增|降|减|变|温|误差|偏差|收益|盈|利润|损益|差额|海拔|高程|结余")
_DAY = re.compile(
    r"(?<![\d.])(?:(?P<year>(?:19|20)\d\d)\s?[年/-]\s?)?(?P<month>\d{1,2})\s?月(?!龄|[来多余]|子)"
    r"(?:(?P<day>\d{1,2})\s?[日号])?"
)
_FULL_DAY = re.compile(
    r"(?<![\d.-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\d-])"
)
_SPAN = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?:\d{1,2}日)?\s?(?:至|到|[-—–~～]+)\s?"
    r"(?P<end>(?:19|20)\d\d)年(?P<last>\d{1,2})月"
)
_COUNTED_MONTHS = re.compile(r"个$")
_WORKS = re.compile(
    r"(?<!\d)(?<!年)(?P<month>\d{1,2})月(?:\d{1,2}日|份|底|初|中旬)?[^，。；、\d]{0,4}?(?:开工|动工|启动|开始|开建|进场|招标)"
    r"[^。；\d]{0,12}?(?P<last>\d{1,2})月(?:\d{1,2}日|份)?(?:底|初|中旬|末)?(?:以?前)?[^，。；\d]{0,6}?(?:完工|竣工|完成|验收|交付|结束|通车)"
)
"""When works begin and when they are done, in one sentence; years are told by `_SPAN`."""
_NEXT = re.compile("次年|明年|翌年|来年|下年|跨年|第二年")


@make_check(
    "D15",
    Severity.ERROR,
    "不可能的值",
    scope="table",
    reason="比率高于 100% 或低于 0、上限小于下限、没有的日期，年底无法考核，多半是写错了",
    source="habit_values",
    reads="text indicator.level1 indicator.level2",
    wrong=[
        wrong({"质量指标.value": "=120%"}, ["质量指标.value"]),
        wrong({"质量指标.value": "≥-5%"}, ["质量指标.value"]),
        wrong({"质量指标.name": "路面破损", "质量指标.value": "≥0处"}, ["质量指标.value"]),
        wrong({"质量指标.value": "≥0.95%"}, ["质量指标.value"]),
        wrong({"数量指标.value": "30—20公里"}, ["数量指标.value"]),
        wrong({"时效指标.value": "2024年2月30日前"}, ["时效指标.value"]),
        wrong({"时效指标.value": "2024年13月底前"}, ["时效指标.value"]),
        wrong({"goals": "1.2024年9月至2024年3月修补乡道12公里。"}, ["goals"]),
        wrong({"时效指标.value": "2024-06-31"}, ["时效指标.value"]),
        wrong({"goals": "1.9月开工，6月底前完工。"}, ["goals"]),
    ],
    right=[
        right({"质量指标.value": "=100%"}),
        right({"社会效益指标.name": "客运量增长率", "社会效益指标.value": "≥120%"}),
        right({"社会效益指标.name": "事故增减率", "社会效益指标.value": "≤-5%"}),
        right({"质量指标.name": "差错率", "质量指标.value": "≤0.5%"}),
        right({"时效指标.value": "2024年2月29日前"}),
        right({"goals": "1.建设期13个月，保障18月龄儿童接种。"}),
        right({"goals": "1.2023年11月至2024年3月除雪保畅。"}),
        right({"goals": "1.9月开工，次年6月底前完工；3月开工的9月完工。"}),
    ],
)
def d15(view: TableView, context: Context) -> Iterator[Fault]:
    """A rate outside 0–100 %, ≥0, an upper bound below the lower, a day there is not."""
    found = {}
    for one in view.indicators:
        what = _impossible(one)
        if what:
            found[one.ref("value")] = Fault(one.ref("value"), what)
    for cell in view.cells:
        if "月" not in cell.text and not _SEPARATED.search(cell.text):
            continue
        if cell.ref not in found and cell.field not in ("code", "basis"):
            what = impossible_day(cell.text)
            if what:
                found[cell.ref] = Fault(cell.ref, what)
    yield from found.values()


def _impossible(item: IndicatorView) -> str:
    value, name = item.value, item.indicator.name
    if not value.numbers:
        return ""
    text = one_line(value.text)
    first = value.numbers[0]
    if value.kind == "range" and first > value.numbers[-1]:
        return f"“{text}”前面的数比后面的大。"
    if first < 0 and not (is_growth(name) or _MAY_FALL.search(name)):
        return f"“{text}”是负数。"
    if first == 0 and value.standard_operator == "≥" and value.kind == "number":
        return f"“{text}”怎样都能达到，等于没有目标。"
    if not is_percent(value.unit) or value.unit in ("‰", "成"):
        return ""
    share = is_rate_name(name) or is_satisfaction(name)
    if not share or may_exceed(name) or is_growth(name):
        return ""
    if value.numbers[-1] > 100 and value.standard_operator not in ("≥", ">"):
        return f"“{text}”：比率不会超过 100%。"
    if 0 < first < 1 and value.unit in ("%", "％") and direction(name, item.kind) == "up":
        shown = (first * 100).normalize()
        return f"“{text}”不到百分之一，请核对是不是要写 {shown:f}%。"
    return ""


@lru_cache(maxsize=8192)
def impossible_day(text: str) -> str:
    """Return what is wrong with a day or a span of months in a text; empty where nothing is."""
    if "月" not in text and not _SEPARATED.search(text):
        return ""
    for match in _DAY.finditer(text):
        if _COUNTED_MONTHS.search(text, 0, match.start()):
            continue
        wrong_day = _wrong_day(match["year"], match["month"], match["day"])
        if wrong_day and (match["year"] or match["day"] or int(match["month"]) < 20):
            return f"没有“{match[0]}”这个日期。"
    for match in _WORKS.finditer(text):
        if int(match["last"]) < int(match["month"]) and not _NEXT.search(match[0]):
            return f"“{match[0]}”做完的时间在开始之前。"
    for match in _FULL_DAY.finditer(text):
        if _wrong_day(match["year"], match["month"], match["day"]):
            return f"没有“{match[0]}”这个日期。"
    for match in _SPAN.finditer(text):
        start = int(match["year"]), int(match["month"])
        if start > (int(match["end"]), int(match["last"])):
            return f"“{match[0]}”结束的时间在开始之前。"
    return ""


_SEPARATED = re.compile(r"\d{4}[-/.]\d")


def _wrong_day(year: str | None, month: str, day: str | None) -> bool:
    number = int(month)
    if not 1 <= number <= 12:
        return True
    if day is None:
        return False
    # a leap year where none is named
    return not 1 <= int(day) <= calendar.monthrange(int(year or 2024), number)[1]


_CUSTOM = words("names.custom_rates")


@make_check(
    "D16",
    Severity.HINT,
    "目标定得明显偏低",
    scope="indicator",
    reason="明显低于惯例的目标，审核人会问为什么，自评时也会扣分",
    source="cy10 habit_values",
    reads=_READS,
    numbers={
        "satisfaction": Number(80, "满意度低于百分之几算偏低"),
        "rate": Number(80, "合格率、完成率等低于百分之几算偏低"),
    },
    wrong=[
        wrong({"服务对象满意度指标.value": "≥60%"}, ["服务对象满意度指标.value"]),
        wrong({"质量指标.value": "≥50%"}, ["质量指标.value"]),
        wrong({"质量指标.value": "≥85%"}, ["质量指标.value"], numbers={"D16.rate": 90}),
    ],
    right=[
        right({"服务对象满意度指标.value": "≥85%"}),
        right({"质量指标.name": "就业率", "质量指标.value": "≥60%"}),
        right({"质量指标.name": "不合格率", "质量指标.value": "≤5%"}),
        right({"质量指标.name": "一次验收合格率（%）", "质量指标.value": "≥95"}),
    ],
)
def d16(item: IndicatorView, context: Context) -> Fault | None:
    """A satisfaction, pass or completion far below what is usual."""
    value, name = item.value, item.indicator.name.strip()
    if value.kind != "number" or value.standard_operator not in ("", "≥", ">", "＝"):
        return None
    if not is_percent(value.unit or unit_in_name(name)) or value.unit in ("‰", "成"):
        return None
    if (is_satisfaction(name) or item.kind == "satisfaction") and "不满意" not in name:
        least = context.number("D16", "satisfaction")
    elif _CUSTOM.ends(name) and "不" not in name and not is_growth(name):
        least = context.number("D16", "rate")
    else:
        return None
    number = value.numbers[0]
    if not Decimal(1) <= number < least or item.kind == "count":
        return None
    return Fault(item.ref("value"), f"“{one_line(value.text)}”偏低，一般不低于 {least}%。")
