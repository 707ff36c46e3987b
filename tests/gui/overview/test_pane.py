"""The tab 总览, driven as a clerk drives it."""

from __future__ import annotations

import copy
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.overview.model import AMOUNT, COMPLETE, FIGURES, NAME, PARTS, PLANNED, OverviewModel
from gui.overview.pane import OverviewPane
from model.basics.identity import new_id
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, TargetTable
from model.document.edits import SetCells, SetProjects
from model.overview.completeness import filled_cells
from tests.gui.conftest import compose


@pytest.fixture
def pane(qtbot: QtBot, session: Session, disclosure: Disclosure) -> OverviewPane:
    session.open(disclosure, None)
    made = OverviewPane(session, lambda _table: {})
    qtbot.addWidget(made)
    made.resize(1000, 430)
    made.show()
    qtbot.waitExposed(made)
    return made


def texts(pane: OverviewPane, column: int) -> list[str]:
    model = pane.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def figures_shown(pane: OverviewPane) -> list[str]:
    return [figure.text() for _, figure in pane.sums._blocks]


def click_row(qtbot: QtBot, pane: OverviewPane, row: int, column: int = NAME) -> None:
    place = pane.table.visualRect(pane.model.index(row, column)).center()
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_figures(pane: OverviewPane, session: Session, disclosure: Disclosure) -> None:
    assert texts(pane, NAME) == ["清水河河道清淤经费", "水文站点运行费"]
    assert texts(pane, AMOUNT) == ["186.50", "30.00"]
    assert texts(pane, PLANNED) == ["186.50", "未填"]
    shares = [filled_cells(table, session.layout) for table in disclosure.projects]
    assert texts(pane, COMPLETE) == [f"{done * 100 // all_}%" for done, all_ in shares]
    assert figures_shown(pane) == ["2 个", "216.50", "210.00", "6.50"]
    assert "1 个项目没有填支出计划" in pane.sums.notes.text()
    assert pane.curve.labels == ["3月底", "6月底", "10月底", "12月底"]
    assert pane.curve.amounts == ["37.30", "93.25", "149.20", "186.50"]
    assert "186.50万元" in pane.curve.accessibleDescription()


def test_what_is_no_amount_and_what_is_empty_are_told_apart(
    qtbot: QtBot, pane: OverviewPane, session: Session, disclosure: Disclosure
) -> None:
    one, two = disclosure.projects
    refs = [CellRef(table.id, "budget") for table in (one, two)]
    session.do(SetCells("改", [(refs[0], "待定"), (refs[1], " ")]))
    qtbot.waitUntil(lambda: texts(pane, AMOUNT) == ["不是金额", "未填"])
    spoken = pane.model.index(0, AMOUNT).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("预算数 未填，")
    planned = pane.model.index(1, PLANNED).data(Qt.ItemDataRole.AccessibleTextRole)
    assert planned.endswith("（有没填的时点）")
    session.do(SetCells("改", [(CellRef(two.id, "plan.0"), "10%")]))
    qtbot.waitUntil(lambda: texts(pane, PLANNED)[1] == "0.00")


def test_the_model_is_a_sound_model(qtbot: QtBot, session: Session, disclosure: Disclosure) -> None:
    session.open(disclosure, None)
    model = OverviewModel(session, lambda _table: {})
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    session.changed.connect(model.take)
    first, second = disclosure.projects
    session.do(SetCells("改", [(CellRef(first.id, "budget"), "9999")]))
    session.do(SetProjects("加", [first, second, TargetTable()]))
    session.do(SetProjects("减", []))
    session.undo.undo()
    session.undo.undo()
    model.show_date(1)
    session.open(Disclosure(layout="national-2021"), None)
    model.reset()
    assert tester.model() is model


