"""The tab 打印预览, driven as a clerk drives it."""

from __future__ import annotations

import copy
from datetime import date

from msgspec import structs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.pages.pdf import Job
from gui.pages.sections import (
    BEFORE_KEY,
    BEHIND_KEY,
    CONTENTS_KEY,
    FRONT,
    PREFACE_KEY,
    TEXT_KEY,
)
from gui.preview.bar import ALL, ONE
from gui.preview.pane import PreviewPane
from model.basics.identity import new_id
from model.document.blockplaces import text_ref
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, Indicator
from model.document.edits import SetCells, SetIndicators, SetProjects
from model.layout.publication_load import load_publications
from model.parts.edits import SetPartBlocks
from model.parts.skeleton import new_parts
from tests.gui.preview.ink import ink


def texts(pane: PreviewPane, key: str) -> list[str]:
    pages = pane.book.pages(key, wait=5)
    assert pages is not None
    return [piece.text for page in pages for piece in page.pieces]


def test_it_shows_the_pages_that_are_written(
    pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    sheets = Job(disclosure, session.layout, date.today()).sheets()
    assert pane.view.pages == len(sheets)
    shown = [
        piece.text
        for key in pane.book.keys
        for page in pane.book.pages(key, wait=5) or []
        for piece in page.pieces
    ]
    assert shown == [piece.text for page, _ in sheets for piece in page.pieces]
    assert pane.book.first_number(disclosure.projects[1].id) == sheets[-1][1]
    assert ink(pane) > 500


def test_it_begins_at_the_current_project_and_follows_it(
    pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    first, second = disclosure.projects
    assert pane.view.key_at(pane.view.page) == first.id
    session.select(second.id)
    assert pane.view.key_at(pane.view.page) == second.id
    session.select("")
    assert pane.view.key_at(pane.view.page) == TEXT_KEY


def test_scope(pane: PreviewPane, session: Session, disclosure: Disclosure) -> None:
    whole = pane.view.pages
    pane.bar.scope.setCurrentIndex(ONE)
    assert pane.view.pages == 1
    assert pane.view.key_at(0) == disclosure.projects[0].id
    session.select(disclosure.projects[1].id)
    assert pane.view.key_at(0) == disclosure.projects[1].id
    session.select("")
    assert pane.view.key_at(0) == TEXT_KEY
    pane.bar.scope.setCurrentIndex(ALL)
    assert pane.view.pages == whole


def test_an_edit_is_shown_and_lays_out_only_what_it_names(
    qtbot: QtBot, pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    first, second = disclosure.projects
    kept = pane.book.pages(second.id, wait=5)
    session.do(SetCells("改", [(CellRef(first.id, "goals"), "只有这一句目标")]))
    qtbot.waitUntil(lambda: "只有这一句目标" in texts(pane, first.id))
    assert pane.book.pages(second.id) is kept
    more = [Indicator("产出指标", "数量指标", f"第{n}项", "描述" * 30) for n in range(80)]
    session.do(SetIndicators("加", first.id, more))
    qtbot.waitUntil(lambda: pane.book.complete and pane.book.count(first.id) > 2)
    assert pane.book.first_number(second.id) == (pane.book.first_number(first.id) or 0) + (
        pane.book.count(first.id)
    )
    entries = [text for text in texts(pane, "contents") if text.startswith("...")]
    assert entries[-1].endswith(str(pane.book.first_number(second.id)))
    session.undo.undo()
    qtbot.waitUntil(lambda: pane.book.complete and pane.book.count(first.id) == 1)


def test_projects_come_and_go(
    qtbot: QtBot, pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    first, second = disclosure.projects
    session.do(SetProjects("倒过来", [second, first]))
    qtbot.waitUntil(lambda: pane.book.complete)
    qtbot.waitUntil(lambda: pane.book.keys[len(FRONT) :] == [second.id, first.id])
    assert texts(pane, first.id)[0].startswith("2.")
    session.do(SetProjects("都删掉", []))
    qtbot.waitUntil(lambda: pane.book.keys == list(FRONT) and pane.book.complete)
    pane.bar.scope.setCurrentIndex(ONE)
    assert pane.view.key_at(0) == TEXT_KEY
    assert ink(pane) > 100


def test_a_hidden_pane_does_nothing_until_it_is_seen(
    qtbot: QtBot, pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    first = disclosure.projects[0]
    pane.hide()
    before = pane.book.pages(first.id)
    session.do(SetCells("改", [(CellRef(first.id, "purpose"), "另一个用途")]))
    session.do(SetCells("改", [(CellRef("", "department.name"), "另一个局")]))
    qtbot.wait(400)
    assert pane.book.pages(first.id) is before
    pane.show()
    qtbot.waitUntil(lambda: pane.book.complete)
    assert "另一个用途" in texts(pane, first.id)
    assert "另一个局" in texts(pane, "cover")


def test_another_file_and_another_form(
    qtbot: QtBot, pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    other = copy.deepcopy(disclosure)
    other.layout = "national-2021"
    session.open(other, None)
    qtbot.waitUntil(lambda: pane.book.complete)
    assert "（2024年度）" in texts(pane, other.projects[0].id)
    session.open(Disclosure(layout="hebei-2021"), None)
    qtbot.waitUntil(lambda: pane.book.complete and pane.view.pages == 4)


def test_a_double_click_chooses_the_project(
    qtbot: QtBot, pane: PreviewPane, session: Session, disclosure: Disclosure
) -> None:
    second = disclosure.projects[1]
    pane.view.go_to_key(second.id)
    port = pane.view.viewport()
    middle = QPoint(port.width() // 2, port.height() - 20)
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=middle)
    assert session.current == second.id


def test_paper_is_white_in_a_dark_window(pane: PreviewPane) -> None:
    dark = QPalette(QColor(40, 40, 40))
    pane.setPalette(dark)
    QApplication.processEvents()
    image = pane.view.viewport().grab().toImage()
    middle = image.pixelColor(image.width() // 2, 40)
    assert middle == QColor(Qt.GlobalColor.white)
    assert image.pixelColor(2, 40).lightness() < 128


def test_a_thousand_projects_do_not_block(
    qtbot: QtBot, session: Session, disclosure: Disclosure
) -> None:
    first = disclosure.projects[0]
    disclosure.projects = [copy.deepcopy(first) for _ in range(1000)]
    for number, table in enumerate(disclosure.projects):
        table.id = new_id()
        table.name = f"第{number}个项目"
    session.open(disclosure, None)
    session.select(disclosure.projects[700].id)
    pane = PreviewPane(session)
    qtbot.addWidget(pane)
    pane.resize(900, 640)
    pane.show()
    qtbot.waitExposed(pane)
    assert ink(pane) > 500
    assert pane.view.key_at(pane.view.page) == disclosure.projects[700].id
    assert not pane.book.complete
    assert pane.bar.total.text().endswith("…")
    for _ in range(30):
        QApplication.processEvents()
    # what becomes known above does not push away what is looked at
    assert pane.view.key_at(pane.view.page) == disclosure.projects[700].id
    pane.hide()
    counted = len(pane.book._counts)
    qtbot.wait(50)
    assert len(pane.book._counts) == counted, "a hidden pane rests"


def test_every_control_has_a_name_and_a_tooltip(pane: PreviewPane) -> None:
    controls = [pane.bar.scope, pane.bar.page, pane.bar.zoom]
    controls += [button for button in pane.bar.findChildren(QToolButton) if button.isVisible()]
    assert len(controls) >= 9
    for control in controls:
        assert control.accessibleName()
        assert control.toolTip()
    assert "Ctrl+P" in pane.bar.print.toolTip()


def test_the_parts_of_a_whole_disclosure_are_shown_and_follow_their_edits(
    qtbot: QtBot, session: Session, pane: PreviewPane
) -> None:
    publication = load_publications()["hebei-2021"]
    whole = structs.replace(
        session.disclosure,
        parts=new_parts(publication, "云岭市水务局", "405", 2024),
        publication=publication.id,
    )
    session.open(whole, None)
    qtbot.waitUntil(lambda: pane.book.complete)
    assert pane.book.keys[:3] == [PREFACE_KEY, CONTENTS_KEY, BEFORE_KEY]
    assert pane.book.keys[-1] == BEHIND_KEY
    part = whole.parts[-1]
    before = texts(pane, BEHIND_KEY)
    assert part.title in before
    session.do(SetPartBlocks("本部门无此项", part.id, part.blocks, omitted=True))
    qtbot.waitUntil(lambda: texts(pane, BEHIND_KEY)[-1] == "本部门无此项。")
    text = next(whole.parts[1].texts())
    session.do(SetCells("改", [(text_ref(text), "负责全市河湖")]))
    qtbot.waitUntil(lambda: "负责全市河湖" in texts(pane, BEFORE_KEY))
    session.select(whole.parts[1].id)
    pane.bar.scope.setCurrentIndex(ONE)
    assert pane.view.key_at(0) == BEFORE_KEY
    entries = [line for line in texts(pane, CONTENTS_KEY) if line.startswith(part.title)]
    assert entries == [part.title]
