"""Mends are honest: none takes away a fault that was planted beside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from model.checks import check, mend_all
from model.checks.base import Example
from model.checks.samples import sound
from model.document.cells import CellRef, get_cell, set_cell
from model.layout import load_layouts

HEBEI = load_layouts()["hebei-2021"]
PURPOSE = CellRef("0", "purpose")
PLANTED = (
    ("A05", "培训？？人"),
    ("A05", "按云交发〔2024〕  号"),
    ("A05", "覆盖××个村"),
    ("A05", "2024年  月底"),
    ("E03", "按云交发〔2023〕018号"),
    ("E03", "按云交发〔203〕18号"),
    ("F06", "联系电话13812345678"),
    ("F04", "修补路面以及"),
    ("A05", "修补路面（此处填里程）"),
    ("F08", "修补路面的的里程"),
    ("F10", "修补路面#REF!"),
    ("E03", "按云交发23年18号"),
    ("F06", "经办人张建国"),
    ("F09", "修补１２处"),
)
"""Faults with the code that finds them: no mending of spaces or marks may take them away."""
BESIDE = ("修补,清沟", "项目资金30 万元", "路面  修补", "清沟。。", "云财建[2022]7号", " 乡道 ")
CURED = {"E03"}
"""Codes whose own mending cures the fault."""


@given(
    st.lists(st.sampled_from(PLANTED), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(BESIDE), min_size=1, max_size=4, unique=True),
    st.randoms(use_true_random=False),
)
def test_mending_never_lowers_the_number_of_faults_planted_beside_it(planted, beside, rng) -> None:  # type: ignore[no-untyped-def]
    pieces = [text for _, text in planted] + beside
    rng.shuffle(pieces)
    disclosure = sound(Example(cells={}))
    set_cell(disclosure, PURPOSE, "，".join(pieces))
    before = {one.code for one in check(disclosure, HEBEI) if one.ref == PURPOSE}
    mend_all(disclosure, HEBEI)
    after = {one.code for one in check(disclosure, HEBEI) if one.ref == PURPOSE}
    text = get_cell(disclosure, PURPOSE)
    for code, _ in planted:
        assert code in CURED or code not in before or code in after, text


def test_what_holds_a_number_s_place_is_not_collapsed() -> None:
    disclosure = sound(Example(cells={}))
    set_cell(disclosure, PURPOSE, "按云交发〔2024〕  号培训？？人，修补路面。。")
    mend_all(disclosure, HEBEI)
    found = {one.code for one in check(disclosure, HEBEI) if one.ref == PURPOSE}
    assert "A05" in found
    assert "F02" not in found
