"""A third form needs one new file and no line of Python."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from exporters.excel import write_excel
from exporters.word import write_word
from importers.read import read_file
from model.document.disclosure import Disclosure, Indicator, TargetTable, Unit
from model.layout import Layout, load_layouts
from model.parts.disclosure_dump import to_dump

DATA = Path(__file__).resolve().parent.parent.parent / "data"


@pytest.fixture
def with_new_forms(tmp_path: Path) -> dict[str, Layout]:
    folder = tmp_path / "layouts"
    folder.mkdir()
    for path in DATA.glob("*.toml"):
        shutil.copy(path, folder)
    return load_layouts(folder)


def split_form_disclosure() -> Disclosure:
    """Return what a form with split values and amounts in 元 can show."""
    rows = [
        ("产出指标", "数量指标", "清淤长度", "≥12.5公里", "20"),
        ("产出指标", "数量指标", "站点", "3～5个", "15"),
        ("产出指标", "质量指标", "等级", "优", "15"),
        ("效益指标", "社会效益指标", "受益人口", "≥1,000人次", "10"),
    ]
    found = Disclosure(year=2023, layout="shanghai-split", overall_goal="河畅水清")
    found.department.name = "云岭市水务局"
    for number, name in enumerate(("清淤", "监测"), 1):
        found.projects.append(
            TargetTable(
                name=name,
                budget="1234.50",
                fiscal="1234.123456",
                other="0.00",
                goals=f"1.完成{name}\n2.验收",
                extra={"manager": "王某"} if number == 1 else {},
                indicators=[
                    Indicator(one, two, three, value=value, extra={"weight": weight})
                    for one, two, three, value, weight in rows
                ],
            )
        )
    return found


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_a_split_form_in_yuan_comes_back(
    tmp_path: Path, with_new_forms: dict[str, Layout], extension: str
) -> None:
    disclosure = split_form_disclosure()
    layout = with_new_forms["shanghai-split"]
    target = tmp_path / f"甲.{extension}"
    if extension == "docx":
        write_word(disclosure, layout, target, date(2023, 1, 5))
    else:
        write_excel(disclosure, layout, target)
    found, report = read_file(target, with_new_forms)
    assert report.layout.startswith("shanghai-split")
    assert to_dump(found) == to_dump(disclosure)
    assert not report.in_tables()


def test_the_split_form_prints_yuan_and_parts(
    tmp_path: Path, with_new_forms: dict[str, Layout]
) -> None:
    from model.printing.fill import fill

    layout = with_new_forms["shanghai-split"]
    disclosure = split_form_disclosure()
    rows = [
        [cell.text for cell in row] for row in fill(disclosure, disclosure.projects[0], layout).rows
    ]
    assert rows[0] == ["项目名称", "清淤", "项目总预算（元）", "12,345,000.00"]
    assert rows[2] == ["12,341,234.56", "0.00", "王某"]
    assert rows[5] == ["产出指标", "数量指标", "清淤长度", "≥", "12.5", "公里", "20"]
    assert rows[7] == ["质量指标", "等级", "", "优", "", "15"]


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_a_flat_form_comes_back(
    tmp_path: Path, with_new_forms: dict[str, Layout], extension: str
) -> None:
    disclosure = split_form_disclosure()
    disclosure.layout = "sichuan-flat"
    for table in disclosure.projects:
        table.unit = Unit("405001", "云岭市水务局本级")
        table.fiscal = table.other = ""
        table.extra = {}
        for indicator in table.indicators:
            indicator.extra["direction"] = "正向"
    disclosure.department.code = "405"
    layout = with_new_forms["sichuan-flat"]
    target = tmp_path / f"甲.{extension}"
    if extension == "docx":
        write_word(disclosure, layout, target, date(2023, 1, 5))
    else:
        write_excel(disclosure, layout, target)
    found, report = read_file(target, with_new_forms)
    assert report.layout.startswith("sichuan-flat")
    assert to_dump(found) == to_dump(disclosure)
