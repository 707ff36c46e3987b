"""Names of files as text: what the disk holds are bytes, and old disks hold names in GBK.

Python reads a byte that is no UTF-8 as half a character, which no file in UTF-8 and no window
can hold. So a name is written down in one form and shown in another.
"""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

_HALVES = re.compile("[\ud800-\udfff]")
_RUN = re.compile("(?<![\x80-\u07ff])[\x80-\u07ff]*+[\ud800-\udfff][\ud800-\udfff\x80-\u07ff@-~]*+")
"""Bytes that are no UTF-8, with the neighbours that are so by chance: half of a character in GBK
may be a letter, and two halves together a letter of Cyrillic."""
_MARK = "bytes:"


def readable(text: str) -> str:
    """Return a text with the bytes in it shown as the characters they most likely are."""
    return _RUN.sub(_shown, text) if _HALVES.search(text) else text


def _shown(match: re.Match[str]) -> str:
    try:
        return match[0].encode("utf-8", "surrogateescape").decode("gb18030", "replace")
    except UnicodeEncodeError:
        return "\ufffd" * len(match[0])


def written(path: Path) -> str:
    """Return a path as text that any file can hold; `unwritten` gives it back."""
    text = str(path)
    return f"{_MARK}{os.fsencode(path).hex()}" if _HALVES.search(text) else text


def unwritten(text: str) -> Path | None:
    """Return the path a text stands for; None where it can be none."""
    if text.startswith(_MARK):
        try:
            text = os.fsdecode(bytes.fromhex(text.removeprefix(_MARK)))
        except ValueError:
            return None
    return Path(text) if text and "\0" not in text else None


def _replaced(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return readable(error.object[error.start : error.end]).encode(), error.end


READABLE = "jibiao.readable"
"""How a stream writes half a character: as `readable` shows it."""
codecs.register_error(READABLE, _replaced)
