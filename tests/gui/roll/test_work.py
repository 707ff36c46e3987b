"""新年度 in the window, with keys and clicks: from last year's file to this year's, saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.roll.dialog import CHOICES, SOURCE, YEARS, RollDialog
from gui.shared.reportdialog import ReportDialog
from gui.shared.settings import remember_file
from gui.window.mainwindow import MainWindow
from importers.jxb import read_jxb
from importers.read import read_file
from model.document.disclosure import Disclosure
from model.layout import Layout
from tests.conftest import EXAMPLES
from tests.gui.conftest import Boxes

EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.docx"
EXAMPLE_TEXT = EXAMPLES / "wanglan-wenlv-2024.txt"
Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
WAIT = 20_000


class Hands:
    """Keys and clicks, counted."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        self.count = 0
        qtbot.waitUntil(window.isActiveWindow)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.count += 1
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        self.count += 1
        at = place or widget.rect().center()
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)

    def begin(self) -> RollDialog:
        self.key(Key.Key_R, CTRL | SHIFT)
        dialog = self.window.findChild(RollDialog)
        assert isinstance(dialog, RollDialog)
        self.qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    def wait_for(self, dialog: RollDialog, page: int) -> None:
        self.qtbot.waitUntil(lambda: dialog.pages.currentIndex() == page, timeout=WAIT)

    def report(self) -> ReportDialog:
        found = self.window.findChild(ReportDialog)
        assert isinstance(found, ReportDialog)
        return found


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(window, qtbot)


@pytest.mark.parametrize(("whose", "old", "years"), [("example", 2024, 11), ("real", 2021, 7)])
def test_last_years_file_in_a_dozen_keys(
    whose: str, old: int, years: int, request: pytest.FixtureRequest,
    window: MainWindow, qtbot: QtBot, boxes: Boxes, tmp_path: Path, layouts: dict[str, Layout],
) -> None:  # fmt: skip
    """From the window's start to the new file, checked, confirmed, sent and read back."""
    text: Path = request.getfixturevalue("real_text") if whose == "real" else EXAMPLE_TEXT
    hands = Hands(window, qtbot)
    dialog = hands.begin()
    assert dialog.source.list.count() == 0
    boxes.paths = [text]
    hands.key(Key.Key_F, ALT)
    # in the file dialog: choose the file, and open it
    hands.count += 2
    hands.wait_for(dialog, CHOICES)
    assert (dialog.choices.old_year.value(), dialog.choices.year.value()) == (old, old + 1)
    hands.key(Key.Key_Return)
    hands.wait_for(dialog, YEARS)
    assert dialog.years.model.wanted() == years
    hands.key(Key.Key_Return)
    session = window.session
    qtbot.waitUntil(lambda: session.disclosure.year == old + 1)
    assert hands.count <= 12
    new = session.disclosure
    assert len(new.projects) == 13
    assert not session.undo.isClean()
    assert session.path is None
    assert not any(t.code or t.budget or t.fiscal or t.other or any(t.plan) for t in new.projects)
    marked = len(new.carried)
    assert marked > 13 * 7 * 3
    assert f"已改的年份（{years}）" in hands.report().tabs.tabText(0)
    # all confirmed, as one step
    boxes.answers = ["全部确认"]
    window.actions_["confirm-all"].trigger()
    assert f"还有 {marked} 格" in boxes.last
    assert session.disclosure.carried == set()
    for kind, name in (("word", "新.docx"), ("excel", "新.xlsx")):
        boxes.paths = [tmp_path / name]
        window.actions_[kind].trigger()
        path = tmp_path / name
        qtbot.waitUntil(path.exists, timeout=WAIT)
        qtbot.waitUntil(lambda: not window.tasks.busy, timeout=WAIT)
        back, _ = read_file(path, layouts)
        assert back.carried == set()
        assert [table.name for table in back.projects] == [table.name for table in new.projects]
    session.undo.undo()
    assert len(session.disclosure.carried) == marked


