"""The named amounts of a disclosure are found: in tables by rows and columns, in texts by words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model.document.blockplaces import text_ref
from model.document.blocks import Part, PartRow, PartTable, PartText
from model.document.cellref import CellRef
from model.document.disclosure import Disclosure, get_field
from model.layout.publication import AmountSpec, ColumnKind, Publication
from model.parts.amounts import Amount, Amounts, cell_title, column_name, money
from model.parts.counts import count_words, counts_in
from model.parts.sentences import (
    LEVEL,
    Quantity,
    change_value,
    core,
    number_at,
    quantities,
)
from model.parts.tables import AMOUNT_KINDS, TableView
from model.parts.titles import table_titles
from model.parts.words import plain
from model.quantities.amounts import WIDE, amount_value

_NOTHING = re.compile(r"[-—－–/\\\s]*")
_FIGURE = re.compile(r"[\d,.]*")
_PARTS_OF = re.compile(r"\s*(?:其中|包括|分别|具体)")
_SHORT = 2
"""Words so short are a name only where nothing stands before them."""
_HOLE = re.compile(r"\{([\w.]+)\}")
_NONE_SAID = re.compile(r"没有|无(?!锡)|未安排|不涉及|不适用|不存在")


class _Words:
    """The words by which the amounts of one part are found."""

    def __init__(self, publication: Publication, part: str) -> None:
        self.known: list[tuple[str, AmountSpec, list[str]]] = []
        self.counts = count_words(publication, part)
        self._found: dict[tuple[object, ...], tuple[str, AmountSpec] | None] = {}
        templates = _templates(publication, part)
        for name, spec in publication.amounts.items():
            own = templates.get(name)
            if own is None and spec.part != part:
                continue
            if spec.part and spec.part != part:
                continue
            if spec.kind == "count":
                continue
            words = [core(word) for word in (*(own or ()), spec.title, *spec.words)]
            self.known.append((name, spec, [word for word in dict.fromkeys(words) if word]))

    def of(self, name: str) -> list[str]:
        """Return the words of an amount."""
        return next((words for one, _, words in self.known if one == name), [])

    def find(
        self, found: Quantity, heading: str, year: int | None
    ) -> tuple[str, AmountSpec] | None:
        """Return the name of a number in a sentence of this part."""
        key = (
            *(found.label, found.direction is None, found.number is None),
            *(found.compared, found.years, heading, year),
        )
        if key not in self._found:
            self._found[key] = self._find(found, heading, year)
        return self._found[key]

    def _find(
        self, found: Quantity, heading: str, year: int | None
    ) -> tuple[str, AmountSpec] | None:
        past = 0 in found.years or (year is not None and year - 1 in found.years)
        label = found.label
        changed = found.direction is not None or (found.number is None and found.compared)
        best: tuple[tuple[int, ...], str, AmountSpec] | None = None
        for name, spec, words in self.known:
            if (spec.kind == "change") != (found.direction is not None) and not (
                spec.kind == "change" and found.number is None
            ):
                continue
            if spec.year == "last" and not past:
                continue
            for word in (*words, *_fitting(spec, label)):
                if label != word and not (len(word) > _SHORT and label.endswith(word)):
                    continue
                # 房屋…其他收入 is none of 收入: a short word only where it is the whole label
                under = not spec.under or spec.under in heading
                if spec.under and heading and not under:
                    continue
                score = (
                    int((spec.kind == "change") == changed),
                    int(past and spec.year == "last"),
                    int(label == word),
                    len(word),
                    under,
                )
                if best is None or score > best[0]:
                    best = (score, name, spec)
        return (best[1], best[2]) if best else None


def _goes_on(text: str, place: int) -> bool:
    """Tell whether the sentence around a place goes on with the parts of the one before it."""
    begin = max(text.rfind(mark, 0, place) for mark in "。\n") + 1
    return _PARTS_OF.match(text, begin) is not None


def _fitting(spec: AmountSpec, label: str) -> list[str]:
    """Return the end of a label that fits one of an amount's patterns."""
    found = (re.search(one, label) for one in spec.like if label)
    return [label[match.start() :] for match in found if match is not None]


