"""K06–K15: the parts of a whole disclosure themselves: tables, notes, names, years, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.checks.base import Fault, Severity, make_check
from model.checks.samples_whole import right, wrong
from model.document.blockplaces import text_ref, title_ref
from model.document.blocks import FRONT, Part, PartText
from model.document.cellref import CellRef
from model.parts.amounts import Amount, place_name
from model.parts.sentences import quantities
from model.parts.shifts import shifted_rows
from model.parts.tables import TableView
from model.parts.view import PartsView
from model.parts.words import NUMBERED, number_of, plain

_SOURCE = "gk143"
_HABIT = "habit_parts"
_DOUBLED = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,8}[：:、，]?)(?P=word)")
_NATURAL = re.compile(r"^(?:一.|很多|好多|许多|多多)$")
_YEAR = re.compile(r"20\d\d(?=年)")
_REASON = re.compile(r"原因|由于|因为|为了|系|主要是|因")


def _body_ref(view: TableView) -> CellRef | None:
    """Return the first cell under a table's head."""
    for line in view.lines:
        for cell in line.row.cells:
            return CellRef(view.table.id, f"cell.{cell.col}", line.row.id)
    return None


def _notes(view: PartsView, table: TableView, part: Part) -> list[CellRef]:
    """Return where a table is said to be empty: beside it or in it."""
    like = re.compile(table.spec.empty_note)
    found = [
        text_ref(text)
        for text in _near(view, table, part)
        if like.search(text.text) and not any(one.number for one in quantities(text.text))
    ]
    found += [
        CellRef(table.table.id, f"cell.{cell.col}", line.row.id)
        for line in table.lines
        for cell in line.row.cells
        if like.search(cell.text)
    ]
    return found


def _near(view: PartsView, table: TableView, part: Part) -> list[PartText]:
    """Return the texts a table's note may stand in: behind it, or anywhere in a part of one."""
    noted = [
        one
        for one in part.tables()
        if (other := view.amounts.views.get(one.id)) is not None and other.spec.empty_note
    ]
    if len(noted) == 1:
        return list(part.texts())
    place = next(at for at, block in enumerate(part.blocks) if block.id == table.table.id)
    found = []
    for block in part.blocks[place + 1 :]:
        if not isinstance(block, PartText):
            break
        found.append(block)
    return found


@make_check(
    "K06",
    Severity.WARNING,
    "空表没有注明，或有数的表注明是空表",
    scope="parts",
    reason="没有数的表也要公开，并注明空表列示；有数的表不能这样注明",
    source=_SOURCE,
    reads="parts",
    wrong=[
        wrong(
            {
                "#purchases.subtotal.1.total": "",
                "#purchases.subtotal.1.general": "",
                "#purchases.row4.total": "",
                "#purchases.row4.general": "",
                "#purchase": "0.00",
                "#assets.planned": "0.00",
            },
            ["#purchases.subtotal.1.project"],
        )
    ],
    right=[right({"#purchase": "20.00"})],
)
def empty_tables(view: PartsView) -> Iterator[Fault]:
    """An empty table without its note, or a filled one with it."""
    for part, _, table in view.tables():
        if table is None or not table.spec.empty_note or not table.head.columns:
            continue
        notes = _notes(view, table, part)
        title = table.spec.title
        at = _body_ref(table) or CellRef(table.table.id, "cell.0", table.table.rows[0].id)
        if table.empty and not notes:
            yield Fault(at, f"{title}里没有数，也没有注明空表列示。")
        elif not table.empty and notes:
            others = (*notes[1:], at)
            yield Fault(notes[0], f"{title}里有数，却注明是空表。", others=others)


@make_check(
    "K07",
    Severity.ERROR,
    "表格错列",
    scope="parts",
    reason="一行的各格整体错开了一栏，每一格都落在别的栏目下面",
    source=_HABIT,
    reads="parts",
    wrong=[
        wrong(
            {
                "#units.row1.number": "云岭市交通运输局本级",
                "#units.row1.name": "行政",
                "#units.row1.nature": "正处级",
                "#units.row1.rank": "财政拨款",
                "#units.row1.security": "云岭市交通运输局本级",
            },
            {"#units.row1.number": "1"},
        )
    ],
    right=[right({"#units.row1.number": ""})],
    mends="各格移回自己的栏目，重新编序号",
)
def shifted(view: PartsView) -> Iterator[Fault]:
    """Rows whose cells stand one column beside their own."""
    for _, _, table in view.tables():
        rows = shifted_rows(table) if table is not None else []
        if table is None or not rows:
            continue
        texts = [pair for row in rows for pair in row.texts]
        first, *rest = texts
        labels = "、".join(str(row.number) for row in rows)
        heads = table.spec.columns
        yield Fault(
            first[0],
            f"{table.spec.title}第 {labels} 行整体错了一栏：“{heads[0].label}”里是"
            f"“{rows[0].first}”，最后一栏又写了一遍。",
            first[1],
            True,
            None,
            tuple(ref for ref, _ in rest),
            tuple(rest),
        )


