"""Printing: asks for a printer, and paints the pages chosen on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from gui.pages.pdf import Job, Sheet, set_page
from gui.shared.tasks import Watch
from model.document.disclosure import Disclosure
from model.layout import Layout

DRAFT = "草稿"
"""Stands above the pages of what cannot be sent yet."""


def ask_printer(parent: QWidget, layout: Layout, pages: int) -> QPrinter | None:
    """Ask for a printer, copies and pages; None when the clerk gave up."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_page(printer, layout)
    dialog = QPrintDialog(printer, parent)
    option = QAbstractPrintDialog.PrintDialogOption
    for one in (option.PrintPageRange, option.PrintCurrentPage, option.PrintCollateCopies):
        dialog.setOption(one, True)
    dialog.setMinMax(1, max(1, pages))
    accepted = dialog.exec()
    dialog.deleteLater()
    return printer if accepted else None


def print_pages(
    disclosure: Disclosure,
    layout: Layout,
    printer: QPrinter,
    watch: Watch,
    *,
    keys: Sequence[str] | None = None,
    page: int = 0,
    today: date | None = None,
    draft: bool = False,
) -> None:
    """Print sections on a printer, in any thread.

    Args:
        disclosure: what to print; nobody may change it meanwhile.
        layout: the form.
        printer: set up: which pages, how many copies.
        watch: where to report, and who may stop it.
        keys: of the sections; by default all.
        page: which page, from 0 within these sections, is the current one.
        today: the day on the cover; by default the day of the call.
        draft: say so above each page.

    Raises:
        Cancelled: it was stopped; the printer is told to drop what it has.
        WriteError: the printer does not take anything.
    """
    # the dialog may have put another paper in: the form decides
    set_page(printer, layout)
    job = Job(disclosure, layout, today or date.today(), watch.step, DRAFT if draft else "")
    job.paint(printer, keys, lambda sheets: chosen_sheets(sheets, printer, page))


def chosen_sheets(sheets: list[Sheet], printer: QPrinter, page: int) -> list[Sheet]:
    """Return the sheets to paint, in the order and as often as the dialog was told."""
    ranges = QPrinter.PrintRange
    chosen = sheets
    if printer.printRange() == ranges.PageRange and printer.fromPage() > 0:
        chosen = sheets[printer.fromPage() - 1 : max(printer.toPage(), printer.fromPage())]
    elif printer.printRange() == ranges.CurrentPage:
        chosen = sheets[page : page + 1]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        chosen = chosen[::-1]
    if printer.copyCount() > 1 and not printer.supportsMultipleCopies():
        if printer.collateCopies():
            return chosen * printer.copyCount()
        return [sheet for sheet in chosen for _ in range(printer.copyCount())]
    return chosen