def test_a_click_selects_and_enter_opens(
    qtbot: QtBot, pane: OverviewPane, session: Session, disclosure: Disclosure
) -> None:
    first, second = disclosure.projects
    assert pane.table.currentIndex().row() == 0
    click_row(qtbot, pane, 1)
    assert session.current == second.id
    qtbot.keyClick(pane.table, Qt.Key.Key_Up)
    assert session.current == first.id
    wanted: list[CellRef] = []
    session.cell_wanted.connect(wanted.append)
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    place = pane.table.visualRect(pane.model.index(1, PLANNED)).center()
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted == [CellRef(first.id, "name"), CellRef(second.id, "plan.3")]


def test_it_follows_the_current_project(
    pane: OverviewPane, session: Session, disclosure: Disclosure
) -> None:
    session.select(disclosure.projects[1].id)
    assert pane.table.currentIndex().row() == 1
    session.select("")
    assert not pane.table.selectionModel().hasSelection()


def test_it_follows_edits_together(
    qtbot: QtBot, pane: OverviewPane, session: Session, disclosure: Disclosure
) -> None:
    second = disclosure.projects[1]
    plan = [(CellRef(second.id, f"plan.{date}"), "100.00%") for date in range(4)]
    session.do(SetCells("填", plan))
    session.do(SetCells("改", [(CellRef(second.id, "budget"), "60.00")]))
    qtbot.waitUntil(lambda: figures_shown(pane)[1] == "246.50")
    assert pane.curve.amounts[0] == "97.30"
    assert "不等于预算数" in pane.sums.notes.text()
    session.undo.undo()
    qtbot.waitUntil(lambda: figures_shown(pane)[1] == "216.50")
    assert not pane.sums.notes.isVisible()


def test_hidden_it_waits(
    qtbot: QtBot, pane: OverviewPane, session: Session, disclosure: Disclosure
) -> None:
    pane.hide()
    session.do(SetCells("改", [(CellRef(disclosure.projects[0].id, "budget"), "1.00")]))
    qtbot.wait(200)
    assert figures_shown(pane)[1] == "216.50"
    pane.show()
    assert figures_shown(pane)[1] == "31.00"


def test_projects_come_and_go(
    qtbot: QtBot, pane: OverviewPane, session: Session, disclosure: Disclosure
) -> None:
    first, second = disclosure.projects
    session.do(SetProjects("减", []))
    qtbot.waitUntil(pane.hint.isVisible)
    assert "Ctrl+Shift+N" in pane.hint.text()
    session.undo.undo()
    qtbot.waitUntil(lambda: not pane.hint.isVisible())
    session.do(SetProjects("倒", [second, first]))
    qtbot.waitUntil(lambda: texts(pane, AMOUNT) == ["30.00", "186.50"])


