"""A file that does not say everything is asked about as soon as it is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.document.questions import QuestionsDialog
from gui.window.mainwindow import MainWindow
from model.document.edits import SetCells
from model.document.questions import YEAR_REF
from model.document.settling import open_doubts
from tests.gui.conftest import Boxes
from tests.variants import BODY, HEAD, word

LEFT = Qt.MouseButton.LeftButton
BARE = HEAD.replace("（万元）", "").replace("30.00", "300,000.00").replace("20.00", "200,000.00")


def dialog_of(qtbot: QtBot) -> QuestionsDialog:
    def shown() -> list[QuestionsDialog]:
        tops = QApplication.topLevelWidgets()
        return [one for one in tops if isinstance(one, QuestionsDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def press(qtbot: QtBot, dialog: QuestionsDialog, words: str) -> None:
    buttons = {one.text(): one for one in dialog.findChildren(QPushButton)}
    qtbot.mouseClick(buttons[words], LEFT)


def test_year_and_unit_are_asked_and_answered_in_one_step(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.open_files([word(tmp_path / "申报表.docx", BARE + BODY)])
    dialog = dialog_of(qtbot)
    session = window.session
    table = session.disclosure.projects[0]
    assert dialog.year is not None
    assert dialog.department is None
    (box,) = dialog.boxes
    assert box.currentText() == "以后再说"
    dialog.year.setFocus()
    qtbot.keyClick(dialog.year, Qt.Key.Key_Up)
    assert dialog.year.value() == date.today().year
    dialog.year.selectAll()
    qtbot.keyClicks(dialog.year, "2025")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText().startswith("元：")
    press(qtbot, dialog, "确定")
    assert session.disclosure.year == 2025
    assert (table.budget, table.fiscal) == ("30.00", "20.00")
    assert not [one for one in open_doubts(session.disclosure) if one.choices]
    assert session.undo.undoText() == "回答读取的疑问"
    session.undo.undo()
    assert session.disclosure.year is None
    assert session.disclosure.projects[0].budget == "300000.00"


def test_nothing_is_answered_by_closing(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.open_files([word(tmp_path / "申报表.docx", BARE + BODY)])
    press(qtbot, dialog_of(qtbot), "以后再说")
    session = window.session
    assert session.disclosure.year is None
    assert session.undo.count() == 0
    assert [one.kind for one in open_doubts(session.disclosure) if one.choices]
    window.actions_["questions"].trigger()
    dialog = dialog_of(qtbot)
    press(qtbot, dialog, "确定")
    assert session.undo.count() == 0


def test_a_file_that_says_all_is_not_asked_about(qtbot: QtBot, open_window: MainWindow) -> None:
    open_window.actions_["questions"].trigger()
    assert "没有要回答的疑问" in open_window.statusBar().currentMessage()
    tops = QApplication.topLevelWidgets()
    assert not [one for one in tops if isinstance(one, QuestionsDialog) and one.isVisible()]


@pytest.fixture
def twins(window: MainWindow) -> MainWindow:
    """A window that knows a clerk's own form with the very labels of a shipped one."""
    shipped = window.session.layouts["national-2021"]
    own = replace(shipped, id="own-2021", name="本区自编目标表")
    window.session.layouts = {**window.session.layouts, own.id: own}
    return window


def test_a_tie_of_forms_is_asked_and_the_choice_reads_again(
    qtbot: QtBot, twins: MainWindow, tmp_path: Path
) -> None:
    twins.open_files([word(tmp_path / "申报表.docx", HEAD + BODY)])
    dialog = dialog_of(qtbot)
    assert dialog.form is not None
    assert dialog.form.currentText() == "以后再说"
    assert dialog.year is not None
    assert dialog.year.isEnabled()
    dialog.form.setFocus()
    for _ in range(2):
        qtbot.keyClick(dialog.form, Qt.Key.Key_Down)
    assert dialog.form.currentText() == "本区自编目标表"
    # what is read again would lose other answers
    assert not dialog.year.isEnabled()
    press(qtbot, dialog, "确定")
    qtbot.waitUntil(lambda: twins.session.disclosure.layout == "own-2021")
    again = dialog_of(qtbot)
    assert again.form is None
    assert again.year is not None
    press(qtbot, again, "以后再说")


def test_the_form_read_by_is_kept_with_the_other_answers(
    qtbot: QtBot, twins: MainWindow, tmp_path: Path
) -> None:
    twins.open_files([word(tmp_path / "申报表.docx", HEAD + BODY)])
    dialog = dialog_of(qtbot)
    assert dialog.form is not None
    assert dialog.year is not None
    dialog.year.setFocus()
    dialog.year.selectAll()
    qtbot.keyClicks(dialog.year, "2025")
    qtbot.keyClick(dialog.form, Qt.Key.Key_Down)
    press(qtbot, dialog, "确定")
    session = twins.session
    assert (session.disclosure.layout, session.disclosure.year) == ("national-2021", 2025)
    twins.actions_["questions"].trigger()
    assert "没有要回答的疑问" in twins.statusBar().currentMessage()


def test_a_tie_is_asked_again_until_it_is_answered(
    qtbot: QtBot, twins: MainWindow, boxes: Boxes, tmp_path: Path
) -> None:
    twins.open_files([word(tmp_path / "申报表.docx", HEAD + BODY)])
    press(qtbot, dialog_of(qtbot), "以后再说")
    session = twins.session
    session.do(SetCells("年度", [(YEAR_REF, "2025")]))
    twins.actions_["questions"].trigger()
    dialog = dialog_of(qtbot)
    assert dialog.form is not None
    dialog.form.setCurrentIndex(2)
    # reading again throws away what was typed: the clerk says whether
    boxes.answers = ["取消"]
    press(qtbot, dialog, "确定")
    assert (session.disclosure.layout, session.disclosure.year) == ("national-2021", 2025)
    assert "没有保存的修改" in boxes.last
