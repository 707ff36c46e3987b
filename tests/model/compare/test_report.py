from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.compare import Run, Side, compare, text_runs
from model.compare.report import compare_report, heading, matched_by, part_name
from model.compare.visible import texts_of, visible, without_long_stretches
from model.document.disclosure import Disclosure, TargetTable
from model.layout import Layout


def test_headings_say_which_project_and_how_it_was_found(
    disclosure: Disclosure, hebei: Layout
) -> None:
    after = copy.deepcopy(disclosure)
    after.projects[0].name = "清水河 疏浚"
    after.projects[1] = TargetTable(name=" \n", purpose="水泵十台")
    sides = Side(disclosure, hebei), Side(after, hebei)
    report = compare_report(compare(*sides), *sides, ("前.docx", "后.xlsx"))
    parts = report.comparison.parts
    assert [heading(part) for part in parts] == [
        "部门的文字",
        "1. 清水河 疏浚",
        "（原第2个）水文站点运行费",
        "2. （未填项目名称）",
    ]
    assert [matched_by(part) for part in parts] == [
        "",
        "按项目编码相同对上，原名“清水河河道清淤经费”",
        "后一个文件里没有",
        "前一个文件里没有",
    ]
    assert part_name(parts[3]) == "（未填项目名称）"
    assert report.verdict == "共 3 处不同：修改 1 处，新增 1 处，删除 1 处。"
    assert (report.before.source, report.after.source) == ("前.docx", "后.xlsx")
    assert report.before.whose == "云岭市水务局，2024年，2 个项目"


def test_projects_without_a_difference_are_named(disclosure: Disclosure, hebei: Layout) -> None:
    side = Side(disclosure, hebei)
    report = compare_report(compare(side, side), side, side, ("甲", "乙"))
    assert report.verdict == "两个文件的内容没有不同。"
    assert report.parts == []
    assert report.same == ["1. 清水河河道清淤经费", "2. 水文站点运行费"]


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        (Run("insert", " 改 动 "), "␣改 动␣"),
        (Run("delete", "\u3000\t"), "□→"),
        (Run("insert", "一\r\n"), "一↵\n"),
        (Run("insert", "\n"), "↵\n"),
        (Run("equal", " 不变 \n"), " 不变 \n"),
        (Run("equal", "甲\x01乙\ud800\u200b\x7f"), "甲␁乙⟨D800⟩⟨200B⟩␡"),
        (Run("insert", "👩\u200d👩"), "👩⟨200D⟩👩"),
    ],
)
def test_what_cannot_be_seen_is_shown(run: Run, shown: str) -> None:
    assert visible(run) == shown


def test_of_long_equal_stretches_only_what_stands_beside_a_change_is_kept() -> None:
    first, second, third = ("".join(map(chr, range(n, n + 300))) for n in (20000, 21000, 22000))
    before = f"{first}清淤{second}疏浚{third}"
    after = f"{first}{second}修坝{third}"
    shown = without_long_stretches(text_runs(before, after), 5)
    around = first[-5:], second[:5] + "……" + second[-5:], third[:5] + "……"
    assert texts_of(shown) == (
        f"……{around[0]}清淤{around[1]}疏浚{around[2]}",
        f"……{around[0]}{around[1]}修坝{around[2]}",
    )


@given(st.text("甲乙\n ", max_size=80), st.text("甲乙\n ", max_size=80))
def test_what_changed_is_never_left_out(before: str, after: str) -> None:
    runs = text_runs(before, after)
    kept = without_long_stretches(runs, 3)
    assert [run for run in kept if run.kind != "equal"] == [
        run for run in runs if run.kind != "equal"
    ]
    assert len(kept) == len(runs)
