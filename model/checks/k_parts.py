"""K06–K09: the tables of a whole disclosure: empty, shifted, with gaps, of other units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.basics.language import words
from model.checks.base import Fault, Severity, make_check
from model.checks.samples_whole import right, wrong
from model.document.blockplaces import text_ref
from model.document.blocks import Part, PartTable, PartText
from model.document.cellref import CellRef
from model.parts.placing import named_spec
from model.parts.sentences import quantities
from model.parts.shifts import shifted_rows
from model.parts.tables import TableView
from model.parts.view import PartsView
from model.parts.words import plain

_SOURCE = "gk143"
_HABIT = "habit_parts"


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
    """Return the texts a table's note may stand in.

    They follow the table or the line that names it, up to the next table or its name. A part
    with but one table that may be empty may say so before it, too.
    """
    others = (
        one
        for one in part.tables()
        if one.id != table.table.id and (other := view.amounts.views.get(one.id)) is not None
        if other.spec.empty_note
    )
    owners = {table.spec.key} if any(True for _ in others) else {table.spec.key, ""}
    owner = ""
    found = []
    for block in part.blocks:
        if isinstance(block, PartTable):
            owner = table.spec.key if block.id == table.table.id else block.key or block.id
        elif isinstance(block, PartText):
            named = named_spec(block.text, view.publication, part.key)
            owner = named.key if named is not None else "" if block.kind == "heading" else owner
            if owner in owners:
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
        elif not table.nothing and (said := [ref for ref in notes if not _is_condition(view, ref)]):
            yield Fault(said[0], f"{title}里有数，却注明是空表。", others=(*said[1:], at))


def _is_condition(view: PartsView, ref: CellRef) -> bool:
    """Tell whether a note says what is done where there is nothing: 如无此项，空表列示."""
    return words("parts.if").search(view.text(ref)) is not None


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
        ),
        wrong(
            {
                "#units.row1.number": "",
                "#units.row1.name": "1",
                "#units.row1.nature": "云岭市交通运输局本级",
                "#units.row1.rank": "行政",
                "#units.row1.security": "正处级",
            },
            {"#units.row1.number": "1"},
            note="错到右边",
        ),
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
        place = f"“{rows[0].first}”" if rows[0].first else "空的，行号在后一栏"
        yield Fault(
            first[0],
            f"{table.spec.title}第 {labels} 行整体错了一栏：“{heads[0].label}”里是{place}，"
            "后面各栏的内容都落在别的栏目下面。",
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
