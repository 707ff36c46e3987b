"""Comments come with the cell they are about, whatever wrote the file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment as Note
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel import write_excel
from exporters.jxb import write_jxb
from exporters.word import write_word
from importers.read import read_file
from importers.xlsx_comments import told
from model.document.cellref import CellRef
from model.document.cells import get_cell
from model.document.comments import CellComment
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.parts.disclosure_dump import to_dump
from tests.importers.xlsx_kit import DOCUMENT, MAIN, inline, package, parts, relations
from tests.importers.xlsx_kit import worksheet as sheet_xml
from tests.test_roundtrip import through_office

Layouts = dict[str, Layout]


def returned(path: Path, remark: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.load_workbook(path)
    remark(book)
    book.save(path)
    return path


def find(sheet: Worksheet, text: str) -> str:
    """Return the cell of a sheet that holds a text."""
    found = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(found) == 1, f"{text}: {found}"
    return found[0]


def about(disclosure: Disclosure, comment: CellComment) -> tuple[str, str]:
    """Return the field a comment stands at, and that cell's text."""
    ref = comment.ref
    return ref.field, get_cell(disclosure, ref) if ref.field else ""


def test_a_comment_stays_with_the_cell_it_is_about(
    tmp_path: Path, disclosure: Disclosure, hebei: Layout, layouts: Layouts
) -> None:
    disclosure.projects[0].indicators[0].basis = ""
    disclosure.projects[0].purpose = ""
    path = tmp_path / "报送.xlsx"
    write_excel(disclosure, hebei, path)

    def remark(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[2]
        sheet[find(sheet, "≥95%")].comment = Note("标准偏低", "李四")
        basis = sheet[find(sheet, "≥12.5公里")].offset(0, 1)
        while type(basis).__name__ == "MergedCell":
            basis = basis.offset(0, 1)
        basis.comment = Note("缺依据", "王五")
        sheet[find(sheet, "项目编码")].comment = Note("按新编码", "李四")
        sheet["A1"].comment = Note("整表重报", "")
        own = book.worksheets[1]
        own[find(own, "测得到")].comment = Note("写具体", "李四")
        index = book.worksheets[0]
        index[find(index, "405")].comment = Note("代码已变", "李四")
        book.worksheets[-1]["H40"].comment = Note("汇总也要改", "李四")

    again, report = read_file(returned(path, remark), layouts)
    table = again.projects[0]
    found = {one.text: one for one in again.comments}
    assert len(found) == 7
    assert about(again, found["标准偏低"]) == ("value", "≥95%")
    assert found["标准偏低"].author == "李四"
    assert found["缺依据"].ref == CellRef(table.id, "basis", table.indicators[0].id)
    for label in ("按新编码", "整表重报"):
        assert found[label].ref == CellRef(table.id)
    assert about(again, found["写具体"]) == ("itemised_goals.1.goal", "测得到")
    assert about(again, found["代码已变"]) == ("department.code", "405")
    assert found["汇总也要改"].ref == CellRef()
    assert found["汇总也要改"].where == "工作表“汇总”H40"
    assert found["整表重报"].spoken == "批注：整表重报"
    lines = list(report.lines())
    assert any(line.endswith("批注（李四）：标准偏低") for line in lines)
    assert to_dump(again) == to_dump(disclosure)


def test_the_own_file_keeps_comments_and_opens_without(
    tmp_path: Path, disclosure: Disclosure, layouts: Layouts
) -> None:
    path = tmp_path / "甲.jxb"
    write_jxb(disclosure, path)
    old = path.read_text(encoding="utf-8")
    assert '"comments": []' in old
    path.write_text(old.replace('"comments": []', '"未来": []'), encoding="utf-8")
    assert read_file(path, layouts)[0].comments == []
    ref = CellRef(disclosure.projects[0].id, "budget")
    disclosure.comments = [CellComment(text="<核>\n&", author="甲", where="B3", ref=ref)]
    write_jxb(disclosure, path)
    again, report = read_file(path, layouts)
    assert again.comments == disclosure.comments
    assert report.comments == disclosure.comments
    assert "comments" not in to_dump(again)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.integers(1, 20), st.integers(1, 12)), max_size=8))