def _templates(publication: Publication, part: str) -> dict[str, list[str]]:
    """Return name → the words before it in the texts a new part is made with."""
    spec = publication.part(part)
    found: dict[str, list[str]] = {}
    for block in spec.blocks if spec else ():
        text = re.sub(r"\{(?:year|last|department|code)\}", "", block.text)
        sample = _HOLE.sub("0.00", text)
        names = []
        for hole in _HOLE.finditer(text):
            amount = publication.amounts.get(hole[1])
            if amount is not None and amount.kind == "count":
                found.setdefault(hole[1], [])
            else:
                names.append(hole[1])
        numbers = quantities(sample)
        for name, number in zip(names, numbers, strict=len(names) == len(numbers)):
            found.setdefault(name, []).append(number.label)
    return found


class Finder:
    """Finds the named amounts of a disclosure; what a text or table gave is kept until it changes.

    Args:
        publication: whose amounts.
    """

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self._words = {part.key: _Words(publication, part.key) for part in publication.parts}
        self._tables: dict[str, tuple[object, TableView, list[Amount]]] = {}
        self._sums: tuple[Disclosure, list[tuple[str, Amount]]] | None = None
        self._titles = {name: spec.title for name, spec in publication.amounts.items()}
        self._titles |= {name: spec.title for name, spec in publication.targets.items()}
        self._said = table_titles(publication) | self._titles

    def forget_targets(self) -> None:
        """Add up the target tables anew next time: one of them is another now."""
        self._sums = None

    def find(self, disclosure: Disclosure) -> Amounts:
        """Return all named amounts as they are now."""
        found = Amounts(self._said)
        for part in disclosure.parts:
            if part.omitted:
                continue
            self._texts(part, disclosure.year, found)
            self._part_tables(part, found)
        if self._sums is None or self._sums[0] is not disclosure:
            self._sums = (disclosure, list(self._targets(disclosure)))
        for name, amount in self._sums[1]:
            found.by_name[name] = [amount]
        for name, figure in disclosure.last_amounts.items():
            if name not in found.by_name and name in self._titles:
                found.by_name[name] = [_remembered(name, self._titles[name], figure)]
        found.missing = list(self._missing(disclosure, found))
        return found

    def _texts(self, part: Part, year: int | None, found: Amounts) -> None:
        words = self._words.get(part.key)
        if words is None:
            return
        heading = carried = ""
        for block in part.blocks:
            if not isinstance(block, PartText) or block.kind == "heading":
                heading = block.text if isinstance(block, PartText) else heading
                carried = ""
                continue
            self._counts(words, block, part, heading, found)
            # parts may follow in paragraphs of their own: 其中：
            items, sentence = carried, 0 if carried else -1
            for number in quantities(block.text):
                known = words.find(number, heading, year)
                if items and number.sentence != sentence:
                    if _goes_on(block.text, number.start):
                        sentence = number.sentence
                    else:
                        items = ""
                if known is not None and known[0] in found.by_name:
                    # the end of a longer name says it once at most: 其他单位的项目支出
                    known = known if number.label in words.of(known[0]) else None
                if known is None:
                    if items and number.direction is None and number.label:
                        start = "inner" if number.inner else items
                        name = f"{start}.{number.label}"
                        found.add(self._amount(name, number.label, number, block, part))
                    continue
                name, spec = known
                if spec.items:
                    items, sentence = spec.items, number.sentence
                elif items and spec.kind == "amount" and not name.startswith(f"{items}."):
                    # another amount with its own parts follows in the same sentence
                    items = ""
                found.add(self._amount(name, spec, number, block, part))

            opened = items and block.text.rstrip().endswith(("：", ":"))
            goes_on = carried and items == carried and quantities(block.text)
            carried = items if opened or goes_on else ""

    def _counts(
        self, words: _Words, block: PartText, part: Part, heading: str, found: Amounts
    ) -> None:
        """Find the numbers of things a text tells."""
        for one in counts_in(words.counts, block.text, heading):
            number = number_at(block.text, one.start, one.end)
            spec = AmountSpec(title=one.title, kind="count")
            found.add(self._amount(one.name, spec, number, block, part))

    def _amount(
        self,
        name: str,
        spec: AmountSpec | str,
        number: Quantity,
        block: PartText,
        part: Part,
    ) -> Amount:
        title, kind = (spec, "amount") if isinstance(spec, str) else (spec.title, spec.kind)
        kind = "number" if kind == "count" else kind
        blank = number.blank and number.text not in LEVEL
        return Amount(
            name,
            title,
            text_ref(block),
            "" if blank else number.text,
            number.value(self.publication.unit),
            number.start,
            number.end,
            number.unit or self.publication.unit,
            part.title.strip(),
            number,
            kind,
        )

    def _part_tables(self, part: Part, found: Amounts) -> None:
        around: list[str] = []
        for block in part.blocks:
            if isinstance(block, PartText):
                around = [*around[-3:], block.text]
                continue
            spec = self.publication.table(block.key) if isinstance(block, PartTable) else None
            if spec is None or not isinstance(block, PartTable):
                continue
            state = (
                tuple(around),
                tuple((row.id, tuple((c.col, c.text) for c in row.cells)) for row in block.rows),
            )
            held = self._tables.get(block.id)
            if held is None or held[0] != state or held[1].table is not block:
                view = TableView(block, spec, around)
                held = (state, view, list(_table_amounts(view, part)))
                self._tables[block.id] = held
            found.views[block.id] = held[1]
            for amount in held[2]:
                found.add(amount)

    def _targets(self, disclosure: Disclosure) -> Iterator[tuple[str, Amount]]:
        """Yield the sums over the target tables."""
        if not disclosure.projects:
            return
        for name, spec in self.publication.targets.items():
            chosen = [
                table
                for table in disclosure.projects
                if not spec.like or re.search(spec.like, table.name)
            ]
            total: Decimal | None = Decimal(0)
            for table in chosen:
                value = Decimal(1) if spec.count else amount_value(get_field(table, spec.field))
                if value is None and get_field(table, spec.field).strip():
                    total = None
                elif value is not None and total is not None:
                    total = WIDE.add(total, value)
            refs = [CellRef(table.id, spec.field) for table in chosen or disclosure.projects]
            shown = "" if total is None else str(total) if spec.count else money(total)
            yield (
                name,
                Amount(
                    name,
                    f"{spec.title}（{len(chosen)} 张表）",
                    refs[0],
                    shown,
                    total,
                    unit="" if spec.count else "万元",
                    kind="targets",
                    refs=tuple(refs[1:]),
                ),
            )

    def _missing(self, disclosure: Disclosure, found: Amounts) -> Iterator[tuple[str, Part]]:
        there = {part.key: part for part in disclosure.parts if not part.omitted}
        for part in self.publication.parts:
            held = there.get(part.key)
            if held is None or not any(True for _ in held.texts()):
                continue
            if any(_NONE_SAID.search(text.text) for text in held.texts() if len(text.text) < 60):
                continue
            own = _templates(self.publication, part.key)
            for name, spec in self.publication.amounts.items():
                if spec.required and name in own and name not in found.by_name:
                    yield name, held


