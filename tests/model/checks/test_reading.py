"""What a reader was not sure of is told at its cell, each doubt once."""

from __future__ import annotations

import pytest

from model.checks import check
from model.checks.base import Example
from model.checks.samples import sound
from model.document.cellref import CellRef
from model.document.doubts import CELL, UNIT, Doubt
from model.layout import Layout


@pytest.mark.parametrize("kind", [CELL, UNIT])
def test_several_doubts_of_a_cell_are_one_finding_with_all_their_words(
    hebei: Layout, kind: str
) -> None:
    disclosure = sound(Example(cells={}))
    table = disclosure.projects[0]
    ref = CellRef(table.id, "purpose")
    said = ("读作甲。", "也可能是乙。", "读作甲。")
    disclosure.doubts = [Doubt(kind=kind, ref=ref, said=one, held=table.purpose) for one in said]
    found = [one for one in check(disclosure, hebei) if one.code[0] == "R"]
    assert [(one.ref, one.message) for one in found] == [(ref, "读作甲。 也可能是乙。")]


def test_a_doubt_of_no_cell_is_told_at_the_indicators_or_the_year(hebei: Layout) -> None:
    disclosure = sound(Example(cells={}))
    table = disclosure.projects[0]
    disclosure.doubts = [
        Doubt(kind=CELL, ref=CellRef(table.id), said="表里。"),
        Doubt(kind=CELL, said="文件里。"),
    ]
    found = {one.message: one.ref for one in check(disclosure, hebei) if one.code == "R03"}
    assert found["文件里。"] == CellRef("", "year")
    assert found["表里。"].table == table.id
    assert found["表里。"].field
