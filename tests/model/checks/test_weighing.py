"""Points added up by level, and spread over rows without any."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from model.checks.base import Example
from model.checks.profile import default_profile, read_profile
from model.checks.samples import sound
from model.checks.weighing import spread_by_rule, spread_evenly, weighing
from model.document.cells import set_cell
from model.document.disclosure import TargetTable
from model.layout import load_layouts

LAYOUT = load_layouts()["national-2021"]
RULES = default_profile()


def table(*weights: str) -> tuple[TargetTable, object]:
    disclosure = sound(Example(cells={}, layout="national-2021"))
    made = disclosure.projects[0]
    for item, text in zip(made.indicators, weights, strict=False):
        item.extra["weight"] = text
    return made, disclosure


@given(st.lists(st.sampled_from(["", "5", "2.5", "abc", "0"]), min_size=7, max_size=7))
def test_what_is_spread_makes_the_sum_right(weights: list[str]) -> None:
    disclosure = sound(Example(cells={}, layout="national-2021"))
    made = disclosure.projects[0]
    for item, text in zip(made.indicators, weights, strict=True):
        item.extra["weight"] = text
    state = weighing(made, LAYOUT, RULES)
    assert state is not None
    texts = spread_evenly(made, state)
    for ref, text in texts:
        set_cell(disclosure, ref, text)
    after = weighing(made, LAYOUT, RULES)
    assert after is not None
    if texts:
        assert after.total == state.asked[0]
        assert not after.open
        assert not after.unread
    else:
        assert not {*state.open, *state.unread}


def test_a_bureaus_shares_go_before_the_usual_ones() -> None:
    made, _ = table(*[""] * 7)
    rules = read_profile(
        "name='县'\n[checks.D13]\ncost=10\noutput=50\nbenefit=20\nsatisfaction=20", ""
    )
    state = weighing(made, LAYOUT, rules)
    assert state is not None
    sums: dict[str, Decimal] = {}
    levels = {item.id: item.level1 for item in made.indicators}
    for ref, text in spread_by_rule(made, state, rules):
        head = levels[ref.indicator]
        sums[head] = sums.get(head, Decimal(0)) + Decimal(text)
    assert sorted(sums.values()) == [10, 20, 20, 50]
    assert "产出 0/50" in state.words


def test_a_form_without_points_has_no_sums() -> None:
    made, _ = table()
    assert weighing(made, load_layouts()["hebei-2021"], RULES) is None
