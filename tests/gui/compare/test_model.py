from __future__ import annotations

import copy
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QImage, QPainter, QStandardItemModel
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTextEdit, QTreeView
from pytestqt.qtbot import QtBot

from gui.compare.model import AFTER, BEFORE, KIND, PLACE, CompareCriteria, CompareModel
from gui.shared.markedtext import RUNS, MarkedTextDelegate, mark_format, one_side, show_runs
from model.compare import Comparer, Difference, ProjectPart, Run, Side, compare, text_runs
from model.document.disclosure import Disclosure, TargetTable
from model.layout import Layout

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def sides(disclosure: Disclosure, hebei: Layout) -> tuple[Side, Side]:
    after = copy.deepcopy(disclosure)
    after.projects[0].indicators[2].value = "≥90%"
    after.projects[0].purpose = "甲" * 100 + after.projects[0].purpose
    after.projects[1].budget = "30"
    after.projects.append(TargetTable(name="抗旱物资", purpose="水泵十台"))
    return Side(disclosure, hebei), Side(after, hebei)


@pytest.fixture
def model(qapp: QApplication, sides: tuple[Side, Side]) -> CompareModel:
    made = CompareModel()
    comparer = Comparer(*sides)

    def all_cells(part: ProjectPart) -> list[Difference]:
        return comparer.table(part.pair, True) if part.pair else comparer.own(True)

    made.show(compare(*sides).parts, all_cells)
    return made


def tree(model: CompareModel) -> dict[str, list[tuple[str, ...]]]:
    found = {}
    for row in range(model.rowCount()):
        parent = model.index(row, 0)
        found[str(parent.data())] = [
            tuple(
                str(model.index(child, column, parent).data())
                for column in (PLACE, KIND, BEFORE, AFTER)
            )
            for child in range(model.rowCount(parent))
        ]
    return found


def test_projects_with_their_differences(model: CompareModel) -> None:
    tester = QAbstractItemModelTester(model, FATAL)
    found = tree(model)
    assert list(found) == [
        "1. 清水河河道清淤经费　（修改 2）",
        "2. 水文站点运行费　（写法不同 1）",
        "3. 抗旱物资　（新增 1，前一个文件里没有）",
    ]
    first, second, third = found.values()
    assert first[1] == ("第3个指标“验收合格率”的指标值", "修改", "≥95%", "≥90%")
    assert second == [("预算数", "写法不同", "30.00", "30")]
    assert third[0][2:] == ("（没有）", "项目名称：抗旱物资\n资金用途：水泵十台")
    assert tester.model() is model


def test_the_runs_of_each_side(model: CompareModel) -> None:
    parent = model.index(0, 0)
    runs = [model.index(1, column, parent).data(RUNS) for column in (BEFORE, AFTER)]
    assert [[(run.kind, run.text) for run in side] for side in runs] == [
        [("equal", "≥"), ("delete", "95"), ("equal", "%")],
        [("equal", "≥"), ("insert", "90"), ("equal", "%")],
    ]
    assert model.index(1, PLACE, parent).data(RUNS) is None
    assert parent.data(RUNS) is None


def test_filters(model: CompareModel) -> None:
    tester = QAbstractItemModelTester(model, FATAL)
    model.filter(CompareCriteria(words=frozenset({"修改"})))
    assert [heading.partition("　")[0] for heading in tree(model)] == ["1. 清水河河道清淤经费"]
    model.filter(CompareCriteria(query="sbst"))
    assert model.rowCount() == 0
    model.filter(CompareCriteria(query="水泵"))
    assert [heading.partition("　")[0] for heading in tree(model)] == ["3. 抗旱物资"]
    model.filter(CompareCriteria(query="swzd"))
    assert [heading.partition("　")[0] for heading in tree(model)] == ["2. 水文站点运行费"]
    model.filter(CompareCriteria(query="zbz"))
    assert [rows for rows in tree(model).values() if len(rows) != 1] == []
    model.filter(CompareCriteria(same=True))
    found = tree(model)
    assert next(iter(found)) == "部门的文字"
    words = [row[KIND] for row in next(iter(list(found.values())[1:]))]
    assert words.count("修改") == 2
    assert words.count("相同") > 30
    model.filter(CompareCriteria())
    assert model.count() == 4
    assert tester.model() is model


def painted(view: QTreeView, index: QModelIndex) -> QImage:
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    option: Any = QStyleOptionViewItem()
    option.rect, option.widget = image.rect(), view
    option.palette, option.font = view.palette(), view.font()
    view.itemDelegate().paint(painter, option, index)
    painter.end()
    return image


def test_what_changed_is_painted_otherwise_than_what_stayed(qtbot: QtBot) -> None:
    view = QTreeView()
    qtbot.addWidget(view)
    items = QStandardItemModel(3, 1)
    view.setModel(items)
    view.setItemDelegate(MarkedTextDelegate(view))
    for row, kind in enumerate(("equal", "delete", "insert")):
        runs = [Run("equal", "≥"), Run(kind, "95"), Run("equal", "%")]  # type: ignore[arg-type]
        items.setData(items.index(row, 0), runs, RUNS)
    stayed, gone, new = (painted(view, items.index(row, 0)) for row in range(3))
    assert stayed != gone
    assert stayed != new
    assert gone != new


def test_marks_are_not_told_by_colour_alone(qtbot: QtBot) -> None:
    palette = QTextEdit().palette()
    goes, comes = mark_format(palette, True, False), mark_format(palette, False, False)
    assert goes.fontStrikeOut()
    assert not comes.fontStrikeOut()
    assert comes.underlineStyle() != comes.UnderlineStyle.NoUnderline
    assert goes.background().style() == comes.background().style()


def test_whole_texts_are_shown_with_marks(qtbot: QtBot) -> None:
    pane = QTextEdit()
    qtbot.addWidget(pane)
    runs = text_runs("甲🎉 <b>乙", "甲🎉 <b>丙 ")
    show_runs(pane, one_side(runs, "insert"), "（空）")
    assert pane.toPlainText() == "甲🎉 <b>丙␣"
    cursor = pane.textCursor()
    # the emoji takes two of Qt's units
    cursor.setPosition(len("甲🎉 <b>丙") + 1)
    look = cursor.charFormat()
    assert look.underlineStyle() != look.UnderlineStyle.NoUnderline
    cursor.setPosition(len("甲🎉 <b>") + 1)
    assert cursor.charFormat().underlineStyle() == look.UnderlineStyle.NoUnderline
    show_runs(pane, [], "（空）")
    assert pane.toPlainText() == "（空）"


def test_a_wrapped_row_is_as_high_as_its_text(qtbot: QtBot, model: CompareModel) -> None:
    view = QTreeView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setColumnWidth(AFTER, 100)
    delegate = MarkedTextDelegate(view, wraps=True)
    parent = model.index(0, 0)
    high = delegate.sizeHint(QStyleOptionViewItem(), model.index(0, AFTER, parent)).height()
    low = delegate.sizeHint(QStyleOptionViewItem(), model.index(1, AFTER, parent)).height()
    assert high > 2 * low
    view.setColumnWidth(AFTER, 2000)
    assert delegate.sizeHint(QStyleOptionViewItem(), model.index(0, AFTER, parent)).height() < high
