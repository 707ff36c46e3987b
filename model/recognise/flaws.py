"""What a file's reader says of a cell becomes a doubt at the cell it was put into."""

from __future__ import annotations

from collections.abc import Iterable

from model.document.cellref import CellRef
from model.document.doubts import CELL, LOST, PROMPT, STRUCK, Doubt
from model.printing.grid import Cell, Flaw, Paragraph

_KINDS = {"digits": LOST, "error": LOST, "prompt": PROMPT, "picture": PROMPT, "place": CELL}


def is_noted(cell: Cell) -> bool:
    """Tell whether anything is to be kept of a cell besides its text."""
    return bool(cell.comments or cell.flaws or cell.struck)


def doubts_of_cell(cell: Cell, where: str, ref: CellRef, held: str) -> Iterable[Doubt]:
    """Yield the doubts a file's cell gives.

    Args:
        cell: the cell.
        where: its place in the file.
        ref: the cell it was put into.
        held: the text that holds after reading.
    """
    yield from _flawed(cell.flaws, where, ref, held)
    if cell.struck:
        yield _struck(cell.struck, where, ref, held)


def doubts_of_paragraph(paragraph: Paragraph) -> Iterable[Doubt]:
    """Yield the doubts a paragraph around the tables gives."""
    yield from _flawed(paragraph.flaws, paragraph.where, CellRef(), "")
    if paragraph.struck:
        yield _struck(paragraph.struck, paragraph.where, CellRef(), "")


def _flawed(flaws: Iterable[Flaw], where: str, ref: CellRef, held: str) -> Iterable[Doubt]:
    for flaw in flaws:
        kind = _KINDS.get(flaw.kind, LOST)
        yield Doubt(kind=kind, ref=ref, said=f"{flaw.text}。", held=held, where=where)


def _struck(struck: str, where: str, ref: CellRef, held: str) -> Doubt:
    text = " ".join(struck.split())
    shown = text if len(text) <= 40 else text[:40] + "…"
    return Doubt(
        kind=STRUCK,
        ref=ref,
        said=f"划掉的“{shown}”没有读入，看作建议删除。",
        held=held,
        where=where,
    )
