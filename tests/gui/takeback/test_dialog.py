"""接收修改 in the window: the returned file is opened, looked at, accepted, undone."""

from __future__ import annotations

import copy
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment as Note
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.generate import make_disclosure
from exporters.excel import write_excel
from exporters.jxb import write_jxb
from gui.shared.markedtext import RUNS
from gui.shared.reportdialog import ReportDialog
from gui.takeback.dialog import TakeBackDialog
from gui.takeback.model import AFTER, BEFORE, KIND, LEFT, PLACE, REFUSED, STATE, TAKEN
from gui.window.mainwindow import MainWindow
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, Indicator
from model.document.edits import SetCells
from model.layout import Layout
from tests.gui.conftest import Boxes
from tests.test_takeback_files import row_of

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def returned(tmp_path: Path, disclosure: Disclosure, hebei: Layout) -> Path:
    """A workbook as the bureau returns it: two cells, a row, a comment, a stray remark."""
    path = tmp_path / "退回.xlsx"
    theirs = copy.deepcopy(disclosure)
    theirs.projects[0].indicators.insert(
        1, Indicator("产出指标", "数量指标", "出动机械", "机械台班", "≥90台班", "台账")
    )
    theirs.projects[1].budget = "35.00"
    write_excel(theirs, hebei, path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[2]
    at = row_of(sheet, "验收合格率")
    sheet.cell(at, 7).value = "≥98%"
    sheet.cell(at, 7).comment = Note("太低", "李四")
    sheet.cell(at + 6, 1).value = "填表人：赵六"
    book.save(path)
    return path


class Clerk:
    """A window with ours open, and the dialog over it."""

    def __init__(self, window: MainWindow, qtbot: QtBot, boxes: Boxes) -> None:
        self.window, self.qtbot, self.boxes = window, qtbot, boxes
        self.session = window.session

    def take(self, path: Path) -> TakeBackDialog:
        """Open a returned file as a clerk does, by the keys."""
        self.boxes.paths.append(path)
        self.window.activateWindow()
        self.qtbot.keyClick(self.window, Key.Key_T, CTRL | SHIFT)
        self.qtbot.waitUntil(lambda: not self.window.tasks.busy)
        dialog = self.window.findChild(TakeBackDialog)
        assert dialog is not None
        self.qtbot.waitExposed(dialog)
        QAbstractItemModelTester(
            dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog
        )
        return dialog

    def key(self, widget: QWidget, key: Key) -> None:
        self.qtbot.keyClick(widget, key)

    def click(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def texts(self, dialog: TakeBackDialog) -> list[tuple[str, ...]]:
        """Return every row: of projects the title, of changes kind, place, before, after, state."""
        model, rows = dialog.model, list[tuple[str, ...]]()
        for number in range(model.rowCount()):
            above = model.index(number, PLACE)
            rows.append((str(above.data()),))
            for row in range(model.rowCount(above)):
                columns = (KIND, PLACE, BEFORE, AFTER, STATE)
                rows.append(tuple(str(model.index(row, col, above).data()) for col in columns))
        return rows


@pytest.fixture
def clerk(open_window: MainWindow, qtbot: QtBot, boxes: Boxes) -> Clerk:
    return Clerk(open_window, qtbot, boxes)


VALUE = "第3个指标“验收合格率”的指标值"


def test_the_journey(clerk: Clerk, returned: Path) -> None:
    """Open, look, refuse one, accept the rest, look at what is left, undo."""
    session = clerk.session
    before = copy.deepcopy(session.disclosure)
    dialog = clerk.take(returned)
    rows = clerk.texts(dialog)
    assert [row[0] for row in rows] == [
        *("1. 清水河河道清淤经费（3 处）", "新增", "修改", "批注"),
        *("2. 水文站点运行费（1 处）", "修改"),
    ]
    assert rows[1][1:3] == ("第2个指标“出动机械”", "（没有）")
    assert rows[1][3].startswith("一级指标：产出指标")
    assert rows[2][1:] == (VALUE, "≥95%", "≥98%", TAKEN)
    assert rows[3][1:] == (VALUE, "≥95%", "批注（李四）：太低", TAKEN)
    assert rows[5][1:] == ("预算数", "30.00", "35.00", TAKEN)
    assert "有 1 处内容没有归入表格" in dialog.notes.text()
    assert dialog.accept_.text() == "接收 4 处(&A)"
    # by the keyboard alone: down to the value, untick it
    assert dialog.list.hasFocus()
    clerk.key(dialog.list, Key.Key_Down)
    assert dialog.panes[AFTER].toPlainText() == "≥98%"
    assert dialog.remarks.toPlainText() == "批注（李四）：太低"
    clerk.key(dialog.list, Key.Key_Space)
    assert clerk.texts(dialog)[2][4] == REFUSED
    clerk.click(dialog.accept_)
    first, second = session.disclosure.projects
    assert [item.name for item in first.indicators][1] == "出动机械"
    assert first.indicators[3].value == "≥95%"
    assert second.budget == "35.00"
    assert [one.author for one in session.disclosure.comments] == ["李四"]
    assert session.undo.undoText() == "接收修改 3 处"
    assert dialog.status.text().startswith("已接收 3 处")
    assert [row[1:] for row in clerk.texts(dialog)[1:]] == [
        ("第4个指标“验收合格率”的指标值", "≥95%", "≥98%", LEFT)
    ]
    assert not dialog.accept_.isEnabled()
    # second thoughts: accept what was left, then undo both steps
    clerk.key(dialog.list, Key.Key_Space)
    clerk.click(dialog.accept_)
    assert first.indicators[3].value == "≥98%"
    assert dialog.model.rowCount() == 0
    assert "没有不同" in dialog.status.text()
    clerk.click(dialog.undo)
    clerk.qtbot.keyClick(dialog.list, Key.Key_Z, CTRL)
    assert session.disclosure == before
    assert session.undo.isClean()
    clerk.qtbot.waitUntil(lambda: dialog.model.listed() == 4)


def test_going_to_a_cell_leaves_the_dialog_open(clerk: Clerk, returned: Path) -> None:
    shown: list[CellRef] = []
    clerk.session.cell_wanted.connect(shown.append)
    dialog = clerk.take(returned)
    clerk.key(dialog.list, Key.Key_Down)
    clerk.key(dialog.list, Key.Key_Return)
    table = clerk.session.disclosure.projects[0]
    assert shown == [CellRef(table.id, "value", table.indicators[2].id)]
    assert dialog.isVisible()
    assert not dialog.isModal()
    model = dialog.model
    index = model.index(0, PLACE, model.index(1, PLACE))
    dialog.list.scrollTo(index)
    place: QRect = dialog.list.visualRect(index)
    view = dialog.list.viewport()
    clerk.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place.center())
    clerk.qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place.center())
    assert clerk.session.current == clerk.session.disclosure.projects[1].id
    assert shown[-1].field == "budget"
    # what is new has no cell yet: its project is shown
    clerk.session.select("")
    dialog.list.setCurrentIndex(model.index(0, PLACE, model.index(0, PLACE)))
    clerk.click(dialog.go)
    assert clerk.session.current == table.id


