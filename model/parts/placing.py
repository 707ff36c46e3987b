"""Where a table of another file belongs in a part's texts: under its caption, else as published.

The texts came as Word, the tables as a workbook. A table goes under the line that names it; else
under the line with its number (表3); else where the publication has it among the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.basics.language import words
from model.document.blocks import PartBlock, PartTable, PartTargets, PartText
from model.layout.publication import Publication, TableSpec
from model.parts.words import number_of, plain, says

_LONGEST_CAPTION = 40
_LONGEST_OVER = 60
_SENTENCE = re.compile(r"[。；;，,？！]")
_COUNTED = re.compile(
    r"(?:公开)?附?表格?\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[：:、.．]?\s*(?P<name>.*)"
)
_SHORTEST_NAME = 4


def named_spec(text: str, publication: Publication, part: str) -> TableSpec | None:
    """Return the table of a part that a line names; None where it names none, or is a sentence."""
    key = plain(text)
    if not _may_name(key):
        return None
    best: tuple[int, TableSpec] | None = None
    for spec in publication.tables:
        if spec.part != part:
            continue
        length = len(key) if says(key, (spec.title,)) else 0
        for like in spec.titles_like:
            if found := re.search(like, key):
                length = max(length, len(found[0]))
        # of 收支总表 and 财政拨款收支总表 the longer says more
        if length and (best is None or length > best[0]):
            best = (length, spec)
    return best[1] if best else None


def _may_name(key: str) -> bool:
    return 0 < len(key) <= _LONGEST_CAPTION and not _SENTENCE.search(key)


def is_over(text: str) -> bool:
    """Tell whether a line stands between a table's name and the table: its unit, who fills it."""
    line = text.strip()
    return 0 < len(line) <= _LONGEST_OVER and words("parts.over").begins(line) is not None


class Placer:
    """Finds where tables go among the blocks of a part.

    Args:
        blocks: the part's; they are not changed.
        publication: whose tables are known.
        part: the part's key.
    """

    def __init__(
        self, blocks: Sequence[PartBlock], publication: Publication | None, part: str
    ) -> None:
        self.blocks = blocks
        specs = publication.tables if publication is not None else ()
        self.specs = [spec for spec in specs if spec.part == part]
        self.named: dict[int, TableSpec] = {}
        for place, block in enumerate(blocks):
            if publication is not None and isinstance(block, PartText):
                spec = named_spec(block.text, publication, part)
                if spec is not None:
                    self.named[place] = spec

    def caption(self, table: PartTable, names: Sequence[str]) -> int | None:
        """Return the place of the line that names a table and has none yet.

        Args:
            table: the table.
            names: what stood over it in its file, and what its sheet is called.
        """
        places = [place for place, spec in self.named.items() if spec.key == table.key]
        keys = {plain(name) for name in names if len(plain(name)) >= _SHORTEST_NAME}
        places += [place for place in self._lines() if plain(self._text(place)) in keys]
        free = [place for place in places if not self._has_table(place)]
        if not free:
            free = [place for place in self._numbered(table) if not self._has_table(place)]
        captions = [place for place in free if self._kind(place) == "caption"]
        # a list of the tables may stand before them
        return max(captions or free, default=None)

    def under(self, place: int) -> int:
        """Return where the table named by a line goes: under it and what stands over the table."""
        at = place + 1
        if self._kind(place) == "heading":
            return self._before_notes(self._section(place), at)
        while at < len(self.blocks) and is_over(self._text(at)):
            at += 1
        return at

    def published(self, table: PartTable) -> int:
        """Return where a table goes that no line names: as the publication has it."""
        order = [spec.key for spec in self.specs]
        if table.key in order:
            at = order.index(table.key)
            before = [place for place in range(len(self.blocks)) if self._order(place, order) < at]
            if before:
                return self._past(max(before))
            behind = [place for place in range(len(self.blocks)) if self._order(place, order) > at]
            later = [place for place in behind if self._order(place, order) < len(order)]
            if later:
                return self._from(min(later))
        says_below = [
            place for place in self._lines() if words("parts.below").search(self._text(place))
        ]
        if says_below:
            return self.under(says_below[-1])
        return self._before_notes(len(self.blocks), 0)

    # what stands where

    def _lines(self) -> list[int]:
        return [place for place, one in enumerate(self.blocks) if isinstance(one, PartText)]

    def _text(self, place: int) -> str:
        block = self.blocks[place]
        return block.text if isinstance(block, PartText) else ""

    def _kind(self, place: int) -> str:
        block = self.blocks[place]
        return block.kind if isinstance(block, PartText) else ""

    def _order(self, place: int, order: Sequence[str]) -> int:
        """Return which of the part's tables a block is or names; behind all where it is none."""
        block = self.blocks[place]
        named = self.named.get(place)
        key = block.key if isinstance(block, PartTable) else named.key if named else ""
        return order.index(key) if key in order else len(order)

    def _numbered(self, table: PartTable) -> list[int]:
        """Return the lines that say a table's number among the part's and name no other."""
        order = [spec.key for spec in self.specs]
        if table.key not in order:
            return []
        number = order.index(table.key) + 1
        lines = {
            place: _COUNTED.fullmatch(key)
            for place in self._lines()
            if place not in self.named and _may_name(key := plain(self._text(place)))
        }
        return [
            place for place, line in lines.items() if line and number_of(line["number"]) == number
        ]

    def _has_table(self, place: int) -> bool:
        if self._kind(place) == "heading":
            end = self._section(place)
            return any(isinstance(block, PartTable) for block in self.blocks[place:end])
        at = self.under(place)
        return at < len(self.blocks) and isinstance(self.blocks[at], PartTable)

    def _section(self, place: int) -> int:
        """Return where what stands under a heading ends."""
        heading = self.blocks[place]
        level = heading.level if isinstance(heading, PartText) else 0
        for at in range(place + 1, len(self.blocks)):
            block = self.blocks[at]
            if isinstance(block, PartText):
                if at in self.named or (block.kind == "heading" and block.level <= level):
                    return at
            elif isinstance(block, PartTargets):
                return at
        return len(self.blocks)

    def _before_notes(self, end: int, first: int) -> int:
        while end > first and self._kind(end - 1) == "note" and not is_over(self._text(end - 1)):
            end -= 1
        return end

    def _past(self, place: int) -> int:
        """Return where what belongs to a table or to the line that names it ends."""
        at = place + 1
        while at < len(self.blocks) and at not in self.named:
            text = self._text(at)
            if not (is_over(text) or self._kind(at) == "note" or self._is_table(at)):
                break
            at += 1
        return at

    def _is_table(self, place: int) -> bool:
        """Tell whether a table stands right under a line."""
        return isinstance(self.blocks[place], PartTable) and not isinstance(
            self.blocks[place - 1], PartTable
        )

    def _from(self, place: int) -> int:
        """Return where what belongs to a table or to the line that names it begins."""
        while place and (is_over(self._text(place - 1)) or self._kind(place - 1) == "caption"):
            place -= 1
        return place
