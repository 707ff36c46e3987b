"""Tables cut, side by side, flat; what is no content; whatever is not understood is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.basics.errors import ReadError
from model.document.doubts import CELL, UNREAD
from model.layout import Layout
from model.printing.grid import Cell, Document, Grid, Paragraph
from model.recognise.general import GeneralReader
from model.recognise.recognise import recognise
from tests.variants import (
    BODY,
    HEAD,
    SIMPLE,
    TITLE,
    YEARS,
    asked,
    money_of,
    read,
    rows_of,
    sheet,
    word,
)

# tables cut, forms side by side, sheets without merged cells


def test_a_table_cut_within_a_level(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    head = "项目名称|河道清淤{3}\n预算金额（万元）|30.00{3}\n绩效目标|清淤12公里，{3}"
    first = "_|水清。{3}\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|清淤长度|12公里"
    rest = "_|质量指标|合格率|≥98%\n满意度指标|服务对象满意度指标|群众满意度|≥92%"
    for number, after in enumerate((rest, "一级指标|二级指标|三级指标|指标值\n" + rest)):
        path = word(tmp_path / f"{number}.docx", TITLE, head, "", first, "— 3 —", after)
        found, _ = read(path, layouts)
        assert rows_of(found.projects[0]) == YEARS
        assert found.projects[0].goals == "清淤12公里，\n水清。"


def test_each_row_a_table(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    rows = "项目名称|河道清淤{3}\n预算金额（万元）|30.00{3}\n绩效目标|清淤12公里。{3}\n" + SIMPLE
    rows = rows.replace("产出指标{1,2}", "产出指标").replace("\n质量指标", "\n_|质量指标")
    found, _ = read(word(tmp_path / "a.docx", TITLE, *rows.split("\n")), layouts)
    assert rows_of(found.projects[0]) == YEARS
    assert found.projects[0].budget == "30.00"


def test_forms_side_by_side(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    left = (
        f"项目名称|河道清淤{{3}}\n预算金额（万元）|30.00{{3}}\n绩效目标|清淤12公里。{{3}}\n{SIMPLE}"
    )
    left = left.replace("{1,2}", "").replace("\n质量指标", "\n_|质量指标")
    right = left.replace("河道清淤", "修路").replace("30.00", "50.00").replace("12公里", "3公里")
    both = [f"{a}|_|{b}" for a, b in zip(left.split("\n"), right.split("\n"), strict=True)]
    found, _ = read(sheet(tmp_path / "a.xlsx", "\n".join([TITLE + "{9}", *both])), layouts)
    assert [(one.name, one.budget) for one in found.projects] == [
        ("河道清淤", "30.00"),
        ("修路", "50.00"),
    ]
    assert rows_of(found.projects[0]) == YEARS
    assert found.projects[1].indicators[0].value == "3公里"


@pytest.mark.parametrize("merge", [True, False])
def test_a_sheet_with_and_without_merged_cells(
    tmp_path: Path, layouts: dict[str, Layout], *, merge: bool
) -> None:
    found, _ = read(sheet(tmp_path / "a.xlsx", TITLE + "{6}\n" + HEAD + BODY, merge=merge), layouts)
    assert money_of(found.projects[0]) == ("30.00", "20.00", "10.00")
    assert [row[:2] for row in rows_of(found.projects[0])][:2] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
    ]


def test_labels_and_texts_in_one_cell(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    text = f"""项目名称：河道清淤{{2}}|主管部门：云岭市水务局{{2}}
年度资金总额（万元）：30.00{{2}}|其中：财政拨款：20.00|其他资金：10.00
年度目标：清淤12公里。{{4}}
{SIMPLE}"""
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    table = found.projects[0]
    assert (table.name, found.department.name) == ("河道清淤", "云岭市水务局")
    assert money_of(table) == ("30.00", "20.00", "10.00")
    assert table.goals == "清淤12公里。"


# flat tables


FLAT = """2024年部门预算项目绩效目标表{8}
预算单位|项目名称|预算金额（元）|绩效目标|一级指标|二级指标|三级指标|指标值
合计|_|900,000.00|_|_|_|_|_
405001云岭市河道所{1,3}|河道清淤{1,2}|300,000.00{1,2}|清淤{1,2}|产出指标|数量指标|清淤长度|12公里
满意度指标|服务对象满意度指标|群众满意度|90%
水质监测|100,000.00|监测|产出指标|数量指标|监测次数|12次
405002云岭市水库所|水库巡查|500,000.00|巡查|产出指标|数量指标|巡查次数|50次
小计|_|500,000.00|_|_|_|_|_"""


def test_a_flat_table_of_several_units(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    found, _ = read(sheet(tmp_path / "a.xlsx", FLAT), layouts)
    assert [(one.unit.code, one.name, one.budget) for one in found.projects] == [
        ("405001", "河道清淤", "30.00"),
        ("405001", "水质监测", "10.00"),
        ("405002", "水库巡查", "50.00"),
    ]
    assert [len(one.indicators) for one in found.projects] == [2, 1, 1]


def test_one_row_a_project(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    text = """2024年度项目支出绩效目标表（万元）{7}
序号|项目名称|金额|年度总体目标|产出数量|社会效益|服务对象满意度
1|河道清淤|30.00|清淤|清淤12公里|受益3000人|≥90%
2|桥梁养护|50.00|养护|3座桥|通行安全|≥95%"""
    found, _ = read(sheet(tmp_path / "a.xlsx", text), layouts)
    assert [(one.name, one.budget, one.goals) for one in found.projects] == [
        ("河道清淤", "30.00", "清淤"),
        ("桥梁养护", "50.00", "养护"),
    ]
    assert [item.level2 for item in found.projects[0].indicators] == [
        "数量指标",
        "社会效益指标",
        "服务对象满意度指标",
    ]
    assert asked(found, CELL)


# the law


def test_what_is_not_understood_is_told_at_its_place(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    text = f"""项目名称|河道清淤{{3}}
中期资金总额（万元）|90|年度资金总额（万元）|30.00
特殊事项甲|乙乙乙{{3}}
绩效目标|清淤12公里。{{3}}
{SIMPLE}"""
    found, report = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert found.projects[0].budget == "30.00"
    assert "乙乙乙" in [item.text for item in found.unplaced]
    doubt = next(one for one in found.doubts if one.kind == UNREAD)
    assert "乙乙乙" in doubt.said
    assert "第3行" in doubt.where
    assert any("没有一个表样与这份文件完全对得上" in line for line in report.lines())


def test_two_texts_at_one_label_are_asked(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    text = f"""项目名称|河道清淤{{4}}
预算金额（万元）|30.00{{4}}
总体目标{{1,2}}|三年规划任务{{2}}|本年任务{{2}}
三年清淤36公里。{{2}}|清淤12公里。{{2}}
{SIMPLE}"""
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert "goals" in asked(found, CELL)
    assert "清淤12公里。" in [item.text for item in found.unplaced]


@pytest.mark.parametrize(
    "rows",
    [
        "备注：本表按年初预算填报。{4}",
        "填表人：甲某{2}|联系电话：0000{2}",
        "填表人|甲某|审核人|乙某",
        "单位负责人（签字）：{2}|财务负责人（签字）：{2}",
        "合计|_|_|100",
        "主管部门审核意见|同意{3}",
        "说明：1.如实填写。\\n2.按时上报。{4}",
    ],
)
@pytest.mark.parametrize("special", [True, False])
def test_rows_under_the_indicators_are_none(
    tmp_path: Path, layouts: dict[str, Layout], rows: str, *, special: bool
) -> None:
    label = "中期资金总额（万元）|90|" if special else "项目资金（万元）|"
    wide = "" if special else "{2}"
    text = f"""项目名称|河道清淤{{3}}
{label}年度资金总额|30.00{wide}
绩效目标|清淤12公里。{{3}}
{SIMPLE}
{rows}"""
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert rows_of(found.projects[0]) == YEARS
    first = rows.split("|", maxsplit=1)[0].split("{", maxsplit=1)[0].replace("\\n", "\n")
    said = [item.text + item.near for item in found.unplaced]
    # labels nobody has signed beside say nothing
    assert first.endswith("：") or any(first in text for text in said)


@pytest.mark.parametrize("prompt", ["单击或点击此处输入文字。", "选择一项。", "请输入指标值"])
def test_a_prompt_is_no_content(tmp_path: Path, layouts: dict[str, Layout], prompt: str) -> None:
    text = (HEAD + BODY).replace("≥12公里", prompt).replace("20.00", prompt)
    found, _ = read(word(tmp_path / "a.docx", TITLE, text), layouts)
    assert found.projects[0].fiscal == ""
    assert found.projects[0].indicators[0].value == ""
    assert asked(found, "prompt") == ["fiscal", "value"]


@pytest.mark.parametrize("name", ["填报样例", "填表说明", "示范表"])
def test_samples_are_no_projects(tmp_path: Path, layouts: dict[str, Layout], name: str) -> None:
    sample = (HEAD + BODY).replace("河道清淤", "XX项目（示例）")
    path = sheet(
        tmp_path / "a.xlsx",
        named={name: sample, "绩效目标表": TITLE + "{6}\n" + HEAD + BODY},
    )
    found, report = read(path, layouts)
    assert [one.name for one in found.projects] == ["河道清淤"]
    assert any(name in note for note in report.notes)


def test_a_sample_written_over_is_content(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    found, _ = read(
        sheet(tmp_path / "a.xlsx", named={"样表": TITLE + "{6}\n" + HEAD + BODY}), layouts
    )
    assert [one.name for one in found.projects] == ["河道清淤"]


HEADS = ("一级指标", "二级指标", "三级指标", "指标值")
CELLS = st.sampled_from(
    [
        *(
            "",
            "项目名称",
            "预算数（元）",
            "年度目标",
            "中期目标",
            "一级指标",
            "二级指标",
            "三级指标",
        ),
        *(
            "指标值",
            "产出指标",
            "数量指标",
            "30",
            "河道",
            "合计",
            "单位：元",
            "其他",
            "金额",
            "备注：",
        ),
        *(
            "财政拨款",
            "上年预算数",
            "本年度预算",
            "项目名称：甲",
            "12公里",
            "绩效指标",
            "年度绩效指标",
        ),
    ]
)


@given(
    st.lists(
        st.lists(st.tuples(CELLS, st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=6),
        min_size=1,
        max_size=9,
    )
)
def test_nothing_is_lost_of_any_table(rows: list[list[tuple[str, int, int]]]) -> None:
    """Whatever the labels' arrangement, each text is in a cell, kept, or a label."""
    grid = Grid(
        [
            [
                Cell(text, number, place * 3, high, wide, f"第{number + 1}行第{place + 1}格")
                for place, (text, wide, high) in enumerate(row)
            ]
            for number, row in enumerate(rows)
        ],
        18,
        "表1",
    )
    reader = GeneralReader()
    reader.grid(grid)
    reader.end()
    said = repr([found.table for found in reader.tables]) + repr(reader.unplaced)
    head = 0
    for number, row in enumerate(rows):
        # what stands among the heads of columns heads a column nobody knows
        heads = [high for text, _, high in row if text in HEADS]
        head = max([head, *(number + high for high in heads)])
        for text, _, _ in row:
            if text in ("河道", "12公里") and number >= head:
                assert text in said


def test_a_document_without_a_form_is_refused(layouts: dict[str, Layout]) -> None:
    other = Grid([[Cell("收入", 0, 0), Cell("30", 0, 1)]], 2, "表1")
    with pytest.raises(ReadError, match="没有找到绩效目标表"):
        recognise(Document([Paragraph("部门收支总表"), other]), layouts, "甲.docx")
