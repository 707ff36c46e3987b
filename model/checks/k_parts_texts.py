"""K10–K15: the texts of a whole disclosure: words, years, headings, figures, reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.checks.base import Fault, Severity, make_check
from model.checks.samples_whole import right, wrong
from model.document.blockplaces import text_ref, title_ref
from model.document.blocks import FRONT, Part
from model.document.cellref import CellRef
from model.parts.amounts import Amount, place_name
from model.parts.tables import TableView
from model.parts.view import PartsView
from model.parts.words import NUMBERED, number_of, plain

_SOURCE = "gk143"
_HABIT = "habit_parts"
_DOUBLED = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,8}[：:、，]?)(?P=word)")
_NATURAL = re.compile(r"^(?:一.|很多|好多|许多|多多)$")
_YEAR = re.compile(r"20\d\d(?=年)")
_CHANGED = re.compile(r"增|减|升|降")
_LEVEL = re.compile(r"持平|一致|相同|不变|无增减|没有增减|无变化|没有变化")
_REASON = re.compile(r"原因|由于|因为|为了|系|主要是|因")


@make_check(
    "K10",
    Severity.HINT,
    "词语重复",
    scope="parts",
    reason="同一个词连写了两遍，多半是改写时留下的",
    source=_HABIT,
    reads="parts",
    wrong=[wrong({"/text:basic": "基本支出基本支出400.00万元"}, {"#basic": "基本支出400.00万元"})],
    right=[right({"#basic": "400.00"})],
    mends="留下一遍",
)
def doubled(view: PartsView) -> Iterator[Fault]:
    """A word said twice in a row."""
    for _, block in view.texts():
        matches = [
            match for match in _DOUBLED.finditer(block.text) if not _NATURAL.match(match["word"])
        ]
        if matches:
            words = "、".join(f"“{match['word']}{match['word']}”" for match in matches)
            fixed = _DOUBLED.sub(_once, block.text)
            yield Fault(text_ref(block), f"{words}：同一个词连写了两遍。", fixed, False)


def _once(match: re.Match[str]) -> str:
    return match[0] if _NATURAL.match(match["word"]) else match["word"]


@make_check(
    "K11",
    Severity.HINT,
    "年度不符",
    scope="parts",
    reason="标题、栏目和金额前面的年度应是预算年度或它的上一年",
    source=_HABIT,
    reads="parts year",
    wrong=[wrong({"/text:expenditure": "2022年部门支出预算：430.00万元"}, ["#expenditure"])],
    right=[right({"#expenditure": "430.00"})],
)
def years(view: PartsView) -> Iterator[Fault]:
    """Years in heads, titles and before amounts that are neither the budget year nor the last."""
    year = view.year
    if year is None:
        return
    for table in view.amounts.views.values():
        yield from _column_years(table, year)
    told: set[CellRef] = set()
    for amount in view.amounts.every():
        if amount.quantity is None or amount.ref in told:
            continue
        for said in amount.quantity.years:
            if said and said not in (year, year - 1):
                told.add(amount.ref)
                yield Fault(
                    amount.ref,
                    f"{place_name(amount)}写的是 {said} 年，预算年度是 {year} 年。",
                )
                break
    for part, block in view.texts():
        if part.key == FRONT and block.kind == "title":
            for said in _YEAR.findall(block.text):
                if int(said) != year:
                    yield Fault(text_ref(block), f"标题写的是 {said} 年，预算年度是 {year} 年。")
                    break


def _column_years(table: TableView, year: int) -> Iterator[Fault]:
    for column in table.spec.columns:
        wanted = {"this": year, "last": year - 1}.get(column.year)
        col = table.head.columns.get(column.key)
        if wanted is None or col is None:
            continue
        for row in table.table.rows[table.head.first : table.head.last + 1]:
            cell = row.cell(col)
            said = _YEAR.findall(cell.text) if cell is not None else []
            if cell is not None and said and int(said[0]) != wanted:
                fix = cell.text.replace(said[0], str(wanted), 1)
                message = f"{table.spec.title}的这一栏应是 {wanted} 年，写的是 {said[0]} 年。"
                yield Fault(CellRef(table.table.id, f"cell.{col}", row.id), message, fix, False)


@make_check(
    "K12",
    Severity.HINT,
    "标题与目录不一致",
    scope="parts",
    reason="各部分的编号应连续，目录应与正文的标题相同",
    source=_HABIT,
    reads="parts",
    wrong=[wrong({"/title:operating": "第二部分：机关运行经费安排情况"}, ["/title:operating"])],
    right=[right({"/title:operating": "第三部分 机关运行经费安排情况"})],
)
def headings(view: PartsView) -> Iterator[Fault]:
    """Numbers of parts told twice or left out; contents that name other headings."""
    seen: dict[int, Part] = {}
    twice = False
    names = {plain(part.title) for part in view.parts if part.title}
    for part in view.parts:
        match = NUMBERED.fullmatch(part.title)
        if match is None:
            continue
        number = number_of(match["number"])
        if number in seen:
            other = seen[number]
            twice = True
            yield Fault(
                title_ref(part),
                f"“{part.title.strip()}”与“{other.title.strip()}”的编号相同。",
                others=(title_ref(other),),
            )
        seen.setdefault(number, part)
    if seen and not twice:
        gaps = [number for number in range(1, max(seen)) if number not in seen]
        if gaps:
            after = next(part for number, part in sorted(seen.items()) if number > gaps[0])
            said = "、".join(f"第{number}" for number in gaps)
            yield Fault(title_ref(after), f"各部分的编号不连续，缺{said}部分。")
    for _, block in view.texts():
        if block.kind == "contents":
            line = plain(re.sub(r"[.…·．\-—_\s]{2,}\d*\s*$|\s\d+$", "", block.text))
            if line not in names:
                yield Fault(text_ref(block), f"目录里的“{block.text.strip()}”正文没有这个标题。")
        for _, entry in block.contents:
            if plain(entry) != plain(block.text):
                message = f"目录项“{entry}”与标题“{block.text.strip()}”不同。"
                yield Fault(text_ref(block), message)


@make_check(
    "K13",
    Severity.ERROR,
    "金额写得不是数",
    scope="parts",
    reason="两个小数点、错位的逗号都读不出数，勾稽关系也无法核对",
    source=_HABIT,
    reads="parts",
    wrong=[wrong({"#basic.staff": "38.0.00"}, ["#basic.staff"])],
    right=[right({"#basic.staff": "３８０．００"})],
)
def broken(view: PartsView) -> Iterator[Fault]:
    """Amounts that are no numbers, and rows whose figures belong to no one column."""
    unclear: dict[tuple[str, str], Amount] = {}
    for amount in view.amounts.every():
        if amount.unclear:
            unclear.setdefault((amount.ref.table, amount.ref.indicator), amount)
        elif amount.broken:
            yield Fault(amount.ref, f"{place_name(amount)}“{amount.text}”不是一个数。")
    for amount in unclear.values():
        yield Fault(
            amount.ref,
            f"{amount.table}“{amount.row}”这一行的格数与表头不同，看不出各数是哪一栏的，"
            "这一行的金额没有核对。请对照原文件，把各数填到自己的栏里。",
        )


@make_check(
    "K14",
    Severity.ERROR,
    "金额没有填",
    scope="parts",
    reason="这句话里应有一个金额，现在没有",
    source=_SOURCE,
    reads="parts",
    wrong=[wrong({"#project.own": "＿＿＿"}, ["#project.own"])],
    right=[right({"#project.own": "30.00"})],
)
def unfilled(view: PartsView) -> Iterator[Fault]:
    """Sentences whose amount is a blank, or gone."""
    gaps: dict[CellRef, list[Amount]] = {}
    for amount in view.amounts.every():
        if amount.quantity is not None and amount.value is None and not amount.broken:
            gaps.setdefault(amount.ref, []).append(amount)
    for ref, held in gaps.items():
        titles = "、".join(dict.fromkeys(amount.title for amount in held))
        yield Fault(ref, f"{titles}没有填金额。")
    for name, part in view.amounts.missing:
        title = view.amounts.titles[name]
        message = f"“{part.title.strip()}”里没有找到{title}，与它有关的勾稽关系没有核对。"
        yield Fault(title_ref(part), message, severity=Severity.HINT)


@make_check(
    "K15",
    Severity.WARNING,
    "增减没有写原因，或增减为零",
    scope="parts",
    reason="有增减就要说明原因；增加或减少 0 应写成持平",
    source=_SOURCE,
    reads="parts",
    wrong=[
        wrong({"#sangong.running.reason": ""}, ["#sangong.running.reason"]),
        wrong({"#change.basic": "增加0.00"}, ["#change.basic"]),
    ],
    right=[
        right({"#sangong.abroad.reason": ""}),
        right({"/text:change.basic": "基本支出较上年增加0.00万元，与上年持平。"}),
    ],
)
def reasons(view: PartsView) -> Iterator[Fault]:
    """Changes without a reason, and changes of nothing."""
    # a change that is wrong is told as such
    told_of = {
        amount.name
        for cause in view.causes
        for relation in cause.relations
        for amount in relation.amounts
    }
    for table in view.amounts.views.values():
        for line in table.lines:
            ref = table.ref(line.row, "reason")
            change = view.amounts.first(f"{table.spec.key}.{line.key}.change")
            if ref is None or change is None or not change.value or change.name in told_of:
                continue
            if not table.text(line.row, "reason").strip():
                yield Fault(
                    ref, f"{change.title}是 {change.shown}，没有写原因。", others=(change.ref,)
                )
    told: dict[CellRef, list[Amount]] = {}
    for amount in view.amounts.every():
        if amount.kind == "change" and amount.quantity is not None and amount.value:
            told.setdefault(amount.ref, []).append(amount)
        elif amount.kind == "change" and amount.quantity is not None and amount.value == 0:
            yield from _of_nothing(view, amount)
    for ref, held in told.items():
        if not _REASON.search(view.text(ref)):
            titles = "、".join(amount.title for amount in held)
            yield Fault(ref, f"{titles}没有写原因。")


def _of_nothing(view: PartsView, amount: Amount) -> Iterator[Fault]:
    """Yield an increase or decrease of nothing, unless its sentence says that all is as before."""
    text = view.text(amount.ref)
    written = text[amount.start : amount.end]
    if _CHANGED.search(written) and not _LEVEL.search(text[amount.end :].partition("。")[0]):
        yield Fault(amount.ref, f"{amount.title}写的是“{written}”，增减为零应写成“与上年持平”。")
