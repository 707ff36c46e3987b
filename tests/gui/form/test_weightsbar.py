"""The points are added up while they are typed, and the rest of them spread by one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.form.weightsbar import WeightsBar
from model.checks.base import Example
from model.checks.samples import sound
from model.document.cellref import CellRef
from model.document.disclosure import Disclosure, Indicator
from model.document.edits import SetCells
from model.layout import Layout

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def national() -> Disclosure:
    return sound(Example(cells={}, layout="national-2021"))


@pytest.fixture
def bar(qtbot: QtBot, session: Session, national: Disclosure) -> WeightsBar:
    made = WeightsBar(session)
    qtbot.addWidget(made)
    session.open(national, None)
    session.select(national.projects[0].id)
    qtbot.waitUntil(lambda: "分值合计" in made.words.text())
    return made


def rows(session: Session) -> list[Indicator]:
    return session.disclosure.projects[0].indicators


def set_weights(session: Session, *texts: str) -> None:
    table = session.disclosure.projects[0]
    cells = [
        (CellRef(table.id, "weight", item.id), text)
        for item, text in zip(table.indicators, texts, strict=True)
    ]
    session.do(SetCells("分值", cells))


def weights(session: Session) -> list[str]:
    return [item.extra.get("weight", "") for item in rows(session)]


def test_the_sum_follows_what_is_typed(qtbot: QtBot, bar: WeightsBar, session: Session) -> None:
    count = len(rows(session))
    set_weights(session, "10", *[""] * (count - 1))
    qtbot.waitUntil(lambda: "合计 10（应为 90或100），还差 80" in bar.words.text())
    set_weights(session, "10", "999", *[""] * (count - 2))
    qtbot.waitUntil(lambda: "多出 909" in bar.words.text())
    assert not bar.even.isEnabled()
    set_weights(session, "10", "abc", *[""] * (count - 2))
    qtbot.waitUntil(lambda: "1 行不是分值" in bar.words.text())


def test_the_rest_is_spread_evenly_in_one_step(
    qtbot: QtBot, bar: WeightsBar, session: Session
) -> None:
    count = len(rows(session))
    set_weights(session, "41", *[""] * (count - 1))
    qtbot.waitUntil(bar.even.isEnabled)
    before = weights(session)
    qtbot.mouseClick(bar.even, LEFT)
    given = [int(text) for text in weights(session)]
    assert sum(given) == 90
    assert given[0] == 41
    assert max(given[1:]) - min(given[1:]) <= 1
    assert session.undo.undoText() == "平均分配余下的分值"
    session.undo.undo()
    assert weights(session) == before


def test_the_rule_gives_each_level_its_share(
    qtbot: QtBot, bar: WeightsBar, session: Session
) -> None:
    set_weights(session, *[""] * len(rows(session)))
    qtbot.waitUntil(lambda: "还差 90" in bar.words.text())
    qtbot.mouseClick(bar.by_rule, LEFT)
    sums: dict[str, float] = {}
    for item in rows(session):
        head = item.level1[:2]
        sums[head] = sums.get(head, 0) + float(item.extra["weight"])
    assert sums == {"成本": 20, "产出": 40, "效益": 20, "满意": 10}
    qtbot.waitUntil(lambda: "还差" not in bar.words.text())


def test_a_form_without_points_shows_no_line(
    qtbot: QtBot, session: Session, disclosure: Disclosure, hebei: Layout
) -> None:
    made = WeightsBar(session)
    qtbot.addWidget(made)
    session.open(disclosure, None)
    session.select(disclosure.projects[0].id)
    made.count()
    assert made.isHidden()
