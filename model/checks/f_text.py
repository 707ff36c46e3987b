"""F 文字: spaces and punctuation."""

from __future__ import annotations

import re

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.view import Context, TextCell

_BLANK = " \t\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff"
_ENDS = _BLANK + "\r\n"
_ANY = re.compile(f"[{_ENDS}]")
_LINE_END = re.compile(f"(?<![{_BLANK}])[{_BLANK}]+(?=\n)")
_DOUBLED = re.compile(f"(?<=[^\n{_BLANK}])[{_BLANK}]{{2,}}(?=[^\n{_BLANK}])")
_UNITS = (
    "万元|亿元|千元|元|%|％|‰|℃|人次|人|名|位|个|次|场|项|件|套|台|辆|座|处|所|家|户|条|篇|册|份|期|批|间|栋|幢|棵|株|亩"
    "|公顷|平方米|平方公里|立方米|公里|千米|米|毫米|厘米|吨|千克|公斤|升|天|日|周|月|年|季度|学期|小时|分钟|秒|万|亿|号|岁|级|倍"
    "|km|kg|mg|mm|cm|m²|m2|m³"
)
_BEFORE_UNIT = re.compile(f"(?P<digit>\\d)[{_BLANK}]+(?=(?:{_UNITS})(?![A-Za-z]))")
_SINGLE = re.compile(
    f"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff][{_BLANK}]){{2,}}[\u4e00-\u9fff](?![\u4e00-\u9fff])"
    f"|[\u4e00-\u9fff](?:[{_BLANK}][\u4e00-\u9fff](?![\u4e00-\u9fff])){{2,}}[{_BLANK}](?=[\u4e00-\u9fff])"
)
"""Characters one by one: 修 补 里 程."""
_WIDE_GAP = re.compile("(?<=[\u4e00-\u9fff])[\u3000\t](?=[\u4e00-\u9fff])")
_NUMBERED = re.compile("(?:附件|附表|附图|表|图|章|节|款|条|类型|方案|任务)[\\d.\\-—]*$")
_AFTER_SIGN = re.compile(f"(?<=[≥≤=＝>＞<＜])[{_BLANK}]+(?=\\d)")


@make_check(
    "F01",
    Severity.HINT,
    "多余的空格",
    marks=_ENDS,
    scope="cell",
    once=True,
    reason="多余的空格使表格不整齐，也使系统把同一个词认成两个",
    source="habit_wording",
    reads="text own",
    mends="去掉首尾、数字与单位之间的空格，连续的空格只留一个",
    wrong=[
        wrong({"purpose": "项目资金 30.00 万元 "}, {"purpose": "项目资金 30.00万元"}),
        wrong({"数量指标.value": "≥12 公里"}, {"数量指标.value": "≥12公里"}),
        wrong({"数量指标.value": "\u3000≥ 12公里"}, {"数量指标.value": "≥12公里"}),
        wrong({"goals": "1.修补路面。 \n2.清理  排水沟"}, {"goals": "1.修补路面。\n2.清理 排水沟"}),
        wrong({"数量指标.name": "修 补 里 程"}, {"数量指标.name": "修补里程"}),
        wrong({"purpose": "用于修补\u3000路面"}, ["purpose"]),
        wrong({"purpose": "用于修补\t路面"}, ["purpose"]),
        wrong({"/overall_goal": "养护  乡道。"}, {"/overall_goal": "养护 乡道。"}),
    ],
    right=[
        right({"purpose": "购置 GB/T 1.1 规定的 AI 识别设备，见附件1 人员名单。"}),
        right({"goals": "1.修补路面。\n\n2.清理排水沟。"}),
        right({"数量指标.basis": "任务书\n"}, note="Word 格末尾的空段"),
        right({"/overall_goal": "\u3000\u3000养护乡道。\n\u3000\u3000巡查桥梁。"}, note="段首缩进"),
    ],
)
def f01(cell: TextCell, context: Context) -> Fault | None:
    """Spaces at the ends, doubled, or between a number and its unit."""
    text = cell.text
    if not _ANY.search(text) or not text.strip(_ENDS):
        return None
    # the empty last paragraph of a Word cell is no stray space
    core = text.rstrip("\r\n")
    fix = _without_spaces(core, cell.own, cell.key == "indicator.value")
    if fix != core:
        return Fault(cell.ref, _spaces_message(core, fix), fix + text[len(core) :])
    if _WIDE_GAP.search(core):
        return Fault(cell.ref, "字与字之间夹着全角空格或制表符。")
    return None


def _without_spaces(text: str, own: bool, value: bool) -> str:
    # paragraphs of the department's own text may be indented
    fix = text.rstrip(_ENDS).lstrip("\r\n") if own else text.strip(_ENDS)
    if own and not fix.startswith("\u3000\u3000"):
        fix = fix.lstrip(_ENDS)
    fix = _LINE_END.sub("", fix)
    fix = _SINGLE.sub(lambda match: _ANY.sub("", match[0]), fix)
    fix = _DOUBLED.sub(" ", fix)
    fix = _BEFORE_UNIT.sub(_joined, fix)
    return _AFTER_SIGN.sub("", fix) if value else fix


def _joined(match: re.Match[str]) -> str:
    """Return a number without the space before its unit, unless it numbers something."""
    place = match.start()
    before = match.string[max(0, place - 12) : place + 1]
    return match[0] if _NUMBERED.search(before) else match["digit"]


