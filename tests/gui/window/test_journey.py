"""The whole job by hand: last year's Word file becomes this year's, sent as Word and Excel."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.form.formview import FormView
from gui.projects.model import ID
from gui.shared.reportdialog import ReportDialog
from gui.window.mainwindow import MainWindow
from importers.read import read_file
from model.document.cells import CellRef, find_table
from model.document.disclosure import Disclosure, TargetTable
from model.layout import Layout
from model.parts.disclosure_dump import to_dump
from tests.conftest import EXAMPLES
from tests.gui.conftest import Boxes

EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.docx"
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
WAIT = 20_000
"""Milliseconds a file may take on a busy machine."""

TSV = (
    "老年读者满意度\t抽样调查老年读者\t>=90 %\t问卷调查\r\n"
    '"残疾人读者\n满意度"\t\t90%\t问卷调查；座谈记录\r\n'
    "投诉办结率\t办结数/受理数\t100%\t投诉台账\r\n"
)
HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta name=ProgId content=Excel.Sheet><style><!--td {mso-style-parent:style0;}--></style></head>
<body><table border=0 cellpadding=0 cellspacing=0><!--StartFragment--><col span=4>
<tr><td class=xl65>老年读者满意度</td><td>抽样调查老年读者</td><td>&gt;=90 %</td>
  <td>问卷调查</td></tr>
<tr><td>残疾人读者<br>
  满意度</td><td></td><td align=right>90%</td><td>问卷调查；座谈记录</td></tr>
<tr><td>投诉办结率</td><td>办结数/受理数</td><td>100%</td><td>投诉台账</td></tr>
<!--EndFragment--></table></body></html>"""


