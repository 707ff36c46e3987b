"""A whole disclosure goes through every format and comes back whole."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from exporters.excel import write_excel
from exporters.jxb import write_jxb
from exporters.word import write_word
from importers.read import read_file
from importers.together import read_together
from main import main
from model.checks import Checker, mend_all
from model.checks.names import PARTS
from model.document.blockplaces import text_ref
from model.document.blocks import PartText
from model.document.disclosure import Disclosure
from model.document.edits import SetCells
from model.layout import Layouts, load_layouts
from model.parts.disclosure_dump import to_dump
from tests.conftest import REAL_TEXT
from tests.model.parts.kit import Figures, dump, written

real = pytest.mark.skipif(not REAL_TEXT.is_file(), reason="the real disclosure is not here")
DAY = date(2024, 3, 1)


@pytest.fixture(scope="module")
def all_layouts() -> Layouts:
    return load_layouts()


def save(disclosure: Disclosure, path: Path, layouts: Layouts) -> Path:
    layout = layouts[disclosure.layout]
    if path.suffix == ".docx":
        write_word(disclosure, layout, path, DAY)
    elif path.suffix == ".xlsx":
        write_excel(disclosure, layout, path)
    else:
        write_jxb(disclosure, path)
    return path


@pytest.mark.parametrize("extension", ["docx", "xlsx", "jxb"])
@pytest.mark.parametrize("source", ["made", pytest.param("real", marks=real)])
def test_every_format_gives_back_every_part(
    source: str, extension: str, tmp_path: Path, all_layouts: Layouts
) -> None:
    text = REAL_TEXT if source == "real" else written(tmp_path / "a.txt", dump(Figures(1)))
    first, report = read_file(text, all_layouts)
    assert not report.unplaced
    again, second = read_file(save(first, tmp_path / f"b.{extension}", all_layouts), all_layouts)
    assert to_dump(again) == to_dump(first)
    assert not second.unplaced
    assert [part.key for part in again.parts] == [part.key for part in first.parts]


HARD = [
    "=1+1",
    "<w:p>&amp;",
    "第一部分：职责",
    "　空格 在 前",
    "甲\n乙",
    "😀" * 30,
    "\x02符\x1f",
    "0012.50",
]


@pytest.mark.parametrize("extension", ["docx", "xlsx", "jxb"])
def test_texts_of_parts_come_back_to_the_character(
    extension: str, tmp_path: Path, all_layouts: Layouts
) -> None:
    disclosure, _ = read_file(written(tmp_path / "a.txt", dump(Figures(2))), all_layouts)
    part = next(part for part in disclosure.parts if part.key == "terms")
    part.blocks += [PartText(text) for text in HARD]
    part.blocks.append(PartText("长" * 10_000))
    again, _ = read_file(save(disclosure, tmp_path / f"b.{extension}", all_layouts), all_layouts)
    assert [block.text for block in again.parts[8].texts()] == [
        block.text for block in part.texts()
    ]


def test_only_the_targets_is_what_it_was_before(tmp_path: Path, all_layouts: Layouts) -> None:
    source = written(tmp_path / "a.txt", dump(Figures(3)))
    assert main(["export", str(source), "--only", "targets", "--word", str(tmp_path / "b.docx"),
                 "--excel", str(tmp_path / "b.xlsx"), "--quiet"]) == 0  # fmt: skip
    for name in ("b.docx", "b.xlsx"):
        again, _ = read_file(tmp_path / name, all_layouts)
        assert not again.parts
        assert [table.name for table in again.projects] == [
            "河道清淤经费", "水库除险经费", "省提前下达水利发展资金"]  # fmt: skip


def test_texts_and_tables_from_two_files_become_one(tmp_path: Path, all_layouts: Layouts) -> None:
    source = written(tmp_path / "a.txt", dump(Figures(4)))
    whole, _ = read_file(source, all_layouts)
    texts, _ = read_file(source, all_layouts)
    for part in texts.parts:
        part.blocks = [block for block in part.blocks if not hasattr(block, "rows")]
    tables, _ = read_file(source, all_layouts)
    for part in tables.parts:
        part.blocks = [block for block in part.blocks if hasattr(block, "rows")]
    tables.projects = []
    paths = [
        save(texts, tmp_path / "b.docx", all_layouts),
        save(tables, tmp_path / "c.xlsx", all_layouts),
    ]
    merged, report = read_together(paths, all_layouts)
    assert to_dump(merged)["amounts"] == to_dump(whole)["amounts"]
    assert [part.title for part in merged.parts] == [part.title for part in whole.parts]
    assert len(merged.projects) == 3
    assert not report.unplaced


def test_dump_and_check_say_what_the_parts_hold(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = dump(Figures(5)).replace("预算收入为", "预算收入为1")
    source = written(tmp_path / "a.txt", text)
    assert main(["dump", str(source), "--quiet"]) == 0
    data = json.loads(capfdbinary.readouterr().out)
    assert [part["title"][:4] for part in data["parts"]] == [
        "",
        *(f"第{n}部分" for n in "一二三四五六七八九"),
    ]
    assert data["parts"][4]["content"][0][2] == [
        "项目名称",
        "2023年度预算",
        "2024年度预算",
        "增减金额",
        "变化原因",
    ]
    assert set(data["amounts"]["income"]) == {"value", "where"}
    assert main(["check", str(source), "--quiet", "--json"]) == 1
    (finding,) = [
        one for one in json.loads(capfdbinary.readouterr().out)["findings"] if one["code"][0] == "K"
    ]
    assert "收入" in finding["cell"]
    assert any("支出预算" in place for place in finding["also"])


@real
def test_the_real_disclosure_is_checked_exactly(all_layouts: Layouts) -> None:
    disclosure, _ = read_file(REAL_TEXT, all_layouts)
    checker = Checker(disclosure, all_layouts[disclosure.layout])
    found = checker.findings_of(PARTS)
    assert sorted(one.code for one in found) == [
        "K01", "K02", "K03", "K05", "K05", "K07", "K08", "K09", "K10"]  # fmt: skip
    fixes = [one.fix for one in found if one.code == "K05"]
    assert fixes == ["基本支出746.68万元", "9.40"]
    assert all("是上年数" in one.message for one in found if one.code == "K05")
    differences = {"K01": "30.42", "K02": "6.80", "K03": "7.00"}
    for one in found:
        if one.code in differences:
            assert f"差 {differences[one.code]}" in one.message
            assert one.fix is None
    mend_all(disclosure, all_layouts[disclosure.layout])
    left = Checker(disclosure, all_layouts[disclosure.layout]).findings_of(PARTS)
    assert sorted(one.code for one in left) == ["K01", "K02", "K03", "K08", "K09", "K10"]


def test_findings_follow_every_edit_and_its_undoing(tmp_path: Path, all_layouts: Layouts) -> None:
    disclosure, _ = read_file(written(tmp_path / "a.txt", dump(Figures(6))), all_layouts)
    checker = Checker(disclosure, all_layouts[disclosure.layout])
    assert checker.parts.view is not None
    amount = checker.parts.view.amounts.first("expenditure")
    assert amount is not None
    edit = SetCells("改", [(amount.ref, "部门支出预算：1.00万元")])
    delta = checker.changed(edit.apply(disclosure))
    assert delta.new == checker.findings_of(PARTS) != []
    assert text_ref(next(disclosure.parts[2].texts())) != amount.ref
    delta = checker.changed(edit.revert(disclosure))
    assert delta.new == []
    assert checker.findings_of(PARTS) == []
