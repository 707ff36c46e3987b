"""The same target table as many producers lay it out: all must read the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from model.basics.errors import LayoutError, ReadError
from model.document.disclosure import Disclosure, TargetTable
from model.document.report import ReadReport
from model.layout import Layout
from model.printing.fill import fill
from model.printing.grid import Document, Grid, Paragraph
from model.recognise import recognise
from tests.grids import Given, grid

INDICATORS = [
    ("产出指标", "数量指标", "清淤长度", "长度", "≥12.5公里", "方案"),
    ("产出指标", "数量指标", "清淤土方", "土方", "3～5万立方米", "方案"),
    ("产出指标", "质量指标", "验收合格率", "占比", "≥95%", "合同"),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "居民", "≥90%", "问卷"),
]
HEADER = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
MERGED_BODY: list[list[Given]] = [
    [("产出指标", 1, 3), ("数量指标", 1, 2), *INDICATORS[0][2:]],
    [*INDICATORS[1][2:]],
    ["质量指标", *INDICATORS[2][2:]],
    [*INDICATORS[3]],
]


def head(other: str = "6.50", unit: str = "单位：万元") -> list[list[Given]]:
    return [
        [("405001云岭市水务局本级", 5), (unit, 2)],
        ["项目编码", ("C24", 2), "项目名称", ("清淤经费", 3)],
        [
            ("预算规模及资金用途", 1, 2),
            "预算数",
            "186.50",
            "其中：财政资金",
            "180.00",
            "其他资金",
            other,
        ],
        [("用于清淤", 6)],
        [("资金支出计划（%）", 1, 2), "3月底", ("6月底", 2), ("10月底", 2), "12月底"],
        ["20.00%", ("50.00%", 2), ("80.00%", 2), ""],
        ["绩效目标", ("1.清淤\n2.行洪", 6)],
    ]


def wide(rows: list[list[Given]]) -> list[list[Given]]:
    """Give the indicator rows the head's seven columns: the third column two wide."""
    made = []
    for row in rows:
        at = len(row) - 4
        made.append([*row[:at], (str(row[at]), 2), *row[at + 1 :]])
    return made


def body() -> list[list[Given]]:
    return wide([list(HEADER), *MERGED_BODY])


def read(
    blocks: Sequence[Grid | Paragraph], layouts: dict[str, Layout], layout_id: str = ""
) -> tuple[Disclosure, ReadReport]:
    return recognise(Document(list(blocks)), layouts, "某局.docx", layout_id)


def assert_whole(table: TargetTable) -> None:
    assert (table.unit.code, table.unit.name) == ("405001", "云岭市水务局本级")
    assert (table.code, table.name) == ("C24", "清淤经费")
    assert (table.budget, table.fiscal, table.other) == ("186.50", "180.00", "6.50")
    assert table.purpose == "用于清淤"
    assert table.plan == ["20.00%", "50.00%", "80.00%", ""]
    assert table.goals == "1.清淤\n2.行洪"
    assert_indicators(table)


def assert_indicators(table: TargetTable) -> None:
    assert [
        (i.level1, i.level2, i.name, i.description, i.value, i.basis) for i in table.indicators
    ] == INDICATORS


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


def test_a_row_the_form_does_not_have_is_kept_and_reported(layouts: dict[str, Layout]) -> None:
    rows = head()
    rows.insert(2, ["项目负责人", ("王某", 2), "联系电话", ("0000", 3)])
    found, report = read([grid(*rows, *body())], layouts)
    assert_whole(found.projects[0])
    kept = [item.text for item in found.unplaced]
    assert kept == ["项目负责人", "王某", "联系电话", "0000"]
    assert all(item.table == found.projects[0].id for item in found.unplaced)
    assert "第3行第2格" in found.unplaced[1].where
    assert any("王某" in line for line in report.lines())


def test_a_remark_after_the_indicators_is_kept(layouts: dict[str, Layout]) -> None:
    found, _ = read([grid(*head(), *body(), [("备注：分两年实施", 7)])], layouts)
    assert_whole(found.projects[0])
    assert [item.text for item in found.unplaced] == ["备注：分两年实施"]


def test_other_tables_are_no_target_tables_but_kept(layouts: dict[str, Layout]) -> None:
    other = grid(
        ["项目名称", "2023年", "2024年", "单位：万元"],
        ["公务接待费", "4.50", "4.00", ""],
        where="表1",
    )
    again = grid(["项目名称", "数量"], ["打印机", "2"], where="表3")
    found, _ = read([other, grid(*head(), *body(), where="表2"), again], layouts)
    assert len(found.projects) == 1
    assert_whole(found.projects[0])
    assert "公务接待费\t4.50\t4.00" in found.unplaced[0].text
    assert len(found.unplaced) == 2


