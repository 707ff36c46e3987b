"""The workbook's own sheets besides 汇总: 目录, and the department's own text.

A workbook for the bureau holds more than the target tables. These sheets become
grids here, and grids are read back as these sheets; no file format is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from model.document.cellref import CellRef
from model.document.comments import at_cell
from model.document.disclosure import (
    Department,
    Disclosure,
    ItemisedGoal,
    Safeguard,
    Unplaced,
)
from model.layout import Layout, SectionSpec
from model.printing.fieldtext import field_text
from model.printing.grid import Cell, Grid
from model.printing.summary import SUMMARY_LABELS
from model.quantities.amounts import at_least_decimals, format_number

INDEX_NAME = "目录"

_CODE, _NAME, _YEAR, _FORM = "部门编码", "部门名称", "预算年度", "表样"
_NUMBER = "序号"
_TOTAL = "合计"
_CATEGORY, _TITLE, _CONTENT, _INDICATORS = "类别", "标题", "绩效目标/内容", "绩效指标"
_INDEX_FIELDS = {_CODE: "department.code", _NAME: "department.name", _YEAR: "year"}
_ITEM_PARTS = {
    "itemised_goals": {_TITLE: "title", _CONTENT: "goal", _INDICATORS: "indicators"},
    "safeguards": {_TITLE: "title", _CONTENT: "text"},
}
HEAD_WITHIN = 30
"""Only so many rows are searched for a sheet's labels: a clerk inserts a few, not more."""

_COUNTED = re.compile(r"^[（(]?[一二三四五六七八九十百]+[)）]?[、.．]?")


# building


class IndexColumn(Struct, frozen=True):
    """A column of 目录: the field it shows (empty for 序号), its heading and kind."""

    field: str
    title: str
    kind: str = "text"


def index_columns(layout: Layout) -> list[IndexColumn]:
    """Return the columns of 目录; a field the form does not show has none."""
    shown = layout.table_fields()
    columns = [IndexColumn("", _NUMBER, "number"), IndexColumn("name", _name_title(layout))]
    if "code" in shown:
        columns.append(IndexColumn("code", layout.title_of("code")))
    if "budget" in shown:
        title, kind = layout.title_of("budget"), layout.kind("budget")
        if kind == "money":
            title = f"{title}（{layout.money.unit}）"
        columns.append(IndexColumn("budget", title, kind))
    return columns


def _name_title(layout: Layout) -> str:
    return layout.fields["name"].title if "name" in layout.fields else "项目名称"


def index_title(disclosure: Disclosure, layout: Layout) -> str:
    """Return the title line of 目录."""
    year = "" if disclosure.year is None else str(disclosure.year)
    return layout.document.cover_title.replace("{year}", year) + INDEX_NAME


def index_grid(disclosure: Disclosure, layout: Layout) -> Grid:
    """Return 目录: department, year and form in labelled cells, then one row a project.

    The first project's row follows ``header_rows``; a total closes the sheet where
    the form shows a budget.
    """
    columns = index_columns(layout)
    width = len(columns)
    who = disclosure.department
    year = "" if disclosure.year is None else str(disclosure.year)
    rows: list[list[Cell]] = []
    for label, text, kind in (
        (_CODE, who.code, "text"),
        (_NAME, who.name, "text"),
        (_YEAR, year, "number"),
        (_FORM, f"{layout.name}（{layout.id}）", "text"),
    ):
        row = len(rows)
        rows.append([_label(label, row, 0), Cell(text, row, 1, colspan=width - 1, kind=kind)])
    header = len(rows)
    rows.append([_label(column.title, header, col) for col, column in enumerate(columns)])
    for number, table in enumerate(disclosure.projects, 1):
        row = len(rows)
        cells = [Cell(str(number), row, 0, kind="number", align="center")]
        for col, column in enumerate(columns[1:], 1):
            text = field_text(disclosure, table, column.field, layout)
            align = "right" if column.kind == "money" else "left"
            cells.append(Cell(text, row, col, kind=column.kind, align=align))
        rows.append(cells)
    if columns[-1].kind == "money":
        rows.append(_total_row(disclosure, layout, len(rows), width))
    return Grid(rows, width, header_rows=(header, header))


def _label(text: str, row: int, col: int, colspan: int = 1) -> Cell:
    return Cell(text, row, col, colspan=colspan, kind="label", align="center")


def _total_row(disclosure: Disclosure, layout: Layout, row: int, width: int) -> list[Cell]:
    """Return the total of the budgets, saying how many of them are no numbers."""
    amounts = [table.amount("budget") for table in disclosure.projects]
    numbers = [amount for amount in amounts if amount is not None]
    label = _TOTAL
    if len(numbers) < len(amounts):
        label += f"（{len(amounts) - len(numbers)}个项目的金额不是数字，未计入）"
    total = format_number(at_least_decimals(sum(numbers, Decimal(0)), layout.money.decimals))
    text = layout.print_amount("budget", total)
    return [
        _label(label, row, 0, width - 1),
        Cell(text, row, width - 1, kind="money", align="right"),
    ]


