"""Which cells of a returned file are laid beside ours, and when two print alike.

Only what both forms show is compared: what a form does not print cannot come back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from model.checks.names import field_name
from model.compare.flathead import UNIT_PARTS, cells_not_printed, parted
from model.document.disclosure import (
    INDICATOR_TERMS,
    VALUE_PARTS,
    Disclosure,
    Indicator,
    TargetTable,
    get_field,
    get_indicator_field,
)
from model.layout import ColumnSpec, Layout
from model.printing.fieldtext import coded_text
from model.quantities.amounts import amount_value, is_number, percent_value
from model.recognise.labels import form_index

_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
_NO_TEXT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


def plain(text: str) -> str:
    r"""Return a text without what other programs change when they only save a file.

    Line breaks become ``\n``; characters no one can see are left out, tabs too, and so are
    empty lines at both ends. Spaces stay: whoever changes no more than those means it.
    """
    return _NO_TEXT.sub("", _BREAK.sub("\n", text)).strip("\n")


class SharedForm:
    """The cells two forms both show.

    Attributes:
        layout: the form of ours, by whose names cells are called.
        fields: fields of a target table, in the form's order; code and name of the unit apart.
        columns: fields of an indicator, in the form's order; a split value as ``value``.
        split: both forms split an indicator's value over several columns.
        sections: what of the department's own text both forms print.

    Args:
        layout: the form of ours.
        other: the form of the returned file.
        projects: our target tables.
    """

    def __init__(self, layout: Layout, other: Layout, projects: Sequence[TargetTable] = ()) -> None:
        self.layout = layout
        self._unsaid = cells_not_printed(other, projects)
        self.sections = _sections(layout) & _sections(other)
        theirs = set(_fields(other))
        self.fields = [name for name in _fields(layout) if name in theirs]
        specs, others = _columns(layout), _columns(other)
        self._specs = {spec.field: spec for spec in specs}
        self.split = all(
            set(VALUE_PARTS) <= {spec.field for spec in some} for some in (specs, others)
        )
        shown = {_whole(spec.field) for spec in others}
        self.columns = list(
            dict.fromkeys(name for spec in specs if (name := _whole(spec.field)) in shown)
        )
        self._print_code = "{code}" in (
            layout.fields["unit"].print if "unit" in layout.fields else ""
        )
        self._index = form_index(layout)

    # target tables

    def same_field(self, name: str, ours: TargetTable, theirs: TargetTable) -> bool:
        """Tell whether a field of two target tables prints alike."""
        # this program's own file keeps identities, and all it holds
        if (ours.id, name) in self._unsaid and ours.id != theirs.id:
            return True
        if name in UNIT_PARTS and set(UNIT_PARTS) <= set(self.fields):
            pattern = self.layout.fields["unit"].print
            texts = [coded_text(pattern, one.unit.code, one.unit.name) for one in (ours, theirs)]
            if plain(texts[0]) == plain(texts[1]):
                return True
        return _same(self.layout.kind(name), get_field(ours, name), get_field(theirs, name))

    def field_title(self, name: str) -> str:
        """Return what a clerk calls a field of a target table."""
        if name in UNIT_PARTS:
            spec = self.layout.fields.get("unit") or self.layout.fields.get(name)
            title = spec.title if spec else "预算单位"
            return title + ("编码" if name == "unit.code" else "名称")
        return field_name(self.layout, name)

    def table_text(self, table: TargetTable) -> str:
        """Return the filled cells of a target table, a line each, then its indicators."""
        cells = ((self.field_title(name), get_field(table, name)) for name in self.fields)
        lines = [f"{title}：{text}" for title, text in cells if text]
        for place, item in enumerate(table.indicators, 1):
            texts = (get_indicator_field(item, name) for name in self.columns)
            lines.append(f"指标{place}：" + "　".join(text for text in texts if text))
        return "\n".join(lines)

    # indicators

    def same_column(self, name: str, ours: Indicator, theirs: Indicator) -> bool:
        """Tell whether a field of two indicators prints alike."""
        if name == "value" and self.split:
            return all(
                plain(get_indicator_field(ours, part)) == plain(get_indicator_field(theirs, part))
                for part in VALUE_PARTS
            )
        one, other = get_indicator_field(ours, name), get_indicator_field(theirs, name)
        if one == other:
            return True
        if name in ("level1", "level2"):
            number = int(name[5:])
            one, other = self._index.level(number, one), self._index.level(number, other)
        spec = self._specs.get(name)
        return _same(spec.kind if spec else "text", one, other)

    def same_row(self, ours: Indicator, theirs: Indicator) -> bool:
        """Tell whether two indicators print alike."""
        return all(self.same_column(name, ours, theirs) for name in self.columns)

    def shows(self, row: Indicator) -> bool:
        """Tell whether anything of an indicator is printed; an empty row does not come back."""
        return any(plain(get_indicator_field(row, name)).strip() for name in self.columns)

    def column_title(self, name: str) -> str:
        """Return what a clerk calls a field of an indicator."""
        if name in self._specs:
            return self.layout.label(self._specs[name].label)
        if name == "value" and VALUE_PARTS[1] in self._specs:
            return self.layout.label(self._specs[VALUE_PARTS[1]].label)
        return INDICATOR_TERMS.get(name, name)

    def row_text(self, row: Indicator) -> str:
        """Return the filled cells of an indicator, a line each."""
        cells = ((self.column_title(name), get_indicator_field(row, name)) for name in self.columns)
        return "\n".join(f"{title}：{text}" for title, text in cells if text)


def derived_code(disclosure: Disclosure, layout: Layout) -> str:
    """Return the department's code as a reader takes it from the units where nothing says it."""
    digits = layout.document.department_digits
    codes = {table.unit.code[:digits] for table in disclosure.projects if table.unit.code}
    return codes.pop() if len(codes) == 1 else ""


def _same(kind: str, one: str, other: str) -> bool:
    if one == other or plain(one) == plain(other):
        return True
    if kind == "money":
        meant = amount_value(one)
        return meant is not None and meant == amount_value(other)
    if kind == "percent":
        meant = percent_value(one)
        return meant is not None and meant == percent_value(other)
    if kind == "number" and is_number(one) and is_number(other):
        return amount_value(one) == amount_value(other)
    return False


def _sections(layout: Layout) -> set[str]:
    return {section.holds for section in layout.document.text.sections}


def _fields(layout: Layout) -> Iterable[str]:
    """Return the fields of a target table a form shows, code and name of the unit apart."""
    return parted(layout, layout.table_fields())


def _columns(layout: Layout) -> list[ColumnSpec]:
    specs = (*layout.table.columns, *layout.table.further)
    return [spec for spec in specs if spec.of == "indicator"]


def _whole(name: str) -> str:
    return "value" if name in VALUE_PARTS else name
