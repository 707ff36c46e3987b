"""What checks rest on: documents, standards, forms, habits; from ``assets/sources.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from msgspec import Struct, convert

from model.basics.assets import asset

KINDS = ("文件", "标准", "表样", "习惯")


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule or habit.

    Attributes:
        kind: one of `KINDS`.
        title: its name.
        says: what it says, in own words.
        compared: what it was compared with, and what not.
        number, date, to: of a document: its number, its day, whom it was sent to.
    """

    kind: str
    title: str
    says: str
    compared: str
    number: str = ""
    date: str = ""
    to: str = ""

    @property
    def short(self) -> str:
        """As findings name it: ``财预〔2015〕88号：…``, ``习惯：…``."""
        if self.kind == "文件":
            name = f"{self.number}" if "〔" in self.number else self.title
            return f"{name}：{self.says}"
        if self.kind == "标准":
            return f"{self.number}{self.title}"
        return f"{self.kind}：{self.title}" if self.kind == "习惯" else self.title


@cache
def sources() -> Mapping[str, Source]:
    """Return every source there is, by its key.

    Raises:
        ValueError: one is of no known kind, or a document without number, day or addressee.
    """
    data = tomllib.loads(asset("sources.toml").read_text(encoding="utf-8"))
    found = {key: convert(held, Source) for key, held in data.items()}
    for key, source in found.items():
        whole = source.number and source.date and source.to
        if source.kind not in KINDS or (source.kind == "文件" and not whole):
            raise ValueError(key)
    return found
