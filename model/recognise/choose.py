"""Which form a document is in: the one that explains most of its labels, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from msgspec import Struct

from model.basics.errors import LayoutError
from model.basics.steps import step
from model.document.disclosure import TargetTable, get_field
from model.layout import Layout
from model.printing.grid import Block, CellStream, Grid, Paragraph
from model.recognise.folding import any_year, bare, fold
from model.recognise.labels import LONGEST_LABEL, FormIndex, form_index
from model.recognise.memo import Memo
from model.recognise.units import unit_of_line
from model.recognise.vocabulary import Meaning, vocabulary

LABELS_LEAST = 5
"""With fewer of a form's labels in it, a document holds no table of that form."""

_CORE = ("name", "code", "unit.code", "purpose", "goals")
_SAMPLE = 20000
_SAMPLE_OF_TABLE = 150


class Choice(Struct):
    """The form chosen.

    Attributes:
        layout: the form; None where no form has enough of its labels in the document.
        explains: it explains the labels at least as well as the general reading.
        unknown: labels that mean something to the general reading and nothing to the form.
        rivals: forms that explain just as much.
    """

    layout: Layout | None
    explains: bool = True
    unknown: tuple[str, ...] = ()
    rivals: tuple[Layout, ...] = ()


def choose(
    blocks: list[Block],
    layouts: Mapping[str, Layout],
    layout_id: str = "",
    around: Iterable[Paragraph] = (),
) -> Choice:
    """Return the form of a document.

    Args:
        blocks: the document's.
        layouts: every form there is, by id.
        layout_id: the form to read by, whatever the labels say; found by them when empty.
        around: headers and footers.

    Raises:
        LayoutError: no form has that id.
    """
    if layout_id:
        if layout_id not in layouts:
            names = "、".join(layouts)
            raise LayoutError(f"没有名为“{layout_id}”的表样", "", f"现有：{names}")
        return Choice(layouts[layout_id])
    texts = Counter(_texts(blocks))
    labels = _labels(texts, layouts)
    scores = {layout.id: _score(layout, labels) for layout in layouts.values()}
    able = [layout for layout in layouts.values() if scores[layout.id][0] > 0]
    if not able:
        return Choice(None, False)
    telling = list(_telling(texts))
    unknown = {layout.id: _unknown(layout, telling) for layout in able}
    best = max(able, key=lambda one: (-len(unknown[one.id]), *scores[one.id]))
    rivals = tuple(
        one
        for one in able
        if one is not best
        and len(unknown[one.id]) == len(unknown[best.id])
        and scores[one.id] == scores[best.id]
    )
    told = unknown[best.id]
    # the rows of a text dump can only be told by a form
    stream = any(isinstance(block, CellStream) for block in blocks)
    odd = not stream and (told or _odd(blocks, around, best))
    return Choice(best, not odd or _knows_more(best, texts, len(told)), tuple(told), rivals)


def holds_tables(blocks: list[Block], layouts: Mapping[str, Layout]) -> bool:
    """Tell whether there are target tables of any form among some blocks."""
    labels = _labels(_texts(blocks), layouts)
    return any(_score(layout, labels)[0] for layout in layouts.values())


def nearest(
    tables: list[TargetTable], layouts: Mapping[str, Layout], likely: Layout | None = None
) -> Layout:
    """Return the form that prints most of what was read.

    Args:
        tables: what was read.
        layouts: every form there is, by id.
        likely: the form whose labels the document has most of; it wins a draw.
    """
    filled: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for table in tables:
        names = ("code", "name", "budget", "fiscal", "other", "purpose", "goals", *table.extra)
        filled.update(name for name in names if get_field(table, name))
        filled.update(f"plan.{date}" for date, text in enumerate(table.plan) if text)
        for item in table.indicators:
            own = ("description", "basis")
            columns.update(name for name in own if getattr(item, name))
            columns.update(list(item.extra))

    def printed(layout: Layout) -> tuple[int, bool, int]:
        shown = set(layout.table_fields())
        specs = (*layout.table.columns, *layout.table.further)
        heads = {column.field for column in specs if column.of == "indicator"}
        much = sum(count for name, count in filled.items() if name in shown)
        much += sum(count for name, count in columns.items() if name in heads)
        return much, layout is likely, -len(shown)

    return max(layouts.values(), key=printed)


def _knows_more(layout: Layout, texts: Counter[str], unknown: int) -> bool:
    """Tell whether a form explains more labels than the general reading does."""
    index, words = form_index(layout), vocabulary()
    own = sum(
        1
        for text in texts
        if (index.slot_list(text) or index.column_list(text)) and words.meaning(text) is None
    )
    return own > unknown


def _telling(texts: Iterable[str]) -> Iterator[tuple[str, Meaning | None]]:
    """Yield the texts that say something to the general reading; None for a mere time."""
    words = vocabulary()
    for text in texts:
        meaning = words.meaning(text)
        if meaning is None:
            if words.period_of(text):
                yield text, None
        elif not (meaning.weak or meaning.kept) and _matters(meaning):
            yield text, meaning


