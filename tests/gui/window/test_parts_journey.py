"""The whole disclosure by hand: open it, see what fails, mend, undo, fill, export, read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.findings.mendpreview import MendPreview
from gui.findings.model import FINDING, PLACES
from gui.parts.grid import amounts_in
from gui.parts.view import PartView
from gui.projects.model import ID
from gui.shared.reportdialog import ReportDialog
from gui.window.mainwindow import MainWindow
from importers.read import read_file
from model.checks.base import Finding
from model.document.blockplaces import part_cells, text_ref
from model.document.blocks import Part
from model.document.cells import CellRef, get_cell
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.parts.disclosure_dump import to_dump
from tests.conftest import EXAMPLES
from tests.gui.conftest import Boxes

EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.txt"
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
WAIT = 30_000
BROKEN = "2024年部门支出预算：1452.04万元", "2024年部门支出预算：1398.60万元"
"""The expenditure of this year, and that of last year left standing in its place."""


class Clerk:
    """What a clerk does with keys and a mouse; knows nothing but the window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        qtbot.waitUntil(window.isActiveWindow)

    @property
    def session(self) -> Session:
        return self.window.session

    @property
    def disclosure(self) -> Disclosure:
        return self.session.disclosure

    @property
    def view(self) -> PartView:
        assert self.window.panels is not None
        page = self.window.panels.tabs.part
        assert page is not None
        return page.view

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget() or self.window, text)

    def open(self) -> None:
        before = self.disclosure
        self.key(Key.Key_O, CTRL)
        self.qtbot.waitUntil(lambda: self.disclosure is not before, timeout=WAIT)
        self.qtbot.waitUntil(lambda: not self.window.tasks.busy, timeout=WAIT)
        for report in self.window.findChildren(ReportDialog):
            self.qtbot.keyClick(report, Key.Key_Escape)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.checked()

    def checked(self) -> None:
        assert self.window.panels is not None
        engine = self.window.panels.engine
        self.qtbot.waitUntil(lambda: engine.ready and not engine.busy, timeout=WAIT)

    def part(self, key: str) -> Part:
        return next(part for part in self.disclosure.parts if part.key == key)

    def choose(self, entry: str) -> None:
        """Click on a part in the list on the left."""
        assert self.window.panels is not None
        view = self.window.panels.projects.list
        model = view.model()
        row = next(n for n in range(model.rowCount()) if model.index(n, 0).data(ID) == entry)
        view.scrollTo(model.index(row, 0))
        spot = view.visualRect(model.index(row, 0)).center()
        self.qtbot.mouseClick(view.viewport(), LEFT, pos=spot)
        assert self.session.current == entry

    def findings(self) -> list[Finding]:
        assert self.window.panels is not None
        shown = self.window.panels.findings.shown
        return [shown.index(row, 0).data(FINDING) for row in range(shown.rowCount())]

    def failing(self, words: str) -> list[Finding]:
        return [one for one in self.findings() if words in one.message]

    def click_finding(self, words: str) -> Finding:
        assert self.window.panels is not None
        panel = self.window.panels.findings
        rows = (panel.shown.index(n, PLACES["message"]) for n in range(panel.shown.rowCount()))
        index: QModelIndex = next(row for row in rows if words in row.data(FINDING).message)
        panel.list.scrollTo(index)
        spot = panel.list.visualRect(index).center()
        self.qtbot.mouseClick(panel.list.viewport(), LEFT, pos=spot)
        found = index.data(FINDING)
        assert isinstance(found, Finding)
        return found

    def accept_mending(self) -> None:
        """Accept what the preview of a mending shows, where it shows one."""
        shown = [one for one in self.window.findChildren(MendPreview) if one.isVisible()]
        self.qtbot.waitUntil(lambda: all(preview.complete for preview in shown))
        for preview in shown:
            self.qtbot.keyClick(preview, Key.Key_Return)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def standing_in(self) -> CellRef | None:
        return self.view.cell_cursor.current_ref()


