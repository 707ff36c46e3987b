"""An amount that several sentences tell is the same in each."""

from __future__ import annotations

from decimal import Decimal

from msgspec import structs

from model.checks import Checker
from model.layout import load_layouts
from model.parts.relation import Relation
from model.parts.relations import relations_of
from model.parts.view import PartsView
from tests.model.parts.kit import Figures, dump, read

LAYOUTS = load_layouts()


def view() -> PartsView:
    disclosure = read(dump(Figures(7)), LAYOUTS)
    made = Checker(disclosure, LAYOUTS[disclosure.layout]).parts.view
    assert made is not None
    return made


def again(view: PartsView) -> list[Relation]:
    found = relations_of(view.publication, view.amounts, view.text)
    return [one for one in found if one.id.startswith("again.")]


def test_each_further_place_is_held_against_the_first() -> None:
    held = view()
    first = held.amounts.first("expenditure")
    assert first is not None and first.value is not None
    assert again(held) == []
    held.amounts.add(structs.replace(first, start=100))
    held.amounts.add(structs.replace(first, start=200, value=first.value + 1, text="1"))
    second, third = again(held)
    assert (second.id, third.id) == ("again.expenditure.2", "again.expenditure.3")
    assert [one.name for one in third.amounts] == ["expenditure", "expenditure#3"]
    assert (second.state(), third.state()) == ("holds", "fails")
    assert third.sums() == (first.value, first.value + Decimal(1))


def test_a_place_without_a_number_cannot_be_judged() -> None:
    held = view()
    first = held.amounts.first("expenditure")
    assert first is not None
    held.amounts.add(structs.replace(first, value=None, text=""))
    (relation,) = again(held)
    assert relation.lacks == (first.title,)
    assert relation.state() == "unknown"


def test_last_year_s_figure_is_another() -> None:
    held = view()
    first = held.amounts.first("expenditure")
    assert first is not None and first.quantity is not None
    past = structs.replace(first.quantity, years=(0,))
    held.amounts.add(structs.replace(first, value=Decimal(1), quantity=past))
    assert again(held) == []
