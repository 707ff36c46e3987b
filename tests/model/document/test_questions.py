"""Questions of a reader, asked once a table, and the edit that answers them."""

from __future__ import annotations

from model.document.cellref import CellRef
from model.document.disclosure import Disclosure, TargetTable
from model.document.doubts import CELL, UNIT, Choice, Doubt
from model.document.questions import (
    DEPARTMENT_REF,
    YEAR_REF,
    answered,
    lacks,
    questions,
)
from model.document.settling import open_doubts


def unit_doubt(table: TargetTable, name: str, text: str, small: str) -> Doubt:
    return Doubt(
        kind=UNIT,
        ref=CellRef(table.id, name),
        said="没有写金额单位",
        held=text,
        where=f"表1 {name}",
        choices=(Choice(f"{text} 万元", text), Choice(f"{text} 元", small)),
    )


def asked() -> tuple[Disclosure, TargetTable]:
    table = TargetTable(name="河道清淤", budget="300000.00", fiscal="200000.00")
    disclosure = Disclosure(projects=[table])
    disclosure.doubts = [
        unit_doubt(table, "budget", "300000.00", "30.00"),
        unit_doubt(table, "fiscal", "200000.00", "20.00"),
        Doubt(kind=CELL, ref=CellRef(table.id, "goals"), said="没有读懂"),
    ]
    return disclosure, table


def test_all_amounts_of_a_table_are_one_question() -> None:
    disclosure, table = asked()
    (question,) = questions(disclosure)
    assert question.said == "项目“河道清淤”的金额是什么单位？（2 格）"
    assert question.answers == ("万元：300000.00 万元", "元：300000.00 元")
    assert question.where == ("表1 budget", "表1 fiscal")
    edit = answered([(question, 1)], [])
    assert edit is not None
    change = edit.apply(disclosure)
    assert (table.budget, table.fiscal) == ("30.00", "20.00")
    assert [doubt.kind for doubt in disclosure.doubts] == [CELL]
    assert set(change.cells) >= {CellRef(table.id, "budget"), CellRef(table.id, "fiscal")}
    edit.revert(disclosure)
    assert (table.budget, table.fiscal) == ("300000.00", "200000.00")
    assert len(disclosure.doubts) == 3


def test_what_was_taken_is_right_and_the_doubts_go() -> None:
    disclosure, table = asked()
    (question,) = questions(disclosure)
    edit = answered([(question, 0)], [])
    assert edit is not None
    edit.apply(disclosure)
    assert table.budget == "300000.00"
    assert [doubt.kind for doubt in open_doubts(disclosure)] == [CELL]
    assert questions(disclosure) == []


def test_year_and_department_are_asked_until_they_are_known() -> None:
    disclosure, _ = asked()
    assert lacks(disclosure) == [YEAR_REF, DEPARTMENT_REF]
    edit = answered([], [(YEAR_REF, "2025"), (DEPARTMENT_REF, "云岭市水务局")])
    assert edit is not None
    edit.apply(disclosure)
    assert (disclosure.year, disclosure.department.name) == (2025, "云岭市水务局")
    assert lacks(disclosure) == []
    assert answered([], []) is None


def test_two_names_of_the_department_are_one_question() -> None:
    disclosure, _ = asked()
    disclosure.department.name = "甲局"
    disclosure.doubts = [
        Doubt(
            kind="year",
            ref=DEPARTMENT_REF,
            said="部门有两种写法，是哪一个？",
            held="甲局",
            choices=(Choice("甲局", "甲局"), Choice("乙局", "乙局")),
        )
    ]
    (question,) = questions(disclosure)
    edit = answered([(question, 1)], [])
    assert edit is not None
    edit.apply(disclosure)
    assert disclosure.department.name == "乙局"
    assert questions(disclosure) == []
