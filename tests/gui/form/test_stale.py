"""What is on the screen is what painting anew would show: nothing old is left standing."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QVariantAnimation
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.document.disclosure import Disclosure
from model.document.edits import Change, Confirm, SetCells
from tests.conftest import small_disclosure
from tests.gui.form.kit import CTRL, LAYOUTS, Clerk, Key
from tests.gui.form.test_any_keys import press_anything
from tests.gui.parts.kit import Filler, whole

SIZE = 780, 620
_RUNNING = QVariantAnimation.State.Running


@pytest.fixture(autouse=True)
def still_caret(qapp: QApplication) -> Iterator[None]:
    before = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    yield
    QApplication.setCursorFlashTime(before)


def stale(widget: QWidget) -> tuple[int, int, int, int] | None:
    """Return where the screen shows what is no longer so, as a rectangle; None where nowhere."""
    lights = [one for one in widget.findChildren(QVariantAnimation) if one.state() == _RUNNING]
    for light in lights:
        # no step of it between the painting and the look at it
        light.pause()
    for _ in range(3):
        QApplication.processEvents()
    window = widget.window()
    shown = window.screen().grabWindow(window.winId()).toImage()
    fresh = window.grab().toImage()
    for light in lights:
        light.resume()
    shown, fresh = (one.convertToFormat(QImage.Format.Format_RGB32) for one in (shown, fresh))
    if shown == fresh:
        return None
    spots = [
        (x, y)
        for y in range(fresh.height())
        for x in range(fresh.width())
        if shown.pixel(x, y) != fresh.pixel(x, y)
    ]
    across, down = [x for x, _ in spots], [y for _, y in spots]
    return min(across), min(down), max(across), max(down)


def test_the_screen_is_read(make_clerk: Callable[[Disclosure], Clerk]) -> None:
    clerk = make_clerk(small_disclosure())
    clerk.view.resize(*SIZE)
    assert stale(clerk.view) is None
    clerk.view.setUpdatesEnabled(False)
    clerk.stand("purpose")
    clerk.type("x")
    QApplication.processEvents()
    window = clerk.view.window()
    shown = window.screen().grabWindow(window.winId()).toImage()
    clerk.view.setUpdatesEnabled(True)
    QApplication.processEvents()
    assert shown != window.screen().grabWindow(window.winId()).toImage()


def test_a_row_that_gets_lower_while_it_is_written_in(
    make_clerk: Callable[[Disclosure], Clerk],
) -> None:
    clerk = make_clerk(small_disclosure())
    clerk.view.resize(*SIZE)
    for field, row in (("purpose", -1), ("goals", -1), ("basis", 1), ("value", 0)):
        clerk.stand(field, row)
        for _ in range(3):
            clerk.key(Key.Key_Return, CTRL)
            clerk.type("甲乙丙" * 9)
        assert stale(clerk.view) is None
        clerk.key(Key.Key_Escape)
        assert stale(clerk.view) is None, field


@pytest.mark.parametrize("layout", LAYOUTS)
def test_after_whatever_is_pressed(layout: str, make_clerk: Callable[[Disclosure], Clerk]) -> None:
    disclosure = small_disclosure()
    disclosure.layout = layout
    clerk = make_clerk(disclosure)
    clerk.view.resize(*SIZE)
    chance = random.Random(f"{layout} pixels")
    for step in range(60):
        press_anything(clerk, chance)
        clerk.view.offering.list.hide()
        assert stale(clerk.view) is None, step


def test_after_what_others_do(make_clerk: Callable[[Disclosure], Clerk]) -> None:
    clerk = make_clerk(small_disclosure())
    clerk.view.resize(*SIZE)
    chance = random.Random("others")
    table, session = clerk.table, clerk.session
    assert clerk.view.grid is not None
    refs = [ref for cell in clerk.view.grid.cells if not cell.pending for ref in cell.refs]
    mine = [ref for ref in refs if ref.table == table.id and ref.field != "level1"]
    clerk.stand("purpose")
    for step in range(60):
        ref = chance.choice(mine)
        act = chance.randrange(5)
        if act == 0:
            session.do(SetCells("改", [(ref, chance.choice(["", "7", "很长的一段话" * 12]))]))
        elif act == 1:
            found = {ref: (chance.choice(["错误", "警告", "提示"]), "不对")}
            clerk.view.set_findings(found if chance.random() < 0.7 else {})
        elif act == 2:
            session.disclosure.carried.add(ref)
            session.announce(Change(carried=[ref]))
            if chance.random() < 0.5:
                session.do(Confirm("确认", [ref]))
        elif act == 3 and session.undo.canUndo():
            session.undo.undo()
        elif session.undo.canRedo():
            session.undo.redo()
        clerk.view.verticalScrollBar().setValue(chance.randrange(200))
        QTest.qWait(1)
        assert stale(clerk.view) is None, (step, act, ref)


def test_in_a_part(qtbot: QtBot) -> None:
    filler = Filler(whole(), qtbot.addWidget)
    filler.page.resize(*SIZE)
    filler.page.activateWindow()
    filler.open("sangong")
    chance = random.Random("parts")
    for step in range(60):
        act = chance.randrange(6)
        if act == 0:
            filler.type(chance.choice(["12.5", "7", "很长的一段话" * 20]))
        elif act == 1:
            filler.key(Key.Key_Escape)
        elif act == 2:
            filler.key(Key.Key_Return, CTRL)
        elif act == 3:
            filler.key(chance.choice([Key.Key_Tab, Key.Key_Down, Key.Key_Up]))
        elif act == 4 and filler.session.undo.canUndo():
            filler.session.undo.undo()
        else:
            assert filler.page.view.grid is not None
            cells = [cell for cell in filler.page.view.grid.cells if cell.refs]
            filler.page.view.show_cell(chance.choice(cells).refs[0])
        assert stale(filler.page) is None, (step, act)


def test_the_light_stays_on_no_other_cell(make_clerk: Callable[[Disclosure], Clerk]) -> None:
    clerk = make_clerk(small_disclosure())
    clerk.view.resize(*SIZE)
    clerk.stand("purpose")
    QTest.qWait(60)
    assert clerk.view.look.flash is not None
    clerk.key(Key.Key_Tab)
    assert clerk.view.look.flash is None
    assert stale(clerk.view) is None
    QTest.qWait(60)
    assert clerk.view.look.flash is None, "it does not go along"
    assert stale(clerk.view) is None
