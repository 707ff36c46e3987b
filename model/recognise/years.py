"""Gathers what a document says of its budget year and settles it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from model.document.disclosure import Disclosure
from model.printing.grid import Document, Grid, Paragraph
from model.recognise.found import FoundTable
from model.recognise.vocabulary import vocabulary
from model.recognise.year import (
    HINTED,
    NAMED,
    TOLD,
    Source,
    settle_year,
    sources_of_file,
    sources_of_name,
    year_of_cell,
    year_of_code,
    years_of_dates,
    years_of_heading,
)

_SHOWN = 24
_GRIDS, _ROWS = 200, 40
"""So many tables, and rows of each, are searched for a cell that says the year."""
_DATES = ("duration", "start", "end")


def find_year(
    document: Document,
    disclosure: Disclosure,
    tables: Iterable[FoundTable],
    lines: Iterable[str],
    source: str,
) -> list[str]:
    """Set the budget year and note what is to be asked; return where it was found, in words."""
    found = list(_told(document, disclosure, tables, lines))
    found += _named(document, source)
    found += _hinted(document, disclosure)
    year, where, doubts = settle_year(found)
    disclosure.year = year
    disclosure.doubts += doubts
    return [f"预算年度 {year}，见{where}"] if year is not None else []


def _told(
    document: Document,
    disclosure: Disclosure,
    tables: Iterable[FoundTable],
    lines: Iterable[str],
) -> Iterator[Source]:
    for table in tables:
        year = year_of_cell(table.year)
        if year is not None:
            yield Source(year, TOLD, f"{table.where}的“{table.year.strip()}”")
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role != "sheet":
            yield from _heading(block.text, block.where)
    for line in lines:
        yield from _heading(line, "表上方")
    for where, label, text in _labelled(document):
        if label == "year":
            year = year_of_cell(text)
            if year is not None:
                yield Source(year, TOLD, f"{where}“{text.strip()}”")
    if disclosure.year is not None:
        yield Source(disclosure.year, TOLD, "正文")


def _labelled(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield what stands right of labels of a year or a date: place, field and text."""
    words = vocabulary()
    for block in islice((one for one in document.blocks if isinstance(one, Grid)), _GRIDS):
        for row in block.rows[:_ROWS]:
            filled = [cell for cell in row if cell.text.strip()]
            for cell, after in pairwise(filled):
                meaning = words.meaning(cell.text)
                if meaning is not None and meaning.head in ("year", *_DATES):
                    yield block.where + after.where, meaning.head, after.text


def _heading(text: str, where: str) -> Iterator[Source]:
    line = " ".join(text.split())
    shown = line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
    for year in years_of_heading(text):
        yield Source(year, TOLD, f"{where}“{shown}”")


def _named(document: Document, source: str) -> Iterator[Source]:
    for paragraph in document.around:
        for year in years_of_heading(paragraph.text):
            yield Source(year, NAMED, paragraph.where or "页眉页脚")
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role == "sheet":
            yield from sources_of_name(block.text, f"工作表名“{block.text}”")
    yield from sources_of_file(source)


def _hinted(document: Document, disclosure: Disclosure) -> Iterator[Source]:
    dates = [text for _, label, text in _labelled(document) if label in _DATES]
    for year in years_of_dates(dates):
        yield Source(year, HINTED, "项目的起止时间")
    for table in disclosure.projects:
        code = year_of_code(table.code)
        if code is not None:
            yield Source(code, HINTED, f"项目编码 {table.code}")
