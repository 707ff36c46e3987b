"""What a reader was not sure of, at its cell, until somebody settles it."""

from __future__ import annotations

from msgspec import Struct, field

from model.document.cellref import CellRef

UNIT = "unit"
YEAR = "year"
CELL = "cell"
UNREAD = "unread"
LOST = "lost"
STRUCK = "struck"
PROMPT = "prompt"
KINDS = (UNIT, YEAR, CELL, UNREAD, LOST, STRUCK, PROMPT)
"""What a doubt may be about: the money's unit; the year or department; what a cell holds; what
found no cell; content the file itself has lost; a proposed deletion; a prompt or picture
instead of a text."""


class Choice(Struct, frozen=True):
    """An answer to a doubt: what the clerk reads, and the text the cell then gets."""

    label: str
    text: str


class Doubt(Struct, frozen=True, kw_only=True):
    """Something a reader was not sure of.

    Attributes:
        kind: one of `KINDS`.
        ref: the cell it is about; with a target table alone where it concerns none of its
            cells, empty where it concerns the whole file.
        said: what the clerk is told, a whole Chinese sentence; a question where ``choices``
            answer it.
        held: the text the cell had after reading. Another text, and the doubt is settled.
        where: how a clerk finds the place in the file (``表1第2行第3格``).
        choices: the answers there are, the one that was taken first; may be empty.
    """

    kind: str
    ref: CellRef = field(default_factory=CellRef)
    said: str = ""
    held: str = ""
    where: str = ""
    choices: tuple[Choice, ...] = ()

    def line(self) -> str:
        """Return the doubt with its place on one line, for the reading report."""
        said = " ".join(self.said.split())
        if self.choices:
            said += f"可选：{'、'.join(choice.label for choice in self.choices)}。"
        return f"{self.where}：{said}" if self.where else said
