"""Texts that only say what should be written in a cell are no content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


_LEADING = ("栏次", "序号", "行次", "甲", "乙", "丙", "丁", "—", "-", "**", "*")
"""What stands before the numbers in a row that numbers the columns."""
_LEAST = 3
_WITHIN = 8
"""Rows of a table among which its columns are numbered: right under the head."""


def empty_numbering(blocks: Iterable[Block]) -> None:
    """Empty the rows that number a table's columns (``1 2 3 4``, ``甲 乙 1 2``) under its head."""
    for block in blocks:
        if isinstance(block, Grid):
            for number, row in enumerate(block.rows[1:_WITHIN], 1):
                numbered = bool(row) and row[0].col == 0 and _numbers_columns(row)
                if numbered and _is_head(block.rows[number - 1]):
                    for cell in row:
                        cell.text = ""


def _numbers_columns(row: Sequence[Cell]) -> bool:
    said = [cell.text.strip() for cell in row if cell.text.strip()]
    while said and said[0] in _LEADING:
        said.pop(0)
    return len(said) >= _LEAST and said == [str(one + 1) for one in range(len(said))]


def _is_head(row: Sequence[Cell]) -> bool:
    """Tell whether a row holds labels: several texts, none of them a number."""
    said = [cell.text.strip() for cell in row if cell.text.strip()]
    return len(said) > 1 and not any(text.replace(".", "").isdigit() for text in said)
