"""Which cells two forms have in common, and what a clerk calls them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from model.checks.names import SPENDING, column_name, field_name, own_name, shortened
from model.compare.flathead import cells_not_printed
from model.document.disclosure import (
    AMOUNTS,
    INDICATOR_FIELDS,
    INDICATOR_TERMS,
    PLAN_DATES,
    TABLE_FIELDS,
    VALUE_PARTS,
    Disclosure,
    Indicator,
    TargetTable,
    get_field,
    get_indicator_field,
)
from model.layout import Layout

_UNIT = {"unit.code": "编码", "unit.name": "名称"}


class Side(Struct, frozen=True):
    """One of the two that are compared.

    Attributes:
        disclosure: what was read.
        layout: the form it is in.
        own: it comes from this program's own file, which holds also what no form prints.
    """

    disclosure: Disclosure
    layout: Layout
    own: bool = True


class _Form:
    """What one side has a place for."""

    def __init__(self, side: Side) -> None:
        self.layout = layout = side.layout
        self.fields = list(_fields_of(layout))
        specs = (*layout.table.columns, *layout.table.further)
        columns = [column.field for column in specs if column.of == "indicator"]
        self.splits = set(VALUE_PARTS) <= set(columns)
        self.columns = ["value" if name in VALUE_PARTS else name for name in columns]
        self.own: set[str] = {section.holds for section in layout.document.text.sections}
        self.own |= {"year", "department.name"}
        shown = layout.table_fields()
        if side.own or {"department", "unit", "unit.code"}.intersection(shown):
            self.own.add("department.code")
        if side.own:
            self.own.add(SPENDING)


class CommonForm:
    """The cells of two forms, in the order of the later one, and their names.

    It keeps in mind what it was asked about and left out, for `notes`.
    """

    def __init__(self, before: Side, after: Side) -> None:
        self._before, self._after = _Form(before), _Form(after)
        fields = [*self._after.fields, *self._before.fields, *_UNIT, *TABLE_FIELDS]
        fields += [f"plan.{date}" for date in range(PLAN_DATES)]
        self._fields = list(dict.fromkeys(fields))
        columns = [*self._after.columns, *self._before.columns, *INDICATOR_FIELDS]
        self._columns = list(dict.fromkeys(columns))
        self._split = self._before.splits and self._after.splits
        self._without_place: dict[tuple[int, str], None] = {}
        # what the other side's form prints once, from its first project
        self._unsaid: set[tuple[str, str]] = set()
        for side, other in ((before, after), (after, before)):
            if not side.own:
                self._unsaid |= cells_not_printed(side.layout, other.disclosure.projects)

    def fields(self, *tables: TargetTable) -> list[str]:
        """Return the fields of target tables, in the form's order, further ones last."""
        return _with_extra(self._fields, tables)

    def columns(self, *rows: Indicator) -> list[str]:
        """Return the fields of indicators, in the form's order, further ones last.

        The parts of a split value only where both forms split it and the whole is the same.
        """
        names = _with_extra(self._columns, rows)
        if self._split and len({row.value for row in rows}) == 1:
            names += VALUE_PARTS
        return names

    def says(self, name: str, before: TargetTable, after: TargetTable) -> bool:
        """Tell whether both sides say of these target tables what a field holds."""
        return not {(before.id, name), (after.id, name)} & self._unsaid

    def lists_field(self, name: str, before: str, after: str, same: bool) -> bool:
        """Tell whether a field of a target table belongs into the list."""
        has = name in self._before.fields, name in self._after.fields
        return self._lists(self.field_title(name), (before, after), has, same)

    def lists_column(self, name: str, before: str, after: str, same: bool) -> bool:
        """Tell whether a field of an indicator belongs into the list."""
        if name in VALUE_PARTS:
            return before != after
        has = name in self._before.columns, name in self._after.columns
        return self._lists(self.column_title(name), (before, after), has, same)

    def lists_own(self, name: str, before: str, after: str, same: bool) -> bool:
        """Tell whether a text of the department's own belongs into the list."""
        has = name in self._before.own, name in self._after.own
        return self._lists(own_name(name), (before, after), has, same)

    def compares_items(self, held: str, before: Sequence[object], after: Sequence[object]) -> bool:
        """Tell whether both sides have a place for itemised goals, or safeguards."""
        has = held in self._before.own, held in self._after.own
        title = own_name(f"{held}.0.title").partition("（")[0]
        return not self._has_no_place(title, (not before, not after), has)

    def notes(self) -> list[str]:
        """Return what was left out, since one side's form has no place for it."""
        notes = []
        for side, word in enumerate(("前一个", "后一个")):
            titles = [f"“{title}”" for here, title in self._without_place if here == side]
            if titles:
                notes.append(f"{word}文件的表样里没有{'、'.join(titles)}，这些没有对照。")
        return notes

    def is_amount(self, name: str) -> bool:
        """Tell whether a field of a target table holds money or a percent."""
        if name in AMOUNTS or name.startswith("plan."):
            return True
        return any(form.layout.kind(name) == "money" for form in (self._before, self._after))

    def field_title(self, name: str) -> str:
        """Return a target table's cell by the name the later form gives it.

        Money has its unit added where the form prints another: the texts are 万元.
        """
        for form in (self._after, self._before):
            spec = form.layout.fields.get("unit" if name in _UNIT else name)
            if spec is None:
                continue
            if name in _UNIT:
                return spec.title + _UNIT[name]
            odd = spec.kind == "money" and form.layout.money.unit != "万元"
            return field_name(form.layout, name) + ("（万元）" if odd else "")
        if name in _UNIT:
            return "预算单位" + _UNIT[name]
        return field_name(self._after.layout, name)

    def column_title(self, name: str) -> str:
        """Return an indicator's cell by the name the later form gives it."""
        for form in (self._after, self._before):
            for column in (*form.layout.table.columns, *form.layout.table.further):
                if column.field == name and column.of == "indicator":
                    return column.label
        return INDICATOR_TERMS.get(name) or column_name(self._after.layout, name)

    def table_text(self, table: TargetTable) -> str:
        """Return all filled cells of a target table, a line each, then its indicators."""
        lines = [
            f"{self.field_title(name)}：{text}"
            for name in self.fields(table)
            if (text := get_field(table, name))
        ]
        for place, row in enumerate(table.indicators, 1):
            cells = [get_indicator_field(row, name) for name in self.columns(row)]
            lines.append(f"指标{place}：" + "　".join(text for text in cells if text))
        return "\n".join(lines)

    def row_text(self, row: Indicator) -> str:
        """Return all filled cells of an indicator, a line each."""
        return "\n".join(
            f"{self.column_title(name)}：{text}"
            for name in self.columns(row)
            if (text := get_indicator_field(row, name))
        )

    def _lists(
        self, title: str, texts: tuple[str, str], has: tuple[bool, bool], same: bool
    ) -> bool:
        if texts[0] == texts[1]:
            return same and (bool(texts[0]) or all(has))
        return not self._has_no_place(title, (not texts[0], not texts[1]), has)

    def _has_no_place(self, title: str, empty: tuple[bool, bool], has: tuple[bool, bool]) -> bool:
        """Tell whether something is missing only since a side has no place for it."""
        for side in (0, 1):
            if empty[side] and not empty[1 - side] and not has[side]:
                self._without_place[side, title] = None
                return True
        return False


def row_title(place: int, name: str) -> str:
    """Return an indicator as a clerk calls it: 第3个指标“优良率”."""
    short = shortened(name)
    return f"第{place}个指标" + (f"“{short}”" if short else "")


def _fields_of(layout: Layout) -> Iterator[str]:
    """Yield the fields of a target table a form shows, code and name of the unit apart."""
    for name in layout.table_fields():
        if name == "unit":
            yield from _UNIT
        elif name == "project":
            yield from ("code", "name")
        elif name != "department":
            yield name


def _with_extra(known: list[str], things: Iterable[TargetTable | Indicator]) -> list[str]:
    extra = {name for thing in things for name in thing.extra}.difference(known, VALUE_PARTS)
    return [*known, *sorted(extra)] if extra else list(known)
