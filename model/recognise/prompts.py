"""Texts that only say what should be written in a cell are no content."""

from __future__ import annotations

from collections.abc import Iterable

from model.printing.grid import Block, Cell, Flaw, Grid
from model.recognise.vocabulary import vocabulary


def empty_prompts(blocks: Iterable[Block]) -> None:
    """Empty the cells of tables that hold a prompt, and note in them that they did."""
    prompts = vocabulary().prompts
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                for cell in row:
                    if prompts[cell.text]:
                        _empty(cell)
                    if cell.nested:
                        empty_prompts(cell.nested)


def _empty(cell: Cell) -> None:
    said = f"这一格只有填写提示“{' '.join(cell.text.split())}”，没有填"
    cell.flaws = (*cell.flaws, Flaw("prompt", said))
    cell.text = ""
