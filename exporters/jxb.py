"""Write this program's own file (.jxb), the version before kept as backup."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from exporters.atomic import held_aside, replacing, write_error
from model.basics.errors import WriteError
from model.document.disclosure import Disclosure
from model.document.jxb import FORMAT, JxbFile, schema_of

_LONGEST_NAME = 255
"""Bytes a file name may have on all common file systems."""


def write_jxb(disclosure: Disclosure, target: Path) -> None:
    """Write a disclosure to a .jxb file; what stood there is kept as ``.jxb.bak``.

    Raises:
        WriteError: the file cannot be written, or a text holds half a character.
    """
    try:
        # deterministic: the marks are a set, and the same content is to give the same file
        data = msgspec.json.encode(
            JxbFile(FORMAT, schema_of(disclosure), disclosure), order="deterministic"
        )
    except UnicodeEncodeError as error:
        raise WriteError(
            "有文字含有不完整的字符（单独的代理字符），无法保存", str(target), "请重新录入这处文字"
        ) from error
    data = msgspec.json.format(data, indent=1)
    with replacing(target) as file:
        file.write(data)
        file.write(b"\n")
        _back_up(target)


def _back_up(target: Path) -> None:
    """Copy the file that is about to be replaced beside it."""
    if not target.is_file():
        return
    name = target.name
    # a name of nearly the longest length leaves no room for more
    while len(os.fsencode(f"{name}.bak")) > _LONGEST_NAME:
        name = name[:-1]
    backup = target.with_name(f"{name}.bak")
    aside = None
    try:
        # whose it is, who may read it and when it was saved go with it
        aside = held_aside(target)
        aside.replace(backup)
    except OSError as error:
        raise write_error(error, backup) from error
    finally:
        if aside is not None:
            # two names of one file: such a replacement does nothing
            aside.unlink(missing_ok=True)
