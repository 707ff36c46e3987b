from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.document.disclosure import (
    VALUE_PARTS,
    Disclosure,
    Indicator,
    TargetTable,
    get_field,
    get_indicator_field,
    list_counts,
    set_field,
    set_indicator_field,
    set_value_parts,
)


def test_amounts_and_percents_are_decimals(disclosure: Disclosure) -> None:
    table = disclosure.projects[0]
    assert table.amount("budget") == Decimal("186.50")
    assert table.percent(1) == Decimal("50.00")
    assert disclosure.projects[1].percent(0) is None


@pytest.mark.parametrize(
    "name", ["code", "budget", "plan.3", "unit.code", "unit.name", "carryover"]
)
def test_fields_by_name(name: str) -> None:
    table = TargetTable()
    assert get_field(table, name) == ""
    set_field(table, name, " x\n")
    assert get_field(table, name) == " x\n"
    set_field(table, name, "")
    assert get_field(table, name) == ""
    assert table.extra == {}


def test_identities_differ() -> None:
    assert len({Indicator().id for _ in range(100)} | {TargetTable().id for _ in range(100)}) == 200


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("≥500人", ("≥", "500", "人")),
        ("3～5个", ("", "3～5", "个")),
        ("≥90.00(%)", ("≥", "90.00", "(%)")),
        ("Ⅲ类及以上", ("", "Ⅲ类及以上", "")),
        ("2024年9月底前", ("", "2024年9月底前", "")),
    ],
)
def test_a_value_splits_over_three_columns(value: str, parts: tuple[str, ...]) -> None:
    indicator = Indicator(value=value)
    assert tuple(get_indicator_field(indicator, name) for name in VALUE_PARTS) == parts


@given(st.sampled_from(["≥", "定性", "", "<", "大于"]), st.text(max_size=8), st.text(max_size=4))
def test_parts_print_back_whatever_they_are(operator: str, number: str, unit: str) -> None:
    indicator = Indicator()
    set_value_parts(indicator, operator, number, unit)
    assert [get_indicator_field(indicator, name) for name in VALUE_PARTS] == [
        operator,
        number,
        unit,
    ]


def test_a_new_value_forgets_the_old_parts() -> None:
    indicator = Indicator()
    set_value_parts(indicator, "定性", "优良", "级")
    assert indicator.value == "定性优良级"
    set_indicator_field(indicator, "value", "≥5个")
    assert indicator.extra == {}
    assert get_indicator_field(indicator, "value.unit") == "个"


def test_entries_of_lists_are_counted_with_empty_ones_between() -> None:
    table = TargetTable()
    table.extra = {
        **{"tasks.0.name": "甲", "tasks.2.name": "丙", "tasks.2.money": "3"},
        **{"goals.x.name": "", "goals.1": "", "others.4.name": "", "author": "张"},
    }
    assert list_counts(table, ["tasks", "goals"]) == {"tasks": 3, "goals": 0}
    assert list_counts(table, []) == {}