def test_a_project_is_ticked_and_unticked_whole(clerk: Clerk, returned: Path) -> None:
    dialog = clerk.take(returned)
    model = dialog.model
    group = model.index(0, PLACE)
    assert model.state(group) == Qt.CheckState.Checked
    dialog.list.setCurrentIndex(model.index(0, PLACE, group))
    clerk.key(dialog.list, Key.Key_Space)
    assert model.state(group) == Qt.CheckState.PartiallyChecked
    dialog.list.setCurrentIndex(group)
    clerk.key(dialog.list, Key.Key_Space)
    assert model.state(group) == Qt.CheckState.Checked
    clerk.key(dialog.list, Key.Key_Space)
    assert model.state(group) == Qt.CheckState.Unchecked
    assert [one.title for one in model.chosen()] == ["预算数"]
    clerk.click(dialog.all)
    assert len(model.chosen()) == 4
    clerk.click(dialog.all)
    assert model.chosen() == []
    assert not dialog.accept_.isEnabled()


def test_only_what_is_listed_is_accepted(clerk: Clerk, returned: Path) -> None:
    dialog = clerk.take(returned)
    clerk.click(dialog.kinds["comment"])
    assert dialog.model.listed() == 3
    dialog.search.setFocus()
    clerk.qtbot.keyClicks(dialog.search, "yss")
    assert [row[0] for row in clerk.texts(dialog)] == ["2. 水文站点运行费（1 处）", "修改"]
    assert dialog.status.text().startswith("共 4 处，列出 1 处，勾选 1 处")
    clerk.click(dialog.accept_)
    assert clerk.session.disclosure.projects[1].budget == "35.00"
    assert clerk.session.disclosure.projects[0].indicators[2].value == "≥95%"
    dialog.search.clear()
    clerk.click(dialog.kinds["comment"])
    assert dialog.model.listed() == 3


