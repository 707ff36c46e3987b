"""The document in sections that begin a new page each: laid out one by one, in any order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec
from msgspec import Struct

from exporters.word_body import COVER
from gui.pages.flow import Flow, Page
from gui.pages.text import PageStyles, Piece, printable
from model.document.blocks import Part, PartTargets
from model.document.disclosure import Disclosure, TargetTable
from model.layout import Layout
from model.parts.outline import whole_outline
from model.parts.own import PART_ROLE, WHOLE
from model.printing.fill import fill, fill_flat
from model.printing.grid import Grid, Paragraph
from model.printing.outline import contents_entries, outline, title_text

COVER_KEY, CONTENTS_KEY, TEXT_KEY, TABLES_KEY = "cover", "contents", "text", "tables"
"""Keys of the sections before the target tables; a table's key is its id."""
PREFACE_KEY, BEFORE_KEY, BEHIND_KEY = "preface", "parts-before", "parts-behind"
"""Keys of the parts of a whole disclosure: what stands before the first, those before the target
tables and those behind them."""
FRONT = (COVER_KEY, CONTENTS_KEY, TEXT_KEY, TABLES_KEY)
"""The sections before the target tables where there are no parts."""
UNNUMBERED = (COVER_KEY, PREFACE_KEY, CONTENTS_KEY)
"""Sections whose pages bear no number; pages are counted from the first part."""

COVER_GAP = 0.04
"""The least space between two lines of the cover, and …"""
DIVIDER_TOP = 0.3
"""… where a part's heading stands alone on its page: parts of the height, as in Word."""

_STEPS_AT_ONCE = 20
_LEAST_LEADER = 3


class Entry(Struct):
    """A line of the contents: which list it is in, its text, its page (None: not yet known)."""

    list: str
    text: str
    page: int | None


class Laid(Struct):
    """A section on its pages; ``entries`` is (list, text, page of the section from 0)."""

    pages: list[Page]
    entries: list[tuple[str, str, int]]


def section_keys(disclosure: Disclosure, layout: Layout) -> list[str]:
    """Return the keys of all sections, in order."""
    tables = disclosure.projects[:1] if layout.table.flat else disclosure.projects
    keys = [table.id for table in tables]
    if not disclosure.parts:
        return [*FRONT, *keys]
    if not _holds_targets(disclosure):
        return [PREFACE_KEY, CONTENTS_KEY, BEFORE_KEY]
    own = [TEXT_KEY, TABLES_KEY, *keys]
    return [PREFACE_KEY, CONTENTS_KEY, BEFORE_KEY, *own, BEHIND_KEY]


def key_of(disclosure: Disclosure, entry: str) -> str:
    """Return the section a target table, a part, or the department's text (empty) stands in."""
    place = next((n for n, part in enumerate(disclosure.parts) if part.id == entry), -1)
    if place < 0:
        return entry or TEXT_KEY
    if not place and not disclosure.parts[0].title.strip():
        return PREFACE_KEY
    holds = [_holds(part) for part in disclosure.parts]
    return BEHIND_KEY if True in holds[:place] else BEFORE_KEY


def _holds(part: Part) -> bool:
    return not part.omitted and any(isinstance(block, PartTargets) for block in part.blocks)


def _holds_targets(disclosure: Disclosure) -> bool:
    return any(map(_holds, disclosure.parts))


def front_blocks(
    disclosure: Disclosure, layout: Layout, today: date
) -> dict[str, list[Paragraph | Grid]]:
    """Return the blocks of all sections but the target tables, by key."""
    if disclosure.parts:
        return _whole_blocks(disclosure, layout, today)
    blocks: dict[str, list[Paragraph | Grid]] = {key: [] for key in FRONT}
    key = COVER_KEY
    spec = layout.document
    has_text = bool(spec.text.number or spec.text.name or spec.text.sections)
    parts = iter((TEXT_KEY, TABLES_KEY) if has_text else (TABLES_KEY,))
    for block in outline(msgspec.structs.replace(disclosure, projects=[]), layout, today):
        assert isinstance(block, Paragraph)
        if block.role == "contents-title":
            key = CONTENTS_KEY
        elif block.role == "part":
            key = next(parts)
        blocks[key].append(block)
    return blocks


