"""D 指标: an indicator that stands under the wrong level 2."""

from __future__ import annotations

import re

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.view import Context, IndicatorView
from model.checks.wording import (
    is_count_unit,
    is_percent,
    is_rate_name,
    is_satisfaction,
    unit_in_name,
)

_LEVELS = "财预〔2021〕101号对指标类型的划分"
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
    ],
    right=[
        right({"数量指标.value": "≥12公里", "质量指标.value": "≥95%"}),
        right({"质量指标.name": "巡查频率", "质量指标.value": "≥2次/月"}),
        right({"质量指标.name": "办事效率", "质量指标.value": "≤3个工作日"}),
        right({"质量指标.name": "孕产妇死亡率", "质量指标.value": "≤12/10万"}),
        right({"质量指标.name": "设备完好率（%）", "质量指标.value": "≥98"}),
        right({"质量指标.name": "行政村覆盖率", "质量指标.value": "全覆盖"}),
    ],
)
def d03(item: IndicatorView, context: Context) -> Fault | None:
    """A percentage stands under 数量指标, or a rate has no percent."""
    value, name = item.value, item.indicator.name
    if value.kind not in ("number", "range"):
        return None
    percent = is_percent(value.unit) or (not value.unit and is_percent(unit_in_name(name)))
    others = (item.ref("name"), item.ref("level2"))
    if item.kind == "count" and percent and "quality" in context.form.kinds:
        message = f"数量指标的值是百分比“{value.text.strip()}”。"
        return Fault(item.ref("value"), message, others=others)
    if not percent and is_rate_name(name) and "/" not in value.unit and "万" not in value.unit:
        message = f"“{name.strip()}”是比率，“{value.text.strip()}”却不是百分比。"
        return Fault(item.ref("value"), message, others=others)
    return None


_FEW = re.compile(
    r"事故|差错|错误|投诉|问题|故障|缺陷|违规|违纪|返工|死亡|泄露|泄漏|失误|退回|中断|案件|病害|隐患|舆情|纠纷"
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
    value = item.value
    if item.kind != "quality" or value.kind not in ("number", "range"):
        return None
    if not is_count_unit(value.unit) or value.standard_operator in ("≤", "<"):
        return None
    if not any(value.numbers) or _FEW.search(item.indicator.name):
        return None
    return Fault(
        item.ref("value"),
        f"质量指标的值“{value.text.strip()}”只说了做多少，没有说做得怎样。",
        others=(item.ref("name"), item.ref("level2")),
    )


_TIMED = re.compile(
    r"按时|准时(?!制)|按期|如期|限时|逾期(?!贷款|债|账|欠|款)|及时(?!雨)"
    r"|(?:完成|竣工|完工|开工|办结|交付|使用|投用|拨付|发放|到位|上线|上架|验收|建成|启用|送达)的?(?:时间(?!节点)|日期|时限|期限)"
)
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
    reads="indicator.name indicator.level1 indicator.level2",
    wrong=[
        wrong({"质量指标.name": "养护任务按时完成率"}, ["质量指标.name"]),
        wrong({"数量指标.name": "工程完成时间"}, ["数量指标.name"]),
        wrong({"社会效益指标.name": "资金拨付及时率"}, ["社会效益指标.name"]),
        wrong({"社会效益指标.name": "沿线群众满意度"}, ["社会效益指标.name"]),
        wrong({"社会效益指标.name": "诉求按时办结比例"}, ["社会效益指标.name"]),
    ],
    right=[
        right({"时效指标.name": "养护任务按时完成率"}),
        right({"社会效益指标.name": "增强险情及时处置能力"}),
        right({"质量指标.name": "平均无故障时间"}),
        right({"社会效益指标.name": "缩短群众出行时间"}),
        right({"数量指标.name": "满意度调查次数"}),
        right({"数量指标.name": "限时办结窗口"}),
    ],
)
def d05(item: IndicatorView, context: Context) -> Fault | None:
    """Something timed stands outside 时效指标, or a satisfaction outside 满意度指标."""
    name, kind, kinds = item.indicator.name.strip(), item.kind, context.form.kinds
    others = (item.ref("level2"),)
    if kind not in ("satisfaction", "") and "satisfaction" in kinds and is_satisfaction(name):
        message = f"“{name}”是满意度，应放在满意度指标下。"
        return Fault(item.ref("name"), message, others=others)
    if kind in ("time", "") or "time" not in kinds:
        return None
    pattern = _TIMED if kind in ("count", "quality", "cost") else _TIMED_RATE
    if kind == "count" and _COUNTED_NAME.search(name):
        return None
    if pattern.search(name):
        return Fault(item.ref("name"), f"“{name}”是时效，应放在时效指标下。", others=others)
    return None
