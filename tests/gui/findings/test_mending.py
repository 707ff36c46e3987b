"""Mending is looked at first: what is shown, what is ticked, what is done."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.generate import make_disclosure
from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.findings.mending import Mending, step_name
from gui.findings.mendmodel import AFTER, BEFORE, PLACE, PROJECT, WHY, MendModel
from gui.findings.mendpreview import MendPreview
from gui.shared.markedtext import RUNS
from model.checks import Finding, check, review
from model.checks.mend import Mended
from model.compare.runs import Run, text_runs
from model.compare.visible import around_changes
from model.document.cells import CellRef, get_cell
from model.document.disclosure import Disclosure
from model.document.edits import SetCells, SetReviewed
from model.layout import Layout, load_layouts

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def faulty(disclosure: Disclosure) -> Disclosure:
    """A rate and a document number to be mended, and two that should be looked at first."""
    first = disclosure.projects[0].indicators
    first[2].value = "≥100%"
    first[0].basis = "云水发[2023]12号 "
    first[1].basis = "云水发202318号"
    first[6].basis = "云水发〔2023〕019号"
    return disclosure


@pytest.fixture
def engine(qtbot: QtBot, session: Session, faulty: Disclosure) -> FindingsEngine:
    made = FindingsEngine(session)
    session.open(faulty, None)
    qtbot.waitUntil(lambda: not made.busy)
    return made


@pytest.fixture
def mending(qtbot: QtBot, session: Session, engine: FindingsEngine) -> Mending:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return Mending(window, session, engine)


def found(session: Session, code: str) -> Finding:
    return next(one for one in check(session.disclosure, session.layout) if one.code == code)


def shown(dialog: MendPreview | None) -> MendPreview:
    assert dialog is not None
    while not dialog.complete:
        QApplication.processEvents()
    return dialog


def test_all_that_is_safe(qtbot: QtBot, session: Session, mending: Mending) -> None:
    before = copy.deepcopy(session.disclosure)
    dialog = shown(mending.mend_safe())
    model = dialog.model
    rows = [
        [model.index(row, column).data() for column in (PROJECT, PLACE, BEFORE, AFTER)]
        for row in range(model.rowCount())
    ]
    assert ["1. 清水河河道清淤经费", "第3个指标“验收合格率”的指标值", "≥100%", "=100%"] in rows
    assert rows[0][2:] == ["云水发[2023]12号␣", "云水发〔2023〕12号"]
    assert all(model.is_ticked(row) for row in range(model.rowCount()))
    assert session.disclosure == before
    qtbot.mouseClick(dialog.apply, LEFT)
    left = check(session.disclosure, session.layout)
    assert [one.code for one in left if one.fix is not None] == ["E03"]
    assert session.undo.count() == 1
    assert session.undo.undoText() == f"修改：发文字号的括号不对等 {len(rows)} 处"
    assert mending.mend_safe() is None
    session.undo.undo()
    assert session.disclosure == before


def test_what_should_be_looked_at_is_not_ticked_with_its_kind_but_when_chosen_itself(
    qtbot: QtBot, session: Session, mending: Mending
) -> None:
    dialog = shown(mending.mend_kind("E03"))
    assert [one.after for one in dialog.chosen()] == ["云水发〔2023〕19号"]
    assert "要看一看" in str(dialog.model.index(0, WHY).data())
    assert dialog.model.rowCount() == 2
    dialog.reject()
    dialog = shown(mending.mend([found(session, "E03")]))
    assert [one.after for one in dialog.chosen()] == ["云水发〔2023〕18号"]
    dialog.accept()
    assert session.disclosure.projects[0].indicators[1].basis == "云水发〔2023〕18号"


def test_what_was_vouched_for_is_left_alone_by_mending_many(
    qtbot: QtBot, session: Session, mending: Mending, engine: FindingsEngine
) -> None:
    finding = found(session, "D02")
    safe = engine.tally().safe
    mark = review(session.disclosure, finding, "原文如此")
    session.do(SetReviewed("标", [mark]))
    qtbot.waitUntil(lambda: not engine.busy)
    assert engine.tally().safe == safe - 1
    assert mending.mend_kind("D02") is None
    dialog = shown(mending.mend_safe())
    assert finding.ref not in [one.ref for one in dialog.chosen()]
    dialog.accept()
    assert get_cell(session.disclosure, finding.ref) == "≥100%"


def test_nothing_to_mend_is_said(qtbot: QtBot, session: Session, mending: Mending) -> None:
    said: list[str] = []
    mending.said.connect(said.append)
    assert mending.mend([]) is None
    assert mending.mend([found(session, "A02")]) is None
    assert mending.mend_kind("") is None
    assert mending.mend_kind("D09") is None
    assert ["选" in said[0], "自己改" in said[1], "选" in said[2]] == [True] * 3
    assert said[3] == "没有能修改的地方。"


def test_ticks_by_key_by_mouse_and_all_at_once(
    qtbot: QtBot, session: Session, mending: Mending
) -> None:
    dialog = shown(mending.mend_safe())
    qtbot.waitUntil(dialog.isActiveWindow)
    count = dialog.model.rowCount()
    assert count > 2
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert len(dialog.chosen()) == count - 1
    qtbot.keyClick(dialog.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.chosen() == []
    assert not dialog.apply.isEnabled()
    dialog.all.click()
    assert len(dialog.chosen()) == count
    assert str(count) in dialog.apply.text()
    dialog.reject()
    assert session.undo.count() == 0


def test_the_whole_cell_is_shown_with_what_changes_marked(
    qtbot: QtBot, session: Session, mending: Mending
) -> None:
    dialog = shown(mending.mend([found(session, "D02")]))
    assert dialog.detail.toPlainText() == "原来：≥100%\n改成：=100%"
    cursor = dialog.detail.textCursor()
    cursor.setPosition(4)
    assert cursor.charFormat().fontStrikeOut()
    cursor.setPosition(5)
    assert not cursor.charFormat().fontStrikeOut()
    cursor.setPosition(len("原来：≥100%\n改成：="))
    assert cursor.charFormat().underlineStyle() != cursor.charFormat().UnderlineStyle.NoUnderline
    dialog.reject()


def test_another_edit_closes_the_preview(qtbot: QtBot, session: Session, mending: Mending) -> None:
    dialog = shown(mending.mend_safe())
    session.do(SetCells("改", [(CellRef(session.disclosure.projects[1].id, "goals"), "另")]))
    assert not dialog.isVisible()


def test_many_projects_are_planned_bit_by_bit_and_can_be_stopped(
    qtbot: QtBot, session: Session, engine: FindingsEngine, mending: Mending, hebei: Layout
) -> None:
    large = make_disclosure(150, hebei)
    for table in large.projects:
        table.purpose += " "
    session.open(large, None)
    qtbot.waitUntil(lambda: not engine.busy)
    dialog = mending.mend_safe()
    assert dialog is not None
    assert not dialog.complete
    assert dialog.progress.isVisible()
    assert not dialog.apply.isEnabled()
    dialog.reject()
    assert session.undo.count() == 0
    dialog = shown(mending.mend_safe())
    assert len(dialog.chosen()) == 150
    dialog.accept()
    assert not any(table.purpose.endswith(" ") for table in large.projects)
    qtbot.waitUntil(lambda: not engine.busy, timeout=10_000)
    assert engine.tally().safe == 0


def test_the_model_is_a_sound_one(qtbot: QtBot, session: Session, faulty: Disclosure) -> None:
    session.open(faulty, None)
    model = MendModel(session, careful=True)
    tester = QAbstractItemModelTester(model, FATAL)
    ref = CellRef(faulty.projects[0].id, "goals")
    model.add([Mended(ref, "a", "b", ("F01",)), Mended(ref, "c", "d", ("E03",), safe=False)])
    model.add([])
    assert [model.is_ticked(row) for row in range(2)] == [True, False]
    check_state = Qt.ItemDataRole.CheckStateRole
    assert model.setData(model.index(1, PROJECT), Qt.CheckState.Checked, check_state)
    assert len(model.chosen()) == 2
    assert model.index(0, AFTER).data(RUNS) == [Run("insert", "b")]
    assert tester.model() is model


def test_the_step_says_what_was_done() -> None:
    one = Mended(CellRef("0", "goals"), "a", "b", ("E01",))
    two = Mended(CellRef("0", "purpose"), "a", "b", ("E01", "F01"))
    assert step_name([one, one]) == "修改：发文字号的括号不对 2 处"
    assert step_name([one, two]) == "修改：发文字号的括号不对等 2 处"


TEXTS = st.text(st.sampled_from("甲乙 \n\t，。<&=1+\u200b😀"), max_size=200)


@given(TEXTS, TEXTS)
def test_a_row_stays_on_one_line_and_short(before: str, after: str) -> None:
    model = MendModel(Session(load_layouts()), careful=False)
    model.add([Mended(CellRef("0", "goals"), before, after, ("E01",))])
    for column in (BEFORE, AFTER):
        assert "\n" not in model.index(0, column).data()
        assert all(len(run.text) <= 61 for run in model.index(0, column).data(RUNS))


def test_a_long_text_is_cut_to_what_stands_round_the_change() -> None:
    text = "字" * 5000
    runs = around_changes(text_runs(text + "[" + text, text + "〔" + text))
    assert [(len(run.text), run.kind) for run in runs] == [
        (9, "equal"),
        (1, "delete"),
        (1, "insert"),
        (61, "equal"),
    ]
