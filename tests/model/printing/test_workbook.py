"""目录 and the department's own text as grids, and taken back from grids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from model.document.disclosure import (
    Department,
    Disclosure,
    ItemisedGoal,
    Safeguard,
    TargetTable,
    Unplaced,
)
from model.layout import LAYOUT_FOLDER, Layout, load_layout
from model.printing.fill import fill
from model.printing.grid import Cell, Grid
from model.printing.summary import summary_columns
from model.printing.workbook import index_grid, index_title, take_sheet, text_grid
from tests.grids import Given, grid

HEBEI = load_layout(LAYOUT_FOLDER / "hebei-2021.toml")
TEXTS = st.text(max_size=30) | st.sampled_from(
    ["部门名称", "序号", "合计", "类别", "总体绩效目标", "目录", " 前后 ", "一\n二", "2021"]
)


def texts_of(made: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in made.rows]


def on_a_sheet(made: Grid, title: str) -> Grid:
    """The grid as it stands on a sheet: under its title, every place named."""
    moved = [[Cell(title, 0, 0, colspan=made.columns, where="A1")]]
    for row in made.rows:
        moved.append(
            [
                Cell(
                    cell.text,
                    cell.row + 1,
                    cell.col,
                    cell.rowspan,
                    cell.colspan,
                    f"{'ABCDEFGH'[cell.col]}{cell.row + 2}",
                )
                for cell in row
            ]
        )
    return Grid(moved, made.columns, "工作表“表一”")


def insert_rows(made: Grid, before: int, rows: list[list[Cell]]) -> Grid:
    for row in made.rows[before:]:
        for cell in row:
            cell.row += len(rows)
    return Grid([*made.rows[:before], *rows, *made.rows[before:]], made.columns, made.where)


# building


def test_index_of_the_hebei_form(disclosure: Disclosure, hebei: Layout) -> None:
    assert index_title(disclosure, hebei) == "2024年度部门预算绩效文本目录"
    made = index_grid(disclosure, hebei)
    assert texts_of(made) == [
        ["部门编码", "405"],
        ["部门名称", "云岭市水务局"],
        ["预算年度", "2024"],
        ["表样", "河北省项目绩效目标表（2021年）（hebei-2021）"],
        ["序号", "项目名称", "项目编码", "预算数（万元）"],
        ["1", "清水河河道清淤经费", "130900240A1B2C3D4E5F6", "186.50"],
        ["2", "水文站点运行费", "130900240A1B2C3D4E5F7", "30.00"],
        ["合计", "216.50"],
    ]
    assert made.columns == 4
    assert made.header_rows == (4, 4)


def test_index_leaves_out_what_a_form_lacks(disclosure: Disclosure, national: Layout) -> None:
    made = index_grid(disclosure, national)
    assert texts_of(made)[4:] == [
        ["序号", "项目名称", "年度资金总额（万元）"],
        ["1", "清水河河道清淤经费", "186.50"],
        ["2", "水文站点运行费", "30.00"],
        ["合计", "216.50"],
    ]


def test_the_total_says_what_it_leaves_out(hebei: Layout) -> None:
    disclosure = Disclosure(
        projects=[
            TargetTable(budget="1,234.5"),
            TargetTable(budget="约30"),
            TargetTable(budget=""),
            TargetTable(budget="0.125"),
        ]
    )
    total = index_grid(disclosure, hebei).rows[-1]
    assert [cell.text for cell in total] == ["合计（2个项目的金额不是数字，未计入）", "1234.625"]


def test_text_grid_has_a_row_for_every_item(disclosure: Disclosure, hebei: Layout) -> None:
    disclosure.safeguards.append(Safeguard())
    assert texts_of(text_grid(disclosure, hebei)) == [
        ["类别", "标题", "绩效目标/内容", "绩效指标"],
        ["总体绩效目标", "", "围绕河湖长制开展工作。\n\n保障城乡供水。", ""],
        ["分项绩效目标", "河道治理", "河畅水清", "1.清淤12.5公里。\n2.补植岸线。"],
        ["分项绩效目标", "水文监测", "测得到", "站点12处"],
        ["工作保障措施", "加强领导", "成立专班。\n按月调度。", ""],
        ["工作保障措施", "严格管理", "专款专用。", ""],
        ["工作保障措施", "", "", ""],
    ]


def test_a_section_without_an_entry_is_called_by_its_heading(hebei: Layout) -> None:
    sections = tuple(replace(part, entry="") for part in hebei.document.text.sections)
    text = replace(hebei.document.text, sections=sections)
    layout = replace(hebei, document=replace(hebei.document, text=text))
    disclosure = Disclosure(safeguards=[Safeguard("题", "文")])
    names = [row[0] for row in texts_of(text_grid(disclosure, layout))]
    assert names == ["类别", "总体绩效目标", "工作保障措施"]


# taking back


@given(
    TEXTS,
    TEXTS,
    st.none() | st.integers(0, 9999),
    TEXTS,
    st.lists(st.builds(ItemisedGoal, TEXTS, TEXTS, TEXTS), max_size=3),
    st.lists(st.builds(Safeguard, TEXTS, TEXTS), max_size=3),
    st.lists(st.builds(TargetTable, code=TEXTS, name=TEXTS, budget=TEXTS), max_size=3),
)
def test_both_sheets_come_back_exactly(
    code: str,
    name: str,
    year: int | None,
    overall: str,
    goals: list[ItemisedGoal],
    safeguards: list[Safeguard],
    projects: list[TargetTable],
) -> None:
    given_one = Disclosure(year, Department(code, name), overall, goals, safeguards, projects)
    taken = Disclosure()
    index = on_a_sheet(index_grid(given_one, HEBEI), index_title(given_one, HEBEI))
    texts = on_a_sheet(text_grid(given_one, HEBEI), "部门整体绩效目标")
    assert take_sheet(index, "改过名", taken, HEBEI)
    assert take_sheet(texts, "Sheet2", taken, HEBEI)
    assert taken == Disclosure(year, Department(code, name), overall, goals, safeguards)


def test_what_a_clerk_does_to_a_sheet_matters_not(disclosure: Disclosure, hebei: Layout) -> None:
    index = on_a_sheet(index_grid(disclosure, hebei), "目录")
    index.rows[1][0].text = " 部 门\n编码："
    index.rows[3][1].text = "2024年"
    index.rows[5][1].text = "项目 名称"
    # LibreOffice and Excel leave rows without cells, and cells without text
    index = insert_rows(index, 2, [[], [Cell("", 3, 0), Cell(" ", 3, 1)]])
    taken = Disclosure()
    assert take_sheet(index, "x", taken, hebei)
    assert (taken.year, taken.department) == (2024, disclosure.department)
    texts = on_a_sheet(text_grid(disclosure, hebei), "部门整体绩效目标")
    texts.rows[1][0].text = "类　别"
    texts.rows[3][0].text = "二、分项绩效 目标"
    assert take_sheet(insert_rows(texts, 3, [[]]), "x", taken, hebei)
    assert taken.itemised_goals == disclosure.itemised_goals
    assert taken.safeguards == disclosure.safeguards
    assert not taken.unplaced


def test_a_parted_overall_goal_is_one_text(hebei: Layout) -> None:
    texts = grid(
        ["类别", "标题", "绩效目标/内容", "绩效指标"],
        ["总体绩效目标", "", "前一半", ""],
        ["总体绩效目标", "", "后一半", ""],
    )
    taken = Disclosure()
    assert take_sheet(texts, "x", taken, hebei)
    assert taken.overall_goal == "前一半\n后一半"


def test_what_somebody_wrote_beside_is_kept(disclosure: Disclosure, hebei: Layout) -> None:
    index = on_a_sheet(index_grid(disclosure, hebei), "2024年度部门预算绩效文本目录")
    index.rows[5].append(Cell("备注", 5, 4, where="E6"))
    index.rows[6].append(Cell("此项目合并", 6, 4, where="E7"))
    index.rows.append([Cell("制表人：张三", 9, 0, where="A10")])
    index = insert_rows(index, 1, [[Cell("请核对", 1, 0, where="A2")]])
    texts = on_a_sheet(text_grid(disclosure, hebei), "部门整体绩效目标")
    texts.rows[2][1].text = "总体的标题"
    texts.rows[5][3].text = "保障措施没有指标"
    texts.rows.append([Cell("其他", 9, 0, where="A9"), Cell("说明", 9, 2, where="C9")])
    taken = Disclosure()
    assert take_sheet(index, "目录", taken, hebei)
    assert take_sheet(texts, "文本", taken, hebei)
    where = "工作表“表一”"
    assert taken.unplaced == [
        Unplaced("请核对", where + "A2", ""),
        Unplaced("此项目合并", where + "E7", "备注"),
        Unplaced("制表人：张三", where + "A10", "序号"),
        Unplaced("总体的标题", where + "B3", "标题"),
        Unplaced("保障措施没有指标", where + "D6", "绩效指标"),
        Unplaced("其他", where + "A9", "类别"),
        Unplaced("说明", where + "C9", "绩效目标/内容"),
    ]
    assert taken.overall_goal == disclosure.overall_goal


def test_a_sheet_without_a_place_is_named_by_its_name(hebei: Layout) -> None:
    taken = Disclosure()
    made = grid(["类别", "标题", "绩效目标/内容", "绩效指标"], ["别的", "", "话", ""], where="")
    assert take_sheet(made, "文本", taken, hebei)
    assert [item.where for item in taken.unplaced] == [
        "工作表“文本”第2行第1格",
        "工作表“文本”第2行第3格",
    ]


def test_summary_is_known_and_gives_nothing(layouts: dict[str, Layout]) -> None:
    for layout in layouts.values():
        titles = [column.title for column in summary_columns(layout)]
        made = grid(list(titles), ["1"] * len(titles))
        taken = Disclosure()
        assert take_sheet(made, "汇总", taken, layout)
        assert taken == Disclosure()


@pytest.mark.parametrize("layout_id", ["hebei-2021", "national-2021"])
def test_target_tables_are_left_alone(
    disclosure: Disclosure, layouts: dict[str, Layout], layout_id: str
) -> None:
    layout = layouts[layout_id]
    for table in disclosure.projects:
        taken = Disclosure()
        assert not take_sheet(fill(disclosure, table, layout), "目录", taken, layout)
        assert taken == Disclosure()


@pytest.mark.parametrize(
    "rows",
    [
        # another producer's flat table of all projects, with department and year over it
        [
            ["部门编码", "405", "部门名称", "水务局"],
            ["预算年度", "2024"],
            ["序号", "项目名称", "一级指标", "二级指标", "三级指标", "指标值"],
            ["1", "清淤", "产出指标", "数量指标", "长度", "≥1公里"],
        ],
        # a list of projects that says nothing of department and year
        [["序号", "项目名称", "金额"], ["1", "清淤", "30"]],
        [["序号", "内容"], ["1", "话"]],
        [["类别", "标题"], ["一", "二"]],
        [],
        [["目录"]],
    ],
)
def test_other_sheets_are_left_alone(rows: list[list[Given]], hebei: Layout) -> None:
    taken = Disclosure()
    assert not take_sheet(grid(*rows), "目录", taken, hebei)
    assert taken == Disclosure()


def test_labels_far_down_are_no_head(disclosure: Disclosure, hebei: Layout) -> None:
    index = insert_rows(index_grid(disclosure, hebei), 0, [[] for _ in range(40)])
    assert not take_sheet(index, "目录", Disclosure(), hebei)
