"""What a layout says of the document around the tables."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class SectionSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A section of the department's own text.

    ``holds`` is the disclosure's attribute; ``item`` the line over each of its
    items, with ``{chinese}`` (一、二、…), ``{number}`` and ``{title}``; ``goal`` and
    ``indicators`` stand before an itemised goal's two texts; ``required`` tells whether
    the form is sent back without it.
    """

    holds: Literal["overall_goal", "itemised_goals", "safeguards"]
    heading: str
    entry: str = ""
    item: str = ""
    goal: str = ""
    indicators: str = ""
    also: tuple[str, ...] = ()
    required: bool = False


class PartSpec(Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """A part of the document; ``contents`` names its table of contents.

    A part without number and name has no heading and no list of contents.
    """

    number: str = ""
    name: str = ""
    contents: str = ""
    sections: tuple[SectionSpec, ...] = ()


class DocumentSpec(Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """What stands around the tables; what is left out is not printed.

    ``cover_title`` may hold ``{year}``; ``cover_date`` ``{year}`` and ``{month}`` of
    the day of export. ``year_like`` and ``department_like`` are regular expressions
    (groups ``year``, ``name``) that find these in other documents. A department's
    code is the first ``department_digits`` digits of its units' codes. A form
    ``of_department`` is about a department as a whole: its name is the department's.
    """

    cover_title: str = ""
    cover_date: str = ""
    contents_title: str = ""
    text: PartSpec = PartSpec()
    tables: PartSpec = PartSpec()
    year_like: tuple[str, ...] = ()
    department_like: tuple[str, ...] = ()
    department_digits: int = 3
    of_department: bool = False