def _whole_blocks(
    disclosure: Disclosure, layout: Layout, today: date
) -> dict[str, list[Paragraph | Grid]]:
    blocks: dict[str, list[Paragraph | Grid]] = {
        key: [] for key in (PREFACE_KEY, CONTENTS_KEY, BEFORE_KEY, TEXT_KEY, TABLES_KEY, BEHIND_KEY)
    }
    key = PREFACE_KEY
    spec = layout.document.text
    first = TEXT_KEY if spec.number or spec.name or spec.sections else TABLES_KEY
    alone = msgspec.structs.replace(disclosure, projects=[])
    for block in whole_outline(alone, layout, today):
        role = "" if isinstance(block, Grid) else block.role
        own = isinstance(block, Grid) or role.startswith(WHOLE)
        if role == "contents-title":
            key = CONTENTS_KEY
        elif (role == PART_ROLE and key == PREFACE_KEY) or (own and key == CONTENTS_KEY):
            key = BEFORE_KEY
        elif own and key in (TEXT_KEY, TABLES_KEY):
            key = BEHIND_KEY
        elif role == "part" and key == TEXT_KEY:
            key = TABLES_KEY
        elif not own and key == BEFORE_KEY:
            key = first
        blocks[key].append(block)
    return blocks


def entries_of(disclosure: Disclosure, layout: Layout) -> list[tuple[str, str]]:
    """Return (list, text) of every entry of the contents, in the order of the pages."""
    if not disclosure.parts:
        return list(contents_entries(disclosure, layout))
    blocks = front_blocks(disclosure, layout, date.min)
    found: list[tuple[str, str]] = []
    for key in (BEFORE_KEY, TEXT_KEY, TABLES_KEY):
        found += _contents_in(blocks[key])
    if _holds_targets(disclosure):
        bare = msgspec.structs.replace(disclosure, parts=[])
        sections = len(layout.document.text.sections)
        found += list(contents_entries(bare, layout))[sections:]
    return found + _contents_in(blocks[BEHIND_KEY])


def _contents_in(blocks: Iterable[Paragraph | Grid]) -> list[tuple[str, str]]:
    return [one for block in blocks if isinstance(block, Paragraph) for one in block.contents]


def count_entries(disclosure: Disclosure, layout: Layout, key: str) -> int:
    """Return how many entries of the contents a section gives."""
    if key in (BEFORE_KEY, BEHIND_KEY):
        return len(_contents_in(front_blocks(disclosure, layout, date.min)[key]))
    if key == TEXT_KEY:
        return len(layout.document.text.sections)
    return 0 if key in FRONT else 1


def table_blocks(
    disclosure: Disclosure, layout: Layout, number: int, table: TargetTable
) -> list[Paragraph | Grid]:
    """Return one target table's blocks, as `model.printing.outline.outline` yields them.

    Args:
        number: its place among the projects, from 1.
    """
    spec = layout.table
    pattern = spec.contents_entry or spec.title
    entry = (
        spec.contents or layout.document.tables.contents,
        title_text(pattern, disclosure, number, table),
    )
    title = title_text(spec.title, disclosure, number, table)
    blocks: list[Paragraph | Grid] = [Paragraph(title, "table-title", (entry,))]
    if spec.note:
        blocks.append(Paragraph(title_text(spec.note, disclosure, number, table), "table-note"))
    grid = fill_flat(disclosure, layout) if spec.flat else fill(disclosure, table, layout)
    blocks.append(grid)
    return blocks


