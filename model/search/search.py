"""Find a text in every cell of a disclosure, and replace what was found.

What is searched is what the form shows: money in the form's unit, a value split over
columns part by part. Cells the form has no place for come last.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import attrgetter

from msgspec import Struct

from model.document.blockplaces import part_cells
from model.document.blocks import Part, PartTargets
from model.document.cells import CellRef, get_cell
from model.document.disclosure import (
    INDICATOR_FIELDS,
    TABLE_FIELDS,
    VALUE_PARTS,
    Disclosure,
    Indicator,
    TargetTable,
    get_field,
    get_indicator_field,
)
from model.document.edits import SetCells
from model.entry.block import CODED_SOURCES
from model.entry.edits import EnterTexts
from model.layout import Layout
from model.search.pattern import Query, SearchError, compile_query, expand, halved

__all__ = ["Hit", "Query", "Replacement", "Search", "SearchError", "replace_all"]

_CONTEXT = 40
"""So many characters of a cell are shown before what was found."""
_PATIENCE = 2.0
"""Seconds after which a search is given up."""
_NAME = 12
_REMEMBERED = 40
"""Texts up to this length stand in many cells (levels, units, documents): looked at once."""
_PLAN = ("plan.0", "plan.1", "plan.2", "plan.3")


class Hit(Struct, frozen=True):
    """One place where the text was found.

    Attributes:
        ref: the cell.
        start, end: where in the cell's text, in characters.
        text: the whole text of the cell, as the form shows it.
    """

    ref: CellRef
    start: int
    end: int
    text: str

    @property
    def found(self) -> str:
        """What was found."""
        return self.text[self.start : self.end]

    @property
    def context(self) -> tuple[str, int, int]:
        """The words around it on one line, and where in them it stands."""
        return in_context(self.text, self.start, self.end)


class Replacement(Struct, frozen=True):
    """What one hit would become.

    Attributes:
        hit: what was found.
        text: what stands there instead.
        problem: why it cannot be replaced, in Chinese; empty when it can.
    """

    hit: Hit
    text: str
    problem: str = ""

    @property
    def context(self) -> tuple[str, int, int]:
        """The words around the new text on one line, and where in them it stands."""
        hit = self.hit
        whole = hit.text[: hit.start] + self.text + hit.text[hit.end :]
        return in_context(whole, hit.start, hit.start + len(self.text))


def in_context(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the words around a part of a text on one line, and where in them it stands.

    The part itself is kept whole; line breaks are shown as ``↵``.
    """
    first = max(0, start - _CONTEXT)
    cut = "…" if first else ""
    shown = text[first : end + 4 * _CONTEXT]
    line = "".join("↵" if char == "\n" else char if char.isprintable() else " " for char in shown)
    tail = "…" if end + 4 * _CONTEXT < len(text) else ""
    shift = len(cut) - first
    return cut + line + tail, start + shift, end + shift


