"""A document taken apart into the parts of a whole disclosure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct, field

from model.document.blocks import Part
from model.document.comments import CellComment
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.layout.publication import Publication
from model.printing.grid import Block, Paragraph

_SECTION = re.compile(r"^目\s*录$|[，。：:]")
"""A title that is no department's name."""

Belongs = Callable[[list[Block]], bool]
"""Tells whether blocks hold target tables."""


class Whole(Struct):
    """What became of a document.

    Attributes:
        parts: its parts, in order.
        publication: whose they are.
        rest: the blocks of the 绩效文本, for `model.recognise`.
        before: the lines before the first part, which name year and department.
        notes: what the clerk should know.
        comments: what somebody remarked on cells of the parts.
        behind: name of a workbook's sheet that is none of the parts' → the id of the table before
            it, empty where there is none.
    """

    parts: list[Part]
    publication: Publication
    rest: list[Block]
    before: list[Paragraph]
    notes: list[str] = field(default_factory=list)
    comments: list[CellComment] = field(default_factory=list)
    behind: dict[str, str] = field(default_factory=dict)

    def form(self, forms: Mapping[str, Layout]) -> str:
        """Return the id of the form its target tables are to have."""
        return self.publication.form if self.publication.form in forms else next(iter(forms))

    def put_into(self, disclosure: Disclosure) -> None:
        """Give a disclosure the parts."""
        disclosure.parts = self.parts
        disclosure.publication = self.publication.id
        disclosure.comments += self.comments

    def name(self, disclosure: Disclosure) -> None:
        """Take year and department from the titles, where nothing else said them."""
        for part in self.parts:
            for text in part.texts():
                if text.kind == "title":
                    self._name(text.text.strip(), disclosure)

    def _name(self, title: str, disclosure: Disclosure) -> None:
        year = re.search(r"20\d\d(?=年)", title)
        if disclosure.year is None and year:
            disclosure.year = int(year[0])
        alone = "{department}" in self.publication.front.titles
        if alone and not year and not disclosure.department.name and not _SECTION.search(title):
            disclosure.department.name = title


_MISSING = ("没有“", "”这一部分")


def still_missing(parts: Iterable[Part], publication: Publication | None) -> Iterator[str]:
    """Yield a line for each part a publication asks for that is not there.

    A part whose tables stand under headings of their own is there.
    """
    parts = list(parts)
    there = {part.key for part in parts}
    if publication is not None:
        home = {spec.key: spec.part for spec in publication.tables}
        there |= {home[one.key] for part in parts for one in part.tables() if one.key in home}
    for spec in publication.parts if publication is not None else ():
        if spec.required and spec.key not in there:
            yield spec.title.join(_MISSING)


def is_missing_note(note: str) -> bool:
    """Tell whether a line is one of `still_missing`: true of one file, perhaps not of several."""
    return note.startswith(_MISSING[0]) and note.endswith(_MISSING[1])
