"""All pages of a file become a document."""

from __future__ import annotations

from statistics import median_high

from importers.tables.breaks import Break, go_on, goes_on, repeats_first_row
from importers.tables.frames import Frame
from importers.tables.layout import Laid, lay_out
from importers.tables.margins import split_margins
from importers.tables.page import Page
from importers.tables.paragraphs import ParagraphMaker
from importers.tables.quality import Quality, quality_of
from importers.tables.table import Table
from model.basics.steps import step
from model.printing.grid import Document, Paragraph

_COLUMNED = 3
"""Lines with two wide gaps or more: so many look like a table without rules."""
_FEW = 5
"""So few lines do not show how wide their page's text is."""
_SHOWN = 10
"""So many rows at page breaks are named one by one."""


class Assembler:
    """Takes pages one by one, in order, and makes a document of them in the end.

    Attributes:
        qualities: of every page, how far its text can be read.
    """

    def __init__(self) -> None:
        self.qualities: list[Quality] = []
        self._pages: list[Laid] = []

    def add(self, page: Page) -> None:
        """Take a page; only its tables and lines are kept."""
        quality = quality_of(page)
        laid = lay_out(page)
        frames = [part for part in laid.parts if isinstance(part, Frame)]
        quality.tables = len(frames)
        lines = [part for part in laid.parts if not isinstance(part, Frame)]
        quality.columned = sum(line.gaps > 1 for line in lines) >= _COLUMNED
        self.qualities.append(quality)
        if not quality.garbled:
            self._pages.append(laid)

    def leave_out(self, number: int) -> None:
        """Note a page that holds more than any document's."""
        self.qualities.append(Quality(number, overfull=True))

    def document(self) -> Document:
        """Return the document."""
        made = _Making()
        margins = split_margins(self._pages)
        _give_room(self._pages)
        for page in self._pages:
            made.page(page)
        made.finish()
        document = made.document
        document.around = [
            Paragraph(line.text.strip(), where=f"第{number}页页眉页脚") for line, number in margins
        ]
        document.notes += made.notes()
        return document


def _give_room(pages: list[Laid]) -> None:
    """Let the few lines of a page have the room that other pages of its size show.

    By themselves they only show how long they are: each would seem to fill its room.
    """
    full: dict[int, list[float]] = {}
    few: list[Laid] = []
    for page in pages:
        count = sum(not isinstance(part, Frame) for part in page.parts)
        if count == len(page.parts) and count <= _FEW:
            few.append(page)
        else:
            full.setdefault(round(page.height), []).append(page.room.right)
    for page in few:
        rights = full.get(round(page.height), ())
        page.room.right = max(page.room.right, median_high(rights)) if rights else page.room.right


class _Making:
    """The document while pages are put to it."""

    def __init__(self) -> None:
        self.document = Document()
        self._paragraphs = ParagraphMaker()
        self._table: Table | None = None
        self._last: Laid | None = None
        self._breaks: list[tuple[Table, Break]] = []
        self._lowest = 0.0

    def page(self, page: Laid) -> None:
        """Put a page's parts to the document."""
        step()
        parts = list(page.parts)
        number = 0
        if self._table is not None:
            index = self._going_on(page)
            frame = parts[index] if index is not None else None
            if isinstance(frame, Frame):
                done = go_on(self._table, frame, page.number)
                self._breaks.append((self._table, done))
                number, parts = 1, parts[(index or 0) + 1 :]
        above: list[str] = []
        for part in parts:
            if isinstance(part, Frame):
                self._close()
                self.document.blocks += self._paragraphs.take()
                number += 1
                self._table = Table(part, page.number, number, tuple(above[-3:]))
                above = []
            else:
                self._close()
                above.append("".join(part.text.split()))
                self._paragraphs.add(part, page.number, page.room)
        self._last = page

    def _going_on(self, page: Laid) -> int | None:
        """Return which part of a page goes on with the table of the page before."""
        table, last = self._table, self._last
        if table is None or last is None or page.number != last.number + 1:
            return None
        before: list[str] = []
        for index, part in enumerate(page.parts):
            if isinstance(part, Frame):
                if before and not _reprinted(table, tuple(before), part):
                    return None
                foot = _foot(last)
                return index if goes_on(table, part, foot - table.bottom) else None
            before.append("".join(part.text.split()))
        return None

    def _close(self) -> None:
        if self._table is not None:
            self.document.blocks += self._paragraphs.take()
            self.document.blocks.append(self._table.grid())
            self._table = None

    def finish(self) -> None:
        """Take what is still open."""
        self._close()
        self.document.blocks += self._paragraphs.take()

    def notes(self) -> list[str]:
        """Return what is to be said about tables that go over pages."""
        cut = [(table, item) for table, item in self._breaks if item.row]
        unsure = [(table, item) for table, item in self._breaks if item.unsure]
        notes: list[str] = []
        if self._breaks:
            pages = _listed([str(item.page) for _, item in self._breaks])
            notes.append(
                f"有表格跨页：在第{pages}页末尾分页的表格已接到下一页，重复的表头只读一次，"
                "请核对分页处的各行"
            )
        if cut:
            rows = _listed([_place(table, item.page, item.row) for table, item in cut])
            notes.append(f"被分页截成两段的行已接为一行：{rows}")
        if unsure:
            rows = _listed([_place(table, item.page, item.unsure) for table, item in unsure])
            notes.append(f"不能确定是否接着上一行的行，按单独一行读入：{rows}")
        return notes


def _place(table: Table, page: int, row: int) -> str:
    return f"第{table.page}页表{table.number}第{row}行（第{page}、{page + 1}页之间）"


def _listed(items: list[str]) -> str:
    more = f"等{len(items)}处" if len(items) > _SHOWN else ""
    return "、".join(items[:_SHOWN]) + more


def _foot(page: Laid) -> float:
    """Return how far down a page's text and tables may go, as far as can be told."""
    return 0.92 * page.height


def _reprinted(table: Table, before: tuple[str, ...], frame: Frame) -> bool:
    """Tell whether the lines above a frame are those above the table, printed once more.

    Excel repeats title rows on every page; the frame's first row is then repeated too,
    while in another form of the same title the first row holds other values.
    """
    is_same = bool(table.above) and before == table.above[-len(before) :]
    return is_same and repeats_first_row(table, frame)