class Search:
    """One query over the cells of a form.

    Args:
        query: what to look for.
        layout: the form the disclosure is shown in.

    Raises:
        SearchError: the regular expression cannot be used.
    """

    def __init__(self, query: Query, layout: Layout) -> None:
        self.query = query
        self.layout = layout
        self.pattern = compile_query(query)
        shown = [name for name in layout.table_fields() if name != "department"]
        fields = [source for name in shown for source in CODED_SOURCES.get(name, (name,))]
        self._fields = _first(fields, ("unit.code", "unit.name", *TABLE_FIELDS, *_PLAN))
        columns = [column.field for column in layout.table.columns if column.of == "indicator"]
        self._parts = [name for name in columns if name in VALUE_PARTS]
        self._columns = [
            name for name in _first(columns, INDICATOR_FIELDS) if name != "value" or not self._parts
        ]
        self._shown = frozenset(fields), frozenset((*columns, "value"))
        # other columns a form has are kept in an indicator's extra
        self._usual = [name for name in self._columns if name in INDICATOR_FIELDS]
        self._plain = attrgetter(*self._usual)
        self._in_parts: set[str] = set()
        self._known: dict[str, list[tuple[int, int]]] = {}
        self._exact = layout.money.unit == "万元" and not layout.money.thousands

    def everywhere(self, disclosure: Disclosure) -> list[Hit]:
        """Return every hit, in the order of `holders`.

        Raises:
            SearchError: it takes too long.
        """
        hits: list[Hit] = []
        if not self.query.text:
            return hits
        end = time.monotonic() + _PATIENCE
        for one in holders(disclosure):
            if isinstance(one, Part):
                hits += self.part(one)
            elif isinstance(one, TargetTable):
                hits += self.table(one)
            else:
                hits += self.own(one)
            if time.monotonic() > end:
                raise SearchError("查找用的时间太长，已停下", advice="请把要找的内容写得更确切些")
        return hits

    def own(self, disclosure: Disclosure) -> list[Hit]:
        """Return the hits in the department's own text."""
        if not self.query.text:
            return []
        names, texts = zip(*_own_cells(disclosure), strict=True)
        return [
            Hit(CellRef("", names[at]), start, end, texts[at])
            for at, start, end in self._find(list(texts))
        ]

    def table(self, table: TargetTable) -> list[Hit]:
        """Return the hits in a target table, in the order of its form."""
        if not self.query.text:
            return []
        fields, texts = self._head_cells(table)
        owners = [("", fields)]
        for item in table.indicators:
            names, cells = self._row_cells(item)
            owners.append((item.id, names))
            texts += cells
        found = self._find(texts)
        if not found:
            return []
        names_of = [(owner, name) for owner, names in owners for name in names]
        hits = []
        for at, start, end in found:
            indicator, name = names_of[at]
            hits.append(Hit(CellRef(table.id, name, indicator), start, end, texts[at]))
        return hits

    def part(self, part: Part) -> list[Hit]:
        """Return the hits in a part of a whole disclosure: title, paragraphs, cells of tables."""
        cells = [] if part.omitted else list(part_cells(part))
        if not self.query.text or not cells:
            return []
        self._in_parts.update(ref.table for ref, _ in cells)
        texts = [text for _, text in cells]
        return [Hit(cells[at][0], start, end, texts[at]) for at, start, end in self._find(texts)]

    def is_shown(self, ref: CellRef) -> bool:
        """Tell whether the form has a place for a cell; a part shows all it holds."""
        if not ref.table or ref.table in self._in_parts:
            return True
        return ref.field in self._shown[1 if ref.indicator else 0]

    def text_of(self, disclosure: Disclosure, ref: CellRef) -> str:
        """Return a cell's text as the form shows it. Raises KeyError where it is gone."""
        text = get_cell(disclosure, ref)
        return text if self._exact else self._printed(ref, text)

    def replacements(self, hits: Iterable[Hit], new: str) -> list[Replacement]:
        r"""Return what each hit would become; ``\1`` in a regular expression's new text.

        Raises:
            SearchError: the new text names a group that does not exist.
        """
        return [self._replacement(hit, new) for hit in hits]

    def held(self, ref: CellRef, shown: str) -> str:
        """Return what the model holds for a text the form shows."""
        if self._exact or ref.indicator or ref.table in self._in_parts:
            return shown
        if self.layout.kind(ref.field) != "money":
            return shown
        return self.layout.read_amount(ref.field, shown)

    # finding

    def _head_cells(self, table: TargetTable) -> tuple[list[str], list[str]]:
        """Return names and texts of a target table's own cells."""
        names = _first(self._fields, table.extra) if table.extra else self._fields
        texts = [get_field(table, name) for name in names]
        if not self._exact:
            pairs = zip(names, texts, strict=True)
            texts = [self._printed(CellRef(table.id, name), text) for name, text in pairs]
        return names, texts

    def _row_cells(self, item: Indicator) -> tuple[list[str], Iterable[str]]:
        """Return names and texts of an indicator's cells."""
        if not item.extra and not self._parts:
            return self._usual, self._plain(item)
        more = [name for name in item.extra if name not in VALUE_PARTS]
        names = _first(self._columns, more)
        return names, [get_indicator_field(item, name) for name in names]

    def _find(self, texts: list[str]) -> list[tuple[int, int, int]]:
        """Return (number of the text, start, end) of every hit."""
        if self.query.regex or "\0" in self.query.text:
            return [(at, *span) for at, text in enumerate(texts) for span in self._spans(text)]
        # looking through all at once is several times faster; no hit reaches over a \0
        matches = list(self.pattern.finditer("\0".join(texts)))
        if not matches:
            return []
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        found = []
        for match in matches:
            at = bisect_right(starts, match.start()) - 1
            start, end = match.start() - starts[at], match.end() - starts[at]
            if not self.query.whole or (start, end) == (0, len(texts[at])):
                found.append((at, start, end))
        return found

    def _spans(self, text: str) -> list[tuple[int, int]]:
        spans = self._known.get(text)
        if spans is None:
            looked_at = halved(text) if self.query.folds else text
            if self.query.whole:
                spans = [(0, len(text))] if text and self.pattern.fullmatch(looked_at) else []
            else:
                found = (match.span() for match in self.pattern.finditer(looked_at))
                spans = [span for span in found if span[1] > span[0]]
            if len(text) <= _REMEMBERED:
                self._known[text] = spans
        return spans

    def _printed(self, ref: CellRef, text: str) -> str:
        if ref.table in self._in_parts:
            return text
        if ref.table and not ref.indicator and self.layout.kind(ref.field) == "money":
            return self.layout.print_amount(ref.field, text)
        return text

    # replacing

    def _replacement(self, hit: Hit, new: str) -> Replacement:
        text = new
        if self.query.regex:
            looked_at = halved(hit.text) if self.query.folds else hit.text
            match = self.pattern.match(looked_at, hit.start)
            if match is None:
                return Replacement(hit, new, "内容已经改过")
            text = expand(new, match, hit.text)
        whole = hit.text[: hit.start] + text + hit.text[hit.end :]
        problem = ""
        if hit.ref == CellRef("", "year") and not (whole.isdecimal() and len(whole) == 4):
            problem = "预算年度只能是四位数字"
        return Replacement(hit, text, problem)


