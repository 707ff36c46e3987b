"""What a reader was not sure of and a clerk can answer at once, asked as few times as possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from model.document.cellref import CellRef
from model.document.disclosure import Disclosure
from model.document.doubts import UNIT, Choice, Doubt
from model.document.edits import Edit, SetCells, Together
from model.document.settling import SettleDoubts, open_doubts

YEAR_REF = CellRef("", "year")
DEPARTMENT_REF = CellRef("", "department.name")


class Question(Struct, frozen=True):
    """One question, which may be about many cells.

    Attributes:
        said: what is asked.
        where: the places it is about, as the clerk finds them in the file.
        answers: the words of each answer; the one that was taken first.
        doubts: what it is about, a choice of each for every answer.
    """

    said: str
    where: tuple[str, ...]
    answers: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def lacks(disclosure: Disclosure) -> list[CellRef]:
    """Return which of year and department nobody knows yet."""
    unknown = [YEAR_REF] if disclosure.year is None else []
    return unknown if disclosure.department.name.strip() else [*unknown, DEPARTMENT_REF]


def questions(disclosure: Disclosure) -> list[Question]:
    """Return the open questions: all amounts of a table whose unit is not certain are one."""
    groups: dict[tuple[str, tuple[str, ...]], list[Doubt]] = {}
    found: list[Question] = []
    for doubt in open_doubts(disclosure):
        if not doubt.choices:
            continue
        units = tuple(map(_unit, doubt.choices))
        if doubt.kind == UNIT and all(units):
            groups.setdefault((doubt.ref.table, units), []).append(doubt)
        else:
            labels = tuple(choice.label for choice in doubt.choices)
            found.append(Question(doubt.said, _places([doubt]), labels, (doubt,)))
    names = {table.id: " ".join(table.name.split()) for table in disclosure.projects}
    units_first = [
        Question(
            f"项目“{names.get(table) or '（没有名称）'}”的金额是什么单位？（{len(doubts)} 格）",
            _places(doubts),
            tuple(f"{unit}：{doubts[0].choices[place].label}" for place, unit in enumerate(units)),
            tuple(doubts),
        )
        for (table, units), doubts in groups.items()
    ]
    return [*units_first, *found]


def _unit(choice: Choice) -> str:
    """Return the unit an answer such as ``864,000.00 元`` ends with."""
    return choice.label.rpartition(" ")[2] if choice.label.endswith("元") else ""


def _places(doubts: Iterable[Doubt]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(doubt.where for doubt in doubts if doubt.where))


def answered(
    given: Sequence[tuple[Question, int]], known: Sequence[tuple[CellRef, str]]
) -> Edit | None:
    """Return the edit that answers: the cells get the chosen texts, and the doubts go.

    Args:
        given: questions, and which of their answers holds.
        known: what is known now: year, department.
    """
    texts = list(known)
    doubts: list[Doubt] = []
    for question, place in given:
        texts += [(doubt.ref, doubt.choices[place].text) for doubt in question.doubts]
        doubts += question.doubts
    changed = [(ref, text) for ref, text in texts if ref.field]
    if not changed and not doubts:
        return None
    label = "回答读取的疑问"
    return Together(label, [SettleDoubts(label, doubts), SetCells(label, changed)])
