"""One target table of a general reading: labelled texts become its cells, doubts go with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from model.cellref import CellRef
from model.comments import CellComment, at_cell
from model.disclosure import (
    Department,
    Indicator,
    TargetTable,
    Unplaced,
    get_field,
    get_indicator_field,
    set_field,
)
from model.doubts import CELL, PROMPT, UNIT, UNREAD, Choice, Doubt
from model.layout import Layout
from model.recognise.building import split_coded
from model.recognise.flaws import doubts_of_cell
from model.recognise.general.head import Pair
from model.recognise.general.lists import ListBlock
from model.recognise.general.matrix import Placed
from model.recognise.units import held_amount, names_unit
from model.recognise.vocabulary import vocabulary

CODED = (
    r"[\[（(【](?P<code>\d{3,9})[\]）)】](?P<name>[\s\S]*)",
    r"(?P<code>\d{3,9})\s*[-—_–]\s*(?P<name>\D[\s\S]*)",
    r"(?P<code>\d{6,9}|\d{3})(?P<name>[^\d年月日、.．][\s\S]*)",
    r"(?P<name>[^\[（(【]*)[\[（(【](?P<code>\d{3,9})[\]）)】]",
)
"""How a code and a name stand in one cell, whatever the form."""
_NO_NUMBER = re.compile(r"[\s　]*")
_LONGEST_SAID = 30
_SEEN_LEAST = 4
"""So many labels met make a target table though its indicators are missing."""


@dataclass
class Project:
    """A target table with what only its reading needs.

    Attributes:
        table: the table so far.
        where: which table of the file it began in.
        department: what a cell of it says of the department; ``year`` what it says of the year.
        line_unit: the money unit a line beside the table names; ``file_unit`` what the file
            says elsewhere.
        head_unit: what most labels of its head say, where they agree.
    """

    where: str = ""
    table: TargetTable = field(default_factory=TargetTable)
    department: Department = field(default_factory=Department)
    year: str = ""
    line_unit: str = ""
    file_unit: str = ""
    head_units: list[str] = field(default_factory=list)
    others: list[Indicator] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    comments: list[CellComment] = field(default_factory=list)
    has_header: bool = False
    seen: set[str] = field(default_factory=set)

    def take(self, pairs: Iterable[Pair], layout: Layout | None = None) -> None:
        """Put labelled texts into their cells, those of the budget year first."""
        pairs = [_named(pair) for pair in pairs]
        years = {pair.field for pair in pairs if pair.period == "year" and pair.value is not None}
        if not self.head_units:
            self.head_units = list(dict.fromkeys(unit for pair in pairs for unit in pair.units[:1]))
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
        if vocabulary().is_prompt(value.text):
            self._prompt(name, value)
            return
        self.put(name, value, pair.units)
        if pair.unsure:
            self.doubt(CELL, name, value, f"“{pair.label.text.strip()}”与它的内容隔着空格，请核对。")

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
        if kind == "money":
            text = self._amount(name, value, units)
        elif kind == "percent":
            text = layout_percent(text)
        before = get_field(self.table, name)
        if before and before != text:
            if kind == "text" and name in ("goals", "purpose"):
                text = f"{before}\n{text}"
            else:
                self.keep(value, vocabulary().titles.get(_base(name), name), told=True)
                return
        set_field(self.table, name, text)
        self.remark(value, CellRef(self.table.id, name))

    def _put_coded(self, name: str, value: Placed) -> None:
        code, words = split_coded(value.text.strip(), CODED)
        if name == "department":
            holder, ref = self.department, CellRef("", "department.name")
        else:
            holder, ref = self.table.unit, CellRef(self.table.id, "unit.name")
        words = words if code else value.text
        if holder.name and holder.name != words:
            self.keep(value, vocabulary().titles.get(name, name), told=True)
            return
        holder.name = words
        holder.code = holder.code or code
        self.remark(value, ref)

    def _prompt(self, name: str, value: Placed) -> None:
        said = f"这一格只有填写提示“{_short(value.text)}”，没有填。"
        self.doubt(PROMPT, name, value, said)
        self.remark(value, CellRef(self.table.id, name))

    # money

    def _amount(self, name: str, value: Placed, units: list[str]) -> str:
        unit, sources = self._unit(units)
        text = held_amount(value.text, unit or "万元", exact=bool(unit))
        if names_unit(value.text) or not any(mark.isdigit() for mark in text):
            if text == value.text and _NO_NUMBER.sub("", text) and not _is_amount(text):
                said = f"“{_short(text)}”不是金额。"
                self.doubt(CELL, name, value, said, text)
            return text
        if not unit:
            self._ask(name, value, text, "文件里没有写金额单位，按万元读入", ("万元", "元"))
        elif len(sources) > 1:
            said = f"金额单位有两种说法（{'、'.join(sources)}），按{unit}读入"
            self._ask(name, value, text, said, tuple(sources))
        return text

    def _unit(self, units: list[str]) -> tuple[str, list[str]]:
        """Return the unit meant, and every unit the nearest places name."""
        own = units[0] if units else ""
        head = self.head_units if not own else []
        near = own or (head[0] if len(head) == 1 else "")
        if not near and len(head) > 1:
            return head[-1], list(head)
        unit = near or self.line_unit or self.file_unit
        sources = [one for one in (near, self.line_unit) if one]
        return unit, list(dict.fromkeys(sources))

    def _ask(
        self, name: str, value: Placed, text: str, said: str, units: tuple[str, ...]
    ) -> None:
        if held_amount(value.text, "元") == value.text or float_free_zero(text):
            return
        choices = tuple(
            Choice(f"{value.text.strip()} {unit}", held_amount(value.text, unit, exact=False))
            for unit in units
        )
        self.doubt(UNIT, name, value, f"{said}：“{value.text.strip()}”。", text, choices)

    # doubts and keeping

    def doubt(
        self,
        kind: str,
        name: str,
        value: Placed,
        said: str,
        held: str | None = None,
        choices: tuple[Choice, ...] = (),
    ) -> None:
        """Note a doubt at a cell of the table."""
        ref = CellRef(self.table.id, name)
        text = get_field(self.table, name) if held is None else held
        self.doubts.append(
            Doubt(kind=kind, ref=ref, said=said, held=text, where=value.where, choices=choices)
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
            if name not in ("level1", "level2") and vocabulary().is_prompt(placed.text):
                self._prompted(item, name, placed)

    def _prompted(self, item: Indicator, name: str, placed: Placed) -> None:
        key = "value" if name.startswith("value") else name
        if get_indicator_field(item, key) == placed.text:
            from_field = key
            if from_field in ("level1", "level2", "name", "description", "value", "basis"):
                setattr(item, from_field, "")
            else:
                item.extra.pop(from_field, None)
        said = f"这一格只有填写提示“{_short(placed.text)}”，没有填。"
        ref = CellRef(self.table.id, key, item.id)
        self.doubts.append(
            Doubt(
                kind=PROMPT,
                ref=ref,
                said=said,
                held=get_indicator_field(item, key),
                where=placed.where,
            )
        )

    def is_target_table(self) -> bool:
        """Tell whether enough was met: a project, and indicators or a form's worth of labels."""
        named = bool({"name", "code"} & self.seen)
        return bool(self.table.indicators or self.others) or (
            named and (self.has_header or len(self.seen) >= _SEEN_LEAST)
        )

    def finish(self) -> TargetTable:
        """Return the table, indicators of other times behind the year's."""
        if not self.table.indicators and self.others:
            for item in self.others:
                item.period = ""
        self.table.indicators += self.others
        self.others = []
        return self.table


def _named(pair: Pair) -> Pair:
    return pair


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


def _is_amount(text: str) -> bool:
    return held_amount(text, "元") != text


def float_free_zero(text: str) -> bool:
    """Tell whether an amount is zero, whatever its unit."""
    return bool(text) and not text.strip("0.,-+ ")


def layout_percent(text: str) -> str:
    """Return a percent as the model holds it; other texts unchanged."""
    from model.amounts import at_least_decimals, format_number, percent_value

    number = percent_value(text)
    if number is None:
        return text
    if not text.strip().endswith(("%", "％")):
        number = at_least_decimals(number, 2)
    return format_number(number) + "%"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SAID else line[:_LONGEST_SAID] + "…"
