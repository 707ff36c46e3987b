"""The department's code in a cell of its own, in a form nobody ships."""

from __future__ import annotations

from pathlib import Path

from model.layout import Layout
from tests.variants import read, word

FORM = """项目名称|乡村道路养护|实施单位|云岭市公路站
主管部门|云岭市交通运输局|主管部门编码|405
申请资金|58.60万元|执行年度|2025
预期成果|养护县乡道路286公里。{3}
指标类别|考核内容|目标值|说明
产出|养护里程|286公里|全年
满意度|群众满意度|≥85%|抽查"""


def test_code_and_name_of_the_department(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    found, _ = read(word(tmp_path / "a.docx", "财政资金绩效申报书", FORM), layouts)
    assert (found.department.code, found.department.name) == ("405", "云岭市交通运输局")
    # the first that is told stays
    twice = FORM.replace("主管部门编码|405", "主管部门编码|405\n部门编码|999{3}")
    found, _ = read(word(tmp_path / "b.docx", "财政资金绩效申报书", twice), layouts)
    assert found.department.code == "405"