@pytest.fixture
def clerk(qtbot: QtBot, layouts: dict[str, Layout]) -> Iterator[Clerk]:
    window = MainWindow(Session(layouts))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    yield Clerk(window, qtbot)
    # what was not saved is not asked about, and leaves no recovery copy
    window.session.undo.setClean()
    window.close()


def texts(disclosure: Disclosure) -> list[list[str]]:
    """Return every text of every part, in order."""
    return [[text for _, text in part_cells(part)] for part in disclosure.parts]


def test_the_whole_disclosure_by_hand(
    clerk: Clerk, boxes: Boxes, tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    source = tmp_path / "望澜.txt"
    dump = EXAMPLE.read_text(encoding="utf-8")
    assert BROKEN[0] in dump
    source.write_text(dump.replace(*BROKEN), encoding="utf-8")
    boxes.paths = [source]
    clerk.open()
    assert len(clerk.disclosure.parts) == 10

    # a relation that fails, seen in the list; both places gone to
    found = clerk.click_finding("1398.60")
    assert found.others
    assert clerk.session.part is clerk.part("overview")
    places = {clerk.standing_in()}
    for _ in found.others:
        clerk.key(Key.Key_F7)
        if clerk.session.part is not None:
            places.add(clerk.standing_in())
    assert {found.ref, *found.others} & places >= {found.ref}
    assert len(places) > 1

    # mended by the one mending there is, undone, done again
    clerk.click_finding("1398.60")
    wrong = get_cell(clerk.disclosure, found.ref)
    clerk.key(Key.Key_M, CTRL)
    clerk.accept_mending()
    assert get_cell(clerk.disclosure, found.ref) == BROKEN[0]
    clerk.checked()
    assert not clerk.failing("1398.60")
    clerk.key(Key.Key_Z, CTRL)
    assert get_cell(clerk.disclosure, found.ref) == wrong
    clerk.checked()
    assert clerk.failing("1398.60")
    clerk.key(Key.Key_Y, CTRL)
    assert get_cell(clerk.disclosure, found.ref) == BROKEN[0]

    # part two filled by keyboard alone: every amount of its first sentence with any
    part = clerk.part("overview")
    clerk.choose(part.id)
    clerk.view.setFocus()
    clerk.key(Key.Key_Home, CTRL)
    sentence = next(text for text in part.texts() if len(amounts_in(text.text)) == 5)
    for _ in range(12):
        if clerk.standing_in() != text_ref(sentence):
            clerk.key(Key.Key_Tab)
    for amount in ("1500.04", "1480.04", "5.00", "0.00", "15.00"):
        clerk.type(amount)
        clerk.key(Key.Key_Tab)
    spans = amounts_in(sentence.text)
    filled = [sentence.text[start:end] for start, end in spans]
    assert filled == ["1500.04", "1480.04", "5.00", "0.00", "15.00"]
    clerk.checked()
    assert clerk.failing("1500.04")

    # exported whole, and the 绩效文本 alone; read back equal
    word = tmp_path / "公开.docx"
    excel = tmp_path / "公开.xlsx"
    alone = tmp_path / "绩效文本.docx"
    boxes.paths = [word, excel, alone]
    clerk.key(Key.Key_W, CTRL | SHIFT)
    clerk.qtbot.waitUntil(lambda: word.exists() and not clerk.window.tasks.busy, timeout=WAIT)
    clerk.key(Key.Key_E, CTRL | SHIFT)
    clerk.qtbot.waitUntil(lambda: excel.exists() and not clerk.window.tasks.busy, timeout=WAIT)
    clerk.window.actions_["word-targets"].trigger()
    clerk.qtbot.waitUntil(lambda: alone.exists() and not clerk.window.tasks.busy, timeout=WAIT)
    back, _ = read_file(word, layouts)
    assert texts(back) == texts(clerk.disclosure)
    assert to_dump(back) == to_dump(clerk.disclosure)
    tables, _ = read_file(excel, layouts)
    held = [[row.cells for row in table.rows] for part in tables.parts for table in part.tables()]
    ours = clerk.disclosure.parts
    assert held == [[row.cells for row in table.rows] for part in ours for table in part.tables()]
    assert not read_file(alone, layouts)[0].parts
