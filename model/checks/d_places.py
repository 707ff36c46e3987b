"""D 指标: an indicator that stands under the wrong level 2."""

from __future__ import annotations

import re
from functools import lru_cache

from model.basics.language import words
from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.view import Context, IndicatorView
from model.checks.wording import (
    bare,
    is_count_unit,
    is_percent,
    is_rate_name,
    is_satisfaction,
    is_unwanted,
    one_line,
    quantities_in,
    unit_in_name,
)

_LEVELS = "form"
_READS = "indicator.value indicator.name indicator.level1 indicator.level2"


@make_check(
    "D03",
    Severity.WARNING,
    "数量指标用了百分比，或比率没有百分号",
    scope="indicator",
    reason="数量指标填做多少事、办多少件；合格率、覆盖率一类的比率用百分比，并放在质量等指标下",
    source=_LEVELS,
    reads=_READS,
    wrong=[
        wrong({"数量指标.value": "≥95%"}, ["数量指标.value"]),
        wrong({"质量指标.name": "路面修补合格率", "质量指标.value": "≥12处"}, ["质量指标.value"]),
        wrong({"质量指标.name": "覆盖率（以村计）", "质量指标.value": "≥0.9"}, ["质量指标.value"]),
        wrong({"数量指标.value": "百分之九十五以上"}, ["数量指标.value"]),
        wrong({"数量指标.name": "养护工程", "数量指标.value": "合格"}, ["数量指标.value"]),
    ],
    right=[
        right({"数量指标.value": "≥12公里", "质量指标.value": "≥95%"}),
        right({"质量指标.name": "巡查频率", "质量指标.value": "≥2次/月"}),
        right({"质量指标.name": "办事效率", "质量指标.value": "≤3个工作日"}),
        right({"质量指标.name": "孕产妇死亡率", "质量指标.value": "≤12/10万"}),
        right({"质量指标.name": "设备完好率（%）", "质量指标.value": "≥98"}),
        right({"质量指标.name": "行政村覆盖率", "质量指标.value": "全覆盖"}),
        right({"数量指标.name": "创建星级养护站", "数量指标.value": "3个"}),
    ],
)
def d03(item: IndicatorView, context: Context) -> Fault | None:
    """A percentage stands under 数量指标, or a rate has no percent."""
    value, name = item.value, item.indicator.name
    others = (item.ref("name"), item.ref("level2"))
    counted = item.kind == "count" and "quality" in context.form.kinds
    if value.kind not in ("number", "range"):
        if counted and value.kind == "words":
            text = value.text.strip()
            if any(one.kind == "share" for one in quantities_in(text)):
                return Fault(
                    item.ref("value"), f"数量指标的值是百分比“{one_line(text)}”。", others=others
                )
            if _LEVEL_WORDS.is_whole(bare(text)):
                message = f"“{one_line(text)}”说的是好坏，不是数量。"
                return Fault(item.ref("value"), message, others=others)
        return None
    percent = is_percent(value.unit) or (not value.unit and is_percent(unit_in_name(name)))
    if counted and percent:
        message = f"数量指标的值是百分比“{value.text.strip()}”。"
        return Fault(item.ref("value"), message, others=others)
    if percent or not is_rate_name(name) or "/" in value.unit or "万" in value.unit:
        return None
    if not value.unit and value.numbers[0] > 1:
        return None  # D08 asks for the unit
    message = f"“{name.strip()}”是比率，“{value.text.strip()}”却不是百分比。"
    return Fault(item.ref("value"), message, others=others)


_LEVEL_WORDS = words("names.level_words")


_MEASURED = re.compile(
    r"度|厚|深|宽|高差|间距|距离|浓度|含量|频|率|比|系数|等级|标准|误差|偏差|寿命|容量|功率|强度|规格|参数|时长|间隔"
)
"""In a quality's name: what is measured in metres or tons without being an amount of work."""
_AMOUNTS = frozenset(
    [
        "公里",
        "千米",
        "里",
        "延米",
        "延长米",
        "平方米",
        "平米",
        "平方公里",
        "亩",
        "公顷",
        "㎡",
        "立方米",
        "立方",
        "方",
        "吨",
        "人天",
        "学时",
        "课时",
        "海里",
    ]
)


@make_check(
    "D04",
    Severity.WARNING,
    "质量指标只是个数",
    scope="indicator",
    reason="质量指标衡量做得好不好（合格率、达标率、等级），做了多少个应放在数量指标",
    source=_LEVELS,
    reads=_READS,
    wrong=[
        wrong({"质量指标.name": "修补坑槽数量", "质量指标.value": "≥300处"}, ["质量指标.value"]),
        wrong({"质量指标.name": "受训养护工", "质量指标.value": "40～50人"}, ["质量指标.value"]),
        wrong({"质量指标.name": "配齐机械", "质量指标.value": "12台（套）"}, ["质量指标.value"]),
        wrong({"质量指标.name": "修补路面", "质量指标.value": "≥12公里"}, ["质量指标.value"]),
        wrong({"质量指标.name": "绿化补植", "质量指标.value": "800平方米"}, ["质量指标.value"]),
    ],
    right=[
        right({"质量指标.value": "≥95%"}),
        right({"质量指标.name": "安全责任事故", "质量指标.value": "0起"}),
        right({"质量指标.name": "施工返工", "质量指标.value": "≤2次"}),
        right({"质量指标.name": "路面平整度", "质量指标.value": "≤5毫米"}),
        right({"质量指标.name": "路况等级", "质量指标.value": "Ⅱ级"}),
    ],
)
def d04(item: IndicatorView, context: Context) -> Fault | None:
    """A plain count stands under 质量指标."""
    value, name = item.value, item.indicator.name
    if item.kind != "quality" or value.kind not in ("number", "range"):
        return None
    unit = value.unit.lstrip("万千百")
    amount = unit in _AMOUNTS and not _MEASURED.search(name)
    if not (amount or is_count_unit(value.unit)) or value.standard_operator in ("≤", "<"):
        return None
    if (
        not any(value.numbers)
        or is_rate_name(name)
        or is_unwanted(name)
        or is_unwanted(item.indicator.description)
    ):
        return None
    return Fault(
        item.ref("value"),
        f"质量指标的值“{value.text.strip()}”只说了做多少，没有说做得怎样。",
        others=(item.ref("name"), item.ref("level2")),
    )