def test_a_step_of_the_curve_can_be_clicked_or_chosen_by_keys(
    qtbot: QtBot, pane: OverviewPane
) -> None:
    curve = pane.curve
    qtbot.mouseClick(
        curve, Qt.MouseButton.LeftButton, pos=QPoint(curve.width() * 3 // 8, curve.height() // 2)
    )
    head = pane.model.headerData(PLANNED, Qt.Orientation.Horizontal)
    assert head == "到6月底"
    assert texts(pane, PLANNED)[0] == "93.25"
    curve.setFocus()
    qtbot.keyClick(curve, Qt.Key.Key_Left)
    assert texts(pane, PLANNED)[0] == "37.30"
    qtbot.keyClick(curve, Qt.Key.Key_Left)
    assert pane.model.date == 0
    qtbot.keyClick(curve, Qt.Key.Key_Right)
    assert pane.model.headerData(PLANNED, Qt.Orientation.Horizontal) == "到6月底"


def test_the_departments_figure_is_one_step_however_it_is_typed(
    qtbot: QtBot, pane: OverviewPane, session: Session
) -> None:
    field = pane.sums.field
    qtbot.mouseClick(field.viewport(), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field, "2,000,000")
    compose(field, "yuan", "元")
    assert session.disclosure.project_expenditure == "2,000,000元"
    pane.table.setFocus()
    assert session.disclosure.project_expenditure == "200.00"
    assert field.text() == "200.00"
    qtbot.waitUntil(lambda: "多 16.50 万元" in pane.sums.told.text())
    assert session.undo.count() == 1
    assert session.undo.undoText() == "修改“部门项目支出”"
    session.undo.undo()
    qtbot.waitUntil(lambda: field.text() == "")
    session.undo.redo()
    qtbot.waitUntil(lambda: field.text() == "200.00")
    qtbot.mouseClick(field.viewport(), Qt.MouseButton.LeftButton)
    field.selectAll()
    qtbot.keyClicks(field, "216.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.disclosure.project_expenditure == "216.50"
    qtbot.waitUntil(lambda: "一致" in pane.sums.told.text())
    assert session.undo.count() == 2


def test_settling_gives_the_figure_its_form_but_waits_for_half_typed_words(
    qtbot: QtBot, pane: OverviewPane, session: Session
) -> None:
    field = pane.sums.field
    qtbot.mouseClick(field.viewport(), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field, "1,200")
    compose(field, "yuan")
    session.settle()
    assert session.disclosure.project_expenditure == "1,200"
    compose(field, "", "元")
    session.settle()
    assert field.text() == session.disclosure.project_expenditure == "0.12"
    assert session.undo.count() == 1


def test_half_typed_pinyin_is_not_taken(qtbot: QtBot, pane: OverviewPane, session: Session) -> None:
    field = pane.sums.field
    field.setFocus()
    compose(field, "wan")
    assert session.disclosure.project_expenditure == ""
    assert session.undo.count() == 0


def test_a_form_without_a_plan(
    qtbot: QtBot, pane: OverviewPane, session: Session, disclosure: Disclosure
) -> None:
    other = copy.deepcopy(disclosure)
    other.layout = "national-2021"
    session.open(other, None)
    assert pane.table.isColumnHidden(PLANNED)
    assert "没有资金支出计划" in pane.curve.empty
    assert figures_shown(pane) == ["2 个", "216.50", "210.00", "0.00", "6.50"]
    pane.grab()


def test_the_bars_are_drawn_in_proportion(
    qtbot: QtBot, pane: OverviewPane, session: Session
) -> None:
    session.select("")
    accent = pane.palette().color(QPalette.ColorRole.Highlight)
    image = pane.table.viewport().grab().toImage()

    def length(row: int) -> int:
        rect = pane.table.visualRect(pane.model.index(row, PARTS))
        middle = rect.center().y()
        return sum(image.pixelColor(x, middle) == accent for x in range(rect.left(), rect.right()))

    assert length(0) == pytest.approx(6 * length(1), rel=0.15), "180.00 beside 30.00"
    assert length(1) > 3


def test_light_and_dark_and_large(qtbot: QtBot, pane: OverviewPane) -> None:
    dark = QPalette(QColor(40, 40, 44))
    pane.setPalette(dark)
    font = pane.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    pane.setFont(font)
    QApplication.processEvents()
    image = pane.grab().toImage()
    assert image.pixelColor(3, 3).lightness() < 128
    assert figures_shown(pane) == ["2 个", "216.50", "210.00", "6.50"]


def test_a_thousand_projects(
    qtbot: QtBot, pane: OverviewPane, session: Session, disclosure: Disclosure
) -> None:
    first = disclosure.projects[0]
    disclosure.projects = [copy.deepcopy(first) for _ in range(1000)]
    for table in disclosure.projects:
        table.id = new_id()
    session.open(disclosure, None)
    assert figures_shown(pane)[1] == "186,500.00"
    session.do(SetCells("改", [(CellRef(disclosure.projects[9].id, "budget"), "0.50")]))
    assert figures_shown(pane)[1] == "186,500.00", "adding up waits for a pause in typing"
    qtbot.waitUntil(lambda: figures_shown(pane)[1] == "186,314.00")
    assert pane.model.index(9, PARTS).data(FIGURES).rest == Decimal("-186.00")


def test_everything_has_a_name(pane: OverviewPane) -> None:
    for widget in (pane.table, pane.curve, pane.sums.field):
        assert widget.accessibleName()
    assert pane.curve.toolTip()
    assert pane.sums.field.toolTip()
    said = pane.model.index(1, COMPLETE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "已填" in said
