"""Mending composes within a cell, changes nothing else, and is done after one run."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.checks import CHECKS, check, mend, mend_all, planned
from model.checks.base import Example
from model.checks.mend import as_edit
from model.checks.samples import example_disclosure, example_ref, sound
from model.document.cells import CellRef, get_cell, set_cell
from model.document.disclosure import Disclosure
from model.layout import Layout, load_layouts

HEBEI = load_layouts()["hebei-2021"]
BASIS = CellRef("0", "basis", "0-数量指标")
VALUE = CellRef("0", "value", "0-质量指标")
PLAN = CellRef("0", "plan.3")


def spoilt(**texts: str) -> Disclosure:
    disclosure = sound(Example(cells={}, projects=2))
    for name, text in texts.items():
        set_cell(disclosure, {"basis": BASIS, "value": VALUE}.get(name, CellRef("0", name)), text)
    return disclosure


def test_several_mendings_of_one_cell_are_done_one_after_another() -> None:
    disclosure = spoilt(basis=" 【云交发【2023】第018号】,云财建[2022]7 号。。 ")
    done = mend_all(disclosure, HEBEI)
    assert get_cell(disclosure, BASIS) == "云交发〔2023〕18号，云财建〔2022〕7号。"
    assert [(one.ref, one.before) for one in done] == [
        (BASIS, " 【云交发【2023】第018号】,云财建[2022]7 号。。 ")
    ]
    assert set(done[0].codes) == {"E01", "E03", "F01", "F02"}
    assert done[0].after == "云交发〔2023〕18号，云财建〔2022〕7号。"


@pytest.mark.parametrize("text", [">=100%", "不低于 100%", " ≥100 % "])
def test_an_operator_and_a_rate_are_mended_together(text: str) -> None:
    disclosure = spoilt(value=text)
    mend_all(disclosure, HEBEI)
    assert get_cell(disclosure, VALUE) == "=100%"


def test_one_finding_is_mended_alone() -> None:
    disclosure = spoilt(value=">=100%", basis="云交发[2023]18号")
    finding = next(one for one in check(disclosure, HEBEI) if one.code == "D09")
    assert [(one.ref, one.after) for one in mend(disclosure, HEBEI, finding)] == [(VALUE, "≥100%")]
    assert get_cell(disclosure, BASIS) == "云交发[2023]18号"
    assert mend(disclosure, HEBEI, finding) == []


def test_all_of_a_kind_are_mended_and_no_others() -> None:
    disclosure = spoilt(value="≥100%", basis="云交发[2023]18号", purpose="按云财建(2022)7号 ")
    done = mend_all(disclosure, HEBEI, wanted=lambda finding: finding.code == "E01")
    assert [one.after for one in done] == ["按云财建〔2022〕7号 ", "云交发〔2023〕18号"]
    assert get_cell(disclosure, VALUE) == "≥100%"


def test_what_changes_a_meaning_is_mended_only_when_asked_for() -> None:
    disclosure = spoilt()
    set_cell(disclosure, PLAN, "95.00%")
    set_cell(disclosure, BASIS, "云交发202318号")
    assert mend_all(disclosure, HEBEI) == []
    findings = check(disclosure, HEBEI)
    assert [(one.code, one.safe) for one in findings] == [("C02", False), ("E03", False)]
    for finding in findings:
        mend(disclosure, HEBEI, finding)
    assert get_cell(disclosure, PLAN) == "100.00%"
    assert get_cell(disclosure, BASIS) == "云交发〔2023〕18号"


def test_a_plan_is_not_changed_before_it_is_applied_and_is_one_undo_step() -> None:
    disclosure = spoilt(value="≥100%", overall="", basis="云交发[2023]18号")
    before = copy.deepcopy(disclosure)
    plan = planned(disclosure, HEBEI, check(disclosure, HEBEI))
    assert disclosure == before
    assert {(one.ref, one.before, one.after) for one in plan} == {
        (VALUE, "≥100%", "=100%"),
        (BASIS, "云交发[2023]18号", "云交发〔2023〕18号"),
    }
    edit = as_edit(plan, "改正")
    change = edit.apply(disclosure)
    assert set(change.cells) == {VALUE, BASIS}
    assert check(disclosure, HEBEI) == []
    edit.revert(disclosure)
    assert disclosure == before


def test_the_departments_own_text_is_mended_too() -> None:
    disclosure = sound(Example(cells={}))
    disclosure.safeguards[0].text = "执行云财绩[2022]3号,按季通报。"
    mend_all(disclosure, HEBEI)
    assert disclosure.safeguards[0].text == "执行云财绩〔2022〕3号，按季通报。"


def test_a_finding_whose_project_is_gone_is_passed_over() -> None:
    disclosure = spoilt(value="≥100%")
    finding = check(disclosure, HEBEI)[0]
    disclosure.projects.pop(0)
    assert mend(disclosure, HEBEI, finding) == []
    disclosure = spoilt(value="≥100%")
    disclosure.projects[0].indicators.clear()
    assert mend(disclosure, HEBEI, finding) == []


def fixable() -> list[object]:
    return [
        pytest.param(example, id=f"{code}-{number}")
        for code, one in CHECKS.items()
        for number, example in enumerate(one.wrong, 1)
        if any(fix is not None for fix in example.found.values())
    ]


@pytest.mark.parametrize("example", fixable())
def test_the_mending_of_each_example_satisfies_its_check(
    example: Example, layouts: dict[str, Layout]
) -> None:
    disclosure, layout = example_disclosure(example), layouts[example.layout]
    untouched = copy.deepcopy(disclosure)
    done = mend_all(disclosure, layout, wanted=lambda finding: True)
    mended = {example_ref(disclosure, cell) for cell, fix in example.found.items() if fix}
    assert mended <= {one.ref for one in done}
    assert mend_all(disclosure, layout, wanted=lambda finding: True) == []
    for one in done:
        set_cell(disclosure, one.ref, one.before)
    assert disclosure == untouched


PIECES = [
    "云交发",
    "[",
    "【2023】",
    "〔2022〕",
    "第",
    "01",
    "8号",
    " ",
    "  ",
    "，",
    ",",
    "。。",
    "≥",
    ">=",
]
PIECES += [
    "100",
    "%",
    "人",
    "万元",
    "（",
    "(",
    ")",
    "\n",
    "《办法》",
    "不少于",
    "3",
    "～5个",
    "AI",
    "】",
    "\u3000",
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(TEXT, TEXT, TEXT, TEXT)
def test_a_second_run_mends_nothing_more(purpose: str, name: str, value: str, own: str) -> None:
    disclosure = sound(Example(cells={}))
    table, item = disclosure.projects[0], disclosure.projects[0].indicators[0]
    table.purpose, item.name, item.value, item.basis = purpose, name, value, purpose
    disclosure.overall_goal = own
    mend_all(disclosure, HEBEI, wanted=lambda finding: True)
    assert mend_all(disclosure, HEBEI, wanted=lambda finding: True) == []
    assert [one for one in check(disclosure, HEBEI) if one.fix is not None] == []


@given(TEXT)
def test_mending_loses_no_word(text: str) -> None:
    """Spaces, brackets, commas and signs may change; words and figures stay."""
    disclosure = sound(Example(cells={}))
    disclosure.projects[0].purpose = text
    mend_all(disclosure, HEBEI)
    kept = "云交发年第号人万元办法个AI"
    after = disclosure.projects[0].purpose
    for char in kept.replace("第", ""):
        assert after.count(char) == text.count(char)
