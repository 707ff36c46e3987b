"""Cells by the names a clerk reads on the form."""

from __future__ import annotations

from collections.abc import Iterable

from model.document.cells import CellRef
from model.document.disclosure import INDICATOR_TERMS, TERMS, VALUE_PARTS, Disclosure
from model.layout import Layout
from model.parts.names import part_cell_name
from model.printing.outline import chinese_number

BLOCK = "indicators"
"""The field of a reference to a table's whole indicator block."""
SPENDING = "project_expenditure"
"""The field of a reference to the department's stated project expenditure."""

PARTS = "parts"
"""Stands for a project's id where the findings of a whole disclosure's parts are asked for."""

PARTS_FAMILY = "K"
"""The first letter of the checks of parts."""

CARRIED_CODE = "G02"
"""The check that finds cells 待确认; the window has a mark of its own for these."""

UNNAMED = "（未填项目名称）"
"""Stands for the name of a project that has none yet."""

_OWN_FIELDS = {
    "year": "预算年度",
    "department.code": "部门编码",
    "department.name": "部门名称",
    "overall_goal": "总体绩效目标",
    SPENDING: "部门项目支出",
}
_OWN_ITEMS = {"itemised_goals": "分项绩效目标", "safeguards": "工作保障措施"}
_OWN_PARTS = {"title": "标题", "goal": "绩效目标", "indicators": "绩效指标", "text": "正文"}
_SHORT = 16


def cell_name(disclosure: Disclosure, layout: Layout, ref: CellRef) -> str:
    """Return a cell's name, such as ``第3个指标“优良率”的指标值``; without its project."""
    if not ref.table:
        return own_name(ref.field)
    if disclosure.parts and (name := part_cell_name(disclosure.parts, ref)):
        return name
    if not ref.indicator:
        return field_name(layout, ref.field)
    for table in disclosure.projects:
        if table.id == ref.table:
            for number, item in enumerate(table.indicators, 1):
                if item.id == ref.indicator:
                    name = shortened(item.name)
                    which = f"第{number}个指标" + (f"“{name}”" if name else "")
                    return f"{which}的{column_name(layout, ref.field)}"
    return column_name(layout, ref.field)


def own_name(field: str) -> str:
    """Return the name of a cell of the department's own text."""
    if field in _OWN_FIELDS:
        return _OWN_FIELDS[field]
    held, _, rest = field.partition(".")
    number, _, part = rest.partition(".")
    if field in _OWN_ITEMS:
        return _OWN_ITEMS[field]
    if held in _OWN_ITEMS and number.isdigit():
        item = f"{_OWN_ITEMS[held]}（{chinese_number(int(number) + 1)}）"
        return item + _OWN_PARTS.get(part, part)
    return field


def own_order(field: str) -> tuple[int, int, str]:
    """Return by what the cells of the department's own text are sorted as they are printed."""
    held, _, rest = field.partition(".")
    number, _, part = rest.partition(".")
    order = [name.partition(".")[0] for name in (*_OWN_FIELDS, *_OWN_ITEMS)]
    place = order.index(held) if held in order else len(order)
    parts = list(_OWN_PARTS)
    if not number.isdigit():
        return place, 0, rest
    return place, int(number), f"{parts.index(part)}" if part in parts else part


def field_name(layout: Layout, field: str) -> str:
    """Return the name of a target table's cell in this form."""
    if field == BLOCK:
        return "绩效指标"
    spec = layout.spec(field)
    if spec is None and field.startswith("unit."):
        spec = layout.fields.get("unit")
    title = spec.title if spec else TERMS.get(field, field)
    return f"资金支出计划（{title}）" if field.startswith("plan.") else title


def column_name(layout: Layout, field: str) -> str:
    """Return the name of an indicator's cell in this form."""
    for column in layout.table.columns:
        if column.of == "indicator" and column.field == field:
            return column.label
    if field == "value":
        for column in layout.table.columns:
            if column.field == VALUE_PARTS[1]:
                return column.label
    return INDICATOR_TERMS.get(field, field)


def place_names(disclosure: Disclosure, layout: Layout, refs: Iterable[CellRef]) -> list[str]:
    """Return cells' names with their projects: ``第2个项目第3个指标“优良率”的依据``."""
    numbers = {table.id: number for number, table in enumerate(disclosure.projects, 1)}
    return [
        f"第{numbers[ref.table]}个项目{cell_name(disclosure, layout, ref)}"
        if ref.table in numbers
        else cell_name(disclosure, layout, ref)
        for ref in refs
    ]


def project_number(disclosure: Disclosure, table_id: str) -> int:
    """Return a project's number from 1; 0 for the department's own text or one that is gone."""
    for number, table in enumerate(disclosure.projects, 1):
        if table.id == table_id:
            return number
    return 0


def shortened(text: str, length: int = _SHORT) -> str:
    """Return a text on one line, cut with … where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
