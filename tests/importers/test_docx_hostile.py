from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.docx import read_docx
from model.basics.errors import ReadError
from model.printing.grid import Document, Grid
from tests.importers.docx_kit import (
    cell,
    code,
    level,
    list_ref,
    mark,
    numbering,
    para,
    row,
    style,
    table,
    write_docx,
)

MAIN = "word/document.xml"


def rewritten(path: Path, parts: dict[str, bytes | None]) -> Path:
    """Put other parts into a package; None takes one out."""
    target = path.with_name("改" + path.name)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return target


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_docx(tmp_path / "好.docx", para("甲") + table(row("乙")))


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_docx(path)
    line = str(caught.value)
    assert line.startswith(f"{path}：")
    assert "\n" not in line
    return line


@pytest.mark.parametrize(
    "main",
    [
        None,
        b"",
        b"<",
        b"not xml",
        b"<a/>",
        b'<w:document xmlns:w="http://x"/>',
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
        b'<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b"\xff\xfe\x00",
    ],
)
def test_a_missing_or_foreign_main_part(good: Path, main: bytes | None) -> None:
    assert "Word" in refused(rewritten(good, {MAIN: main}))


def test_broken_side_parts(good: Path) -> None:
    for part in ("_rels/.rels", "word/styles.xml", "word/numbering.xml"):
        refused(rewritten(good, {part: b"<broken"}))


