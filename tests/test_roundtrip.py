"""Text → Word, Excel → back: nothing is changed, whatever the texts hold."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.excel import write_excel
from exporters.jxb import write_jxb
from exporters.word import write_word
from importers.office import find_office
from importers.read import read_file
from model.document.disclosure import (
    Department,
    Disclosure,
    Indicator,
    ItemisedGoal,
    Safeguard,
    TargetTable,
    Unit,
)
from model.layout import Layout
from model.parts.disclosure_dump import to_dump
from tests.conftest import EXAMPLES

TODAY = date(2024, 3, 5)
EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.txt"


def write(disclosure: Disclosure, layout: Layout, target: Path) -> Path:
    if target.suffix == ".docx":
        write_word(disclosure, layout, target, TODAY)
    elif target.suffix == ".xlsx":
        write_excel(disclosure, layout, target)
    else:
        write_jxb(disclosure, target)
    return target


@pytest.mark.parametrize("extension", ["docx", "xlsx", "jxb"])
def test_the_example_comes_back(tmp_path: Path, layouts: dict[str, Layout], extension: str) -> None:
    found, _ = read_file(EXAMPLE, layouts)
    target = write(found, layouts["hebei-2021"], tmp_path / f"甲.{extension}")
    again, report = read_file(target, layouts)
    assert to_dump(again) == to_dump(found)
    assert not report.in_tables()


@pytest.mark.parametrize("extension", ["docx", "xlsx", "jxb"])
def test_the_real_disclosure_comes_back(
    tmp_path: Path, layouts: dict[str, Layout], real_text: Path, extension: str
) -> None:
    found, _ = read_file(real_text, layouts)
    target = write(found, layouts["hebei-2021"], tmp_path / f"甲.{extension}")
    again, report = read_file(target, layouts)
    assert to_dump(again) == to_dump(found)
    assert not report.unplaced or extension == "jxb"


@pytest.mark.parametrize("name", ["docx", "xlsx", "jxb"])
def test_the_shipped_examples_hold_the_same(layouts: dict[str, Layout], name: str) -> None:
    found, _ = read_file(EXAMPLE, layouts)
    again, _ = read_file(EXAMPLE.with_suffix(f".{name}"), layouts)
    assert to_dump(again) == to_dump(found)


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_the_national_form_comes_back(
    tmp_path: Path,
    disclosure: Disclosure,
    national: Layout,
    layouts: dict[str, Layout],
    extension: str,
) -> None:
    for table in disclosure.projects:
        table.code = table.purpose = table.unit.code = ""
        table.plan = [""] * 4
        table.extra = {"carryover": "12.00"}
        for number, indicator in enumerate(table.indicators):
            indicator.description = indicator.basis = ""
            indicator.extra = {"weight": str(number + 5)}
    disclosure.layout = national.id
    target = write(disclosure, national, tmp_path / f"甲.{extension}")
    again, report = read_file(target, layouts)
    assert report.layout.startswith("national-2021")
    assert to_dump(again) == to_dump(disclosure)


WORDS = [
    *("=1+1", "<b>&amp;", "_x0041_", "项目编码", "一级指标", "产出指标", "绩效目标：x", "（一）"),
    *("第二部分", "单位：万元", "1.清淤绩效目标表", "二、分项绩效目标", "a\n\nb", "\n", " ", "\t"),
    *("\r\n", "\x01", "\x0b", "😀", "　", "30.00", "0.3", "60%", "'", '"', "{{x}}", "{%", "%}"),
    *("目录", "汇总", "合计", "001", "\ufeff", "\u200b", "\ufffe", "\x85", "\u2028"),
]


def texts(most: int = 30) -> st.SearchStrategy[str]:
    """Return any text without half characters, what forms are made of more often."""
    words = st.sampled_from(WORDS)
    free = st.text(st.characters(exclude_categories=["Cs"]), max_size=most)
    return st.one_of(words, free, st.lists(words, max_size=3).map("".join))


def amounts() -> st.SearchStrategy[str]:
    return st.sampled_from(["0", "0.00", "30.00", "186.50", "67.600", "-3.00", "", "待定", "12"])


@st.composite
def disclosures(draw: st.DrawFn) -> Disclosure:
    """Return disclosures as hostile as a clerk's paste buffer; codes and levels are sane."""
    text = texts()
    projects = []
    for number in range(draw(st.integers(1, 3))):
        levels = [
            ("产出指标", "数量指标"),
            ("产出指标", "质量指标"),
            ("满意度指标", "服务对象满意度指标"),
        ]
        indicators = [
            Indicator(*level, draw(text) or "名", draw(text), draw(text), draw(text))
            for level in levels
            for _ in range(draw(st.integers(1, 2)))
        ]
        percents = st.sampled_from(["30.00%", "33.3%", "100.00%", "", "0%"])
        projects.append(
            TargetTable(
                Unit("405001", "云岭市水务局"),
                draw(text) or f"C{number}",
                draw(text) or "名",
                draw(amounts()),
                draw(amounts()),
                draw(amounts()),
                draw(text),
                [draw(percents) for _ in range(4)],
                draw(text),
                indicators,
            )
        )
    items = st.lists(st.builds(ItemisedGoal, text, text, text), max_size=2)
    return Disclosure(
        2024,
        Department("405", "云岭市水务局"),
        draw(text),
        draw(items),
        draw(st.lists(st.builds(Safeguard, text, text), max_size=2)),
        projects,
        "hebei-2021",
    )


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    layouts: dict[str, Layout],
    extension: str,
    data: st.DataObject,
) -> None:
    disclosure = data.draw(disclosures())
    folder = tmp_path_factory.mktemp("any")
    target = write(disclosure, layouts["hebei-2021"], folder / f"甲.{extension}")
    again, _ = read_file(target, layouts, "hebei-2021")
    assert to_dump(again) == to_dump(disclosure)
    shutil.rmtree(folder)