class Hands:
    """What a clerk does with keys, an input method and a mouse; knows nothing but the window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        qtbot.waitUntil(window.isActiveWindow)

    @property
    def session(self) -> Session:
        return self.window.session

    @property
    def form(self) -> FormView:
        assert self.window.panels is not None
        form = self.window.panels.tabs.form
        assert isinstance(form, FormView)
        return form

    @property
    def table(self) -> TargetTable:
        table = find_table(self.session.disclosure, CellRef(self.session.current))
        assert table is not None
        return table

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.keyClick(self.focus(), key, modifier)

    def type(self, text: str) -> None:
        """Type a text: Latin by keys, the rest by way of pinyin, word by word."""
        latin = ""
        for char in [*text, ""]:
            if char.isascii() and char:
                latin += char
                continue
            if latin:
                self.qtbot.keyClicks(self.focus(), latin)
                latin = ""
            if char:
                QApplication.sendEvent(self.focus(), QInputMethodEvent("pin'yin", []))
                event = QInputMethodEvent("", [])
                event.setCommitString(char)
                QApplication.sendEvent(self.focus(), event)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        self.qtbot.mouseClick(widget, LEFT, pos=place or widget.rect().center())

    def choose_project(self, table: TargetTable) -> None:
        """Click on a project in the list on the left."""
        assert self.window.panels is not None
        projects = self.window.panels.projects
        model = projects.list.model()
        row = next(n for n in range(model.rowCount()) if model.index(n, 0).data(ID) == table.id)
        projects.list.scrollTo(model.index(row, 0))
        place = projects.list.visualRect(model.index(row, 0)).center()
        self.click(projects.list.viewport(), place)
        assert self.session.current == table.id

    def click_cell(self, field: str, indicator: str = "") -> None:
        """Roll the wheel until a cell is to be seen, and click into it."""
        ref = CellRef(self.table.id, field, indicator)
        viewport = self.form.viewport()
        bar = self.form.verticalScrollBar()
        while not self.seen(self.form.rect_of(ref)) and bar.value() < bar.maximum():
            self.wheel(-1)
        place = self.form.rect_of(ref).center()
        target = viewport.childAt(place) or viewport
        self.click(target, target.mapFrom(viewport, place))
        assert self.form.cell_cursor.current_ref() == ref

    def wheel(self, notches: int) -> None:
        """Turn the wheel over the form; upwards is positive."""
        viewport = self.form.viewport()
        spot = QPointF(viewport.rect().center())
        event = QWheelEvent(
            spot,
            QPointF(viewport.mapToGlobal(spot)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)

    def seen(self, rect: QRect) -> bool:
        return self.form.viewport().rect().contains(rect.center())

    def press_preset(self, text: str) -> None:
        """Click on the button that fills the spending plan, having rolled to it."""
        while self.form.verticalScrollBar().value():
            self.wheel(1)
        buttons = self.form.findChildren(QAbstractButton)
        button = next(button for button in buttons if button.text() == text)
        assert button.isVisible()
        self.click(button)

    def wait_for_work(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.tasks.busy, timeout=WAIT)

    def open(self) -> None:
        """Press Ctrl+O, and wait until the file is shown; close its reading report."""
        before = self.session.disclosure
        self.key(Key.Key_O, CTRL)
        self.qtbot.waitUntil(lambda: self.session.disclosure is not before, timeout=WAIT)
        self.wait_for_work()
        for report in self.window.findChildren(ReportDialog):
            self.qtbot.keyClick(report, Key.Key_Escape)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)


@pytest.fixture
def make_hands(qtbot: QtBot, layouts: dict[str, Layout]) -> Callable[[], Hands]:
    def make() -> Hands:
        window = MainWindow(Session(layouts))
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        return Hands(window, qtbot)

    return make


def fill_plans(hands: Hands) -> None:
    """Fill the three empty spending plans: by button, by typing, by key."""
    empty = [table for table in hands.session.disclosure.projects if not any(table.plan)]
    assert len(empty) == 3
    hands.choose_project(empty[0])
    hands.press_preset("30 / 60 / 90 / 100")
    assert empty[0].plan == ["30.00%", "60.00%", "90.00%", "100.00%"]
    hands.choose_project(empty[1])
    hands.click_cell("plan.0")
    for percent in ("10", "40%", "７５．５", "100"):
        hands.type(percent)
        hands.key(Key.Key_Tab)
    assert empty[1].plan == ["10.00%", "40.00%", "75.50%", "100.00%"]
    hands.choose_project(empty[2])
    hands.click_cell("plan.0")
    hands.key(Key.Key_2, ALT)
    assert empty[2].plan == ["25.00%", "50.00%", "75.00%", "100.00%"]


def add_indicator(hands: Hands) -> None:
    """Add an indicator under 数量指标 of the first project, and fill its row from left to right."""
    first = hands.session.disclosure.projects[0]
    hands.choose_project(first)
    count = len(first.indicators)
    row = next(item for item in first.indicators if item.level2 == "数量指标")
    hands.click_cell("name", row.id)
    hands.key(Key.Key_Return, CTRL | SHIFT)
    for text in ("夜间开放场次", "每周五、六延时开放的场次", ">=500 场"):
        hands.type(text)
        hands.key(Key.Key_Tab)
    # the basis of other projects is offered by its initials
    hands.type("wcj")
    hands.qtbot.waitUntil(hands.form.offering.list.isVisible)
    offered = hands.form.offering.list.texts()
    assert "望财教〔2023〕71号" in offered
    for _ in range(offered.index("望财教〔2023〕71号") + 1):
        hands.key(Key.Key_Down)
    hands.key(Key.Key_Tab)
    # the row below the one stood in
    new = first.indicators[first.indicators.index(row) + 1]
    assert len(first.indicators) == count + 1
    assert (new.level1, new.level2, new.name) == (row.level1, "数量指标", "夜间开放场次")
    assert (new.description, new.value) == ("每周五、六延时开放的场次", "≥500场")
    assert new.basis == "望财教〔2023〕71号"


def paste_rows(hands: Hands) -> None:
    """Paste three rows of a spreadsheet below the last indicator of another project."""
    table = next(t for t in hands.session.disclosure.projects if t.name.startswith("图书购置"))
    hands.choose_project(table)
    count, last = len(table.indicators), table.indicators[-1]
    steps = hands.session.undo.count()
    data = QMimeData()
    data.setText(TSV)
    data.setHtml(HTML)
    QGuiApplication.clipboard().setMimeData(data)
    hands.click_cell("name", last.id)
    hands.key(Key.Key_Return, CTRL | SHIFT)
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_V, CTRL)
    pasted = table.indicators[count:]
    assert [item.name for item in pasted] == ["老年读者满意度", "残疾人读者\n满意度", "投诉办结率"]
    assert {(item.level1, item.level2) for item in pasted} == {(last.level1, last.level2)}
    assert [item.value for item in pasted] == ["≥90%", "90%", "100%"]
    assert [item.basis for item in pasted] == ["问卷调查", "问卷调查；座谈记录", "投诉台账"]
    assert pasted[1].description == ""
    # one step adds the row, one pastes all the rest
    assert hands.session.undo.count() == steps + 2


def undo_and_redo(hands: Hands, before: Disclosure) -> None:
    """Undo every step, then redo it, by keys."""
    session = hands.session
    after, steps = copy.deepcopy(session.disclosure), session.undo.count()
    names = [session.undo.text(step) for step in range(steps)]
    assert all(names)
    for name in reversed(names):
        assert hands.window.actions_["undo"].text().endswith(f"：{name}")
        hands.key(Key.Key_Z, CTRL)
    assert session.undo.index() == 0
    assert session.disclosure == before
    for _ in range(steps):
        hands.key(Key.Key_Y, CTRL)
    assert session.undo.index() == steps
    assert session.disclosure == after


def test_the_whole_job(
    make_hands: Callable[[], Hands], boxes: Boxes, tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    last_year, saved = tmp_path / "去年 公开.docx", tmp_path / "今年.jxb"
    shutil.copy(EXAMPLE, last_year)
    hands = make_hands()
    boxes.paths = [last_year]
    hands.open()
    session = hands.session
    assert len(session.disclosure.projects) == 13
    assert session.path is None
    assert hands.window.isWindowModified()
    read, _ = read_file(EXAMPLE, layouts)
    assert to_dump(session.disclosure) == to_dump(read)
    before = copy.deepcopy(session.disclosure)

    fill_plans(hands)
    add_indicator(hands)
    paste_rows(hands)
    undo_and_redo(hands, before)

    boxes.paths = [saved]
    hands.key(Key.Key_S, CTRL)
    assert session.path == saved
    assert not hands.window.isWindowModified()
    # undo reaches back behind the saving
    hands.key(Key.Key_Z, CTRL)
    assert hands.window.isWindowModified()
    hands.key(Key.Key_Y, CTRL)
    assert not hands.window.isWindowModified()
    work = copy.deepcopy(session.disclosure)
    assert hands.window.close()

    again = make_hands()
    boxes.paths = [saved]
    again.open()
    assert again.session.disclosure == work
    assert again.session.path == saved
    assert not again.window.isWindowModified()

    for key, name in ((Key.Key_W, "公开.docx"), (Key.Key_E, "报送.xlsx")):
        target = tmp_path / name
        boxes.paths = [target]
        again.key(key, CTRL | SHIFT)
        again.qtbot.waitUntil(target.is_file, timeout=WAIT)
        again.wait_for_work()
        back, report = read_file(target, layouts)
        assert to_dump(back) == to_dump(work), name
        assert not report.in_tables()
    assert not again.window.isWindowModified()
    assert boxes.said == []
    assert again.window.close()
