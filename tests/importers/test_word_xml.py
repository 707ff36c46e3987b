from __future__ import annotations

import base64
import re
import zipfile
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from importers.mhtml import parse_mhtml
from importers.read import read_document
from importers.word_xml import parse_word2003
from model.basics.errors import ReadError
from model.document.comments import Comment
from model.layout import Layout
from model.printing.grid import Grid, Paragraph
from tests.importers.docx_kit import TRANSITIONAL, para, write_docx
from tests.importers.form_kit import TITLE, assert_read, form, html_page, read, word_body

W2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
HINT = "http://schemas.microsoft.com/office/word/2003/auxHint"
AML = "http://schemas.microsoft.com/aml/2001/core"
PKG = "http://schemas.microsoft.com/office/2006/xmlPackage"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def word2003(body: str, head: str = "", declared: str = "UTF-8") -> str:
    return (
        f'<?xml version="1.0" encoding="{declared}" standalone="yes"?>'
        '<?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{W2003}" xmlns:wx="{HINT}" xmlns:aml="{AML}" '
        f'xml:space="preserve">{head}<w:body>{body}</w:body></w:wordDocument>'
    )


@pytest.mark.parametrize(
    ("name", "encoding", "declared"),
    [
        ("表.doc", "utf-8", "UTF-8"),
        ("表.xml", "gb18030", "GB2312"),
        ("表.docx", "utf-16", "UTF-16"),
        ("表.xls", "utf-8-sig", "utf-8"),
    ],
)
def test_word_2003_with_merged_cells_and_sections(
    tmp_path: Path, layouts: dict[str, Layout], name: str, encoding: str, declared: str
) -> None:
    body = f"<wx:sect><wx:sub-section>{word_body(form(), 'vmerge')}</wx:sub-section></wx:sect>"
    path = tmp_path / name
    path.write_bytes(word2003(body + "<wx:sect/>", declared=declared).encode(encoding))
    disclosure, report = read(path, layouts)
    assert_read(disclosure)
    assert any("内容其实是Word 2003 XML" in note for note in report.notes) == (
        path.suffix != ".xml"
    )


