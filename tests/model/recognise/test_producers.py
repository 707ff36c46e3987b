"""The same target table as many producers lay it out: all must read the same."""

from __future__ import annotations

from decimal import Decimal

from model.layout import Layout
from model.printing.grid import Grid, Paragraph
from tests.grids import Given, grid
from tests.model.recognise.producers import (
    HEADER,
    INDICATORS,
    MERGED_BODY,
    assert_whole,
    body,
    head,
    read,
    wide,
)


def test_merged_as_on_paper(layouts: dict[str, Layout]) -> None:
    found, report = read([grid(*head(), *body())], layouts)
    assert_whole(found.projects[0])
    assert not found.unplaced
    assert report.layout.startswith("hebei-2021")


def test_head_and_indicators_in_two_tables(layouts: dict[str, Layout]) -> None:
    blocks: list[Grid | Paragraph] = [
        grid(*head()),
        Paragraph(""),
        grid(HEADER, *MERGED_BODY),
    ]
    found, _ = read(blocks, layouts)
    assert len(found.projects) == 1
    assert_whole(found.projects[0])


def test_blank_cells_where_others_merge(layouts: dict[str, Layout]) -> None:
    rows: list[list[Given]] = [list(HEADER)]
    last = ("", "")
    for item in INDICATORS:
        level1 = "" if item[0] == last[0] else item[0]
        level2 = "" if item[:2] == last else item[1]
        rows.append([level1, level2, *item[2:]])
        last = (item[0], item[1])
    found, _ = read([grid(*head()), grid(*rows)], layouts)
    assert_whole(found.projects[0])


def test_values_repeated_where_others_merge(layouts: dict[str, Layout]) -> None:
    rows: list[list[Given]] = []
    for row in head():
        spread: list[Given] = []
        for cell in row:
            text, colspan = (cell[0], cell[1]) if isinstance(cell, tuple) else (str(cell), 1)
            spread += [text] * colspan
        rows.append(spread)
    rows[3] = ["预算规模及资金用途", *rows[3]]
    rows[5] = ["资金支出计划（%）", *rows[5]]
    for item in [tuple(HEADER), *INDICATORS]:
        rows.append([*item[:2], item[2], item[2], *item[3:]])
    found, _ = read([grid(*rows)], layouts)
    assert_whole(found.projects[0])
    assert not found.unplaced


def test_labels_as_people_type_them(layouts: dict[str, Layout]) -> None:
    rows = head()
    rows[0][1] = ("单位:万元", 2)
    rows[1][0], rows[1][2] = "项 目\n编 码", "*项目名称："
    rows[2][0] = ("预算规模\n及资金用途", 1, 2)
    rows[2][3] = "其中: 财政资金"
    rows[4][0] = ("资金支出计划(%)", 1, 2)
    rows[4][1] = "3 月底"
    rows[6][0] = "绩 效 目 标"
    header = [
        "一级\n指标",
        "二级\n指标",
        "三级 指标",
        "绩效指标\n描述",
        "指 标 值",
        "指标值\n确定依据",
    ]
    found, _ = read([grid(*rows, *wide([list(header), *MERGED_BODY]))], layouts)
    assert_whole(found.projects[0])


def test_level_names_broken_over_lines_are_the_forms_own(layouts: dict[str, Layout]) -> None:
    rows: list[list[Given]] = [list(HEADER), ["产出\n指标", "数量\n 指标", "名", "述", "1个", "据"]]
    found, _ = read([grid(*head()), grid(*rows)], layouts)
    indicator = found.projects[0].indicators[0]
    assert (indicator.level1, indicator.level2) == ("产出指标", "数量指标")


def test_title_inside_the_table_and_projects_below_one_another(
    layouts: dict[str, Layout],
) -> None:
    first: list[list[Given]] = [[("1.清淤经费绩效目标表", 7)], *head(), *body()]
    second: list[list[Given]] = [[("2.清淤经费绩效目标表", 7)], *head(), *body()]
    found, _ = read([grid(*first, [("", 7)], *second)], layouts)
    assert len(found.projects) == 2
    for table in found.projects:
        assert_whole(table)
    assert not found.unplaced


def test_unit_line_above_the_table(layouts: dict[str, Layout]) -> None:
    line = Paragraph("405001云岭市水务局本级      单位：万元")
    found, _ = read([line, grid(*head()[1:], *body())], layouts)
    assert_whole(found.projects[0])


def test_another_money_unit_is_turned_into_wan(layouts: dict[str, Layout]) -> None:
    rows = head(unit="单位：元")
    rows[2][2], rows[2][4], rows[2][6] = "1,865,000.00", "1800000", "65000"
    found, _ = read([grid(*rows, *body())], layouts)
    assert_whole(found.projects[0])


