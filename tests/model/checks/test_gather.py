"""One fault in many cells is told once, with every cell, and mended as one."""

from __future__ import annotations

from model.checks import check, default_profile, mend_all, review, sort_out
from model.checks.base import Example, Finding, Severity
from model.checks.gather import each_cell, gathered
from model.checks.judging import judge
from model.checks.report import count, file_report, full_message
from model.checks.samples import sound
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.layout import load_layouts

HEBEI = load_layouts()["hebei-2021"]
FIXED = "云交发〔2023〕18号"
REPEATED = {
    # code → a cell and what is wrong in it, the same in every project
    "E01": ("basis", "云交发【2023】18号"),
    "E02": ("basis", "上级文件精神"),
    "E03": ("basis", "云交发202318号"),
    "E05": ("basis", "绩效目标表"),
    "F01": ("description", "完成  修补的里程"),
    "F02": ("description", "完成修补,验收的里程"),
    "F08": ("description", "按装路灯的里程"),
    "F09": ("description", "完成修补１２公里的里程"),
    "G01": ("description", "2019年完成修补的里程"),
    "D09": ("value", ">=12公里"),
    "D20": ("value", "≥12场"),
}


def spoilt(field: str, text: str) -> Disclosure:
    disclosure = sound(Example(cells={}, projects=3))
    for table in disclosure.projects:
        item = table.indicators[0]
        setattr(item, field, text)
        if text == "≥12场":
            item.name = "培训人数"
    return disclosure


def of(code: str, findings: list[Finding]) -> list[Finding]:
    return [one for one in findings if one.code == code]


def test_every_family_tells_a_repeated_fault_once_with_all_its_places() -> None:
    for code, (field, text) in REPEATED.items():
        disclosure = spoilt(field, text)
        raw = of(code, check(disclosure, HEBEI))
        assert len(raw) == 3, code
        (one,) = of(code, judge(disclosure, HEBEI, default_profile()).found.standing)
        assert [one.ref, *(more.ref for more in one.repeats)] == [more.ref for more in raw], code
        assert full_message(disclosure, one).endswith("共 3 处。相同的有第 2、3 个项目。")
        assert each_cell([one]) == raw


def test_other_wrong_numbers_are_other_faults() -> None:
    disclosure = spoilt("basis", "云交发202318号")
    disclosure.projects[1].indicators[0].basis = "云财建20227号"
    assert [len(one.places) for one in of("E03", gathered(check(disclosure, HEBEI)))] == [2, 1]


def test_what_every_cell_must_be_given_by_itself_is_told_by_itself() -> None:
    disclosure = spoilt("basis", "")
    assert len(of("A04", gathered(check(disclosure, HEBEI)))) == 3


def test_mending_mends_them_all() -> None:
    disclosure = spoilt(*REPEATED["E01"])
    done = mend_all(disclosure, HEBEI)
    assert [one.after for one in done] == [FIXED] * 3
    assert not of("E01", check(disclosure, HEBEI))


def test_a_cell_somebody_vouched_for_is_no_place_of_it() -> None:
    disclosure = spoilt(*REPEATED["E01"])
    first, *others = of("E01", check(disclosure, HEBEI))
    marks = [review(disclosure, first, "原文如此", "张三", "2024-03-01")]
    found = sort_out(disclosure, [first, *others], marks)
    (one,) = gathered(found.standing)
    assert one.places == tuple(finding.ref for finding in others)


def test_the_report_counts_it_once_and_lists_its_places() -> None:
    disclosure = spoilt(*REPEATED["E01"])
    rules = default_profile()
    found = judge(disclosure, HEBEI, rules).found
    report = file_report("甲.jxb", disclosure, HEBEI, found, rules.name)
    rows = [
        row for part in report.parts for group in part.groups for row in group.rows if row.repeats
    ]
    (row,) = rows
    assert len(row.also) == 2
    assert row.also[0].startswith("第2个项目第1个指标")
    assert [(one.number, one.fix) for one in row.repeats] == [(2, FIXED), (3, FIXED)]
    assert row.also_text.startswith("还有 2 处：")
    # the other projects have something to be mended: they are not among the clean
    assert not any(name.startswith(("2.", "3.")) for name in report.clean)
    warnings = list(Severity).index(Severity.WARNING)
    assert report.counts == count(found.standing)
    assert report.counts[warnings] == len(
        [one for one in found.standing if one.severity == Severity.WARNING]
    )


def test_cells_to_be_confirmed_are_one_fault_in_each_project() -> None:
    disclosure = sound(Example(cells={}, projects=2))
    for table in disclosure.projects:
        disclosure.carried |= {CellRef(table.id, "goals"), CellRef(table.id, "purpose")}
    raw = of("G02", check(disclosure, HEBEI))
    assert len(raw) == 4
    folded = of("G02", gathered(raw))
    assert [one.ref.table for one in folded] == [table.id for table in disclosure.projects]
    assert each_cell(folded) == raw
