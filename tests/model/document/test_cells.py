import pytest

from model.document.cells import CellRef, get_cell, set_cell
from model.document.disclosure import Disclosure


def test_a_cell_is_found_by_identity_after_reordering(disclosure: Disclosure) -> None:
    table = disclosure.projects[0]
    indicator = table.indicators[2]
    ref = CellRef(table.id, "value", indicator.id)
    disclosure.projects.reverse()
    table.indicators.reverse()
    assert get_cell(disclosure, ref) == "≥95%"
    set_cell(disclosure, ref, "≥96%")
    assert indicator.value == "≥96%"


def test_a_tables_own_cells(disclosure: Disclosure) -> None:
    ref = CellRef(disclosure.projects[0].id, "plan.1")
    set_cell(disclosure, ref, "55.00%")
    assert disclosure.projects[0].plan[1] == "55.00%"
    assert get_cell(disclosure, CellRef(disclosure.projects[1].id, "unit.name")) == "云岭市水文站"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("year", "2024"),
        ("department.name", "云岭市水务局"),
        ("itemised_goals.1.goal", "测得到"),
        ("safeguards.0.text", "成立专班。\n按月调度。"),
    ],
)
def test_the_departments_own_text(disclosure: Disclosure, field: str, text: str) -> None:
    assert get_cell(disclosure, CellRef(field=field)) == text


@pytest.mark.parametrize(
    "ref",
    [
        CellRef("gone", "name"),
        CellRef("", "itemised_goals.9.goal"),
        CellRef("", "nothing"),
        CellRef("", "projects"),
    ],
)
def test_a_cell_that_is_gone(disclosure: Disclosure, ref: CellRef) -> None:
    with pytest.raises(KeyError):
        get_cell(disclosure, ref)


def test_an_indicator_that_is_gone(disclosure: Disclosure) -> None:
    ref = CellRef(disclosure.projects[0].id, "value", "gone")
    with pytest.raises(KeyError):
        set_cell(disclosure, ref, "x")
    with pytest.raises(KeyError):
        get_cell(disclosure, ref)
