from __future__ import annotations

import copy
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exporters.jxb import write_jxb
from exporters.word import write_word
from gui.lastyear.lastyear import LastYear
from gui.lastyear.panel import NONE_MATCHED
from gui.window.mainwindow import MainWindow
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, Indicator, TargetTable
from model.document.edits import SetCells, SetProjects
from model.layout import Layout
from tests.gui.conftest import Boxes

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def last(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> Path:
    """Last year's Word file: the same projects under older names and other codes."""
    before = copy.deepcopy(disclosure)
    before.year = 2023
    before.overall_goal = "围绕防汛开展工作。"
    for table in before.projects:
        table.code = table.code[:-1] + "X"
        table.name = f"2023年{table.name}"
    before.projects[0].indicators[0].value = "≥10公里"
    before.projects.reverse()
    write_word(before, hebei, tmp_path / "去年.docx")
    return tmp_path / "去年.docx"


@pytest.fixture
def panel(qtbot: QtBot, open_window: MainWindow, boxes: Boxes, last: Path) -> LastYear:
    """The panel with last year's file read, chosen by its button."""
    open_window.actions_["last-year"].trigger()
    assert open_window.panels is not None
    made = open_window.panels.last_year
    boxes.paths.append(last)
    qtbot.mouseClick(made.panel.ask, LEFT)
    qtbot.waitUntil(lambda: bool(lines(made)))
    return made


def lines(made: LastYear) -> dict[str, tuple[str, str]]:
    model = made.panel.model
    return {
        str(model.index(row, 0).data()): (
            str(model.index(row, 1).data()),
            str(model.index(row, 2).data()),
        )
        for row in range(model.rowCount())
    }


def standing(made: LastYear) -> str:
    return str(made.panel.list.currentIndex().siblingAtColumn(0).data())


def test_it_is_hidden_until_wanted_and_says_what_to_do(
    qtbot: QtBot, open_window: MainWindow
) -> None:
    qtbot.keyClick(open_window, Qt.Key.Key_F9)
    assert open_window.panels is not None
    made = open_window.panels.last_year
    qtbot.waitUntil(made.dock.isVisible)
    assert "请选择上年的文件" in made.panel.words.text()
    assert made.panel.ask.isVisible()
    qtbot.keyClick(open_window, Qt.Key.Key_F9)
    assert not made.dock.isVisible()


def test_the_current_project_beside_last_years(
    qtbot: QtBot, open_window: MainWindow, panel: LastYear
) -> None:
    tester = QAbstractItemModelTester(panel.panel.model, FATAL)
    assert panel.panel.file.text() == "去年.docx（2023年）"
    assert panel.panel.project.currentText() == "2. 2023年清水河河道清淤经费"
    assert panel.panel.note.text() == "按“名称相同”对上"
    assert panel.panel.note.isVisible()
    found = lines(panel)
    assert found["项目名称"] == ("2023年清水河河道清淤经费", "清水河河道清淤经费")
    assert found["资金用途"][0] == found["资金用途"][1]
    second = open_window.session.disclosure.projects[1]
    open_window.session.select(second.id)
    qtbot.waitUntil(lambda: "水文站点" in lines(panel)["项目名称"][1])
    assert panel.panel.project.currentText() == "1. 2023年水文站点运行费"
    open_window.session.select("")
    qtbot.waitUntil(lambda: "预算年度" in lines(panel))
    assert lines(panel)["预算年度"] == ("2023", "2024")
    assert not panel.panel.project.isVisible()
    assert not panel.panel.note.isVisible()
    assert tester.model() is panel.panel.model


def test_it_follows_the_cell_the_clerk_stands_in(
    qtbot: QtBot, open_window: MainWindow, panel: LastYear
) -> None:
    session = open_window.session
    table = session.disclosure.projects[0]
    session.go_to(CellRef(table.id, "purpose"))
    assert standing(panel) == "资金用途"
    session.go_to(CellRef(table.id, "value", table.indicators[0].id))
    row = panel.panel.list.currentIndex().row()
    line = panel.panel.model.line(row)
    assert (line.before, line.after) == ("≥10公里", "≥12.5公里")
    assert (
        panel.panel.list.viewport()
        .rect()
        .intersects(panel.panel.list.visualRect(panel.panel.model.index(row, 0)))
    )
    # moving on by the keyboard
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert panel.panel.model.line(panel.panel.list.currentIndex().row()).title == "指标值确定依据"
    # a level says the heading of its indicator
    session.go_to(CellRef(table.id, "level2", table.indicators[2].id))
    assert standing(panel).startswith("指标3")
    session.select("")
    assert open_window.panels is not None
    department = open_window.panels.tabs.department
    assert department is not None
    qtbot.waitUntil(lambda: "总体绩效目标" in lines(panel))
    department.fields["overall_goal"].setFocus()
    qtbot.waitUntil(lambda: standing(panel) == "总体绩效目标")


def test_edits_are_followed_after_a_pause(
    qtbot: QtBot, open_window: MainWindow, panel: LastYear
) -> None:
    session = open_window.session
    table = session.disclosure.projects[0]
    session.go_to(CellRef(table.id, "other"))
    resets: list[object] = []
    panel.panel.model.modelReset.connect(lambda: resets.append(None))
    qtbot.keyClicks(QApplication.focusWidget(), "7")
    assert lines(panel)["其他资金"] == ("6.50", "6.50")
    qtbot.waitUntil(lambda: lines(panel)["其他资金"][1].startswith("7"))
    # the rows stay where the eye is
    assert resets == []
    session.undo.undo()
    qtbot.waitUntil(lambda: lines(panel)["其他资金"] == ("6.50", "6.50"))
    session.do(SetCells("别的项目", [(CellRef(session.disclosure.projects[1].id, "other"), "1")]))
    assert not panel._timer.isActive()


def test_a_new_project_has_no_like_until_it_is_named(
    qtbot: QtBot, open_window: MainWindow, panel: LastYear
) -> None:
    session = open_window.session
    new = TargetTable(indicators=[Indicator(name="水泵")])
    projects = session.disclosure.projects
    session.do(SetProjects("换", [projects[0], new]))
    session.select(new.id)
    qtbot.waitUntil(lambda: "今年新增" in panel.panel.note.text())
    assert panel.panel.project.currentText() == NONE_MATCHED
    session.do(SetCells("命名", [(CellRef(new.id, "name"), "水文站点运行费（2024年）")]))
    # the project that had last year's is gone
    qtbot.waitUntil(lambda: panel.panel.project.currentText() == "1. 2023年水文站点运行费")
    assert lines(panel)["项目名称"] == ("2023年水文站点运行费", "水文站点运行费（2024年）")


def test_another_project_is_chosen_by_hand(
    qtbot: QtBot, open_window: MainWindow, panel: LastYear
) -> None:
    choice = panel.panel.project
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert choice.currentText() == "1. 2023年水文站点运行费"
    qtbot.waitUntil(lambda: lines(panel)["项目名称"][0] == "2023年水文站点运行费")
    session = open_window.session
    session.select(session.disclosure.projects[1].id)
    qtbot.waitUntil(lambda: "水文" in lines(panel)["项目名称"][1])
    session.select(session.disclosure.projects[0].id)
    qtbot.waitUntil(lambda: "清水河" in lines(panel)["项目名称"][1])
    # the choice is remembered for this project
    assert lines(panel)["项目名称"][0] == "2023年水文站点运行费"
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: lines(panel)["项目名称"][0] == "—")


