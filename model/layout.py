"""A layout (表样): one data file says everything about a form.

The Word table, the Excel sheet, the preview and reading back all come from it.
A layout is a TOML file in ``assets/layouts/``; `docs/layouts.md` explains each key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct, structs

from model.amounts import (
    MONEY_UNITS,
    amount_value,
    at_least_decimals,
    format_number,
    is_number,
    percent_value,
)
from model.errors import LayoutError

if TYPE_CHECKING:
    from model.disclosure import Indicator

LAYOUT_FOLDER = Path(__file__).resolve().parent.parent / "assets" / "layouts"

POINTS = {
    "初号": 42.0,
    "小初": 36.0,
    "一号": 26.0,
    "小一": 24.0,
    "二号": 22.0,
    "小二": 18.0,
    "三号": 16.0,
    "小三": 15.0,
    "四号": 14.0,
    "小四": 12.0,
    "五号": 10.5,
    "小五": 9.0,
    "六号": 7.5,
}
"""Chinese type sizes in points."""


class CellSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """One cell of the form: a fixed label, or a field to fill.

    Attributes:
        label: the fixed text; ``{money_unit}`` stands for the form's money unit.
        field: the field it shows; see `model.disclosure.get_field`, besides
            ``unit`` and ``department`` (code and name in one cell).
        span: how many grid columns wide; ``height`` how many rows high.
        align: left, center or right; by default what its kind asks for.
        border: whether it is drawn with borders.
        also: other wordings of the label, recognised in reading.
    """

    label: str = ""
    field: str = ""
    span: int = 1
    height: int = 1
    align: Literal["", "left", "center", "right"] = ""
    border: bool = True
    also: tuple[str, ...] = ()


class RowSpec(Struct, forbid_unknown_fields=True):
    """One row of the head: its cells left to right, without those reaching down."""

    cells: list[CellSpec]


class ColumnSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """One column of the indicator block.

    ``field`` is an indicator's field, ``value.operator``, ``value.number`` or
    ``value.unit`` for a value split over columns, ``level1.side`` … for further
    columns of the form (kept in ``extra``), or with ``of = "table"`` a field of
    the target table (forms that list all projects in one flat table).
    ``merge`` makes equal cells that follow each other one; ``required`` tells
    whether an empty cell is a fault. A column of ``further`` stands behind the one
    whose field it ``takes`` room from, ``span`` grid columns of it.
    """

    label: str
    field: str
    span: int = 1
    merge: bool = False
    align: Literal["", "left", "center", "right"] = ""
    of: Literal["indicator", "table"] = "indicator"
    kind: Literal["text", "number"] = "text"
    required: bool = True
    takes: str = ""

    @property
    def key(self) -> str:
        """A name no other column has: both tables and indicators have a ``name``."""
        return f"table.{self.field}" if self.of == "table" else self.field

    also: tuple[str, ...] = ()


class TableSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """The grid of one target table.

    ``title`` and ``contents_entry`` may hold ``{number}``, ``{name}``, ``{year}``;
    ``note`` stands in a line of its own under the title. ``titles_like`` are
    regular expressions for titles of other producers. ``contents`` names the
    table of contents the title goes to. ``flat`` puts all projects into one table.
    """

    title: str
    columns_mm: list[float]
    rows: list[RowSpec]
    columns: list[ColumnSpec]
    further: list[ColumnSpec] = []
    note: str = ""
    contents_entry: str = ""
    contents: str = ""
    titles_like: tuple[str, ...] = ()
    ignored_labels: tuple[str, ...] = ()
    flat: bool = False


class FieldSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """What a field holds and how it is printed.

    Attributes:
        title: its name in lists and messages (the standard term).
        kind: ``text``, ``money``, ``percent`` or ``coded`` (a code and a name).
        required: whether an empty cell is a fault.
        zero: how a zero is printed (``0``); empty means like any other number.
        print: for ``coded``: the pattern, with ``{code}`` and ``{name}``.
        read: for ``coded``: regular expressions with groups ``code`` and ``name``,
            tried in order; what none matches is a name without a code.
    """

    title: str
    kind: Literal["text", "money", "percent", "coded"] = "text"
    required: bool = False
    zero: str = ""
    print: str = ""
    read: tuple[str, ...] = ()


class Level2Spec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A level 2 indicator (二级指标) of the form.

    ``replaces`` are what other forms have in its place, as ``一级指标/二级指标``.
    """

    name: str
    required: bool = False
    also: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


