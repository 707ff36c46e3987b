"""The parts of a whole disclosure turn their year: figures move back, sentences lose theirs.

What stood in this year's column stands in last year's; this year's is asked anew. Sentences
keep their words, each amount becomes a blank, and so do the reasons of changes. A total that
was not the sum of its rows is carried as that sum, and told.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct, field

from model.basics.identity import new_id
from model.document.blockplaces import cell_ref, find_holder, set_part_text, text_ref, title_ref
from model.document.blocks import FRONT, Part, PartTable, PartText
from model.document.cellref import CellRef
from model.document.disclosure import Disclosure
from model.layout.publication import Publication
from model.layout.publication_load import publication_of
from model.parts.amount_finder import Finder
from model.parts.amounts import Amount, money
from model.parts.counts import CountWords, count_words, counts_in
from model.parts.sentences import BLANK, quantities
from model.parts.tables import TableView
from model.parts.view import PartsView
from model.roll.prescribed import prescribed_cells

_REASON = re.compile(r"((?:主要)?原因(?:是|为|[：:]))[^。；;\n]*")
_LIMIT = re.compile(r"\s*+(?:万元|元)?\s*+(?:[（(]含[^）)]*[)）])?\s*+(?:以上|以下|及以上|以内)")
_BUDGETED = re.compile(r"20\d\d\s?年|本年|今年|上年|预算|安排")
_LEVEL = "持平"
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")


class Turned(Struct):
    """What became of the parts.

    Attributes:
        parts: the new parts.
        carried: their cells to be marked 待确认.
        last: last year's amounts that no text or table says any more, by name, in 万元.
        emptied: what was emptied → how often.
        notes: figures that were carried otherwise than printed.
    """

    parts: list[Part]
    carried: set[CellRef] = field(default_factory=set)
    last: dict[str, str] = field(default_factory=dict)
    emptied: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def other_texts(disclosure: Disclosure) -> Iterator[tuple[CellRef, str]]:
    """Yield the texts of parts whose years the clerk may refuse to move: those without amounts."""
    publication = publication_of(disclosure.publication)
    for part in disclosure.parts:
        for text in part.texts():
            if not _is_dated(part, text, publication):
                yield text_ref(text), text.text


def _is_dated(part: Part, text: PartText, publication: Publication | None) -> bool:
    """Tell whether a text is of the kind whose years are the budget year and the one before."""
    if part.key == FRONT or text.kind in ("caption", "note", "heading"):
        return True
    return publication is not None and _tells_money(part, text, publication)


def _tells_money(part: Part, text: PartText, publication: Publication) -> bool:
    """Tell whether a text says amounts of the year.

    In a part with named amounts that is every amount; in another one, also one nobody knows,
    those of a sentence that speaks of a year or of a budget: a definition's limits stay.
    """
    spec = publication.part(part.key)
    templates = "".join(block.text for block in spec.blocks) if spec is not None else ""
    found = [one for one in quantities(text.text) if one.unit]
    if any(f"{{{name}}}" in templates for name in publication.amounts):
        things = counts_in(count_words(publication, part.key), text.text)
        return bool(found) or any(True for _ in things)
    return any(
        _BUDGETED.search(_sentence(text.text, one.start)) is not None
        and _LIMIT.match(text.text[one.end :]) is None
        for one in found
    )


def _sentence(text: str, at: int) -> str:
    """Return the sentence something in a text stands in."""
    begin = max(text.rfind(mark, 0, at) for mark in "。\n") + 1
    end = min((end for mark in "。\n" if (end := text.find(mark, at)) >= 0), default=len(text))
    return text[begin:end]


def turn_parts(
    disclosure: Disclosure,
    old: int | None,
    new: int,
    texts: dict[CellRef, str],
    *,
    keep_money: bool,
) -> Turned:
    """Return the parts for another year; the disclosure is not changed.

    Args:
        disclosure: last year's.
        old: its budget year; None where nothing tells: then no year is moved.
        new: the new budget year.
        texts: new texts of cells, their years moved as the clerk wants.
        keep_money: keep every amount.
    """
    turned = Turned(copy.deepcopy(disclosure.parts))
    publication = publication_of(disclosure.publication)
    for ref, text in texts.items():
        if find_holder(turned.parts, ref) is not None:
            set_part_text(turned.parts, ref, text)
    if publication is not None:
        _Turn(disclosure, publication, turned, old, new).run(keep_money)
    _renew(turned)
    if publication is not None:
        for part in turned.parts:
            turned.carried.difference_update(prescribed_cells(part, publication))
    return turned


class _Turn:
    """Turns the parts of a known publication."""

    def __init__(
        self,
        disclosure: Disclosure,
        publication: Publication,
        turned: Turned,
        old: int | None,
        new: int,
    ) -> None:
        self.publication = publication
        self.turned = turned
        self.old, self.new = old, new
        # years moved in titles, sentences and heads, beside those the clerk was asked about
        self.dated = 0
        self.view = PartsView(disclosure, publication, Finder(publication))
        self.right = {
            cause.amount.name: cause.value
            for cause in self.view.causes
            if cause.amount is not None and cause.value is not None and cause.mendable
        }

    def run(self, keep_money: bool) -> None:
        if not keep_money:
            self._remember()
        for part in self.turned.parts:
            part.title = self._dated(part.title)
            for block in part.blocks:
                if isinstance(block, PartText):
                    self._text(part, block, keep_money)
                elif isinstance(block, PartTable):
                    self._table(block, keep_money)
        if self.dated:
            self.turned.notes.append(
                f"公开文本各部分的标题、金额句和表头里，另有 {self.dated} 处年份已改"
            )

    def _remember(self) -> None:
        """Keep last year's amounts by which changes can be worked out."""
        for relation in self.publication.relations:
            if relation.kind != "change" or len(relation.right) != 1:
                continue
            now = self.view.amounts.first(relation.left[0])
            value = self._value(now) if now is not None else None
            if now is not None and value is not None:
                self.turned.last[relation.right[0]] = money(value)

    def _value(self, amount: Amount) -> Decimal | None:
        """Return an amount's figure; where it was wrong beyond doubt, what it must have been."""
        right = self.right.get(amount.name)
        if right is None or right == amount.value:
            return amount.value
        line = f"{amount.title}印的是 {amount.shown}，与其他数不符，上年数按 {money(right)} 记"
        if line not in self.turned.notes:
            self.turned.notes.append(line)
        return right

    def _dated(self, text: str) -> str:
        """Return a text with the budget year and the one before it moved."""
        if self.old is None:
            return text
        old, step = self.old, self.new - self.old

        def moved(match: re.Match[str]) -> str:
            year = int(match[0])
            if year not in (old, old - 1):
                return match[0]
            self.dated += 1
            return str(year + step)

        return _YEAR.sub(moved, text)

    def _text(self, part: Part, block: PartText, keep_money: bool) -> None:
        if _tells_money(part, block, self.publication) and not keep_money:
            words = count_words(self.publication, part.key)
            block.text, things = _without_counts(block.text, words)
            block.text, count = without_amounts(block.text)
            if count := count + things:
                self._emptied("文字里的金额", count)
        if _is_dated(part, block, self.publication) or BLANK in block.text:
            block.text = self._dated(block.text)
            block.contents = [(name, self._dated(entry)) for name, entry in block.contents]

    def _table(self, block: PartTable, keep_money: bool) -> None:
        spec = self.publication.table(block.key)
        if spec is None:
            return
        view = TableView(block, spec)
        for row in block.rows[: view.head.last + 1]:
            for cell in row.cells:
                cell.text = self._dated(cell.text)
        if not keep_money:
            years = {column.year: column.key for column in spec.columns if column.year}
            if "this" in years and "last" in years:
                self._move_back(view, years["this"], years["last"])
            else:
                self._empty(view)

    def _move_back(self, view: TableView, this: str, last: str) -> None:
        """Move this year's figures into last year's column; what compares them is emptied."""
        sums = self._sums(view, this)
        for line in view.lines:
            now, before = view.cell(line.row, this), view.cell(line.row, last)
            if now is None or before is None:
                continue
            before.text = sums.get(line.key, now.text)
            if now.text.strip():
                self._emptied("表里的今年数", 1)
            now.text = ""
            for column in view.spec.columns:
                cell = view.cell(line.row, column.key)
                if cell is not None and (column.kind == "change" or column.key == "reason"):
                    cell.text = ""

    def _sums(self, view: TableView, this: str) -> dict[str, str]:
        """Return the totals of a column that are not the sums they should be: row → the sum."""
        found: dict[str, str] = {}
        for relation in self.view.relations:
            whole = relation.left[0].amount if relation.left else None
            if whole is None or relation.state() != "fails" or relation.kind != "sum":
                continue
            table, _, rest = whole.name.partition(".")
            row, _, column = rest.rpartition(".")
            if (table, column) == (view.spec.key, this):
                found[row] = money(relation.sums()[1])
                self.turned.notes.append(
                    f"{whole.title}印的是 {whole.shown}，上年数按各项之和 {found[row]} 记"
                )
        return found

    def _empty(self, view: TableView) -> None:
        for line in view.lines:
            for column in view.spec.columns:
                cell = view.cell(line.row, column.key)
                asked = column.kind in ("money", "change") or (
                    view.spec.open and column.kind == "number"
                )
                if cell is not None and asked and any(map(str.isdigit, cell.text)):
                    cell.text = ""
                    self._emptied("表里的金额", 1)

    def _emptied(self, what: str, count: int) -> None:
        self.turned.emptied[what] = self.turned.emptied.get(what, 0) + count


