"""A screen of 911×512 (1366×768 at 150 %): the window and every dialog fit on it, or scroll."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from pytestqt.qtbot import QtBot

from gui.findings.buttons import ScrolledButtons
from gui.shared.dialogparts import fit
from gui.shared.settings import settings
from gui.window.confirmbar import CarriedBar
from gui.window.mainwindow import MainWindow
from model.document.cells import CellRef
from tests.conftest import ROOT

SCREEN = 911, 512
TITLE_BAR = 34
"""Points the system's frame takes above a window."""


def test_every_dialog_fits(tmp_path: Path) -> None:
    screen = {"name": "small", "x": 0, "y": 0, "width": SCREEN[0], "height": SCREEN[1]}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    config = tmp_path / "screen.json"
    config.write_text(json.dumps({"screens": [screen]}), encoding="ascii")
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "JIBIAO_SETTINGS": str(tmp_path / "settings.ini"),
        "JIBIAO_DATA": str(tmp_path / "data"),
    }
    command = [sys.executable, "-m", "tests.gui.window.smallscreen", str(tmp_path)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["screen"] == list(SCREEN)
    assert told["missing"] == [], "every dialog there is was opened"
    most = SCREEN[0], SCREEN[1] - TITLE_BAR
    large = {
        name: sizes
        for name, sizes in told["seen"].items()
        if any(size > room for size, room in zip(sizes, (*most, *most), strict=True))
    }
    assert large == {}


def test_a_size_from_another_screen_is_clipped(qtbot: QtBot, window: MainWindow) -> None:
    room = window.screen().availableGeometry()
    for place in (
        QRect(3000, 2000, 1900, 1400),
        QRect(-700, -400, 600, 400),
        QRect(room.width() - 50, room.height() - 50, 500, 400),
    ):
        window.showNormal()
        window.setGeometry(place)
        settings().setValue("window/geometry", window.saveGeometry())
        other = MainWindow()
        qtbot.addWidget(other)
        other.show()
        qtbot.waitExposed(other)
        # the frame's own border may stand over
        assert room.adjusted(-4, 0, 4, 4).contains(other.geometry()), other.geometry()
        other.close()


def test_the_first_window_is_whole_on_the_screen(window: MainWindow) -> None:
    room = window.screen().availableGeometry()
    assert window.width() <= room.width()
    assert window.height() < room.height()
    assert window.width() >= min(room.width(), 1280)


def test_low_findings_scroll_their_buttons_and_keep_the_list(
    qtbot: QtBot, open_window: MainWindow
) -> None:
    panels = open_window.panels
    assert panels is not None
    below = panels.docks[1]
    open_window.resize(800, 440)
    open_window.resizeDocks([below], [120], Qt.Orientation.Vertical)
    qtbot.waitUntil(panels.findings.why.isHidden)
    area = panels.findings.findChild(ScrolledButtons)
    assert area is not None
    assert area.verticalScrollBar().maximum() > 0
    assert area.viewport().width() >= panels.findings.buttons.minimumSizeHint().width()
    open_window.resize(800, 700)
    open_window.resizeDocks([below], [330], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: not panels.findings.why.isHidden())
    assert area.verticalScrollBar().maximum() == 0


def test_the_left_panel_gets_its_room_back(qtbot: QtBot, open_window: MainWindow) -> None:
    panels = open_window.panels
    assert panels is not None
    open_window.resize(780, 480)
    left = panels.docks[0]
    open_window.resizeDocks([left], [220], Qt.Orientation.Horizontal)
    panels.show_preview()
    qtbot.waitUntil(lambda: left.width() >= 200)
    before = left.width()
    open_window.actions_["last-year"].trigger()
    qtbot.waitUntil(lambda: left.width() < before)
    letter = open_window.fontMetrics().horizontalAdvance("中")
    assert left.width() >= 10 * letter, "names can still be read"
    open_window.actions_["last-year"].trigger()
    qtbot.waitUntil(lambda: left.width() == before)


@pytest.mark.parametrize("width", [420, 620, 1000])
def test_the_bar_of_what_waits_keeps_its_words(
    qtbot: QtBot, open_window: MainWindow, width: int
) -> None:
    panels = open_window.panels
    assert panels is not None
    table = open_window.session.disclosure.projects[0]
    marks = {CellRef(table.id, "goals")}
    open_window.session.disclosure.carried |= marks
    open_window.session.replaced.emit()
    bar = panels.confirming.bar
    assert isinstance(bar, CarriedBar)
    bar.setParent(None)
    qtbot.addWidget(bar)
    bar.resize(width, bar.height())
    bar.show()
    lines = bar.told.heightForWidth(bar.told.width()) / bar.fontMetrics().lineSpacing()
    assert lines < 3.5
    assert not bar._buttons[0].isHidden()


def test_a_dialog_is_no_larger_than_its_window(qtbot: QtBot, window: MainWindow) -> None:
    from gui.shared.reportdialog import ReportDialog

    window.resize(600, 400)
    dialog = ReportDialog("报告", "一行", (), (), window)
    fit(dialog, QSize(2000, 2000))
    assert dialog.size() == QSize(600, 400)
