"""One truth: what is filled, sound and confirmed; 100 % only of what can be sent."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from model.checks import Checker
from model.checks.base import Severity
from model.checks.names import CARRIED_CODE
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.overview.completeness import filled_cells
from model.overview.progress import progress

CODES = st.sampled_from(["A01", "A03", "B02", "D12", CARRIED_CODE, "E04"])
COUNTS = st.dictionaries(st.tuples(CODES, st.sampled_from(Severity)), st.integers(0, 60))


@given(st.integers(0, 40), st.integers(0, 40), COUNTS)
def test_the_parts_make_up_what_is_filled(
    filled: int, more: int, standing: dict[tuple[str, Severity], int]
) -> None:
    now = progress((filled, filled + more), standing)
    assert now.good >= 0 <= now.wrong
    assert now.good + now.wrong + now.carried == filled
    errors = sum(n for (_, severity), n in standing.items() if severity is Severity.ERROR)
    assert now.sendable == (errors == 0)
    assert 0 <= now.percent <= (100 if now.sendable else 99)


def test_what_is_full_of_errors_is_not_whole() -> None:
    now = progress((90, 90), {("D12", Severity.ERROR): 40, (CARRIED_CODE, Severity.ERROR): 7})
    assert (now.wrong, now.carried, now.percent, now.sendable) == (40, 7, 47, False)
    assert now.words == "已填 90 格，应填 90 格，有错误 40 格，待确认 7 格，还不能报送"
    assert progress((90, 90), {("D12", Severity.WARNING): 3}).percent == 100
    missing = progress((88, 90), {("A01", Severity.ERROR): 2})
    assert (missing.wrong, missing.percent) == (0, 97)


def test_letters_in_a_money_cell_do_not_fill_it(disclosure: Disclosure, hebei: Layout) -> None:
    table = disclosure.projects[0]
    filled, wanted = filled_cells(table, hebei)
    table.budget = "abc"
    assert filled_cells(table, hebei) == (filled - 1, wanted)
    found = Checker(disclosure, hebei).findings()
    ref = CellRef(table.id, "budget")
    counts = Counter((one.code, one.severity) for one in found if one.ref == ref)
    assert not progress(filled_cells(table, hebei), counts).sendable
