"""U 上报系统: what the bureau's online system would refuse, all of it at once."""

from __future__ import annotations

import re

from model.checks.base import Fault, Number, Severity, make_check, right, wrong
from model.checks.names import shortened
from model.checks.view import Context, IndicatorView, TextCell
from model.checks.wording import unfilled

_BARE = re.compile(r"-?\d+(?:\.\d*)?")
_REFUSED = re.compile(r"[*_]|(?<=\d)\s*[-－]\s*(?=\d)")


@make_check(
    "U01",
    Severity.ERROR,
    "上报系统不收的指标值",
    scope="indicator",
    reason="系统把符号、数值、计量单位分三栏收，数值只能是一个数；范围、日期、带“-”“_”“*”的都会被退回",
    source="online",
    reads="indicator.value indicator.name",
    on=False,
    wrong=[
        wrong({"数量指标.value": "3～5公里"}, ["数量指标.value"]),
        wrong({"时效指标.value": "2024-09-30"}, ["时效指标.value"]),
        wrong({"数量指标.value": "≥12"}, ["数量指标.value"]),
        wrong({"数量指标.value": "≥ 12公里"}, ["数量指标.value"]),
    ],
    right=[
        right({"数量指标.value": "≥12公里"}),
        right({"质量指标.value": "优良"}, note="定性的值"),
    ],
)
def u01(item: IndicatorView, context: Context) -> Fault | None:
    """A value the system's columns cannot hold: a range, a date, a number without its unit."""
    value = item.value
    text = value.text.strip()
    if not text or unfilled(text):
        return None
    what = ""
    if value.kind == "range" or _REFUSED.search(text):
        what = "系统的数值栏只收一个数，不收范围和“-”“_”“*”"
    elif any(char.isspace() for char in text):
        what = "系统不收中间有空格的值"
    elif value.kind == "number" and not value.unit:
        what = "定量的值要有计量单位"
    elif value.kind == "number" and not _BARE.fullmatch(value.number_text):
        what = "数值只能是阿拉伯数字，不要千分号"
    if not what:
        return None
    return Fault(item.ref("value"), f"“{shortened(text)}”：{what}。")


_BYTES = {
    "goals": "goals",
    "name": "name",
    "value": "value",
    "description": "text",
    "basis": "text",
}


@make_check(
    "U02",
    Severity.ERROR,
    "超过上报系统的长度",
    scope="cell",
    reason="系统按字节算长度，一个汉字三个字节，超过的存不进去",
    source="online",
    reads="text",
    on=False,
    numbers={
        "goals": Number(2000, "绩效目标最多多少字节"),
        "name": Number(1000, "名称最多多少字节；老系统是 30"),
        "value": Number(60, "指标值最多多少字节"),
        "text": Number(2000, "描述、依据最多多少字节"),
    },
    wrong=[
        wrong({"goals": "修补乡道路面。" * 100}, ["goals"]),
        wrong({"数量指标.name": "修补里程" * 3}, ["数量指标.name"], numbers={"U02.name": 30}),
    ],
    right=[
        right({"goals": "修补乡道路面。" * 90}),
    ],
)
def u02(cell: TextCell, context: Context) -> Fault | None:
    """A text longer, in bytes, than the system's field."""
    if cell.field not in _BYTES:
        return None
    most = context.number("U02", _BYTES[cell.field])
    length = len(cell.text.encode("utf-8", "surrogatepass"))
    if length <= most:
        return None
    return Fault(cell.ref, f"有 {length} 字节，系统最多收 {most} 字节（约 {most // 3} 个字）。")
