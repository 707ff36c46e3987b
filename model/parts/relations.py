"""Relations between named amounts: what holds, what fails, what cannot be judged.

The publication says them as data; here they become one shape, `model.parts.relation.Relation`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from msgspec import Struct, structs

from model.document.blocks import Part
from model.document.cellref import CellRef
from model.layout.publication import ANY_ROW, ColumnSumSpec, Publication, RelationSpec, SeriesSpec
from model.parts.amount_finder import table_amounts
from model.parts.amounts import Amount, Amounts, cell_title, refs_of
from model.parts.formula import Checked
from model.parts.groups import above, code_of, groups, highest
from model.parts.relation import ACROSS_UNITS, NO_ROWS, Relation, Term
from model.parts.tables import Line, TableView
from model.quantities.amounts import MONEY_UNITS

Texts = Callable[[CellRef], str]
"""Gives the text of a cell."""


def relations_of(publication: Publication, amounts: Amounts, text_of: Texts) -> list[Relation]:
    """Return every relation of a publication between the amounts there are.

    Args:
        publication: whose relations.
        amounts: the named amounts.
        text_of: gives a cell's text, for relations that hold only where the text says so.
    """
    made = [_relation(spec, amounts, text_of) for spec in publication.relations]
    found = [relation for relation in made if relation is not None]
    views = {view.spec.key: view for view in amounts.views.values()}
    for series in publication.each_row:
        if series.table in views:
            found += _series(series, views[series.table], amounts)
    for total in publication.totals:
        if total.table in views:
            found += _totals(total, views[total.table], amounts)
    found += _told_twice(amounts)
    return found


def _relation(spec: RelationSpec, amounts: Amounts, text_of: Texts) -> Relation | None:
    lacks: list[str] = []
    if spec.when or spec.unless:
        first = amounts.first(spec.left[0])
        if first is None:
            return None
        text = _sentence(text_of(first.ref), first)
        if (spec.when and not re.search(spec.when, text)) or (
            spec.unless and re.search(spec.unless, text)
        ):
            return None
    left = list(_terms(spec.left, amounts, spec.absent, lacks))
    taken = {term.amount.name for term in left}
    names_right = spec.right
    if spec.instead and not all(map(amounts.first, spec.right)):
        names_right = spec.instead
    right = [
        term
        for term in _terms(names_right, amounts, spec.absent, lacks)
        if term.amount.name not in taken
    ]
    for names, side in ((spec.left, left), (names_right, right)):
        if not side and not lacks:
            lacks += [_title(name, amounts) for name in names]
    return _made(spec, spec.id, spec.title, _Sides(left, right, lacks), spec.mend)


def _sentence(text: str, amount: Amount) -> str:
    """Return the sentence of a text an amount stands in."""
    begin = max(text.rfind(mark, 0, amount.start) for mark in "。\n") + 1
    ends = [at for mark in "。\n" if (at := text.find(mark, amount.end)) >= 0]
    return text[begin : min(ends, default=len(text))]


def _terms(
    names: tuple[str, ...], amounts: Amounts, absent: tuple[str, ...], lacks: list[str]
) -> Iterator[Term]:
    for one in names:
        sign, name = (-1, one[1:]) if one.startswith("-") else (1, one)
        places = _places(name, amounts)
        if not places and one not in absent and name not in absent:
            lacks.append(_title(name, amounts))
        for place in places:
            if place.value is None and (place.broken or name not in absent):
                lacks.append(place.title)
            yield Term(place, sign)


def _places(name: str, amounts: Amounts) -> list[Amount]:
    if name.endswith("*"):
        return amounts.starting(name[:-1])
    table, _, rest = name.partition(".")
    row, _, column = rest.rpartition(".")
    if row == "sum":
        return _sum_places(table, column, amounts)
    first = amounts.first(name)
    return [first] if first is not None else []


def _sum_places(table: str, column: str, amounts: Amounts) -> list[Amount]:
    """Return what a table's column comes to: its total, else its subtotals, else its rows."""
    view = next((one for one in amounts.views.values() if one.spec.key == table), None)
    if view is None:
        return []
    groups: dict[str, list[Amount]] = {"total": [], "subtotal": [], "": []}
    coded = [(line, code) for line in view.lines if (code := code_of(view, line))]
    inner = {line.place for line, code in coded if above(code, coded)}
    for line in view.lines:
        if line.place in inner:
            # what stands above it has it in
            continue
        place = amounts.first(f"{table}.{line.key or f'row{line.place}'}.{column}")
        if place is not None:
            key = line.spec.key if line.spec is not None else ""
            groups[key if key in groups else ""].append(place)
    for group in ("total", "subtotal", ""):
        filled = [place for place in groups[group] if place.value is not None or place.broken]
        if filled:
            return filled
    # an empty table comes to nothing
    every = [place for places in groups.values() for place in places]
    if every and view.empty:
        return [_nothing(every[0])]
    # nor does a column nothing stands in, where its relation says so
    return groups["total"][:1]


def _nothing(place: Amount) -> Amount:
    return structs.replace(place, text="", value=Decimal(0), kind="empty")


def _title(name: str, amounts: Amounts) -> str:
    found = amounts.titles.get(name.removesuffix(".*").removeprefix("-"), NO_ROWS)
    if name.endswith(".*"):
        return f"“{found}”后面的各项"
    return found if "“" in found or found == NO_ROWS else f"“{found}”"


class _Sides(Struct):
    """Both sides of a relation as they are gathered, and what is missing of them."""

    left: list[Term]
    right: list[Term]
    lacks: list[str]


