"""The parts as plain JSON data: what ``dump`` prints of them, and back."""

from __future__ import annotations

from typing import Any

from model.document.blocks import Part, PartTable, PartText
from model.document.disclosure import Disclosure
from model.layout.publication_load import publication_of
from model.parts.amount_finder import Finder
from model.parts.amounts import amounts_data


def parts_dump(disclosure: Disclosure) -> dict[str, Any]:
    """Return ``parts`` and ``amounts``; nothing where there are no parts.

    A part is its ``title`` and, in order, its ``content``: a paragraph is its text, a table
    the list of its rows, each the list of its cells' texts. ``amounts`` is name → ``value``
    (万元) and ``where`` it stands.
    """
    if not disclosure.parts:
        return {}
    publication = publication_of(disclosure.publication)
    amounts = amounts_data(Finder(publication).find(disclosure)) if publication else {}
    return {"parts": [_part(part) for part in disclosure.parts], "amounts": amounts}


def _part(part: Part) -> dict[str, Any]:
    content: list[Any] = []
    for block in part.blocks:
        if isinstance(block, PartText):
            content.append(block.text)
        elif isinstance(block, PartTable):
            content.append([[cell.text for cell in row.cells] for row in block.rows])
    data: dict[str, Any] = {"title": part.title, "content": content}
    return {**data, "omitted": True} if part.omitted else data


def parts_from_dump(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return parts as a .jxb file holds them, for what ``dump`` printed of them.

    What a dump does not say (levels, merged cells, which part it is) is not there.

    Raises:
        KeyError, TypeError, AttributeError: it is no such data.
    """
    parts = []
    for one in data.get("parts", []):
        blocks: list[dict[str, Any]] = []
        for item in one["content"]:
            if isinstance(item, str):
                blocks.append({"type": "text", "text": item})
            else:
                width = max((len(row) for row in item), default=0)
                rows = [{"cells": _cells(row, width)} for row in item]
                blocks.append({"type": "table", "rows": rows, "columns": width})
        parts.append({"title": one["title"], "blocks": blocks, **_omitted(one)})
    return parts


def _omitted(one: dict[str, Any]) -> dict[str, bool]:
    return {"omitted": True} if one.get("omitted") else {}


def _cells(row: list[str], width: int) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = [{"text": text, "col": col} for col, text in enumerate(row)]
    if cells:
        cells[-1]["colspan"] = width - cells[-1]["col"]
    return cells