_TIMED = words("names.time_names")
_NOT_TIMED = re.compile(
    r"准时制|及时雨|逾期(?:贷款|债|账|欠|款)|时间节点|无故障|使用(?:寿命|年限|周期)|保质期|质保期|保修期|周期性"
)
_DEADLINES = words("names.deadlines")
_COUNTED = words("names.count_names")
_SATISFACTION = words("names.satisfaction_like")
_QUICK = frozenset(("秒", "毫秒", "ms", "分钟/次"))
_TIMED_RATE = re.compile(
    r"(?:按时|准时|按期|如期|限时|及时)\S{0,8}(?:率|性|度|比例|比重|占比|情况)(?:[（(][^（）()]*[)）])?$"
    r"|完成的?(?:时间|时限|期限)$"
)


_COUNTED_NAME = re.compile(r"[^能]数量?$|(?:窗口|系统|平台)$")
"""What a count may be of, however timed it sounds: 限时办结窗口."""


@make_check(
    "D05",
    Severity.WARNING,
    "时效或满意度放错了位置",
    scope="indicator",
    reason="按时、及时、完成时间属于时效指标，满意度属于满意度指标，放错了就会重复或漏掉一类",
    source=_LEVELS,
    reads=_READS,
    wrong=[
        wrong({"质量指标.name": "养护任务按时完成率"}, ["质量指标.name"]),
        wrong({"数量指标.name": "工程完成时间"}, ["数量指标.name"]),
        wrong({"社会效益指标.name": "资金拨付及时率"}, ["社会效益指标.name"]),
        wrong({"社会效益指标.name": "沿线群众满意度"}, ["社会效益指标.name"]),
        wrong({"社会效益指标.name": "诉求按时办结比例"}, ["社会效益指标.name"]),
        wrong({"数量指标.name": "竣工交付", "数量指标.value": "2024年9月底前"}, ["数量指标.name"]),
        wrong({"质量指标.name": "施工进度", "质量指标.value": "按合同约定"}, ["质量指标.name"]),
        wrong(
            {"社会效益指标.name": "游客好评率", "社会效益指标.value": "≥90%"}, ["社会效益指标.name"]
        ),
    ],
    right=[
        right({"时效指标.name": "养护任务按时完成率"}),
        right({"社会效益指标.name": "增强险情及时处置能力"}),
        right({"质量指标.name": "平均无故障时间"}),
        right({"社会效益指标.name": "缩短群众出行时间"}),
        right({"数量指标.name": "满意度调查次数"}),
        right({"数量指标.name": "限时办结窗口"}),
        right({"质量指标.name": "系统响应时间", "质量指标.value": "≤2秒"}),
        right({"社会效益指标.name": "预警发布", "社会效益指标.value": "汛期前完成演练"}),
    ],
)
def d05(item: IndicatorView, context: Context) -> Fault | None:
    """Something timed stands outside 时效指标, or a satisfaction outside 满意度指标."""
    name, kind, kinds = item.indicator.name.strip(), item.kind, context.form.kinds
    others = (item.ref("level2"),)
    if kind not in ("satisfaction", "") and "satisfaction" in kinds and _is_satisfied(name):
        message = f"“{name}”是满意度，应放在满意度指标下。"
        return Fault(item.ref("name"), message, others=others)
    if kind in ("time", "") or "time" not in kinds:
        return None
    if kind in ("count", "quality", "cost"):
        if (kind == "count" and _COUNTED_NAME.search(name)) or _COUNTED.ends(name):
            return None
        timed = _is_timed(name) and item.value.unit not in _QUICK
        if not timed and not _is_deadline(item):
            return None
    elif not _TIMED_RATE.search(name):
        return None
    return Fault(item.ref("name"), f"“{name}”是时效，应放在时效指标下。", others=others)


@lru_cache(maxsize=8192)
def _is_satisfied(name: str) -> bool:
    return is_satisfaction(name) or bool(_SATISFACTION.ends(name))


@lru_cache(maxsize=8192)
def _is_timed(name: str) -> bool:
    return bool(_TIMED.search(name)) and not _NOT_TIMED.search(name)


def _is_deadline(item: IndicatorView) -> bool:
    """Tell whether a value is a day to be ready by, though its name says nothing of it."""
    value = item.value
    if value.kind == "date":
        return True
    return value.kind == "words" and len(value.text) < 20 and bool(_DEADLINES.search(value.text))
