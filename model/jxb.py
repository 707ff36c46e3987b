"""The shape of this program's own file, shared by its reader and writer."""

from __future__ import annotations

from msgspec import Struct

from model.disclosure import Disclosure

FORMAT = "jibiao"
SCHEMA = 1
"""The version written today; version 0 is what ``dump`` prints."""


class JxbFile(Struct):
    """A whole .jxb file."""

    format: str
    schema: int
    disclosure: Disclosure
