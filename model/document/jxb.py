"""The shape of this program's own file, shared by its reader and writer."""

from __future__ import annotations

from msgspec import Struct

from model.document.disclosure import Disclosure

FORMAT = "jibiao"
SCHEMA = 2
"""The newest version: a disclosure with parts, rules of its own or ties. One without is written
as before, so that older programs open it; version 0 is what ``dump`` prints."""


def schema_of(disclosure: Disclosure) -> int:
    """Return the version a disclosure is written in: the oldest that holds all of it."""
    tied = any(table.ties for table in disclosure.projects)
    return SCHEMA if disclosure.parts or disclosure.rules or tied else 1


class JxbFile(Struct):
    """A whole .jxb file."""

    format: str
    schema: int
    disclosure: Disclosure
