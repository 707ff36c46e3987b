"""Any file a clerk may have becomes a disclosure and a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from importers.docx import read_docx
from importers.jxb import read_jxb
from importers.office import converted
from importers.source import FAMILIES, sniff
from importers.text import read_text
from importers.xls import read_xls
from importers.xlsx import read_xlsx
from model.disclosure import Disclosure
from model.errors import ReadError
from model.grid import Document
from model.layout import Layout
from model.recognise import recognise
from model.report import ReadReport, TableOrigin
from model.settling import open_doubts

_BY_CONTENT: dict[str, Callable[[Path], Document]] = {
    "docx": read_docx,
    "xlsx": read_xlsx,
    "ole-excel": read_xls,
    "text": read_text,
}
_THROUGH_OFFICE = {
    # content, as LibreOffice should see it named, what to convert to
    "ole-word": ("doc", "docx"),
    "rtf": ("rtf", "docx"),
    "html": ("html", "docx"),
}
EXTENSIONS: dict[str, tuple[str, ...]] = {
    ".jxb": ("json",),
    ".bak": ("json",),
    ".json": ("json",),
    ".txt": ("text",),
    ".docx": ("docx",),
    ".docm": ("docx",),
    ".dotx": ("docx",),
    ".dotm": ("docx",),
    ".xlsx": ("xlsx",),
    ".xlsm": ("xlsx",),
    ".xltx": ("xlsx",),
    ".xltm": ("xlsx",),
    ".xls": ("ole-excel",),
    ".xlt": ("ole-excel",),
    ".et": ("ole-excel", "xlsx"),
    ".ett": ("ole-excel", "xlsx"),
    ".doc": ("ole-word", "rtf", "html"),
    ".dot": ("ole-word", "rtf"),
    ".wps": ("ole-word", "docx", "ole"),
    ".wpt": ("ole-word", "docx", "ole"),
    ".rtf": ("rtf",),
    ".odt": ("odf",),
    ".ott": ("odf",),
    ".fodt": ("html", "text"),
    ".ods": ("odf",),
    ".ots": ("odf",),
    ".fods": ("html", "text"),
    ".xlsb": ("xlsx", "zip"),
    ".html": ("html",),
    ".htm": ("html",),
}
"""File name extensions that are read, and the kinds of content each may have."""

_ADVICE = {
    "docx": "请把扩展名改为 .docx 后重试",
    "xlsx": "请把扩展名改为 .xlsx 后重试",
    "ole-word": "请把扩展名改为 .doc 后重试",
    "ole-excel": "请把扩展名改为 .xls 后重试",
    "text": "若是文本，请把扩展名改为 .txt 后重试",
    "html": "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后重试",
}

_SHEETS = (".ods", ".ots", ".fods", ".xlsb")


def is_readable_name(path: Path) -> bool:
    """Tell whether a file's name says that it can be read, for going through folders."""
    name = path.name
    return path.suffix.lower() in EXTENSIONS and not name.startswith((".", "~$"))


def read_file(
    path: Path, layouts: Mapping[str, Layout], layout_id: str = ""
) -> tuple[Disclosure, ReadReport]:
    """Read a file of any known format.

    Args:
        path: the file.
        layouts: every form there is, by id.
        layout_id: the form to read by; found by itself when empty.

    Raises:
        ReadError: it cannot be read, or holds no target table.
        LayoutError: no form has that id.
    """
    content = sniff(path)
    extension = path.suffix.lower()
    _refuse_wrong_name(path, extension, content)
    if content == "json":
        disclosure = read_jxb(path)
        return disclosure, _own_report(path, disclosure, layouts)
    return recognise(_document(path, extension, content), layouts, str(path), layout_id)


def _document(path: Path, extension: str, content: str) -> Document:
    if extension in _SHEETS:
        with converted(path, "xlsx") as copy:
            return read_xlsx(copy)
    if extension in (".fodt", ".odt", ".ott"):
        with converted(path, "docx") as copy:
            return read_docx(copy)
    if content in _BY_CONTENT:
        return _BY_CONTENT[content](path)
    as_name, target = _THROUGH_OFFICE.get(content, ("", "docx"))
    with converted(path, target, as_name) as copy:
        return read_docx(copy)


def _refuse_wrong_name(path: Path, extension: str, content: str) -> None:
    """Refuse a file whose name says something else than its content."""
    allowed = EXTENSIONS.get(extension)
    if allowed is None:
        known = "、".join((".jxb", ".docx", ".xlsx", ".xls", ".doc", ".odt", ".wps", ".et", ".txt"))
        raise ReadError(
            f"不认识的文件类型“{extension or '没有扩展名'}”", str(path), f"能读的有 {known}"
        )
    if content not in allowed:
        advice = _ADVICE.get(content, "请检查是否选错了文件")
        raise ReadError(f"扩展名是 {extension}，内容却是{FAMILIES[content]}", str(path), advice)


def _own_report(path: Path, disclosure: Disclosure, layouts: Mapping[str, Layout]) -> ReadReport:
    origins = [
        TableOrigin(number, table.name, f"第{number}个项目", len(table.indicators))
        for number, table in enumerate(disclosure.projects, 1)
    ]
    layout = layouts.get(disclosure.layout)
    name = f"{layout.id} {layout.name}" if layout else disclosure.layout or "未注明"
    return ReadReport(
        str(path),
        name,
        origins,
        disclosure.unplaced,
        comments=disclosure.comments,
        doubts=list(open_doubts(disclosure)),
    )
