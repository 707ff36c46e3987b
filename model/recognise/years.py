"""Gathers what a document says of its budget year and settles it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from model.disclosure import Disclosure
from model.grid import Document, Paragraph
from model.recognise.found import FoundTable
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
    found += _hinted(disclosure)
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
    if disclosure.year is not None:
        yield Source(disclosure.year, TOLD, "正文")
    for table in tables:
        year = year_of_cell(table.year)
        if year is not None:
            yield Source(year, TOLD, f"{table.where}的“{table.year.strip()}”")
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role != "sheet":
            yield from _heading(block.text, block.where)
    for line in lines:
        yield from _heading(line, "表上方")


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


def _hinted(disclosure: Disclosure) -> Iterator[Source]:
    for table in disclosure.projects:
        dates = [table.extra[name] for name in _DATES if name in table.extra]
        for year in years_of_dates(dates):
            yield Source(year, HINTED, f"项目“{table.name}”的起止时间")
        code = year_of_code(table.code)
        if code is not None:
            yield Source(code, HINTED, f"项目编码 {table.code}")
