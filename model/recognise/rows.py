"""What a row or a line is: an indicator, a total, a remark, a signature, a title."""

from __future__ import annotations

from collections.abc import Sequence

from model.layout import Layout
from model.printing.grid import Cell, Grid, Paragraph
from model.recognise.body import Body, Values
from model.recognise.labels import FormIndex
from model.recognise.lines import is_unit_name
from model.recognise.vocabulary import vocabulary

_TOTAL_WITHIN = 2


def ends_indicators(texts: Sequence[str]) -> bool:
    """Tell whether the filled cells of a row are a total, a remark or a signature line."""
    words = vocabulary()
    if not texts:
        return False
    first = texts[0]
    if any(words.is_total(text) for text in texts[:_TOTAL_WITHIN]) or words.is_part(first):
        return True
    return words.is_remark(first) or words.is_signature(first)


def is_blank(row: list[Cell]) -> bool:
    """Tell whether a row holds no text."""
    return not any(cell.text.strip() for cell in row)


def names_level(index: FormIndex, body: Body, row: list[Cell]) -> bool:
    """Tell whether a row's level cells name levels of the form."""
    for cell in row:
        column = body.column_at(cell)
        if column is None or not cell.text:
            continue
        name = column.spec.field if column.spec.of == "indicator" else ""
        if name == "level1" and index.is_level(1, cell.text):
            return True
        if name == "level2" and index.is_level(2, cell.text):
            return True
    return False


def is_remark(index: FormIndex, body: Body, row: list[Cell]) -> bool:
    """Tell whether a row under the indicators is none: 备注, 填表人 and the like.

    It is one text across columns, or begins with what is no level of the form and
    names no level 2 or no indicator behind it.
    """
    filled = [cell for cell in row if cell.text.strip()]
    if len(filled) == 1 and body.spans(filled[0]) > 1:
        return True
    if ends_indicators([cell.text for cell in filled]):
        return True
    texts: dict[str, str] = {}
    for cell in filled:
        column = body.column_at(cell)
        if column is not None and column.spec.of == "indicator":
            texts.setdefault(column.spec.field, cell.text)
    level1 = texts.get("level1", "")
    unknown = bool(level1) and not index.is_level(1, level1)
    return unknown and not (texts.get("level2") and texts.get("name"))


def is_unit_above(grid: Grid, number: int, row: list[Cell], body: Body) -> bool:
    """Tell whether a row of a flat form names the unit whose projects stand under it.

    It holds one text, in the column of the projects' names, that reads like a unit's name;
    the row under it holds another name there, and more beside it.
    """
    filled = [cell for cell in row if cell.text.strip()]
    column = body.column_at(filled[0]) if len(filled) == 1 else None
    if column is None or column.spec.key != "table.name" or not is_unit_name(filled[0].text):
        return False
    under = next((one for one in grid.rows[number + 1 :] if not is_blank(one)), [])
    beside = [cell for cell in under if cell.text.strip()]
    return len(beside) > 1 and beside[0].col == filled[0].col


def is_title(index: FormIndex, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a target table's title.

    A table-of-contents entry alone does not say so: LibreOffice puts every entry
    into the same list.
    """
    if paragraph.role:
        return paragraph.role == "table-title"
    lines = [paragraph.text, *(text for _, text in paragraph.contents)]
    return any(index.is_title(line) for line in lines)


def sums_up(row: list[Cell], values: Values, body: Body, layout: Layout) -> bool:
    """Tell whether a row of a flat form is no project's: a unit's or everybody's sum.

    It holds nothing of an indicator, and one text stands across the columns of the
    target table, or says that it sums up.
    """
    columns = layout.table.columns
    if any(values.texts.get(one.key) for one in columns if one.of == "indicator"):
        return False
    filled = [cell for cell in row if cell.text.strip()]
    words = vocabulary()
    return any(body.spans(cell) > 1 or words.sums_up(cell.text) for cell in filled)
