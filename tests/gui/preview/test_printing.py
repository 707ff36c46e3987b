"""Printing from the preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import gui.preview.printing
from gui.document.session import Session
from gui.preview.pane import PreviewPane


def test_printing(
    qtbot: QtBot,
    pane: PreviewPane,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    asked: list[int] = []

    def ask(_parent: object, _layout: object, pages: int) -> QPrinter:
        asked.append(pages)
        return printer

    monkeypatch.setattr(gui.preview.printing, "ask_printer", ask)
    with qtbot.waitSignal(pane.said, timeout=20000):
        qtbot.mouseClick(pane.bar.print, Qt.MouseButton.LeftButton)
    assert asked == [6]
    assert target.read_bytes().count(b"/Type /Page\n") == 1


def test_the_printer_is_asked_for(qtbot: QtBot, pane: PreviewPane, session: Session) -> None:
    seen: list[tuple[int, int]] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        seen.append((dialog.minPage(), dialog.maxPage()))
        dialog.reject()

    QTimer.singleShot(200, answer)
    assert gui.preview.printing.ask_printer(pane, session.layout, pane.view.pages) is None
    assert seen == [(1, 6)]


@pytest.mark.parametrize(
    ("first_to_last", "copies", "backwards", "wanted"),
    [
        ((0, 0), 1, False, "abcd"),
        ((2, 3), 1, False, "bc"),
        ((3, 9), 1, True, "dc"),
        ((1, 2), 2, False, "abab"),
    ],
)
def test_which_pages_in_which_order(
    first_to_last: tuple[int, int], copies: int, backwards: bool, wanted: str
) -> None:
    class OneCopy(QPrinter):
        """A printer that cannot repeat pages by itself."""

        def supportsMultipleCopies(self) -> bool:
            return False

    printer = OneCopy()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    if first_to_last[0]:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(*first_to_last)
    printer.setCopyCount(copies)
    printer.setCollateCopies(True)
    order = QPrinter.PageOrder
    printer.setPageOrder(order.LastPageFirst if backwards else order.FirstPageFirst)
    sheets: list[Any] = list("abcd")
    wanted_sheets: list[Any] = list(wanted)
    assert gui.preview.printing.chosen_sheets(sheets, printer, 0) == wanted_sheets
