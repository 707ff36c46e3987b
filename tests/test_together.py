"""A disclosure in several files: every table stands where the text names it, nothing is lost."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from exporters.jxb import write_jxb
from importers.read import read_file
from importers.together import read_together
from model.checks import Checker
from model.checks.names import PARTS
from model.document.disclosure import Disclosure, ItemisedGoal, Safeguard
from model.layout import Layouts, load_layouts
from model.parts.disclosure_dump import to_dump
from tests.model.parts.kit import Figures, dump, written
from tests.model.parts.own_text import OWN_TEXT, without_targets
from tests.model.parts.shanghai import made
from tests.test_whole import save
from tests.together_kit import (
    bureau_book,
    order,
    plain_lines,
    plain_text,
    plain_word,
    texts_only,
    values,
)

LAYOUTS = load_layouts()


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return LAYOUTS


def hebei(folder: Path) -> Disclosure:
    disclosure, _ = read_file(written(folder / "whole.txt", dump(Figures(4))), LAYOUTS)
    disclosure.projects = []
    return disclosure


def findings(disclosure: Disclosure) -> list[str]:
    checker = Checker(disclosure, LAYOUTS[disclosure.layout])
    return sorted(f"{one.code} {one.message}" for one in checker.findings_of(PARTS))


def the_text(disclosure: Disclosure, kind: str, folder: Path) -> Path:
    texts = texts_only(disclosure)
    if kind == "own":
        return save(texts, folder / "texts.docx", LAYOUTS)
    lines = plain_lines(texts)
    if kind == "txt":
        return plain_text(lines, folder / "texts.txt")
    return plain_word(lines, folder / "texts.docx")


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("named", ["title", "sheet", "both"])
@pytest.mark.parametrize("kind", ["own", "plain", "txt"])
@pytest.mark.parametrize("shape", ["hebei", "shanghai"])
def test_tables_stand_where_the_text_names_them(
    shape: str, kind: str, named: str, turned: bool, tmp_path: Path, layouts: Layouts
) -> None:
    whole = hebei(tmp_path) if shape == "hebei" else made(8)
    name = (lambda title, number: f"附表{number}") if named == "title" else (lambda title, _: title)
    book = bureau_book(whole, tmp_path / "b.xlsx", titled=named != "sheet", name=name)
    paths = [the_text(whole, kind, tmp_path), book]
    merged, report = read_together(paths[:: -1 if turned else 1], layouts)
    for part in whole.parts:
        if any(True for _ in part.tables()):
            assert order(merged, part.key) == order(whole, part.key)
    figures = values(to_dump(whole)["amounts"])
    assert values(to_dump(merged)["amounts"]) == figures
    assert findings(merged) == findings(whole) == []
    assert report.unplaced == []
    for extension in ("docx", "xlsx"):
        again, _ = read_file(save(merged, tmp_path / f"c.{extension}", layouts), layouts)
        assert to_dump(again) == to_dump(merged)
        assert values(to_dump(again)["amounts"]) == figures


def shanghai_lines(change: str) -> tuple[Disclosure, list[str]]:
    whole = made(8)
    lines = plain_lines(texts_only(whole))
    tables = next(n for n, line in enumerate(lines) if line.endswith("部门预算表"))
    end = next(n for n, line in enumerate(lines) if line.endswith("其他相关情况说明"))
    inside = lines[tables + 1 : end]
    captions = [line for line in inside if line.endswith("表")]
    if change == "none":
        inside = []
    elif change == "headings":
        inside = [
            f"（{'一二三四五六七八九'[captions.index(line)]}）{line}" if line in captions else line
            for line in inside
        ]
    elif change == "numbers":
        inside = [f"表{captions.index(line) + 1}" if line in captions else line for line in inside]
    elif change == "list first":
        inside = [*captions, *inside]
    elif change == "some":
        inside = [line for line in inside if "收入预算总表" not in line and line != "单位：元"]
    return whole, [*lines[: tables + 1], *inside, *lines[end:]]


@pytest.mark.parametrize("change", ["none", "headings", "numbers", "list first", "some"])
def test_captions_of_other_kinds_and_none(change: str, tmp_path: Path, layouts: Layouts) -> None:
    whole, lines = shanghai_lines(change)
    paths = [plain_word(lines, tmp_path / "a.docx"), bureau_book(whole, tmp_path / "b.xlsx")]
    merged, _ = read_together(paths, layouts)
    found = order(merged, "tables")
    assert [one for one in found if one[0] == "["] == [f"[t{number}]" for number in range(1, 10)]
    for number in range(1, 10):
        place = found.index(f"[t{number}]")
        over = [one for one in found[:place] if not one.startswith(("单位", "["))]
        caption = over[-1] if over else ""
        if change == "headings":
            assert caption.startswith(f"（{'一二三四五六七八九'[number - 1]}）")
        if change == "numbers":
            assert caption == f"表{number}" or caption.startswith("注")
    figures = values(to_dump(whole)["amounts"])
    assert values(to_dump(merged)["amounts"]) == figures
    assert [line for line in findings(merged) if "K06" in line] == (
        [one for one in findings(merged) if "K06" in one] if change == "none" else []
    )
    again, _ = read_file(save(merged, tmp_path / "c.docx", layouts), layouts)
    assert to_dump(again) == to_dump(merged)


def test_a_part_of_the_workbook_the_text_has_not(tmp_path: Path, layouts: Layouts) -> None:
    whole = made(8)
    texts = texts_only(whole)
    texts.parts = [part for part in texts.parts if part.key != "tables"]
    paths = [save(texts, tmp_path / "a.docx", layouts), bureau_book(whole, tmp_path / "b.xlsx")]
    merged, _ = read_together(paths, layouts)
    keys = [part.key for part in merged.parts]
    assert keys == [part.key for part in whole.parts]
    assert merged.parts[keys.index("tables")].title == "五、部门预算表"
    again, _ = read_file(save(merged, tmp_path / "c.docx", layouts), layouts)
    assert to_dump(again)["amounts"] == to_dump(merged)["amounts"]
    assert values(to_dump(again)["amounts"]) == values(to_dump(whole)["amounts"])


def test_a_table_the_workbook_lacks_leaves_its_caption(tmp_path: Path, layouts: Layouts) -> None:
    whole = made(8)
    book = bureau_book(whole, tmp_path / "b.xlsx", leave_out=["t3", "t7"])
    merged, _ = read_together([the_text(whole, "plain", tmp_path), book], layouts)
    wanted = [one for one in order(whole, "tables") if one not in ("[t3]", "[t7]")]
    assert order(merged, "tables") == wanted
    assert [line for line in findings(merged) if line.startswith("K06")] == []


@pytest.mark.parametrize("turn", list(itertools.permutations(range(3))))
def test_texts_tables_and_targets_in_three_files(
    turn: tuple[int, ...], tmp_path: Path, layouts: Layouts
) -> None:
    text, _ = read_file(written(tmp_path / "t.txt", without_targets(OWN_TEXT, 4)), layouts)
    whole, _ = read_file(written(tmp_path / "w.txt", dump(Figures(4))), layouts)
    targets, _ = read_file(written(tmp_path / "w.txt", dump(Figures(4))), layouts)
    targets.parts, targets.publication, targets.overall_goal = [], "", ""
    paths = [
        plain_word(plain_lines_of(text), tmp_path / "a.docx"),
        bureau_book(whole, tmp_path / "b.xlsx"),
        save(targets, tmp_path / "c.xlsx", layouts),
    ]
    merged, report = read_together([paths[place] for place in turn], layouts)
    assert [table.name for table in merged.projects] == [table.name for table in whole.projects]
    assert merged.overall_goal == "管好水库，供好水。"
    assert merged.itemised_goals[1] == ItemisedGoal("水库除险", "水库安全度汛。", "除险3座。")
    assert merged.safeguards[1] == Safeguard("严格资金管理", "专款专用。")
    assert findings(merged) == []
    assert report.doubts == []
    again, _ = read_file(save(merged, tmp_path / "d.docx", layouts), layouts)
    assert to_dump(again) == to_dump(merged)


def plain_lines_of(disclosure: Disclosure) -> list[str]:
    """Return the lines of the texts, those of part five among them."""
    lines: list[str] = []
    for part in texts_only(disclosure).parts:
        if part.key == "targets":
            lines += OWN_TEXT.rstrip("\n").split("\n")
        else:
            lines += [part.title] if part.title else []
            lines += [text.text for text in part.texts()]
    return lines


def test_what_two_files_say_differently_is_asked(tmp_path: Path, layouts: Layouts) -> None:
    one, _ = read_file(written(tmp_path / "w.txt", dump(Figures(4))), layouts)
    other, _ = read_file(written(tmp_path / "w.txt", dump(Figures(4))), layouts)
    other.parts, other.publication = [], ""
    first, second, third = other.projects
    first.budget = "1.00"
    second.purpose, one.projects[1].purpose = "除险加固。", ""
    second.indicators[0].value = "≥15公里"
    del one.projects[2].indicators[1]
    third.budget += "0"
    other.overall_goal = "另一个目标。"
    other.itemised_goals = [ItemisedGoal("甲", "乙", "丙")]
    for name, disclosure in (("a.jxb", one), ("b.jxb", other)):
        write_jxb(disclosure, tmp_path / name)
    merged, report = read_together([tmp_path / "a.jxb", tmp_path / "b.jxb"], layouts)
    assert len(merged.projects) == 3
    assert merged.projects[1].purpose == "除险加固。"
    assert [item.name for item in merged.projects[2].indicators] == [
        item.name for item in third.indicators
    ]
    assert merged.itemised_goals == other.itemised_goals
    asked = {doubt.ref.field: [one.text for one in doubt.choices] for doubt in report.doubts}
    assert asked == {
        "budget": [one.projects[0].budget, "1.00"],
        "value": ["≥12公里", "≥15公里"],
        "name": [],
        "overall_goal": [one.overall_goal, "另一个目标。"],
    }
    assert any("河道清淤经费" in note and "1 处不同" in note for note in report.notes)
