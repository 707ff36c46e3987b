"""汇总 as columns and rows."""

from __future__ import annotations

from itertools import chain

from msgspec.structs import replace

from model.document.disclosure import Disclosure, TargetTable, Unit
from model.layout import ColumnSpec, Layout
from model.printing.summary import KEY_COLUMNS, summary_columns, summary_rows


def test_columns_of_the_hebei_form(hebei: Layout) -> None:
    columns = summary_columns(hebei)
    assert [column.title for column in columns] == [
        "序号",
        "预算单位编码",
        "预算单位名称",
        "项目编码",
        "项目名称",
        "预算数（万元，每项目一次）",
        "其中：财政资金（万元，每项目一次）",
        "其他资金（万元，每项目一次）",
        "资金用途",
        "3月底（%，每项目一次）",
        "6月底（%，每项目一次）",
        "10月底（%，每项目一次）",
        "12月底（%，每项目一次）",
        "绩效目标",
        "指标序号",
        "一级指标",
        "二级指标",
        "三级指标",
        "绩效指标描述",
        "指标值",
        "指标值确定依据",
        "指标值-符号",
        "指标值-数值",
        "指标值-上限",
        "指标值-单位",
    ]
    kinds = {column.kind for column in columns if column.once}
    assert kinds == {"money", "percent"}
    assert not any(column.once for column in columns[:KEY_COLUMNS])


def test_every_form_gives_each_column_a_heading_of_its_own(layouts: dict[str, Layout]) -> None:
    for layout in layouts.values():
        titles = [column.title for column in summary_columns(layout)]
        assert len(set(titles)) == len(titles)


def test_a_heading_that_comes_again_is_numbered(national: Layout) -> None:
    columns = [*national.table.columns[:-1], ColumnSpec(label="年度总体目标", field="a")]
    layout = replace(national, table=replace(national.table, columns=columns))
    titles = [column.title for column in summary_columns(layout)]
    assert [title for title in titles if title.startswith("年度总体目标")] == [
        "年度总体目标",
        "年度总体目标（2）",
    ]


def test_rows_fit_the_columns(disclosure: Disclosure, layouts: dict[str, Layout]) -> None:
    disclosure.projects.append(TargetTable(Unit("1", "单位"), "c", "没有指标"))
    for layout in layouts.values():
        columns = summary_columns(layout)
        rows = list(summary_rows(disclosure, layout))
        assert [len(found.indicators) for found in rows] == [7, 1, 1]
        for found in rows:
            for texts in found.indicators:
                assert len(found.project) + len(texts) == len(columns)
        assert rows[2].project[:5] == ["3", "1", "单位", "c", "没有指标"]
        assert not any(rows[2].indicators[0])


def test_values_stand_under_their_headings(disclosure: Disclosure, national: Layout) -> None:
    disclosure.projects[0].indicators[0].extra["weight"] = "20"
    disclosure.projects[0].extra["carryover"] = "5.00"
    titles = [column.title for column in summary_columns(national)]
    first = next(iter(summary_rows(disclosure, national)))
    row = dict(zip(titles, chain(first.project, first.indicators[0]), strict=True))
    assert row["上年结转（万元，每项目一次）"] == "5.00"
    assert row["主管部门及代码"] == "[405]云岭市水务局"
    assert row["项目编码"] == "130900240A1B2C3D4E5F6"
    assert row["分值权重（90）"] == "20"
    assert row["指标值"] == "≥12.5公里"
    assert [row[f"指标值-{part}"] for part in ("符号", "数值", "上限", "单位")] == [
        "≥",
        "12.5",
        "",
        "公里",
    ]
