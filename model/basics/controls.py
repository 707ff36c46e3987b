"""Characters no XML file can hold, and how this program's files carry them.

Office formats are XML 1.0, which has no place for control characters. Excel writes
them as ``_x0001_`` (ECMA-376 Part 1, 22.9.2.19 ST_Xstring), and escapes a text that
happens to look so. Word has no such rule: there, only runs in the character style
`CONTROL_STYLE` are written and read that way.
"""

from __future__ import annotations

import re

CONTROL_STYLE = "绩表控制符"
"""Name of the Word character style whose runs hold escaped control characters."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters to escape: what XML forbids, and ``\\r``, which XML readers change."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escape_controls(text: str) -> str:
    r"""Return the text with each `UNPRINTABLE` character as ``_xHHHH_``."""
    return UNPRINTABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape_controls(text: str) -> str:
    """Return the text with each ``_xHHHH_`` as the character it stands for."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
