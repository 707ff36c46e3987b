"""Totals follow their rows until typed over; amounts take the table's unit and form."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.document.blockplaces import cell_ref, text_ref
from model.document.blocks import PartTable
from model.document.cells import get_cell
from model.document.disclosure import Department, Disclosure, TargetTable
from model.document.edits import SetCells
from model.layout.publication_load import load_publications
from model.parts.amount_finder import Finder
from model.parts.filling import TableFilling
from model.parts.glance import Glance, glances
from model.parts.skeleton import new_parts
from model.parts.view import PartsView

PUBLICATION = load_publications()["hebei-2021"]


def whole() -> tuple[Disclosure, PartTable]:
    """Return a new disclosure, and its empty table of 三公经费."""
    parts = new_parts(PUBLICATION, "云湖县水利局", "310", 2024)
    made = Disclosure(
        2024, Department("310", "云湖县水利局"), parts=parts, publication="hebei-2021"
    )
    return made, next(table for part in parts for table in part.tables() if table.key == "sangong")


def fill(disclosure: Disclosure, table: PartTable, row: int, typed: str) -> None:
    """Type into this year's column, as the window does."""
    ref = cell_ref(table, table.rows[row], 2)
    filling = TableFilling(disclosure, ref)
    text = filling.entered(typed)
    SetCells("改", [(ref, text), *filling.texts(text)]).apply(disclosure)


def shown(table: PartTable) -> list[str]:
    return [row.cells[2].text for row in table.rows[table.head[1] + 1 :]]


@given(st.lists(st.decimals(0, 10**6, places=2), min_size=4, max_size=4))
def test_a_total_is_the_sum_of_its_rows(amounts: list[Decimal]) -> None:
    disclosure, table = whole()
    first = table.head[1] + 1
    for row, amount in enumerate(amounts, first):
        fill(disclosure, table, row, str(amount))
    assert Decimal(shown(table)[-1]) == sum(amounts)
    for row in range(first, first + 4):
        fill(disclosure, table, row, "")
    assert shown(table) == [""] * 5


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("1.5", "1.50"),
        ("12,000", "12,000.00"),
        ("5000元", "0.50"),
        ("３.２", "3.20"),
        ("1。5", "1.50"),
        ("1.2.3", "1.2.3"),
        ("待定", "待定"),
        ("", ""),
    ],
)
def test_an_amount_takes_its_form_and_what_is_none_stays(typed: str, held: str) -> None:
    disclosure, table = whole()
    ref = cell_ref(table, table.rows[table.head[1] + 1], 2)
    assert TableFilling(disclosure, ref).entered(typed) == held


def test_a_total_that_was_typed_over_stays() -> None:
    disclosure, table = whole()
    first = table.head[1] + 1
    fill(disclosure, table, first, "3")
    fill(disclosure, table, first + 4, "9")
    fill(disclosure, table, first, "4")
    assert shown(table) == ["4.00", "", "", "", "9.00"]
    fill(disclosure, table, first + 4, "")
    fill(disclosure, table, first, "5")
    assert shown(table)[-1] == "5.00"


def test_what_is_no_amount_leaves_the_total_alone() -> None:
    disclosure, table = whole()
    first = table.head[1] + 1
    fill(disclosure, table, first, "3")
    fill(disclosure, table, first + 1, "1.2.3")
    assert shown(table) == ["3.00", "1.2.3", "", "", "3.00"]


def _glances(disclosure: Disclosure) -> dict[str, Glance]:
    view = PartsView(disclosure, PUBLICATION, Finder(PUBLICATION))
    return {one.title: one for one in glances(view)}


def test_a_glance_says_what_it_does_not_know() -> None:
    disclosure, _ = whole()
    found = _glances(disclosure)
    assert found["收支平衡"].words == "缺收入、支出的数，不能核对"
    assert found["收支平衡"].good is None
    assert found["收支平衡"].left.shown == "没有写"


def test_a_glance_says_how_far_apart_two_amounts_are() -> None:
    disclosure, table = whole()
    sentences = [
        text for part in disclosure.parts for text in part.texts() if "＿＿＿" in text.text
    ]
    income = next(text for text in sentences if "预算收入" in text.text)
    spending = next(text for text in sentences if "支出预算" in text.text)
    for text, amount in ((income, "10.50"), (spending, "9.25")):
        ref = text_ref(text)
        now = get_cell(disclosure, ref).replace("＿＿＿", amount, 1)
        SetCells("改", [(ref, now)]).apply(disclosure)
    first = table.head[1] + 1
    fill(disclosure, table, first, "1")
    for row in (first, first + 4):
        SetCells("改", [(cell_ref(table, table.rows[row], 1), "2.00")]).apply(disclosure)
    disclosure.projects = [TargetTable(budget="3.00")]
    found = _glances(disclosure)
    assert found["收支平衡"].words == "收入比支出多 1.25"
    assert found["收支平衡"].good is False
    assert found["“三公”经费"].words == "比上年减少 1.00（50.0%）"
    assert found["项目支出"].right.shown == "3.00"
