from __future__ import annotations

import pytest
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


def test_all_is_read_before_anything_is_asked(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Suggester] = []
    prepare = Suggester.prepare

    def noted(suggester: Suggester) -> None:
        prepare(suggester)
        read.append(suggester)

    monkeypatch.setattr(Suggester, "prepare", noted)
    suggestions = Suggestions(session)
    session.open(make_disclosure(3, session.layout), None)
    assert read == []
    qtbot.waitUntil(lambda: bool(read))
    assert read == [suggestions.suggester]
    # what is edited before that puts it off
    session.open(make_disclosure(3, session.layout), None)
    ref = CellRef(session.disclosure.projects[0].id, "purpose")
    session.do(SetCells("改", [(ref, "另一个用途")]))
    assert len(read) == 1
    qtbot.waitUntil(lambda: len(read) == 2)
