from __future__ import annotations

import copy
import shutil
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from exporters.excel import write_excel
from exporters.jxb import write_jxb
from exporters.word import write_word
from gui.compare.dialog import CompareDialog
from gui.window.mainwindow import MainWindow
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import SetCells
from model.layout import Layout
from tests.gui.conftest import Boxes

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def word(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> Path:
    write_word(disclosure, hebei, tmp_path / "上年.docx")
    return tmp_path / "上年.docx"


@pytest.fixture
def excel(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> Path:
    after = copy.deepcopy(disclosure)
    after.projects[0].indicators[2].value = "≥90%"
    after.projects[1].purpose = "十三处站点运行"
    write_excel(after, hebei, tmp_path / "退回.xlsx")
    return tmp_path / "退回.xlsx"


def shown(window: MainWindow) -> CompareDialog:
    window.actions_["compare"].trigger()
    dialog = window.findChild(CompareDialog)
    assert isinstance(dialog, CompareDialog)
    return dialog


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, LEFT)


def compared(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, before: Path, after: Path
) -> CompareDialog:
    """Compare two files as a clerk does."""
    dialog = shown(window)
    for row, path in ((dialog.before, before), (dialog.after, after)):
        boxes.paths.append(path)
        click(qtbot, row.choose)
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: dialog.compared is not None and not window.tasks.busy)
    return dialog


def rows(dialog: CompareDialog) -> list[str]:
    found = []
    for row in range(dialog.model.rowCount()):
        parent = dialog.model.index(row, 0)
        for child in range(dialog.model.rowCount(parent)):
            cells = (dialog.model.index(child, column, parent).data() for column in range(4))
            found.append("|".join(map(str, cells)))
    return found


def test_two_files_with_nothing_open(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, word: Path, excel: Path
) -> None:
    dialog = shown(window)
    tester = QAbstractItemModelTester(dialog.model, FATAL)
    assert not dialog.start.isEnabled()
    assert not dialog.before.open.isEnabled()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.before.choose.hasFocus()
    assert dialog.start.isDefault()
    compared(qtbot, window, boxes, word, excel)
    assert rows(dialog) == [
        "第3个指标“验收合格率”的指标值|修改|≥95%|≥90%",
        "资金用途|修改|十二处站点运行|十三处站点运行",
    ]
    assert dialog.state.text() == "共 2 处不同：修改 2 处。"
    assert dialog.kinds["修改"].text() == "修改 2"
    assert dialog.panes["delete"].toPlainText() == "≥95%"
    assert dialog.panes["insert"].toPlainText() == "≥90%"
    assert window.panels is None
    assert tester.model() is dialog.model


def test_what_is_open_is_the_later_one(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, word: Path
) -> None:
    session = open_window.session
    second = session.disclosure.projects[1]
    session.do(SetCells("改", [(CellRef(second.id, "purpose"), "十三处站点运行")]))
    dialog = shown(open_window)
    assert dialog.after.is_open
    boxes.paths.append(word)
    click(qtbot, dialog.before.choose)
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: dialog.compared is not None)
    assert rows(dialog) == ["资金用途|修改|十二处站点运行|十三处站点运行"]
    # what was compared stays as it was, and says so
    session.undo.undo()
    assert "又改过" in dialog.state.text()
    assert len(rows(dialog)) == 1
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: dialog.state.text() == "两个文件的内容没有不同。")
    assert rows(dialog) == []


def test_a_double_click_and_enter_go_to_the_cell(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, excel: Path
) -> None:
    session = open_window.session
    dialog = shown(open_window)
    click(qtbot, dialog.before.open)
    boxes.paths.append(excel)
    click(qtbot, dialog.after.choose)
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: dialog.compared is not None)
    wanted: list[CellRef] = []
    session.cell_wanted.connect(wanted.append)
    parent = dialog.model.index(1, 0)
    spot = dialog.list.visualRect(dialog.model.index(0, 1, parent)).center()
    qtbot.mouseClick(dialog.list.viewport(), LEFT, pos=spot)
    qtbot.mouseDClick(dialog.list.viewport(), LEFT, pos=spot)
    second = session.disclosure.projects[1].id
    assert wanted == [CellRef(second, "purpose")]
    assert session.current == second
    dialog.list.setCurrentIndex(dialog.model.index(0, 0, dialog.model.index(0, 0)))
    dialog.activateWindow()
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    first = session.disclosure.projects[0]
    assert wanted[1] == CellRef(first.id, "value", first.indicators[2].id)
    # the open file may have lost the cell since
    session.open(Disclosure(layout="hebei-2021"), None)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert len(wanted) == 2
    assert "没有这一格" in dialog.state.text()


def test_a_project_row_is_folded_by_enter(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, word: Path, excel: Path
) -> None:
    dialog = compared(qtbot, window, boxes, word, excel)
    head = dialog.model.index(0, 0)
    assert dialog.list.isExpanded(head)
    dialog.list.setCurrentIndex(head)
    assert dialog.panes["delete"].toPlainText() == ""
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert not dialog.list.isExpanded(head)


