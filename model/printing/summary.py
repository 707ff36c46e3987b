"""汇总: one row an indicator, every field in its own column, fit for filters and pivots."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from model.document.disclosure import VALUE_PARTS, Disclosure, Indicator, get_indicator_field
from model.layout import ColumnSpec, Layout
from model.printing.fieldtext import field_text
from model.quantities.amounts import format_number

SUMMARY_NAME = "汇总"

_KEYS = ("序号", "预算单位编码", "预算单位名称", "项目编码", "项目名称")
_KEY_WIDTHS = (12.0, 20.0, 34.0, 40.0, 40.0)
_INDICATOR_NUMBER = "指标序号"
_PARSED = ("指标值-符号", "指标值-数值", "指标值-上限", "指标值-单位")

KEY_COLUMNS = len(_KEYS)
"""The first columns say which project a row belongs to."""

SUMMARY_LABELS = frozenset((*_KEYS, _INDICATOR_NUMBER))
"""Headings that together stand in no other table."""


class SummaryColumn(Struct, frozen=True):
    """A column of 汇总.

    Attributes:
        title: its heading, like no other column's.
        kind: text, money, percent or number.
        width_mm: a width that suits what the form gives this cell.
        once: its values stand only in the first row of each project.
    """

    title: str
    kind: str = "text"
    width_mm: float = 20.0
    once: bool = False


def summary_columns(layout: Layout) -> list[SummaryColumn]:
    """Return the columns of 汇总: keys, the form's other fields, then the indicator's.

    A project's amounts and percents stand only in its first row, and their headings
    say so: repeated in each indicator's row, a pivot table would count them many
    times. All its texts are repeated, so that every row can be filtered and grouped.
    """
    columns = [
        SummaryColumn(title, "text" if col else "number", width)
        for col, (title, width) in enumerate(zip(_KEYS, _KEY_WIDTHS, strict=True))
    ]
    for name in _summary_fields(layout):
        kind, title = layout.kind(name), layout.title_of(name)
        if kind in ("money", "percent"):
            unit = layout.money.unit if kind == "money" else "%"
            columns.append(SummaryColumn(f"{title}（{unit}，每项目一次）", kind, 24.0, once=True))
        else:
            columns.append(SummaryColumn(title, width_mm=_field_width(name, layout)))
    columns.append(SummaryColumn(_INDICATOR_NUMBER, "number", 12.0))
    for col, spec in _indicator_columns(layout):
        width = 1.3 * sum(layout.table.columns_mm[col : col + spec.span])
        columns.append(SummaryColumn(layout.label(spec.label), spec.kind, max(22.0, width)))
    if not _splits_value(layout):
        kinds = ("text", "number", "number", "text")
        columns += [SummaryColumn(*pair, 18.0) for pair in zip(_PARSED, kinds, strict=True)]
    return _told_apart(columns)


def _summary_fields(layout: Layout) -> list[str]:
    """Return the form's fields that are not among the key columns, each once."""
    keys = {"unit", "unit.code", "unit.name", "code", "name"}
    return [name for name in dict.fromkeys(layout.table_fields()) if name not in keys]


def _indicator_columns(layout: Layout) -> list[tuple[int, ColumnSpec]]:
    return [(col, spec) for col, spec in layout.placed_columns if spec.of == "indicator"]


def _splits_value(layout: Layout) -> bool:
    return any(spec.field in VALUE_PARTS for spec in layout.table.columns)


def _field_width(name: str, layout: Layout) -> float:
    """Return the width the form gives a field, in millimetres, within reason."""
    mm = layout.table.columns_mm
    widths = [
        sum(mm[col : col + spec.span])
        for row in layout.placed_head
        for col, spec in row
        if spec.field == name
    ]
    return min(90.0, max([30.0, *widths]))


def _told_apart(columns: list[SummaryColumn]) -> list[SummaryColumn]:
    """Number headings that come again: a pivot table needs each of its own."""
    told: dict[str, SummaryColumn] = {}
    for column in columns:
        title, count = column.title, 1
        while title in told:
            count += 1
            title = f"{column.title}（{count}）"
        told[title] = SummaryColumn(title, column.kind, column.width_mm, column.once)
    return list(told.values())


class SummaryRows(Struct, frozen=True):
    """One project's rows of 汇总.

    Attributes:
        project: the texts of the columns that belong to the project.
        indicators: for each row, the texts of the columns that follow them; a project
            without indicators has one row.
    """

    project: list[str]
    indicators: list[list[str]]


def summary_rows(disclosure: Disclosure, layout: Layout) -> Iterator[SummaryRows]:
    """Yield the rows of 汇总, project by project, in the order of `summary_columns`."""
    names = _summary_fields(layout)
    fields = [spec.field for _, spec in _indicator_columns(layout)]
    parsed = not _splits_value(layout)
    for number, table in enumerate(disclosure.projects, 1):
        project = [str(number), table.unit.code, table.unit.name, table.code, table.name]
        project += [field_text(disclosure, table, name, layout) for name in names]
        rows = []
        for count, indicator in enumerate(table.indicators, 1):
            row = [str(count)]
            row += [get_indicator_field(indicator, name) for name in fields]
            rows.append(row + _parsed(indicator) if parsed else row)
        yield SummaryRows(project, rows or [[""] * (1 + len(fields) + parsed * len(_PARSED))])


def _parsed(indicator: Indicator) -> list[str]:
    """Return operator, number, upper number of a range, and unit of a value."""
    value = indicator.parsed_value()
    low, high, *_ = [*(format_number(number) for number in value.numbers), "", ""]
    return [value.standard_operator, low, high, value.unit]