def test_the_list_follows_what_is_typed(clerk: Clerk, returned: Path) -> None:
    dialog = clerk.take(returned)
    table = clerk.session.disclosure.projects[0]
    ref = CellRef(table.id, "value", table.indicators[2].id)
    clerk.session.do(SetCells("修改", [(ref, "≥98%")]))
    clerk.qtbot.waitUntil(lambda: dialog.model.listed() == 3)
    clerk.session.undo.undo()
    clerk.qtbot.waitUntil(lambda: dialog.model.listed() == 4)
    # changed in the very moment before the button: not overwritten
    clerk.session.do(SetCells("修改", [(ref, "≥97%")]))
    clerk.click(dialog.accept_)
    assert "≥97%" in [item.value for item in clerk.session.disclosure.projects[0].indicators]
    assert dialog.status.text().startswith("已接收 3 处")
    assert "有 1 处在这里又改过，没有接收" in dialog.status.text()
    assert [(row[2], row[4]) for row in clerk.texts(dialog)[1:]] == [("≥97%", TAKEN)]


def test_what_changed_runs_is_marked_in_the_list(clerk: Clerk, returned: Path) -> None:
    dialog = clerk.take(returned)
    model = dialog.model
    index = model.index(1, AFTER, model.index(0, PLACE))
    assert [(run.kind, run.text) for run in index.data(RUNS)] == [
        ("equal", "≥"),
        ("insert", "98"),
        ("equal", "%"),
    ]
    assert model.index(2, AFTER, model.index(0, PLACE)).data(RUNS)[0].kind == "equal"


def test_another_department_is_asked_about(
    clerk: Clerk, tmp_path: Path, disclosure: Disclosure
) -> None:
    theirs = copy.deepcopy(disclosure)
    theirs.department.name, theirs.year = "云岭市林业局", 2023
    path = tmp_path / "别的.jxb"
    write_jxb(theirs, path)
    clerk.boxes.paths.append(path)
    clerk.boxes.answers.append("取消")
    clerk.window.actions_["take-back"].trigger()
    clerk.qtbot.waitUntil(lambda: not clerk.window.tasks.busy)
    assert "部门不同" in clerk.boxes.last
    assert "年度不同" in clerk.boxes.last
    assert clerk.window.findChild(TakeBackDialog) is None
    clerk.boxes.answers.append("继续")
    dialog = clerk.take(path)
    assert dialog.model.listed() == 2


