"""What only shows how a form is filled in: sample and instruction sheets, tables, dictionaries."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from model.printing.grid import Block, CellStream, Grid, Paragraph
from model.recognise.vocabulary import vocabulary

_LONGEST_TITLE = 40


class Sifted(Struct):
    """A document's blocks without samples, and the samples that were left out."""

    blocks: list[Block]
    samples: list[tuple[Grid, str]] = field(default_factory=list)


def sift(blocks: list[Block]) -> Sifted:
    """Return what is content and what only shows how the form is filled in.

    Where nothing but samples would be found, all is content: somebody wrote over the sample.
    """
    found: dict[int, tuple[Grid, str, bool]] = {}
    forms = 0
    title = sheet = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.role == "sheet":
                sheet, title = block.text, ""
            elif block.text.strip():
                title = block.text if len(block.text) <= _LONGEST_TITLE else ""
            continue
        if isinstance(block, CellStream):
            forms += 1
            continue
        why, sure = _why(block, sheet, title)
        if why:
            found[id(block)] = (block, why, sure)
        forms += _names_project(block)
        title = ""
    content = forms - sum(_names_project(grid) for grid, _, _ in found.values())
    if not found or content < 1:
        return Sifted(blocks)
    samples = [(grid, why) for grid, why, _ in found.values()]
    return Sifted([block for block in blocks if id(block) not in found], samples)


def _why(grid: Grid, sheet: str, title: str) -> tuple[str, bool]:
    """Return why a table is a sample, and whether that is sure; empty for content."""
    words = vocabulary().samples
    if any(word in sheet for word in words.sheets):
        return f"工作表“{sheet}”", True
    if any(word in title for word in words.titles):
        return f"{grid.where}（“{title.strip()}”）", True
    first = next((row for row in grid.rows if any(cell.text.strip() for cell in row)), [])
    texts = [cell.text.strip() for cell in first if cell.text.strip()]
    alone = len(texts) == 1 and len(texts[0]) <= _LONGEST_TITLE
    if alone and any(word in texts[0] for word in words.titles):
        return f"{grid.where}（“{texts[0]}”）", True
    for name in _project_names(grid):
        if any(word in name for word in words.names):
            return f"{grid.where}（项目名称“{name.strip()}”）", False
    return "", False


def _names_project(grid: Grid) -> bool:
    names = vocabulary().names
    return any(names[cell.text] for row in grid.rows[:40] for cell in row)


def _project_names(grid: Grid) -> Iterator[str]:
    """Yield the texts right of the labels of a project's name."""
    names = vocabulary().names
    for row in grid.rows[:20]:
        label = ""
        for cell in row:
            text = cell.text
            if label and text.strip():
                yield text
            if text and (text.strip() or not label):
                label = text if names[text] else ""