def replace_all(
    disclosure: Disclosure, search: Search, hits: Iterable[Hit], new: str, label: str = "全部替换"
) -> SetCells:
    """Return the one edit that replaces hits; its ``texts`` are empty where none can be.

    Left out are cells that hold another text by now or would stay the same, and hits that
    cannot be replaced.

    Args:
        disclosure: what is open.
        search: what found the hits.
        hits: those to replace.
        new: the new text.
        label: the beginning of the undo step's name.

    Raises:
        SearchError: the new text names a group that does not exist.
    """
    by_cell: dict[CellRef, list[Replacement]] = {}
    for one in search.replacements(hits, new):
        if not one.problem:
            by_cell.setdefault(one.hit.ref, []).append(one)
    texts = []
    for ref, ones in by_cell.items():
        try:
            shown = search.text_of(disclosure, ref)
        except KeyError:
            continue
        if shown != ones[0].hit.text:
            continue
        for one in sorted(ones, key=lambda one: one.hit.start, reverse=True):
            shown = shown[: one.hit.start] + one.text + shown[one.hit.end :]
        if shown != ones[0].hit.text:
            texts.append((ref, search.held(ref, shown)))
    name = f"{label}“{_short(search.query.text)}”→“{_short(new)}”"
    return EnterTexts(name, texts, looked=False)


def holders(disclosure: Disclosure) -> Iterator[Disclosure | TargetTable | Part]:
    """Yield what holds cells in the order it is printed.

    The disclosure itself stands for the department's own text; that and the target tables
    come behind the part they stand in.
    """
    places = [
        place
        for place, part in enumerate(disclosure.parts)
        if any(isinstance(block, PartTargets) for block in part.blocks)
    ]
    behind = places[0] + 1 if places else 0
    yield from disclosure.parts[:behind]
    yield disclosure
    yield from disclosure.projects
    yield from disclosure.parts[behind:]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _NAME else line[: _NAME - 1] + "…"


def _first(names: Iterable[str], more: Iterable[str]) -> list[str]:
    """Return names, and further ones behind them; each once."""
    return list(dict.fromkeys((*names, *more)))


def _own_cells(disclosure: Disclosure) -> Iterator[tuple[str, str]]:
    """Yield the department's own text, cell by cell, in the order it is printed."""
    yield "year", "" if disclosure.year is None else str(disclosure.year)
    yield "department.code", disclosure.department.code
    yield "department.name", disclosure.department.name
    yield "project_expenditure", disclosure.project_expenditure
    yield "overall_goal", disclosure.overall_goal
    for number, goal in enumerate(disclosure.itemised_goals):
        yield f"itemised_goals.{number}.title", goal.title
        yield f"itemised_goals.{number}.goal", goal.goal
        yield f"itemised_goals.{number}.indicators", goal.indicators
    for number, safeguard in enumerate(disclosure.safeguards):
        yield f"safeguards.{number}.title", safeguard.title
        yield f"safeguards.{number}.text", safeguard.text