def _made(
    spec: RelationSpec | SeriesSpec, name: str, title: str, sides: _Sides, mend: Iterable[str]
) -> Relation:
    lacks = sides.lacks
    if not sides.left or not sides.right:
        lacks = lacks or ["数据"]
    terms = [*sides.left, *sides.right]
    tolerance = _tolerance(Decimal(spec.tolerance), [term.amount for term in terms])
    return Relation(
        name,
        title,
        spec.kind,
        tuple(sides.left),
        tuple(sides.right),
        spec.op,
        tolerance,
        spec.severity,
        spec.words,
        frozenset(mend),
        tuple(dict.fromkeys(lacks)),
    )


def _tolerance(said: Decimal, amounts: Iterable[Amount]) -> Decimal:
    """Return a tolerance in 万元: as said in the amounts' own unit, and more across units."""
    units = {one.unit for one in amounts if one.kind not in ("number", "empty") and one.unit}
    if len(units) == 1:
        return said * MONEY_UNITS[units.pop()]
    return max(said, ACROSS_UNITS) if units else said


def _row_key(line: Line) -> str:
    return line.key or f"row{line.place}"


def _series(spec: SeriesSpec, view: TableView, amounts: Amounts) -> Iterator[Relation]:
    """Yield a relation for each row of a table that holds what it is about."""
    for line in view.lines:
        start = f"{spec.table}.{_row_key(line)}."
        lacks: list[str] = []
        left = list(_terms(_prefixed(spec.left, start), amounts, (), lacks))
        right = list(_terms(_prefixed(spec.right, start), amounts, (), lacks))
        filled = [term for term in (*left, *right) if term.amount.value is not None]
        if not filled:
            continue
        if spec.kind == "sum":
            # an empty cell among others adds nothing; an empty total says nothing
            right = [term for term in right if term.amount.value is not None]
            lacks = [term.amount.title for term in left if term.amount.value is None]
            if not right:
                lacks.append("各项")
        mend = [start + key for key in spec.mend]
        label = filled[0].amount.row
        title = f"{spec.title}（{label}）" if label else spec.title
        sides = _Sides(left, right, lacks)
        yield _made(spec, f"{spec.id}.{_row_key(line)}", title, sides, mend)


def _prefixed(keys: tuple[str, ...], start: str) -> tuple[str, ...]:
    return tuple(f"-{start}{key[1:]}" if key.startswith("-") else start + key for key in keys)


def _totals(spec: ColumnSumSpec, view: TableView, amounts: Amounts) -> Iterator[Relation]:
    """Yield a relation for each total and each column of amounts."""
    columns = [
        column
        for column in view.spec.columns
        if column.kind in ("money", "change") and (not spec.columns or column.key in spec.columns)
    ]
    for total, every in groups(spec, view):
        for column in columns:
            rows = highest(view, every, column) if ANY_ROW in spec.rows else every
            whole = amounts.first(f"{view.spec.key}.{_row_key(total)}.{column.key}")
            places = [
                place
                for line in rows
                if (place := amounts.first(f"{view.spec.key}.{_row_key(line)}.{column.key}"))
            ]
            if whole is not None:
                label = f"（{cell_title('', whole.row, whole.column)}）"
                relation = _total(spec, whole, places, label)
                if relation is not None:
                    yield relation


def totals_in(publication: Publication, view: TableView, part: Part) -> list[Relation]:
    """Return the relations of one table's totals to its rows."""
    amounts = Amounts({})
    for amount in table_amounts(view, part):
        amounts.add(amount)
    specs = [spec for spec in publication.totals if spec.table == view.spec.key]
    return [relation for spec in specs for relation in _totals(spec, view, amounts)]


def _total(spec: ColumnSumSpec, whole: Amount, places: list[Amount], label: str) -> Relation | None:
    filled = [place for place in places if place.value is not None]
    if not filled and whole.value is None:
        return None
    broken = [place.title for place in places if place.broken]
    lacks = [*broken, *([] if whole.value is not None else [whole.title])]
    if not filled:
        lacks.append(NO_ROWS)
    return Relation(
        f"{spec.id}.{whole.name}",
        spec.title + label,
        "sum",
        (Term(whole),),
        tuple(Term(place) for place in filled),
        tolerance=_tolerance(Decimal(spec.tolerance), [whole, *filled]),
        severity=spec.severity,
        mend=frozenset([whole.name]) if spec.mend else frozenset(),
        lacks=tuple(lacks),
    )


def _told_twice(amounts: Amounts) -> Iterator[Relation]:
    """Yield that an amount told again is the same."""
    for name, places in amounts.by_name.items():
        if len(places) < 2 or places[0].kind == "targets":
            continue
        for number, place in enumerate(places[1:], 2):
            if place.quantity is None or 0 in place.quantity.years:
                continue
            again = structs.replace(
                place,
                name=f"{name}#{number}",
                title=f"又一处“{place.quantity.said or place.title}”",
            )
            lacks = [one.title for one in (places[0], place) if one.value is None]
            yield Relation(
                f"again.{name}.{number}",
                f"两处写的“{place.title}”相同",
                "equal",
                (Term(places[0]),),
                (Term(again),),
                lacks=tuple(lacks),
            )


def checked(relations: Iterable[Relation]) -> list[Checked]:
    """Return the list of what was checked: what holds, what fails, what cannot be judged."""
    return [Checked(relation, relation.state()) for relation in relations]


def refs_in(relation: Relation) -> tuple[CellRef, ...]:
    """Return the cells a relation is about, those of its left side first."""
    return refs_of(relation.amounts)
