"""Cells by the names a clerk reads on the form."""

from __future__ import annotations

import pytest

from model.checks import cell_name, project_number
from model.checks.base import Example
from model.checks.names import BLOCK, SPENDING, column_name, shortened
from model.checks.samples import sound
from model.document.cells import CellRef
from model.layout import Layout, load_layout
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("ref", "name"),
    [
        (CellRef("0", "purpose"), "资金用途"),
        (CellRef("0", "plan.3"), "资金支出计划（12月底）"),
        (CellRef("0", BLOCK), "绩效指标"),
        (CellRef("0", "value", "0-质量指标"), "第2个指标“路面修补验收合格率”的指标值"),
        (CellRef("0", "value", "gone"), "指标值"),
        (CellRef("", "overall_goal"), "总体绩效目标"),
        (CellRef("", "itemised_goals.1.indicators"), "分项绩效目标（二）绩效指标"),
        (CellRef("", "safeguards.0.text"), "工作保障措施（一）正文"),
        (CellRef("", SPENDING), "部门项目支出"),
        (CellRef("", "elsewhere"), "elsewhere"),
    ],
)
def test_a_cell_has_the_name_the_form_gives_it(ref: CellRef, name: str, hebei: Layout) -> None:
    assert cell_name(sound(Example(cells={})), hebei, ref) == name


def test_names_come_from_the_form(layouts: dict[str, Layout]) -> None:
    national = layouts["national-2021"]
    disclosure = sound(Example(cells={}, layout=national.id))
    assert cell_name(disclosure, national, CellRef("0", "goals")) == "年度总体目标"
    assert column_name(national, "weight") == "分值权重（90）"
    flat = load_layout(ROOT / "tests" / "data" / "sichuan-flat.toml")
    assert column_name(flat, "value") == "指标值"


def test_projects_are_counted_from_one() -> None:
    disclosure = sound(Example(cells={}, projects=3))
    assert [project_number(disclosure, key) for key in ("0", "2", "", "gone")] == [1, 3, 0, 0]


def test_long_names_are_cut_on_one_line() -> None:
    assert shortened("一\n二") == "一 二"
    assert shortened("长" * 20) == "长" * 15 + "…"
