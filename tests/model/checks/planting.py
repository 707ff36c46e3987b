"""What the planters share: where a fault is put, and what is said of it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from model.document.disclosure import (
    Disclosure,
    Indicator,
    TargetTable,
    get_field,
    get_indicator_field,
    set_field,
    set_indicator_field,
)

ANY = "*"
"""Any field: for a fault of a whole table (A03), which has no cell of its own."""


@dataclass(frozen=True)
class Cell:
    """A cell by place: project and indicator from 0, indicator None for the table's own."""

    project: int
    field: str
    indicator: int | None = None


Variant = Callable[["Site"], "list[Cell] | None"]
"""Plants one fault; returns the cells where it may rightly be reported, the likeliest
first, or None, having changed nothing, where the table does not allow it."""


class Site:
    """One target table of a disclosure, to be spoilt."""

    def __init__(self, disclosure: Disclosure, project: int, rng: random.Random) -> None:
        self.disclosure = disclosure
        self.project = project
        self.table: TargetTable = disclosure.projects[project]
        self.rng = rng
        self.year: int = disclosure.year or 0

    def cell(self, field: str, indicator: int | None = None) -> Cell:
        """Name a cell of this table."""
        return Cell(self.project, field, indicator)

    def get(self, cell: Cell) -> str:
        """Return a cell's text."""
        if cell.indicator is None:
            return get_field(self.table, cell.field)
        return get_indicator_field(self.table.indicators[cell.indicator], cell.field)

    def put(self, cell: Cell, text: str) -> list[Cell]:
        """Set a cell and return it, as the one place of the fault."""
        if cell.indicator is None:
            set_field(self.table, cell.field, text)
        else:
            set_indicator_field(self.table.indicators[cell.indicator], cell.field, text)
        return [cell]

    def pick(self, cells: list[Cell]) -> Cell | None:
        """Choose one of the cells that hold something."""
        held = [cell for cell in cells if self.get(cell)]
        return self.rng.choice(held) if held else None

    def own(self, *fields: str) -> list[Cell]:
        """Return the table's own cells of these fields, as far as the form has them."""
        return [self.cell(field) for field in fields if get_field(self.table, field)]

    def indicators(
        self, wanted: Callable[[Indicator], bool] = lambda _: True
    ) -> Iterator[tuple[int, Indicator]]:
        """Yield the indicators wanted with their places, in a shuffled order."""
        found = [(n, item) for n, item in enumerate(self.table.indicators) if wanted(item)]
        self.rng.shuffle(found)
        yield from found

    def texts(self, *fields: str) -> list[Cell]:
        """Return every indicator's cell of these fields that holds something."""
        return [
            self.cell(field, number)
            for number, item in enumerate(self.table.indicators)
            for field in fields
            if get_indicator_field(item, field)
        ]

    def prose(self) -> list[Cell]:
        """Return the cells that hold running text."""
        return self.own("purpose", "goals") + self.texts("description")

    @property
    def has_plan(self) -> bool:
        """Whether the form has a spending plan."""
        return any(self.table.plan)

    @property
    def has_basis(self) -> bool:
        """Whether the form has a column for the basis."""
        return any(item.basis for item in self.table.indicators)

    @property
    def budget(self) -> Decimal:
        """The budget, in 万元."""
        return Decimal(self.table.budget)


DOCUMENT = re.compile(r"(?P<agency>[一-鿿]{2,9})〔(?P<year>20\d\d)〕(?P<number>\d{1,4})号")
"""A document number as it should be."""


def money(amount: Decimal) -> str:
    """Return an amount in 万元 as a table prints it."""
    return f"{amount:.2f}"


def insert(text: str, place: int, added: str) -> str:
    """Return the text with something put in."""
    return text[:place] + added + text[place:]
