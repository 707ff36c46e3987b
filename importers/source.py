"""What a file is, by its content, and whether it is fit to be read at all."""

from __future__ import annotations

import errno
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import olefile

from model.errors import ReadError

MAX_FILE = 100 * 1024 * 1024
"""A real department's file is far smaller; ten thousand target tables are about 30 MB."""

MAX_PART = 1024 * 1024 * 1024
MAX_RATIO = 200
"""XML of tables packs 20 to 60 times; only a bomb packs 200 times over more than 20 MB."""
_RATIO_FROM = 20 * 1024 * 1024

FAMILIES = {
    "docx": "Word 文档（.docx）",
    "xlsx": "Excel 工作簿（.xlsx）",
    "ole-word": "Word 97-2003 文档（.doc）",
    "ole-excel": "Excel 97-2003 工作簿（.xls）",
    "ole": "旧版 Office 文件",
    "odf": "OpenDocument 文件（.odt/.ods）",
    "zip": "压缩包",
    "rtf": "RTF 文档",
    "html": "网页（HTML）",
    "pdf": "PDF 文件",
    "image": "图片",
    "json": "JSON 文件",
    "text": "文本",
    "binary": "不认识的二进制文件",
}
"""Kinds of content and their names for the clerk."""

_MAGIC = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"Rar!", "zip"),
    (b"7z\xbc\xaf", "zip"),
    (b"\x1f\x8b", "zip"),
)


def sniff(path: Path) -> str:
    """Return what kind of content a file has: a key of `FAMILIES`.

    Raises:
        ReadError: the file is missing, empty, too large, locked by a password,
            broken, or cannot be opened.
    """
    name = str(path)
    try:
        size = path.stat().st_size
        if size == 0:
            raise ReadError("文件是空的", name, "请重新取得这个文件")
        if size > MAX_FILE:
            raise ReadError(
                f"文件太大（{size / 1024 / 1024:.0f} MB，最多 {MAX_FILE // 1024 // 1024} MB）",
                name,
                "绩效文本不会有这么大，请检查是否选错了文件，或删去其中的图片",
            )
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError as error:
        raise ReadError("找不到这个文件", name, "请检查文件名和所在文件夹") from error
    except IsADirectoryError as error:
        raise ReadError("这是一个文件夹，不是文件", name) from error
    except PermissionError as error:
        raise ReadError("没有读取权限，或文件正被别的程序占用", name) from error
    except OSError as error:
        raise ReadError(f"读取时出错（{error.strerror}）", name) from error
    if head.startswith(b"PK"):
        return _sniff_zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sniff_ole(path)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return _sniff_text(head)


def _sniff_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    if b"\x00" in head:
        return "binary"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")) or b"<html" in start:
        return "html"
    if start.startswith(b"{"):
        return "json"
    return "text"


def _sniff_zip(path: Path) -> str:
    with open_package(path) as package:
        names = set(package.namelist())
        if "[Content_Types].xml" in names or any(name.startswith("word/") for name in names):
            if any(name.startswith("word/") for name in names):
                return "docx"
            if any(name.startswith("xl/") for name in names):
                return "xlsx"
        if "mimetype" in names and "content.xml" in names:
            return "odf"
    return "zip"


def _sniff_ole(path: Path) -> str:
    try:
        with olefile.OleFileIO(path) as ole:
            streams = {"/".join(entry) for entry in ole.listdir()}
            if "EncryptedPackage" in streams:
                raise _locked(path)
            if "WordDocument" in streams:
                head = ole.openstream("WordDocument").read(12)
                if len(head) == 12 and head[11] & 0x01:
                    raise _locked(path)
                return "ole-word"
            if "Workbook" in streams or "Book" in streams:
                return "ole-excel"
    except ReadError:
        raise
    except Exception as error:
        # olefile raises all kinds of errors on broken files
        raise _broken(path) from error
    return "ole"


def _locked(path: Path) -> ReadError:
    return ReadError("文件有打开密码，读不出来", str(path), "请在 Office 或 WPS 中取消密码后重试")


def _broken(path: Path) -> ReadError:
    return ReadError(
        "文件已损坏或不完整", str(path), "请在 Office 或 WPS 中打开并另存，或重新取得这个文件"
    )


@contextmanager
def open_package(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip package after making sure it is whole and no bomb.

    Broken parts found while reading inside the block become a `ReadError` too.

    Raises:
        ReadError: broken, locked, or unpacking to far more than a document holds.
    """
    try:
        with zipfile.ZipFile(path) as package:
            for part in package.infolist():
                if part.flag_bits & 0x1:
                    raise _locked(path)
                ratio = part.file_size / max(1, part.compress_size)
                if part.file_size > MAX_PART or (
                    part.file_size > _RATIO_FROM and ratio > MAX_RATIO
                ):
                    raise ReadError("文件解压后大得不正常，可能是恶意文件，没有读取", str(path))
            yield package
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError) as error:
        # ValueError: names in no encoding, negative places and the like
        raise _broken(path) from error
    except NotImplementedError as error:
        raise _broken(path) from error
    except OSError as error:
        if error.errno == errno.EINVAL:
            # a place in the file that cannot be, read from broken bytes
            raise _broken(path) from error
        raise ReadError(f"读取时出错（{error.strerror or error}）", str(path)) from error
    except RecursionError as error:
        raise _broken(path) from error
    except RuntimeError as error:
        raise _locked(path) from error


_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def safe_part(package: zipfile.ZipFile, name: str, path: Path) -> IO[bytes]:
    """Open an XML part, refusing document types and entities, which Office never writes.

    Raises:
        ReadError: the part is missing or declares a document type.
    """
    try:
        with package.open(name) as part:
            head = part.read(4096).replace(b"\x00", b"")
    except KeyError as error:
        raise _broken(path) from error
    if _DOCTYPE.search(head):
        raise ReadError("文件内含实体定义（DTD），可能是恶意文件，没有读取", str(path))
    return package.open(name)