@pytest.mark.parametrize("extension", ["docx", "xlsx", "jxb"])
def test_ten_thousand_characters_come_back(
    tmp_path: Path, disclosure: Disclosure, layouts: dict[str, Layout], extension: str
) -> None:
    long = "十二处站点<运行>&\n" * 1000
    disclosure.projects[0].goals = long
    disclosure.projects[0].indicators[0].description = long
    disclosure.safeguards[0].text = long.strip("\n")
    target = write(disclosure, layouts["hebei-2021"], tmp_path / f"甲.{extension}")
    assert to_dump(read_file(target, layouts)[0]) == to_dump(disclosure)


def through_office(source: Path, *steps: str) -> Path:
    """Save a file by LibreOffice in one format after another."""
    office = find_office()
    if office is None:
        pytest.skip("LibreOffice is not installed")
    for number, step in enumerate(steps):
        folder = source.parent / f"step{number}-{step}"
        command = [
            str(office),
            f"-env:UserInstallation={(source.parent / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            step,
            "--outdir",
            str(folder),
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        source = folder / f"{source.stem}.{step}"
    return source


@pytest.mark.parametrize(
    "steps",
    [
        ("docx", "odt", "docx"),
        ("docx", "doc"),
        ("docx", "odt"),
        ("xlsx", "xls", "xlsx"),
        ("xlsx", "ods"),
    ],
    ids="-".join,
)
@pytest.mark.parametrize("whose", ["example", "real"])
def test_saved_by_another_program_it_reads_equal(
    tmp_path: Path,
    layouts: dict[str, Layout],
    request: pytest.FixtureRequest,
    steps: tuple[str, ...],
    whose: str,
) -> None:
    source = EXAMPLE if whose == "example" else request.getfixturevalue("real_text")
    found, _ = read_file(source, layouts)
    own = write(found, layouts["hebei-2021"], tmp_path / f"甲.{steps[0]}")
    saved = through_office(own, *steps[1:])
    again, report = read_file(saved, layouts)
    assert to_dump(again) == to_dump(found)
    assert not report.in_tables()
