from __future__ import annotations

import copy

from library.harvest import ABOUT_MOST, harvest, identity_of
from model.document.disclosure import Disclosure, Indicator
from model.layout import Layout


def test_what_a_disclosure_teaches(disclosure: Disclosure, hebei: Layout) -> None:
    taught = harvest(disclosure, hebei, "a.jxb")
    assert (taught.path, taught.department, taught.year) == ("a.jxb", "云岭市水务局", 2024)
    first, second = taught.projects
    assert (first.name, first.code) == ("清水河河道清淤经费", "130900240A1B2C3D4E5F6")
    assert len(first.uses) == 7
    assert first.uses[0].value == "≥12.5公里"
    assert first.about.startswith("1.完成城区段清淤。")
    assert first.identity == identity_of(disclosure, disclosure.projects[0])
    assert first.identity != second.identity


def test_levels_are_called_as_the_form_calls_them(disclosure: Disclosure, hebei: Layout) -> None:
    table = disclosure.projects[1]
    table.indicators = [
        Indicator("效果指标", "社会\n效益", "甲"),
        Indicator("满意度指标", "满意度指标", "乙"),
        Indicator("别的", "没有 见过的", "丙"),
        Indicator("产出指标", "数量指标", " \n"),
    ]
    uses = harvest(disclosure, hebei).projects[1].uses
    assert [(one.level1, one.level2) for one in uses] == [
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
        ("别的", "没有 见过的"),
    ]


def test_the_same_project_is_known_whatever_file_it_comes_from(
    disclosure: Disclosure, hebei: Layout
) -> None:
    other = copy.deepcopy(disclosure)
    other.department.name = "云岭市 水务局"
    other.projects[0].name = "清水河清淤经费"
    same = [harvest(one, hebei, path).projects for one, path in ((disclosure, "a"), (other, "b"))]
    assert same[0][0].identity == same[1][0].identity
    assert same[0][0].digest() != same[1][0].digest()
    other.year = 2025
    assert harvest(other, hebei, "b").projects[0].identity != same[0][0].identity


def test_without_code_department_or_year_projects_are_still_told_apart(
    disclosure: Disclosure, hebei: Layout
) -> None:
    disclosure.department.name = disclosure.department.code = ""
    disclosure.year = None
    for table in disclosure.projects:
        table.code, table.name = "", "同名"
    one = [project.identity for project in harvest(disclosure, hebei, "a").projects]
    other = [project.identity for project in harvest(disclosure, hebei, "b").projects]
    assert len({*one, *other}) == 4


def test_what_it_takes_is_its_own(disclosure: Disclosure, hebei: Layout) -> None:
    disclosure.projects[0].goals = "目" * 5000 + "\ud800"
    taught = harvest(disclosure, hebei)
    digest = taught.projects[0].digest()
    disclosure.projects[0].indicators[0].value = "改了"
    assert taught.projects[0].digest() == digest
    assert len(taught.projects[0].about) == ABOUT_MOST


def test_an_explanation_stands_for_a_description_that_is_missing(
    disclosure: Disclosure, national: Layout
) -> None:
    item = Indicator("产出指标", "数量指标", "甲", extra={"explanation": "按台账统计"})
    disclosure.projects[1].indicators = [item]
    assert harvest(disclosure, national).projects[1].uses[0].description == "按台账统计"