def test_an_unreadable_file_is_told(clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04nonsense")
    clerk.boxes.paths.append(path)
    clerk.window.actions_["take-back"].trigger()
    clerk.qtbot.waitUntil(lambda: bool(clerk.boxes.said))
    assert "坏.xlsx" in clerk.boxes.last
    assert clerk.window.findChild(TakeBackDialog) is None
    assert clerk.session.undo.isClean()


def test_nothing_different_is_said(clerk: Clerk, tmp_path: Path, hebei: Layout) -> None:
    path = tmp_path / "没改.xlsx"
    write_excel(clerk.session.disclosure, hebei, path)
    dialog = clerk.take(path)
    assert dialog.status.text() == "退回的文件与这里没有不同。"
    assert not dialog.accept_.isEnabled()
    assert dialog.notes.text().startswith("只看各项目的表")


def test_a_missing_project_begins_unticked(
    clerk: Clerk, tmp_path: Path, hebei: Layout, disclosure: Disclosure
) -> None:
    theirs = copy.deepcopy(disclosure)
    del theirs.projects[0]
    path = tmp_path / "一个项目.xlsx"
    write_excel(theirs, hebei, path)
    dialog = clerk.take(path)
    rows = clerk.texts(dialog)
    assert (rows[1][0], rows[1][1], rows[1][4]) == ("删除", "整个项目", REFUSED)
    assert dialog.model.chosen() == []


def test_another_file_opened_closes_it(clerk: Clerk, returned: Path) -> None:
    dialog = clerk.take(returned)
    clerk.session.open(Disclosure(layout="hebei-2021"), None)
    assert not dialog.isVisible()
    assert dialog.model.rowCount() == 0


def test_the_reading_report_shows_what_found_no_place(clerk: Clerk, returned: Path) -> None:
    dialog = clerk.take(returned)
    clerk.click(dialog.report)
    (report,) = dialog.findChildren(ReportDialog)
    titles = [report.tabs.tabText(tab) for tab in range(report.tabs.count())]
    assert "批注（1）" in titles
    report.close()


def test_what_could_not_be_read_rightly_is_said(clerk: Clerk, returned: Path) -> None:
    book = openpyxl.load_workbook(returned)
    book.worksheets[3]["D4"] = "=10+20"
    for number, sheet in enumerate(book.worksheets[1:4]):
        sheet.row_dimensions[5].hidden = number > 0
        sheet.column_dimensions["B"].hidden = True
    book.save(returned)
    dialog = clerk.take(returned)
    said = dialog.notes.text()
    # not calculated is not emptied: no clerk may accept that unawares
    assert "公式没有保存计算结果" in said
    assert "处要留意，请按“读取报告”查看" in said


def test_every_control_says_what_it_is(clerk: Clerk, returned: Path) -> None:
    dialog = clerk.take(returned)
    for widget in (
        *(dialog.another, dialog.report, dialog.all, dialog.search, dialog.list, dialog.undo),
        *(dialog.go, dialog.accept_, dialog.close_, dialog.remarks),
        *dialog.kinds.values(),
        *dialog.panes.values(),
    ):
        assert widget.accessibleName()
        assert widget.toolTip()
    index = dialog.model.index(1, PLACE, dialog.model.index(0, PLACE))
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{TAKEN}，{VALUE}"
    assert index.data(Qt.ItemDataRole.ToolTipRole).endswith("批注（李四）：太低")
    clerk.key(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    assert QApplication.activeModalWidget() is None


def test_many_changes_are_listed_folded(clerk: Clerk, tmp_path: Path, hebei: Layout) -> None:
    ours = make_disclosure(60, hebei)
    theirs = copy.deepcopy(ours)
    for table in theirs.projects:
        for item in table.indicators:
            item.value += "改"
    clerk.session.open(ours, None)
    path = tmp_path / "很多.jxb"
    write_jxb(theirs, path)
    dialog = clerk.take(path)
    model = dialog.model
    assert model.listed() == sum(len(table.indicators) for table in ours.projects)
    assert dialog.list.isExpanded(model.index(0, PLACE))
    assert not dialog.list.isExpanded(model.index(5, PLACE))
    # one tick touches its own project alone, however many there are
    told: list[str] = []
    model.ticked.connect(lambda: told.append("ticked"))
    model.dataChanged.connect(lambda: told.append("painted"))
    dialog.list.setCurrentIndex(model.index(0, PLACE, model.index(0, PLACE)))
    clerk.key(dialog.list, Key.Key_Space)
    assert told == ["painted", "painted", "ticked"]
    assert f"勾选 {model.listed() - 1} 处" in dialog.status.text()
    clerk.key(dialog.list, Key.Key_Space)
    clerk.click(dialog.accept_)
    assert ours.projects[59].indicators[0].value.endswith("改")
    assert model.rowCount(QModelIndex()) == 0