def test_last_year_stands_beside_what_was_rolled(
    hands: Hands, window: MainWindow, qtbot: QtBot, boxes: Boxes, tmp_path: Path
) -> None:
    remember_file(EXAMPLE)
    dialog = hands.begin()
    for page in (CHOICES, YEARS):
        hands.key(Key.Key_Return)
        hands.wait_for(dialog, page)
    hands.key(Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.disclosure.year == 2025)
    hands.report().close()
    boxes.paths = [tmp_path / "今年.jxb"]
    assert window.files.save()
    # without a screen no window comes forward when the one before it closes
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hands.key(Key.Key_F9)
    assert window.panels is not None
    panel = window.panels.last_year.panel
    qtbot.waitUntil(panel.list.isVisible, timeout=WAIT)
    assert panel.file.text() == f"{EXAMPLE.name}（2024年）"
    # known for the file from now on
    window.files.open_path(tmp_path / "今年.jxb")
    qtbot.waitUntil(lambda: panel.list.isVisible() and not window.tasks.busy, timeout=WAIT)
    assert panel.file.text() == f"{EXAMPLE.name}（2024年）"


def test_a_file_opened_from_another_format_is_last_years_too(
    hands: Hands, window: MainWindow, qtbot: QtBot, boxes: Boxes
) -> None:
    window.files.open_path(EXAMPLE)
    qtbot.waitUntil(lambda: window.session.disclosure.year == 2024, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=WAIT)
    boxes.answers = ["不保存"]
    report = window.findChild(ReportDialog)
    assert isinstance(report, ReportDialog)
    report.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hands.begin()
    for _ in range(3):
        hands.key(Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.disclosure.year == 2025)
    window.actions_["last-year"].trigger()
    assert window.panels is not None
    panel = window.panels.last_year.panel
    qtbot.waitUntil(panel.list.isVisible, timeout=WAIT)
    assert panel.file.text() == f"{EXAMPLE.name}（2024年）"


def test_what_is_open_is_offered_first(
    open_window: MainWindow, qtbot: QtBot, disclosure: Disclosure, tmp_path: Path, boxes: Boxes
) -> None:
    hands = Hands(open_window, qtbot)
    dialog = hands.begin()
    assert "现在打开的：云岭市水务局" in dialog.source.list.currentItem().text()
    for _ in range(3):
        hands.key(Key.Key_Return)
    session = open_window.session
    assert hands.count == 4
    assert session.disclosure is not disclosure
    assert session.disclosure.year == 2025
    assert session.disclosure.projects[0].indicators[3].value == "2025年9月底前"
    boxes.paths = [tmp_path / "今年.jxb"]
    assert open_window.files.save()
    again = read_jxb(tmp_path / "今年.jxb")
    assert again.carried == session.disclosure.carried
    assert len(again.carried) > 50


