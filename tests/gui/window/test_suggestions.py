from __future__ import annotations

import time

from pytestqt.qtbot import QtBot

from benchmarks.generate import make_disclosure
from gui.document.session import Session
from gui.window.suggestions import Suggestions
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import SetCells
from model.entry.suggest import Suggester


def test_what_is_remembered_comes_back_in_the_next_program(
    session: Session, disclosure: Disclosure
) -> None:
    first = Suggestions(session)
    session.open(disclosure, None)
    ref = CellRef(disclosure.projects[0].id, "basis", disclosure.projects[0].indicators[0].id)
    session.do(SetCells("改", [(ref, "云水发〔2024〕9号")]))
    assert first.suggester.suggest("basis", "9号") == ["云水发〔2024〕9号"]
    first.remember()
    session.open(Disclosure(layout=disclosure.layout), None)
    assert Suggestions(session).suggester.suggest("basis", "9号") == ["云水发〔2024〕9号"]


def test_the_first_question_is_answered_at_once(qtbot: QtBot, session: Session) -> None:
    large = make_disclosure(300, session.layout)
    fresh = Suggester()
    fresh.open(large)
    unread = _seconds(fresh)
    suggestions = Suggestions(session)
    session.open(large, None)
    qtbot.wait(1500)
    assert _seconds(suggestions.suggester) < unread / 3


def _seconds(suggester: Suggester) -> float:
    start = time.perf_counter()
    suggester.suggest("basis", "号")
    return time.perf_counter() - start
