"""One target table of a general reading: labelled texts become its cells, doubts go with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from model.document.cellref import CellRef
from model.document.comments import CellComment, at_cell
from model.document.disclosure import (
    Department,
    Indicator,
    TargetTable,
    Unit,
    Unplaced,
    get_field,
    get_indicator_field,
    set_field,
)
from model.document.doubts import CELL, UNIT, UNREAD, Choice, Doubt
from model.quantities.amounts import at_least_decimals, format_number, percent_value
from model.recognise.building import CODED, split_coded
from model.recognise.flaws import doubts_of_cell
from model.recognise.general.head import Pair
from model.recognise.general.header import Column
from model.recognise.general.lists import ListBlock
from model.recognise.general.matrix import Placed
from model.recognise.general.money import Amount, Units, read_amount
from model.recognise.units import noted_amount
from model.recognise.vocabulary import vocabulary

_LONGEST_SAID = 30
_TWO = 2
_SEEN_LEAST = 4
"""So many labels met make a target table though its indicators are missing."""


@dataclass
class Project:
    """A target table with what only its reading needs.

    Attributes:
        table: the table so far.
        where: which table of the file it began in.
        department: what a cell of it says of the department; ``year`` what it says of the year.
        units: the money units its surroundings name.
        others: indicators of other times than the budget year.
        seen: fields whose label was met.
    """

    where: str = ""
    table: TargetTable = field(default_factory=TargetTable)
    department: Department = field(default_factory=Department)
    year: str = ""
    units: Units = field(default_factory=lambda: Units([]))
    others: list[Indicator] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    comments: list[CellComment] = field(default_factory=list)
    has_header: bool = False
    seen: set[str] = field(default_factory=set)

    def take(self, pairs: Iterable[Pair]) -> None:
        """Put labelled texts into their cells, those of the budget year first."""
        pairs = list(pairs)
        years = {pair.field for pair in pairs if pair.period == "year" and pair.value is not None}
        if not self.units.head:
            self.units.head = list(dict.fromkeys(unit for one in pairs for unit in one.units[:1]))
        for pair in pairs:
            if pair.listed and vocabulary().kinds.get(pair.field) == "money":
                self.keep(pair.value, pair.label.text, told=False)
                continue
            self._take(pair, pair.field in years)

    def _take(self, pair: Pair, has_year: bool) -> None:
        if not pair.field:
            if pair.value is not None:
                told = not pair.kept and pair.label.meaning is None
                self.keep(pair.value, pair.label.text, told=told)
            elif not pair.kept and pair.label.meaning is None:
                self.keep(pair.label, "", told=True)
            return
        name = _field_of(pair, has_year)
        self.seen.add(name)
        value = pair.value
        if value is None:
            return
        self.put(name, value, pair.units)
        if pair.unsure:
            said = f"“{' '.join(pair.label.text.split())}”的内容可能是另一格，请核对。"
            self.doubt(CELL, name, value, said)

    def take_lists(self, lists: Iterable[ListBlock]) -> None:
        """Keep lists of costs, tasks and the like, each as a whole."""
        for block in lists:
            where = block.heads[0].where
            near = " ".join(block.side.text.split()) if block.side is not None else "明细"
            self.unplaced.append(Unplaced(block.text(), where, near, self.table.id))
            for cell in block.cells:
                if block.total is None or cell is not block.total[1]:
                    self.remark(cell, CellRef(self.table.id))
            said = f"“{near}”下的明细 {len(block.rows)} 行没有读入表格，已原样保留。"
            self.doubts.append(
                Doubt(kind=UNREAD, ref=CellRef(self.table.id), said=said, where=where)
            )

    def put(self, name: str, value: Placed, units: list[str]) -> None:
        """Put a text into a cell; what the cell cannot take is kept and told."""
        kind = vocabulary().kinds.get(_base(name), "text")
        text = value.text
        if name in ("unit.name", "department") or (kind == "coded"):
            self._put_coded(name, value)
            return
        if name == "department.code":
            self.department.code = self.department.code or text.strip()
            self.remark(value, CellRef("", name))
            return
        if name == "year":
            self.year = self.year or text
            return
        amount = Amount(text)
        if kind == "money":
            amount = read_amount(text, units, self.units)
            text = amount.text
        elif kind == "percent":
            text = _percent(text)
        before = get_field(self.table, name)
        if before and before != text:
            if kind == "text" and name in ("goals", "purpose"):
                text = f"{before}\n{text}"
            else:
                self.keep(value, vocabulary().titles.get(_base(name), name), told=True)
                return
        set_field(self.table, name, text)
        self.remark(value, CellRef(self.table.id, name))
        if amount.kind:
            self.doubt(amount.kind, name, value, amount.said, amount.choices)
        if amount.kind == UNIT and noted_amount(value.text):
            # the answers about the unit are the amount's alone
            near = vocabulary().titles.get(_base(name), name)
            self.unplaced.append(Unplaced(value.text, value.where, near, self.table.id))

    def _put_coded(self, name: str, value: Placed) -> None:
        code, words = split_coded(value.text.strip(), CODED)
        holder: Unit | Department = self.table.unit
        ref = CellRef(self.table.id, "unit.name")
        if name == "department":
            holder, ref = self.department, CellRef("", "department.name")
        words = words if code else value.text
        if holder.name and holder.name != words:
            self.keep(value, vocabulary().titles.get(name, name), told=True)
            return
        holder.name = words
        holder.code = holder.code or code
        self.remark(value, ref)

    # doubts and keeping

    def doubt(
        self,
        kind: str,
        name: str,
        value: Placed,
        said: str,
        choices: tuple[Choice, ...] = (),
    ) -> None:
        """Note a doubt at a cell of the table."""
        ref = CellRef(self.table.id, name)
        held = get_field(self.table, name)
        self.doubts.append(
            Doubt(kind=kind, ref=ref, said=said, held=held, where=value.where, choices=choices)
        )

    def keep(self, value: Placed | None, near: str, told: bool) -> None:
        """Keep a text that found no place; ``told``: it was not understood, and that is told."""
        if value is None or not value.text.strip():
            if value is not None:
                self.remark(value, CellRef(self.table.id))
            return
        label = " ".join(near.split())
        self.unplaced.append(Unplaced(value.text, value.where, label, self.table.id))
        self.remark(value, CellRef(self.table.id))
        if told:
            beside = f"（“{label}”旁）" if label else ""
            said = f"没有读懂{beside}：“{_short(value.text)}”，已原样保留。"
            self.doubts.append(
                Doubt(kind=UNREAD, ref=CellRef(self.table.id), said=said, where=value.where)
            )

    def remark(self, value: Placed, ref: CellRef) -> None:
        """Keep what was remarked on a file's cell, and what its reader says of it."""
        self.comments += [at_cell(comment, ref) for comment in value.cell.comments]
        held = ""
        if ref.table and ref.field and not ref.indicator:
            held = get_field(self.table, ref.field)
        self.doubts += doubts_of_cell(value.cell, value.where, ref, held)

    def put_columns(self, table: dict[str, list[tuple[Column, Placed]]]) -> None:
        """Put the cells of a row that are the target table's own, by field, into it."""
        for name, cells in table.items():
            of_year = any(column.period == "year" for column, _ in cells)
            for column, placed in cells:
                field_name = name
                if column.period in ("midterm", "whole", "last", "done"):
                    field_name = f"{name}_{column.period}"
                elif not column.period and of_year and len(cells) > 1:
                    field_name = f"{name}_whole"
                goes_on = field_name == "goals" and self.table.goals == placed.text
                if placed.text.strip() and not goes_on:
                    self.put(field_name, placed, [column.unit] if column.unit else [])

    def doubt_table(self, said: str) -> None:
        """Note a doubt about the table as a whole."""
        ref = CellRef(self.table.id)
        self.doubts.append(Doubt(kind=CELL, ref=ref, said=said, where=self.where))

    def doubt_value(self, item: str, cells: dict[str, Placed]) -> None:
        """Ask which of two columns headed alike holds the year's value of an indicator."""
        values = [cells[name] for name in ("value", "value_midterm") if name in cells]
        if len(values) < _TWO or values[0].text == values[1].text:
            return
        self.doubts.append(
            Doubt(
                kind=CELL,
                ref=CellRef(self.table.id, "value", item),
                said="有两栏都叫“指标值”，按后一栏是年度指标值读入：是哪一个？",
                held=values[0].text,
                where=values[0].where,
                choices=tuple(Choice(one.text, one.text) for one in values),
            )
        )

    def add(self, item: Indicator, cells: dict[str, Placed], period: str) -> None:
        """Take an indicator with its cells."""
        if period:
            item.period = period
            self.others.append(item)
        else:
            self.table.indicators.append(item)
        for name, placed in cells.items():
            if placed.cell.comments or placed.cell.flaws or placed.cell.struck:
                key = "value" if name.startswith("value.") else name
                ref = CellRef(self.table.id, key, item.id)
                self.comments += [at_cell(one, ref) for one in placed.cell.comments]
                held = get_indicator_field(item, key)
                self.doubts += doubts_of_cell(placed.cell, placed.where, ref, held)

    def is_target_table(self) -> bool:
        """Tell whether enough was met: a project, and indicators or a form's worth of labels."""
        named = bool({"name", "code"} & self.seen)
        filled = self.table.name or self.table.code or self.table.indicators or self.others
        return named and bool(filled) and (self.has_header or len(self.seen) >= _SEEN_LEAST)

    def finish(self) -> TargetTable:
        """Return the table, indicators of other times behind the year's."""
        if not self.table.indicators and self.others:
            for item in self.others:
                item.period = ""
        self.table.indicators += self.others
        self.others = []
        return self.table


def _base(name: str) -> str:
    """Return the field a name of another time stands for: ``budget_whole`` → ``budget``."""
    head, _, tail = name.rpartition("_")
    return head if tail in ("midterm", "whole", "last", "done") else name


def _field_of(pair: Pair, has_year: bool) -> str:
    """Return the field a text goes to: the year's own, or that of another time."""
    if pair.field in ("goals",) or vocabulary().kinds.get(pair.field) == "money":
        if pair.period in ("midterm", "whole", "last", "done"):
            return f"{pair.field}_{pair.period}"
        if not pair.period and has_year:
            return f"{pair.field}_whole"
    return pair.field


def _percent(text: str) -> str:
    """Return a percent as the model holds it; other texts unchanged."""
    number = percent_value(text)
    if number is None:
        return text
    if not text.strip().endswith(("%", "％")):
        number = at_least_decimals(number, 2)
    return format_number(number) + "%"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SAID else line[:_LONGEST_SAID] + "…"
