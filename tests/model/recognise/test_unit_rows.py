"""Rows that name a unit, or sum up, among the projects of a flat table are no projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.layout import Layout
from tests.variants import read, rows_of, sheet, word

YUNNAN = """2025年部门项目支出绩效目标表{10}
单位名称：云岭市水务局{5}|单位：元{5}
单位名称、项目名称|项目年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|指标内容
云岭市河道所|_|_|_|_|_|_|_|_|_
河道清淤|清淤12公里。|产出指标|数量指标|清淤长度|≥|12|公里|定量指标|河道
_|_|满意度指标|服务对象满意度指标|群众满意度|≥|90|%|定量指标|问卷
堤防养护|养护堤防。|产出指标|数量指标|养护长度|≥|30|公里|定量指标|堤防
402003云岭市桥梁所|_|_|_|_|_|_|_|_|_
桥梁加固|加固5座。|产出指标|数量指标|加固座数|＝|5|座|定量指标|桥梁
养老服务中心|建成1处。|产出指标|数量指标|建成数|＝|1|处|定量指标|项目"""

FLAT = """项目名称|实施单位|预算数（万元）|一级指标|二级指标|三级指标|指标值
合计|_|60.00|_|_|_|_
_|云岭市河道所小计|30.00|_|_|_|_
河道清淤|云岭市河道所|30.00|产出指标|数量指标|清淤长度|≥12公里
_|_|_|满意度指标|服务对象满意度指标|群众满意度|≥90%
桥梁加固|云岭市桥梁所|30.00|产出指标|数量指标|加固座数|5座
小计|_|60.00|产出指标|数量指标|两项|_"""


@pytest.mark.parametrize("make", [word, sheet])
def test_a_units_row_above_its_projects(
    tmp_path: Path, layouts: dict[str, Layout], make: object
) -> None:
    name = "a.docx" if make is word else "a.xlsx"
    found, _ = read((word if make is word else sheet)(tmp_path / name, YUNNAN), layouts)
    assert [(one.name, one.unit.code, one.unit.name) for one in found.projects] == [
        ("河道清淤", "", "云岭市河道所"),
        ("堤防养护", "", "云岭市河道所"),
        ("桥梁加固", "402003", "云岭市桥梁所"),
        ("养老服务中心", "402003", "云岭市桥梁所"),
    ]
    assert [len(one.indicators) for one in found.projects] == [2, 1, 1, 1]


def test_a_name_alone_that_is_no_units_is_a_project(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    text = YUNNAN.replace("云岭市河道所", "河道保洁", 1)
    found, _ = read(sheet(tmp_path / "a.xlsx", text), layouts)
    assert [one.name for one in found.projects][:2] == ["河道保洁", "河道清淤"]


@pytest.mark.parametrize("total", ["小计", "云岭市河道所合计", "其中："])
def test_a_row_that_sums_up_is_no_project(
    tmp_path: Path, layouts: dict[str, Layout], total: str
) -> None:
    text = FLAT.replace("小计|_|60.00", f"{total}|_|60.00")
    found, report = read(sheet(tmp_path / "a.xlsx", text), layouts)
    assert [(one.name, one.unit.name, one.budget) for one in found.projects] == [
        ("河道清淤", "云岭市河道所", "30.00"),
        ("桥梁加固", "云岭市桥梁所", "30.00"),
    ]
    assert [len(one.indicators) for one in found.projects] == [2, 1]
    assert sum("60.00" in item.text for item in report.unplaced) == 2


HUBEI = """项目名称|河道清淤{3}
项目类别|本级支出项目|项目性质|持续性项目
立项依据|水发〔2023〕4号{3}
项目预算（万元）{1,3}|成本构成|金额|测算依据
机械费|30.00|12公里
合计|30.00|_
绩效目标|清淤12公里。{3}
一级指标|二级指标|绩效标准|当年预期实现值
产出指标|清淤长度|台账|≥12公里
产出指标|数量指标|台账|3次
满意度指标|群众满意度|问卷|≥90%"""


def test_where_the_second_level_is_the_last_it_names_the_indicator(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    title = "云岭市2025年市直部门预算项目支出绩效目标表"
    found, _ = read(word(tmp_path / "a.docx", title, HUBEI), layouts)
    rows = [(item.level2, item.name, item.value) for item in found.projects[0].indicators]
    assert rows == [
        ("", "清淤长度", "≥12公里"),
        ("数量指标", "", "3次"),
        ("", "群众满意度", "≥90%"),
    ]


def test_a_departments_form_names_the_department(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    text = """部门（单位）名称{2}|云岭市水务局{4}
年度主要任务{1,3}|任务名称{1,2}|主要内容{1,2}|预算金额（万元）{3}
总额|财政拨款|其他资金
清淤|河道清淤|30.00|20.00|10.00
年度总体目标|清淤12公里。{5}
年度绩效指标{1,3}|一级指标|二级指标|三级指标{2}|指标值
产出指标|数量指标|清淤长度{2}|≥12公里
满意度指标|服务对象满意度指标|群众满意度{2}|≥90%"""
    title = "部门（单位）整体支出绩效目标申报表"
    found, _ = read(word(tmp_path / "a.docx", title, "（2025年度）", text), layouts)
    assert (found.department.name, found.projects[0].name) == ("云岭市水务局", "云岭市水务局")
    assert not [doubt for doubt in found.doubts if "部门名称" in doubt.said]


UNKNOWN = """项目|乡村道路养护|承办单位|云岭市公路站
申请资金|58.60万元|执行年度|2025
预期成果|养护县乡道路286公里。{3}
指标类别|考核内容|目标值|说明
产出|养护里程|286公里|全年
效益|优良路率|≥92%|检测
满意度|群众满意度|≥85%|抽查"""


def test_a_form_nobody_ships_is_read_by_the_fields_labels(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    found, _ = read(word(tmp_path / "a.docx", "财政资金绩效申报书", UNKNOWN), layouts)
    table = found.projects[0]
    assert (table.name, table.unit.name, table.budget) == ("乡村道路养护", "云岭市公路站", "58.60")
    assert found.year == 2025
    assert table.goals == "养护县乡道路286公里。"
    rows = [(item.level1, item.name, item.value) for item in table.indicators]
    assert rows == [
        ("产出", "养护里程", "286公里"),
        ("效益", "优良路率", "≥92%"),
        ("满意度", "群众满意度", "≥85%"),
    ]


def test_a_list_of_costs_headed_by_xiangmu_begins_no_project(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    text = """项目名称|河道清淤{3}
实施单位|云岭市河道所|预算数（万元）|30.00
支出明细{1,3}|项目|金额|说明
机械费|20.00|租用
人工费|10.00|12人
绩效目标|清淤12公里。{3}
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|清淤长度|≥12公里
满意度指标|服务对象满意度指标|群众满意度|≥90%"""
    found, report = read(word(tmp_path / "a.docx", "河道整治任务书", text), layouts)
    (table,) = found.projects
    assert (table.name, table.budget, len(table.indicators)) == ("河道清淤", "30.00", 2)
    assert "人工费" in "".join(item.text for item in report.unplaced)


WIDE = """2024年部门预算项目绩效目标表{9}
单位编码（项目编码）{1,3}|单位（项目）名称{1,3}|项目金额（万元）{1,3}|绩效目标{6}
成本指标{2}|产出指标{2}|效益指标{2}
三级指标|指标值|三级指标|指标值|三级指标|指标值
402001|云岭市河道所|50|_|_|_|_|_|_
41000021R01|河道清淤|30|清淤成本|≤30万元|清淤长度|≥12公里|受益人口|≥3000人
41000021R02|堤防加固|20|加固成本|≤20万元|加固长度|5公里|防洪能力|20年一遇
402002|云岭市桥梁所|7|_|_|_|_|_|_
41000021R03|桥梁检测|7|检测成本|≤7万元|检测座数|5座|通行改善|≥5处"""


def test_a_units_row_with_the_sum_of_its_projects(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    found, report = read(sheet(tmp_path / "a.xlsx", WIDE), layouts)
    assert [(one.code, one.name, one.unit.code, one.unit.name) for one in found.projects] == [
        ("41000021R01", "河道清淤", "402001", "云岭市河道所"),
        ("41000021R02", "堤防加固", "402001", "云岭市河道所"),
        ("41000021R03", "桥梁检测", "402002", "云岭市桥梁所"),
    ]
    assert [one.budget for one in found.projects] == ["30", "20", "7"]
    assert [rows_of(one)[1][2:] for one in found.projects] == [
        ("清淤长度", "≥12公里"),
        ("加固长度", "5公里"),
        ("检测座数", "5座"),
    ]
    kept = [one.text for one in report.unplaced if one.near == "合计行"]
    assert kept == ["402001\t云岭市河道所\t50", "402002\t云岭市桥梁所\t7"]


def test_money_that_is_no_sum_makes_no_unit_of_a_project(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    text = WIDE.replace("402002|云岭市桥梁所|7|", "402002|养老服务中心|9|")
    found, _ = read(sheet(tmp_path / "a.xlsx", text), layouts)
    assert [one.name for one in found.projects][2:] == ["养老服务中心", "桥梁检测"]


SUMS = """项目全称|河道清淤{3}
预算主管单位|云岭市水务局{3}
预算数（万元）|30{3}
一级目标|二级目标|三级目标|目标值
产出指标|数量指标|清淤长度|≥12公里
满意度指标|服务对象满意度指标|群众满意度|≥90%"""


@pytest.mark.parametrize("total", ["本页合计", "其中：", "部门合计", "小  计", "合计数"])
def test_a_sum_under_the_indicators_is_none(
    tmp_path: Path, layouts: dict[str, Layout], total: str
) -> None:
    found, report = read(word(tmp_path / "a.docx", f"{SUMS}\n{total}|_|_|100"), layouts)
    (table,) = found.projects
    assert (table.name, table.budget) == ("河道清淤", "30")
    assert [row[2:] for row in rows_of(table)] == [("清淤长度", "≥12公里"), ("群众满意度", "≥90%")]
    assert any("100" in item.text for item in report.unplaced)


LAST = """项目名称|河道清淤{3}
项目预算（万元）|30{3}
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|清淤次数|3次
产出指标|清淤长度|_|≥12公里
_|护岸长度|≥5公里|_
满意度指标|群众评价|_|≥90%"""


def test_an_indicator_in_the_second_levels_column(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    found, _ = read(word(tmp_path / "a.docx", LAST), layouts)
    assert rows_of(found.projects[0]) == [
        ("产出指标", "数量指标", "清淤次数", "3次"),
        ("产出指标", "", "清淤长度", "≥12公里"),
        ("产出指标", "", "护岸长度", "≥5公里"),
        ("满意度指标", "", "群众评价", "≥90%"),
    ]


def test_indicators_under_the_second_level_without_a_third(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    text = LAST.replace("三级指标|", "绩效标准|").replace("数量指标|清淤次数|", "清淤次数|台账|")
    text = text.replace("|≥5公里|_", "|台账|≥5公里")
    found, _ = read(word(tmp_path / "a.docx", text), layouts)
    assert [row[1:] for row in rows_of(found.projects[0])] == [
        ("", "清淤次数", "3次"),
        ("", "清淤长度", "≥12公里"),
        ("", "护岸长度", "≥5公里"),
        ("", "群众评价", "≥90%"),
    ]


def test_the_unit_a_list_of_costs_names_in_its_head_holds(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    """Ten thousand times too much, and not asked, before."""
    text = HUBEI.replace("项目预算（万元）", "项目预算").replace("|金额|", "|金额（元）|")
    text = text.replace("30.00", "1,380.50")
    title = "云岭市2025年市直部门预算项目支出绩效目标表"
    found, _ = read(word(tmp_path / "a.docx", title, text), layouts)
    assert found.projects[0].budget == "0.13805"
    assert found.projects[0].extra["costs.0.amount"] == "0.13805"
