"""The whole document, or one project, on paper: PDF files and printers, from any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from exporters.atomic import replacing
from gui.pages.flow import Page
from gui.pages.fonts import UNITS
from gui.pages.painter import PagePainter
from gui.pages.pdftext import mend_characters
from gui.pages.sections import (
    CONTENTS_KEY,
    UNNUMBERED,
    Laid,
    contents_with_pages,
    front_blocks,
    lay_blocks,
    lay_contents,
    section_keys,
    table_blocks,
)
from gui.pages.text import PageStyles
from model.basics.errors import WriteError
from model.basics.steps import step
from model.basics.version import PROGRAM
from model.document.disclosure import Disclosure
from model.layout import Layout

DPI = 72 * UNITS
"""At this resolution a pixel of the PDF is a unit of the layout."""

Progress = Callable[[int, int], None]
Sheet = tuple[Page, int | None]
"""A page and its number; None for a page that bears none."""


def export_pdf(
    disclosure: Disclosure,
    layout: Layout,
    target: Path,
    progress: Progress | None = None,
    *,
    keys: Sequence[str] | None = None,
    today: date | None = None,
) -> None:
    """Write the pages as one PDF file, its text as text.

    It may run in any thread, as long as nobody changes the disclosure meanwhile.

    Args:
        disclosure: what to write.
        layout: the form to write it in.
        target: the file, replaced only when the new one is complete.
        progress: called with (done, total).
        keys: of the sections to write; by default all. Pages keep the numbers they
            have in the whole document.
        today: the day on the cover; by default the day of the call.

    Raises:
        WriteError: the target cannot be written; what stood there is untouched.
        Cancelled: it was given up; what stood there is untouched.
    """
    job = Job(disclosure, layout, today or date.today(), progress)
    with replacing(target) as file:
        # Qt swallows the errors of a full disk: the file is written by Python, in one piece
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(held)
        writer.setCreator(PROGRAM)
        writer.setTitle(" ".join(disclosure.department.name.split()) or layout.name)
        writer.setResolution(DPI)
        set_page(writer, layout)
        job.paint(writer, keys)
        file.write(mend_characters(bytes(held.data().data()), job.characters, job.fonts))


def set_page(device: QPagedPaintDevice, layout: Layout) -> None:
    """Give a device the layout's paper, upright or across, without margins of its own."""
    page = layout.page
    across = page.width_mm > page.height_mm
    short, long = sorted((page.width_mm, page.height_mm))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter)
    turned = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    mode = QPageLayout(size, turned, QMarginsF(), QPageLayout.Unit.Point)
    mode.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(mode)


class Job:
    """Lays a document out and paints it on a device with pages.

    Args:
        disclosure, layout, today, progress: see `export_pdf`.
        above: stands above each page, at its right.
    """

    def __init__(
        self,
        disclosure: Disclosure,
        layout: Layout,
        today: date,
        progress: Progress | None = None,
        above: str = "",
    ) -> None:
        self._above = above
        self._disclosure = disclosure
        self._layout = layout
        self._today = today
        self._progress = progress or (lambda _done, _total: None)
        self._styles = PageStyles(layout)
        self._total = 0
        self._done = 0
        self.characters: set[str] = set()

    @property
    def fonts(self) -> list[QFont]:
        """The fonts the pages are set in."""
        return self._styles.fonts()

    def sheets(self, keys: Sequence[str] | None = None) -> list[Sheet]:
        """Return the pages of some sections, or of all, with their numbers."""
        every = section_keys(self._disclosure, self._layout)
        wanted = set(every if keys is None else keys)
        if CONTENTS_KEY not in wanted:
            # what comes behind the last page wanted changes nothing about it
            while every and every[-1] not in wanted:
                every.pop()
        self._total = 2 * max(1, len(every))
        laid = dict(self._lay(every))
        if CONTENTS_KEY in wanted:
            laid[CONTENTS_KEY] = self._contents(laid)
        sheets: list[Sheet] = []
        number = 0
        for key in every:
            for page in laid[key].pages:
                number += key not in UNNUMBERED
                if key in wanted:
                    sheets.append((page, None if key in UNNUMBERED else number))
        return sheets

    def paint(
        self,
        device: QPagedPaintDevice,
        keys: Sequence[str] | None = None,
        choose: Callable[[list[Sheet]], list[Sheet]] = list,
    ) -> None:
        """Paint sections on a device, page after page.

        Args:
            device: a PDF writer or a printer, its page set already.
            keys: of the sections; by default all.
            choose: which of the pages, and in which order.

        Raises:
            Cancelled: it was given up.
            WriteError: the device does not take anything.
        """
        sheets = choose(self.sheets(keys))
        painter = QPainter()
        if not painter.begin(device):
            raise WriteError("打印机没有响应，或输出文件不能写", advice="请检查打印机，再试一次")
        try:
            resolution = device.logicalDpiX()
            painter.scale(resolution / DPI, resolution / DPI)
            paper = PagePainter(self._styles)
            self._total = self._done + len(sheets)
            for number, (page, page_number) in enumerate(sheets):
                self._step()
                if number and not device.newPage():
                    raise WriteError("打印中断，没有打完", advice="请检查打印机，再打一次")
                paper.paint(painter, page, page_number)
                if self._above:
                    paper.header(painter, self._above)
                self.characters.update(*(piece.text for piece in page.pieces))
                self.characters.update(paper.footer_text(page_number))
        finally:
            painter.end()

    def _lay(self, keys: Sequence[str]) -> Iterator[tuple[str, Laid]]:
        blocks = front_blocks(self._disclosure, self._layout, self._today)
        # not by their ids: the projects may be gone through but once
        tables = enumerate(self._disclosure.projects, 1)
        for key in keys:
            laid = Laid([], [])
            made = blocks.get(key)
            if made is None:
                self._step()
                number, table = next(tables)
                made = table_blocks(self._disclosure, self._layout, number, table)
            if key != CONTENTS_KEY:
                self._run(lay_blocks(key, made, self._styles, laid))
            yield key, laid

    def _contents(self, laid: dict[str, Laid]) -> Laid:
        numbers: dict[str, list[int | None]] = {}
        before = 1
        for key, section in laid.items():
            if key not in UNNUMBERED:
                numbers[key] = [before + page for _, _, page in section.entries]
                before += len(section.pages)
        entries = contents_with_pages(self._disclosure, self._layout, numbers)
        blocks = front_blocks(self._disclosure, self._layout, self._today)[CONTENTS_KEY]
        made = Laid([], [])
        self._run(lay_contents(blocks, entries, self._styles, made))
        return made

    def _run(self, steps: Iterator[None]) -> None:
        for _ in steps:
            step()

    def _step(self) -> None:
        step()
        self._done += 1
        self._progress(min(self._done, self._total), self._total)
