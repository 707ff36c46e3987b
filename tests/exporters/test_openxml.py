"""Every kind of Word and Excel file the program writes holds to the standard, part by part."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator, ValidationSeverity

from benchmarks.generate import make_disclosure
from exporters.checkreport import write_report
from exporters.collect import collecting
from exporters.comparereport import write_comparison
from exporters.excel import write_excel
from exporters.word import write_word
from importers.read import read_file
from model.checks import check, default_profile, review, sort_out
from model.checks.report import FileReport, file_report
from model.collect.collect import FileToCollect, Rules, collect
from model.compare import Side, compare
from model.compare.report import compare_report
from model.document.disclosure import Department, Disclosure, ItemisedGoal, Safeguard, TargetTable
from model.layout import Layout
from tests.conftest import small_disclosure

DAY = date(2025, 1, 6)
MANY = 12
STRANGE = "=1+1 <b>&amp; \x01\x0b\ud800 _x0041_ “引”\"' 🎉\t中\r\n文\n\n\u202e \ufffe]]>"
LONG = "长" * 10_000 + "\n" + "x" * 5_000


def hostile(text: str) -> Disclosure:
    """Return a disclosure that holds a text in every cell a clerk can write in."""
    made = small_disclosure()
    made.department = Department("405", text)
    made.overall_goal = text
    made.itemised_goals = [ItemisedGoal(text, text, text)]
    made.safeguards = [Safeguard(text, text)]
    for table in made.projects:
        table.name = table.purpose = table.goals = table.budget = table.code = text
        table.unit.name = table.unit.code = text
        table.plan = [text] * 4
        table.extra = {"carryover": text}
        for row in table.indicators:
            row.level1 = row.level2 = row.name = row.description = row.value = row.basis = text
            row.extra = {"weight": text, "explanation": text}
    return made


CONTENTS: dict[str, Callable[[Layout], Disclosure]] = {
    "usual": lambda _: small_disclosure(),
    "empty": lambda _: Disclosure(),
    "one empty project": lambda _: Disclosure(projects=[TargetTable()]),
    "strange": lambda _: hostile(STRANGE),
    "long": lambda _: hostile(LONG),
    "many": partial(make_disclosure, MANY),
}


def faults(path: Path) -> list[str]:
    """Return what is wrong with a file by the first edition of the standard, the narrowest."""
    result = OpenXmlValidator(file_format=FileFormat.OFFICE_2007, max_errors=20).validate(path)
    # its warnings tell what Excel would write otherwise
    return [str(one) for one in result.errors if one.severity == ValidationSeverity.ERROR]


def report_of(disclosure: Disclosure, layout: Layout) -> FileReport:
    found = check(disclosure, layout)
    marks = [review(disclosure, one, STRANGE, "王会计", "2024-03-01") for one in found[::3]]
    sorted_out = sort_out(disclosure, found, marks)
    return file_report(f"{STRANGE}.jxb", disclosure, layout, sorted_out, "默认规则")


@pytest.mark.parametrize("layout_id", ["hebei-2021", "national-2021"])
@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_disclosure(
    kind: str, content: str, layout_id: str, layouts: Mapping[str, Layout], tmp_path: Path
) -> None:
    layout = layouts[layout_id]
    disclosure = CONTENTS[content](layout)
    target = tmp_path / f"甲.{kind}"
    if kind == "docx":
        write_word(disclosure, layout, target, DAY)
    else:
        write_excel(disclosure, layout, target)
    assert faults(target) == []


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_report_of_checks(kind: str, content: str, hebei: Layout, tmp_path: Path) -> None:
    target = tmp_path / f"检查.{kind}"
    write_report([report_of(CONTENTS[content](hebei), hebei)], target, DAY)
    assert faults(target) == []


def test_reports_of_several_files(hebei: Layout, tmp_path: Path) -> None:
    reports = [report_of(make(hebei), hebei) for make in CONTENTS.values()]
    for kind in ("docx", "xlsx"):
        write_report([*reports, *reports], tmp_path / f"检查.{kind}", DAY)
        assert faults(tmp_path / f"检查.{kind}") == []


@pytest.mark.parametrize("content", CONTENTS)
def test_a_comparison(content: str, hebei: Layout, national: Layout, tmp_path: Path) -> None:
    before = CONTENTS[content](hebei)
    after = copy.deepcopy(before)
    for place, table in enumerate(after.projects):
        table.goals += STRANGE
        table.name += "改" * (place % 2)
    after.projects[1:2] = [TargetTable(name=STRANGE)]
    for number, layout in enumerate((hebei, national)):
        sides = Side(before, hebei), Side(after, layout)
        report = compare_report(compare(*sides), *sides, ("上年.docx", STRANGE))
        target = tmp_path / f"对照{number}.xlsx"
        write_comparison(report, target, DAY)
        assert faults(target) == []


def test_a_collection(layouts: Mapping[str, Layout], hebei: Layout, tmp_path: Path) -> None:
    wanted = [FileToCollect("旧.tmp", lambda: (_ for _ in ()).throw(KeyError), STRANGE)]
    for name, make in CONTENTS.items():
        path = tmp_path / f"{name}.docx"
        write_word(make(hebei), hebei, path, DAY)
        wanted.append(FileToCollect(f"{name}{STRANGE}", partial(read_file, path, layouts)))
    rules = Rules(layouts, default_profile(), lambda error, _: str(error))
    for name, files in (("全", wanted), ("无", [])):
        target = tmp_path / f"{name}.xlsx"
        with collecting(target) as book:
            book.finish(collect(files, book, rules))
        assert faults(target) == []
