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

from importers.kinds import HEAD, kind_of
from model.basics.errors import ReadError

MAX_FILE = 100 * 1024 * 1024
"""A real department's file is far smaller; ten thousand target tables are about 30 MB."""

MAX_PART = 1024 * 1024 * 1024
MAX_RATIO = 200
"""XML of tables packs 20 to 60 times; only a bomb packs 200 times over more than 20 MB."""
_RATIO_FROM = 20 * 1024 * 1024


def sniff(path: Path) -> str:
    """Return what kind of content a file has: a key of `importers.kinds.FAMILIES`.

    Raises:
        ReadError: the file is missing, empty, too large, broken, or cannot be opened.
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
            head = file.read(HEAD)
    except FileNotFoundError as error:
        raise ReadError("找不到这个文件", name, "请检查文件名和所在文件夹") from error
    except IsADirectoryError as error:
        raise ReadError("这是一个文件夹，不是文件", name) from error
    except PermissionError as error:
        raise ReadError("没有读取权限，或文件正被别的程序占用", name) from error
    except OSError as error:
        raise ReadError(f"读取时出错（{error.strerror}）", name) from error
    kind = kind_of(head)
    if kind == "zip":
        return _sniff_zip(path)
    if kind == "ole":
        return _sniff_ole(path)
    if kind == "zeros" and not _is_all_zero(path):
        return "binary"
    return kind


def _is_all_zero(path: Path) -> bool:
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            if piece.strip(b"\x00"):
                return False
    return True


_OPEN_DOCUMENT = {b"text": "odt", b"spreadsheet": "ods"}


def _sniff_zip(path: Path) -> str:
    with open_package(path) as package:
        # part names know no case, and some writers put Windows' separators into them
        names = {name.replace("\\", "/").lower(): name for name in package.namelist()}
        if "mimetype" in names and "content.xml" in names:
            said = package.read(names["mimetype"])[:200].removeprefix(b"application/vnd.oasis.")
            subject = said.removeprefix(b"opendocument.").split(b"-")[0].strip()
            return _OPEN_DOCUMENT.get(subject, "odf")
        if "ofd.xml" in names:
            return "ofd"
        if "[content_types].xml" in names or any(name.startswith("word/") for name in names):
            for start, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "slides")):
                if any(name.startswith(start) for name in names):
                    return "xlsb" if "xl/workbook.bin" in names else kind
    return "zip"


def _sniff_ole(path: Path) -> str:
    try:
        with olefile.OleFileIO(path) as ole:
            streams = {"/".join(entry) for entry in ole.listdir()}
            if "EncryptedPackage" in streams:
                return "encrypted"
            if any("DRMContent" in stream for stream in streams):
                raise ReadError(
                    "文件受权限管理（IRM）保护，读不出来",
                    str(path),
                    "请有权限的人在 Word、Excel 或 WPS 中打开，取消权限限制并另存后重试",
                )
            if "WordDocument" in streams:
                head = ole.openstream("WordDocument").read(12)
                return "encrypted" if len(head) == 12 and head[11] & 0x01 else "ole-word"
            for name in ("Workbook", "Book"):
                if name in streams:
                    records = ole.openstream(name).read(_FIRST_RECORDS)
                    return "encrypted" if _has_password(records) else "ole-excel"
            if "PowerPoint Document" in streams:
                return "slides"
    except ReadError:
        raise
    except Exception as error:
        # olefile raises all kinds of errors on broken files
        raise broken(path) from error
    return "ole"


_FIRST_RECORDS = 4096
_FILE_PASS = 0x2F


def _has_password(records: bytes) -> bool:
    """Tell whether a workbook's first records say that the rest is encrypted."""
    at = 0
    while at + 4 <= len(records):
        kind, size = struct.unpack_from("<HH", records, at)
        if kind == _FILE_PASS:
            return True
        at += 4 + size
    return False


def locked(path: Path) -> ReadError:
    """Return the clerk's message for a file with a password of its own."""
    return ReadError(
        "文件有打开密码，读不出来",
        str(path),
        "请用密码在 Word、Excel 或 WPS 中打开，取消密码（文件→信息→用密码进行加密，清空）再保存",
    )


def broken(path: Path) -> ReadError:
    """Return the clerk's message for a file whose insides do not hold."""
    return ReadError(
        "文件已损坏或不完整（可能没有下载或拷贝完）",
        str(path),
        "请重新下载或请发送的人重发；也可以在 Word、Excel 或 WPS 中打开试试修复，再另存",
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
                    raise ReadError(
                        "压缩包有密码，读不出来", str(path), "请用密码解压后，打开解压出来的文件"
                    )
                ratio = part.file_size / max(1, part.compress_size)
                if part.file_size > MAX_PART or (
                    part.file_size > _RATIO_FROM and ratio > MAX_RATIO
                ):
                    raise ReadError("文件解压后大得不正常，可能是恶意文件，没有读取", str(path))
            yield package
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError) as error:
        # ValueError: names in no encoding, negative places and the like
        raise broken(path) from error
    except NotImplementedError as error:
        raise broken(path) from error
    except OSError as error:
        if error.errno == errno.EINVAL:
            # a place in the file that cannot be, read from broken bytes
            raise broken(path) from error
        raise ReadError(f"读取时出错（{error.strerror or error}）", str(path)) from error
    except RecursionError as error:
        raise broken(path) from error
    except RuntimeError as error:
        raise locked(path) from error


_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def has_entities(file: str) -> ReadError:
    """Return the clerk's message for XML with entities of its own: a known way to attack."""
    return ReadError(
        "文件内含实体定义（DTD），可能是恶意文件，没有读取",
        file,
        "请问清来历；确实可靠的，在 Word、Excel 或 WPS 中打开，另存后重试",
    )


def safe_part(package: zipfile.ZipFile, name: str, path: Path) -> IO[bytes]:
    """Open an XML part, refusing document types and entities, which Office never writes.

    Raises:
        ReadError: the part is missing or declares a document type.
    """
    try:
        with package.open(name) as part:
            head = part.read(4096).replace(b"\x00", b"")
    except KeyError as error:
        raise broken(path) from error
    if _DOCTYPE.search(head):
        raise has_entities(str(path))
    return package.open(name)
