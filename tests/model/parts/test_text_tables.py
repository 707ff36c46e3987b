"""The nine tables of 2025 as text: rows without their merged cells, heads of other columns."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from importers.text import text_document
from model.checks import Checker, mend_all
from model.checks.names import PARTS
from model.document.disclosure import Disclosure
from model.layout import load_layouts
from model.parts.disclosure_dump import to_dump
from model.parts.rowplaces import place_cells
from model.recognise import recognise
from tests.model.parts.shanghai import PUBLICATION, dump_of, made, tabbed_of

LAYOUTS = load_layouts()
Change = Callable[[str], str]


def read(text: str) -> Disclosure:
    return recognise(text_document(text.encode(), "甲.txt"), LAYOUTS, "甲.txt")[0]


def piece(text: str, change: Change) -> str:
    """Change the fourth table alone."""
    first = text.index("财政拨款收支预算总表")
    end = text.index("一般公共预算支出功能分类")
    return text[:first] + change(text[first:end]) + text[end:]


def six_columns(text: str) -> str:
    """A disclosure's own fourth table has no column of 国有资本经营预算."""

    def shorter(table: str) -> str:
        rows = table.split("\n\n")
        full = [row.split("\n") for row in rows]
        return "\n\n".join(
            "\n".join(row[:-1] if sum(line[:1] == "\t" for line in row) == 7 else row)
            for row in full
        )

    return piece(text, shorter)


def short_total(text: str) -> str:
    """The last cell of the fourth table's total row reaches over four columns."""
    return piece(
        text,
        lambda table: re.sub(
            r"(\t收入总计\n\t[^\n]*\n\t支出总计\n\t[^\n]*)\n\t[^\n]*\n\t[^\n]*\n\t[^\n]*",
            r"\1",
            table,
        ),
    )


def grouped_head(text: str) -> str:
    """The ninth table's head has a row of groups over the form's two."""
    old = (
        "\t“三公”经费合计\n\t因公出国（境）费\n\t公务接待费\n\t公务用车购置及运行费\n"
        "\t机关运行经费预算数\n\n\t\n\t\n\t\n\t小计"
    )
    new = (
        "\t“三公”经费预算数\n\t机关运行经费预算数\n\n\t合计\n\t因公出国（境）费\n\t公务接待费\n"
        "\t公务用车购置及运行费\n\t\n\n\t\n\t\n\t\n\t小计"
    )
    assert text.count(old) == 1
    return text.replace(old, new)


def titles_inside(text: str) -> str:
    """Name and unit of each table are rows of it, and no line stands between two tables."""
    lines = text.replace("单位：元", "编制部门：申江区教育局\n单位：元").split("\n")
    title = re.compile(r"2025年部门.*预算.*表$|编制部门：.*|单位：万?元$")
    return "\n".join(
        f"\t{line}" + ("" if line.startswith("编制部门") else "\n")
        if title.fullmatch(line)
        else line
        for line in lines
    )


CHANGES: dict[str, Change] = {
    "as it is": lambda text: text,
    "six columns": six_columns,
    "what reaches down is left out": lambda text: re.sub(
        r"(\t类\n\t款\n(?:\t项\n)?)(?:\t\n)+", r"\1", text
    ),
    "no line between the rows": lambda text: re.sub(r"\n\n(?=\t)", "\n", text),
    "a blank line in cells": lambda text: text.replace("教育支出\n", "教育支出\n\n"),
    "other words": lambda text: text.replace("\t合计", "\t合  计").replace(
        "功能分类科目编码", "科目编码"
    ),
    "other titles": lambda text: (
        text.replace("单位：元", "（单位：元）")
        .replace("2025年部门", "")
        .replace("预算总表", "总表")
    ),
    "titles in the tables": titles_inside,
    "a code is missing": lambda text: text.replace("\n\t205\n\t02\n\t\n", "\n\t205\n\t02\n"),
    "a short total": short_total,
    "a row of groups over the head": grouped_head,
}
ABSENT = {"a short total": {"t4.total.outgeneral", "t4.total.outfund"}}
LINES = ("no line between the rows", "a blank line in cells", "titles in the tables")