def test_a_template_filled_with_line_breaks_between_elements(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    # FreeMarker keeps the template's line breaks and blanks between the elements
    body = word_body(form(), "vmerge").replace("><w:", ">\n  <w:")
    path = tmp_path / "表.doc"
    path.write_text(word2003(body), "utf-8")
    assert_read(read(path, layouts)[0])


def test_changes_comments_notes_and_numbers_of_word_2003() -> None:
    def run(text: str, properties: str = "") -> str:
        return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"

    def annotation(kind: str, inner: str, more: str = "") -> str:
        content = f"<aml:content>{inner}</aml:content>"
        return f'<aml:annotation aml:id="1" w:type="Word.{kind}"{more}>{content}</aml:annotation>'

    comment = annotation("Comment", "<w:p><w:r><w:t>核对</w:t></w:r></w:p>", ' aml:author="王"')
    label = '<w:pPr><w:listPr><w:ilfo w:val="1"/><wx:t wx:val="2、"/></w:listPr></w:pPr>'
    bullet = '<w:pPr><w:listPr><w:ilfo w:val="1"/><wx:t wx:val="·"/></w:listPr></w:pPr>'
    gone = annotation("Deletion", "<w:r><w:delText>旧</w:delText></w:r>")
    cell = (
        f"<w:p>{gone}{annotation('Insertion', run('新'))}{run('划', '<w:strike/>')}"
        f"<w:r>{comment}</w:r><w:r><w:footnote><w:p>{run('脚注')}</w:p></w:footnote></w:r></w:p>"
    )
    body = (
        f"<w:p>{label}{run('甲')}</w:p><w:p>{bullet}{run('乙')}</w:p>"
        f"<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc><w:p>{run('藏', '<w:vanish/>')}{run('见')}</w:p>"
        "</w:tc></w:tr></w:tbl>"
    )
    document = parse_word2003(word2003(body).encode(), "a.xml")
    first, second, grid = document.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert isinstance(grid, Grid)
    assert (first.text, second.text) == ("2、甲", "乙")
    (left, right) = grid.rows[0]
    assert (left.text, left.struck, right.text) == ("新", "划", "见")
    assert left.comments == (Comment("核对", "王", "表1第1行第1格"),)
    assert any("修订" in note for note in document.notes)


def flat(parts: dict[str, str], binary: dict[str, bytes] | None = None) -> str:
    xml = "".join(
        f'<pkg:part pkg:name="{name}"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>'
        for name, inner in parts.items()
    )
    packed = "".join(
        f'<pkg:part pkg:name="{name}"><pkg:binaryData>{base64.b64encode(data).decode()}'
        "</pkg:binaryData></pkg:part>"
        for name, data in (binary or {}).items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        f'<pkg:package xmlns:pkg="{PKG}">{xml}{packed}</pkg:package>'
    )


def relations(**targets: str) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/aFChunk" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


@pytest.mark.parametrize("name", ["表.xml", "表.doc", "表.docx"])
def test_flat_packages(tmp_path: Path, layouts: dict[str, Layout], name: str) -> None:
    document = (
        f'<w:document xmlns:w="{TRANSITIONAL}"><w:body>{word_body(form())}</w:body></w:document>'
    )
    styles = (
        f'<w:styles xmlns:w="{TRANSITIONAL}"><w:style w:type="paragraph" w:styleId="a">'
        '<w:name w:val="heading 1"/></w:style></w:styles>'
    )
    path = tmp_path / name
    path.write_text(
        flat({"/word/document.xml": document, "/word/styles.xml": styles}), encoding="utf-8"
    )
    assert_read(read(path, layouts)[0])


def page_in_mail(page: str, charset: str, transfer: str) -> bytes:
    whole = MIMEMultipart("related")
    text = MIMEText("", "html")
    del text["Content-Type"], text["Content-Transfer-Encoding"]
    text["Content-Type"] = f'text/html; charset="{charset}"'
    text["Content-Transfer-Encoding"] = transfer
    encoded = page.encode("utf-16" if charset == "unicode" else charset)
    import quopri

    body = base64.encodebytes(encoded) if transfer == "base64" else quopri.encodestring(encoded)
    text.set_payload(body.decode("ascii"))
    picture = EmailMessage()
    picture["Content-Type"] = "image/png"
    picture["Content-Location"] = "file:///C:/1/image001.png"
    picture.set_payload("AAAA")
    whole.attach(text)
    whole.attach(picture)
    return whole.as_bytes()


MAILS = [("utf-8", "base64"), ("gb2312", "quoted-printable"), ("unicode", "base64")]


@pytest.mark.parametrize(("charset", "transfer"), MAILS)
@pytest.mark.parametrize("name", ["表.mht", "表.doc", "表.xls"])
def test_pages_in_one_file(
    tmp_path: Path, layouts: dict[str, Layout], name: str, charset: str, transfer: str
) -> None:
    path = tmp_path / name
    path.write_bytes(page_in_mail(html_page(form()), charset, transfer))
    assert_read(read(path, layouts)[0])


def test_a_mail_without_a_page() -> None:
    with pytest.raises(ReadError, match="没有网页正文"):
        parse_mhtml(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n", "a")


def chunk_document(tmp_path: Path, name: str, data: bytes, body: str = "") -> Path:
    body = body or '<w:altChunk xmlns:r="' + OFFICE + '" r:id="c"/>'
    path = write_docx(tmp_path / "a.docx", para("前") + body + para("后"))
    parts = {}
    with zipfile.ZipFile(path) as package:
        for part in package.namelist():
            parts[part] = package.read(part)
    parts["word/_rels/document.xml.rels"] = relations(c=name).encode()
    parts[f"word/{name}"] = data
    with zipfile.ZipFile(path, "w") as package:
        for part, inner in parts.items():
            package.writestr(part, inner)
    return path


@pytest.mark.parametrize("kind", ["html", "mht", "docx", "xml", "flat", "txt"])
def test_imported_pieces_stand_where_they_are_put(
    tmp_path: Path, layouts: dict[str, Layout], kind: str
) -> None:
    rows = form()
    if kind == "docx":
        data = write_docx(tmp_path / "inner.docx", word_body(rows)).read_bytes()
    elif kind == "flat":
        inner = f'<w:document xmlns:w="{TRANSITIONAL}"><w:body>{word_body(rows)}</w:body>'
        data = flat({"/word/document.xml": f"{inner}</w:document>"}).encode()
    elif kind == "txt":
        data = f"{TITLE}\n（2024年度）\n".encode("gb18030")
    else:
        data = {
            "html": html_page(rows).encode(),
            "mht": page_in_mail(html_page(rows), "gb2312", "base64"),
            "xml": word2003(word_body(rows, "vmerge")).encode(),
        }[kind]
    path = chunk_document(tmp_path, f"chunk.{kind}", data)
    document = read_document(path)
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    told = [block.text for block in paragraphs if block.text]
    assert told == ["前", TITLE, "（2024年度）", "后"]
    if kind != "txt":
        assert_read(read(path, layouts)[0])


def test_an_imported_piece_in_a_cell_and_one_that_is_not_there(tmp_path: Path) -> None:
    piece = f'<w:altChunk xmlns:r="{OFFICE}" r:id="c"/>'
    lost = f'<w:altChunk xmlns:r="{OFFICE}" r:id="x"/>'
    body = f"<w:tbl><w:tr><w:tc>{piece}<w:p/></w:tc></w:tr></w:tbl>{lost}"
    document = read_document(chunk_document(tmp_path, "c.html", b"<p>\xe5\x86\x85</p>", body))
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert grid.rows[0][0].text.strip() == "内"
    assert any("没有读入（在文件里找不到" in note for note in document.notes)


def test_pieces_within_pieces_end(tmp_path: Path) -> None:
    data = b"<p>\xe5\xba\x95</p>"
    for number in range(6):
        folder = tmp_path / str(number)
        folder.mkdir()
        name = "c.html" if number == 0 else "c.docx"
        data = chunk_document(folder, name, data).read_bytes()
    path = tmp_path / "外.docx"
    path.write_bytes(data)
    document = read_document(path)
    assert sum(isinstance(block, Paragraph) for block in document.blocks) >= 8
    assert any("套得太深" in note for note in document.notes)


@pytest.mark.parametrize(
    "xml",
    [
        word2003("<w:p>")[:-20],
        word2003("").replace("<w:body>", "<w:noBody>").replace("</w:body>", "</w:noBody>"),
        word2003("<w:p>&b;</w:p>").replace("?><w:", "?><!DOCTYPE a [<!ENTITY b 'c'>]><w:"),
        word2003("<w:p>" * 5000),
        word2003("<w:tbl><w:tr>" + "<w:tc/>" * 20_000 + "</w:tr></w:tbl>"),
        flat({"/word/document.xml": "<a/>"}),
        flat({})[:-4],
    ],
    ids=["cut", "no body", "entity", "deep", "wide", "no document", "cut package"],
)
def test_broken_xml_is_one_line(tmp_path: Path, xml: str) -> None:
    path = tmp_path / "坏.xml"
    path.write_text(xml, encoding="utf-8")
    with pytest.raises(ReadError) as refusal:
        read_document(path)
    assert refusal.value.advice


def test_libreoffices_export_without_merged_cells_is_refused(
    tmp_path: Path, layouts: dict[str, Layout]
) -> None:
    """Its short rows cannot be put under their heads: which cells are missing is not said."""
    marked = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    head = f"<w:styles><w:style {marked}/></w:styles>"
    body = word_body(form(), "vmerge")
    path = tmp_path / "表.xml"
    path.write_text(word2003(body, head), encoding="utf-8")
    assert_read(read(path, layouts)[0])
    # what the export makes of a cell that goes on from above: nothing
    lost = re.sub(r"<w:tc>(?:(?!</w:tc>).)*<w:vmerge/>.*?</w:tc>", "", body, flags=re.DOTALL)
    lost = lost.replace('<w:vmerge w:val="restart"/>', "")
    assert lost.count("<w:tc>") < body.count("<w:tc>")
    path.write_text(word2003(lost, head), encoding="utf-8")
    with pytest.raises(ReadError, match="丢掉了上下合并的单元格"):
        read_document(path)
    path.write_text(word2003(lost), encoding="utf-8")
    assert read_document(path).blocks
