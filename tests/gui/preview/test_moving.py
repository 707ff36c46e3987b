"""Paging, zooming and dragging in the preview, by keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.preview.pane import PreviewPane
from gui.preview.view import FIT_PAGE, FIT_WIDTH
from tests.gui.preview.ink import ink

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


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
    # half a number may be typed
    assert pane.view.page == 1
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


def test_zoom_by_steps_wheel_and_box(qtbot: QtBot, pane: PreviewPane) -> None:
    view = pane.view
    view.setFocus()
    assert view.zoom == FIT_WIDTH
    assert pane.bar.zoom.currentText() == "适合宽度"
    pane.zoom_to(1.0)
    assert view.scale == 1.0
    assert pane.bar.zoom.currentText() == "100%"
    pane.bar.larger.click()
    assert view.scale == 1.25
    pane.bar.smaller.click()
    pane.bar.smaller.click()
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


def test_dragging_scrolls(qtbot: QtBot, pane: PreviewPane) -> None:
    pane.view.go_to_page(2)
    port = pane.view.viewport()
    before = pane.view.verticalScrollBar().value()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(200, 300))
    qtbot.mouseMove(port, QPoint(200, 180))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(200, 180))
    assert pane.view.verticalScrollBar().value() == before + 120


def test_arrows_and_page_keys_scroll(qtbot: QtBot, pane: PreviewPane) -> None:
    pane.bar.zoom_wanted.emit(2.0)
    qtbot.keyClick(pane.view, Qt.Key.Key_Home)
    bar = pane.view.verticalScrollBar()
    places = [bar.value()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Up):
        qtbot.keyClick(pane.view, key)
        places.append(bar.value())
    top, line, page, line_again, top_again = places
    assert top < line < page
    assert (line_again, top_again) == (line, top)
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert bar.value() == top + bar.pageStep()


def test_what_was_done_is_said_below_the_pages(pane: PreviewPane) -> None:
    assert not pane.told.isVisible()
    pane.tell("已送到打印机")
    assert pane.told.isVisible()
    assert pane.told.text() == "已送到打印机"
