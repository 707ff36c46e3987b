"""A checker's afternoon by hand: see a finding, jump, mend, undo, vouch, see it return, save."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.findings.mendpreview import MendPreview
from gui.findings.model import FINDING, PLACES
from gui.findings.panel import FindingsPanel
from gui.findings.reviewdialog import ReviewDialog
from gui.findings.reviewedlist import ReviewedList
from gui.findings.reviewedmodel import CHANGED, HOLDS, REASON, SOLVED, WHO
from gui.window.mainwindow import MainWindow
from importers.jxb import read_jxb
from model.checks import check, sort_out
from model.checks.gather import each_cell
from model.document.cells import CellRef, get_cell
from model.document.disclosure import Disclosure
from model.layout import Layout
from tests.conftest import EXAMPLES
from tests.gui.conftest import Boxes

EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.jxb"
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
WAIT = 20_000


class Checker:
    """The hands of whoever checks; knows the window's parts by what they show."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        qtbot.waitUntil(window.isActiveWindow)

    @property
    def session(self) -> Session:
        return self.window.session

    @property
    def panel(self) -> FindingsPanel:
        assert self.window.panels is not None
        return self.window.panels.findings

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, LEFT, pos=widget.rect().center())

    def wait(self) -> None:
        assert self.window.panels is not None
        engine = self.window.panels.engine
        self.qtbot.waitUntil(lambda: not engine.busy, timeout=WAIT)

    def listed(self, code: str) -> list[CellRef]:
        """Return the cells the list shows a finding of a kind for."""
        rows = (self.panel.shown.index(row, 0) for row in range(self.panel.shown.rowCount()))
        found = [row.data(FINDING) for row in rows]
        return [one.ref for one in each_cell(found) if one.code == code]

    def places(self) -> int:
        """Return how many cells the finding chosen stands at."""
        (chosen,) = self.panel.chosen().findings
        return len(each_cell([chosen]))

    def click_finding(self, code: str) -> CellRef:
        """Click on the first finding of a kind; return the cell it stands at."""
        shown, view = self.panel.shown, self.panel.list
        rows = (shown.index(row, PLACES["message"]) for row in range(shown.rowCount()))
        index: QModelIndex = next(row for row in rows if row.data(FINDING).code == code)
        view.scrollTo(index)
        self.qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
        ref = index.data(FINDING).ref
        assert isinstance(ref, CellRef)
        return ref

    def dialog(self, kind: type[QWidget]) -> QWidget:
        self.qtbot.waitUntil(lambda: self._open(kind) is not None)
        found = self._open(kind)
        assert found is not None
        self.qtbot.waitUntil(found.isActiveWindow)
        return found

    def preview(self) -> MendPreview:
        """Return the preview of a mending when all of it is listed."""
        found = self.dialog(MendPreview)
        assert isinstance(found, MendPreview)
        self.qtbot.waitUntil(lambda: found.complete)
        return found

    def _open(self, kind: type[QWidget]) -> QWidget | None:
        return next((one for one in self.window.findChildren(kind) if one.isVisible()), None)

    def text(self, ref: CellRef) -> str:
        return get_cell(self.session.disclosure, ref)

    def back_to_window(self) -> None:
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)


@pytest.fixture
def hands(qtbot: QtBot, window: MainWindow, boxes: Boxes, tmp_path: Path) -> Checker:
    path = tmp_path / "今年.jxb"
    shutil.copy(EXAMPLE, path)
    made = Checker(window, qtbot)
    boxes.paths = [path]
    made.key(Key.Key_O, CTRL)
    qtbot.waitUntil(lambda: made.session.path == path, timeout=WAIT)
    made.wait()
    return made


def test_see_jump_mend_undo(hands: Checker) -> None:
    before = copy.deepcopy(hands.session.disclosure)
    assert hands.panel.summary.text().startswith("还不能报送：")
    faulty = hands.listed("E01")
    assert faulty
    ref = hands.click_finding("E01")
    # the cell is in front, and the keyboard in it
    assert hands.window.panels is not None
    assert hands.window.panels.tabs.standing_in() == ref
    text = hands.text(ref)
    count = hands.places()
    hands.key(Key.Key_M, CTRL)
    preview = hands.preview()
    # the same fault in other cells is mended with it, in one step
    assert preview.model.rowCount() == count > 1
    hands.key(Key.Key_Return)
    hands.wait()
    assert hands.text(ref) != text
    assert "〔" in hands.text(ref)
    assert len(hands.listed("E01")) == len(faulty) - count
    hands.back_to_window()
    hands.key(Key.Key_Z, CTRL)
    hands.wait()
    assert hands.session.disclosure == before
    assert hands.listed("E01") == faulty


def test_mend_all_of_a_kind_and_all_that_are_safe(hands: Checker) -> None:
    before = copy.deepcopy(hands.session.disclosure)
    hands.click_finding("E01")
    count = len(hands.listed("E01"))
    assert f"{count} 处" in hands.panel.buttons.kind.text()
    hands.click(hands.panel.buttons.kind)
    preview = hands.preview()
    # the first is not wanted
    hands.qtbot.keyClick(preview.list, Key.Key_Space)
    assert len(preview.chosen()) == preview.model.rowCount() - 1
    unwanted = preview.model.mended(0).ref
    hands.click(preview.apply)
    hands.wait()
    assert hands.listed("E01") == [unwanted]
    assert hands.session.undo.undoText().startswith("修改：")
    hands.back_to_window()
    hands.key(Key.Key_M, CTRL | SHIFT)
    preview = hands.preview()
    hands.click(preview.apply)
    hands.wait()
    left = check(hands.session.disclosure, hands.session.layout)
    assert not [one for one in left if one.fix is not None and one.safe]
    # a second run finds nothing
    hands.back_to_window()
    hands.key(Key.Key_M, CTRL | SHIFT)
    assert not [one for one in hands.window.findChildren(MendPreview) if one.isVisible()]
    assert hands.window.statusBar().currentMessage() == "没有能修改的地方。"
    for _ in range(2):
        hands.key(Key.Key_Z, CTRL)
    assert hands.session.disclosure == before


