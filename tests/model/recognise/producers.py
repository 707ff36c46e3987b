"""One target table, to be laid out as many producers do."""

from __future__ import annotations

from collections.abc import Sequence

from model.document.disclosure import Disclosure, TargetTable
from model.document.report import ReadReport
from model.layout import Layout
from model.printing.grid import Document, Grid, Paragraph
from model.recognise import recognise
from tests.grids import Given

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