def category_name(section: SectionSpec) -> str:
    """Return what the sheet of the department's own text calls a section."""
    return section.entry or _COUNTED.sub("", section.heading)


def text_grid(disclosure: Disclosure, layout: Layout) -> Grid:
    """Return the department's own text: one row an item, also where its texts are empty."""
    labels = (_CATEGORY, _TITLE, _CONTENT, _INDICATORS)
    rows = [[_label(label, 0, col) for col, label in enumerate(labels)]]
    for section in layout.document.text.sections:
        for texts in _section_items(disclosure, section):
            row = len(rows)
            cells = [_label(category_name(section), row, 0)]
            cells += [Cell(text, row, col) for col, text in enumerate(texts, 1)]
            rows.append(cells)
    return Grid(rows, len(labels), header_rows=(0, 0))


def _section_items(disclosure: Disclosure, section: SectionSpec) -> Iterator[tuple[str, str, str]]:
    """Yield title, text and indicators of each item of a section."""
    if section.holds == "overall_goal":
        yield "", disclosure.overall_goal, ""
    elif section.holds == "itemised_goals":
        for goal in disclosure.itemised_goals:
            yield goal.title, goal.goal, goal.indicators
    else:
        for safeguard in disclosure.safeguards:
            yield safeguard.title, safeguard.text, ""


# reading back


def stated_form(grid: Grid) -> str:
    """Return the id of the form that 目录 says a workbook of this program is in, or nothing."""
    for row in grid.rows[:HEAD_WITHIN]:
        for cell, after in pairwise(row):
            if cell.text.strip() == _FORM and after.text.rstrip().endswith("）"):
                return after.text.rstrip()[:-1].rpartition("（")[2]
    return ""


def take_sheet(grid: Grid, sheet_name: str, disclosure: Disclosure, layout: Layout) -> bool:
    """Take what one of the workbook's own sheets holds into the disclosure.

    A sheet is known by its labels, not by its name. 目录 gives year and department,
    the text sheet the department's own text; 汇总 repeats the others and gives
    nothing. What somebody wrote beside goes to ``disclosure.unplaced``.

    Args:
        grid: the sheet, its cells holding the text a reader of the file sees.
        sheet_name: for telling where something stood.
        disclosure: what is taken goes here.
        layout: the form the file is read by.

    Returns:
        False for any other sheet or table; nothing was taken from it.
    """
    refs: dict[int, CellRef] = {}
    if not _take(grid, sheet_name, disclosure, layout, refs):
        return False
    disclosure.comments += [
        at_cell(comment, refs.get(id(cell)))
        for row in grid.rows
        for cell in row
        for comment in cell.comments
    ]
    return True


def _take(
    grid: Grid, sheet_name: str, disclosure: Disclosure, layout: Layout, refs: dict[int, CellRef]
) -> bool:
    """Do what `take_sheet` does, but for comments; note in ``refs`` which cell became what."""
    names = {fold(_name_title(layout)), "项目名称"}
    for number, row in enumerate(grid.rows[:HEAD_WITHIN]):
        # only short texts are labels; the rest need not be looked at
        labels = {fold(cell.text): cell.col for cell in row if 0 < len(cell.text) < 40}
        if _CATEGORY in labels and labels.keys() >= {_TITLE, _CONTENT}:
            _Taker(grid, sheet_name, disclosure, number, labels, refs=refs).take_text(layout)
            return True
        if _NUMBER in labels:
            if repeats_others(labels):
                return True
            if not labels.keys().isdisjoint(names):
                taker = _Taker(grid, sheet_name, disclosure, number, labels, refs=refs)
                return taker.take_index(layout)
    return False


def repeats_others(labels: Iterable[str]) -> bool:
    """Tell whether a row is the heading of 汇总, whose sheet holds nothing of its own.

    Readers stop there: it is the largest sheet of a workbook.
    """
    return {fold(label) for label in labels} >= SUMMARY_LABELS


def is_summary(grid: Grid) -> bool:
    """Tell whether a table is the 汇总 of a workbook of this program."""
    least = len(SUMMARY_LABELS)
    return any(
        len(row) >= least and repeats_others(cell.text for cell in row)
        for row in grid.rows[:HEAD_WITHIN]
    )


def fold(text: str) -> str:
    """Return a label without white space, full-width signs and a closing colon made plain."""
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip(":")


