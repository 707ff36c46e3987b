"""The tab 打印预览, driven as a clerk drives it."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPalette, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

import gui.preview.printing
from gui.document.session import Session
from gui.pages.pdf import Job
from gui.pages.sections import (
    BEFORE_KEY,
    BEHIND_KEY,
    CONTENTS_KEY,
    FRONT,
    PREFACE_KEY,
    TEXT_KEY,
)
from gui.preview.bar import ALL, ONE
from gui.preview.pane import PreviewPane
from gui.preview.view import FIT_PAGE, FIT_WIDTH
from model.basics.identity import new_id
from model.document.blockplaces import text_ref
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, Indicator
from model.document.edits import SetCells, SetIndicators, SetProjects
from model.layout.publication_load import load_publications
from model.parts.edits import SetPartBlocks
from model.parts.skeleton import new_parts

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def pane(qtbot: QtBot, session: Session, disclosure: Disclosure) -> PreviewPane:
    session.open(disclosure, None)
    made = PreviewPane(session)
    qtbot.addWidget(made)
    made.resize(900, 640)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.book.complete)
    return made


def wheel(pane: PreviewPane, turn: int, place: QPointF) -> None:
    port = pane.view.viewport()
    event = QWheelEvent(
        place,
        QPointF(port.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, event)


def ink(pane: PreviewPane) -> int:
    """Return how many dark points the pages show."""
    image = pane.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    data = bytes(image.constBits())
    return sum(value < 90 for value in data)


def texts(pane: PreviewPane, key: str) -> list[str]:
    pages = pane.book.pages(key, wait=5)
    assert pages is not None
    return [piece.text for page in pages for piece in page.pieces]


def test_it_shows_the_pages_that_are_written(
    pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    sheets = Job(disclosure, session.layout, date.today()).sheets()
    assert pane.view.pages == len(sheets)
    shown = [
        piece.text
        for key in pane.book.keys
        for page in pane.book.pages(key, wait=5) or []
        for piece in page.pieces
    ]
    assert shown == [piece.text for page, _ in sheets for piece in page.pieces]
    assert pane.book.first_number(disclosure.projects[1].id) == sheets[-1][1]
    assert ink(pane) > 500


def test_it_begins_at_the_current_project_and_follows_it(
    pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    first, second = disclosure.projects
    assert pane.view.key_at(pane.view.page) == first.id
    session.select(second.id)
    assert pane.view.key_at(pane.view.page) == second.id
    session.select("")
    assert pane.view.key_at(pane.view.page) == TEXT_KEY


def test_scope(pane: PreviewPane, session: Session, disclosure: Disclosure) -> None:
    whole = pane.view.pages
    pane.bar.scope.setCurrentIndex(ONE)
    assert pane.view.pages == 1
    assert pane.view.key_at(0) == disclosure.projects[0].id
    session.select(disclosure.projects[1].id)
    assert pane.view.key_at(0) == disclosure.projects[1].id
    session.select("")
    assert pane.view.key_at(0) == TEXT_KEY
    pane.bar.scope.setCurrentIndex(ALL)
    assert pane.view.pages == whole


def test_an_edit_is_shown_and_lays_out_only_what_it_names(
    qtbot: QtBot, pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    first, second = disclosure.projects
    kept = pane.book.pages(second.id, wait=5)
    session.do(SetCells("改", [(CellRef(first.id, "goals"), "只有这一句目标")]))
    qtbot.waitUntil(lambda: "只有这一句目标" in texts(pane, first.id))
    assert pane.book.pages(second.id) is kept
    more = [Indicator("产出指标", "数量指标", f"第{n}项", "描述" * 30) for n in range(80)]
    session.do(SetIndicators("加", first.id, more))
    qtbot.waitUntil(lambda: pane.book.complete and pane.book.count(first.id) > 2)
    assert pane.book.first_number(second.id) == (pane.book.first_number(first.id) or 0) + (
        pane.book.count(first.id)
    )
    entries = [text for text in texts(pane, "contents") if text.startswith("...")]
    assert entries[-1].endswith(str(pane.book.first_number(second.id)))
    session.undo.undo()
    qtbot.waitUntil(lambda: pane.book.complete and pane.book.count(first.id) == 1)


def test_projects_come_and_go(
    qtbot: QtBot, pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    first, second = disclosure.projects
    session.do(SetProjects("倒过来", [second, first]))
    qtbot.waitUntil(lambda: pane.book.complete)
    qtbot.waitUntil(lambda: pane.book.keys[len(FRONT) :] == [second.id, first.id])
    assert texts(pane, first.id)[0].startswith("2.")
    session.do(SetProjects("都删掉", []))
    qtbot.waitUntil(lambda: pane.book.keys == list(FRONT) and pane.book.complete)
    pane.bar.scope.setCurrentIndex(ONE)
    assert pane.view.key_at(0) == TEXT_KEY
    assert ink(pane) > 100


def test_a_hidden_pane_does_nothing_until_it_is_seen(
    qtbot: QtBot, pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    first = disclosure.projects[0]
    pane.hide()
    before = pane.book.pages(first.id)
    session.do(SetCells("改", [(CellRef(first.id, "purpose"), "另一个用途")]))
    session.do(SetCells("改", [(CellRef("", "department.name"), "另一个局")]))
    qtbot.wait(400)
    assert pane.book.pages(first.id) is before
    pane.show()
    qtbot.waitUntil(lambda: pane.book.complete)
    assert "另一个用途" in texts(pane, first.id)
    assert "另一个局" in texts(pane, "cover")


def test_another_file_and_another_form(
    qtbot: QtBot, pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    other = copy.deepcopy(disclosure)
    other.layout = "national-2021"
    session.open(other, None)
    qtbot.waitUntil(lambda: pane.book.complete)
    assert "（2024年度）" in texts(pane, other.projects[0].id)
    session.open(Disclosure(layout="hebei-2021"), None)
    qtbot.waitUntil(lambda: pane.book.complete and pane.view.pages == 4)


def test_paging_by_buttons_keys_and_number(qtbot: QtBot, pane: PreviewPane) -> None:
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Home)
    assert pane.view.page == 0
    assert not pane.bar.previous.isEnabled()
    qtbot.mouseClick(pane.bar.next, Qt.MouseButton.LeftButton)
    assert pane.view.page == 1
    qtbot.keyClick(pane.view, Qt.Key.Key_PageDown, ALT)
    assert pane.view.page == 2
    qtbot.keyClick(pane.view, Qt.Key.Key_PageUp, ALT)
    assert pane.view.page == 1
    pane.bar.page.selectAll()
    qtbot.keyClicks(pane.bar.page, "4")
    qtbot.keyClick(pane.bar.page, Qt.Key.Key_Return)
    assert pane.view.page == 3
    qtbot.keyClick(pane.view, Qt.Key.Key_End)
    assert pane.view.page == pane.view.pages - 1
    assert not pane.bar.next.isEnabled()
    assert pane.bar.total.text() == f"/ {pane.view.pages} 页"


def test_every_page_can_be_reached_by_its_number_when_all_fit(
    qtbot: QtBot, pane: PreviewPane
) -> None:
    pane.bar.zoom_wanted.emit(FIT_PAGE)
    for number in range(pane.view.pages):
        pane.bar.page.setValue(number + 1)
        assert pane.view.page == number


def test_zoom_by_keys_wheel_and_box(qtbot: QtBot, pane: PreviewPane) -> None:
    view = pane.view
    view.setFocus()
    assert view.zoom == FIT_WIDTH
    assert pane.bar.zoom.currentText() == "适合宽度"
    qtbot.keyClick(view, Qt.Key.Key_0, CONTROL)
    assert view.scale == 1.0
    assert pane.bar.zoom.currentText() == "100%"
    qtbot.keyClick(view, Qt.Key.Key_Plus, CONTROL)
    assert view.scale == 1.25
    qtbot.keyClick(view, Qt.Key.Key_Minus, CONTROL)
    qtbot.keyClick(view, Qt.Key.Key_Minus, CONTROL)
    assert view.scale == 0.75
    wheel(pane, 120, QPointF(300, 200))
    assert view.scale == pytest.approx(0.825)
    assert pane.bar.zoom.currentText() == "82%"
    for _ in range(40):
        wheel(pane, 240, QPointF(300, 200))
    assert view.scale == 4.0
    assert not pane.bar.larger.isEnabled()
    assert ink(pane) > 0
    for _ in range(60):
        wheel(pane, -240, QPointF(300, 200))
    assert view.scale == 0.5
    edit = pane.bar.zoom.lineEdit()
    assert edit is not None
    edit.selectAll()
    qtbot.keyClicks(edit, "130")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert view.scale == pytest.approx(1.3)
    edit.selectAll()
    qtbot.keyClicks(edit, "abc")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert view.scale == pytest.approx(1.3)
    assert pane.bar.zoom.currentText() == "130%"


def test_what_is_under_the_mouse_stays_there(qtbot: QtBot, pane: PreviewPane) -> None:
    view = pane.view
    view.set_zoom(1.0)
    view.verticalScrollBar().setValue(1500)
    spot = QPointF(400, 300)

    def paper() -> float:
        return (view.verticalScrollBar().value() + spot.y()) / view._step()

    before = paper()
    wheel(pane, 120, spot)
    assert paper() == pytest.approx(before, abs=0.02)


def test_the_window_grows_and_the_page_with_it(pane: PreviewPane) -> None:
    before, page = pane.view.scale, pane.view.page
    pane.resize(1200, 640)
    QApplication.processEvents()
    assert pane.view.scale > before
    assert pane.view.page == page


def test_a_double_click_chooses_the_project(
    qtbot: QtBot, pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    second = disclosure.projects[1]
    pane.view.go_to_key(second.id)
    port = pane.view.viewport()
    middle = QPoint(port.width() // 2, port.height() - 20)
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=middle)
    assert session.current == second.id


def test_dragging_scrolls(qtbot: QtBot, pane: PreviewPane) -> None:
    pane.view.go_to_page(2)
    port = pane.view.viewport()
    before = pane.view.verticalScrollBar().value()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(200, 300))
    qtbot.mouseMove(port, QPoint(200, 180))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(200, 180))
    assert pane.view.verticalScrollBar().value() == before + 120


def test_paper_is_white_in_a_dark_window(pane: PreviewPane) -> None:
    dark = QPalette(QColor(40, 40, 40))
    pane.setPalette(dark)
    QApplication.processEvents()
    image = pane.view.viewport().grab().toImage()
    middle = image.pixelColor(image.width() // 2, 40)
    assert middle == QColor(Qt.GlobalColor.white)
    assert image.pixelColor(2, 40).lightness() < 128


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


def test_a_thousand_projects_do_not_block(
    qtbot: QtBot, session: Session, disclosure: Disclosure
) -> None:
    first = disclosure.projects[0]
    disclosure.projects = [copy.deepcopy(first) for _ in range(1000)]
    for number, table in enumerate(disclosure.projects):
        table.id = new_id()
        table.name = f"第{number}个项目"
    session.open(disclosure, None)
    session.select(disclosure.projects[700].id)
    pane = PreviewPane(session)
    qtbot.addWidget(pane)
    pane.resize(900, 640)
    pane.show()
    qtbot.waitExposed(pane)
    assert ink(pane) > 500
    assert pane.view.key_at(pane.view.page) == disclosure.projects[700].id
    assert not pane.book.complete
    assert pane.bar.total.text().endswith("…")
    for _ in range(30):
        QApplication.processEvents()
    # what becomes known above does not push away what is looked at
    assert pane.view.key_at(pane.view.page) == disclosure.projects[700].id
    pane.hide()
    counted = len(pane.book._counts)
    qtbot.wait(50)
    assert len(pane.book._counts) == counted, "a hidden pane rests"


def test_every_control_has_a_name_and_a_tooltip(pane: PreviewPane) -> None:
    controls = [pane.bar.scope, pane.bar.page, pane.bar.zoom]
    controls += [button for button in pane.bar.findChildren(QToolButton) if button.isVisible()]
    assert len(controls) >= 9
    for control in controls:
        assert control.accessibleName()
        assert control.toolTip()
    assert "Ctrl+P" in pane.bar.print.toolTip()


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


def test_the_parts_of_a_whole_disclosure_are_shown_and_follow_their_edits(
    qtbot: QtBot, session: Session, pane: PreviewPane
) -> None:
    publication = load_publications()["hebei-2021"]
    whole = structs.replace(
        session.disclosure,
        parts=new_parts(publication, "云岭市水务局", "405", 2024),
        publication=publication.id,
    )
    session.open(whole, None)
    qtbot.waitUntil(lambda: pane.book.complete)
    assert pane.book.keys[:3] == [PREFACE_KEY, CONTENTS_KEY, BEFORE_KEY]
    assert pane.book.keys[-1] == BEHIND_KEY
    part = whole.parts[-1]
    before = texts(pane, BEHIND_KEY)
    assert part.title in before
    session.do(SetPartBlocks("本部门无此项", part.id, part.blocks, omitted=True))
    qtbot.waitUntil(lambda: texts(pane, BEHIND_KEY)[-1] == "本部门无此项。")
    text = next(whole.parts[1].texts())
    session.do(SetCells("改", [(text_ref(text), "负责全市河湖")]))
    qtbot.waitUntil(lambda: "负责全市河湖" in texts(pane, BEFORE_KEY))
    session.select(whole.parts[1].id)
    pane.bar.scope.setCurrentIndex(ONE)
    assert pane.view.key_at(0) == BEFORE_KEY
    entries = [line for line in texts(pane, CONTENTS_KEY) if line.startswith(part.title)]
    assert entries == [part.title]
