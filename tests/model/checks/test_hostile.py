"""No text is too strange or too long for the checks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.checks import check
from model.checks.base import Example
from model.checks.samples import sound
from model.layout import load_layouts

LAYOUTS = load_layouts()
HEBEI = LAYOUTS["hebei-2021"]
COLUMNS = ["level1", "level2", "name", "description", "value", "basis"]


PIECES = [
    "〔2021〕",
    "【",
    "号",
    "1",
    "2023年",
    "，",
    "\n",
    " ",
    "≥",
    "%",
    "万元",
    "（",
    "”",
    "第",
    "项目资金",
]
STRANGE = ["\x00", "\U0001f600", "\ud800", "=1+1", "<&>", "\t", "１２", "．", "五", "是"]
HOSTILE = st.lists(st.sampled_from(PIECES + STRANGE), max_size=30).map("".join) | st.text(
    max_size=60
)


@given(st.lists(HOSTILE, min_size=8, max_size=8), st.integers(-1, 3000))
def test_no_text_is_too_strange(texts: list[str], year: int) -> None:
    disclosure = sound(Example(cells={}, projects=2))
    disclosure.year = None if year < 0 else year
    table = disclosure.projects[0]
    table.name, table.purpose, table.goals, table.budget, table.code = texts[:5]
    item = table.indicators[0]
    item.name, item.description, item.value = texts[5:]
    item.basis = disclosure.overall_goal = texts[0]
    table.plan[1] = texts[1]
    for finding in check(disclosure, HEBEI):
        assert finding.fix is None or isinstance(finding.fix, str)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "，",
        "\n",
        " ",
        "）",
        "（",
        "【2021】",
        "1,",
        "有关规定",
        "1 元",
        "项目资金1万元",
        "\n、",
    ],
)
def test_ten_thousand_characters_are_checked(piece: str) -> None:
    disclosure = sound(Example(cells={}))
    long = (piece * 10000)[:10000] + "x"
    table = disclosure.projects[0]
    table.purpose = table.goals = table.name = table.budget = long
    for name in COLUMNS[2:]:
        setattr(table.indicators[0], name, long)
    found = {(finding.code, finding.ref.field) for finding in check(disclosure, HEBEI)}
    # a budget of such a text is no amount, whatever else is wrong with it
    assert ("B02", "budget") in found
