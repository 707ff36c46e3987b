"""One target table while it is being read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from model.basics.ticks import chosen_text
from model.document.cellref import CellRef
from model.document.comments import CellComment, at_cell
from model.document.disclosure import (
    PERIODS,
    PLAN_DATES,
    Department,
    TargetTable,
    Unit,
    Unplaced,
    get_field,
    get_indicator_field,
    set_field,
)
from model.document.doubts import CELL, Choice, Doubt
from model.layout import Layout
from model.printing.grid import Cell
from model.recognise.flaws import doubts_of_cell, is_noted
from model.recognise.units import cleaned_amount, noted_amount, said_of_noted

PLACES = {period: place for place, period in enumerate(PERIODS)}


@dataclass
class Building:
    """A target table with what only its reading needs.

    Attributes:
        table: the table so far.
        where: which table of the file it began in.
        money_unit: the unit the file names for its amounts; empty for the form's own.
        owner: who a line beside it says fills it in; a cell of it that says so goes before.
        seen: fields whose label was met, filled or not.
        has_header: the indicator header was met.
        department: what a cell of the table says of the department.
        kept: every cell so far, in case it turns out to be no target table.
        unplaced: cells of the table that found no place.
        bare_plan: plan percents given as numbers without a format.
        comments: what somebody remarked on its cells; those of a cell stay with the field
            it was put into, others with the table.
        noted: by field, the cell that says more than its amount, and that amount.
        totals: the column a cell shows the sum of, the cell, and the table it stands in.
    """

    table: TargetTable = field(default_factory=TargetTable)
    where: str = ""
    money_unit: str = ""
    owner: str = ""
    seen: set[str] = field(default_factory=set)
    has_header: bool = False
    department: Department | None = None
    kept: list[list[Cell]] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    bare_plan: dict[int, Decimal] = field(default_factory=dict)
    comments: dict[int, tuple[Cell, CellRef]] = field(default_factory=dict)
    noted: dict[str, tuple[Cell, str]] = field(default_factory=dict)
    totals: list[tuple[str, Cell, str]] = field(default_factory=list)

    def is_target_table(self) -> bool:
        """Tell whether enough of the form was met: a project, and indicators or money."""
        project = not self.seen.isdisjoint(("name", "code", "project"))
        return project and (self.has_header or len(self.seen) >= 4)

    def assign(self, name: str, cell: Cell, layout: Layout, more: bool = False) -> bool:
        """Put a cell's text into a field.

        Args:
            name: the field; ``unit`` and ``department`` are taken apart.
            cell: where the text stands.
            layout: the form.
            more: the text continues what the field holds (a cell broken over rows).

        Returns:
            False where the field holds something else already.
        """
        taken = self._assign(name, cell, layout, more)
        if taken and is_noted(cell):
            self.remark(cell, self._ref(name))
        return taken

    def _ref(self, name: str) -> CellRef:
        """Return the cell a field of this table is; of two in one cell that of the name."""
        if name == "department":
            return CellRef("", "department.name")
        name = {"unit": "unit.name", "project": "name"}.get(name, name)
        return CellRef(self.table.id, name)

    def remark(self, cell: Cell, ref: CellRef | None = None) -> None:
        """Keep what was noted at a cell; without a reference, where none was given so far."""
        if ref is not None:
            self.comments[id(cell)] = (cell, ref)
        else:
            self.comments.setdefault(id(cell), (cell, CellRef(self.table.id)))

    def remark_whole(self, cell: Cell, behind: Cell) -> None:
        """Keep once, where its text behind a label stands, what was noted at a whole cell."""
        noted = self.comments.pop(id(behind), None)
        if noted is not None:
            self.comments[id(cell)] = (cell, noted[1])

    def cell_comments(self) -> Iterator[CellComment]:
        """Yield the comments kept, in the order they were met."""
        for cell, ref in self.comments.values():
            for comment in cell.comments:
                yield at_cell(comment, ref)

    def cell_doubts(self) -> Iterator[Doubt]:
        """Yield what the file's reader says of the cells, at the cells they became."""
        for cell, ref in self.comments.values():
            yield from doubts_of_cell(cell, self.where + cell.where, ref, self._held(ref))
        for name, (cell, number) in self.noted.items():
            held = get_field(self.table, name)
            yield Doubt(
                kind=CELL,
                ref=self._ref(name),
                said=said_of_noted(cell.text, number),
                held=held,
                where=self.where + cell.where,
                choices=(Choice(held, held), Choice(cell.text, cell.text)),
            )

    def _held(self, ref: CellRef) -> str:
        """Return the text a cell of this table, or of the department, holds after reading."""
        if not ref.table:
            return self.department.name if self.department else ""
        if not ref.indicator:
            return get_field(self.table, ref.field) if ref.field else ""
        found = (item for item in self.table.indicators if item.id == ref.indicator)
        return next((get_indicator_field(item, ref.field) for item in found), "")

    def _assign(self, name: str, cell: Cell, layout: Layout, more: bool) -> bool:
        self.seen.add(name)
        if not cell.text:
            return True
        spec = layout.spec(name)
        if spec and spec.kind == "coded":
            return self._assign_coded(name, cell.text, spec.read)
        text = self._as_held(name, cell, layout)
        before = get_field(self.table, name)
        if before == text:
            return True
        if before and not more:
            return False
        set_field(self.table, name, f"{before}\n{text}" if before else text)
        if layout.kind(name) == "money" and not before and (number := noted_amount(cell.text)):
            self.noted[name] = (cell, number)
        return True

    def _assign_coded(self, name: str, text: str, patterns: tuple[str, ...]) -> bool:
        holder: Unit | Department | TargetTable = self.table.unit
        if name == "project":
            holder = self.table
        if name == "department":
            holder = self.department = self.department or Department()
        code, words = split_coded(text, patterns)
        if holder.name or holder.code:
            return (holder.code, holder.name) == (code, words)
        holder.code, holder.name = code, words
        return True

    def _as_held(self, name: str, cell: Cell, layout: Layout) -> str:
        kind = layout.kind(name)
        number_only = cell.number is not None
        if kind == "money":
            text = noted_amount(cell.text) or cleaned_amount(cell.text)
            return layout.read_amount(name, text, self.money_unit, number_only)
        if kind == "percent":
            if number_only and cell.number is not None and name.startswith("plan."):
                self.bare_plan[int(name[5:])] = cell.number
            return layout.read_percent(cell.text, number_only)
        if kind == "choice":
            spec = layout.spec(name)
            return chosen_text(spec.options, cell.text) if spec else cell.text
        return cell.text

    def finish(self, layout: Layout) -> TargetTable:
        """Return the table, plan numbers without a format understood.

        Excel shows 0.3 in a cell without a percent format; where no such number of
        the plan is over 1, they are fractions.
        """
        unit = self.table.unit
        if self.owner and not (unit.name or unit.code):
            spec = layout.fields.get("unit")
            unit.code, unit.name = split_coded(self.owner, spec.read if spec else CODED)
        if self.bare_plan and max(self.bare_plan.values()) <= 1:
            for date, number in self.bare_plan.items():
                if 0 <= date < PLAN_DATES:
                    text = layout.read_percent(f"{number * 100:f}", bare=True)
                    self.table.plan[date] = text
        # the year's come first, whatever stood where
        self.table.indicators.sort(key=lambda item: PLACES.get(item.period, 0))
        return self.table

    def keep(self, cell: Cell, where: str, near: str = "") -> None:
        """Keep a text that found no place."""
        if cell.text.strip():
            place = "".join((where, cell.where))
            self.unplaced.append(Unplaced(cell.text, place, near, self.table.id))


CODED = (
    r"[\[（(【](?P<code>\d{3,9})[\]）)】](?P<name>[\s\S]*)",
    r"(?P<code>\d{3,9})\s*[-—_–]\s*(?P<name>\D[\s\S]*)",
    r"(?P<code>\d{6,9}|\d{3})(?P<name>[^\d年月日、.．][\s\S]*)",
    r"(?P<name>[^\[（(【]*)[\[（(【](?P<code>\d{3,9})[\]）)】]",
    r"(?P<name>[^\d\s]*[局厅部委办院会团校站社处县区市街镇乡])\s*(?P<code>\d{3}|\d{6,9})",
)
"""How a code and a name stand in one cell, whatever the form."""


def split_coded(text: str, patterns: tuple[str, ...]) -> tuple[str, str]:
    """Return (code, name) of a text such as ``731001某某局``, by the first pattern that fits."""
    for pattern in patterns:
        match = re.fullmatch(pattern, text)
        if match:
            return match["code"], match["name"]
    return "", text