def test_columns_in_another_order(layouts: dict[str, Layout]) -> None:
    order = [0, 1, 2, 4, 5, 3]
    rows: list[list[Given]] = [[HEADER[i] for i in order]]
    rows += [[item[i] for i in order] for item in INDICATORS]
    found, _ = read([grid(*head()), grid(*rows)], layouts)
    assert_whole(found.projects[0])


def test_rows_in_another_order(layouts: dict[str, Layout]) -> None:
    rows = head()
    moved = [rows[0], rows[1], rows[6], *rows[2:6]]
    found, _ = read([grid(*moved, *body())], layouts)
    assert_whole(found.projects[0])


def test_a_plan_beside_its_dates(layouts: dict[str, Layout]) -> None:
    rows = head()
    rows[4:6] = [["3月底", "20.00%", "6月底", "50.00%", "10月底", "80.00%", "12月底"]]
    found, _ = read([grid(*rows, *body())], layouts)
    assert found.projects[0].plan == ["20.00%", "50.00%", "80.00%", ""]


def test_numbers_without_a_format_are_printed_by_the_form(layouts: dict[str, Layout]) -> None:
    rows = head()
    rows[2][2], rows[2][4], rows[2][6] = Decimal("186.5"), Decimal(180), Decimal("6.5")
    rows[5] = [Decimal("0.2"), Decimal("0.5"), "", Decimal("0.8"), "", Decimal(1)]
    found, _ = read([grid(*rows, *body())], layouts)
    table = found.projects[0]
    assert (table.budget, table.fiscal, table.other) == ("186.50", "180.00", "6.50")
    assert table.plan == ["20.00%", "50.00%", "80.00%", "100.00%"]


def test_plan_numbers_over_one_are_percents(layouts: dict[str, Layout]) -> None:
    rows = head()
    rows[5] = [Decimal(1), Decimal(30), "", Decimal(60), "", Decimal(100)]
    found, _ = read([grid(*rows, *body())], layouts)
    assert found.projects[0].plan == ["1.00%", "30.00%", "60.00%", "100.00%"]


def test_a_block_broken_over_two_tables_with_its_header_repeated(
    layouts: dict[str, Layout],
) -> None:
    first = grid(*head(), *wide([list(HEADER), list(INDICATORS[0]), list(INDICATORS[1])]))
    second = grid(HEADER, list(INDICATORS[2]), list(INDICATORS[3]))
    found, _ = read([first, second], layouts)
    assert_whole(found.projects[0])


def test_a_block_that_goes_on_without_header(layouts: dict[str, Layout]) -> None:
    first = grid(*head(), *wide([list(HEADER), list(INDICATORS[0]), list(INDICATORS[1])]))
    second = grid(*wide([list(INDICATORS[2]), list(INDICATORS[3])]))
    found, _ = read([first, second], layouts)
    assert_whole(found.projects[0])


def test_a_basis_merged_over_rows_is_every_rows(layouts: dict[str, Layout]) -> None:
    rows: list[list[Given]] = [
        list(HEADER),
        [*INDICATORS[0][:5], ("共同依据", 1, 2)],
        [*INDICATORS[1][:5]],
    ]
    found, _ = read([grid(*head()), grid(*rows)], layouts)
    assert [i.basis for i in found.projects[0].indicators] == ["共同依据", "共同依据"]


def test_operator_and_number_in_two_cells_of_one_column(layouts: dict[str, Layout]) -> None:
    rows: list[list[Given]] = [
        [*HEADER[:4], ("指标值", 2), HEADER[5]],
        ["产出指标", "数量指标", "名", "述", "≥", "5个", "据"],
    ]
    found, _ = read([grid(*head()), grid(*rows)], layouts)
    assert found.projects[0].indicators[0].value == "≥5个"


def test_side_label_and_empty_spare_rows(layouts: dict[str, Layout]) -> None:
    rows: list[list[Given]] = [[("绩效指标", 1, 7), *HEADER]]
    rows += [list(item) for item in INDICATORS]
    rows += [["", "", "", "", "", ""], ["", "", "", "", "", ""]]
    found, _ = read([grid(*head()), grid(*rows)], layouts)
    assert_whole(found.projects[0])
    assert not found.unplaced


def test_cells_left_out_by_the_producer(layouts: dict[str, Layout]) -> None:
    table = grid(*head(), *body())
    table.rows = [[cell for cell in row if cell.text or cell.rowspan > 1] for row in table.rows]
    found, _ = read([table], layouts)
    assert_whole(found.projects[0])


def test_where_each_table_came_from(layouts: dict[str, Layout]) -> None:
    _, report = read(
        [grid(*head(), *body(), where="工作表“甲”"), grid(*head(), *body(), where="工作表“乙”")],
        layouts,
    )
    assert [(origin.where, origin.indicators) for origin in report.tables] == [
        ("工作表“甲”", 4),
        ("工作表“乙”", 4),
    ]
