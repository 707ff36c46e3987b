"""What reading a target table gives, whichever reader did it."""

from __future__ import annotations

from msgspec import Struct

from model.document.disclosure import TargetTable


class FoundTable(Struct):
    """A target table, where it begins, and what its cells say of department and year."""

    table: TargetTable
    where: str
    department_code: str = ""
    department_name: str = ""
    year: str = ""
