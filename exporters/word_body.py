"""The blocks of a document, one after another, as the XML of Word's body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exporters.word_lines import count_lines
from exporters.word_pages import Paginator
from exporters.word_styles import Stylesheet, twips
from exporters.word_table import TableWriter
from exporters.word_text import bookmarked, field, paragraph, quoted, runs
from model.layout import Layout
from model.parts.own import WHOLE
from model.printing.grid import Grid, Paragraph

COVER = {"cover-department": 0.2, "cover-title": 0.26, "cover-date": 0.75}
"""Where a cover's lines begin, as parts of the text area's height, if those above allow it."""

_BREAK = "<w:r><w:br/></w:r>"
_COVER_GAP = 0.04
_DIVIDER_TOP = 0.3
"""Where the heading of a part stands that has a page to itself."""


class BodyWriter:
    """Writes parts, texts and tables, and notes the page of each entry of the contents.

    ``pages`` is complete once the pieces are drawn.
    """

    def __init__(self, layout: Layout, sheet: Stylesheet) -> None:
        self.pages = Paginator(layout, sheet)
        self._sheet = sheet
        self._layout = layout
        self._others: dict[tuple[float, ...], TableWriter] = {(): TableWriter(layout, sheet)}
        self._entries = 0

    def pieces(self, blocks: Iterable[Paragraph | Grid]) -> Iterator[str]:
        """Yield the XML of each block from the first part on."""
        heading: list[Paragraph] = []
        for block in blocks:
            if isinstance(block, Grid):
                plan = self.pages.table(block)
                yield self._writer(block).table(block, plan)
                continue
            if block.role == "part":
                yield from self._part(heading, alone=True)
                heading = [block]
            elif block.role == "part-name":
                heading.append(block)
            else:
                yield from self._part(heading, alone=self._sheet.roles[block.role].new_page)
                heading = []
                yield self._paragraph(block)
        yield from self._part(heading, alone=True)
        self.pages.finish()

    def _writer(self, grid: Grid) -> TableWriter:
        """Return the writer of tables with a grid's columns: the form's, or its own."""
        held = self._others.get(grid.widths_mm)
        if held is None:
            held = TableWriter(self._layout, self._sheet, grid.widths_mm)
            self._others[grid.widths_mm] = held
        return held

    def _part(self, heading: list[Paragraph], alone: bool) -> Iterator[str]:
        """Yield the lines of a part's heading, lower when nothing else is on their page."""
        for block in heading:
            lower = alone and block.role == "part"
            yield self._paragraph(block, self._sheet.height * _DIVIDER_TOP if lower else 0)

    def _paragraph(self, block: Paragraph, before: float = 0) -> str:
        self.pages.paragraph(block)
        first = self._entries + 1
        self._entries += len(block.contents)
        return styled(self._sheet, block, before, first)


def cover(sheet: Stylesheet, blocks: Iterable[Paragraph]) -> Iterator[str]:
    """Yield the lines of the cover, spread over its page."""
    used = 0.0
    for block in blocks:
        before = max(sheet.height * _COVER_GAP, sheet.height * COVER[block.role] - used)
        style = sheet.roles[block.role]
        room = sheet.width / style.font.points
        lines = sum(count_lines(line, room) for line in block.text.split("\n"))
        used += before + lines * style.line
        yield styled(sheet, block, before)


def styled(sheet: Stylesheet, block: Paragraph, before: float = 0, entry: int = 1) -> str:
    """Return a block's lines, each a paragraph of its own in the block's style.

    Args:
        sheet: the styles.
        block: the block; a role of `model.printing.grid.ROLES`.
        before: the space above it, in points.
        entry: the number of the first entry it gives to the contents.
    """
    style = sheet.roles[block.role]
    first, *others = block.text.split("\n")
    content = runs(first)
    if block.role.startswith(WHOLE):
        # a paragraph of a part is read back as one: its lines are parted within it
        content, others = _BREAK.join([content, *map(runs, others)]), []
    for number, (name, text) in enumerate(block.contents, entry):
        # behind the text: in front of it, LibreOffice loses the table below in a .doc file
        content = bookmarked(number, content + field(f"TC {quoted(text)} \\f {name} \\l 1"))
    spacing = f'<w:spacing w:before="{twips(before)}"/>' if before else ""
    out = [paragraph(style.id, content, spacing)]
    same_page = '<w:pageBreakBefore w:val="0"/>' if style.new_page else ""
    out += [paragraph(style.id, runs(line), same_page) for line in others]
    return "".join(out)
