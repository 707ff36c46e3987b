"""One filled target table of an invented place, as rows of cells that span, in many formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from importers.read import read_file
from model.document.disclosure import Disclosure
from model.document.report import ReadReport
from model.layout import Layout


@dataclass(frozen=True)
class Box:
    """A cell: its text, and how many rows and columns it covers."""

    text: str
    down: int = 1
    wide: int = 1


TITLE, YEAR_LINE = "项目支出绩效目标表", "（2024年度）"
GOALS = "1.为全市渡口更换救生设备；\n2.培训渡工，年底前人人持证上岗。"
INDICATORS = [
    ("成本指标", "经济成本指标", "单个渡口设备成本", "≤8000元", "20"),
    ("产出指标", "数量指标", "更换设备的渡口数", "≥36个", "20"),
    ("", "质量指标", "设备验收合格率", "100%", "10"),
    ("", "时效指标", "9月底前完成率", "≥95%", "20"),
    ("效益指标", "社会效益指标", "渡口安全事故起数", "0起", "10"),
    ("满意度指标", "服务对象满意度指标", "过渡群众满意度", "≥90%", "10"),
]


def form() -> list[list[Box]]:
    """Return the rows of the table, with what reaches down from above left out."""
    rows = [
        [Box("项目名称", 1, 2), Box("渡口安全设备更新经费", 1, 4)],
        [
            *(Box("主管部门及代码", 1, 2), Box("[212]鹭湾市交通运输局")),
            *(Box("实施单位"), Box("鹭湾市水路运输中心", 1, 2)),
        ],
        [
            *(Box("项目资金\n（万元）", 4, 2), Box("年度资金总额："), Box("57.30")),
            Box("执行率\n分值\n（10）", 4, 2),
        ],
        [Box("其中：财政拨款"), Box("50.00")],
        [Box("上年结转"), Box("7.30")],
        [Box("其他资金"), Box("0.00")],
        [Box("年度总体目标", 1, 2), Box(GOALS, 1, 4)],
    ]
    head = ["一级指标", "二级指标", "三级指标", "指标值", "分值权重\n（90）"]
    rows.append([Box("绩效指标", 7), *map(Box, head)])
    spans = {"产出指标": 3}
    for first, *rest in INDICATORS:
        begins = [Box(first, spans.get(first, 1))] if first else []
        rows.append([*begins, *map(Box, rest)])
    return rows


def assert_read(disclosure: Disclosure, year: int | None = 2024) -> None:
    """Check that every cell of the form was read."""
    assert disclosure.year == year
    (table,) = disclosure.projects
    assert table.name == "渡口安全设备更新经费"
    assert (table.budget, table.fiscal, table.other) == ("57.30", "50.00", "0.00")
    assert table.unit.name == "鹭湾市水路运输中心"
    assert table.extra["carryover"] == "7.30"
    assert table.goals == GOALS
    full, level = [], ""
    for row in INDICATORS:
        level = row[0] or level
        full.append((level, *row[1:]))
    assert [
        (item.level1, item.level2, item.name, item.value, item.extra["weight"])
        for item in table.indicators
    ] == full


def read(path: Path, layouts: dict[str, Layout]) -> tuple[Disclosure, ReadReport]:
    """Read a file with all layouts there are."""
    return read_file(path, layouts)


def placed(rows: list[list[Box]]) -> Iterator[tuple[int, int, Box]]:
    """Yield row, column and cell, columns counted with what reaches down from above."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        col = 0
        for box in row:
            while (number, col) in taken:
                col += 1
            yield number, col, box
            taken |= {(number + y, col + x) for y in range(box.down) for x in range(box.wide)}


def html_rows(rows: list[list[Box]]) -> str:
    """Return the rows as tr elements."""
    out = []
    for row in rows:
        out.append("<tr>")
        for box in row:
            spans = f" rowspan={box.down}" if box.down > 1 else ""
            spans += f" colspan={box.wide}" if box.wide > 1 else ""
            out.append(f"<td{spans}>{escape(box.text).replace(chr(10), '<br>')}</td>")
        out.append("</tr>\n")
    return "".join(out)


def html_page(rows: list[list[Box]], head: str = "") -> str:
    """Return the form as a page."""
    return (
        f"<html><head>{head}</head><body><p>{TITLE}</p><p>{YEAR_LINE}</p>"
        f"<table border=1>{html_rows(rows)}</table></body></html>"
    )


def word_rows(rows: list[list[Box]], merge: str = "vMerge") -> str:
    """Return the rows as w:tr elements; ``merge`` is the name of the merging downwards."""
    begins = {(row, col): box for row, col, box in placed(rows)}
    covers = {(row + y, col): box for (row, col), box in begins.items() for y in range(1, box.down)}
    out = []
    for number in range(len(rows)):
        out.append("<w:tr>")
        places = sorted(place for place in begins.keys() | covers.keys() if place[0] == number)
        for place in places:
            box = begins.get(place) or covers[place]
            begun = place in begins
            spans = f'<w:gridSpan w:val="{box.wide}"/>' if box.wide > 1 else ""
            if box.down > 1:
                spans += f'<w:{merge} w:val="restart"/>' if begun else f"<w:{merge}/>"
            lines = box.text.split("\n") if begun else [""]
            paras = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
            out.append(f"<w:tc><w:tcPr>{spans}</w:tcPr>{paras}</w:tc>")
        out.append("</w:tr>")
    return "".join(out)


def word_body(rows: list[list[Box]], merge: str = "vMerge") -> str:
    """Return the insides of the form's w:body."""
    titles = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (TITLE, YEAR_LINE))
    return f"{titles}<w:tbl>{word_rows(rows, merge)}</w:tbl>"