def vouch(hands: Checker, code: str, reason: str) -> CellRef:
    """Mark the first finding of a kind 已核实, by keys."""
    ref = hands.click_finding(code)
    hands.key(Key.Key_K, CTRL)
    asked = hands.dialog(ReviewDialog)
    assert isinstance(asked, ReviewDialog)
    assert not asked.ok.isEnabled()
    asked.reason.setFocus()
    line = asked.reason.lineEdit()
    assert line is not None
    for char in reason:
        hands.qtbot.keyClicks(line, char)
    hands.qtbot.keyClicks(asked.who, "Zhang")
    hands.key(Key.Key_Return)
    hands.wait()
    hands.back_to_window()
    return ref


def test_vouch_see_it_return_save_and_reopen(
    hands: Checker, boxes: Boxes, layouts: dict[str, Layout], qtbot: QtBot
) -> None:
    session, panel = hands.session, hands.panel
    faulty = hands.listed("D06")
    assert hands.window.panels is not None
    counts = hands.window.panels.engine.counts
    warnings = counts(faulty[0].table)[1]
    ref = vouch(hands, "D06", "checked <&> =1+1")
    assert hands.listed("D06") == faulty[1:]
    assert counts(ref.table)[1] == warnings - 1
    assert panel.bar.reviewed.accessibleName() == "已核实的问题，1 个"
    form = hands.window.panels.tabs.form
    assert form is not None
    assert form.status(ref) != "警告"
    # it can be looked at
    hands.click(panel.bar.reviewed)
    # behind those that stand
    assert hands.listed("D06") == [*faulty[1:], faulty[0]]
    hands.click(panel.bar.reviewed)
    # undo and redo
    hands.key(Key.Key_Z, CTRL)
    hands.wait()
    assert hands.listed("D06") == faulty
    hands.key(Key.Key_Y, CTRL)
    hands.wait()
    assert hands.listed("D06") == faulty[1:]
    # saved with the file
    hands.key(Key.Key_S, CTRL)
    assert session.path is not None
    kept = read_jxb(session.path)
    assert len(kept.reviewed) == 1
    # with another text the finding is gone, and the mark says so
    session.go_to(ref)
    hands.qtbot.keyClicks(form.editor, "x")
    hands.wait()
    state = hands.window.panels.finding_actions.reviewing.show_list()
    assert state.model.state(0) == SOLVED
    state.reject()
    hands.back_to_window()
    hands.key(Key.Key_Z, CTRL)
    hands.wait()
    assert hands.listed("D06") == faulty[1:]
    hands.key(Key.Key_S, CTRL)
    # and when the file is opened another day
    found = sort_out(kept, check(kept, session.layout), kept.reviewed)
    assert [(one.ref, mark.reason, mark.who) for one, mark in found.reviewed] == [
        (ref, "checked <&> =1+1", "Zhang")
    ]
    again = MainWindow(Session(layouts))
    qtbot.addWidget(again)
    again.show()
    qtbot.waitExposed(again)
    reopened(again, qtbot, kept, ref)


def reopened(window: MainWindow, qtbot: QtBot, kept: Disclosure, ref: CellRef) -> None:
    window.session.open(kept, None)
    assert window.panels is not None
    engine = window.panels.engine
    qtbot.waitUntil(lambda: not engine.busy, timeout=WAIT)
    assert all(one.ref != ref or one.code != "D06" for one in engine.findings(ref.table))
    window.actions_["reviewed"].trigger()
    shown = next(one for one in window.findChildren(ReviewedList) if one.isVisible())
    assert shown.model.rowCount() == 1
    assert shown.model.index(0, REASON).data() == "checked <&> =1+1"
    assert shown.model.index(0, WHO).data() == "Zhang"
    assert shown.model.state(0) == HOLDS
    # taken back by a key
    qtbot.keyClick(shown.list, Key.Key_Delete)
    assert kept.reviewed == []
    qtbot.waitUntil(lambda: not engine.busy)
    assert any(one.ref == ref and one.code == "D06" for one in engine.findings(ref.table))
    window.session.undo.undo()
    assert len(kept.reviewed) == 1
    shown.reject()
    window.session.undo.setClean()
    window.close()


def test_what_was_vouched_for_returns_when_its_cell_changes(hands: Checker) -> None:
    ref = vouch(hands, "E01", "as printed")
    text = hands.text(ref)
    assert ref not in hands.listed("E01")
    hands.session.go_to(ref)
    assert hands.window.panels is not None
    form = hands.window.panels.tabs.form
    assert form is not None
    hands.qtbot.keyClick(form.editor, Key.Key_F2)
    hands.qtbot.keyClicks(form.editor, "A")
    hands.wait()
    assert ref in hands.listed("E01")
    shown = hands.window.panels.finding_actions.reviewing.show_list()
    assert shown.model.state(0) == CHANGED
    shown.reject()
    hands.back_to_window()
    hands.key(Key.Key_Z, CTRL)
    hands.wait()
    assert hands.text(ref) == text
    assert ref not in hands.listed("E01")
