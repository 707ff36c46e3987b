"""D 指标: the numbers of a description against those of the value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.view import Context, IndicatorView
from model.checks.wording import bare, is_growth, may_hold_quantity, quantities_in
from model.quantities import COUNTS, Quantity, base_factor, number_value, same_thing, unit_kind

_APART = re.compile(
    r"(?:平均|人均|户均|其中|各|分别|按|至少含|第)[^，。；]{0,12}$|[不]?[超低高]于?其$"
)
_ROUNDS = ("times",)


@make_check(
    "D11",
    Severity.HINT,
    "描述里的数字与指标值不一致",
    scope="indicator",
    reason="同一件事描述写一个数、指标值写另一个数，考核时不知道以哪个为准",
    source="habit_sums",
    reads="indicator.name indicator.description indicator.value",
    needs="unit",
    wrong=[
        wrong(
            {
                "数量指标.name": "建设养护站的数量",
                "数量指标.description": "建1-2座中心养护站和2-3座简易养护站",
                "数量指标.value": "≥6个",
            },
            ["数量指标.description"],
        ),
        wrong(
            {
                "数量指标.name": "培训养护工人数",
                "数量指标.description": "全年培训养护工80人",
                "数量指标.value": "≥100人",
            },
            ["数量指标.description"],
        ),
        wrong(
            {
                "数量指标.name": "培训养护工人数",
                "数量指标.description": "举办培训三期，每期五十人",
                "数量指标.value": "≥200人",
            },
            ["数量指标.description"],
            note="期数乘人数",
        ),
        wrong(
            {
                "成本指标.name": "培训费标准",
                "成本指标.description": "按每人每天350元的标准",
                "成本指标.value": "≤400元/人·天",
            },
            ["成本指标.description"],
        ),
        wrong(
            {
                "时效指标.name": "完工时间",
                "时效指标.description": "8月底前全部完工",
                "时效指标.value": "2024年9月底前",
            },
            ["时效指标.description"],
        ),
        wrong(
            {
                "质量指标.name": "验收合格率",
                "质量指标.description": "一次验收合格率达到98%",
                "质量指标.value": "≥95%",
            },
            ["质量指标.description"],
        ),
    ],
    right=[
        right(
            {
                "数量指标.name": "培训养护工人数",
                "数量指标.description": "全年培训养护工80人，每期不少于20人",
                "数量指标.value": "≥80人",
            }
        ),
        right(
            {
                "数量指标.name": "修补里程",
                "数量指标.description": "3个乡镇的乡道路面修补里程",
                "数量指标.value": "≥12个",
            },
            note="说的不是一件事",
        ),
        right(
            {
                "数量指标.name": "印制手册数量",
                "数量指标.description": "印制养护手册5000册",
                "数量指标.value": "≥0.5万册",
            }
        ),
        right(
            {
                "数量指标.name": "新建养护站",
                "数量指标.description": "东线新建2座，西线新建3座",
                "数量指标.value": "5座",
            },
            note="相加正好",
        ),
        right(
            {
                "成本指标.name": "人均保险费",
                "成本指标.description": "养护工意外险，保额50万元",
                "成本指标.value": "≤300元",
            },
            note="保额不是保险费",
        ),
        right(
            {
                "数量指标.name": "培训养护工人数",
                "数量指标.description": "举办培训三期，每期五十人",
                "数量指标.value": "≥150人",
            }
        ),
        right(
            {
                "质量指标.name": "图像差错率",
                "质量指标.description": "抽检5%图像的漏扫、错页比例",
                "质量指标.value": "≤0.3%",
            }
        ),
        right(
            {
                "时效指标.name": "完工时间",
                "时效指标.description": "3月开工，10月底前通车的路段",
                "时效指标.value": "2024年9月底前",
            },
            note="说的不止一个时间",
        ),
    ],
)
def d11(item: IndicatorView, context: Context) -> Fault | None:
    """Numbers in the description disagree with the value."""
    said = item.indicator.description
    if "description" not in context.form.columns or not may_hold_quantity(said):
        return None
    value = item.value
    if value.kind == "date":
        other = _other_month(value.text, said)
    elif value.kind in ("number", "range") and value.unit:
        other = _other_number(item, quantities_in(said))
    else:
        return None
    if not other:
        return None
    return Fault(
        item.ref("description"),
        f"描述里{other}，与指标值“{value.text.strip()}”对不上。",
        others=(item.ref("value"),),
    )


def _other_number(item: IndicatorView, found: tuple[Quantity, ...]) -> str:
    """Return what the description says other than the value, in words; empty where it agrees."""
    if not found:
        return ""
    value, said, name = item.value, item.indicator.description, item.indicator.name
    unit, _, per = value.unit.partition("/")
    wanted = [number * base_factor(unit) for number in value.numbers]
    kind = unit_kind(unit)
    if kind == "share":
        return _other_share(item, found)
    if kind == "money" and (per or _FOR_EACH.search(name)):
        return _other_standard(item, found, per)
    if not kind:
        found = (*found, *_in_unit(said, unit))
    same = [one for one in found if _counts(one, unit, said, name) and not one.per]
    plain = [one for one in same if not _APART.search(said[max(0, one.start - 20) : one.start])]
    if not plain:
        return _other_product(found, wanted, kind) if kind in COUNTS and not same else ""
    spans = [one.base for one in plain]
    if any(low <= number <= high for low, high in spans for number in wanted):
        return ""
    if sum(low for low, _ in spans) in wanted or sum(high for _, high in spans) in wanted:
        return ""
    if len(wanted) == 2 and any(wanted[0] <= low and high <= wanted[1] for low, high in spans):
        return ""
    if not _other_product(found, wanted, kind) and _has_product(found, kind):
        return ""
    return f"写的是“{said[plain[0].start : plain[0].end]}”"


def _in_unit(said: str, unit: str) -> Iterator[Quantity]:
    """Yield numbers in a unit no list names: 标准箱, 马力."""
    number = r"(?<![\d,.])(\d[\d,]*(?:\.\d+)?)"
    pattern = rf"{number}(?:[-—–~～至到]{number})?\s?{re.escape(unit)}"
    for match in re.finditer(pattern, said):
        low, high = number_value(match[1]), number_value(match[2] or match[1])
        if low is not None and high is not None:
            start, end = match.span()
            yield Quantity(low, high, unit, (), start, end, "", False, match[0], False)


_FOR_EACH = re.compile("标准|人均|户均|亩均|单价|每[^，。]{1,4}")


def _counts(one: Quantity, unit: str, said: str, name: str) -> bool:
    """Tell whether a quantity is one of the thing the indicator counts."""
    if (
        one.about
        or not same_thing(one.unit, unit)
        or (one.kind != unit_kind(unit) and one.unit != unit)
    ):
        return False
    if one.han and (one.unit in _CLASSES or (one.high <= 2 and len(one.written) == 1)):
        return False  # 一次, 两个, 四类: words more often than numbers
    if one.kind not in COUNTS and one.kind != "money" and not _same_size(one.unit, unit):
        return False
    if one.kind == "money" and _other_money(said[: one.start], name):
        return False
    match = _THING.match(said, one.end)
    thing = bare(match[0]) if match else ""
    if thing.startswith(("并", "且", "后")):
        thing = ""  # 300份并出具报告: what is counted stands before
    return not thing or _shares_word(thing, name)


_CLASSES = frozenset(("类", "级", "等", "星", "种"))


def _same_size(one: str, other: str) -> bool:
    """Tell whether two measures may be of one thing: 米 and 公里, not 毫米 and 公里."""
    a, b = base_factor(one), base_factor(other)
    return one == other if a == b == 1 else max(a, b) <= 1000 * min(a, b)


_THING = re.compile(r"[^，。；、：\d和与及或的（(]*")


def _products(found: tuple[Quantity, ...], kind: str) -> Iterator[tuple[Decimal, Decimal, str]]:
    """Yield what rounds times each round's number come to: 3期 × 每期50人."""
    rounds = [one for one in found if one.kind in _ROUNDS and not one.per and not one.about]
    for each in found:
        if each.about or not each.per or each.kind != kind or len(rounds) != 1:
            continue
        if unit_kind(each.per[0]) in _ROUNDS or each.per[0] in ("班", "年"):
            one = rounds[0]
            low, high = one.low * each.base[0], one.high * each.base[1]
            yield (
                low,
                high,
                f"{one.written}{one.unit}×{each.written}{each.unit}＝{low.normalize():f}",
            )


