"""One wrong figure in a whole disclosure is found at both its places, and nothing else is."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from model.checks import Checker
from model.checks.names import PARTS
from model.document.cells import get_cell, set_cell
from model.document.edits import Change
from model.layout import Layouts, load_layouts
from model.parts.amounts import Amount
from model.parts.relations import refs_in
from tests.model.parts.kit import Figures, dump, part_findings, read

LAYOUTS = load_layouts()


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return LAYOUTS


SECOND = {
    "income": "expenditure",
    "income.general": "income",
    "expenditure": "income",
    "basic": "basic.staff",
    "basic.staff": "basic",
    "project": "expenditure",
    "operating": "operating.office",
    "operating.office": "operating",
    "sangong.running.this": "operating.vehicle",
    "sangong.total.this": "sangong.running.this",
    "assets": "assets.total.value",
    "assets.total.value": "assets",
}
"""Where else a figure stands, or what it is reckoned with, as a reader of the text knows it."""


def related(checker: Checker) -> list[Amount]:
    """Return the amounts that stand in a relation which another figure would break."""
    assert checker.parts.view is not None
    found = {
        amount.name: amount
        for relation in checker.parts.view.relations
        if relation.op == "=" and not relation.lacks
        for amount in relation.amounts
        if amount.kind not in ("targets", "empty")
    }
    return [found[name] for name in sorted(found)]


@pytest.mark.parametrize("seed", range(40))
def test_a_broken_figure_is_found_where_it_stands_and_nothing_else(
    seed: int, layouts: Layouts
) -> None:
    disclosure = read(dump(Figures(seed)), layouts)
    checker = Checker(disclosure, layouts[disclosure.layout])
    assert checker.findings_of(PARTS) == []
    choice = random.Random(seed)
    amount = choice.choice(related(checker))
    assert amount.value is not None
    wrong = amount.value + Decimal(choice.randint(2, 4000)) / 100
    text = get_cell(disclosure, amount.ref)
    set_cell(disclosure, amount.ref, amount.amended(text, wrong))
    checker.changed(Change(cells=[amount.ref]))
    (finding,) = checker.findings_of(PARTS)
    assert amount.ref in (finding.ref, *finding.others)
    assert f"{abs(wrong):.2f}" in finding.message
    # the other place is named too, with its figure: of each relation it breaks
    assert checker.parts.view is not None
    broken = [one for one in checker.parts.view.relations if one.state() == "fails"]
    assert broken
    for relation in broken:
        assert set(refs_in(relation)) <= {finding.ref, *finding.others}
    second = SECOND.get(amount.name)
    if second is not None:
        other = checker.parts.view.amounts.first(second)
        assert other is not None
        assert other.ref in (finding.ref, *finding.others)
        assert other.shown.lstrip("-") in finding.message
    assert finding.fix is None or finding.ref == amount.ref
    # whether all is looked at anew or after the edit makes no difference
    assert part_findings(disclosure, layouts) == [finding]
    if finding.fix is not None:
        set_cell(disclosure, finding.ref, finding.fix)
        checker.changed(Change(cells=[finding.ref]))
        assert checker.findings_of(PARTS) == []


def commas(text: str) -> str:
    return re.sub(r"\d{4,}(?=\.\d\d)", lambda m: f"{int(m[0]):,}", text)


def wide(text: str) -> str:
    digits = str.maketrans("0123456789.", "０１２３４５６７８９．")
    return re.sub(r"\d+\.\d\d(?=万元)", lambda m: m[0].translate(digits), text)


def spaced(text: str) -> str:
    return text.replace("万元，", " 万元，").replace("预算收入为", "预算收入为 ")


def without_units(text: str) -> str:
    return re.sub(r"(财政专户收入0\.00)万元", r"\1", text)


def five_sources(text: str) -> str:
    fifth = "，国有资本经营预算收入0.00万元"
    return text.replace("财政专户收入0.00万元", "财政专户收入0.00万元" + fifth)


def no_operating(text: str) -> str:
    own = "第三部分：机关运行经费安排情况\n本局没有机关运行经费。\n"
    return re.sub(r"(?s)第三部分：.*?(?=第四部分)", own, text)


def eight_parts(text: str) -> str:
    return text[: text.index("第九部分")]


def ten_parts(text: str) -> str:
    return text + "第十部分：重点工作\n无。\n"


def swapped(text: str) -> str:
    six, seven = text.index("第六部分"), text.index("第七部分")
    eight = text.index("第八部分")
    one = text[six:seven].replace("第六部分", "第七部分")
    other = text[seven:eight].replace("第七部分", "第六部分")
    return text[:six] + other + one + text[eight:]


def contents(text: str) -> str:
    lines = "\n".join(re.findall(r"第.部分[:：].*", text))
    return text.replace("第一部分:", f"目　录\n{lines}\n目　录\n{lines}\n第一部分:", 1)


def bare_parts(text: str) -> str:
    return re.sub(r"(第.部分)[:：]", r"\1 ", text)


def below_the_limit(text: str) -> str:
    instead = "拟购置固定资产总额为99999.00万元，限额以下未列入"
    return re.sub(r"拟购置固定资产总额为[\d.]+万元，已列入", instead, text)


def blank_lines(text: str) -> str:
    return text.replace("\t  2、车辆（台、辆）\n", "\t  2、车辆（台、辆）\n\n")


TRAPS: list[Callable[[str], str]] = [
    *(commas, wide, spaced, without_units, five_sources, no_operating, eight_parts, ten_parts),
    *(swapped, contents, bare_parts, below_the_limit, blank_lines),
]


@pytest.mark.parametrize("seed", range(40))
def test_a_sound_disclosure_is_left_alone_whatever_its_habits(seed: int, layouts: Layouts) -> None:
    text = dump(Figures(100 + seed))
    trap = TRAPS[seed % len(TRAPS)]
    assert trap(text) != text or trap is commas
    disclosure = read(trap(text), layouts)
    assert len(disclosure.parts) >= 9
    assert [one.message for one in part_findings(disclosure, layouts)] == []
    assert not disclosure.unplaced


def test_what_is_lacking_is_named_in_words_a_clerk_knows(layouts: Layouts) -> None:
    view = Checker(read(dump(Figures(3)), layouts), layouts["hebei-2021"]).parts.view
    assert view is not None
    lines = [one.line for one in view.checked if one.state == "unknown"]
    assert any("50万元" in line for line in lines)
    assert not any(re.search("[a-z]", line) for line in lines)
