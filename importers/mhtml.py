"""Pages in one file (MHTML, as Word, Excel and browsers save them), and pages as files."""

from __future__ import annotations

import binascii
import posixpath
import quopri
import re
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct

from importers.html import Fetch, parse_html
from model.basics.errors import ReadError
from model.printing.grid import Document

_MAX_PARTS = 2000
_MAX_DEPTH = 5
_MAX_HEAD = 64 * 1024
_HEAD_END = re.compile(rb"\r?\n\r?\n|\A\r?\n")
_MAX_SIDE = 20 * 1024 * 1024


def read_html(path: Path) -> Document:
    """Return a page's body; its styles and frames are looked for in the folders beside it.

    Raises:
        ReadError: it is in no known encoding, empty, or far too large.
    """
    return parse_html(_bytes(path), str(path), "", _beside(path))


def read_mhtml(path: Path) -> Document:
    """Return the body of a page that carries all its parts in one file.

    Raises:
        ReadError: it holds no page, or is far too large.
    """
    return parse_mhtml(_bytes(path), str(path))


def parse_mhtml(data: bytes, file: str) -> Document:
    """Return the body of a page packed with its parts.

    Raises:
        ReadError: it holds no page, or is far too large.
    """
    parts = list(_parts(data.lstrip(), file))
    pages = [part for part in parts if part.kind == "text/html"]
    if not pages:
        raise ReadError(
            "单个文件网页（MHTML）里没有网页正文，可能没有下载完", file, "请重新取得这个文件"
        )
    start = parts[0].start
    root = next((page for page in pages if start and page.id == start), pages[0])
    by_name = {_name(part.location): part for part in reversed(parts)}

    def fetch(href: str) -> tuple[bytes, str] | None:
        part = by_name.get(_name(href))
        return None if part is None or part is root else (part.content(), part.charset)

    return parse_html(root.content(), file, root.charset, fetch)


class _Part(Struct):
    """A part of a mail: what its head says, and its body as packed."""

    kind: str
    charset: str
    packing: str
    location: str
    id: str
    start: str
    body: bytes

    def content(self) -> bytes:
        """Return the body unpacked; what is broken of it is left out."""
        if self.packing == "quoted-printable":
            return quopri.decodestring(self.body)
        if self.packing == "base64":
            packed = re.sub(rb"[^A-Za-z0-9+/]", b"", self.body)
            return binascii.a2b_base64(packed + b"=" * (-len(packed) % 4))
        return self.body


def _parts(data: bytes, file: str, depth: int = 0) -> Iterator[_Part]:
    """Yield the parts of a mail, itself first.

    Cut by hand: the standard library goes line by line, and takes a minute and a
    gigabyte for a hundred megabytes.

    Raises:
        ReadError: there are more parts than a page has.
    """
    cut = _HEAD_END.search(data)
    end, begin = (cut.start(), cut.end()) if cut else (0, 0)
    head = message_from_bytes(data[:end][:_MAX_HEAD])
    boundary = str(head.get_param("boundary") or "")
    yield _Part(
        head.get_content_type(),
        head.get_content_charset() or "",
        str(head.get("Content-Transfer-Encoding", "")).strip().lower(),
        str(head.get("Content-Location", "")),
        str(head.get("Content-ID", "")).strip(),
        str(head.get_param("start") or ""),
        b"" if boundary else data[begin:],
    )
    if not boundary or depth > _MAX_DEPTH:
        return
    mark = b"--" + boundary.encode("utf-8", "replace")
    if data.count(mark) > _MAX_PARTS:
        raise ReadError("网页里的部分太多，没有读取", file, "请检查是否选错了文件")
    for piece in re.split(rb"(?:^|\r?\n)" + re.escape(mark), data[begin:])[1:]:
        if piece.startswith(b"--"):
            return
        yield from _parts(
            piece.lstrip(b" \t").removeprefix(b"\r").removeprefix(b"\n"), file, depth + 1
        )


def _name(href: str) -> str:
    return posixpath.basename(unquote(href).replace("\\", "/")).lower()


def _beside(path: Path) -> Fetch:
    """Return what gives files beside a page: never over a network, never elsewhere."""
    folder = path.parent.resolve()

    def fetch(href: str) -> tuple[bytes, str] | None:
        name = unquote(href).replace("\\", "/")
        if not name or ":" in name or name.startswith("/"):
            return None
        try:
            target = (folder / name).resolve()
            if not target.is_relative_to(folder) or target.stat().st_size > _MAX_SIDE:
                return None
            return target.read_bytes(), ""
        except (OSError, ValueError):
            return None

    return fetch


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"读取时出错（{error.strerror}）", str(path)) from error