def test_the_form_inside_a_cell_of_another_table(layouts: dict[str, Layout]) -> None:
    inner = grid(*head(), *body())
    outer = grid(["清淤经费绩效目标表"], [""])
    outer.rows[1][0].nested = [inner]
    found, _ = read([outer], layouts)
    assert_whole(found.projects[0])


def test_a_small_table_inside_a_cell_becomes_its_text(layouts: dict[str, Layout]) -> None:
    table = grid(*head(), *body())
    purpose = table.rows[3][0]
    purpose.nested = [grid(["人工", "2"], ["材料", "3"])]
    found, _ = read([table], layouts)
    assert found.projects[0].purpose == "用于清淤\n人工\t2\n材料\t3"


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


def test_a_column_the_form_does_not_have_is_kept(layouts: dict[str, Layout]) -> None:
    rows: list[list[Given]] = [[*HEADER, "责任科室"]]
    rows += [[*item, "工程科"] for item in INDICATORS]
    found, _ = read([grid(*head()), grid(*rows)], layouts)
    assert_whole(found.projects[0])
    assert [item.text for item in found.unplaced].count("工程科") == 4


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


def test_no_target_table_is_said(layouts: dict[str, Layout]) -> None:
    with pytest.raises(ReadError, match="没有找到绩效目标表"):
        read([Paragraph("会议纪要"), grid(["姓名", "电话"], ["王某", "1"])], layouts)


def test_an_unknown_layout_is_said(layouts: dict[str, Layout]) -> None:
    with pytest.raises(LayoutError, match="hebei-2021"):
        read([grid(*head(), *body())], layouts, "hebei-1999")


def test_a_whole_performance_table_of_the_department_is_no_project(
    layouts: dict[str, Layout],
) -> None:
    department = grid(
        ["部门名称", ("云岭市水务局", 5)],
        ["年度总体目标", ("河畅水清", 5)],
        HEADER,
        *[list(item) for item in INDICATORS],
    )
    found, _ = read([department, Paragraph("清淤经费绩效目标表"), grid(*head(), *body())], layouts)
    assert len(found.projects) == 1
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


def test_the_year_in_a_cell_above_the_table(layouts: dict[str, Layout]) -> None:
    rows: list[list[Given]] = [
        [("2024年部门预算绩效文本", 7)],
        [("清淤经费绩效目标表", 7)],
        *head(),
        *body(),
    ]
    found, _ = read([grid(*rows)], layouts)
    assert found.year == 2024
    assert_whole(found.projects[0])


def test_a_further_column_of_the_form(layouts: dict[str, Layout]) -> None:
    header = ["一级指标", "二级指标", "三级指标", "指标解释", "指标值", "分值权重（90）"]
    rows: list[list[Given]] = [
        [("（2023年度）", 6)],
        ["项目名称", ("观测", 5)],
        ["主管部门及代码", ("[156]某局", 2), "实施单位", ("某中心", 2)],
        ["年度总体目标", ("观测到", 5)],
        list(header),
        ["产出指标", "数量指标", "站点", "运行的站点", "≥12个", "20"],
    ]
    found, report = read([grid(*rows)], layouts)
    assert report.layout.startswith("national-2021")
    assert found.year == 2023
    assert found.projects[0].indicators[0].extra == {"explanation": "运行的站点", "weight": "20"}
    assert not found.unplaced


def test_a_heading_alone_in_a_row_of_a_sheet_is_no_section(layouts: dict[str, Layout]) -> None:
    rows: list[list[Given]] = [[("二、分项绩效目标", 7)], *head(), *body()]
    found, _ = read([grid(*rows)], layouts)
    assert found.itemised_goals == []
    assert_whole(found.projects[0])


def test_a_departments_name_in_a_table_is_not_guessed_from_a_heading(
    disclosure: Disclosure, layouts: dict[str, Layout]
) -> None:
    national = layouts["national-2021"]
    disclosure.year = 2022
    document = Document(
        [
            Paragraph("海川省图书馆项目支出绩效目标"),
            Paragraph("（2022年度）"),
            *(fill(disclosure, table, national) for table in disclosure.projects),
        ]
    )
    found, _ = recognise(document, layouts, "甲.docx", national.id)
    assert found.year == 2022
    assert found.department == disclosure.department
    assert [one.text for one in found.unplaced] == ["海川省图书馆项目支出绩效目标"]
