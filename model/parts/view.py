"""What the checks of parts look at: amounts, relations and causes, kept up to date."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from model.document.blockplaces import get_part_text
from model.document.blocks import Part, PartTable, PartText
from model.document.cellref import CellRef
from model.document.disclosure import Disclosure
from model.layout.publication import Publication, TableSpec
from model.parts.amount_finder import Finder
from model.parts.amounts import Amounts
from model.parts.causes import Cause, causes
from model.parts.formula import Checked
from model.parts.relation import Relation
from model.parts.relations import checked, relations_of
from model.parts.tables import TableView


class PartsView:
    """A disclosure's parts at one moment.

    Args:
        disclosure: whose parts.
        publication: what describes them.
        finder: finds the amounts; it keeps what did not change.
    """

    def __init__(self, disclosure: Disclosure, publication: Publication, finder: Finder) -> None:
        self.disclosure = disclosure
        self.publication = publication
        self._finder = finder

    @property
    def year(self) -> int | None:
        """The budget year."""
        return self.disclosure.year

    @cached_property
    def parts(self) -> list[Part]:
        """The parts that are not left out."""
        return [part for part in self.disclosure.parts if not part.omitted]

    @cached_property
    def amounts(self) -> Amounts:
        """The named amounts."""
        return self._finder.find(self.disclosure)

    @cached_property
    def relations(self) -> list[Relation]:
        """Every relation between them."""
        return relations_of(self.publication, self.amounts, self.text)

    @cached_property
    def causes(self) -> list[Cause]:
        """What broke those that fail."""
        return causes(self.relations)

    @property
    def checked(self) -> list[Checked]:
        """The list of what was checked: holds, fails, not enough data."""
        return checked(self.relations)

    def text(self, ref: CellRef) -> str:
        """Return a part's cell; empty for one that is none."""
        try:
            return get_part_text(self.disclosure.parts, ref)
        except KeyError:
            return ""

    def texts(self) -> Iterator[tuple[Part, PartText]]:
        """Yield every paragraph with its part."""
        for part in self.parts:
            for block in part.texts():
                yield part, block

    def tables(self) -> Iterator[tuple[Part, PartTable, TableView | None]]:
        """Yield every table with its part, and what is known of it."""
        for part in self.parts:
            for block in part.tables():
                yield part, block, self.amounts.views.get(block.id)

    def table(self, key: str) -> TableView | None:
        """Return a known table; None where it is not there."""
        return next((one for one in self.amounts.views.values() if one.spec.key == key), None)

    def spec(self, table: PartTable) -> TableSpec | None:
        """Return what the publication says of a table."""
        return self.publication.table(table.key)