def test_one_project_another_form_money_kept_a_year_refused(
    hands: Hands, window: MainWindow, boxes: Boxes
) -> None:
    remember_file(EXAMPLE)
    dialog = hands.begin()
    assert dialog.source.path() == EXAMPLE
    hands.click(dialog.next)
    hands.wait_for(dialog, CHOICES)
    choices = dialog.choices
    hands.key(Key.Key_E, ALT)
    # a button pressed by its letter goes down for a moment first
    hands.qtbot.waitUntil(lambda: choices.ticks.ticked() == frozenset())
    assert not dialog.next.isEnabled()
    assert dialog.problem.text() == "请至少选一个项目。"
    choices.search.setFocus()
    hands.qtbot.keyClicks(choices.search, "sxxx")
    hands.key(Key.Key_Return)
    assert dialog.pages.currentIndex() == CHOICES, "Enter in the search goes to what was found"
    assert choices.found.rowCount() == 1
    hands.key(Key.Key_Space)
    assert "选了 1 个，共 13 个" in choices.count.text()
    hands.click(choices.money, QPoint(8, choices.money.height() // 2))
    choices.layout_box.setFocus()
    while choices.layout_id() != "national-2021":
        hands.key(Key.Key_Down)
    choices.year.setFocus()
    choices.year.selectAll()
    hands.qtbot.keyClicks(choices.year, "2023")
    assert dialog.problem.text() == "新的预算年度应在 2024 年之后。"
    choices.year.selectAll()
    hands.qtbot.keyClicks(choices.year, "2026")
    hands.key(Key.Key_Return)
    hands.wait_for(dialog, YEARS)
    ticked = dialog.years.model.wanted()
    assert ticked >= 2
    hands.key(Key.Key_Space)
    assert dialog.years.count.text().endswith(f"改 {ticked - 1} 处")
    hands.key(Key.Key_B, ALT)
    hands.wait_for(dialog, CHOICES)
    hands.key(Key.Key_Return)
    hands.wait_for(dialog, YEARS)
    assert dialog.years.model.wanted() == ticked - 1, "what was refused stays refused"
    hands.key(Key.Key_N, ALT)
    hands.qtbot.waitUntil(lambda: window.panels is not None)
    new = window.session.disclosure
    assert (new.year, len(new.projects), new.layout) == (2026, 1, "national-2021")
    assert new.projects[0].budget
    assert new.overall_goal.startswith("2024年"), "the first in the list was refused"
    report = hands.report()
    titles = [report.tabs.tabText(number) for number in range(report.tabs.count())]
    assert "换了级次的指标（1）" in titles
    assert boxes.said == []


def test_unsaved_changes_are_asked_about_at_the_end(
    open_window: MainWindow, qtbot: QtBot, disclosure: Disclosure, boxes: Boxes
) -> None:
    hands = Hands(open_window, qtbot)
    window = open_window
    window.panels.projects.add()  # type: ignore[union-attr]
    dialog = hands.begin()
    for _ in range(2):
        hands.key(Key.Key_Return)
    boxes.answers = ["取消"]
    hands.key(Key.Key_Return)
    assert dialog.isVisible(), "the clerk wants to stay"
    assert window.session.disclosure is disclosure
    boxes.answers = ["不保存"]
    hands.key(Key.Key_Return)
    assert window.session.disclosure is not disclosure
    assert len(window.session.disclosure.projects) == 3


def test_a_file_that_cannot_be_read(
    hands: Hands, window: MainWindow, boxes: Boxes, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 broken")
    remember_file(broken)
    dialog = hands.begin()
    hands.key(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(boxes.said), timeout=WAIT)
    assert "坏.docx" in boxes.last
    assert dialog.pages.currentIndex() == SOURCE
    assert dialog.next.isEnabled()
    hands.key(Key.Key_Escape)
    assert not dialog.isVisible()
    assert window.panels is None


def test_going_away_while_it_reads(
    hands: Hands, window: MainWindow, qtbot: QtBot, until: Callable[[], None]
) -> None:
    remember_file(EXAMPLE)
    dialog = hands.begin()
    hands.key(Key.Key_Return)
    assert window.tasks.busy
    assert not dialog.next.isEnabled()
    hands.key(Key.Key_Escape)
    assert not window.tasks.busy
    until()
    assert window.panels is None


@pytest.fixture
def until(window: MainWindow) -> Callable[[], None]:
    """Wait for a reader that was told to stop."""
    return window.tasks.wait


def test_nothing_to_roll(window: MainWindow, qtbot: QtBot, boxes: Boxes, session: object) -> None:
    window.session.open(Disclosure(2024, layout="hebei-2021"), None)
    hands = Hands(window, qtbot)
    dialog = hands.begin()
    hands.key(Key.Key_Return)
    assert "没有项目" in boxes.last
    assert dialog.pages.currentIndex() == SOURCE
