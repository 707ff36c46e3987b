"""汇总: one row an indicator, fit for filters and pivots."""

from __future__ import annotations

from pathlib import Path

from model.document.disclosure import Disclosure, TargetTable
from model.layout import Layout
from tests.exporters.excel_kit import summary_of, written


def test_summary_is_fit_for_pivoting(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> None:
    disclosure.projects.append(TargetTable(code="3", name="还没有指标", budget="1.00"))
    path = written(disclosure, hebei, tmp_path)
    sheet, rows = summary_of(path)
    assert [row["项目名称"] for row in rows] == (
        ["清水河河道清淤经费"] * 7 + ["水文站点运行费", "还没有指标"]
    )
    assert [row["指标序号"] for row in rows] == [1, 2, 3, 4, 5, 6, 7, 1, None]
    budgets = [row["预算数（万元，每项目一次）"] for row in rows]
    assert budgets == [186.5, *[None] * 6, 30, 1]
    assert rows[1]["资金用途"] == disclosure.projects[0].purpose
    assert rows[0]["3月底（%，每项目一次）"] == 0.2
    assert not sheet.merged_cells.ranges
    assert sheet.auto_filter.ref == f"A1:{sheet.dimensions.partition(':')[2]}"
    assert sheet.freeze_panes == "F2"
    assert sheet.print_title_rows == "$1:$1"
    titles = [cell.value for cell in sheet[1]]
    assert len(set(titles)) == len(titles)
    assert all(titles)
    assert max(dimension.width for dimension in sheet.column_dimensions.values()) < 60


def test_summary_takes_values_apart(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> None:
    _, rows = summary_of(written(disclosure, hebei, tmp_path))
    parts = [
        [row[f"指标值-{part}"] for part in ("符号", "数值", "上限", "单位")] for row in rows[:4]
    ]
    assert parts == [
        ["≥", 12.5, None, "公里"],
        [None, 3, 5, "万立方米"],
        ["≥", 95, None, "%"],
        [None, None, None, None],
    ]
    assert rows[1]["指标值"] == "3～5万立方米"
