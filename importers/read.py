"""Any file a clerk may have becomes a disclosure and a report."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from importers.archive import Chain, members, taken_out
from importers.docx import read_docx
from importers.docx_context import Embed
from importers.html import parse_html
from importers.jxb import read_jxb
from importers.kinds import FAMILIES, HEAD, kind_of
from importers.mhtml import parse_mhtml, read_html, read_mhtml
from importers.ofd.reader import read_ofd
from importers.office import converted
from importers.password import decrypted
from importers.pdf.reader import read_pdf
from importers.refusals import refusal, without_text
from importers.source import open_package, sniff
from importers.text import read_text, text_document
from importers.word_xml import (
    parse_flat_opc,
    parse_word2003,
    read_flat_opc,
    read_word2003,
)
from importers.xls import read_xls
from importers.xlsx import read_xlsx
from importers.xml_sheet import read_sheet2003
from model.basics.errors import ReadError
from model.basics.names import readable
from model.document.disclosure import Disclosure
from model.document.report import ReadReport, TableOrigin
from model.document.settling import open_doubts
from model.layout import Layout, publications_of
from model.printing.grid import Block, Document, Grid, Paragraph
from model.recognise import recognise

Reader = Callable[[Path], Document]


def _through_office(name: str, target: str) -> Reader:
    """Return a reader by way of LibreOffice, for what nothing else can read.

    Args:
        name: the extension LibreOffice shall see.
        target: ``docx`` or ``xlsx``.
    """
    read = read_docx if target == "docx" else read_xlsx

    def reader(path: Path) -> Document:
        with converted(path, target, name) as copy:
            return read(copy)

    return reader


_MAX_EMBEDDED = 3


def _embedding(depth: int) -> Embed:
    """Return what reads pieces imported into a Word document, so deep within one another."""

    def embed(data: bytes, file: str) -> Document:
        kind = kind_of(data[:HEAD])
        if kind == "html":
            return parse_html(data, file)
        if kind == "mhtml":
            return parse_mhtml(data, file)
        if kind == "text":
            return text_document(data, file)
        if kind == "word2003":
            return parse_word2003(data, file)
        inner = _embedding(depth + 1) if depth < _MAX_EMBEDDED else None
        if kind == "flatopc":
            return parse_flat_opc(data, file, inner)
        if kind in ("zip", "rtf"):
            with tempfile.TemporaryDirectory(prefix="jibiao-") as folder:
                copy = Path(folder) / f"piece.{'docx' if kind == 'zip' else 'rtf'}"
                copy.write_bytes(data)
                return read_docx(copy, inner) if kind == "zip" else READERS["rtf"](copy)
        raise refusal(Path(file), kind, False)

    return embed


def _read_word(path: Path) -> Document:
    return read_docx(path, _embedding(1))


def _read_flat_opc(path: Path) -> Document:
    return read_flat_opc(path, _embedding(1))


READERS: dict[str, Reader] = {
    "docx": _read_word,
    "word2003": read_word2003,
    "flatopc": _read_flat_opc,
    "sheet2003": read_sheet2003,
    "xlsx": read_xlsx,
    "ole-excel": read_xls,
    "text": read_text,
    "pdf": read_pdf,
    "ofd": read_ofd,
    "ole-word": _through_office("doc", "docx"),
    "rtf": _through_office("rtf", "docx"),
    "odt": _through_office("odt", "docx"),
    "fodt": _through_office("fodt", "docx"),
    "ods": _through_office("ods", "xlsx"),
    "fods": _through_office("fods", "xlsx"),
    "xlsb": _through_office("xlsb", "xlsx"),
    "html": read_html,
    "mhtml": read_mhtml,
}
"""Kind of content → its reader; what is not here is refused by `importers.refusals`."""

EXTENSIONS: dict[str, tuple[str, ...]] = {
    ".jxb": ("json",),
    ".bak": ("json",),
    ".json": ("json",),
    ".txt": ("text",),
    ".csv": ("text",),
    ".tsv": ("text",),
    ".docx": ("docx",),
    ".docm": ("docx",),
    ".dotx": ("docx",),
    ".dotm": ("docx",),
    ".xlsx": ("xlsx",),
    ".xlsm": ("xlsx",),
    ".xltx": ("xlsx",),
    ".xltm": ("xlsx",),
    ".xlsb": ("xlsb",),
    ".xls": ("ole-excel",),
    ".xlt": ("ole-excel",),
    ".et": ("ole-excel", "xlsx"),
    ".ett": ("ole-excel", "xlsx"),
    ".doc": ("ole-word",),
    ".dot": ("ole-word",),
    ".wps": ("ole-word", "docx", "ole"),
    ".wpt": ("ole-word", "docx", "ole"),
    ".rtf": ("rtf",),
    ".odt": ("odt",),
    ".ott": ("odt",),
    ".fodt": ("fodt",),
    ".ods": ("ods",),
    ".ots": ("ods",),
    ".fods": ("fods",),
    ".xml": ("word2003", "flatopc", "sheet2003", "fodt", "fods"),
    ".html": ("html",),
    ".htm": ("html",),
    ".mht": ("mhtml",),
    ".mhtml": ("mhtml",),
    ".pdf": ("pdf",),
    ".ofd": ("ofd",),
    ".zip": ("zip",),
}
"""File name extensions that promise something to read, and what they promise."""

_OLD_WPS = (".wps", ".wpt")
_MAX_TRIED = 20
"""Files of one archive to look into for the one with target tables."""


def is_readable_name(path: Path) -> bool:
    """Tell whether a file's name says that it can be read, for going through folders."""
    name = path.name
    return path.suffix.lower() in EXTENSIONS and not name.startswith((".", "~$"))


