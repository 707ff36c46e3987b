from __future__ import annotations

import copy

from model.document.disclosure import Disclosure, ItemisedGoal, Safeguard, TargetTable
from model.layout import Layout
from model.overview.completeness import filled_cells, filled_own


def test_a_full_table_is_complete(disclosure: Disclosure, hebei: Layout) -> None:
    filled, wanted = filled_cells(disclosure.projects[0], hebei)
    # 6 cells of the head, 4 percents, 7 indicators of 6 cells, 5 level 2, 1 level 1
    assert (filled, wanted) == (6 + 4 + 7 * 6 + 6, 6 + 4 + 7 * 6 + 6)


def test_every_kind_of_gap_counts_one(disclosure: Disclosure, hebei: Layout) -> None:
    table = disclosure.projects[0]
    whole = filled_cells(table, hebei)[1]
    for empty in ("code", "name", "budget", "fiscal", "purpose", "goals"):
        changed = copy.deepcopy(table)
        setattr(changed, empty, " \n")
        assert filled_cells(changed, hebei) == (whole - 1, whole), empty
    changed = copy.deepcopy(table)
    changed.plan[1] = ""
    assert filled_cells(changed, hebei) == (whole - 1, whole)
    changed = copy.deepcopy(table)
    changed.indicators[2].basis = ""
    assert filled_cells(changed, hebei) == (whole - 1, whole)


def test_what_the_form_does_not_require_does_not_count(
    disclosure: Disclosure, hebei: Layout
) -> None:
    table = disclosure.projects[0]
    before = filled_cells(table, hebei)
    table.other = ""
    assert filled_cells(table, hebei) == before


def test_behind_all_of_the_money_a_blank_is_no_gap(disclosure: Disclosure, hebei: Layout) -> None:
    table = disclosure.projects[0]
    before = filled_cells(table, hebei)
    table.plan = ["40.00%", "100.00%", "", ""]
    assert filled_cells(table, hebei) == before


def test_a_level_without_an_indicator_is_one_gap(disclosure: Disclosure, hebei: Layout) -> None:
    table = disclosure.projects[0]
    table.indicators = [item for item in table.indicators if item.level2 != "时效指标"]
    filled, wanted = filled_cells(table, hebei)
    assert wanted - filled == 1
    table.indicators = [item for item in table.indicators if item.level1 != "效益指标"]
    filled, wanted = filled_cells(table, hebei)
    assert wanted - filled == 2


def test_an_empty_table_has_nothing(hebei: Layout, national: Layout) -> None:
    assert filled_cells(TargetTable(), hebei) == (0, 6 + 4 + 6)
    filled, wanted = filled_cells(TargetTable(), national)
    assert filled == 0
    assert wanted > 0


def test_the_departments_own_text(disclosure: Disclosure, hebei: Layout) -> None:
    # year, code, name, goal; two goals of three cells, two safeguards of two
    assert filled_own(disclosure, hebei) == (14, 14)
    disclosure.safeguards = [Safeguard("加强领导", "")]
    disclosure.itemised_goals = [ItemisedGoal("", "有", "有")]
    disclosure.year = None
    assert filled_own(disclosure, hebei) == (6, 9)
    assert filled_own(Disclosure(), hebei) == (0, 6)
