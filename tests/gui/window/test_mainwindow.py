from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QIcon, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.shared.icons import severity_icon
from gui.shared.reportdialog import ReportDialog
from gui.window.mainwindow import MainWindow
from gui.window.shortcuts import ShortcutsDialog
from importers.read import read_file
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import SetCells, SetProjects
from model.layout import Layout
from tests.conftest import EXAMPLES
from tests.gui.conftest import Boxes

Mode = QIcon.Mode
CHILDREN_ONLY = Qt.FindChildOption.FindDirectChildrenOnly
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.txt"


def rename(session: Session, text: str) -> None:
    table = session.disclosure.projects[0].id
    session.do(SetCells("修改“项目名称”", [(CellRef(table, "name"), text)]))


def test_an_empty_window_says_what_to_do_first(window: MainWindow) -> None:
    assert window.start.isVisible()
    assert window.windowTitle() == "绩表"
    assert not window.isWindowModified()
    assert window.actions_["open"].isEnabled()
    for name in ("save", "word", "project-add", "project-delete", "finding-next", "undo"):
        assert not window.actions_[name].isEnabled(), name


def test_everything_can_be_reached_by_keys_and_is_explained(open_window: MainWindow) -> None:
    actions = [action for _, menu in open_window.actions_.menus for action in menu.actions()]
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    for action in actions:
        if not action.isSeparator() and action.menu() is None and action.objectName():
            assert "&" in action.text(), action.text()
            shortcut = action.shortcut().toString().replace("Up", "↑").replace("Down", "↓")
            assert not shortcut or shortcut in action.toolTip()


def test_title_state_and_undo_follow_the_session(open_window: MainWindow) -> None:
    window, session = open_window, open_window.session
    assert window.windowTitle() == "云岭市水务局[*] — 绩表"
    assert not window.isWindowModified()
    rename(session, "新&名")
    assert window.isWindowModified()
    assert window.actions_["undo"].text() == "撤销(&U)：修改“项目名称”"
    window.actions_["undo"].trigger()
    assert not window.isWindowModified()
    assert window.actions_["redo"].text() == "重做(&R)：修改“项目名称”"
    window.actions_["redo"].trigger()
    assert session.disclosure.projects[0].name == "新&名"


def test_control_and_arrows_change_the_project(qtbot: QtBot, open_window: MainWindow) -> None:
    session = open_window.session
    first, second = (table.id for table in session.disclosure.projects)
    panels = open_window.panels
    assert panels is not None
    panels.tabs.focus_form()
    target = QApplication.focusWidget() or open_window
    qtbot.keyClick(target, Qt.Key.Key_Down, CONTROL)
    assert session.current == second
    qtbot.keyClick(QApplication.focusWidget() or open_window, Qt.Key.Key_Up, CONTROL)
    assert session.current == first
    qtbot.keyClick(QApplication.focusWidget() or open_window, Qt.Key.Key_Up, CONTROL)
    assert session.current == ""
    # out of the department's text fields, too
    qtbot.keyClick(QApplication.focusWidget() or open_window, Qt.Key.Key_Down, CONTROL)
    assert session.current == first


def test_f8_goes_to_the_next_finding_and_back(qtbot: QtBot, open_window: MainWindow) -> None:
    wanted: list[CellRef] = []
    open_window.session.cell_wanted.connect(wanted.append)
    qtbot.keyClick(open_window, Qt.Key.Key_F8)
    qtbot.keyClick(open_window, Qt.Key.Key_F8)
    qtbot.keyClick(open_window, Qt.Key.Key_F8, SHIFT)
    assert len(wanted) == 3
    assert wanted[0] == wanted[2]


def test_projects_by_keys(qtbot: QtBot, open_window: MainWindow) -> None:
    session = open_window.session
    qtbot.keyClick(open_window, Qt.Key.Key_N, CONTROL | SHIFT)
    assert len(session.disclosure.projects) == 3
    qtbot.keyClick(open_window, Qt.Key.Key_D, CONTROL | SHIFT)
    assert len(session.disclosure.projects) == 4
    qtbot.keyClick(open_window, Qt.Key.Key_Up, CONTROL | SHIFT)
    assert session.undo.undoText().startswith("移动项目")
    open_window.actions_["project-delete"].trigger()
    assert len(session.disclosure.projects) == 3
    assert "Ctrl+Z" in open_window.statusBar().currentMessage()