def table_amounts(view: TableView, part: Part) -> list[Amount]:
    """Return the named amounts of one known table of a part."""
    return list(_table_amounts(view, part))


def _remembered(name: str, title: str, figure: str) -> Amount:
    """Return an amount of last year that is kept, but written nowhere."""
    return Amount(name, title, CellRef(), figure, amount_value(figure), kind="remembered")


def _table_amounts(view: TableView, part: Part) -> Iterator[Amount]:
    columns = [spec for spec in view.spec.columns if spec.kind in AMOUNT_KINDS]
    for line in view.lines:
        key = line.key or f"row{line.place}"
        unclear = view.unclear(line.row)
        for column in columns:
            label = _row_name(view, line.row, column)
            cell = view.cell(line.row, column.key)
            ref = view.ref(line.row, column.key)
            if cell is None or ref is None:
                continue
            text = cell.text.strip()
            nothing = _NOTHING.fullmatch(text) is not None
            yield Amount(
                f"{view.spec.key}.{key}.{column.key}",
                cell_title(view.spec.title, label, over := column_name(view, column.key)),
                ref,
                "" if nothing else text,
                None if nothing or unclear else _value(text, column, view.unit),
                0,
                len(cell.text),
                view.unit if column.kind != "number" else "万元",
                part.title.strip(),
                None,
                {"money": "amount"}.get(column.kind, column.kind),
                table=view.spec.title,
                row=label,
                column=over,
                unclear=unclear and not nothing,
            )


def _row_name(view: TableView, row: PartRow, column: ColumnKind) -> str:
    """Return what a row is called where a column is spoken of; empty where figures alone are."""
    label = column.row_label or view.spec.label or view.spec.columns[0].key
    name = plain(view.label(row, label))[:20]
    return "" if _FIGURE.fullmatch(name) else name


def _value(text: str, column: ColumnKind, unit: str) -> Decimal | None:
    if column.kind == "change":
        return change_value(text, unit)
    return amount_value(text, unit if column.kind == "money" else "万元")