@make_check(
    "K08",
    Severity.HINT,
    "表里有空白的金额",
    scope="parts",
    reason="同一张表别的行有数，空着的格看不出是 0.00 还是漏填",
    source=_HABIT,
    reads="parts",
    wrong=[wrong({"#sangong.abroad.change": ""}, ["#sangong.abroad.change"])],
    right=[right({"#sangong.abroad.change": "0.00"}), right({"#sangong.abroad.reason": ""})],
)
def blanks(view: PartsView) -> Iterator[Fault]:
    """Empty amounts in a table that has amounts."""
    for _, _, table in view.tables():
        if table is None or not table.spec.blank or table.empty:
            continue
        refs = []
        for line in table.lines:
            if not line.key:
                continue
            whole = not table.filled(line)
            for column in table.spec.columns:
                ref = table.ref(line.row, column.key)
                if column.key == table.spec.label or ref is None:
                    continue
                asked = column.kind in ("money", "change") or whole
                if asked and not table.text(line.row, column.key).strip():
                    refs.append(ref)
        if refs:
            yield Fault(
                refs[0],
                f"{table.spec.title}里有 {len(refs)} 格空着，别的格有数，请核对是 0.00 还是漏填。",
                others=tuple(refs[1:]),
            )


@make_check(
    "K09",
    Severity.HINT,
    "单位名称前后不一致",
    scope="parts",
    reason="机构表里的单位和绩效目标表里的应当是同样的名称",
    source=_HABIT,
    reads="parts",
    wrong=[wrong({"unit.name": "云岭市交通运输局公路站"}, ["unit.name"])],
    right=[right({"unit.name": "云岭市交通运输局 本级"})],
)
def units(view: PartsView) -> Iterator[Fault]:
    """Units of the target tables that the table of units does not have, or has otherwise."""
    spec = view.publication.units
    table = view.table(spec.table) if spec is not None else None
    if spec is None or table is None:
        return
    names: dict[str, CellRef] = {}
    moved = {ref: text for row in shifted_rows(table) for ref, text in row.texts}
    for line in table.lines:
        ref = table.ref(line.row, spec.column)
        text = table.text(line.row, spec.column)
        if ref is not None and (name := plain(moved.get(ref, text))):
            names.setdefault(name, ref)
    if not names:
        return
    same = [plain(end) for end in spec.same]
    bare = {_bare(name, same): (name, ref) for name, ref in names.items()}
    told: set[str] = set()
    # each name once: a thousand projects are of a few units
    by_name = {one.unit.name: one for one in reversed(view.disclosure.projects)}
    for project in reversed(by_name.values()):
        name = plain(project.unit.name)
        if not name or name in names or name in told:
            continue
        told.add(name)
        at = CellRef(project.id, "unit.name")
        other = bare.get(_bare(name, same))
        if other is not None:
            message = f"绩效目标表里叫“{project.unit.name.strip()}”，机构表里叫“{other[0]}”。"
            yield Fault(at, message, others=(other[1],))
        else:
            first = next(iter(names.values()))
            message = f"绩效目标表里的“{project.unit.name.strip()}”不在机构表里。"
            yield Fault(at, message, others=(first,))


def _bare(name: str, endings: list[str]) -> str:
    for end in endings:
        name = name.removesuffix(end)
    return name


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
    """Amounts that are no numbers."""
    for amount in view.amounts.every():
        if amount.broken:
            yield Fault(amount.ref, f"{place_name(amount)}“{amount.text}”不是一个数。")


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
    wrong=[wrong({"#sangong.running.reason": ""}, ["#sangong.running.reason"])],
    right=[right({"#sangong.abroad.reason": ""})],
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
    for ref, held in told.items():
        if not _REASON.search(view.text(ref)):
            titles = "、".join(amount.title for amount in held)
            yield Fault(ref, f"{titles}没有写原因。")