def _has_product(found: tuple[Quantity, ...], kind: str) -> bool:
    return any(True for _ in _products(found, kind))


def _other_product(found: tuple[Quantity, ...], wanted: list[Decimal], kind: str) -> str:
    for low, high, told in _products(found, kind):
        if not any(low <= number <= high for number in wanted):
            return f"算下来{told}"
    return ""


def _other_standard(item: IndicatorView, found: tuple[Quantity, ...], per: str) -> str:
    """Return a standard for each (day, head) that is another than the value's."""
    said, value = item.indicator.description, item.value
    each = [one for one in found if one.kind == "money" and one.per and not one.about]
    unit = value.unit.partition("/")[0]
    wanted = [number * base_factor(unit) for number in value.numbers]
    keys = {one.strip() for one in re.split("[/·]", per) if one.strip()}
    each = [
        one
        for one in each
        if (not keys or {key for key in one.per if key} == keys)
        and not _other_money(_EACH.split(said[: one.start])[0], item.indicator.name)
    ]
    if len(each) != 1 or any(each[0].base[0] <= number <= each[0].base[1] for number in wanted):
        return ""
    return f"写的是“{said[each[0].start : each[0].end]}”"


_EACH = re.compile("[按照]?(?:每|人均|户均|平均)")


def _other_share(item: IndicatorView, found: tuple[Quantity, ...]) -> str:
    """Return a percentage the description gives the same rate by another number."""
    said, name, value = item.indicator.description, item.indicator.name, item.value
    if is_growth(name):
        return ""
    for one in found:
        before = re.split("[，。；]", said[: one.start])[-1]
        if one.kind != "share" or one.about or _OTHER_SHARE.search(before):
            continue
        before = _SIGN_WORDS.sub("", before)
        if not _shares_word(bare(before)[-10:], name) or "百分点" in one.unit + value.unit:
            continue
        low, high = one.base
        if any(low <= number * base_factor(value.unit) <= high for number in value.numbers):
            continue
        return f"写的是“{said[one.start : one.end]}”"
    return ""


