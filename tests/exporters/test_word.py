"""Whole Word files: what stands in them, and that Word takes them as they are."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import docx
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import exporters.word
from exporters.word import write_word
from model.basics.errors import WriteError
from model.document.disclosure import Department, Disclosure, Indicator, TargetTable, Unit
from model.layout import Layout
from model.printing.fill import grids
from model.printing.grid import ROLES, Grid
from model.printing.outline import outline
from tests.exporters.word_kit import (
    DAY,
    NS,
    W,
    body,
    check_package,
    fields_of,
    local,
    many,
    rows_of,
    style_of,
    text_of,
    value,
    write,
)


def flat(layout: Layout) -> Layout:
    """Return the form with all projects in one table."""
    table = msgspec.structs.replace(layout.table, flat=True)
    return msgspec.structs.replace(layout, table=table)


def test_word_need_not_repair_it(
    disclosure: Disclosure, hebei: Layout, national: Layout, tmp_path: Path
) -> None:
    for layout in (hebei, national, flat(hebei), flat(national)):
        for what in (disclosure, Disclosure(), many(3, 30), many(1, 0)):
            check_package(write(what, layout, tmp_path))


def test_word_asks_nothing_on_opening(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    # both make Word ask whether to update fields from other files
    found = write(disclosure, hebei, tmp_path)
    assert found["word/settings.xml"].find("w:updateFields", NS) is None
    assert not [mark for mark in body(found).iter() if mark.get(W + "dirty")]
    mode = found["word/settings.xml"].find("w:compat/w:compatSetting", NS)
    assert (value(mode, "name"), value(mode)) == ("compatibilityMode", "15")


def test_the_package_names_each_of_its_parts(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    found = write(disclosure, hebei, tmp_path)
    types = {
        item.get("PartName", "").lstrip("/")
        for item in found["[Content_Types].xml"]
        if local(item) == "Override"
    }
    assert types == {name for name in found if not name.endswith(".rels") and name[0] != "["}
    targets = {item.get("Target") for item in found["word/_rels/document.xml.rels"]}
    assert {f"word/{target}" for target in targets} <= set(found)
    title = next(item for item in found["docProps/core.xml"] if local(item) == "title")
    assert title.text == "云岭市水务局2024年度部门预算绩效文本"


def test_python_docx_reads_it(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> None:
    write(disclosure, hebei, tmp_path)
    document = docx.Document(str(tmp_path / "文本.docx"))
    assert len(document.tables) == 4
    assert document.tables[1].cell(1, 0).text == "产出指标"
    assert document.tables[1].cell(5, 0).text == "产出指标"
    assert document.sections[1].footer.paragraphs[0].text == "— 1 —"
    assert not document.sections[0].footer.paragraphs[0].text


def test_every_block_stands_in_its_style(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    found = write(disclosure, hebei, tmp_path)
    names = {
        value(style, "styleId"): value(style.find("w:name", NS))
        for style in found["word/styles.xml"].iter(W + "style")
    }
    have = [
        (names[style_of(item)], text_of(item)) if item.tag == W + "p" else ("", "table")
        for item in body(found).iterchildren(W + "p", W + "tbl")
        if names.get(style_of(item)) not in ("绩表分隔", ROLES["contents-entry"])
    ]
    want: list[tuple[str, str]] = []
    for block in outline(disclosure, hebei, DAY):
        if isinstance(block, Grid):
            want += [("", "table"), ("", "table")]
        elif block.role != "contents-list":
            want += [(ROLES[block.role], line) for line in block.text.split("\n")]
    assert have == want


def test_headings_and_titles_carry_their_fields(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    disclosure.projects[1].name = '水文"站"\\点\n运行'
    found = write(disclosure, hebei, tmp_path)
    fields = {
        text_of(item): [field.strip() for field in fields_of(item)]
        for item in body(found).iter(W + "p")
        if style_of(item) in ("JbHeading", "JbTableTitle")
    }
    assert fields == {
        "一、总体绩效目标": ['TC "总体绩效目标" \\f A \\l 1'],
        "二、分项绩效目标": ['TC "分项绩效目标" \\f A \\l 1'],
        "三、工作保障措施": ['TC "工作保障措施" \\f A \\l 1'],
        "1.清水河河道清淤经费绩效目标表": ['TC "1、清水河河道清淤经费绩效目标表" \\f C \\l 1'],
        '2.水文"站"\\点 运行绩效目标表': ['TC "2、水文\\"站\\"\\\\点 运行绩效目标表" \\f C \\l 1'],
    }


def test_both_lists_of_contents_are_filled_in(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    document = body(write(disclosure, hebei, tmp_path))
    entries = [item for item in document if style_of(item) == "JbContentsEntry"]
    assert [text_of(item) for item in entries] == [
        "总体绩效目标\t1",
        "分项绩效目标\t1",
        "工作保障措施\t1",
        "1、清水河河道清淤经费绩效目标表\t3",
        "2、水文站点运行费绩效目标表\t4",
    ]
    marks = {
        value(mark, "name"): text_of(item)
        for item in document
        for mark in item.findall("w:bookmarkStart", NS)
    }
    links = [item.find("w:hyperlink", NS) for item in entries]
    assert [marks[value(link, "anchor")] for link in links] == [
        "一、总体绩效目标",
        "二、分项绩效目标",
        "三、工作保障措施",
        "1.清水河河道清淤经费绩效目标表",
        "2.水文站点运行费绩效目标表",
    ]
    lists = [field for field in fields_of(document) if "TOC" in field]
    assert lists == [" TOC \\f A \\h ", " TOC \\f C \\h "]


def test_a_list_without_entries_ends_too(hebei: Layout, tmp_path: Path) -> None:
    document = body(write(Disclosure(), hebei, tmp_path))
    toc = " TOC \\f C \\h "
    (found,) = [
        item for item in document if toc in [mark.text for mark in item.iter(W + "instrText")]
    ]
    # begun and ended in one paragraph, which takes no room
    assert fields_of(found) == [toc]
    assert style_of(found) == "JbGap"


def test_cover_and_contents_bear_no_number_and_the_text_begins_at_one(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    found = write(disclosure, hebei, tmp_path)
    front, text = body(found).iter(W + "sectPr")
    assert front.find("w:footerReference", NS) is None
    assert text.find("w:footerReference", NS) is not None
    assert value(text.find("w:pgNumType", NS), "start") == "1"
    assert fields_of(found["word/footer1.xml"]) == [" PAGE "]
    assert text_of(found["word/footer1.xml"][0]) == "— 1 —"


def test_a_part_alone_on_its_page_stands_lower(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    document = body(write(disclosure, hebei, tmp_path))
    first, second = [item for item in document if style_of(item) == "JbPart"]
    assert first.find("w:pPr/w:spacing", NS) is None
    assert int(value(second.find("w:pPr/w:spacing", NS), "before")) > 2000


def test_a_long_cover_keeps_to_one_page(hebei: Layout, tmp_path: Path) -> None:
    disclosure = Disclosure(2024, Department("", "很长的部门名称" * 20))
    document = body(write(disclosure, hebei, tmp_path))
    befores = [
        int(value(item.find("w:pPr/w:spacing", NS), "before"))
        for item in document
        if style_of(item).startswith("JbCover")
    ]
    # eight lines of 41.6 points for the name, one each for title and date
    assert sum(befores) / 20 + 9 * 41.6 + 25.6 < 637
    assert all(before > 200 for before in befores)


def test_the_same_day_gives_the_same_bytes(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    write(disclosure, hebei, tmp_path, "一.docx")
    write(disclosure, hebei, tmp_path, "二.docx")
    assert (tmp_path / "一.docx").read_bytes() == (tmp_path / "二.docx").read_bytes()
    found = write(disclosure, hebei, tmp_path)
    (day,) = [item for item in body(found) if style_of(item) == "JbCoverDate"]
    assert text_of(day) == "2024年3月"


HOSTILE = st.text(
    st.one_of(
        st.sampled_from('\n\t <>&"\\=_x0A\r\x00\x0b\x1f\u00a0\u3000“≥😀中文'),
        st.characters(exclude_categories=()),
    ),
    max_size=40,
)


@settings(max_examples=25)
@given(st.lists(HOSTILE, min_size=14, max_size=14))
def test_any_text_stands_in_the_file_to_the_character(
    tmp_path_factory: pytest.TempPathFactory, layouts: dict[str, Layout], texts: list[str]
) -> None:
    name, unit, code, purpose, goals, *others = texts
    table = TargetTable(Unit("1", unit), code, name, purpose=purpose, goals=goals)
    table.plan = others[:4]
    table.indicators = [
        Indicator("产出指标", others[4], others[5], others[6], others[7], others[8]),
        Indicator(others[3], others[4], others[5], others[6], others[7], others[8]),
    ]
    disclosure = Disclosure(2024, Department("1", others[0]), others[1], projects=[table])
    layout = layouts["hebei-2021"]
    found = write(disclosure, layout, tmp_path_factory.mktemp("word"))
    check_package(found)
    rows = [row for item in body(found).iter(W + "tbl") for row in rows_of(item)]
    ((_, _, grid),) = grids(disclosure, layout)
    assert [cell.text for cells in grid.rows for cell in cells] == [
        cell[3] for row in rows for cell in row if cell[2] != "continue"
    ]
    name_lines = [text_of(i) for i in body(found) if style_of(i) == "JbCoverDepartment"]
    assert "\n".join(name_lines) == others[0]
    if others[1]:
        goal_lines = [text_of(i) for i in body(found) if style_of(i) == "JbBody"]
        assert "\n".join(goal_lines) == others[1]


def test_ten_thousand_characters_are_not_too_many(hebei: Layout, tmp_path: Path) -> None:
    long = "目标，" * 3400
    found = write(Disclosure(projects=[TargetTable(goals=long)]), hebei, tmp_path)
    table = next(body(found).iter(W + "tbl"))
    assert rows_of(table)[6][1][3] == long
    # a row taller than a page must be allowed to break
    whole = [row.find("w:trPr/w:cantSplit", NS) is not None for row in table.iter(W + "tr")]
    assert whole == [True] * 6 + [False]


def test_a_flat_form_is_one_table_with_all_projects(hebei: Layout, tmp_path: Path) -> None:
    document = body(write(many(3), flat(hebei), tmp_path))
    _, indicators = document.iter(W + "tbl")
    assert len(rows_of(indicators)) == 1 + 27
    assert len([item for item in document if style_of(item) == "JbTableTitle"]) == 1


def test_memory_does_not_grow_with_the_tables(hebei: Layout, tmp_path: Path) -> None:
    disclosure = many(800)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        write_word(disclosure, hebei, tmp_path / "大.docx", DAY)
        most = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    with zipfile.ZipFile(tmp_path / "大.docx") as package:
        size = package.getinfo("word/document.xml").file_size
    assert size > 14_000_000
    assert most < 20_000_000


def test_a_folder_that_is_not_there_is_said(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    with pytest.raises(WriteError, match="所在文件夹不存在"):
        write_word(disclosure, hebei, tmp_path / "无" / "文本.docx", DAY)


def test_an_old_file_stays_whole_when_the_new_one_fails(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "文本.docx"
    target.write_bytes(b"old")
    monkeypatch.setattr(exporters.word, "_MOST", 1000)
    with pytest.raises(WriteError, match="内容太多"):
        write_word(disclosure, hebei, target, DAY)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