def without_amounts(text: str) -> tuple[str, int]:
    """Return a text whose amounts and reasons are blanks, and how many amounts it had."""
    count = 0
    for number in reversed(quantities(text)):
        level = text[number.number_start : number.end] == _LEVEL
        if not (number.unit or level) or _LIMIT.match(text[number.end :]):
            continue
        start = number.start
        behind = text[number.end :]
        text = text[:start] + BLANK + ("万元" if level else "") + behind
        count += 1
    return _REASON.sub(rf"\1{BLANK}", text), count


def _without_counts(text: str, words: list[CountWords]) -> tuple[str, int]:
    """Return a text whose numbers of things are blanks, and how many it had."""
    places = sorted({(one.start, one.end) for one in counts_in(words, text)}, reverse=True)
    for start, end in places:
        text = text[:start] + BLANK + text[end:]
    return text, len(places)


def _renew(turned: Turned) -> None:
    """Give all identities of their own, and mark what was carried over but heads of tables."""
    for part in turned.parts:
        part.id = new_id()
        if part.title.strip():
            turned.carried.add(title_ref(part))
        for block in part.blocks:
            block.id = new_id()
            if isinstance(block, PartText) and block.kind != "contents" and block.text.strip():
                turned.carried.add(text_ref(block))
            elif isinstance(block, PartTable):
                for number, row in enumerate(block.rows):
                    row.id = new_id()
                    if block.head[0] <= number <= block.head[1]:
                        continue
                    turned.carried |= {
                        cell_ref(block, row, cell.col) for cell in row.cells if cell.text.strip()
                    }
