"""Pages in one file (MHTML, as Word, Excel and browsers save them), and pages as files."""

from __future__ import annotations

import email
import posixpath
from email.message import Message
from pathlib import Path
from urllib.parse import unquote

from importers.html import Fetch, parse_html
from model.errors import ReadError
from model.grid import Document

_MAX_PARTS = 2000
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
    message = email.message_from_bytes(data.lstrip())
    parts: list[Message] = []
    for part in message.walk():
        parts.append(part)
        if len(parts) > _MAX_PARTS:
            raise ReadError("网页里的部分太多，没有读取", file, "请检查是否选错了文件")
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    if not pages:
        raise ReadError(
            "单个文件网页（MHTML）里没有网页正文，可能没有下载完", file, "请重新取得这个文件"
        )
    start = message.get_param("start")
    root = next((page for page in pages if page.get("Content-ID") == start), pages[0])
    by_name = {_name(part.get("Content-Location", "")): part for part in reversed(parts)}

    def fetch(href: str) -> tuple[bytes, str] | None:
        part = by_name.get(_name(href))
        return None if part is None or part is root else _payload(part)

    page, label = _payload(root)
    return parse_html(page, file, label, fetch)


def _payload(part: Message) -> tuple[bytes, str]:
    content = part.get_payload(decode=True)
    # Word writes “unicode” for UTF-16, of which Python knows no such name
    return content if isinstance(content, bytes) else b"", part.get_content_charset() or ""


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
