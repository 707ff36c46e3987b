"""A tie is seen at its goal and its indicator, and chosen from the cell's menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.form.formview import FormView
from gui.form.tiesdialog import TiesDialog
from gui.window.mainwindow import MainWindow
from model.checks.base import Example
from model.checks.samples import sound
from model.checks.tying import goals_said
from model.document.cells import CellRef
from model.document.disclosure import Tie
from model.document.edits import SetCells
from model.document.ties import SetTies

GOAL = "1.完成乡道路面修补15公里。"


@pytest.fixture
def form(window: MainWindow) -> FormView:
    disclosure = sound(Example(cells={}))
    disclosure.projects[0].goals = GOAL
    window.session.open(disclosure, None)
    window.session.select(disclosure.projects[0].id)
    assert window.panels is not None
    made = window.panels.tabs.form
    assert isinstance(made, FormView)
    return made


def tip(form: FormView, ref: CellRef) -> str:
    assert form.grid is not None
    cell = form.grid.find(ref)
    assert cell is not None
    return form.tip(cell)


def tied(form: FormView, ref: CellRef) -> bool:
    assert form.grid is not None
    cell = form.grid.find(ref)
    assert cell is not None
    return form.look.tied(cell)


def test_both_cells_say_what_measures_what(form: FormView) -> None:
    session = form.session
    table = session.disclosure.projects[0]
    item = table.indicators[0]
    goals, name = CellRef(table.id, "goals"), CellRef(table.id, "name", item.id)
    assert "由第1个指标“" in tip(form, goals)
    assert "衡量目标里的“" in tip(form, name)
    assert "按相同的字找到的" in tip(form, name)
    assert not tied(form, goals)
    key = goals_said(table, session.layout)[0].key
    session.do(SetTies("对应", table.id, [Tie(key, item.id)]))
    assert "您指定的" in tip(form, goals) and "您指定的" in tip(form, name)
    assert tied(form, goals) and tied(form, name)
    assert not tied(form, CellRef(table.id, "purpose"))
    session.do(SetTies("不对应", table.id, [Tie(key)]))
    assert "没有指标衡量（您指定的）" in tip(form, goals)
    assert "衡量" not in tip(form, name)
    session.do(SetCells("改", [(goals, "1.保持路面完好。")]))
    assert "指标衡量（您指定的）" not in tip(form, goals)


def test_the_sign_is_painted(form: FormView, qtbot: QtBot) -> None:
    session = form.session
    table = session.disclosure.projects[0]
    assert form.grid is not None
    session.go_to(CellRef(table.id, "purpose"))
    cell = form.grid.find(CellRef(table.id, "goals"))
    assert cell is not None
    form.look.findings = {}
    before = form.grab().toImage()
    key = goals_said(table, session.layout)[0].key
    session.do(SetTies("对应", table.id, [Tie(key, table.indicators[0].id)]))
    form.look.findings = {}
    assert form.grab().toImage() != before


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_cells_menu_leads_to_it(form: FormView) -> None:
    session = form.session
    table = session.disclosure.projects[0]
    opened: list[bool] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        opened.append(isinstance(dialog, TiesDialog))
        if isinstance(dialog, TiesDialog):
            dialog.reject()

    for ref in (
        CellRef(table.id, "goals"),
        CellRef(table.id, "value", table.indicators[0].id),
    ):
        session.go_to(ref)
        (action,) = [one for one in form.menu().actions() if "目标与指标对应" in one.text()]
        QTimer.singleShot(0, form, look)
        action.trigger()
    assert opened == [True, True]
    session.go_to(CellRef(table.id, "budget"))
    assert not [one for one in form.menu().actions() if "目标与指标对应" in one.text()]
