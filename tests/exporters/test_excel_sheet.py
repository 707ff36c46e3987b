"""Whatever a text holds, the workbook holds it too."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.document.disclosure import Disclosure, Indicator, TargetTable
from model.layout import LAYOUT_FOLDER, Layout, load_layout
from model.printing.fill import fill
from model.printing.grid import Grid
from model.printing.workbook import index_grid, text_grid
from tests.exporters.excel_kit import LETTERS, raw_texts, written

HOSTILE = st.text(
    st.sampled_from(
        "一二<>&\"' =+@_x0041FfeE\t\n\r\x0b\x00\x1f\ud800\udfff\ufffe\uffff😀\u2028\x85"
    ),
    max_size=24,
) | st.sampled_from(
    [
        "_x0041_",
        "_x005F_x0041_",
        "_x0041_x0042_",
        "_x000D_x000D_x000D_",
        "<r>粗</r>",
        "<r><t>x</t></r>",
        "]]>",
        "{=1}",
        "  前后空格  ",
        "\n\n换行\n",
        "=cmd|' /C calc'!A0",
        "0012",
        "1E5",
        "TRUE",
        "2024-01-01",
    ]
)


@given(st.lists(HOSTILE, min_size=8, max_size=8))
@settings(max_examples=40)
def test_every_text_goes_through_unchanged(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    hebei = load_layout(LAYOUT_FOLDER / "hebei-2021.toml")
    code, name, purpose, goals, level1, description, value, overall = texts
    table = TargetTable(code=code, name=name, purpose=purpose, goals=goals)
    table.indicators = [Indicator(level1, "二级", "名", description, value, "据")]
    disclosure = Disclosure(2024, overall_goal=overall, projects=[table])
    sheets = raw_texts(written(disclosure, hebei, tmp_path_factory.mktemp("x")))
    grids = [index_grid(disclosure, hebei), text_grid(disclosure, hebei)]
    grids.append(fill(disclosure, table, hebei))
    for cells, grid in zip(sheets.values(), grids, strict=False):
        assert_shows(cells, grid)
    assert {text for text in texts[:7] if text} <= set(sheets["汇总"].values())


def assert_shows(cells: dict[str, str], grid: Grid) -> None:
    """The sheet, under its title, has exactly the grid's texts."""
    for row in grid.rows:
        for cell in row:
            found = cells.get(f"{LETTERS[cell.col]}{cell.row + 2}", "")
            number = cell.kind in ("money", "percent", "number")
            assert found == ("" if number else cell.text)


def test_a_long_text_of_hard_characters_is_not_cut(hebei: Layout, tmp_path: Path) -> None:
    # written with escapes, it is far longer than a cell's limit
    text = "<r>" + "<&_x0041_x0042_\ud800" * 1600
    disclosure = Disclosure(2024, overall_goal=text)
    assert raw_texts(written(disclosure, hebei, tmp_path))["部门整体绩效目标"]["C3"] == text
