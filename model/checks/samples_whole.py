"""The sound whole disclosure the examples of the K checks are built upon.

Its cells are named by their amounts: ``#basic`` is the figure in its sentence,
``#sangong.total.this`` a table's cell (rows without a name are ``rowN``, N from the table's
top); ``/text:basic`` is the whole text that amount stands in, ``/title:KEY`` a part's title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from model.checks import base
from model.checks.base import Example
from model.document.blockplaces import title_ref
from model.document.blocks import PartTable
from model.document.cellref import CellRef
from model.document.cells import get_cell, set_cell
from model.document.disclosure import Disclosure
from model.layout.publication import Publication
from model.layout.publication_load import publication_of
from model.parts.amount_finder import Finder
from model.parts.amounts import Amount, Amounts
from model.parts.sentences import BLANK
from model.parts.skeleton import new_parts

PUBLICATION = "hebei-2021"

_FIGURES = {
    "income.fund": "0",
    "income.account": "0",
    "income.other": "10",
    "basic": "400",
    "basic.staff": "380",
    "basic.daily": "20",
    "change.total": "10",
    "change.basic": "4",
    "change.project": "6",
    "operating": "20",
    "operating.office": "3",
    "operating.water": "0.5",
    "operating.power": "2.5",
    "operating.post": "1",
    "operating.property": "2",
    "operating.travel": "4",
    "operating.repair": "1",
    "operating.welfare": "3",
    "operating.vehicle": "2",
    "operating.rest": "1",
    "purchase": "20",
    "assets": "300",
    "assets.planned": "19",
}
_CELLS = {
    "units.row1": ("1", "云岭市交通运输局本级", "行政", "正处级", "财政拨款"),
    "sangong.abroad": ("", "0.00", "0.00", "0.00", ""),
    "sangong.buying": ("", "0.00", "0.00", "0.00", ""),
    "sangong.running": ("", "3.00", "2.00", "减少1.00", "两辆车合并用油卡"),
    "sangong.reception": ("", "9.00", "8.00", "减少1.00", "压减接待批次"),
    "sangong.total": ("", "12.00", "10.00", "减少2.00", "厉行节约"),
    "purchases.row3": ("云岭市交通运输局本级小计", *[""] * 6, "20.00", "20.00", *[""] * 4),
    "purchases.row4": (
        *("公路巡查车辆租赁", "20.00", "租赁服务", "C0403", "项", "1", "20.00", "20.00", "20.00"),
        *[""] * 4,
    ),
    "assets.total": ("", "--", "300.00"),
    "assets.house": ("", "1500", "200.00"),
    "assets.office": ("", "800", "120.00"),
    "assets.vehicle": ("", "2", "20.00"),
    "assets.equipment": ("", "1", "50.00"),
    "assets.general50": ("", "1", "50.00"),
    "assets.special100": ("", "0", "0.00"),
    "assets.other": ("", "", "30.00"),
}


def right(cells: Mapping[str, str | None] | None = None, **more: Any) -> Example:
    """Return an example of a whole disclosure a check must be silent about."""
    return base.right(cells, whole=True, **more)


def wrong(
    cells: Mapping[str, str | None], found: Iterable[str] | Mapping[str, str | None], **more: Any
) -> Example:
    """Return an example of a whole disclosure that must be found."""
    return base.wrong(cells, found, whole=True, **more)


def _publication() -> Publication:
    publication = publication_of(PUBLICATION)
    assert publication is not None
    return publication


def make_whole(disclosure: Disclosure) -> None:
    """Give a sound disclosure sound parts."""
    publication = _publication()
    who = disclosure.department
    disclosure.publication = publication.id
    disclosure.parts = new_parts(publication, who.name, who.code, disclosure.year)
    _number(disclosure)
    project = sum(
        (table.amount("budget") or Decimal(0) for table in disclosure.projects), Decimal(0)
    )
    whole = Decimal(400) + project
    figures = {name: Decimal(figure) for name, figure in _FIGURES.items()}
    figures |= {"project": project, "project.own": project}
    figures |= dict.fromkeys(("income", "expenditure", "plan.total"), whole)
    figures["income.general"] = whole - 10
    for name, figure in figures.items():
        amount = find_amounts(disclosure).first(name)
        assert amount is not None, name
        text = get_cell(disclosure, amount.ref)
        set_cell(disclosure, amount.ref, amount.amended(text, figure))
    _fill_tables(disclosure)
    for part in disclosure.parts:
        for block in part.texts():
            block.text = block.text.replace(f"是{BLANK}", "是任务增加").replace(BLANK, "路政执法仪")


def _number(disclosure: Disclosure) -> None:
    """Give all that is in the parts identities that are the same every time."""
    for place, part in enumerate(disclosure.parts):
        part.id = f"part{place}"
        for number, block in enumerate(part.blocks):
            block.id = f"part{place}-{number}"
            for at, row in enumerate(block.rows if isinstance(block, PartTable) else ()):
                row.id = f"part{place}-{number}-{at}"


def _fill_tables(disclosure: Disclosure) -> None:
    views = find_amounts(disclosure).views.values()
    for view in views:
        for line in view.lines:
            texts = _CELLS.get(f"{view.spec.key}.{line.key or f'row{line.place}'}", ())
            for column, text in zip(view.spec.columns, texts, strict=False):
                cell = view.cell(line.row, column.key)
                if cell is not None and text:
                    cell.text = text


def find_amounts(disclosure: Disclosure) -> Amounts:
    """Return the named amounts of a whole sample."""
    return Finder(_publication()).find(disclosure)


def whole_ref(disclosure: Disclosure, cell: str) -> CellRef | None:
    """Return the reference of a part's cell as examples name it; None where it is no such name.

    Raises:
        KeyError: there is no such cell.
    """
    if cell.startswith("/title:"):
        part = next(part for part in disclosure.parts if part.key == cell.removeprefix("/title:"))
        return title_ref(part)
    if cell.startswith("/text:"):
        return _amount(disclosure, cell.removeprefix("/text:")).ref
    if not cell.startswith("#"):
        return None
    return _table_ref(disclosure, cell[1:]) or _amount(disclosure, cell[1:]).ref


def _amount(disclosure: Disclosure, name: str) -> Amount:
    amount = find_amounts(disclosure).first(name)
    if amount is None:
        raise KeyError(name)
    return amount


def _table_ref(disclosure: Disclosure, name: str) -> CellRef | None:
    key, _, rest = name.partition(".")
    row, _, column = rest.rpartition(".")
    for view in find_amounts(disclosure).views.values():
        if view.spec.key != key:
            continue
        for line in view.lines:
            if row in (line.key, f"row{line.place}"):
                return view.ref(line.row, column)
    return None


def set_whole(disclosure: Disclosure, cell: str, text: str) -> None:
    """Set a part's cell as examples name it: a figure within its sentence, or a whole text."""
    ref = whole_ref(disclosure, cell)
    assert ref is not None
    if cell.startswith("#") and _table_ref(disclosure, cell[1:]) is None:
        amount = _amount(disclosure, cell[1:])
        before = get_cell(disclosure, ref)
        text = before[: amount.start] + text + before[amount.end :]
    set_cell(disclosure, ref, text)


def whole_title(cell: str) -> str:
    """Return what the page of checks calls a part's cell."""
    publication = _publication()
    if cell.startswith("/title:"):
        part = publication.part(cell.removeprefix("/title:"))
        return f"“{part.title}”的标题" if part else cell
    name = cell.removeprefix("/text:").removeprefix("#")
    if name in publication.amounts:
        return publication.amounts[name].title + ("那句话" if cell.startswith("/") else "")
    key, _, rest = name.partition(".")
    row, _, column = rest.rpartition(".")
    table = publication.table(key)
    if table is None:
        return cell
    known = next((one.label for one in table.rows if one.key == row and one.label), "")
    heading = next((one.label for one in table.columns if one.key == column), column)
    heading = heading.replace("{year}", "今年").replace("{last}", "上年")
    return f"{table.title}“{' '.join((known or '第1行').split())}”{heading}"
