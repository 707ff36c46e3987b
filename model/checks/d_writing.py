"""D 指标: how a value is written: its unit, its operator, a satisfaction's percent."""

from __future__ import annotations

import re

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.operators import written_operator
from model.checks.view import Context, IndicatorView
from model.checks.wording import is_percent, is_satisfaction, one_line, unit_in_name

_HABIT = "习惯"

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
    source="财预〔2021〕101号：绩效目标通过指标予以细化、量化描述",
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
    if unit_in_name(name) or _UNITLESS.search(name):
        return None
    return Fault(item.ref("value"), f"“{value.text.strip()}”没有写单位。")


_WRITTEN_RIGHT = ("", "≥", "≤", "=", "＝", ">", "<", "＞", "＜")


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
    text = item.value.text
    start, end, sign = written_operator(item.value)
    if not sign or text[start:end] in _WRITTEN_RIGHT:
        return None
    fix = text[:start] + sign + text[end:].lstrip()
    return Fault(item.ref("value"), f"“{text[start:end]}”应写作“{sign}”。", fix)


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
