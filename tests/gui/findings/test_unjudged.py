"""What could not be judged is told beside the findings, with a way to give what is missing."""

from __future__ import annotations

import copy
from pathlib import Path

from PySide6.QtWidgets import QWidgetAction
from pytestqt.qtbot import QtBot

from exporters.jxb import write_jxb
from gui.document.session import Session
from gui.findings.panel import FindingsPanel
from gui.window.mainwindow import MainWindow
from model.checks.unjudged import Unjudged
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import SetCells
from tests.gui.conftest import Boxes


def _told(panel: FindingsPanel) -> list[str]:
    menu = panel.unjudged.menu()
    assert menu is not None
    return [action.text() for action in menu.actions() if not isinstance(action, QWidgetAction)]


def _wait(qtbot: QtBot, panel: FindingsPanel, words: str, there: bool = True) -> None:
    qtbot.waitUntil(lambda: any(words in text for text in _told(panel)) == there)


def test_a_missing_year_is_told_until_it_is_given(
    qtbot: QtBot, panel: FindingsPanel, session: Session
) -> None:
    _wait(qtbot, panel, "没有上年的材料")
    assert not any("没有填预算年度" in text for text in _told(panel))
    year = session.disclosure.year
    session.do(SetCells("清空年度", [(CellRef("", "year"), "")]))
    _wait(qtbot, panel, "没有填预算年度")
    assert panel.unjudged.isVisible()
    count = sum(one.count for one in panel.unjudged.missing)
    assert panel.unjudged.text() == f"没能判断 {count} 项"
    session.do(SetCells("填年度", [(CellRef("", "year"), str(year))]))
    _wait(qtbot, panel, "没有填预算年度", there=False)


def test_a_choice_leads_to_the_missing_fact(
    qtbot: QtBot, panel: FindingsPanel, session: Session
) -> None:
    table = session.disclosure.projects[0]
    item = table.indicators[0]
    session.do(SetCells("去掉单位", [(CellRef(table.id, "value", item.id), "12")]))
    _wait(qtbot, panel, "指标值没有写单位")
    wanted: list[Unjudged] = []
    panel.unjudged.wanted.connect(wanted.append)
    menu = panel.unjudged.menu()
    assert menu is not None
    next(one for one in menu.actions() if "指标值没有写单位" in one.text()).trigger()
    assert [one.ref for one in wanted] == [CellRef(table.id, "value", item.id)]


def test_last_years_file_beside_the_form_is_checked_against(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, disclosure: Disclosure, tmp_path: Path
) -> None:
    last = copy.deepcopy(disclosure)
    last.year = (disclosure.year or 2024) - 1
    item = next(one for one in last.projects[0].indicators if one.value == "≥12.5公里")
    item.value = "≥20公里"
    write_jxb(last, tmp_path / "去年.jxb")
    panels = open_window.panels
    assert panels is not None
    _wait(qtbot, panels.findings, "没有上年的材料")
    boxes.paths.append(tmp_path / "去年.jxb")
    menu = panels.findings.unjudged.menu()
    assert menu is not None
    next(one for one in menu.actions() if "没有上年的材料" in one.text()).trigger()

    def codes() -> list[str]:
        return [one.code for one in panels.engine.findings(disclosure.projects[0].id)]

    qtbot.waitUntil(lambda: "G03" in codes())
    _wait(qtbot, panels.findings, "没有上年的材料", there=False)
    session = open_window.session
    ref = next(
        CellRef(disclosure.projects[0].id, "value", one.id)
        for one in session.disclosure.projects[0].indicators
        if one.value == "≥12.5公里"
    )
    session.do(SetCells("改指标值", [(ref, "≥20公里")]))
    qtbot.waitUntil(lambda: "G03" not in codes())
