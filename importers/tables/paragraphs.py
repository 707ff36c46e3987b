"""Lines outside the tables become paragraphs."""

from __future__ import annotations

import re

from importers.tables.joining import Column, blank_lines, glued, pitch_of, room_wanted
from importers.tables.letters import is_wide
from importers.tables.lines import TextLine
from importers.tables.table import flaws_of
from model.printing.grid import Paragraph

_ENTRY = re.compile(
    r"(.*[^\s.．·…‥。⋯_])\s*+(?:[.．·…‥。⋯_]\s*+){3,}+(?:\d{1,4}|[-—–]\s*\d{1,4}\s*[-—–])\s*"
)
"""An entry of a table of contents: a text, leading dots, a page."""
_INDENT = 1.2
"""Letters by which a paragraph's first line may stand to the right."""
_SPACING = 2.0


def _is_centred(line: TextLine, room: Column) -> bool:
    """Tell whether a line stands amid its room, as titles do."""
    return abs(line.x0 + line.x1 - room.left - room.right) < 0.6 * line.size


class ParagraphMaker:
    """Joins lines to paragraphs as they come, over page breaks too.

    A line that fills its room goes on in the next one, unless that is set in or set apart.
    """

    def __init__(self) -> None:
        self._lines: list[TextLine] = []
        self._text = ""
        self._where = ""
        self._page = 0
        self._struck = ""
        self._last: TextLine | None = None
        self._pitch = 0.0
        self._count = 0
        self.made: list[Paragraph] = []

    def add(self, line: TextLine, page: int, room: Column) -> None:
        """Take a line.

        Args:
            line: below all lines taken before, or on a later page.
            page: its number, from 1.
            room: from where to where the page's lines go.
        """
        blank = 0
        if self._last is not None and page == self._page:
            blank = blank_lines(self._last, line, self._pitch)
        if blank or not self._lines or not self._continues(line, page, room):
            self.end()
            # an empty line between is one of the text, as in a Word file
            self.made += [Paragraph("", where=f"第{page}页") for _ in range(blank)]
            self._text = line.text
            self._where = f"第{page}页第{self._next(page)}段"
        else:
            self._text = glued(self._text, line.text, self._lines[-1], room)
            pitch = pitch_of(self._lines[-1], line) if page == self._page else 0.0
            if pitch > 0.9:
                self._pitch = min(self._pitch or pitch, pitch)
        self._struck += line.struck
        self._lines.append(line)
        self._last = line
        self._page = page

    def _next(self, page: int) -> int:
        self._count = self._count + 1 if page == self._page else 1
        return self._count

    def _continues(self, line: TextLine, page: int, room: Column) -> bool:
        last = self._lines[-1]
        if _ENTRY.fullmatch(last.text):
            return False
        sure = any(map(is_wide, last.text)) and any(map(is_wide, line.text))
        if sure and abs(last.size - line.size) > 0.12 * last.size:
            return False
        if room.right - last.x1 > room_wanted(last, line):
            return False
        if page == self._page and line.y0 - last.y1 > _SPACING * last.size:
            return False
        if _ENTRY.fullmatch(line.text) or (_is_centred(last, room) and _is_centred(line, room)):
            return True
        if len(self._lines) == 1:
            # a first line is set in, or level with the others, but not set out far
            left = self._lines[0].x0
        else:
            left = min(item.x0 for item in self._lines[1:])
            if abs(line.x0 - left) > 0.6 * last.size:
                return False
        return line.x0 - room.left < _INDENT * line.size and line.x0 - left < 0.6 * line.size

    def end(self) -> None:
        """End the paragraph so far."""
        if not self._lines:
            return
        text = self._text.strip(" ")
        entry = _ENTRY.fullmatch(text)
        role = "contents-entry" if entry else ""
        self.made.append(
            Paragraph(text, role, where=self._where, struck=self._struck, flaws=flaws_of(text))
        )
        self._lines, self._text, self._struck = [], "", ""

    def take(self) -> list[Paragraph]:
        """End the paragraph so far and return what was made since the last call."""
        self.end()
        self._last = None
        made, self.made = self.made, []
        return made
