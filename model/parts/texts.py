"""Lines and tables as a part holds them: which line is a heading, a caption, a note."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from model.document.blocks import FRONT, PartTable, PartText, TextKind
from model.layout.publication import Publication
from model.parts.grids import parted, table_of_grid
from model.parts.own import kind_of_role
from model.parts.words import SCHEMES
from model.printing.grid import Grid, Paragraph

FRAME_ROLES = ("contents-title", "contents-part", "contents-entry")
"""Roles of what is made anew whenever a Word file is written."""
_LONGEST_HEADING = 30
_LONGEST_CAPTION = 40
_OVER = 3
"""So many lines over a table may hold its title: the department and the unit stand there too."""
_SENTENCE = ("。", "；", ";", "：", ":", "，", ",")
_LEVELS = {"chinese": 1, "bracket": 2, "digit": 3}


def part_blocks(
    blocks: Sequence[Paragraph | Grid],
    publication: Publication,
    part: str,
    typed: Collection[int] = (),
    *,
    title: str = "",
) -> Iterator[PartText | PartTable]:
    """Yield a file's lines and tables as a part holds them; empty lines are left out.

    Args:
        blocks: the lines and tables, in order.
        publication: whose tables and titles are known.
        part: the key of the part they stand in; empty for one that is not known.
        typed: identities of the lines that are a typed table of contents.
        title: the part's heading, which may name its first table.
    """
    blocks = [
        one
        for block in blocks
        for one in (parted(block, publication, part) if isinstance(block, Grid) else (block,))
    ]
    for place, block in enumerate(blocks):
        if isinstance(block, Grid):
            yield table_of_grid(block, publication, part, _over(blocks, place, title))
        elif block.role not in FRAME_ROLES and (block.text.strip() or block.contents):
            after = next(iter(blocks[place + 1 : place + 2]), None)
            kind, level = _kind(block, after, publication, part, id(block) in typed)
            yield PartText(block.text, kind, level, list(block.contents))


def _kind(
    line: Paragraph,
    after: Paragraph | Grid | None,
    publication: Publication,
    part: str,
    typed: bool,
) -> tuple[TextKind, int]:
    """Return what a paragraph is, and a heading's level."""
    own = kind_of_role(line.role)
    if own is not None:
        return own
    if typed:
        return "contents", 0
    text = line.text.strip()
    if part == FRONT:
        return ("title" if _is_title(text, after, publication) else "text"), 0
    if is_note(text, publication):
        return "note", 0
    if line.contents or (
        isinstance(after, Grid) and len(text) <= _LONGEST_CAPTION and not text.endswith("。")
    ):
        return "caption", 0
    if len(text) <= _LONGEST_HEADING and not text.endswith(_SENTENCE):
        for scheme, level in _LEVELS.items():
            match = SCHEMES[scheme].fullmatch(text)
            if match and match["name"] and not re.search(r"[，。；]|\d万?元", match["name"]):
                return "heading", level
    return "text", 0


def _is_title(text: str, after: Paragraph | Grid | None, publication: Publication) -> bool:
    likes = publication.front.titles_like
    if len(text) > _LONGEST_CAPTION or text.endswith(_SENTENCE):
        return False
    if any(re.search(like, text) for like in likes):
        return True
    # the department's name stands in a line of its own over the title
    return (
        isinstance(after, Paragraph)
        and not re.search(r"[，。《》]", text)
        and any(re.match(like, after.text.strip()) for like in likes)
    )


def is_note(text: str, publication: Publication) -> bool:
    """Tell whether a line says of a table that it is empty."""
    return any(
        table.empty_note and len(text) <= _LONGEST_CAPTION and re.search(table.empty_note, text)
        for table in publication.tables
    ) and not re.search(r"\d万?元", text)


def _over(blocks: Sequence[Paragraph | Grid], place: int, title: str) -> tuple[str, ...]:
    """Return the lines over a table that may be its title, the nearest first."""
    found: list[str] = []
    for block in reversed(blocks[max(0, place - _OVER) : place]):
        if isinstance(block, Grid):
            break
        found.append(block.text)
    else:
        found += [title] if title and place <= _OVER else []
    return tuple(found)
