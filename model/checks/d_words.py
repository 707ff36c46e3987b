"""D 指标: names and descriptions against each other and against the value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.view import Context, IndicatorView, TableView
from model.checks.wording import bare, is_percent, only_repeats


@make_check(
    "D06",
    Severity.WARNING,
    "描述只是重复指标名称",
    scope="indicator",
    reason="描述要说清指标指什么、怎么算、从哪里取数，与名称一字不差等于没有描述",
    source="财预〔2015〕88号：绩效目标要指向明确、细化量化",
    reads="indicator.name indicator.description",
    wrong=[
        wrong(
            {"数量指标.name": "修补里程", "数量指标.description": "修补里程"},
            ["数量指标.description"],
        ),
        wrong(
            {"数量指标.name": "修补里程", "数量指标.description": "反映修补里程情况。"},
            ["数量指标.description"],
        ),
        wrong(
            {"数量指标.name": "修补里程", "数量指标.description": "本项目完成的修补里程"},
            ["数量指标.description"],
        ),
    ],
    right=[
        right({"数量指标.name": "修补里程", "数量指标.description": "完成路面修补的乡道里程"}),
        right(
            {"质量指标.name": "合格率", "质量指标.description": "合格率=验收合格的里程÷修补总里程"}
        ),
        right(
            {"数量指标.name": "修补里程", "数量指标.description": "修补里程"},
            layout="national-2021",
            note="这个表样没有描述一栏",
        ),
    ],
)
def d06(item: IndicatorView, context: Context) -> Fault | None:
    """The description only repeats the name."""
    if "description" not in context.form.columns:
        return None
    if not only_repeats(item.indicator.description, item.indicator.name):
        return None
    return Fault(
        item.ref("description"),
        f"描述与指标名称“{item.indicator.name.strip()}”相同，没有说明。",
        others=(item.ref("name"),),
    )


@make_check(
    "D07",
    Severity.ERROR,
    "同一项目有重名的指标",
    scope="table",
    reason="重名的指标分不清谁是谁，系统汇总时会互相覆盖",
    source="习惯",
    reads="indicator.name",
    wrong=[
        wrong(
            {"数量指标.name": "修补里程", "社会效益指标.name": "修补里程"}, ["社会效益指标.name"]
        ),
        wrong({"数量指标.name": "任务完成率 ", "时效指标.name": "任务完成率"}, ["时效指标.name"]),
    ],
    right=[
        right({"数量指标.name": "修补里程", "社会效益指标.name": "受益里程"}),
        right({"数量指标.name": "", "质量指标.name": ""}, note="没有填写由 A04 指出"),
    ],
)
def d07(view: TableView, context: Context) -> Iterator[Fault]:
    """Two indicators of one project have the same name."""
    first: dict[str, IndicatorView] = {}
    for item in view.indicators:
        name = "".join(item.indicator.name.split())
        if not name:
            continue
        if name in first:
            yield Fault(
                item.ref("name"),
                f"“{item.indicator.name.strip()}”与前面的指标重名。",
                others=(first[name].ref("name"),),
            )
        first.setdefault(name, item)


_SCALE = {"": 1, "百": 100, "千": 1000, "万": 10000, "十万": 100000, "百万": 10**6, "亿": 10**8}
_KINDS = (
    frozenset(("人", "名", "位")),
    frozenset(("个", "家", "处", "座", "所", "间", "类", "种", "项")),
    frozenset(("场", "场次", "次", "期", "批", "批次")),
    frozenset(("台", "套", "辆", "部")),
)
_ONE = r"\d[\d,]*(?:\.\d+)?"
_EACH = re.compile(
    r"(?:每|平均|人均|户均|其中|各|分|按|至少含|第)[^，。；]{0,12}$|[不]?[超低高]于?其$"
)
_UNIT = re.compile(r"(?P<scale>十万|百万|[百千万亿])?(?P<unit>.+)")


@lru_cache(maxsize=512)
def _said(unit: str) -> re.Pattern[str]:
    """Return what finds numbers in a unit, or in one that counts the same kind of thing."""
    units = next((kind for kind in _KINDS if unit in kind), frozenset((unit,)))
    names = "|".join(re.escape(name) for name in sorted(units, key=len, reverse=True))
    return re.compile(
        rf"(?<![\d,.])(?P<low>{_ONE})(?:\s*[-—–~～至到]\s*(?P<high>{_ONE}))?\s*"
        rf"(?P<scale>十万|百万|[百千万亿])?(?:{names})(?P<thing>[^，。；、：\d和与及或的（(]*)"
    )


@make_check(
    "D11",
    Severity.HINT,
    "描述里的数字与指标值不一致",
    scope="indicator",
    reason="同一件事描述写一个数、指标值写另一个数，考核时不知道以哪个为准",
    source="习惯：文字与指标值互相核对",
    reads="indicator.name indicator.description indicator.value",
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
    ],
)
def d11(item: IndicatorView, context: Context) -> Fault | None:
    """Numbers in the description disagree with the value."""
    value, said = item.value, item.indicator.description
    if value.kind not in ("number", "range") or not value.unit or is_percent(value.unit):
        return None
    if "description" not in context.form.columns or not any(char.isdigit() for char in said):
        return None
    match = _UNIT.fullmatch(value.unit)
    assert match is not None
    scale = _SCALE[match["scale"] or ""]
    wanted = [number * scale for number in value.numbers]
    spans = list(_spans(said, match["unit"], item.indicator.name))
    if not spans or any(low <= number <= high for low, high in spans for number in wanted):
        return None
    if sum(low for low, _ in spans) in wanted or sum(high for _, high in spans) in wanted:
        return None
    if len(wanted) == 2 and any(wanted[0] <= low and high <= wanted[1] for low, high in spans):
        return None
    return Fault(
        item.ref("description"),
        f"描述里的数字与指标值“{value.text.strip()}”对不上。",
        others=(item.ref("value"),),
    )


def _spans(said: str, unit: str, name: str) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield what the description says of the very thing the indicator counts."""
    for match in _said(unit).finditer(said):
        if _EACH.search(said[max(0, match.start() - 20) : match.start()]):
            continue
        if "元" in unit and _other_money(said[: match.start()], name):
            continue
        thing = bare(match["thing"])
        if thing and not _shares_word(thing, name):
            continue
        scale = _SCALE[match["scale"] or ""]
        low = Decimal(match["low"].replace(",", "")) * scale
        high = Decimal((match["high"] or match["low"]).replace(",", "")) * scale
        yield low, high


_NOUN = re.compile(r"[\u4e00-\u9fff]{2,8}$")


def _other_money(before: str, name: str) -> bool:
    """Tell whether an amount is that of something the name does not speak of: 保额50万元."""
    match = _NOUN.search(before)
    return match is not None and not _shares_word(match[0], name)


def _shares_word(thing: str, name: str) -> bool:
    """Tell whether two texts have two characters in a row in common."""
    return any(thing[place : place + 2] in name for place in range(len(thing) - 1))
