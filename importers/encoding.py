"""Bytes of unknown encoding become text: what Chinese programs and web pages write.

A byte order mark counts first, then what the file says of itself where that can be
true (``gb2312`` and ``gbk`` mean GB18030, as in every browser), then UTF-8 where every
byte fits, then GB18030 or Big5, whichever gives common characters.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAME_AS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb231280": "gb18030",
    "cp936": "gb18030",
    "windows936": "gb18030",
    "ms936": "gb18030",
    "xgbk": "gb18030",
    "chinese": "gb18030",
    "hzgb2312": "hz",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "xxbig5": "big5hkscs",
    "unicode": "utf-16-le",
    "utf16": "utf-16-le",
    "utf8": "utf-8",
    "usascii": "",
    "ascii": "",
    "iso88591": "",
    "latin1": "",
    "windows1252": "",
}
"""What a label means; the empty ones say nothing: programs write them without looking."""

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_LABEL_WITHIN = 4096
_SAMPLE = 1 << 16


def label_in(data: bytes) -> str:
    """Return the encoding a page or XML file names in its head; empty where it names none."""
    match = _CHARSET.search(data[:_LABEL_WITHIN])
    return match[1].decode("ascii") if match else ""


def decoded(data: bytes, label: str = "") -> str:
    """Return the text of some bytes, without a byte order mark.

    Args:
        data: the bytes.
        label: what the file or its container says of the encoding; may be wrong.

    Raises:
        UnicodeDecodeError: it is in no encoding known here.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for encoding in _candidates(data, label):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    # a page with a byte gone here and there is read like in a browser, with its gaps
    text = data.decode("gb18030", "replace")
    if text.count("\ufffd") * 200 <= len(text):
        return text
    raise UnicodeDecodeError("gb18030", data[:1], 0, 1, "in no known encoding")


def head_of(data: bytes) -> str:
    """Return the text of a file's first bytes, which may end within a character."""
    for cut in range(4):
        try:
            return decoded(data[: len(data) - cut], label_in(data))
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030", "replace")


def is_utf16(data: bytes) -> str:
    """Return how bytes without a mark are UTF-16 (``utf-16-le``, ``utf-16-be``); else empty."""
    sample = data[:_SAMPLE]
    sample = sample[: len(sample) & ~1]
    if len(sample) < 4 or b"\x00" not in sample:
        return ""
    # ASCII (blanks, digits, tags) has its zero in the upper byte, Chinese has none at all
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    encoding = "utf-16-le" if high > low else "utf-16-be"
    if min(low, high) * 50 > max(low, high):
        return ""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        text = sample[:-2].decode(encoding, "replace")
    sound = sum(char.isprintable() or char in "\t\r\n" for char in text)
    return encoding if sound >= 0.97 * len(text) and "\ufffd" not in text else ""


def _candidates(data: bytes, label: str) -> list[str]:
    utf16 = is_utf16(data)
    if utf16:
        return [utf16]
    plain = re.sub(r"[^a-z0-9]", "", label.lower())
    named = _SAME_AS.get(plain, label)
    if named in ("gb18030", "big5hkscs") and _has_long_utf8(data):
        # a page that was converted, with its label left as it was
        return ["utf-8", named, "gb18030"]
    if named.startswith("utf-16"):
        # bytes that are no UTF-16 by their look: the container's label is left over
        return ["utf-8", *_chinese(data), named]
    found = [named] if named else []
    return [*found, "utf-8", *_chinese(data)]


def _chinese(data: bytes) -> list[str]:
    """Return GB18030 and Big5, the likelier one first.

    Nearly all of a GB text is two bytes of the old GB 2312, of which Big5 texts have few.
    """
    pairs = re.findall(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]", data[:_SAMPLE])
    old = sum(0xB0 <= pair[0] <= 0xF7 and pair[1] >= 0xA1 for pair in pairs)
    signs = sum(0xA1 <= pair[0] <= 0xAF and pair[1] >= 0xA1 for pair in pairs)
    if pairs and (old + signs) < 0.7 * len(pairs):
        return ["big5hkscs", "gb18030"]
    return ["gb18030", "big5hkscs"]


_LONG = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}[\xe3-\xef][\x80-\xbf]{2}")


def _has_long_utf8(data: bytes) -> bool:
    if not _LONG.search(data[: 4 * _SAMPLE]):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
