"""Rules drawn in every way that programs draw them give the same table."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.pdf.reader import read_pdf
from tests.importers.pdf import kit

CELLS: list[kit.Spec] = [
    (0, 0, 1, 1, "项目名称"),
    (0, 1, 1, 3, "云岭县图书馆免费开放"),
    (1, 0, 2, 1, "预算规模"),
    (1, 1, 1, 1, "预算数"),
    (1, 2, 1, 2, "48.00"),
    (2, 1, 1, 3, "用于场馆水电、活动，见附件（一）"),
    (3, 0, 1, 1, "一级指标"),
    (3, 1, 1, 1, "三级指标"),
    (3, 2, 1, 1, "指标值"),
    (3, 3, 1, 1, ""),
    (4, 0, 2, 1, "产出指标"),
    (4, 1, 1, 1, "开放天数"),
    (4, 2, 1, 1, "≥300天"),
    (4, 3, 1, 1, "云财教〔2023〕8号"),
    (5, 1, 1, 1, "一"),
    (5, 2, 1, 1, "=1+1"),
    (5, 3, 1, 1, "A&B<C"),
]
WIDTHS, HEIGHTS = (80.0, 120.0, 100.0, 150.0), (24.0,) * 6


def _table() -> kit.Table:
    return kit.Table(CELLS, WIDTHS, HEIGHTS)


@pytest.mark.parametrize(
    "rules",
    [
        kit.strokes,
        kit.thick,
        kit.boxes,
        kit.dots,
        kit.dashes,
        kit.double,
        kit.thin_thick,
        kit.rectangles,
    ],
)
def test_rules_of_every_kind_make_the_same_cells(tmp_path: Path, rules: kit.Drawer) -> None:
    path = tmp_path / "表.pdf"
    page = kit.canvas(path)
    _table().draw(page, rules)
    page.save()
    (grid,) = kit.grids(read_pdf(path))
    assert kit.specs(grid) == CELLS


@pytest.mark.parametrize("left_out", ["left", "right", "both"])
def test_a_table_open_at_its_sides_keeps_its_outer_columns(tmp_path: Path, left_out: str) -> None:
    path = tmp_path / "表.pdf"
    page = kit.canvas(path)
    table = _table()
    left, _, right, _ = table.outer()
    gone = {"left": {left}, "right": {right}, "both": {left, right}}[left_out]
    kit.strokes(
        page, [line for line in table.sides() if not (line[0] == line[2] and line[0] in gone)]
    )
    table.write(page)
    page.save()
    (grid,) = kit.grids(read_pdf(path))
    assert kit.specs(grid) == CELLS


def test_a_table_without_its_lowest_rule_keeps_its_last_row(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    page = kit.canvas(path)
    table = _table()
    bottom = table.outer()[3]
    kit.strokes(page, [line for line in table.sides() if not line[1] == line[3] == bottom])
    table.write(page)
    page.save()
    (grid,) = kit.grids(read_pdf(path))
    assert kit.specs(grid) == CELLS


def test_white_rules_are_not_seen(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    page = kit.canvas(path)
    _table().draw(page)
    page.setStrokeColorRGB(1, 1, 1)
    kit.strokes(page, [(75.0, 100.0, 75.0, 244.0), (60.0, 105.0, 510.0, 105.0)])
    page.save()
    (grid,) = kit.grids(read_pdf(path))
    assert kit.specs(grid) == CELLS


def test_grounds_are_no_rules(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    page = kit.canvas(path)
    table = _table()
    page.setFillGray(0.8)
    left, top, right, _ = table.outer()
    page.rect(left, kit.HEIGHT - top - 24, right - left, 24, stroke=0, fill=1)
    page.setFillGray(0)
    table.draw(page)
    page.save()
    (grid,) = kit.grids(read_pdf(path))
    assert kit.specs(grid) == CELLS


def test_tables_inside_forms_are_placed_by_their_matrices(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    page = kit.canvas(path)
    page.beginForm("inner")
    page.setFont(kit.FONT, kit.SIZE)
    _table().draw(page)
    page.endForm()
    page.beginForm("outer")
    page.translate(10, 5)
    page.doForm("inner")
    page.endForm()
    page.scale(0.9, 0.9)
    page.doForm("outer")
    page.save()
    (grid,) = kit.grids(read_pdf(path))
    assert kit.specs(grid) == CELLS


def test_a_frame_around_the_page_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    page = kit.canvas(path)
    page.rect(30, 30, 535, 782)
    _table().draw(page)
    page.drawString(60, kit.HEIGHT - 80, "云岭县图书馆免费开放绩效目标表")
    page.save()
    document = read_pdf(path)
    (grid,) = kit.grids(document)
    assert kit.specs(grid) == CELLS
    assert kit.texts(document) == ["云岭县图书馆免费开放绩效目标表"]


def test_two_tables_beside_each_other_stay_two(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    page = kit.canvas(path)
    first = [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1.00"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2.00")]
    kit.Table(first, (60, 60), (20, 20)).draw(page)
    kit.Table(first, (60, 60), (23, 20), left=300, top=101).draw(page)
    page.save()
    assert [kit.specs(grid) for grid in kit.grids(read_pdf(path))] == [first, first]