def read_file(
    path: Path, layouts: Mapping[str, Layout], layout_id: str = ""
) -> tuple[Disclosure, ReadReport]:
    """Read a file of any known format; its content decides which, not its name.

    Args:
        path: the file; an archive stands for the one file with target tables in it.
        layouts: every form there is, by id.
        layout_id: the form to read by; found by itself when empty.

    Raises:
        ReadError: it cannot be read, or holds no target table.
        LayoutError: no form has that id.
    """
    kind = sniff(path)
    if kind == "json":
        disclosure = read_jxb(path)
        # whose parts it holds must be known where it is checked and printed
        publications_of(layouts)
        return disclosure, _own_report(path, disclosure, layouts)
    if kind == "zip":
        return _read_archive(path, layouts, layout_id)
    return recognise(read_document(path, kind), layouts, readable(str(path)), layout_id)


def read_member(
    path: Path, chain: Chain, layouts: Mapping[str, Layout], layout_id: str = ""
) -> tuple[Disclosure, ReadReport]:
    """Read one file of an archive; see `read_file` and `importers.archive.members`.

    Raises:
        ReadError: it cannot be read, or holds no target table.
        LayoutError: no form has that id.
    """
    place = f"{path}/{'/'.join(chain)}"
    with taken_out(path, chain) as copy:
        try:
            disclosure, report = read_file(copy, layouts, layout_id)
        except ReadError as error:
            raise ReadError(error.reason, place, error.advice) from error
    report.source = place
    return disclosure, report


def read_document(path: Path, kind: str = "") -> Document:
    """Read a file's blocks; ``kind`` is what it is, where that is known already.

    Raises:
        ReadError: it cannot be read.
    """
    kind = kind or sniff(path)
    if kind == "encrypted":
        with decrypted(path) as copy:
            return _read_copy(copy, path)
    expected = EXTENSIONS.get(path.suffix.lower())
    misnamed = expected is not None and kind not in expected
    reader = READERS.get(kind)
    if kind == "ole" and path.suffix.lower() in _OLD_WPS:
        reader = READERS["ole-word"]
    if reader is None:
        raise refusal(path, kind, misnamed)
    document = reader(path)
    if not any(map(_says_something, document.blocks)):
        raise without_text(path, kind in ("docx", "xlsx") and _has_pictures(path))
    if misnamed:
        document.notes.append(f"扩展名是 {path.suffix}，内容其实是{FAMILIES[kind]}，已按内容读取")
    return document


def _says_something(block: Block) -> bool:
    if isinstance(block, Paragraph):
        # a sheet's name alone says nothing
        return bool((block.text or block.struck).strip()) and block.role != "sheet"
    if isinstance(block, Grid):
        return any(
            cell.text or cell.struck or cell.flaws or cell.nested
            for row in block.rows
            for cell in row
        )
    return True


def _has_pictures(path: Path) -> bool:
    with open_package(path) as package:
        return any("/media/" in name.replace("\\", "/") for name in package.namelist())


def _read_copy(copy: Path, path: Path) -> Document:
    try:
        document = read_document(copy)
    except ReadError as error:
        raise ReadError(error.reason, str(path), error.advice) from error
    document.notes.append("文件用 Excel 的默认密码加密（保护工作簿时会这样），已解开读取")
    return document


def _read_archive(
    path: Path, layouts: Mapping[str, Layout], layout_id: str
) -> tuple[Disclosure, ReadReport]:
    """Read the one file with target tables in an archive.

    Raises:
        ReadError: there is none, or several.
    """
    found = members(path)
    named = [member for member in found if is_readable_name(Path(member[1]))] or found
    if not named:
        raise ReadError("压缩包里没有文件", str(path), "请重新取得这个文件")
    read: list[tuple[str, tuple[Disclosure, ReadReport]]] = []
    failure: ReadError | None = None
    for chain, shown in named if len(named) <= _MAX_TRIED else ():
        try:
            read.append((shown, read_member(path, chain, layouts, layout_id)))
        except ReadError as error:
            failure = failure or ReadError(error.reason, f"{path} 里的 {shown}", error.advice)
        if len(read) > 1:
            break
    if len(read) > 1 or len(named) > _MAX_TRIED:
        several = "，不止一个有绩效目标表" if len(read) > 1 else "，太多了，没有一个个去看"
        raise ReadError(
            f"压缩包里有 {len(named)} 个文件{several}",
            str(path),
            "请先解压，再打开其中一个；要一起看，可以用“汇总”选压缩包所在的文件夹",
        )
    if failure is not None and not read:
        raise failure
    shown, (disclosure, report) = read[0]
    report.source = readable(str(path))
    report.notes.append(f"这是压缩包，读的是里面的“{shown}”")
    others = [name for _, name in found if name != shown]
    if others:
        report.notes.append(f"压缩包里还有 {len(others)} 个文件没有读：{'、'.join(others[:5])}")
    return disclosure, report


def _own_report(path: Path, disclosure: Disclosure, layouts: Mapping[str, Layout]) -> ReadReport:
    origins = [
        TableOrigin(number, table.name, f"第{number}个项目", len(table.indicators))
        for number, table in enumerate(disclosure.projects, 1)
    ]
    layout = layouts.get(disclosure.layout)
    name = f"{layout.id} {layout.name}" if layout else disclosure.layout or "未注明"
    return ReadReport(
        readable(str(path)),
        name,
        origins,
        disclosure.unplaced,
        comments=disclosure.comments,
        doubts=list(open_doubts(disclosure)),
    )
