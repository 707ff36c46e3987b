"""A list that grows row by row on the disk, and becomes sheets of a workbook at the end.

Memory holds one row. Which further columns there are, and how many sheets a list takes, is
known only when the last file was read.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from math import ceil
from typing import IO

from msgspec import Struct

from exporters.collect_sheet import POINTS, ListBook, ListSheet, Look, inline
from exporters.excel_form import CELL_MARGIN_MM, ROW_PADDING, row_points, text_format
from exporters.excel_numbers import NUMERIC, as_number
from exporters.excel_sheet import LETTERS, MAX_CELL, MAX_ROWS
from model.basics.textmetrics import MM_PER_POINT, text_lines
from model.collect.lists import Extra, ListColumn, ListSpec, Row
from model.layout import FontSpec, PageSpec

_LINE_POINTS = 14.0
_MOST_LINES = 14
"""Rows are no higher than so many lines: a list is for looking through. No text is cut."""

LONGEST_HEADING = 100
"""A form's own label is never longer; what is goes into the last column with its text."""

_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_EM_MM = POINTS * MM_PER_POINT
"""The most a character takes."""
_MEASURED = 1200
_OFTEN = 24
"""Texts up to this length tend to come again: departments, levels, titles of checks."""
_MOST_KNOWN = 200

_ALIGN = {"money": "right", "percent": "right", "number": "center"}
_GOES_ON = Extra("", "续行", "")
_REST = Extra("", "其他栏", "")
_SMALL_MM, _LARGE_MM = 18.0, 60.0
_HEADING, _SUM = "#E7E6E6", "#F2F2F2"
_PAGE = PageSpec(420.0, 297.0, 15.0, 12.0, 18.0, 12.0)
"""A3 lengthwise: with every field in its own column, nothing smaller can be read."""
_ACROSS_MM = 1000.0
"""So much of a list goes on a page's width; made smaller still nobody could read it."""
_FOOTER = FontSpec("宋体", "五号")


class _Part(Struct):
    """The rows of one sheet; ``rows`` counts them, the header among them."""

    body: IO[bytes]
    rows: int = 1