_SIGN_WORDS = re.compile("(?:不[低高少大小]于|不超过|大于|小于|等于|达到|达|为|是|[≥≤＝=><]){1,8}$")
_OTHER_SHARE = re.compile(
    "抽|比上年|较|提高|下降|增长|降低|其中|权重|补贴|扣|超过规范|误差|以前|上年"
)
_MONTH = re.compile(
    r"(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:\d{1,2}日)?(?P<end>[底末前中上下初]|以前|之前|份)?"
)


def _other_month(value: str, said: str) -> str:
    """Return the one deadline of a description whose month is not the value's."""
    told = list(_MONTH.finditer(said))
    asked = [number_value(match["month"]) for match in _MONTH.finditer(value)]
    if len(told) != 1 or len(asked) != 1 or not told[0]["end"]:
        return ""
    month = number_value(told[0]["month"])
    return "" if month == asked[0] else f"写的是“{told[0][0]}”"


_NOUN = re.compile(r"[\u4e00-\u9fff]{2,8}$")


def _other_money(before: str, name: str) -> bool:
    """Tell whether an amount is that of something the name does not speak of: 保额50万元."""
    match = _NOUN.search(before)
    return match is not None and not _shares_word(match[0], name)


def _shares_word(thing: str, name: str) -> bool:
    """Tell whether two texts have two characters in a row in common."""
    return any(thing[place : place + 2] in name for place in range(len(thing) - 1))
