"""This program's own file (.jxb): UTF-8 JSON with a schema version."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from model.basics.errors import ReadError
from model.document.disclosure import Disclosure
from model.document.jxb import FORMAT, SCHEMA, JxbFile
from model.parts.disclosure_dump import from_dump

MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    0: from_dump,
    # the second version only has more
    1: lambda whole: whole,
}
"""Schema version → what makes version + 1 of a whole file of that version."""


def read_jxb(path: Path) -> Disclosure:
    """Read a .jxb file, or the JSON that ``dump`` prints; older versions are migrated.

    Raises:
        ReadError: broken, written by a newer program, or not this program's.
    """
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise ReadError(f"读取时出错（{error.strerror}）", str(path)) from error
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.format == FORMAT and head.schema in (1, SCHEMA):
            return msgspec.json.decode(data, type=JxbFile).disclosure
        _refuse(head, path)
        return _migrated(json.loads(data), head.schema)
    except (
        msgspec.ValidationError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
    ) as error:
        # msgspec names the place: "Expected `str`, got `int` - at `$.disclosure.year`"
        place = str(error).rpartition("`$.")[2].rstrip("`") if "`$." in str(error) else ""
        reason = f"内容不对（{place}）" if place else "内容已损坏，或不是绩表的文件"
        raise ReadError(reason, str(path), "可以打开同名的 .bak 备份文件") from error


class _Head(Struct):
    """What tells the version; everything else is passed over without being built."""

    format: str = ""
    schema: int = 0
    projects: msgspec.Raw = msgspec.Raw(b"")


def _refuse(head: _Head, path: Path) -> None:
    """Refuse what is not this program's, or a newer program's."""
    if head.format != FORMAT and not bytes(head.projects):
        raise ReadError("这不是绩表的文件", str(path))
    if head.schema > SCHEMA:
        raise ReadError(
            f"文件由更新版本的绩表写成（格式 {head.schema}，本程序最高认得 {SCHEMA}）",
            str(path),
            "请升级绩表后再打开",
        )


def _migrated(whole: dict[str, Any], version: int) -> Disclosure:
    while version < SCHEMA:
        whole = MIGRATIONS[version](whole)
        version += 1
    return msgspec.convert(whole["disclosure"], Disclosure)
