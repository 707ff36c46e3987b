"""G 年度: what a table took over from a summary, from another year or from another place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from model.basics.language import words
from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import field_name, shortened
from model.checks.view import Context, IndicatorView, TableView

_NEXT_YEAR = words("leftovers.next_year")
_BUILDS_ON = re.compile("[为给][^，。；]{0,4}$|打[好牢]|奠定|比|较")


@make_check(
    "G05",
    Severity.WARNING,
    "时效写到了下一年",
    scope="indicator",
    reason="年度目标要在当年做完，完成时间写到下一年，年底就没法考核",
    source="habit_years",
    reads="indicator.value indicator.level1 indicator.level2",
    wrong=[
        wrong({"时效指标.value": "次年3月底前"}, ["时效指标.value"]),
        wrong({"时效指标.value": "明年一季度"}, ["时效指标.value"]),
    ],
    right=[
        right({"时效指标.value": "当年12月底前"}),
        right({"社会效益指标.value": "为来年春运打好基础"}),
    ],
)
def g05(item: IndicatorView, context: Context) -> Fault | None:
    """A deadline in the year after the budget year."""
    if item.kind != "time":
        return None
    text = item.value.text
    match = _NEXT_YEAR.search(text)
    if match is None or _BUILDS_ON.search(text):
        return None
    return Fault(item.ref("value"), f"“{shortened(text.strip())}”写到了预算年度以后。")


_SUMMARY = words("leftovers.summary")
_BEFORE_NOW = re.compile("截至|截止|上年|去年|往年|近年|此前|前期|20\\d\\d年|期间|以来已|基础上")


@make_check(
    "G06",
    Severity.HINT,
    "目标写成了总结",
    scope="table",
    reason="目标是打算做到的事，写成“完成了”“取得了成效”多半是抄了上年的总结",
    source="habit_years",
    reads="goals purpose",
    wrong=[
        wrong({"goals": "1.完成了乡道路面修补12公里。"}, ["goals"]),
        wrong({"goals": "今年以来，修补乡道路面12公里。"}, ["goals"]),
    ],
    right=[
        right({"goals": "1.完成乡道路面修补12公里。"}),
        right({"goals": "1.在上年完成了30公里的基础上，再修补12公里。"}),
    ],
)
def g06(view: TableView, context: Context) -> Iterator[Fault]:
    """Goals in the words of a summary of what was done."""
    for field in ("goals",):
        text = view.text(field) if field in view.form.shown else ""
        match = _SUMMARY.search(text)
        if match is None:
            continue
        clause = re.split("[。；\\n]", text[: match.end()])[-1]
        if _BEFORE_NOW.search(clause) or _BEFORE_NOW.match(text, match.end()):
            continue
        title = field_name(view.form.layout, field)
        message = f"{title}里的“{match[0]}”是总结的说法，目标应写打算做到什么。"
        yield Fault(view.ref(field), message)


_PLACE = re.compile(
    "^(?P<place>[\u4e00-\u9fff]{2,6}?(?P<level>[市县区旗州盟]))(?P<agency>[\u4e00-\u9fff]{3,})"
)
_OFFICE = re.compile("(?:本级|机关|（本级）|（机关）)$")
_ANY_PLACE = re.compile(
    "[各全本我该省某两多每哪级上下外内邻]|自治|所辖|直属|驻|原|县级|市级|区级|以及|中央"
)


@lru_cache(maxsize=512)
def _own(unit: str) -> tuple[str, str]:
    """Return the place and the agency of a unit's name: 青河县, 交通运输局."""
    match = _PLACE.match(_OFFICE.sub("", unit.strip()))
    if match is None:
        return "", ""
    end = _AGENCIES.search(match["agency"])
    return (match["place"], match["agency"][: end.end()]) if end else ("", "")


_AGENCIES = words("leftovers.own_agencies")


@make_check(
    "G07",
    Severity.WARNING,
    "写着别的地方的单位",
    scope="table",
    once=True,
    reason="抄别处的表，地名、单位名没有改过来，一眼就看得出不是自己的",
    source="habit_years",
    reads="text unit.name",
    wrong=[
        wrong({"purpose": "用于青河市交通运输局的路面修补。"}, ["purpose"]),
        wrong({"数量指标.description": "青河市交通运输局修补的里程"}, ["数量指标.description"]),
    ],
    right=[
        right({"purpose": "用于云岭市交通运输局的路面修补。"}),
        right({"purpose": "配合省交通运输厅和各县交通运输局修补乡道。"}),
        right({"purpose": "支援云岭市青河县交通运输局。"}, note="写明了是下级"),
    ],
)
def g07(view: TableView, context: Context) -> Iterator[Fault]:
    """The same agency as the unit's, of another place of the same level."""
    place, agency = _own(view.table.unit.name)
    if not place:
        return
    for cell in view.cells:
        at = cell.text.find(agency)
        while at > 0:
            before = cell.text[max(0, at - 7) : at]
            at = cell.text.find(agency, at + 1)
            match = re.search(f"[\u4e00-\u9fff]{{{len(place) - 1}}}{place[-1]}$", before)
            if match is None or match[0] == place or _ANY_PLACE.search(match[0]):
                continue
            # a longer name may end with the own one, or the own place stand before it
            if place in before or cell.text.find(place) >= 0:
                continue
            message = f"“{match[0]}{agency}”不是本单位（{place}{agency}）。"
            yield Fault(cell.ref, message)
            break