class _Taker:
    """Reads one of the own sheets, once its header row is found.

    Attributes:
        header: the header row.
        columns: its labels, folded, and the columns they begin in.
        refs: which cell of the disclosure a cell of the grid (by its ``id``) became.
    """

    def __init__(
        self,
        grid: Grid,
        sheet_name: str,
        disclosure: Disclosure,
        header: int,
        columns: dict[str, int],
        *,
        refs: dict[int, CellRef],
    ) -> None:
        self.grid = grid
        self.where = grid.where or f"工作表“{sheet_name}”"
        self.disclosure = disclosure
        self.header = header
        self.columns = columns
        self.refs = refs

    def take_index(self, layout: Layout) -> bool:
        """Take year and department from 目录; False where it is none.

        The head of another table with numbered projects is told by its indicator
        columns, or by lacking the labels of department and year.
        """
        foreign = {fold(spec.label) for spec in layout.table.columns if spec.of == "indicator"}
        if not foreign.isdisjoint(self.columns):
            return False
        found, beside = self._labelled()
        if len(found.keys() & {_CODE, _NAME, _YEAR}) < 2:
            return False
        self.disclosure.department = Department(found.get(_CODE, ""), found.get(_NAME, ""))
        year = re.match(r"\s*(\d+)", found.get(_YEAR, ""))
        self.disclosure.year = int(year[1]) if year else None
        for cell in beside:
            self.keep(cell)
        known = {fold(column.title): column.title for column in index_columns(layout)}
        self._keep_beside({self.columns[key] for key in known.keys() & self.columns.keys()})
        return True

    def _labelled(self) -> tuple[dict[str, str], list[Cell]]:
        """Return the texts behind the labels over the header, and all that is neither."""
        found: dict[str, str] = {}
        beside: list[Cell] = []
        for row in self.grid.rows[: self.header]:
            label = ""
            for cell in row:
                key = fold(cell.text) if len(cell.text) < 40 else ""
                if label:
                    found[label] = cell.text
                    self.refs[id(cell)] = CellRef("", _INDEX_FIELDS.get(label, ""))
                    label = ""
                elif key in (_CODE, _NAME, _YEAR, _FORM) and key not in found:
                    label = key
                    found[label] = ""
                elif not cell.text.strip().endswith(INDEX_NAME):
                    beside.append(cell)
        return found, beside

    def _keep_beside(self, known: set[int]) -> None:
        """Keep what stands under the header, but not among the projects."""
        number = self.columns[_NUMBER]
        titles = {col: label for label, col in self.columns.items()}
        for row in self.grid.rows[self.header + 1 :]:
            first = next((cell.text for cell in row if cell.col == number), "")
            if first.startswith(_TOTAL):
                continue
            own = known if first.strip().isdigit() else set()
            for cell in row:
                if cell.col not in own:
                    self.keep(cell, titles.get(cell.col, ""))

    def take_text(self, layout: Layout) -> None:
        """Take the department's own text, item by item."""
        held = {
            fold(name): section.holds
            for section in layout.document.text.sections
            for name in (category_name(section), section.heading, *section.also)
        }
        title = fold(layout.document.text.name)
        for row in self.grid.rows[: self.header]:
            for cell in row:
                if fold(cell.text) != title:
                    self.keep(cell)
        disclosure = self.disclosure
        disclosure.overall_goal = ""
        disclosure.itemised_goals = []
        disclosure.safeguards = []
        titles = {col: label for label, col in self.columns.items()}
        for row in self.grid.rows[self.header + 1 :]:
            texts = {titles.get(cell.col, ""): cell.text for cell in row}
            holds = held.get(fold(texts.get(_CATEGORY, "")), "")
            used = self._take_item(holds, texts)
            for cell in row:
                self._note_item(cell, holds, titles.get(cell.col, ""))
                if titles.get(cell.col) not in used:
                    self.keep(cell, titles.get(cell.col, ""))

    def _take_item(self, holds: str, texts: dict[str, str]) -> set[str]:
        """Take one row's texts, by column label; return the labels of what was taken."""
        disclosure = self.disclosure
        title, text = texts.get(_TITLE, ""), texts.get(_CONTENT, "")
        if holds == "overall_goal":
            # a second row can only come from somebody who parted the text
            disclosure.overall_goal += "\n" + text if disclosure.overall_goal else text
            return {_CATEGORY, _CONTENT}
        if holds == "itemised_goals":
            goal = ItemisedGoal(title, text, texts.get(_INDICATORS, ""))
            disclosure.itemised_goals.append(goal)
            return {_CATEGORY, _TITLE, _CONTENT, _INDICATORS}
        if holds == "safeguards":
            disclosure.safeguards.append(Safeguard(title, text))
            return {_CATEGORY, _TITLE, _CONTENT}
        return set()

    def _note_item(self, cell: Cell, holds: str, label: str) -> None:
        """Note which text of the department's own a cell of the last item taken became."""
        if holds == "overall_goal":
            self.refs[id(cell)] = CellRef("", holds)
        elif holds:
            number = len(getattr(self.disclosure, holds)) - 1
            part = _ITEM_PARTS[holds].get(label, "title")
            self.refs[id(cell)] = CellRef("", f"{holds}.{number}.{part}")

    def keep(self, cell: Cell, near: str = "") -> None:
        """Keep a text that has no place."""
        if cell.text.strip():
            self.disclosure.unplaced.append(Unplaced(cell.text, self.where + cell.where, near))
