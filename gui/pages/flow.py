"""Blocks flow over pages: paragraphs kept with what follows them, tables broken between rows."""

from __future__ import annotations

from collections.abc import Iterator

from gui.pages.table import Rule, TableSetter
from gui.pages.text import PageStyles, Piece, TextStyle, printable
from model.printing.grid import Grid, Paragraph


class Page:
    """What stands on one page, in units from the text area's upper left corner."""

    __slots__ = ("pieces", "rules")

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.rules: list[Rule] = []


class Flow:
    """Takes blocks in order and fills pages with them.

    Attributes:
        pages: the pages so far.
        entries: (list, text, page counted from 0) of the table-of-contents entries met.
    """

    def __init__(self, styles: PageStyles) -> None:
        self.styles = styles
        self.pages = [Page()]
        self.used = 0.0
        self.entries: list[tuple[str, str, int]] = []
        self._waiting: list[tuple[Paragraph, float]] = []

    def paragraph(self, block: Paragraph, before: float = 0.0) -> None:
        """Set a paragraph; one that is kept with the next waits for it.

        Args:
            block: the paragraph; its role names its style.
            before: the space above it, in units.
        """
        style = self.styles.roles[block.role]
        if style.new_page:
            self._flush()
            self.next_page()
        self._waiting.append((block, before))
        if not style.keep_next:
            self._flush()

    def table(self, grid: Grid) -> Iterator[None]:
        """Set a table, in small steps."""
        self._flush()
        setter = TableSetter(grid, self.styles, self.used)
        yield from setter.steps()
        first = len(self.pages) - 1
        for _ in range(setter.pages - 1):
            self.pages.append(Page())
        for page, piece in setter.pieces():
            self.pages[first + page].pieces.append(piece)
        for page, rule in setter.rules():
            self.pages[first + page].rules.append(rule)
        self.used = setter.end

    def finish(self, ahead: float = 0.0) -> None:
        """Set what still waits for a paragraph to follow.

        Args:
            ahead: the height in units of what follows and is to stay with it.
        """
        self._flush(ahead)

    def next_page(self) -> None:
        """Begin a page, unless this one is still empty."""
        if self.used or self.pages[-1].pieces:
            self.pages.append(Page())
        self.used = 0.0

    def lines(self, text: str, style: TextStyle) -> None:
        """Set one line of the source: a paragraph of its own, broken over pages where needed."""
        text = printable(text)
        count = self.styles.texts.count(text, style, self.styles.width)
        done = 0
        while done < count:
            fit = int((self.styles.height - self.used + 1) / style.line)
            if fit <= 0 and self.used:
                self.next_page()
                continue
            # a line higher than a page stands there all the same
            lines = max(1, min(fit, count - done))
            place = 0.0, self.used
            piece = Piece(text, style, place, self.styles.width, (done, lines))
            self.pages[-1].pieces.append(piece)
            self.used += lines * style.line
            done += lines

    def _flush(self, ahead: float = 0.0) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        if self.used and self.used + self._together(waiting) + ahead > self.styles.height:
            self.next_page()
        for block, before in waiting:
            style = self.styles.roles[block.role]
            self.used += before
            if self.used and self.used + style.line > self.styles.height + 1:
                self.next_page()
            page = len(self.pages) - 1
            self.entries += [(name, text, page) for name, text in block.contents]
            for line in block.text.split("\n"):
                self.lines(line, style)
            self.used += style.after

    def _together(self, waiting: list[tuple[Paragraph, float]]) -> float:
        """Return the height of headings and the first line of what follows them."""
        height = 0.0
        for number, (block, before) in enumerate(waiting, 1):
            style = self.styles.roles[block.role]
            height += before
            if number == len(waiting) and not style.keep_next:
                return height + style.line
            for line in block.text.split("\n"):
                text = printable(line)
                height += style.line * self.styles.texts.count(text, style, self.styles.width)
            height += style.after
        return height