class Level1Spec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A level 1 indicator (一级指标); required means at least one indicator under it."""

    name: str
    required: bool = True
    also: tuple[str, ...] = ()
    level2: tuple[Level2Spec, ...] = ()


class MoneySpec(Struct, forbid_unknown_fields=True, frozen=True):
    """How the form prints money; the model itself holds 万元."""

    unit: str = "万元"
    decimals: int = 2
    thousands: bool = False


class PercentSpec(Struct, forbid_unknown_fields=True, frozen=True):
    """How the form prints percents."""

    decimals: int = 2


class PageSpec(Struct, forbid_unknown_fields=True, frozen=True):
    """The page, in millimetres; ``footer`` may hold ``{page}``."""

    width_mm: float = 210
    height_mm: float = 297
    top_mm: float = 37
    right_mm: float = 26
    bottom_mm: float = 35
    left_mm: float = 28
    footer: str = "— {page} —"


class FontSpec(Struct, forbid_unknown_fields=True):
    """A font by name, with its size as a Chinese size (三号) or in points."""

    name: str
    size: str | float
    bold: bool = False

    @property
    def points(self) -> float:
        """The size in points."""
        if isinstance(self.size, str):
            return POINTS[self.size]
        return float(self.size)


class SectionSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A section of the department's own text.

    ``holds`` is the disclosure's attribute; ``item`` the line over each of its
    items, with ``{chinese}`` (一、二、…), ``{number}`` and ``{title}``; ``goal`` and
    ``indicators`` stand before an itemised goal's two texts.
    """

    holds: Literal["overall_goal", "itemised_goals", "safeguards"]
    heading: str
    entry: str = ""
    item: str = ""
    goal: str = ""
    indicators: str = ""
    also: tuple[str, ...] = ()


class PartSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A part of the document; ``contents`` names its table of contents."""

    number: str
    name: str
    contents: str
    sections: tuple[SectionSpec, ...] = ()


class DocumentSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """What stands around the tables.

    ``cover_title`` may hold ``{year}``; ``cover_date`` ``{year}`` and ``{month}`` of
    the day of export. ``year_like`` and ``department_like`` are regular expressions
    (groups ``year``, ``name``) that find these in other documents. A department's
    code is the first ``department_digits`` digits of its units' codes.
    """

    cover_title: str
    cover_date: str
    contents_title: str
    text: PartSpec
    tables: PartSpec
    year_like: tuple[str, ...] = ()
    department_like: tuple[str, ...] = ()
    department_digits: int = 3


class Layout(Struct, forbid_unknown_fields=True, kw_only=True, dict=True):
    """A whole form; see the module's docstring."""

    id: str
    name: str
    region: str
    year: int
    source: str
    table: TableSpec
    fields: dict[str, FieldSpec]
    levels: list[Level1Spec]
    document: DocumentSpec
    fonts: dict[str, FontSpec]
    money: MoneySpec = MoneySpec()
    percent: PercentSpec = PercentSpec()
    page: PageSpec = PageSpec()

    def __repr__(self) -> str:
        """Return the id alone: the whole would fill pages of a test report."""
        return f"Layout({self.id!r})"

    @cached_property
    def placed_head(self) -> list[list[tuple[int, CellSpec]]]:
        """The head's cells with the grid column each begins in, row by row."""
        width = len(self.table.columns_mm)
        down = [0] * width
        rows: list[list[tuple[int, CellSpec]]] = []
        for number, row in enumerate(self.table.rows, 1):
            placed = []
            col = 0
            for spec in row.cells:
                while col < width and down[col]:
                    col += 1
                if col + spec.span > width or any(down[col : col + spec.span]):
                    raise LayoutError(f"表头第{number}行比表格宽或压住了上面的格", self.id)
                placed.append((col, spec))
                for taken in range(col, col + spec.span):
                    down[taken] = spec.height
                col += spec.span
            if not all(down):
                raise LayoutError(f"表头第{number}行没有填满{width}列", self.id)
            down = [rest - 1 for rest in down]
            rows.append(placed)
        if any(down):
            raise LayoutError("表头最后一行有格高出了表头", self.id)
        return rows

    @cached_property
    def placed_columns(self) -> list[tuple[int, ColumnSpec]]:
        """The indicator block's columns with the grid column each begins in."""
        placed, col = [], 0
        for column in self.table.columns:
            placed.append((col, column))
            col += column.span
        if col != len(self.table.columns_mm):
            raise LayoutError(f"指标各栏共占{col}列，表格有{len(self.table.columns_mm)}列", self.id)
        return placed

    def shown_for(self, indicators: Iterable[Indicator]) -> Layout:
        """Return the form with those of its further columns that indicators hold texts for."""
        if not self.table.further:
            return self
        used = {name for indicator in indicators for name in indicator.extra}
        wanted = tuple(spec.field for spec in self.table.further if spec.field in used)
        if not wanted:
            return self
        made: dict[tuple[str, ...], Layout] = self.__dict__.setdefault("_shown_for", {})
        if wanted not in made:
            made[wanted] = self._with_columns(wanted)
        return made[wanted]

    def _with_columns(self, wanted: tuple[str, ...]) -> Layout:
        columns: list[ColumnSpec] = []
        for column in self.table.columns:
            taken = [
                spec
                for spec in self.table.further
                if spec.field in wanted and spec.takes == column.field
            ]
            span = column.span - sum(spec.span for spec in taken)
            columns += [structs.replace(column, span=span), *taken]
        return structs.replace(self, table=structs.replace(self.table, columns=columns))

    def label(self, label: str) -> str:
        """Return a label as printed, the form's money unit put in."""
        return label.replace("{money_unit}", self.money.unit)

    def kind(self, name: str) -> str:
        """Return what a field holds: text, money, percent or coded."""
        spec = self.fields.get(name)
        return spec.kind if spec else "text"

    def title_of(self, name: str) -> str:
        """Return a field's name for lists and messages."""
        spec = self.fields.get(name)
        return spec.title if spec else name

    def table_fields(self) -> list[str]:
        """Return the fields of the target table this form shows, in its order."""
        found = [spec.field for row in self.table.rows for spec in row.cells if spec.field]
        found += [column.field for column in self.table.columns if column.of == "table"]
        return found

    def print_amount(self, name: str, text: str) -> str:
        """Return how this form prints an amount the model holds in 万元.

        A text that is no number is printed as it stands.
        """
        if self.money.unit == "万元" and not self.money.thousands:
            return text
        if not is_number(text):
            return text
        number = Decimal(text) / MONEY_UNITS[self.money.unit]
        if number == 0:
            zero = self.fields[name].zero if name in self.fields else ""
            if zero and text == "0":
                return zero
        return format_number(at_least_decimals(number, self.money.decimals), self.money.thousands)

    def read_amount(self, name: str, text: str, unit: str = "", bare: bool = False) -> str:
        """Return what the model holds (万元, as printed) for an amount in this form.

        Args:
            name: the field.
            text: what the cell shows.
            unit: the money unit the file itself names, if it names another.
            bare: the text is a number without a format, to be printed by the form.

        A text that is no number is kept as it stands.
        """
        unit = unit or self.money.unit
        number = amount_value(text, unit)
        if number is None:
            return text
        if bare or unit != "万元" or text.strip().endswith("元"):
            zero = self.fields[name].zero if name in self.fields else ""
            if number == 0 and zero and (bare or text.strip() == zero):
                return zero
            decimals = 2 if unit != "万元" else self.money.decimals
            return format_number(at_least_decimals(number, decimals))
        return format_number(number)

    def read_percent(self, text: str, bare: bool = False) -> str:
        """Return a percent as the model holds it (``60.00%``); other texts unchanged."""
        number = percent_value(text)
        if number is None:
            return text
        if bare or not text.strip().endswith(("%", "％", ")", "）")):
            number = at_least_decimals(number, self.percent.decimals)
        return format_number(number) + "%"


