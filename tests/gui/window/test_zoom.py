"""Form, lists and pages are shown larger and smaller by keys and wheel; the size is remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.shared.settings import settings
from gui.window.mainwindow import MainWindow
from gui.window.panels import Panels
from gui.window.tabs import FORM
from gui.window.zoom import STEPS
from model.document.cells import CellRef
from model.document.disclosure import Disclosure

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def panels(window: MainWindow) -> Panels:
    assert window.panels is not None
    return window.panels


def turn(area: QAbstractScrollArea, by: int, modifier: Qt.KeyboardModifier = CTRL) -> None:
    spot = QPointF(20, 20)
    event = QWheelEvent(
        spot, area.viewport().mapToGlobal(spot), QPoint(), QPoint(0, by),
        Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(area.viewport(), event)


@pytest.fixture
def form(open_window: MainWindow, disclosure: Disclosure) -> QWidget:
    session = open_window.session
    session.go_to(CellRef(disclosure.projects[0].id, "name"))
    shown = panels(open_window).tabs.form
    assert shown is not None
    open_window.activateWindow()
    shown.setFocus()
    return shown


def test_keys_size_the_form_and_the_lists(
    qtbot: QtBot, open_window: MainWindow, form: QWidget, disclosure: Disclosure
) -> None:
    parts = panels(open_window)
    tabs = parts.tabs
    assert tabs.form is not None
    rows = len(disclosure.projects[0].indicators)
    usual, height = form.font().pointSizeF(), tabs.form.form.height
    qtbot.waitUntil(open_window.isActiveWindow)
    for key in (Key.Key_Plus, Key.Key_Equal, Key.Key_Plus):
        qtbot.keyClick(QApplication.focusWidget() or form, key, CTRL)
    assert parts.zoom.percent == 150
    for widget in (form, tabs.form.editor, parts.projects.list, parts.findings.list):
        assert widget.font().pointSizeF() == pytest.approx(usual * 1.5), widget
    assert tabs.form.form.height > height * 1.3
    assert "150%" in open_window.statusBar().currentMessage()
    qtbot.keyClick(QApplication.focusWidget() or form, Key.Key_Minus, CTRL)
    assert parts.zoom.percent == 125
    assert len(disclosure.projects[0].indicators) == rows, "no row is deleted by it"
    qtbot.keyClick(QApplication.focusWidget() or form, Key.Key_0, CTRL)
    assert parts.zoom.percent == 100
    assert tabs.form.form.height == height
    assert form.font() == QApplication.font(form)


def test_what_is_made_later_follows(qtbot: QtBot, open_window: MainWindow, form: QWidget) -> None:
    parts = panels(open_window)
    usual = form.font().pointSizeF()
    parts.step_zoom(1)
    last = parts.last_year.panel.list
    overview = parts.tabs.overview.table
    row = overview.verticalHeader().defaultSectionSize()
    open_window.session.select("")
    department = parts.tabs.department
    assert department is not None
    for widget in (last, overview, department, *department.fields.values()):
        assert widget.font().pointSizeF() == pytest.approx(usual * 1.1)
    parts.step_zoom(1)
    parts.step_zoom(1)
    assert overview.verticalHeader().defaultSectionSize() > row


def test_the_wheel_sizes_and_is_remembered(
    qtbot: QtBot, open_window: MainWindow, form: QWidget
) -> None:
    parts = panels(open_window)
    assert isinstance(form, QAbstractScrollArea)
    turn(form, 120)
    turn(parts.projects.list, 60)
    turn(parts.projects.list, 60)
    assert parts.zoom.percent == 125
    turn(form, 120, NONE)
    assert parts.zoom.percent == 125, "a wheel alone scrolls"
    for _ in range(20):
        turn(form, -240)
    assert parts.zoom.percent == STEPS[0]
    qtbot.waitUntil(lambda: settings().value("zoom/form") is not None)
    other = MainWindow()
    qtbot.addWidget(other)
    other.session.open(Disclosure(), None)
    assert panels(other).zoom.percent == STEPS[0]
    assert panels(other).projects.list.font().pointSizeF() < QApplication.font().pointSizeF()


@pytest.mark.parametrize("held", ["", "nan", "abc", "-5", "100000", [1, 2]])
def test_a_damaged_size_is_some_size(
    qtbot: QtBot, window: MainWindow, disclosure: Disclosure, held: object
) -> None:
    settings().setValue("zoom/form", held)
    settings().setValue("zoom/preview", held)
    window.session.open(disclosure, None)
    assert panels(window).zoom.percent in STEPS
    assert panels(window).tabs.preview.view.scale > 0


def test_the_preview_has_a_size_of_its_own(
    qtbot: QtBot, open_window: MainWindow, form: QWidget
) -> None:
    parts = panels(open_window)
    parts.show_preview()
    view = parts.tabs.preview.view
    qtbot.waitUntil(open_window.isActiveWindow)
    view.setFocus()
    qtbot.keyClick(view, Key.Key_0, CTRL)
    assert view.scale == 1.0
    qtbot.keyClick(view, Key.Key_Plus, CTRL)
    assert view.scale == 1.25
    qtbot.keyClick(parts.tabs.preview.bar.scope, Key.Key_Minus, CTRL)
    assert view.scale == 1.0
    qtbot.keyClick(view, Key.Key_Minus, CTRL)
    assert (view.scale, parts.zoom.percent) == (0.75, 100)
    other = MainWindow()
    qtbot.addWidget(other)
    other.session.open(Disclosure(), None)
    assert panels(other).tabs.preview.view.zoom == 0.75
    parts.tabs.setCurrentIndex(FORM)
    qtbot.keyClick(QApplication.focusWidget() or form, Key.Key_Plus, CTRL)
    assert parts.zoom.percent == 110