class RowList:
    """One list: takes rows, keeps them on the disk, puts them into sheets at the end.

    Args:
        book: the workbook.
        spec: its name and columns.
        most_rows: how many rows a sheet holds; what goes beyond fills another one.
    """

    def __init__(self, book: ListBook, spec: ListSpec, most_rows: int = MAX_ROWS) -> None:
        self._book = book
        self._spec = spec
        self._most_rows = most_rows
        self._columns = list(spec.columns)
        self._places: dict[str, int] = {}
        self._rest: int | None = None
        self._parts: list[_Part] = []
        self._known: list[dict[str, str]] = [{} for _ in self._columns]
        self.closing = 0

    def add(
        self, row: Row, grounds: Mapping[int, str] | None = None, closing: bool = False
    ) -> None:
        """Add a row. A text longer than a cell holds goes on in the rows below.

        Args:
            row: its texts.
            grounds: colours behind some of its columns.
            closing: it sums up the rows above, and is no part of what is filtered.
        """
        texts = dict(enumerate(row.texts))
        for extra in row.extras:
            place = self._place(extra)
            if place == self._rest:
                line = f"{extra.title}：{extra.text}"
                texts[place] = f"{texts[place]}\n{line}" if place in texts else line
            else:
                texts[place] = extra.text
        ground = _SUM if closing else ""
        for row_texts in self._lines(texts):
            self._write(row_texts, grounds or {}, ground)
            self.closing += closing

    def _place(self, extra: Extra) -> int:
        """Return the column of what only some forms have, made when first asked for."""
        place = self._places.get(extra.field)
        if place is not None:
            return place
        if len(self._places) < self._spec.most_further and len(extra.title) <= LONGEST_HEADING:
            place = self._places[extra.field] = self._new_column(extra)
            return place
        if self._rest is None:
            self._rest = self._new_column(_REST)
        return self._rest

    def _new_column(self, extra: Extra) -> int:
        titles = {column.title for column in self._columns}
        title, count = extra.title, 1
        while title in titles:
            # a pivot table needs each heading of its own
            count += 1
            title = f"{extra.title}（{count}）"
        width = _SMALL_MM if extra.kind == "number" or extra is _GOES_ON else 30.0
        width = _LARGE_MM if extra is _REST else width
        self._columns.append(ListColumn(title, extra.kind, width))
        self._known.append({})
        return len(self._columns) - 1

    def _lines(self, texts: dict[int, str]) -> Iterator[dict[int, str]]:
        """Yield a row, and the rows it goes on in where a text is too long for a cell."""
        if max(map(len, texts.values())) * 2 <= MAX_CELL:
            yield texts
            return
        parted = {place: list(pieces(text)) for place, text in texts.items()}
        count = max(map(len, parted.values()))
        if count == 1:
            yield texts
            return
        mark = self._places.get("")
        if mark is None:
            mark = self._places[""] = self._new_column(_GOES_ON)
        for number in range(count):
            line = {mark: f"{number + 1}/{count}"}
            for place, held in parted.items():
                if number < len(held):
                    line[place] = held[number]
                elif self._columns[place].key and len(held) == 1:
                    line[place] = held[0]
            yield line

    def _write(self, texts: dict[int, str], grounds: Mapping[int, str], ground: str) -> None:
        part = self._part()
        number = part.rows + 1
        cells, lines, columns = [], 1, self._columns
        for place in sorted(texts):
            text, column = texts[place], columns[place]
            look = grounds.get(place, ground)
            cell = None if look else self._known[place].get(text)
            if cell is None:
                cell = self._cell(place, text, look, bool(ground))
            cells.append(f'<c r="{LETTERS[place]}{number}{cell}')
            # as many lines as are shown at most need not be measured to the end
            width = column.width_mm - CELL_MARGIN_MM
            if len(text) * _EM_MM > width or "\n" in text:
                lines = max(lines, text_lines(text[:_MEASURED], width, POINTS))
        points = row_points(min(lines, _MOST_LINES) * _LINE_POINTS + ROW_PADDING)
        row = f'<row r="{number}" ht="{points}" customHeight="1">{"".join(cells)}</row>'
        part.body.write(row.encode())
        part.rows = number

    def add_line(self, text: str) -> None:
        """Add a line of words under the list, over all its columns."""
        part = self._part()
        part.rows += 1
        index = self._book.look(Look(free=True))
        cell = f'<c r="A{part.rows}" s="{index}" {inline(text)}</c>'
        part.body.write(f'<row r="{part.rows}">{cell}</row>'.encode())
        self.closing += 1

    def _part(self) -> _Part:
        if not self._parts or self._parts[-1].rows >= self._most_rows:
            # closed when its sheet is written
            body = tempfile.TemporaryFile(dir=self._book.tmpdir)  # noqa: SIM115
            self._parts.append(_Part(body))
        return self._parts[-1]

    def _cell(self, place: int, text: str, ground: str, bold: bool) -> str:
        """Return a cell's XML behind its row's number."""
        kind, known = self._columns[place].kind, self._known[place]
        look = Look(_ALIGN.get(kind, "left"), ground=ground, bold=bold)
        number = as_number(text, kind, thousands=kind == "money") if kind in NUMERIC else None
        if not text:
            cell = f'" s="{self._book.look(look)}"/>'
        elif number is not None:
            index = self._book.look(look._replace(shown=number[1], number=True))
            cell = f'" s="{index}"><v>{number[0]}</v></c>'
        else:
            index = self._book.look(look._replace(shown=text_format(text)))
            cell = f'" s="{index}" {inline(text)}</c>'
        if len(text) <= _OFTEN and not ground:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[text] = cell
        return cell

    def finish(self) -> None:
        """Put the rows into sheets: the first under the list's name, others numbered."""
        self._part()
        for place, part in enumerate(self._parts, 1):
            name = self._spec.name if place == 1 else f"{self._spec.name}（{place}）"
            self._finish_sheet(self._book.add_list_sheet(name), part)

    def _finish_sheet(self, sheet: ListSheet, part: _Part) -> None:
        sheet.below = part.body
        sheet.widths_mm = [column.width_mm for column in self._columns]
        sheet.first_row = self._header()
        sheet.finish_at(part.rows)
        last = part is self._parts[-1]
        filtered = part.rows - 1 - (self.closing if last else 0)
        sheet.autofilter(0, 0, max(1, filtered), len(self._columns) - 1)
        sheet.freeze_panes(1, self._spec.frozen)
        sheet.repeat_rows(0)
        sheet.set_page(_PAGE, _FOOTER)
        across = ceil(sum(sheet.widths_mm) / _ACROSS_MM)
        if across > 1:
            # who it is stands on each of the pages beside each other
            sheet.fit_to_pages(across, 0)
            sheet.repeat_columns(0, self._spec.frozen - 1)

    def _header(self) -> str:
        look = Look("center", ground=_HEADING, bold=True)
        index = self._book.look(look)
        cells = [
            f'<c r="{LETTERS[place]}1" s="{index}" {inline(column.title)}</c>'
            for place, column in enumerate(self._columns)
        ]
        # room for the filter's button too
        lines = max(
            text_lines(column.title, column.width_mm - CELL_MARGIN_MM - 5, POINTS)
            for column in self._columns
        )
        points = row_points(lines * _LINE_POINTS + ROW_PADDING)
        return f'<row r="1" ht="{points}" customHeight="1">{"".join(cells)}</row>'

    def close(self) -> None:
        """Drop the rows, whatever became of them."""
        for part in self._parts:
            part.body.close()


def pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces a cell of Excel holds; one that fits, also an empty one, whole."""
    start = 0
    while True:
        piece = text[start : start + MAX_CELL]
        # a character beyond the first 65,536 counts twice; none is halved
        while (over := len(piece) + len(_BEYOND.findall(piece)) - MAX_CELL) > 0:
            piece = piece[: -((over + 1) // 2)]
        yield piece
        start += len(piece)
        if start >= len(text):
            return
