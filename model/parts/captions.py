"""Lines that stand over or under a table, and so end the one before."""

from __future__ import annotations

from collections.abc import Sequence

from model.layout.publication import Publication, TableSpec
from model.parts.placing import is_over, named_spec
from model.printing.grid import Paragraph


def named_by(text: str, publication: Publication, part: str) -> TableSpec | None:
    """Return the table a line names, of one part or (where that is empty) of any."""
    parts = [part] if part else list(dict.fromkeys(one.part for one in publication.tables))
    found = (named_spec(text, publication, one) for one in parts)
    return next((spec for spec in found if spec is not None), None)


def ends_table(line: Paragraph, publication: Publication, part: str) -> bool:
    """Tell whether a line cannot stand inside a cell: it names a table, its unit, is a title."""
    text = line.text.strip()
    if line.contents:
        return True
    return bool(text) and (is_over(text) or named_over([text], publication, part) is not None)


def named_over(lines: Sequence[str], publication: Publication, part: str) -> TableSpec | None:
    """Return the table that the nearest of the lines over it names; of the part's, or any other."""
    found = (named_by(line, publication, one) for one in (part, "") for line in lines)
    return next((spec for spec in found if spec is not None), None)
