"""The blocks of a document, one after another, as the XML of Word's body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import jinja2

from exporters.word_lines import count_lines
from exporters.word_pages import Plan
from exporters.word_styles import Stylesheet, twips
from exporters.word_table import TableWriter
from exporters.word_text import bookmark_name, bookmarked, field, paragraph, quoted, runs
from model.grid import Grid, Paragraph

_COVER_TOP = 0.2
_COVER_TITLE = 0.04
_COVER_DATE = 0.75
_DIVIDER_TOP = 0.3
"""Where cover and dividing pages set their lines, as parts of the text area's height."""


class BodyWriter:
    """Writes a document's blocks with what the plan knows of their pages."""

    def __init__(
        self, plan: Plan, sheet: Stylesheet, tables: TableWriter, templates: jinja2.Environment
    ) -> None:
        self._plan = plan
        self._sheet = sheet
        self._tables = tables
        self._contents = templates.get_template("contents.xml")
        self._lists = 0
        self._bookmark = 0
        self._dividers = iter(plan.dividers)
        self._plans = iter(plan.tables)
        self._cover_used = 0.0

    def pieces(self, blocks: Iterable[Paragraph | Grid]) -> Iterator[str]:
        """Yield the body's XML, a block or a line of contents at a time."""
        for block in blocks:
            if isinstance(block, Grid):
                yield self._tables.table(block, next(self._plans))
            elif block.role == "contents-list":
                yield from self._contents_list(block.text)
            else:
                yield self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> str:
        """Return a block's lines, each a paragraph of its own in the block's style."""
        style = self._sheet.roles[block.role or "body"]
        first, *others = block.text.split("\n")
        content = runs(first)
        for name, text in block.contents:
            self._bookmark += 1
            entry = field(f"TC {quoted(text)} \\f {name} \\l 1")
            # behind the text, as Word itself puts it: before it, a .doc that LibreOffice
            # makes of the file loses the table that follows
            content = bookmarked(self._bookmark, content + entry)
        before = self._before(block)
        spacing = f'<w:spacing w:before="{twips(before)}"/>' if before else ""
        out = [paragraph(style.id, content, spacing)]
        same_page = '<w:pageBreakBefore w:val="0"/>' if style.new_page else ""
        out += [paragraph(style.id, runs(line), same_page) for line in others]
        return "".join(out)

    def _before(self, block: Paragraph) -> float:
        """Return the space above a paragraph that the style does not know, in points."""
        height = self._sheet.height
        if block.role == "part" and next(self._dividers):
            return height * _DIVIDER_TOP
        if not block.role.startswith("cover-"):
            return 0
        before = {
            "cover-department": height * _COVER_TOP,
            "cover-title": height * _COVER_TITLE,
            "cover-date": max(height * _COVER_TITLE, height * _COVER_DATE - self._cover_used),
        }[block.role]
        style = self._sheet.roles[block.role]
        room = self._sheet.width / style.font.points
        lines = sum(count_lines(line, room) for line in block.text.split("\n"))
        self._cover_used += before + lines * style.line
        return before

    def _contents_list(self, name: str) -> Iterator[str]:
        self._lists += 1
        entries = [entry for entry in self._plan.entries if entry.list == name]
        yield from self._contents.generate(
            entries=entries,
            instruction=runs(f" TOC \\f {name} \\h ", "w:instrText"),
            style=self._sheet.roles["contents-entry"].id,
            gap=self._sheet.gap.id,
            runs=runs,
            bookmark=bookmark_name,
            page=self._sheet.page,
            last=self._lists == self._plan.lists,
        )
