"""Edits of parts as wholes; their texts and cells are set by `model.document.edits.SetCells`."""

from __future__ import annotations

import copy

from msgspec import Struct, field

from model.document.blocks import Part, PartBlock
from model.document.disclosure import Disclosure
from model.document.edits import Change


class SetParts(Struct):
    """Give the disclosure another list of parts: make it whole, add, move, leave out parts.

    Parts that stay are the same objects; those given are put in as they are.
    """

    label: str
    parts: list[Part]
    publication: str
    before: tuple[list[Part], str] | None = None

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the new list in."""
        self.before = (disclosure.parts, disclosure.publication)
        disclosure.parts = list(self.parts)
        disclosure.publication = self.publication
        return Change(structure=True, parts=self._touched(disclosure))

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the old list back."""
        assert self.before is not None
        disclosure.parts, disclosure.publication = self.before
        return Change(structure=True, parts=self._touched(disclosure))

    def _touched(self, disclosure: Disclosure) -> list[str]:
        before = self.before[0] if self.before else []
        return list(dict.fromkeys(part.id for part in (*before, *self.parts, *disclosure.parts)))


class SetPartBlocks(Struct):
    """Give a part other blocks: rows, paragraphs or tables that came, went or moved.

    Blocks and rows that stay keep their identity. They are copied at once, as
    `model.document.edits.SetIndicators` does. ``omitted`` leaves the part out, or takes it back in.
    """

    label: str
    part: str
    blocks: list[PartBlock]
    omitted: bool = False
    before: tuple[list[PartBlock], bool] = field(default_factory=lambda: ([], False))

    def __post_init__(self) -> None:
        self.blocks = copy.deepcopy(self.blocks)

    def apply(self, disclosure: Disclosure) -> Change:
        """Put the new blocks in."""
        part = self._part(disclosure)
        self.before = (part.blocks, part.omitted)
        part.blocks, part.omitted = copy.deepcopy(self.blocks), self.omitted
        return Change(parts=[self.part])

    def revert(self, disclosure: Disclosure) -> Change:
        """Put the old blocks back."""
        part = self._part(disclosure)
        part.blocks, part.omitted = self.before
        return Change(parts=[self.part])

    def _part(self, disclosure: Disclosure) -> Part:
        part = next((part for part in disclosure.parts if part.id == self.part), None)
        if part is None:
            raise KeyError(self.part)
        return part
