from __future__ import annotations

from pathlib import Path

import pytest

from model.layout import LAYOUT_FOLDER, Layout, load_layouts


def test_two_forms_ship(layouts: dict[str, Layout]) -> None:
    assert {"hebei-2021", "national-2021"} <= set(layouts)


def test_levels_of_the_forms(hebei: Layout, national: Layout) -> None:
    assert [level.name for level in hebei.levels] == ["产出指标", "效益指标", "满意度指标"]
    assert national.levels[0].name == "成本指标"
    output = hebei.levels[0]
    assert [level2.name for level2 in output.level2 if level2.required] == [
        "数量指标",
        "质量指标",
        "时效指标",
        "成本指标",
    ]


@pytest.mark.parametrize("name", ["hebei-2021", "national-2021"])
def test_every_row_fills_the_grid(layouts: dict[str, Layout], name: str) -> None:
    layout = layouts[name]
    width = len(layout.table.columns_mm)
    down = [0] * width
    for row in layout.placed_head:
        covered = [col for col in range(width) if down[col]]
        for col, spec in row:
            covered += range(col, col + spec.span)
            for taken in range(col, col + spec.span):
                down[taken] = spec.height
        assert sorted(covered) == list(range(width))
        down = [max(0, rest - 1) for rest in down]
    assert sum(column.span for _, column in layout.placed_columns) == width
    text_width = layout.page.width_mm - layout.page.left_mm - layout.page.right_mm
    assert round(sum(layout.table.columns_mm), 6) <= text_width


def edited(tmp_path: Path, old: str, new: str) -> Path:
    text = (LAYOUT_FOLDER / "hebei-2021.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "edited.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_further_folder_adds_a_form(tmp_path: Path) -> None:
    edited(tmp_path, 'id = "hebei-2021"', 'id = "elsewhere"')
    assert "elsewhere" in load_layouts(tmp_path)


@pytest.mark.parametrize(
    ("text", "unit", "bare", "held"),
    [
        ("30.00", "", False, "30.00"),
        ("30", "", False, "30"),
        ("30", "", True, "30.00"),
        ("0", "", True, "0"),
        ("0.00", "", False, "0.00"),
        ("1,234.50", "", False, "1234.50"),
        ("300000", "元", False, "30.00"),
        ("300,000.00元", "", False, "30.00"),
        ("待定", "", False, "待定"),
        ("67.600", "", False, "67.600"),
        ("0.125", "", True, "0.125"),
    ],
)
def test_amounts_as_the_model_holds_them(
    hebei: Layout, text: str, unit: str, bare: bool, held: str
) -> None:
    assert hebei.read_amount("other", text, unit, bare) == held


@pytest.mark.parametrize(
    ("text", "bare", "held"),
    [
        ("60.00%", False, "60.00%"),
        ("60％", False, "60%"),
        ("60", False, "60.00%"),
        ("60 %", False, "60%"),
        ("33.333", True, "33.333%"),
        ("待定", False, "待定"),
        ("", False, ""),
    ],
)
def test_percents_as_the_model_holds_them(hebei: Layout, text: str, bare: bool, held: str) -> None:
    assert hebei.read_percent(text, bare) == held
