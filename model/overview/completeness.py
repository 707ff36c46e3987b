"""How complete a target table is: how many of the cells its form requires are filled.

What is missing and why it matters, cell by cell, say the checks in `model.checks`.
"""

from __future__ import annotations

from model.checks.view import Form, level_key
from model.document.disclosure import Disclosure, TargetTable, get_field, get_indicator_field
from model.layout import Layout
from model.quantities.amounts import amount_value


def form_of(layout: Layout) -> Form:
    """Return what the checks ask of a layout; made once a layout."""
    form = layout.__dict__.get("_checked_form")
    if form is None:
        form = layout.__dict__["_checked_form"] = Form(layout)
    assert isinstance(form, Form)
    return form


def filled_cells(table: TargetTable, layout: Layout) -> tuple[int, int]:
    """Return how many of the cells a form requires are filled, and how many it requires.

    A required level 2 without any indicator counts as one empty cell.
    """
    form = form_of(layout)
    cells = [_said(layout, name, get_field(table, name)) for name in form.required]
    reached = False
    for date, name in enumerate(form.plan):
        if name in form.plan_required:
            # behind 100 % a blank means that nothing more is spent
            cells.append("100" if reached else get_field(table, name))
        reached = reached or table.percent(date) == 100
    for item in table.indicators:
        cells += [get_indicator_field(item, name) for name in form.required_columns]
    done = sum(1 for text in cells if text.strip())
    present, wanted = _levels(table, form)
    return done + present, len(cells) + wanted


def _said(layout: Layout, name: str, text: str) -> str:
    """Return a text, or nothing where an amount is asked for and it is none: ``abc``."""
    return "" if layout.kind(name) == "money" and amount_value(text) is None else text


def _levels(table: TargetTable, form: Form) -> tuple[int, int]:
    """Return how many of the required levels have an indicator, and how many there are."""
    held = {(level_key(item.level1), level_key(item.level2)) for item in table.indicators}
    present = wanted = 0
    for one, keys, required in form.levels:
        under = {level2 for level1, level2 in held if level1 in keys or not level1}
        wanted += len(required)
        present += sum(1 for _, names in required if under & names)
        if one.required and not required:
            wanted += 1
            present += any(level1 in keys for level1, _ in held)
    return present, wanted


def filled_own(disclosure: Disclosure, layout: Layout) -> tuple[int, int]:
    """Return the same of the department's own text: every cell the form prints of it."""
    cells = ["" if disclosure.year is None else str(disclosure.year)]
    cells += [disclosure.department.code, disclosure.department.name]
    holds = [section.holds for section in layout.document.text.sections]
    if "overall_goal" in holds:
        cells.append(disclosure.overall_goal)
    if "itemised_goals" in holds:
        for goal in disclosure.itemised_goals:
            cells += [goal.title, goal.goal, goal.indicators]
        if not disclosure.itemised_goals:
            cells.append("")
    if "safeguards" in holds:
        for safeguard in disclosure.safeguards:
            cells += [safeguard.title, safeguard.text]
        if not disclosure.safeguards:
            cells.append("")
    return sum(1 for text in cells if text.strip()), len(cells)