def test_no_word_file(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    book = openpyxl.Workbook()
    book.save(path)
    assert "不是 Word 文档" in refused(path)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", "甲")
    assert "不是 Word 文档" in refused(path)


def test_xml_cut_off(good: Path) -> None:
    with zipfile.ZipFile(good) as package:
        whole = package.read(MAIN)
    for length in range(1, len(whole), 29):
        refused(rewritten(good, {MAIN: whole[:length]}))


def test_packages_cut_off_or_damaged(good: Path, tmp_path: Path) -> None:
    whole = good.read_bytes()
    for length in range(1, len(whole), 97):
        cut = tmp_path / "断.docx"
        cut.write_bytes(whole[:length])
        refused(cut)


def test_packages_packed_as_office_never_packs(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "异.docx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    refused(path)


@given(st.data())
def test_damaged_bytes_never_end_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    body = para("甲" * 30) + table(row("乙", cell("丙", span=2)), row("丁"))
    whole = bytearray(write_docx(folder / "好.docx", body).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = folder / "坏.docx"
    path.write_bytes(bytes(whole))
    try:
        assert isinstance(read_docx(path), Document)
    except ReadError as error:
        assert str(path) in str(error)


def doctype(body: str) -> bytes:
    return (
        '<?xml version="1.0"?>' + " " * 5000 + '<!DOCTYPE a [<!ENTITY e "甲"><!ENTITY f "&e;&e;">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    ).encode()


def test_entities_are_refused_wherever_they_hide(good: Path) -> None:
    refused(rewritten(good, {MAIN: doctype(para("<w:r><w:t>&f;</w:t></w:r>"))}))
    refused(rewritten(good, {"word/styles.xml": doctype("")}))
    early = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    assert "实体" in refused(rewritten(good, {MAIN: early}))


def test_elements_too_deep_are_refused(tmp_path: Path) -> None:
    for inner in ("<w:sdt>", "<w:ins>", "<m:oMath>", "<w:tbl><w:tr><w:tc>", "<w:p><w:r>"):
        names = [name.strip("<>") for name in inner.replace("><", "> <").split()]
        end = "".join(f"</{name}>" for name in reversed(names))
        body = para(inner * 300 + end * 300)
        refused(write_docx(tmp_path / "深.docx", body))


def test_tables_nested_as_deep_as_xml_goes_are_read(tmp_path: Path) -> None:
    inner = table(row("底"))
    for number in range(60):
        inner = table(row(cell(f"第{number}层", inner, para())))
    blocks = read_docx(write_docx(tmp_path / "深.docx", inner)).blocks
    depth = 0
    grids = [block for block in blocks if isinstance(block, Grid)]
    while grids:
        grid = grids[0]
        grids = grid.rows[0][0].nested or []
        depth += 1
    assert depth == 61
    assert grid.rows[0][0].text == "底"


def test_a_text_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    body = f"<w:p><w:r><w:t>{'甲' * 11_000_000}</w:t></w:r></w:p>"
    assert "大得不正常" in refused(write_docx(tmp_path / "长.docx", body))


def test_a_single_paragraph_of_endless_elements_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.docx.MAX_TREE", 5_000_000)
    many = "<w:r/>" * 40_000
    assert "大得不正常" in refused(write_docx(tmp_path / "多.docx", f"<w:p>{many}</w:p>"))
    apart = many.replace("r", "p")
    assert len(read_docx(write_docx(tmp_path / "分.docx", apart)).blocks) == 40_000


def test_more_cells_than_any_document_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.docx_context.MAX_BYTES", 1_000_000)
    many = table(*[row("", "")] * 2500)
    assert "大得不正常" in refused(write_docx(tmp_path / "多.docx", many))
    few = write_docx(tmp_path / "少.docx", table(*[row("", "")] * 1500))
    assert len(read_docx(few).blocks) == 1


def test_more_tables_or_paragraphs_than_any_document_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importers.docx_context.MAX_TABLES", 50)
    monkeypatch.setattr("importers.docx.MAX_PARAGRAPHS", 50)
    nested = table(row(cell(table(row("里")), para()))) * 26
    assert "大得不正常" in refused(write_docx(tmp_path / "表.docx", nested))
    assert "大得不正常" in refused(write_docx(tmp_path / "段.docx", para("甲") * 51))
    fits = table(row("甲")) * 50 + para("乙") * 50
    assert len(read_docx(write_docx(tmp_path / "少.docx", fits)).blocks) == 100


def test_styles_beyond_reason_are_refused(tmp_path: Path) -> None:
    styles = "".join(style(f"s{n}", "甲") for n in range(60_000))
    assert "大得不正常" in refused(write_docx(tmp_path / "样.docx", para("甲"), styles=styles))


def test_fields_joins_and_numbers_without_end_stay_quick(tmp_path: Path) -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'
    long_label = numbering(
        [("1", level(0, "lowerLetter", "%1" * 9999, start=780))], [("1", "1", "")]
    )
    body = (
        para(mark("begin") * 5_000, "一")
        + para((mark("begin") + code("REF ") + mark("separate")) * 5_000, "二")
        + para(mark("end") * 9_000, "三")
        + para("字", properties=gone) * 5_000
        + para("四")
        + para("五", properties=list_ref(1))
        + para("<w:r><w:t>甲</w:t><w:br w:type='page'/></w:r>" * 5_000)
        + table(row(cell("头", merge="restart")), *[row(cell("乙", merge="continue"))] * 5_000)
    )
    blocks = read_docx(write_docx(tmp_path / "长.docx", body, numbers=long_label)).blocks
    texts = [getattr(block, "text", "") for block in blocks]
    assert texts[:4] == ["一", "二", "三", "字" * 5_000 + "四"]
    assert texts[4].endswith("五")
    assert len(texts[4]) < 10_000
    assert texts[5:-1] == ["甲"] * 5_000
    grid = blocks[-1]
    assert isinstance(grid, Grid)
    assert grid.rows[0][0].rowspan == 5_001
    assert grid.rows[0][0].text == "头" + "\n乙" * 5_000


def one_of(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.split())


TAGS = one_of(
    "p r t tbl tr tc tcPr gridSpan vMerge hMerge sdt sdtContent ins del moveFrom fldChar instrText"
    " fldSimple pPr numPr ilvl numId rPr rStyle pStyle vanish br tab sym ruby rubyBase txbxContent"
    " pict trPr gridBefore hyperlink tblGrid body document altChunk cellMerge ffData"
)
ATTRIBUTES = st.dictionaries(
    one_of("val type fldCharType instr char font vMerge"),
    one_of("1 0 -1 999999999 restart continue page begin separate end TOC F0FE x a"),
    max_size=2,
)


@st.composite
def anything(draw: st.DrawFn, depth: int = 4) -> str:
    """Draw elements of Word in no order Word would have."""
    out = []
    for _ in range(draw(st.integers(0, 3))):
        name = draw(TAGS)
        inner = draw(st.sampled_from(["", "字", " ", "TOC", 'TC "甲'])) if depth < 2 else ""
        if depth:
            inner += draw(anything(depth - 1))
        pairs = "".join(f' w:{key}="{value}"' for key, value in draw(ATTRIBUTES).items())
        out.append(f"<w:{name}{pairs}>{inner}</w:{name}>")
    return "".join(out)


@given(anything())
def test_any_order_of_elements_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, body: str
) -> None:
    path = write_docx(
        tmp_path_factory.mktemp("any") / "乱.docx",
        body,
        styles=style("1", "甲", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        numbers=numbering([("1", level(0, "decimal", "%1.%9"))], [("1", "1", "")]),
    )
    try:
        document = read_docx(path)
    except ReadError as error:
        assert str(path) in str(error)
        return
    for block in document.blocks:
        if isinstance(block, Grid):
            covered = {
                (y, x)
                for cells in block.rows
                for c in cells
                for y in range(c.row, c.row + c.rowspan)
                for x in range(c.col, c.col + c.colspan)
            }
            area = sum(c.rowspan * c.colspan for cells in block.rows for c in cells)
            assert len(covered) == area
            assert all(y < len(block.rows) and x < block.columns for y, x in covered)