def _unknown(layout: Layout, telling: Iterable[tuple[str, Meaning | None]]) -> list[str]:
    """Return the labels that say something the form does not."""
    index = form_index(layout)
    found = []
    for text, meaning in telling:
        if meaning is None:
            if not index.is_ignored(text):
                found.append(text)
            continue
        known = index.slot_list(text) or index.column_list(text) or index.is_ignored(text)
        if not known and index.is_level(1, text):
            continue
        if not known or (meaning.unit and not index.unit_of(text)):
            found.append(text)
    return found


def _matters(meaning: Meaning) -> bool:
    """Tell whether a label leads to a cell that every form has a use for.

    What other labels lead to is kept beside the table by whichever reading.
    """
    if meaning.columns or meaning.unit or meaning.group:
        return True
    return vocabulary().kinds.get(meaning.head) != "text" or meaning.head in _CORE


def _odd(blocks: list[Block], around: Iterable[Paragraph], layout: Layout) -> bool:
    """Tell whether a document holds what no reading by a form can judge.

    These are columns headed alike side by side, and money units other than the form's: named
    beside the tables, or left out where the form names one.
    """
    index = form_index(layout)
    units = {unit_of_line(paragraph.text)[1] for paragraph in around}
    naming = projects = 0
    said = Memo(lambda text: _said(text, index))
    for block in blocks:
        if isinstance(block, Paragraph):
            units.add(unit_of_line(block.text)[1])
        elif isinstance(block, Grid):
            named = columns = 0
            for row in block.rows[:_SAMPLE_OF_TABLE]:
                before = ""
                for cell in row:
                    one = said[cell.text]
                    if one is None:
                        before = ""
                        continue
                    if one.unit:
                        naming += one.own
                        units.add(one.unit)
                    named += one.names
                    columns += bool(one.heads)
                    # two columns of a header side by side that say the same
                    if before == cell.text and one.heads < 2:
                        return True
                    before = cell.text if one.heads else ""
            # a list of projects without indicators is no target table
            projects += named if columns else 0
    units.discard("")
    if index.units:
        return len(units) > 1 or naming < projects
    return bool(units - {layout.money.unit})


class _Said(Struct, frozen=True):
    """What a cell says to `_odd`.

    Attributes:
        unit: the money unit it names.
        own: its label names it, as the form's does; otherwise it is a line ``单位：元``.
        names: it is the label of a project's name.
        heads: how many columns of the form it may head.
    """

    unit: str
    own: bool
    names: bool
    heads: int


def _said(text: str, index: FormIndex) -> _Said | None:
    if len(text) >= LONGEST_LABEL:
        return None
    own = index.unit_of(text)
    unit = own or unit_of_line(text)[1]
    names = any("name" in one.fields for one in index.slot_list(text))
    heads = len(index.column_list(text))
    return _Said(unit, bool(own), names, heads) if unit or names or heads else None


def _labels(texts: Iterable[str], layouts: Mapping[str, Layout]) -> set[str]:
    """Return the texts that are a label of any form: the others need not be asked about again."""
    keys: set[str] = set()
    for layout in layouts.values():
        index = form_index(layout)
        keys.update(index.slots, index.columns)
    found = set()
    for text in texts:
        step()
        key = fold(text)
        if key and (key in keys or bare(key) in keys or any_year(key) in keys):
            found.add(text)
    return found


def _score(layout: Layout, labels: Iterable[str]) -> tuple[int, float]:
    """Return how many of a form's labels the document has, and which part of them all.

    A label that stands several times counts once; what stands under the indicators (合计)
    stands in many other tables too.
    """
    index = form_index(layout)
    slots: set[int] = set()
    columns: set[str] = set()
    for text in labels:
        slots.update(id(slot) for slot in index.slot_list(text)[:1] if slot.row < index.first_below)
        columns.update(column.label for column in index.column_list(text))
    found = len(slots) + len(columns)
    if found < LABELS_LEAST:
        return 0, 0.0
    every = {id(slots[0]) for slots in index.slots.values() if slots[0].row < index.first_below}
    return found, found / (len(every) + len({column.label for column in layout.table.columns}))


def _texts(blocks: list[Block]) -> Iterator[str]:
    """Yield texts that may be labels: the first of every table, not only of a long list."""
    left = _SAMPLE
    for block in blocks:
        if isinstance(block, Paragraph):
            continue
        stream = isinstance(block, CellStream)
        cells = (
            (cell.text for cell in block.cells)
            if isinstance(block, CellStream)
            else _grid_texts(block)
        )
        for text in islice(cells, _SAMPLE if stream else _SAMPLE_OF_TABLE):
            if text and len(text) < LONGEST_LABEL:
                yield text
                left -= 1
        if left <= 0:
            return


def _grid_texts(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        for cell in row:
            yield cell.text
            for inner in cell.nested or ():
                yield from _grid_texts(inner)
