"""Plant one fault of a given check into a sound disclosure, and say where it stands.

The variants of a code are as varied as in real life; which one is taken follows from
the seed alone. Not planted, because a disclosure alone cannot hold the fault:
B05 needs the department's project expenditure, which is not part of a disclosure; G02
needs the marks that rolling last year's tables forward leaves on its cells.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from model.document.disclosure import Disclosure
from tests.model.checks import plant_indicators, plant_tables, plant_texts
from tests.model.checks.planting import ANY, Cell, Site, Variant

ERROR, WARNING, HINT = "错误", "警告", "提示"

KINDS: dict[str, str] = {
    **dict.fromkeys(("A01", "A02", "A03", "A04", "A05", "B01", "B02"), ERROR),
    "B03": WARNING,
    **dict.fromkeys(("B04", "C01", "C02", "C03"), ERROR),
    **dict.fromkeys(("D01", "D02", "D03", "D04", "D05", "D06"), WARNING),
    **dict.fromkeys(("D07", "D08"), ERROR),
    "D09": WARNING,
    **dict.fromkeys(("D10", "D11"), HINT),
    **dict.fromkeys(("E01", "E02", "E03"), WARNING),
    "E04_later": ERROR,
    "E04_old": HINT,
    **dict.fromkeys(("F01", "F02"), HINT),
    **dict.fromkeys(("F03", "F04"), WARNING),
    "F05": HINT,
    **dict.fromkeys(("G01", "H01"), WARNING),
    "H02": ERROR,
    "H03": HINT,
}
"""Every kind of fault planted → the severity it is to be found with."""

NOT_PLANTED: dict[str, str] = {
    "A06": "stands in the department's own text",
    "B05": "needs the department's project expenditure, which is not part of a table",
    "G02": "needs the marks that rolling last year's tables forward leaves on cells",
    **dict.fromkeys(("G03", "G04"), "needs last year's disclosure"),
    **dict.fromkeys(("A07", "U01", "U02"), "off unless a bureau's rules turn it on"),
    **dict.fromkeys(
        (
            *(f"B{number:02d}" for number in range(6, 13)),
            *(f"D{number}" for number in range(12, 36)),
        ),
        "judged by the examples beside it and by the tables of test_sound_tables",
    ),
    **dict.fromkeys(
        ("A08", "A09", "C04", "E05", "F10", "F11", "F06", "F07", "F08", "F09", "G05", "G06", "G07"),
        "judged by the examples beside it and by the tables of test_sound_tables",
    ),
}
"""Checks the harness does not know how to plant → why; families K and R plant their own."""


RELATED: dict[str, frozenset[str]] = {
    "A01": frozenset({"B01"}),  # a sum without one of its parts
    "A02": frozenset({"C02"}),  # also the year's end is empty
    "B02": frozenset({"B01"}),  # what is no number adds up to nothing
    "C01": frozenset({"C02"}),
    "C02": frozenset({"A02", "C01"}),
    "C03": frozenset({"A02", "C01", "C02"}),
    "H01": frozenset({"B04"}),  # the other project's cost limits
}
"""Errors that the same planting rightly raises besides its own."""


@dataclass(frozen=True)
class Planting:
    """One fault: its code and severity, and where it may rightly be reported.

    ``project`` and ``indicator`` count from 0, ``indicator`` is None for the table's own
    cells; ``field`` is named as in `model.document.cells.CellRef`, or `ANY`. ``cells`` holds
    this cell first, then others where the same fault may as well be shown: the two
    parts of a wrong sum, the two indicators of one name.
    """

    code: str
    severity: str
    variant: str
    cells: tuple[Cell, ...]
    related: frozenset[str]

    @property
    def project(self) -> int:
        """The project the fault was planted in."""
        return self.cells[0].project

    @property
    def field(self) -> str:
        """The field it stands at."""
        return self.cells[0].field

    @property
    def indicator(self) -> int | None:
        """The indicator it stands at."""
        return self.cells[0].indicator

    def stands_at(self, cell: Cell) -> bool:
        """Tell whether a finding at this cell is this fault."""
        return any(
            cell == own or (own.field == ANY and own.project == cell.project) for own in self.cells
        )


def variants(kind: str) -> list[Variant]:
    """Return all ways to plant a fault of a kind; see `KINDS`."""
    prefix = kind.lower()
    found: list[Variant] = []
    for module in (plant_tables, plant_indicators, plant_texts):
        for name in vars(module):
            if name == prefix or name.startswith(prefix + "_"):
                found.append(getattr(module, name))
    return found


def plant(disclosure: Disclosure, project: int, kind: str, seed: int) -> Planting | None:
    """Plant one fault of a kind into a project, in place.

    Args:
        disclosure: a sound disclosure; changed unless None is returned.
        project: which of its projects, from 0.
        kind: a check's code, for E04 with its severity; see `KINDS`.
        seed: the same seed plants the same fault.

    Returns:
        What was planted, or None where this table cannot have such a fault.

    Raises:
        ValueError: nobody has said how to plant such a fault.
    """
    if kind not in KINDS or not variants(kind):
        raise ValueError(f"{kind}: {NOT_PLANTED.get(kind[:3], 'no such check')}")
    table = disclosure.projects[project]
    rng = random.Random(f"{kind}/{seed}/{disclosure.year}/{table.name}")
    site = Site(disclosure, project, rng)
    ways = variants(kind)
    first = seed % len(ways)
    for way in ways[first:] + ways[:first]:
        cells = way(site)
        if cells:
            related = RELATED.get(kind, frozenset())
            name = getattr(way, "__name__", kind)
            return Planting(kind[:3], KINDS[kind], name, tuple(cells), related)
    return None