def test_comments_never_change_what_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    layouts: Layouts,
    places: list[tuple[int, int]],
) -> None:
    from tests.conftest import small_disclosure

    disclosure = small_disclosure()
    disclosure.projects[0].purpose = disclosure.projects[0].budget = ""
    disclosure.projects[0].indicators[2].description = ""
    path = tmp_path_factory.mktemp("any") / "报送.xlsx"
    write_excel(disclosure, layouts["hebei-2021"], path)

    def remark(book: openpyxl.Workbook) -> None:
        for sheet in book.worksheets:
            for row, col in places:
                cell = sheet.cell(row, col)
                if type(cell).__name__ != "MergedCell":
                    cell.comment = Note(f"{sheet.title}{cell.coordinate}", "审")

    again, _ = read_file(returned(path, remark), layouts)
    assert to_dump(again) == to_dump(disclosure)
    assert not again.unplaced
    kept = [one.text for one in again.comments]
    assert len(kept) == len(set(kept))
    book = openpyxl.load_workbook(path)
    written = [
        cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    ]
    assert sorted(kept) == sorted(written)


def test_threads_name_who_wrote(tmp_path: Path) -> None:
    from importers.xlsx import read_xlsx

    office = "http://schemas.microsoft.com/office"
    content = parts(sheet_xml(f"<row>{inline('A1', '甲')}</row>"))
    content["xl/_rels/workbook.xml.rels"] = relations(
        ("rId1", f"{DOCUMENT}/worksheet", "worksheets/sheet1.xml"),
        ("p", f"{office}/2017/10/relationships/person", "persons/person.xml"),
    )
    content["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
        ("c", f"{DOCUMENT}/comments", "../comments1.xml"),
        ("t", f"{office}/2017/10/relationships/threadedComment", "../threadedComments/t.xml"),
    )
    content["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><t>[线程批注] …linkid=870924</t></text></comment>'
        "</commentList></comments>"
    )
    space = f"{office}/spreadsheetml/2018/threadedcomments"
    content["xl/persons/person.xml"] = (
        f'<personList xmlns="{space}"><person displayName="张三" id="{{A}}"/></personList>'
    )
    content["xl/threadedComments/t.xml"] = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="A1" personId="{{A}}" id="1">'
        "<text>金额不对</text></threadedComment></ThreadedComments>"
    )
    document = read_xlsx(package(tmp_path / "线程.xlsx", content))
    cell = document.blocks[1].rows[0][0]  # type: ignore[union-attr]
    assert [(one.author, one.text) for one in cell.comments] == [("张三", "金额不对")]


COPY = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; "
    "however, any edits to it will get removed if the file is opened in a newer version of "
    "Excel. Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\n"
)


@pytest.mark.parametrize(
    ("author", "text", "meant"),
    [
        ("张三", "张三:\n请核对", ("张三", "请核对")),
        ("张三", "张三：\n请核对", ("张三", "请核对")),
        ("张三", "李四:\n请核对", ("张三", "李四:\n请核对")),
        ("张三", "张三:", ("张三", "张三:")),
        ("", "甲\n乙", ("", "甲\n乙")),
        (" ", "甲", ("", "甲")),
        ("tc={1}", f"{COPY}Comment:\n    金额不对\nReply:\n    已改", ("", "金额不对\n已改")),
        ("tc={1}", COPY, ("", COPY)),
    ],
)
def test_old_notes_say_what_was_meant(author: str, text: str, meant: tuple[str, str]) -> None:
    assert told(author, text) == meant


def commented(path: Path, remarks: list[tuple[str, str]]) -> Path:
    """Put comments of 李四 on the first runs of a Word file that hold a text."""
    document: WordDocument = docx.Document(str(path))
    paragraphs = [
        *document.paragraphs,
        *(
            para
            for table in document.tables
            for row in table.rows
            for cell in row.cells
            for para in cell.paragraphs
        ),
    ]
    for text, comment in remarks:
        para = next(para for para in paragraphs if text in para.text)
        document.add_comment(para.runs[0], comment, author="李四")
    document.save(str(path))
    return path