def test_filters(qtbot: QtBot, window: MainWindow, boxes: Boxes, word: Path, excel: Path) -> None:
    dialog = compared(qtbot, window, boxes, word, excel)
    click(qtbot, dialog.kinds["修改"])
    assert rows(dialog) == []
    assert "筛" in dialog.state.text()
    click(qtbot, dialog.kinds["修改"])
    qtbot.keyClicks(dialog.search, "zjyt")
    assert [row.partition("|")[0] for row in rows(dialog)] == ["资金用途"]
    dialog.search.clear()
    qtbot.keyClick(dialog.changed_only, Qt.Key.Key_Space)
    assert len(rows(dialog)) > 60
    assert "资金用途|修改|十二处站点运行|十三处站点运行" in rows(dialog)
    qtbot.keyClick(dialog.changed_only, Qt.Key.Key_Space)
    assert len(rows(dialog)) == 2
    assert dialog.list.isFirstColumnSpanned(0, QModelIndex())


def test_files_are_swapped(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, excel: Path
) -> None:
    dialog = shown(open_window)
    click(qtbot, dialog.swap)
    assert dialog.before.is_open
    assert not dialog.after.chosen
    boxes.paths.append(excel)
    click(qtbot, dialog.after.choose)
    click(qtbot, dialog.swap)
    assert dialog.before.path == excel
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: dialog.compared is not None)
    assert rows(dialog)[0].endswith("≥90%|≥95%")
    boxes.paths.append(None)
    click(qtbot, dialog.before.choose)
    assert dialog.before.path == excel


def test_a_file_that_cannot_be_read_is_said(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, word: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 broken")
    dialog = shown(window)
    dialog.before.show_path(word)
    dialog.after.show_path(bad)
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: bool(boxes.said))
    assert "坏.xlsx" in boxes.last
    assert "坏.xlsx" in dialog.state.text()
    assert dialog.start.isEnabled()
    assert not dialog.html.isEnabled()


def test_reports_are_written(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, word: Path, excel: Path, tmp_path: Path
) -> None:
    dialog = compared(qtbot, window, boxes, word, excel)
    for button, target in (
        (dialog.html, tmp_path / "报告.html"),
        (dialog.excel, tmp_path / "报告.xlsx"),
    ):
        boxes.paths.append(target)
        click(qtbot, button)
        qtbot.waitUntil(lambda: not window.tasks.busy)
        assert str(target) in dialog.state.text()
    assert "<ins>90</ins>" in (tmp_path / "报告.html").read_text(encoding="utf-8")
    assert openpyxl.load_workbook(tmp_path / "报告.xlsx")["不同之处"].max_row == 3
    boxes.paths.append(None)
    click(qtbot, dialog.html)
    boxes.paths.append(tmp_path / "无" / "报告.html")
    click(qtbot, dialog.html)
    qtbot.waitUntil(lambda: bool(boxes.said))
    assert "所在文件夹不存在" in boxes.last


def test_stopping_frees_the_controls(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, word: Path, excel: Path
) -> None:
    dialog = shown(window)
    dialog.before.show_path(word)
    dialog.after.show_path(excel)
    click(qtbot, dialog.start)
    assert dialog.stop.isVisible()
    assert not dialog.start.isEnabled()
    click(qtbot, dialog.stop)
    assert dialog.state.text() == "已停下，没有对照完。"
    assert dialog.start.isEnabled()
    assert not dialog.stop.isVisible()
    window.tasks.wait()
    qtbot.wait(20)
    assert dialog.compared is None
    click(qtbot, dialog.start)
    dialog.reject()
    assert not window.tasks.busy


def test_every_control_is_named_and_explained(qtbot: QtBot, window: MainWindow) -> None:
    dialog = shown(window)
    assert shown(window) is dialog
    for control in (
        *dialog.findChildren(QAbstractButton),
        *dialog.findChildren(QLineEdit),
        dialog.list,
        *dialog.panes.values(),
    ):
        if control.objectName().startswith("qt_") or isinstance(control.parent(), QLineEdit):
            continue
        name = control.accessibleName() or getattr(control, "text", str)()
        assert name, control
        assert control.toolTip(), control


def test_a_changed_copy_of_the_own_file_goes_to_the_same_cells(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, disclosure: Disclosure, tmp_path: Path
) -> None:
    own, other = tmp_path / "一.jxb", tmp_path / "二.jxb"
    write_jxb(disclosure, own)
    shutil.copy(own, other)
    disclosure.overall_goal += "。"
    write_jxb(disclosure, own)
    window.files.open_path(own)
    qtbot.waitUntil(lambda: window.session.path == own)
    dialog = compared(qtbot, window, boxes, other, own)
    wanted: list[CellRef] = []
    window.session.cell_wanted.connect(wanted.append)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert wanted == [CellRef("", "overall_goal")]
