"""D 指标: words that fit every project, and values nobody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.basics.language import words
from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import field_name, shortened
from model.checks.view import Context, IndicatorView, TableView
from model.checks.wording import bare, one_line, quantities_in, unfilled
from model.quantities import unit_kind
from model.quantities.values import parse_value

_SIGNS = "≥≤＝=><＞＜≧≦"
_BROKEN_VALUE = re.compile(
    rf"(?P<end>[{_SIGNS}]\s*$)"
    r"|(?P<stop>\d[^\d]{0,6}[。，、；：,;]\s*$)"
    r"|(?P<points>(?<!\d)\d+\.\d+\.\d++(?!\.?\d*年)(?![-./年])(?=\D|$))"
    r"|(?P<comma>(?<![\d,])\d{1,3},\d{1,2}(?![\d,]))"
    rf"|(?P<letter>[{_SIGNS}\d][lIO](?=[\d.])|(?<=[{_SIGNS}])[lIOo](?=\d)|(?<=\d)[oOlI](?=[\d%％个人万元公]))"
    r"|(?P<power>\d(?:\.\d+)?[Ee][+-]?\d{2})"
    rf"|(?P<both>[{_SIGNS}]\s?[\d.]+\D{{0,4}}\s?[{_SIGNS}]\s?[\d.]+)"
)
_WHAT = {
    "end": "比较符号在后面",
    "stop": "末尾多了标点",
    "points": "小数点不止一个",
    "comma": "逗号的位置不对",
    "letter": "把字母当成了数字",
    "power": "是电子表格的科学记数",
    "both": "有两个比较符号",
}
_UNITS_TWICE = re.compile(r"(?:km|m|kg|t|㎡|m2)(?:公里|千米|米|公斤|千克|吨|平方米)$")


@make_check(
    "D32",
    Severity.WARNING,
    "指标值写得读不出数",
    scope="indicator",
    reason="值要写成一个符号、一个数、一个单位，别的写法系统不认，年底也没法比较",
    source="habit_values",
    reads="indicator.value",
    wrong=[
        wrong({"数量指标.value": "12公里≥"}, ["数量指标.value"]),
        wrong({"数量指标.value": "≥12公里。"}, ["数量指标.value"]),
        wrong({"数量指标.value": "≥1.2.3公里"}, ["数量指标.value"]),
        wrong({"数量指标.value": "≥1,2公里"}, ["数量指标.value"]),
        wrong({"数量指标.value": "≥l2公里"}, ["数量指标.value"]),
        wrong({"数量指标.value": "1.2E+05"}, ["数量指标.value"]),
        wrong({"数量指标.value": "≥12公里，争取15公里"}, ["数量指标.value"]),
        wrong({"数量指标.value": "≥12km公里"}, ["数量指标.value"]),
    ],
    right=[
        right({"数量指标.value": "≥1,200公里"}),
        right({"数量指标.value": "12～15公里"}),
        right({"时效指标.value": "2024.9.30前"}),
        right({"质量指标.value": "达到 GB/T 1.1.1 要求"}),
    ],
)
def d32(item: IndicatorView, context: Context) -> Fault | None:
    """A value whose number cannot be read."""
    if item.value.kind in ("number", "range") and unit_kind(item.value.unit):
        return None
    text = item.value.text.strip()
    if not text or unfilled(text):
        return None
    match = _BROKEN_VALUE.search(text)
    if match is not None and item.value.kind != "date" and not _NO_VALUE.search(text):
        what = _WHAT[match.lastgroup or "end"]
        return Fault(item.ref("value"), f"“{one_line(text)}”{what}。")
    if _UNITS_TWICE.search(text):
        return Fault(item.ref("value"), f"“{one_line(text)}”单位写了两遍。")
    if item.value.kind == "words" and "争取" in text and len(quantities_in(text)) > 1:
        return Fault(item.ref("value"), f"“{one_line(text)}”写了两个数，不知道以哪个为准。")
    return None


_NO_VALUE = re.compile(r"[A-Z]{2}|[年月]|GB|《|(?:19|20)\d\d[./-]\d")
_NAMES = words("empty.names")
_DESCRIPTIONS = words("empty.descriptions")


@make_check(
    "D33",
    Severity.HINT,
    "名称或描述什么也没说",
    scope="indicator",
    reason="名称只是类别，描述只是一个字、一个数，看不出衡量哪一件事、怎么算",
    source="cy88",
    reads="indicator.name indicator.description",
    wrong=[
        wrong({"社会效益指标.name": "社会效益"}, ["社会效益指标.name"]),
        wrong({"社会效益指标.name": "提高社会效益"}, ["社会效益指标.name"]),
        wrong({"数量指标.description": "是"}, ["数量指标.description"]),
        wrong({"数量指标.description": "≥12公里"}, ["数量指标.description"]),
    ],
    right=[
        right({"社会效益指标.name": "受益群众"}),
        right({"数量指标.description": "全年12公里乡道"}),
        right({"数量指标.description": "无"}, note="没有填由 A04 指出"),
    ],
)
def d33(item: IndicatorView, context: Context) -> Fault | None:
    """A name that is a kind, a description that is a value."""
    name, said = item.indicator.name.strip(), item.indicator.description.strip()
    if len(name) <= _LONGEST_VALUE and item.kind != "satisfaction" and _NAMES.is_whole(bare(name)):
        return Fault(item.ref("name"), f"“{shortened(name)}”没有说衡量哪一件事。")
    if len(said) > _LONGEST_VALUE:
        return None
    if not said or "description" not in context.form.columns or unfilled(said):
        return None
    if _only_a_value(said) or _DESCRIPTIONS.is_whole(bare(said) or said):
        return Fault(item.ref("description"), f"描述只写了“{shortened(said)}”，没有说怎么算。")
    return None


def _only_a_value(said: str) -> bool:
    """Tell whether a description is a number with its unit, and nothing else."""
    if not (said[0].isdigit() or said[0] in _SIGNS) or len(said) > _LONGEST_VALUE:
        return False
    value = parse_value(said.rstrip("。；"))
    return value.kind in ("number", "range") and (not value.unit or bool(unit_kind(value.unit)))


_LONGEST_VALUE = 12
_PURPOSES = words("empty.purposes")
_MONEY = re.compile(r"(?<![\d.,])[\d.,]++(?:万元|元|亿元)|人民币")
_CLAUSES = re.compile("[，。；、：:,;\n]")
_MARK = re.compile(r"^[（(]?[\d一二三四五六七八九十]{1,2}[）).、．]")


@make_check(
    "D34",
    Severity.HINT,
    "用途或目标只是空话",
    scope="table",
    reason="换到哪个项目都能用的话，看不出钱花在哪里、要办成什么",
    source="cy88",
    reads="purpose goals",
    wrong=[
        wrong({"purpose": "项目资金30.00万元"}, ["purpose"]),
        wrong({"purpose": "用于单位日常运转。"}, ["purpose"]),
        wrong({"goals": "1.加强管理，提高工作水平。\n2.完成各项工作任务。"}, ["goals"]),
    ],
    right=[
        right(),
        right({"goals": "1.加强管理，修补乡道12公里。"}),
        right({"purpose": "", "goals": ""}, note="没有填由 A01 指出"),
    ],
)
def d34(view: TableView, context: Context) -> Iterator[Fault]:
    """A purpose or goals of nothing but words that fit every project."""
    for field in ("purpose", "goals"):
        text = view.text(field) if field in view.form.shown else ""
        if not text or len(text) > _LONGEST or unfilled(text):
            continue
        clauses = (_MARK.sub("", one.strip()) for one in _CLAUSES.split(_MONEY.sub("", text)))
        said = [one for one in clauses if one]
        if all(_PURPOSES.is_whole(one) for one in said):
            title = field_name(view.form.layout, field)
            yield Fault(view.ref(field), f"{title}“{shortened(text)}”换到哪个项目都能用。")


_LONGEST = 60
_AFTER = re.compile("[底末日]?(?:之后|以后|后)$")


@make_check(
    "D35",
    Severity.WARNING,
    "期限写成了不早于",
    scope="indicator",
    reason="期限要写到什么时候以前做完，写成≥、以后，什么时候做完都不算晚",
    source="habit_values",
    reads="indicator.value indicator.level1 indicator.level2",
    wrong=[
        wrong({"时效指标.value": "2024年9月底后"}, ["时效指标.value"]),
        wrong({"时效指标.value": "≥2024年9月"}, ["时效指标.value"]),
        wrong({"时效指标.value": "汛期以后"}, ["时效指标.value"]),
    ],
    right=[
        right({"时效指标.value": "2024年9月底前"}),
        right({"时效指标.value": "≤2024年9月"}),
        right({"时效指标.value": "汛期后15天内"}),
    ],
)
def d35(item: IndicatorView, context: Context) -> Fault | None:
    """A deadline that is the earliest day."""
    value, text = item.value, item.value.text.strip()
    if item.kind != "time" or value.kind not in ("date", "words"):
        return None
    if value.kind == "words" and not text.endswith(("以后", "之后")):
        return None
    if value.standard_operator in ("≥", ">") or _AFTER.search(text):
        return Fault(item.ref("value"), f"“{one_line(text)}”说的是不早于，应写以前。")
    return None
