from __future__ import annotations

from library.entries import OWN, Asked
from library.similar import marks
from library.store import Library
from model.document.disclosure import Indicator, TargetTable
from tests.library.kit import COUNT, OUTPUT, QUALITY, project, taught, used

RIVER = "清水河河道清淤经费"


def suggested(library: Library, table: TargetTable, **limits: str) -> dict[str, str]:
    found = library.similar(table, Asked(**limits))
    return {entry.name: found.why[entry.id] for entry in library.entries(found.ids)}


def teach_rivers(library: Library) -> None:
    library.learn(
        taught(
            project("府河河道清淤", used("清淤长度"), used("清淤土方"), year=2022),
            project("清水河河道清淤经费", used("清淤长度"), used("取土深度"), year=2023),
            project("教师培训", used("培训期数")),
            project("水利杂项", used("巡河次数"), about="城区河道清淤疏浚，清水河断面恢复"),
        )
    )


def test_what_similar_projects_use_comes_first_and_says_why(library: Library) -> None:
    teach_rivers(library)
    found = suggested(library, TargetTable(name=RIVER, goals="清水河城区段河道清淤"))
    assert list(found)[:3] == ["清淤长度", "取土深度", "清淤土方"]
    assert found["清淤长度"] == f"用于2023年“{RIVER}”等 2 个相似项目"
    assert found["清淤土方"] == "用于2022年“府河河道清淤”，与本项目相似"
    assert found["巡河次数"].startswith("用于2024年“水利杂项”")
    assert "培训期数" not in found


def test_then_common_ones_of_its_kind_of_work(library: Library) -> None:
    found = suggested(library, TargetTable(name="机关干部培训经费"))
    first = next(iter(found))
    assert found[first] == "“培训会议”类的常用指标（项目名称里有“培训”）"
    assert "参训学员满意度" in found
    assert found["验收合格率"] == "各类项目都常用的指标"
    assert "文物修复验收合格率" not in found


def test_a_project_without_a_name_gets_what_suits_all(library: Library) -> None:
    teach_rivers(library)
    assert set(suggested(library, TargetTable()).values()) == {"各类项目都常用的指标"}


def test_what_it_has_already_is_left_out(library: Library) -> None:
    teach_rivers(library)
    held = [Indicator(OUTPUT, COUNT, "清淤 长度"), Indicator(OUTPUT, QUALITY, "取土深度")]
    found = suggested(library, TargetTable(name=RIVER, indicators=held))
    assert "清淤长度" not in found
    assert "取土深度" in found


def test_a_project_is_no_example_for_itself(library: Library) -> None:
    own = project(RIVER, used("独有的"))
    library.learn(taught(own))
    table = TargetTable(name=RIVER)
    assert "独有的" in suggested(library, table)
    found = library.similar(table, Asked(), own.identity)
    assert "独有的" not in [entry.name for entry in library.entries(found.ids)]


def test_words_and_limits_hold_here_too(library: Library) -> None:
    teach_rivers(library)
    table = TargetTable(name=RIVER)
    assert list(suggested(library, table, words="qycd")) == ["清淤长度"]
    assert list(suggested(library, table, words="清淤", source=OWN)) == ["清淤长度", "清淤土方"]
    assert suggested(library, table, level2=COUNT, kind="水利工程").keys() >= {"取土深度"}


def test_projects_that_are_gone_are_no_examples(library: Library) -> None:
    library.learn(taught(project(RIVER, used("甲")), path="a.jxb"))
    table = TargetTable(name=RIVER)
    assert "甲" in suggested(library, table)
    library.learn(taught(project("别的", used("乙")), path="a.jxb"))
    assert "甲" not in suggested(library, table)


def test_words_every_project_uses_say_nothing() -> None:
    assert marks("2024年度专项资金项目补助经费", "用于保障完成年度目标 100 万元") == marks("", "")
    assert marks("河道", "") != marks("", "")
    assert marks("\ud800\ud801河道", "\x00") == marks("\ud800\ud801河道", "")
