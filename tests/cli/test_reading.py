"""What a call says of a file that it does not say itself, and files read together."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import main
from tests.model.parts.shanghai import made
from tests.model.recognise.test_units_told import BARE
from tests.together_kit import bureau_book, plain_lines, plain_text, texts_only
from tests.variants import BODY, word

ROW = "主管部门|云岭市水务局{2}|实施单位|云岭市河道所{2}\n"


@pytest.fixture
def unsure(tmp_path: Path) -> Path:
    """A file without year and department, with amounts nobody named the unit of."""
    return word(tmp_path / "甲.docx", BARE.replace(ROW, "") + BODY)


def run(capfdbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, str, str]:
    code = main.main([str(argument) for argument in arguments])
    caught = capfdbinary.readouterr()
    return code, caught.out.decode(), caught.err.decode()


def test_answers_are_taken_and_told(
    unsure: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    call = ("--year", "2025", "--department", "青山县水利局", "--unit", "元")
    code, out, told = run(capfdbinary, "dump", "--quiet", *call, unsure)
    assert code == 0
    data = json.loads(out)
    assert data["year"] == 2025
    assert data["department"]["name"] == "青山县水利局"
    assert data["projects"][0]["budget"] == "30.00"
    assert "按 --unit 记为元" in told
    assert "--year 记为 2025" in told


def test_what_the_file_says_holds(
    unsure: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answered = tmp_path / "答.jxb"
    call = ("--year", "2025", "--department", "青山县水利局", "--unit", "元")
    assert run(capfdbinary, "convert", *call, "--out", tmp_path, unsure)[0] == 0
    answered = unsure.with_suffix(".jxb")
    other = ("--year", "2024", "--department", "白水县水利局", "--unit", "万元")
    code, out, told = run(capfdbinary, "dump", "--quiet", *other, answered)
    data = json.loads(out)
    assert code == 0
    assert (data["year"], data["department"]["name"]) == (2025, "青山县水利局")
    assert data["projects"][0]["budget"] == "30.00"
    assert told.count("没有用上") == 3


@pytest.mark.parametrize("year", ["25", "去年", "20255"])
def test_a_year_that_is_none(
    unsure: Path, year: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, _, told = run(capfdbinary, "check", "--year", year, unsure)
    assert code == 2
    assert "--year 是四位数的年份" in told


def test_a_text_and_its_workbook_are_checked_and_rolled_together(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    whole = made(3)
    text = plain_text(plain_lines(texts_only(whole)), tmp_path / "文.txt")
    book = bureau_book(whole, tmp_path / "表.xlsx")
    wrong = re.sub(r"(机关运行经费预算)\d+", r"\g<1>7", text.read_text("utf-8"))
    text.write_text(wrong, encoding="utf-8")

    def found(*more: object) -> set[str]:
        printed = run(capfdbinary, "check", "--json", "--quiet", *more, text)[1]
        return {one["code"] for one in json.loads(printed)["findings"] if one["code"][0] == "K"}

    assert found() == set()
    assert found("--together", book) == {"K02"}
    code, _, told = run(capfdbinary, "check", "--together", book, text, tmp_path / "表.xlsx")
    assert code == 2
    assert "--together 一次只能检查一份" in told
    target = tmp_path / "新.jxb"
    rolled = ("roll", "--year", "2026", "-o", target, "--quiet", "--together", book, text)
    assert run(capfdbinary, *rolled)[0] == 0
    data = json.loads(run(capfdbinary, "dump", "--quiet", target)[1])
    assert data["year"] == 2026
    assert "t1.total.in" in data["amounts"]