def _spaces_message(text: str, fix: str) -> str:
    where = []
    bare = text.strip(_ENDS)
    if bare != text:
        where.append("首尾")
    if bare != fix:
        where.append("中间")
    return f"{'、'.join(where) or '行尾'}有多余的空格。"


_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_WIDE_SIGNS = "，。、；：？！"
_LEFT = f"{_HAN}）》”’〕】{_WIDE_SIGNS}"
_RIGHT = f"{_HAN}（《“‘〔【{_WIDE_SIGNS}"
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_NARROW = re.compile(
    f"(?<=[{_LEFT}])(?P<sign>[,;:?!])(?:(?P=sign)*(?=[{_RIGHT}])|(?P=sign)+(?=\\s*$))", re.MULTILINE
)
_SIGNS = re.compile("[,;:?!]")
_POINT = re.compile(f"(?<=[{_HAN}]{{2}})[.．](?=[{_HAN}]{{2}})")
_STOP = re.compile(f"(?<=[{_HAN}])[.．](?=[{_BLANK}]*(?:\n|$))")
_BRACKETS = re.compile(r"(?P<open>[（(])(?P<inner>[^（）()\n]*)(?P<close>[)）])")
_TWICE = re.compile(
    r"(?P<sign>[，。、；：！]|(?<!？)？(?=？++[^\S\n]*+(?:$|[\n”」』）])))(?P=sign)+"
)
_MIXED = re.compile(r"[，。、；：]{2,}")
_IS_HAN = re.compile(f"[{_HAN}]")


@make_check(
    "F02",
    Severity.HINT,
    "标点不规范",
    marks=",;:?!()（）.．，。、；：？！",
    scope="cell",
    once=True,
    reason="中文里用全角标点，标点不连着写",
    source="gbt15834",
    reads="text own",
    mends="中文之间的半角标点改为全角，重复的标点只留一个",
    wrong=[
        wrong({"purpose": "修补路面,清理排水沟"}, {"purpose": "修补路面，清理排水沟"}),
        wrong({"goals": "1.修补路面。。\n2.清理排水沟"}, {"goals": "1.修补路面。\n2.清理排水沟"}),
        wrong({"goals": "养护乡道(含桥梁)和村道"}, {"goals": "养护乡道（含桥梁）和村道"}),
        wrong({"goals": "任务:修补路面，，清沟"}, {"goals": "任务：修补路面，清沟"}),
        wrong({"goals": "修补路面，。清理排水沟"}, ["goals"], note="留哪一个只有填表人知道"),
        wrong({"goals": "修补路面。，清理排水沟"}, ["goals"]),
        wrong({"goals": "修补路面,，清理排水沟!!"}, {"goals": "修补路面，清理排水沟！"}),
        wrong({"goals": "修补路面.清理排水沟"}, ["goals"], note="也可能是名字里的间隔号"),
        wrong({"数量指标.name": "修补里程(含桥梁）"}, {"数量指标.name": "修补里程（含桥梁）"}),
        wrong({"goals": "修补路面.\n清理排水沟."}, {"goals": "修补路面。\n清理排水沟。"}),
        wrong({"goals": "修补路面．清理排水沟．"}, {"goals": "修补路面．清理排水沟。"}),
    ],
    right=[
        right({"purpose": "培训？？人，修补路面"}, note="占着数的位置，由 A05 指出"),
        right({"purpose": "执行 GB/T 1.1,采购 A,B 两型设备，8:30-17:30 开放……"}),
        right({"数量指标.value": "≥90.00(%)", "数量指标.name": "修补里程(km)"}),
        right({"goals": "(1)修补路面。\n(2)清理排水沟。"}),
        right({"goals": "一.修补路面；\n二.清理排水沟；比例1:2，用时8:30-9:30。"}),
    ],
)
def f02(cell: TextCell, context: Context) -> Fault | None:
    """Half-width punctuation between Chinese characters; doubled punctuation."""
    text = cell.text
    # most texts hold none, and are passed over quickly
    some = _SIGNS.search(text)
    fix = _NARROW.sub(lambda match: _WIDE[match["sign"]], text) if some else text
    if "(" in fix or ")" in fix:
        fix = _with_wide_brackets(fix)
    if "." in fix or "．" in fix:
        fix = _STOP.sub("。", fix)
    narrow = fix != text
    fix = _TWICE.sub(lambda match: match["sign"], fix)
    mixed = _MIXED.search(fix)
    if mixed:
        # which of the two is meant, only the clerk knows
        message = f"“{mixed[0]}”几个标点连在一起，只留一个。"
        return Fault(cell.ref, message, None if fix == text else fix)
    if fix == text:
        if ("." in text or "．" in text) and _POINT.search(text):
            return Fault(cell.ref, "中文之间用了半角的“.”，应为句号或间隔号。")
        return None
    message = "中文之间用了半角标点。" if narrow else "标点重复了。"
    return Fault(cell.ref, message, fix)


def _with_wide_brackets(text: str) -> str:
    def mended(match: re.Match[str]) -> str:
        if match["open"] == "（" and match["close"] == "）":
            return match[0]
        mixed = match["open"] == "（" or match["close"] == "）"
        before = text[match.start() - 1 : match.start()]
        if not mixed and not (_IS_HAN.search(match["inner"]) and _IS_HAN.match(before)):
            return match[0]
        return f"（{match['inner']}）"

    return _BRACKETS.sub(mended, text)
