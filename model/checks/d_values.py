"""D 指标: what is wrong with a value by itself."""

from __future__ import annotations

import re

from model.checks.base import Fault, Number, Severity, make_check, right, wrong
from model.checks.view import Context, IndicatorView
from model.checks.wording import (
    bare,
    has_number,
    is_degree,
    is_dimension,
    is_empty_talk,
    is_graded,
    is_percent,
    only_repeats,
    restates,
    unit_in_name,
)
from model.values import parse_value

_MEASURABLE = "财预〔2021〕101号：指标要量化易评，难以量化的可定性表述，但要能衡量"
_HABIT = "习惯"


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
    ],
    right=[
        right({"质量指标.value": "Ⅲ类及以上"}),
        right({"质量指标.value": "优"}),
        right({"质量指标.value": "符合《公路工程质量检验评定标准》"}),
        right({"质量指标.value": "符合设计图纸要求"}),
        right({"社会效益指标.value": "明显改善"}, note="效益的程度，描述里说清了标准"),
        right({"时效指标.value": "按月"}),
        right({"时效指标.value": "汛期前完成"}),
        right({"数量指标.value": "三个"}),
        right({"社会效益指标.value": "有效缓解"}),
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
        return Fault(item.ref("value"), f"指标值“{_short(text)}”只是把指标名称又说了一遍。")
    if has_number(text):
        return None
    if is_empty_talk(text):
        if soft and _tells_more(item, context):
            return None
    elif not is_dimension(text):
        if is_graded(text):
            return None
        if soft and _defined(item, context):
            return None
    message = f"指标值“{_short(text)}”没有数字，也没有能对照的等级或标准。"
    return Fault(item.ref("value"), message)


_NONE = ("无", "零", "不发生", "不出现", "未发生", "未出现", "杜绝")


def _tells_more(item: IndicatorView, context: Context) -> bool:
    """Tell whether the description of a benefit makes up for a value that says nothing.

    What a degree means may be told in words, all else by a number or a time.
    """
    if "description" not in context.form.columns or has_number(item.indicator.description):
        return True
    return is_degree(item.value.text) and _defined(item, context)


def _defined(item: IndicatorView, context: Context) -> bool:
    """Tell whether the description says what the words of a benefit mean."""
    if "description" not in context.form.columns:
        return True
    said = item.indicator.description
    enough = len(bare(said)) >= context.number("D01", "description")
    return enough and not only_repeats(said, item.indicator.name)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 20 else line[:19] + "…"


_MAY_EXCEED = re.compile(
    r"增长|增幅|增速|增加|增收|提高|提升|上升|回报|收益|利润|保值|拨备|流动比|产出比|周转|同比|环比|超收|杠杆|备付"
)


@make_check(
    "D02",
    Severity.WARNING,
    "比率要求 ≥100%",
    scope="indicator",
    reason="完成率、合格率这样的比率最多是 100%，“≥100%”等于要求超过全部，应写“=100%”",
    source="习惯",
    reads="indicator.value indicator.name",
    mends="≥100% 改为 =100%",
    wrong=[
        wrong({"时效指标.value": "≥100%"}, {"时效指标.value": "=100%"}),
        wrong({"质量指标.value": "不低于100.00%"}, {"质量指标.value": "=100.00%"}),
        wrong({"质量指标.value": " ≥ 100(%) "}, {"质量指标.value": " =100(%) "}),
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
    """A rate is asked to be ≥ 100 %, which it cannot exceed."""
    value = item.value
    if value.kind != "number" or value.unit != "%" or value.numbers[0] != 100:
        return None
    if value.standard_operator != "≥" or _MAY_EXCEED.search(item.indicator.name):
        return None
    start = value.text.index(value.operator)
    rest = value.text[start + len(value.operator) :].lstrip()
    fix = f"{value.text[:start]}={rest}"
    return Fault(item.ref("value"), f"“{value.text.strip()}”：比率不会超过 100%。", fix)


_UNITLESS = re.compile(r"(?i)ph|指数|系数|比值|比例|比率$|倍数|得分|评分|分值|密度|编号|股权|汇率")


@make_check(
    "D08",
    Severity.ERROR,
    "数字没有单位",
    scope="indicator",
    reason="没有单位的数字说不清是人、次还是万元，无法考核",
    source="财预〔2021〕101号：绩效目标通过指标予以细化、量化描述",
    reads="indicator.value indicator.name",
    wrong=[
        wrong({"数量指标.value": "≥12"}, ["数量指标.value"]),
        wrong({"质量指标.value": "95"}, ["质量指标.value"]),
        wrong({"数量指标.value": "3～5"}, ["数量指标.value"]),
        wrong({"质量指标.name": "安全责任事故", "质量指标.value": "0"}, ["质量指标.value"]),
    ],
    right=[
        right({"数量指标.value": "≥12公里"}),
        right({"数量指标.name": "修补里程（公里）", "数量指标.value": "≥12"}),
        right({"质量指标.name": "出水pH值", "质量指标.value": "6～9"}),
        right({"质量指标.name": "安全责任事故（起）", "质量指标.value": "0"}),
        right({"时效指标.value": "2024年9月底前"}),
        right({"质量指标.basis": "DA/T 31-2017"}),
    ],
)
def d08(item: IndicatorView, context: Context) -> Fault | None:
    """A number stands without a unit."""
    value, name = item.value, item.indicator.name
    if value.kind not in ("number", "range") or value.unit:
        return None
    if unit_in_name(name) or _UNITLESS.search(name):
        return None
    return Fault(item.ref("value"), f"“{value.text.strip()}”没有写单位。")


_WRITTEN_RIGHT = ("", "≥", "≤", "=", "＝", ">", "<", "＞", "＜")
_CLUSTER = re.compile(r"\s*(?P<sign>[≥≤≧≦⩾⩽>＞<＜=＝]\s*[≥≤≧≦⩾⩽>＞<＜=＝]+)\s*(?=\d)")
_WORD = re.compile(
    r"\s*(?P<sign>至少|最少|不得(?:少|低|小)于|不能(?:少|低)于|至多|最多|不得(?:多|高|大)于"
    r"|不(?:得|能)超过)(?:为|是)?\s*(?=\d)"
)
_MORE = "≧⩾≥>＞"
_LESS = "≦⩽≤<＜"


@make_check(
    "D09",
    Severity.WARNING,
    "比较符号不规范",
    scope="indicator",
    reason="同一个意思写法不一，汇总和考核时无法比较；统一写 ≥ ≤ = > <",
    source="习惯：各级财政的绩效系统使用这几个符号",
    reads="indicator.value",
    mends="改为 ≥ ≤ ＝ > <",
    wrong=[
        wrong({"数量指标.value": ">=12公里"}, {"数量指标.value": "≥12公里"}),
        wrong({"数量指标.value": "不少于12公里"}, {"数量指标.value": "≥12公里"}),
        wrong({"成本指标.value": "小于等于 2.5万元"}, {"成本指标.value": "≤2.5万元"}),
        wrong({"数量指标.value": "=>12公里"}, {"数量指标.value": "≥12公里"}),
        wrong({"质量指标.value": "高于95%"}, {"质量指标.value": ">95%"}),
        wrong({"数量指标.value": "不得少于12公里"}, {"数量指标.value": "≥12公里"}),
        wrong({"质量指标.value": "等于100%"}, {"质量指标.value": "＝100%"}),
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
    """An operator is not written as ≥ ≤ ＝ > <."""
    value = item.value
    text = value.text
    if value.kind in ("number", "range"):
        if value.operator in _WRITTEN_RIGHT:
            return None
        start = text.index(value.operator)
        end = start + len(value.operator)
        sign = value.standard_operator
    else:
        match = _CLUSTER.match(text) or _WORD.match(text)
        if match is None:
            return None
        start, end = match.span("sign")
        sign = _meant(match["sign"])
        if parse_value(sign + text[end:].strip()).kind not in ("number", "range"):
            return None
    fix = text[:start] + sign + text[end:].lstrip()
    return Fault(item.ref("value"), f"“{text[start:end]}”应写作“{sign}”。", fix)


def _meant(sign: str) -> str:
    if any(char in sign for char in _MORE) or re.match(r"至少|最少|不.[少低小]于", sign):
        return "≥"
    if any(char in sign for char in _LESS) or not set(sign) & set("=＝"):
        return "≤"
    return "＝"


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
    ],
    right=[
        right({"服务对象满意度指标.value": "≥90%"}),
        right({"服务对象满意度指标.name": "有效投诉", "服务对象满意度指标.value": "≤3起"}),
    ],
)
def d10(item: IndicatorView, context: Context) -> Fault | None:
    """A satisfaction is no percent, or one of 100 %."""
    value, name = item.value, item.indicator.name
    if not value.text.strip() or not (item.kind == "satisfaction" or "满意度" in name):
        return None
    if _COMPLAINTS.search(name):
        return None
    if not is_percent(value.unit) and not is_percent(unit_in_name(name)):
        if "%" in value.text or "％" in value.text:
            return None
        return Fault(item.ref("value"), f"满意度“{_short(value.text)}”不是百分比。")
    if value.numbers and value.numbers[0] == 100 and value.standard_operator in ("", "＝", "≥"):
        return Fault(item.ref("value"), "满意度定为 100%，一个人不满意就算没有完成。")
    return None
