"""The comments (批注) of an Excel worksheet: old notes, and the threads of newer Excel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from importers.xlsx_package import Package, exact_text, local_name, rich_text

_COPY_MARK = "linkid=870924"
"""Stands in the text Excel writes into the old note of a thread, in every language."""
_COPY_LABEL = re.compile(r"^\s*[\w ]{1,20}[:：]\s*$")
"""A line of that text saying that a comment or a reply follows."""


class Remark(NamedTuple):
    """A comment on a cell: the cell's name as written, the author, the text."""

    cell: str
    author: str
    text: str


def persons(package: Package, parts: Iterable[str]) -> dict[str, str]:
    """Return the names of those who wrote in threads, by their ids."""
    names: dict[str, str] = {}
    for part in parts:
        if package.has(part):
            for person in package.elements(part, ("person",), 1):
                names[person.get("id", "")] = exact_text(person.get("displayName", ""))
    return names


def sheet_remarks(package: Package, part: str, names: dict[str, str]) -> Iterator[Remark]:
    """Yield a sheet's comments; threads stand for the copies older programs see.

    Args:
        package: the workbook.
        part: the worksheet.
        names: the persons of the workbook, by id.
    """
    kinds: dict[str, list[str]] = {}
    for relation in package.relations(part):
        if package.has(relation.target):
            kinds.setdefault(relation.kind, []).append(relation.target)
    threaded: set[str] = set()
    for target in kinds.get("threadedComment", ()):
        for item in package.elements(target, ("threadedComment",), 1):
            cell, text = item.get("ref", ""), _text(item)
            threaded.add(cell)
            if text:
                yield Remark(cell, names.get(item.get("personId", ""), ""), text)
    for target in kinds.get("comments", ()):
        for remark in _notes(package, target):
            if remark.cell not in threaded and remark.text:
                yield remark


def _notes(package: Package, part: str) -> Iterator[Remark]:
    authors: list[str] = []
    for item in package.elements(part, ("author", "comment"), 2):
        if local_name(item) == "author":
            authors.append(exact_text(item.text or ""))
            continue
        number = item.get("authorId", "")
        known = number.isdecimal() and len(number) < 9 and int(number) < len(authors)
        yield Remark(item.get("ref", ""), *told(authors[int(number)] if known else "", _text(item)))


def told(author: str, text: str) -> tuple[str, str]:
    """Return author and text of an old note as they are meant.

    Excel begins a note with its author's name and a colon on a line of their own, and keeps
    a copy of a thread in a note whose author is an id, under an advertisement.
    """
    author = "" if author.startswith("tc={") or not author.strip() else author
    head, colon, rest = text.partition("\n")
    if author and colon and head.strip() in (f"{author}:", f"{author}：") and rest.strip():
        text = rest
    if text.startswith("[") and _COPY_MARK in text:
        text = _thread_of_copy(text)
    return author, text


def _thread_of_copy(text: str) -> str:
    """Return what was written in a thread from the copy older programs see."""
    lines = text.partition(_COPY_MARK)[2].split("\n")[1:]
    kept = [line.removeprefix("    ") for line in lines if not _COPY_LABEL.match(line)]
    return "\n".join(kept).strip() or text


def _text(item: etree._Element) -> str:
    for child in item:
        if local_name(child) == "text":
            return exact_text(child.text or "") if len(child) == 0 else rich_text(child)
    return ""