def test_comments_of_word_stand_at_their_cells(
    tmp_path: Path, disclosure: Disclosure, hebei: Layout, layouts: Layouts
) -> None:
    path = tmp_path / "公开.docx"
    write_word(disclosure, hebei, path, date(2024, 3, 5))
    remarks = [
        ("≥95%", "标准偏低"),
        ("186.50", "金额不符"),
        ("围绕河湖长制", "太空"),
        ("补植岸线", "写明长度"),
        ("严格管理", "标题不妥"),
        ("2.水文站点运行费绩效目标表", "项目名称不规范"),
    ]
    again, _ = read_file(commented(path, remarks), layouts)
    assert {one.text: about(again, one) for one in again.comments} == {
        "标准偏低": ("value", "≥95%"),
        "金额不符": ("budget", "186.50"),
        "太空": ("overall_goal", disclosure.overall_goal),
        "写明长度": ("itemised_goals.0.indicators", disclosure.itemised_goals[0].indicators),
        "标题不妥": ("safeguards.1.title", "严格管理"),
        "项目名称不规范": ("", ""),
    }
    assert {one.author for one in again.comments} == {"李四"}
    named = next(one for one in again.comments if one.text == "项目名称不规范")
    assert named.ref.table == again.projects[1].id
    assert to_dump(again) == to_dump(disclosure)


def test_a_comment_on_what_is_not_read_is_kept(
    tmp_path: Path, disclosure: Disclosure, hebei: Layout, layouts: Layouts
) -> None:
    path = tmp_path / "公开.docx"
    write_word(disclosure, hebei, path, date(2024, 3, 5))
    commented(path, [("186.50", "金额不符")])
    parts_of: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        parts_of = {name: archive.read(name) for name in archive.namelist()}
    body = parts_of["word/document.xml"]
    start = body.index(b"<w:commentReference")
    end = body.index(b"/>", start) + 2
    parts_of["word/document.xml"] = body[:start] + body[end:]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts_of.items():
            archive.writestr(name, data)
    again, _ = read_file(path, layouts)
    assert [(one.where, one.text) for one in again.comments] == [("正文以外", "金额不符")]


@pytest.mark.parametrize("steps", [("xlsx", "ods"), ("docx", "odt")], ids="-".join)
def test_comments_survive_another_program(
    tmp_path: Path, disclosure: Disclosure, hebei: Layout, layouts: Layouts, steps: tuple[str, str]
) -> None:
    path = tmp_path / f"甲.{steps[0]}"
    if steps[0] == "xlsx":
        write_excel(disclosure, hebei, path)

        def remark(book: openpyxl.Workbook) -> None:
            sheet = book.worksheets[2]
            sheet[find(sheet, "≥95%")].comment = Note("标准<偏>低\n请改", "李四")

        returned(path, remark)
    else:
        write_word(disclosure, hebei, path, date(2024, 3, 5))
        commented(path, [("≥95%", "标准<偏>低\n请改")])
    again, _ = read_file(through_office(path, steps[1]), layouts)
    (comment,) = again.comments
    assert about(again, comment) == ("value", "≥95%")
    assert comment.text == "标准<偏>低\n请改"
    assert comment.author in ("李四", "")


def test_a_comment_on_a_cell_that_holds_label_and_text_is_about_the_text(
    tmp_path: Path, disclosure: Disclosure, layouts: Layouts
) -> None:
    disclosure.layout = "hunan-2021"
    for table in disclosure.projects:
        table.extra |= {"author": "李某", "head": ""}
    path = tmp_path / "报送.xlsx"
    write_excel(disclosure, layouts["hunan-2021"], path)

    def remark(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[2]
        for label, said in (("填报人：李某", "换人了"), ("单位负责人：", "还没有写")):
            sheet[find(sheet, label)].comment = Note(said, "王五")

    again, _ = read_file(returned(path, remark), layouts)
    found = [(one.text, *about(again, one)) for one in again.comments]
    assert found == [("换人了", "author", "李某"), ("还没有写", "head", "")]