# where a line is a row there is no blank line within or between rows
@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize(
    ("change", "tabbed"),
    [
        *((change, False) for change in CHANGES),
        *((change, True) for change in CHANGES if change not in LINES),
    ],
)
def test_every_figure_is_read_at_its_place(change: str, merged: bool, tabbed: bool) -> None:
    disclosure = made(3)
    text = CHANGES[change](dump_of(disclosure, merged))
    again = read(tabbed_of(text) if tabbed else text)
    assert again.publication == PUBLICATION
    wanted, got = to_dump(disclosure)["amounts"], to_dump(again)["amounts"]
    absent = {name for name in wanted if name.startswith("targets")} | ABSENT.get(change, set())
    read_ones = {name: got.get(name, {}).get("value") for name in wanted if name not in absent}
    assert read_ones == {name: wanted[name]["value"] for name in read_ones}
    findings = Checker(again, LAYOUTS[again.layout]).findings_of(PARTS)
    assert [one.message for one in findings] == []


@pytest.mark.parametrize("seed", range(3))
def test_a_dump_holds_the_tables_cell_by_cell(seed: int) -> None:
    disclosure = made(seed)
    wanted, got = to_dump(disclosure)["parts"], to_dump(read(dump_of(disclosure)))["parts"]
    # the first part's title is made from the department
    assert [part["content"] for part in got[1:]] == [part["content"] for part in wanted[1:]]


def test_a_row_that_does_not_say_whose_its_figures_are_is_asked_about_and_left_alone() -> None:
    disclosure = made(1)
    text = dump_of(disclosure, merged=True)
    # of 合计 and three figures one is gone: nobody can say which
    first = text.index("支出功能分类预算表")
    cut = re.sub(r"(\n\n\t合计\n\t[^\n]*\n)\t[^\n]*\n", r"\1", text[first:], count=1)
    again = read(text[:first] + cut)
    amounts = to_dump(again)["amounts"]
    assert amounts["t5.total.total"]["value"] is None
    checker = Checker(again, LAYOUTS[again.layout])
    found = checker.findings_of(PARTS)
    assert [one.code for one in found] == ["K13"]
    assert "看不出各数是哪一栏的" in found[0].message
    assert all(one.fix is None for one in found)
    before = to_dump(again)["parts"]
    mend_all(again, LAYOUTS[again.layout])
    assert to_dump(again)["parts"] == before
    assert checker.parts.view is not None
    states = {one.relation.id: one.state for one in checker.parts.view.checked}
    assert states["t5-t3"] == "unknown"


KINDS = ["code", "code", "code", "text", "money", "money", "money"]


@pytest.mark.parametrize(
    ("texts", "columns"),
    [
        (["合计", "5", "2", "3"], [0, 4, 5, 6]),
        (["合计", "5.00", "", "3"], [0, 4, 5, 6]),
        (["205", "学前教育", "5", "2", "3"], [0, 1, 4, 5, 6]),
        (["205", "02", "学前教育", "5", "2", "3"], [0, 1, 2, 4, 5, 6]),
        (["合计", "5", "2"], None),
        (["205", "02", "01", "学前教育", "5", "3"], None),
        (["5", "2", "3"], None),
    ],
)
def test_cells_go_where_only_one_way_fits(texts: list[str], columns: list[int] | None) -> None:
    placed = place_cells(texts, KINDS)
    assert ([col for col, _ in placed] if placed is not None else None) == columns


@pytest.mark.parametrize("tabbed", [False, True])
def test_tables_under_headings_of_their_own(tabbed: bool) -> None:
    disclosure = made(5)
    numbers = iter("五六七八九十")
    text = re.sub(
        r"^2025年部门.*预算.*表$",
        lambda match: f"{next(numbers, '十一')}、{match[0]}",
        dump_of(disclosure).replace("五、部门预算表", ""),
        flags=re.MULTILINE,
    )
    document = text_document((tabbed_of(text) if tabbed else text).encode(), "甲.txt")
    again, report = recognise(document, LAYOUTS, "甲.txt")
    wanted, got = to_dump(disclosure)["amounts"], to_dump(again)["amounts"]
    tables = [name for name in wanted if re.match(r"t\d", name)]
    assert [got[name]["value"] for name in tables] == [wanted[name]["value"] for name in tables]
    findings = Checker(again, LAYOUTS[again.layout]).findings_of(PARTS)
    assert [one.message for one in findings] == []
    assert not [note for note in report.notes if "没有“" in note]
