from __future__ import annotations

from model.document.disclosure import Disclosure, Indicator, TargetTable
from model.layout import Layout
from model.printing.fill import fill
from model.printing.grid import Cell
from model.printing.leftout import fields_left_out


def covered(grid_rows: list[list[Cell]], columns: int) -> None:
    taken: set[tuple[int, int]] = set()
    for row in grid_rows:
        for cell in row:
            for r in range(cell.row, cell.row + cell.rowspan):
                for c in range(cell.col, cell.col + cell.colspan):
                    assert (r, c) not in taken
                    taken.add((r, c))
    assert taken == {(r, c) for r in range(len(grid_rows)) for c in range(columns)}


def test_the_grid_is_whole(disclosure: Disclosure, layouts: dict[str, Layout]) -> None:
    for layout in layouts.values():
        for table in disclosure.projects:
            grid = fill(disclosure, table, layout)
            covered(grid.rows, grid.columns)


def test_equal_levels_become_one_cell(disclosure: Disclosure, hebei: Layout) -> None:
    grid = fill(disclosure, disclosure.projects[0], hebei)
    spans = {cell.text: cell.rowspan for row in grid.rows[8:] for cell in row if cell.col < 2}
    assert spans == {
        "产出指标": 5,
        "数量指标": 2,
        "质量指标": 1,
        "时效指标": 1,
        "成本指标": 1,
        "效益指标": 1,
        "生态效益指标": 1,
        "满意度指标": 1,
        "服务对象满意度指标": 1,
    }


def test_level2_does_not_merge_across_level1(hebei: Layout) -> None:
    table = TargetTable(indicators=[Indicator("甲", "同名", "1"), Indicator("乙", "同名", "2")])
    grid = fill(Disclosure(), table, hebei)
    assert [cell.rowspan for row in grid.rows[8:] for cell in row if cell.text == "同名"] == [1, 1]


def test_money_and_unit_are_printed(disclosure: Disclosure, hebei: Layout) -> None:
    texts = [
        cell.text for row in fill(disclosure, disclosure.projects[0], hebei).rows for cell in row
    ]
    assert texts[:2] == ["405001云岭市水务局本级", "单位：万元"]
    assert "186.50" in texts
    assert "6.50" in texts


def test_what_a_form_has_no_cell_for_is_named(disclosure: Disclosure, national: Layout) -> None:
    assert fields_left_out(disclosure, national) == [
        "项目编码",
        "资金用途",
        "资金支出计划",
        "绩效指标描述",
        "指标值确定依据",
    ]


def test_a_form_that_shows_all_leaves_nothing_out(disclosure: Disclosure, hebei: Layout) -> None:
    assert fields_left_out(disclosure, hebei) == []


def test_a_further_column_is_printed_where_it_holds_something(national: Layout) -> None:
    table = TargetTable(indicators=[Indicator("产出指标", "数量指标", "站点", value="1个")])
    plain = [cell.text for cell in fill(Disclosure(), table, national).rows[7]]
    assert "指标解释" not in plain
    table.indicators[0].extra["explanation"] = "运行的站点"
    grid = fill(Disclosure(), table, national)
    covered(grid.rows, grid.columns)
    assert [cell.text for cell in grid.rows[7]] == [
        "一级指标",
        "二级指标",
        "三级指标",
        "指标解释",
        "指标值",
        "分值权重（90）",
    ]
    assert [cell.text for cell in grid.rows[8]][2:4] == ["站点", "运行的站点"]
