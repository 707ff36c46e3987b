"""Several files of one disclosure become one: a filled table takes an empty one's place."""

from __future__ import annotations

from model.document.blocks import Part, PartCell, PartRow, PartTable, PartText
from model.document.disclosure import Disclosure
from model.parts.merge import merge

HEAD = ["项目名称", "2024年度预算", "2025年度预算"]
FILLED = ["公务接待费支出", "4.50", "4.00"]


def _table(*rows: list[str]) -> PartTable:
    made = [PartRow([PartCell(text, col) for col, text in enumerate(row)]) for row in rows]
    return PartTable(made, 3, key="sangong", head=(0, 0))


def _whole(*blocks: PartText | PartTable, words: str = "按要求公开如下。") -> Disclosure:
    part = Part("sangong", "第四部分：三公经费", [PartText(words), *blocks])
    return Disclosure(publication="hebei-2021", parts=[part])


def _tables(disclosure: Disclosure) -> list[list[str]]:
    return [
        [cell.text for row in table.rows for cell in row.cells]
        for part in disclosure.parts
        for table in part.tables()
    ]


def test_the_table_of_a_workbook_goes_where_the_text_left_room() -> None:
    text = _whole(_table(HEAD), PartText("注：空表列示。", "note"))
    book = Disclosure(publication="hebei-2021", parts=[Part("sangong", "", [_table(HEAD, FILLED)])])
    whole, notes = merge([text, book])
    assert _tables(whole) == [[*HEAD, *FILLED]]
    assert [block.text for block in whole.parts[0].texts()] == [
        "按要求公开如下。",
        "注：空表列示。",
    ]
    assert notes == []


def test_two_tables_that_differ_are_both_kept_and_told() -> None:
    other = [*FILLED[:2], "5.00"]
    book = Disclosure(publication="hebei-2021", parts=[Part("sangong", "", [_table(HEAD, other)])])
    whole, notes = merge([_whole(_table(HEAD, FILLED)), book])
    assert _tables(whole) == [[*HEAD, *FILLED], [*HEAD, *other]]
    assert ["两张都保留了" in note for note in notes] == [True]