def lay_blocks(
    key: str, blocks: Iterable[Paragraph | Grid], styles: PageStyles, laid: Laid
) -> Iterator[None]:
    """Lay a section out in small steps; when they are done, ``laid`` holds its pages.

    Args:
        key: which section: the cover is spread over its page, a part's heading alone on
            a page stands lower.
    """
    flow = Flow(styles)
    blocks = list(blocks)
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            yield from flow.table(block)
            continue
        before = 0.0
        if key == COVER_KEY:
            wanted = styles.height * COVER[block.role]
            before = max(styles.height * COVER_GAP, wanted - flow.used)
        elif (key == TABLES_KEY and block.role == "part") or (
            key == TEXT_KEY and block.role == "part" and _alone(blocks)
        ):
            before = styles.height * DIVIDER_TOP
        flow.paragraph(block, before)
        if number % _STEPS_AT_ONCE == _STEPS_AT_ONCE - 1:
            yield
    flow.finish()
    # a section a form does not have takes no page
    laid.pages, laid.entries = flow.pages if blocks else [], flow.entries


def _alone(blocks: list[Paragraph | Grid]) -> bool:
    roles = {block.role for block in blocks if isinstance(block, Paragraph)}
    return roles <= {"part", "part-name"}


def lay_contents(
    blocks: Iterable[Paragraph | Grid], entries: list[Entry], styles: PageStyles, laid: Laid
) -> Iterator[None]:
    """Lay the contents pages out in small steps; see `lay_blocks`."""
    flow = Flow(styles)
    blocks = list(blocks)
    for block in blocks:
        assert isinstance(block, Paragraph)
        if block.role != "contents-list":
            flow.paragraph(block)
            continue
        flow.finish(styles.roles["contents-entry"].line)
        listed = [entry for entry in entries if entry.list == block.text]
        for number, entry in enumerate(listed):
            _entry(flow, entry)
            if number % _STEPS_AT_ONCE == _STEPS_AT_ONCE - 1:
                yield
    flow.finish()
    laid.pages, laid.entries = flow.pages if blocks else [], []


def _entry(flow: Flow, entry: Entry) -> None:
    """Set one entry: its text, dots, and at the right its page."""
    styles = flow.styles
    style = styles.roles["contents-entry"]
    text = printable(entry.text)
    flow.lines(entry.text, style)
    last = styles.texts.get(text, style, styles.width)
    end = last.lineAt(last.lineCount() - 1).naturalTextRect().right() if text else 0.0
    number = "" if entry.page is None else str(entry.page)
    dot = styles.texts.get(".", style, styles.width).lineAt(0).naturalTextWidth()
    size = styles.texts.get(number, style, styles.width).lineAt(0).naturalTextWidth()
    room = int((styles.width - end - size) / dot)
    if room < _LEAST_LEADER:
        flow.lines("", style)
        room = int((styles.width - size) / dot)
    leader = _at_right(flow, "." * max(0, room) + number)
    flow.pages[-1].pieces.append(leader)


def _at_right(flow: Flow, text: str) -> Piece:
    """Return a piece at the end of the line that was set last."""
    style = flow.styles.roles["contents-entry"]
    width = flow.styles.texts.get(text, style, flow.styles.width).lineAt(0).naturalTextWidth()
    left = flow.styles.width - width
    # the width once more, rounded up: what just fits must not break
    return Piece(text, style, (left, flow.used - style.line), width + 10, (0, 1))


def contents_with_pages(
    disclosure: Disclosure, layout: Layout, pages: Mapping[str, list[int | None]]
) -> list[Entry]:
    """Return the entries of the contents.

    Args:
        pages: for each section, the page numbers of its entries, as far as known.
    """
    numbers = iter(
        [page for key in section_keys(disclosure, layout) for page in pages.get(key, [])]
    )
    return [Entry(name, text, next(numbers, None)) for name, text in entries_of(disclosure, layout)]
