from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QMessageBox, QTreeWidget

from gui.roll.dialog import RollDialog
from gui.roll.model import YearsModel
from gui.roll.report import roll_report
from gui.shared import messages
from gui.shared.plaintip import tip
from gui.window.mainwindow import MainWindow
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, TargetTable
from model.document.edits import SetCells
from model.layout import Layout
from model.roll import RollOptions, plan_roll, roll


def shown(text: str) -> str:
    """Return what a tooltip's label shows of a text."""
    if not GuiQt.mightBeRichText(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText().replace("\xa0", " ")


@pytest.mark.parametrize(
    "text", ["甲 <b>乙</b>", "<3万元>", "a<br>b", "R&amp;D <i>", "=1+1", "", "一\n<b>二</b>"]
)
def test_a_tooltip_shows_the_text_as_it_stands(qapp: object, text: str) -> None:
    assert shown(tip(text)) == text


def test_a_projects_name_is_no_html(open_window: MainWindow) -> None:
    session = open_window.session
    name = "修<b>水渠</b>&amp;"
    session.do(SetCells("修改", [(CellRef(session.current, "name"), name)]))
    assert open_window.panels is not None
    model = open_window.panels.projects.model
    index: QModelIndex = model.index(1)
    assert name in shown(index.data(Qt.ItemDataRole.ToolTipRole))
    open_window.actions_["project-delete"].trigger()
    assert name in shown(open_window.actions_["undo"].toolTip())
    session.undo.undo()
    # told to a screen reader, it is as it stands
    assert name in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_files_name_in_a_box_is_no_html(qapp: object) -> None:
    box = messages._box(None, QMessageBox.Icon.Warning, "“<b>甲</b>.jxb”打不开", "")
    assert box.textFormat() == Qt.TextFormat.PlainText


def test_what_is_rolled_forward_is_no_html(qapp: object, layouts: dict[str, Layout]) -> None:
    text = "2023年<b>水渠</b>&amp;"
    table = TargetTable(name=text, purpose=text)
    old = Disclosure(year=2023, layout="hebei-2021", projects=[table])
    hebei = layouts["hebei-2021"]
    plan = plan_roll(old, hebei, hebei, RollOptions(year=2024))
    years = YearsModel()
    years.show(plan)
    tips = [
        years.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
        for row in range(2)
        for column in range(years.columnCount())
    ]
    assert [shown(one) for one in tips].count(text) == 2
    assert all("<b>" in shown(one) for one in tips if "水渠" in one)
    _, report = roll(plan)
    dialog = roll_report(report)
    view = dialog.tabs.widget(0)
    assert isinstance(view, QTreeWidget)
    item = view.topLevelItem(0)
    assert item is not None
    assert "<b>" in shown(item.toolTip(1))


@pytest.mark.parametrize("page", ["note", "status"])
def test_a_file_to_roll_forward_is_no_html(
    page: str, open_window: MainWindow, layouts: dict[str, Layout]
) -> None:
    dialog = RollDialog(layouts, open_window.tasks, None, [], open_window)
    label = dialog.choices.note if page == "note" else dialog.source.status
    assert label.textFormat() == Qt.TextFormat.PlainText