def test_tabs_by_keys(qtbot: QtBot, open_window: MainWindow) -> None:
    assert open_window.panels is not None
    tabs = open_window.panels.tabs
    for number, key in enumerate((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)):
        qtbot.keyClick(open_window, key, CONTROL)
        assert tabs.currentIndex() == number
    assert tabs.overview.isVisible()
    open_window.session.go_to(CellRef("", "overall_goal"))
    assert tabs.currentIndex() == 0
    assert tabs.department is not None
    assert tabs.department.isVisible()


def test_the_departments_figure_is_shown_on_the_overview(open_window: MainWindow) -> None:
    assert open_window.panels is not None
    tabs = open_window.panels.tabs
    for _ in range(2):
        # the first time, the pane is made for it
        open_window.session.go_to(CellRef("", "project_expenditure"))
        assert tabs.overview.isVisible()
        assert tabs.overview.sums.field.hasFocus()
        tabs.focus_form()
        assert not tabs.overview.isVisible()


def test_what_is_half_typed_takes_its_form_before_it_is_saved(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    assert open_window.panels is not None
    session, form = open_window.session, open_window.panels.tabs.form
    assert form is not None
    table = session.disclosure.projects[0]
    for path, typed, held in (
        (tmp_path / "甲.jxb", "1,200", "1200.00"),
        (tmp_path / "甲.jxb", "1,300", "1300.00"),
        (tmp_path / "甲.docx", "1,400", "1400.00"),
    ):
        session.go_to(CellRef(table.id, "budget"))
        qtbot.keyClicks(form.editor, typed)
        assert table.budget == typed
        boxes.paths = [path]
        open_window.actions_["save" if path.suffix == ".jxb" else "word"].trigger()
        qtbot.waitUntil(lambda: not open_window.tasks.busy, timeout=10_000)
        assert table.budget == held
        assert form.editor.text() == held
        assert session.undo.isClean() is (path.suffix == ".jxb")
        assert read_file(path, layouts)[0].projects[0].budget == held


def test_a_project_that_goes_while_it_is_typed_in(qtbot: QtBot, open_window: MainWindow) -> None:
    assert open_window.panels is not None
    session, form = open_window.session, open_window.panels.tabs.form
    assert form is not None
    before = list(session.disclosure.projects)
    session.go_to(CellRef(before[0].id, "budget"))
    qtbot.keyClicks(form.editor, "12")
    session.do(SetProjects("删除", []))
    assert session.current == ""
    form.cell_cursor.finish()
    form.cell_cursor.settle()
    session.undo.undo()
    assert session.disclosure.projects == before


def test_the_first_key_after_opening_goes_into_the_form(open_window: MainWindow) -> None:
    assert open_window.panels is not None
    form = open_window.panels.tabs.form
    focus = QApplication.focusWidget()
    assert form is not None
    assert focus is not None
    assert focus is form or form.isAncestorOf(focus)


def test_panels_are_hidden_remembered_and_put_back(
    qtbot: QtBot, open_window: MainWindow, layouts: dict[str, Layout], disclosure: Disclosure
) -> None:
    dock = open_window.findChild(QDockWidget, "FindingsDock")
    assert dock is not None
    dock.toggleViewAction().trigger()
    open_window.resize(780, 640)
    open_window.close()
    again = MainWindow(Session(layouts))
    qtbot.addWidget(again)
    again.session.open(disclosure, None)
    again.show()
    assert again.size() == open_window.size()
    dock = again.findChild(QDockWidget, "FindingsDock")
    assert dock is not None
    assert not dock.isVisible()
    again.actions_["panels-reset"].trigger()
    assert dock.isVisible()
    again.close()


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    spot = QPointF(300, 300)
    enter = QDragEnterEvent(spot.toPoint(), action, data, left, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(spot, action, data, left, keys))


def test_files_dropped_on_the_window_are_opened(qtbot: QtBot, window: MainWindow) -> None:
    others: list[Path] = []
    window.open_elsewhere = others.append
    drop(window, EXAMPLE, Path("乙.jxb"))
    qtbot.waitUntil(lambda: len(window.session.disclosure.projects) == 13, timeout=10_000)
    assert others == [Path("乙.jxb")]
    # another format: unsaved, with a reading report that blocks nothing
    assert window.isWindowModified()
    assert window.session.path is None
    qtbot.waitUntil(lambda: window.findChild(ReportDialog) is not None)
    report = window.findChild(ReportDialog)
    assert report is not None
    assert report.isVisible()
    assert not report.isModal()
    assert any("13" in report.tabs.tabText(tab) for tab in range(report.tabs.count()))


def test_words_dropped_on_the_window_are_not_ours(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("字")
    event = QDragEnterEvent(
        QPointF(9, 9).toPoint(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    QApplication.sendEvent(window, event)
    assert not event.isAccepted()


@pytest.mark.parametrize(("answer", "stays"), [("取消", True), ("不保存", False), ("保存", False)])
def test_closing_asks(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, tmp_path: Path, answer: str, stays: bool
) -> None:
    rename(open_window.session, "新名称")
    boxes.answers = [answer]
    boxes.paths = [tmp_path / "甲.jxb"]
    assert open_window.close() is not stays
    assert open_window.isVisible() is stays
    assert (tmp_path / "甲.jxb").exists() is (answer == "保存")


def test_icons_follow_the_palette(window: MainWindow, qapp: QApplication) -> None:
    before = qapp.palette()
    light = window.actions_["open"].icon().pixmap(24, 24).toImage()
    qapp.setPalette(QPalette(QColor(40, 40, 40), QColor(30, 30, 30)))
    QApplication.processEvents()
    try:
        dark = window.actions_["open"].icon().pixmap(24, 24).toImage()
        assert dark != light
    finally:
        qapp.setPalette(before)


@pytest.mark.qt_log_ignore("raise", "propagateSizeHints", extend=True)
def test_a_panels_buttons_are_seen_on_any_ground(
    open_window: MainWindow, qapp: QApplication
) -> None:
    assert open_window.panels is not None
    dock = open_window.panels.docks[1]
    buttons = dock.findChildren(QAbstractButton, options=CHILDREN_ONLY)
    assert len(buttons) == 2
    assert all("“问题”面板" in button.toolTip() for button in buttons)
    before = qapp.palette()
    try:
        for ground, floats in ((QColor(40, 40, 40), True), (QColor(240, 240, 240), False)):
            qapp.setPalette(QPalette(ground, ground))
            dock.setFloating(floats)
            QApplication.processEvents()
            text = qapp.palette().buttonText().color()
            for button in buttons:
                image = button.icon().pixmap(16, 16).toImage()
                points = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
                ink = max(points, key=QColor.alpha)
                assert abs(ink.lightness() - text.lightness()) < 10
                assert abs(ink.lightness() - ground.lightness()) > 100
    finally:
        qapp.setPalette(before)


@pytest.mark.parametrize("word", ["错误", "警告", "提示", "完成"])
def test_a_selected_rows_sign_is_seen(qapp: QApplication, word: str) -> None:
    sign = severity_icon(word)
    plain, chosen = (sign.pixmap(16, 16, mode).toImage() for mode in (Mode.Normal, Mode.Selected))
    ground = qapp.palette().base().color()
    places = [(x, y) for x in range(16) for y in range(16)]
    ink = max((plain.pixelColor(*place) for place in places), key=QColor.alpha)
    seen = [chosen.pixelColor(*place) for place in places]
    # its own colour, and around it the ground of the list, whatever a selection looks like
    assert any(colour == ink for colour in seen)
    assert sum(colour == ground for colour in seen) > 30
    assert abs(ink.lightness() - ground.lightness()) > 60


def test_f1_lists_the_keys_of_the_menus(qtbot: QtBot, open_window: MainWindow) -> None:
    menus = [(title, menu.actions()) for title, menu in open_window.actions_.menus]
    dialog = ShortcutsDialog(menus)
    qtbot.addWidget(dialog)
    listed = {}
    for number in range(dialog.list.topLevelItemCount()):
        group = dialog.list.topLevelItem(number)
        assert group is not None
        for row in range(group.childCount()):
            child = group.child(row)
            assert child is not None
            listed[child.text(0)] = child.text(1)
    assert listed["Ctrl+S"] == "保存"
    assert listed["Ctrl+↑"] == "上一个项目"
    assert listed["F8"] == "下一个问题"
    assert listed["Ctrl+Y、Ctrl+Shift+Z"] == "重做"
    assert listed["F2"]