def load_layout(path: Path) -> Layout:
    """Read one layout file.

    Raises:
        LayoutError: the file cannot be read, or says something a layout cannot.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        layout = msgspec.convert(data, Layout)
    except OSError as error:
        raise LayoutError(f"表样文件打不开（{error.strerror}）", str(path)) from error
    except UnicodeDecodeError as error:
        raise LayoutError("表样文件不是 UTF-8 文本", str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"表样文件写法不对（{error}）", str(path)) from error
    except msgspec.ValidationError as error:
        raise LayoutError(f"表样文件内容不对（{error}）", str(path)) from error
    _verify(layout)
    return layout


def _verify(layout: Layout) -> None:
    """Refuse a layout that could not be printed."""
    assert layout.placed_head is not None
    assert layout.placed_columns is not None
    if layout.money.unit not in MONEY_UNITS:
        raise LayoutError(f"不认识的金额单位“{layout.money.unit}”", layout.id)
    for place, pattern, allowed in _patterns(layout):
        unknown = set(re.findall(r"\{(\w*)\}", pattern)) - allowed
        if unknown:
            names = "、".join(f"{{{name}}}" for name in sorted(unknown))
            raise LayoutError(f"{place} 里有不认识的 {names}", layout.id)
    if "text" not in layout.fonts:
        raise LayoutError("缺少正文字体 fonts.text", layout.id)
    rooms = {column.field: column.span for column in layout.table.columns}
    for column in layout.table.further:
        rooms[column.takes] = rooms.get(column.takes, 0) - column.span
        if rooms[column.takes] < 1:
            raise LayoutError(f"“{column.label}”一栏在“{column.takes}”那里没有位置", layout.id)
    for name, font in layout.fonts.items():
        if isinstance(font.size, str) and font.size not in POINTS:
            raise LayoutError(f"不认识的字号“{font.size}”（{name}）", layout.id)


def _patterns(layout: Layout) -> Iterator[tuple[str, str, set[str]]]:
    """Yield every pattern of a layout with its place and the names it may hold."""
    table, document = layout.table, layout.document
    title = {"number", "name", "year"}
    yield "table.title", table.title, title
    yield "table.contents_entry", table.contents_entry, title
    yield "table.note", table.note, title
    yield "document.cover_title", document.cover_title, {"year"}
    yield "document.cover_date", document.cover_date, {"year", "month", "day"}
    yield "page.footer", layout.page.footer, {"page"}
    for section in document.text.sections:
        yield f"{section.holds}.item", section.item, {"chinese", "number", "title"}
    for name, spec in layout.fields.items():
        yield f"fields.{name}.print", spec.print, {"code", "name"}
    for row in table.rows:
        for cell in row.cells:
            for label in (cell.label, *cell.also):
                yield "table.rows", label, {"money_unit"}
    for column in (*table.columns, *table.further):
        for label in (column.label, *column.also):
            yield "table.columns", label, {"money_unit"}


def load_layouts(*folders: Path) -> dict[str, Layout]:
    """Read every layout of the program, then of further folders; by id.

    A later one replaces an earlier one of the same id.

    Raises:
        LayoutError: a folder is missing, or a layout in it is wrong.
    """
    layouts: dict[str, Layout] = {}
    for folder in folders:
        if not folder.is_dir():
            raise LayoutError("没有这个表样文件夹", str(folder))
    for folder in (LAYOUT_FOLDER, *folders):
        for path in sorted(folder.glob("*.toml")):
            layout = load_layout(path)
            layouts[layout.id] = layout
    return layouts
