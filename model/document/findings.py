"""What a clerk says of findings, as the file keeps it."""

from __future__ import annotations

from msgspec import Struct


class Reviewed(Struct, frozen=True, kw_only=True):
    """A finding that was looked at and may stand (已核实).

    Attributes:
        code: the check's code.
        table, field, indicator: the cell it stands at, as `model.document.cells.CellRef` names it.
        text: `model.checks.reviewed.fingerprint` of the cell's text at that time; another
            text, and the finding is back.
        reason: why it may stand, in the clerk's words.
        who: who said so; may be empty.
        when: the day, as ``2024-03-01``; may be empty.
    """

    code: str
    table: str = ""
    field: str = ""
    indicator: str = ""
    text: str = ""
    reason: str = ""
    who: str = ""
    when: str = ""
