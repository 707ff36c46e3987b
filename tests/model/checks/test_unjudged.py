"""What could not be judged is listed with its reason; three figures tell the whole."""

from __future__ import annotations

from model.checks import CHECKS, check, default_profile, tally, unjudged
from model.checks.base import Example
from model.checks.samples import sound
from model.checks.unjudged import FACTS
from model.document.disclosure import Disclosure
from model.layout import Layout


def facts(disclosure: Disclosure, layout: Layout, last: Disclosure | None = None) -> dict[str, int]:
    return {one.fact: one.count for one in unjudged(disclosure, layout, default_profile(), last)}


def test_every_fact_a_check_needs_is_known() -> None:
    needed = {fact for one in CHECKS.values() for fact in one.needs}
    assert needed == set(FACTS)


def test_an_unknown_year_silences_checks_and_says_so(hebei: Layout) -> None:
    disclosure = sound(Example(cells={}, projects=2))
    assert "year" not in facts(disclosure, hebei)
    disclosure.year = None
    (found,) = [one for one in unjudged(disclosure, hebei, default_profile()) if one.fact == "year"]
    assert set(found.codes) == {"E04", "G01"}
    assert found.count == 4
    assert found.ref.field == "year"
    assert "预算年度" in found.because and found.give


def test_last_year_total_budget_and_units(hebei: Layout) -> None:
    disclosure = sound(Example(cells={}, projects=2))
    assert facts(disclosure, hebei).keys() == {"last", "total"}
    disclosure.project_expenditure = "60.00"
    assert facts(disclosure, hebei, last=disclosure) == {}
    disclosure.projects[1].budget = "叁拾万"
    disclosure.projects[1].indicators[0].value = "≥12"
    found = {one.fact: one for one in unjudged(disclosure, hebei, default_profile(), disclosure)}
    assert found.keys() == {"budget", "unit"}
    assert found["budget"].tables == (disclosure.projects[1].id,)
    assert found["unit"].tables == (disclosure.projects[1].id,)


def test_a_file_that_names_no_form_says_what_was_judged_by_the_usual_one(hebei: Layout) -> None:
    disclosure = sound(Example(cells={}))
    assert "layout" not in facts(disclosure, hebei)
    disclosure.layout = ""
    (found,) = [
        one for one in unjudged(disclosure, hebei, default_profile()) if one.fact == "layout"
    ]
    assert set(found.codes) == {"A03", "D21"}
    assert "表样" in found.because and "表样" in found.give


def test_the_three_figures_add_up(hebei: Layout) -> None:
    disclosure = sound(Example(cells={}, projects=3))
    rules = default_profile()
    missing = unjudged(disclosure, hebei, rules)
    before = tally(disclosure, rules, check(disclosure, hebei), missing)
    assert before.found == 0
    assert before.unjudged == sum(one.count for one in missing)
    disclosure.projects[0].goals = "待定"
    after = tally(disclosure, rules, check(disclosure, hebei), missing)
    assert after.found == 1
    assert after.found + after.sound + after.unjudged == before.sound + before.unjudged


def test_nothing_is_said_of_a_disclosure_without_projects(hebei: Layout) -> None:
    assert unjudged(Disclosure(), hebei, default_profile()) == []