def test_only_what_differs(qtbot: QtBot, panel: LastYear) -> None:
    qtbot.mouseClick(panel.panel.changed_only, LEFT)
    found = lines(panel)
    assert "资金用途" not in found
    assert list(found) == ["项目编码", "项目名称", "指标1　清淤长度（数量指标）", "指标值"]
    qtbot.mouseClick(panel.panel.changed_only, LEFT)
    assert "资金用途" in lines(panel)


def test_a_row_is_copied_and_gone_to(
    qtbot: QtBot, open_window: MainWindow, panel: LastYear
) -> None:
    session = open_window.session
    table = session.disclosure.projects[0]
    wanted: list[CellRef] = []
    session.cell_wanted.connect(wanted.append)
    row = panel.panel.model.row_of(CellRef(table.id, "name"))
    assert row is not None
    view = panel.panel.list
    index = panel.panel.model.index(row, 1)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "2023年清水河河道清淤经费"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert wanted == [CellRef(table.id, "name")]
    assert session.undo.isClean()


def test_the_file_is_remembered_for_the_file_that_is_open(
    qtbot: QtBot,
    window: MainWindow,
    boxes: Boxes,
    disclosure: Disclosure,
    last: Path,
    tmp_path: Path,
) -> None:
    own, other = tmp_path / "今年.jxb", tmp_path / "别的.jxb"
    write_jxb(disclosure, own)
    write_jxb(disclosure, other)
    window.files.open_path(own)
    qtbot.waitUntil(lambda: window.session.path == own)
    assert window.panels is not None
    made = window.panels.last_year
    made.open_path(last)
    qtbot.waitUntil(lambda: bool(lines(made)))
    window.files.open_path(other)
    qtbot.waitUntil(lambda: window.session.path == other)
    assert "请选择上年的文件" in made.panel.words.text()
    assert made.panel.ask.isVisible()
    window.files.open_path(own)
    qtbot.waitUntil(lambda: window.session.path == own)
    qtbot.waitUntil(lambda: made.panel.list.isVisible() and not window.tasks.busy)
    assert made.panel.file.text() == "去年.docx（2023年）"


def test_a_file_that_cannot_be_read_is_said_in_the_panel(
    qtbot: QtBot, open_window: MainWindow, panel: LastYear, tmp_path: Path
) -> None:
    panel.open_path(tmp_path / "没有.docx")
    qtbot.waitUntil(lambda: "没有.docx" in panel.panel.words.text())
    assert "没有读出来" in panel.panel.words.text()
    assert panel.panel.ask.isVisible()


def test_it_waits_for_other_work_and_may_be_stopped(
    qtbot: QtBot, open_window: MainWindow, last: Path
) -> None:
    assert open_window.panels is not None
    made = open_window.panels.last_year
    tasks = open_window.tasks
    tasks.run(None, "正在做别的…", lambda _watch: None, lambda _none: None)
    made.open_path(last)
    assert "等正在做的事完成" in made.panel.words.text()
    qtbot.waitUntil(lambda: bool(lines(made)))
    made.open_path(last)
    tasks.cancel()
    assert "请选择上年的文件" in made.panel.words.text()
    tasks.wait()


def test_another_form_keeps_last_year(
    qtbot: QtBot, open_window: MainWindow, panel: LastYear
) -> None:
    session = open_window.session
    session.disclosure.layout = "national-2021"
    session.replaced.emit()
    qtbot.waitUntil(lambda: "年度总体目标" in lines(panel))
    assert panel.panel.file.text() == "去年.docx（2023年）"
