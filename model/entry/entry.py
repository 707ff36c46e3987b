"""What is typed into a form becomes what the form holds."""

from __future__ import annotations

import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from model.basics.ticks import chosen_text
from model.document.disclosure import INDICATOR_TERMS, TERMS, VALUE_PARTS, TargetTable, get_field
from model.layout import Layout
from model.quantities.amounts import (
    MONEY_UNITS,
    WIDE,
    amount_value,
    at_least_decimals,
    format_number,
    percent_value,
)
from model.quantities.values import OPERATORS, parse_value

LONG_FIELDS = ("purpose", "goals")
"""Fields of several lines, where Enter begins a line."""

SIGNS = ("≥", "≤", "＝", ">", "<")
"""The operators of an indicator's value, as they should be written."""

PLAN_PRESETS: tuple[tuple[int, ...], ...] = ((30, 60, 90, 100), (25, 50, 75, 100))
"""Spending plans offered by one click: cumulative percents at the four dates."""


def entry_kind(layout: Layout, field: str, of_indicator: bool) -> str:
    """Return how a cell is typed into.

    Returns:
        ``money``, ``percent``, ``coded`` or ``text`` for a target table's cell; ``value``,
        ``operator``, ``number`` or ``text`` for an indicator's.
    """
    if not of_indicator:
        return layout.kind(field)
    if field == "value":
        return "value"
    if field == VALUE_PARTS[0]:
        return "operator"
    for column in (*layout.table.columns, *layout.table.further):
        if column.of == "indicator" and column.field == field:
            return column.kind
    return "text"


def held_while_typing(layout: Layout, kind: str, field: str, typed: str) -> str:
    """Return what the model holds for a text that is still being typed.

    That is the text itself, but for a form that counts in another unit than the model:
    there, an amount is converted at once, so that no check sees 10,000 times too much.
    """
    if kind == "money" and layout.money.unit != "万元":
        return layout.read_amount(field, _points(typed))
    return typed


def entered(layout: Layout, kind: str, field: str, typed: str) -> str:
    """Return what the model holds when the cell is left.

    Money gets the form's decimals (commas and 元 understood), a percent its sign, a
    value its operator as it should be written. What is none of these stays untouched.
    """
    if kind == "money":
        text = _points(typed)
        if amount_value(text, layout.money.unit) is None:
            return typed
        return layout.read_amount(field, text, bare=True)
    if kind == "percent":
        text = _points(typed)
        return typed if percent_value(text) is None else layout.read_percent(text, bare=True)
    if kind == "value":
        return entered_value(typed)
    if kind == "choice":
        spec = layout.spec(field)
        return chosen_text(spec.options, typed) if spec else typed
    if kind == "operator":
        return OPERATORS.get(typed.strip(), typed)
    if kind == "number":
        text = unicodedata.normalize("NFKC", _points(typed)).strip()
        return text if amount_value(text) is not None and "元" not in text else typed
    return typed


def _points(typed: str) -> str:
    """Read a Chinese full stop among digits as a decimal point; drop one at the end."""
    return typed.strip().replace("。", ".").rstrip(".．")


def entered_value(typed: str) -> str:
    """Return an indicator's value as it should be written: ``>=500 人`` → ``≥500人``.

    Operators in words (不少于) stay words.
    """
    value = parse_value(typed)
    if value.kind not in ("number", "range"):
        return typed
    sign = value.operator if value.operator.isalpha() else value.standard_operator
    return sign + "".join(value.number_text.split()) + value.unit_text


def follows(layout: Layout, table: TargetTable) -> bool:
    """Tell whether other funds still are what the rest of the budget leaves.

    They are no longer once someone has written another amount; an empty cell follows.
    """
    shown = layout.table_fields()
    if not {"budget", "fiscal", "other"} <= set(shown):
        return False
    if not table.other.strip():
        return True
    parts = {name: get_field(table, name) for name in _parts(layout)}
    left = _left_over(table.budget, parts)
    return left is not None and left == table.amount("other")


def followers(layout: Layout, table: TargetTable, changed: dict[str, str]) -> dict[str, str]:
    """Return the fields that follow from changed ones, with their texts as the model holds them.

    Args:
        layout: the form.
        table: the target table, before the change; its other funds are known to follow.
        changed: field → text as the model is going to hold it.
    """
    others = _parts(layout)
    if "other" in changed or not changed.keys() & {"budget", *others}:
        return {}
    parts = {name: changed.get(name, get_field(table, name)) for name in others}
    left = _left_over(changed.get("budget", table.budget), parts)
    if left is None or left < 0:
        return {"other": ""}
    if left == 0:
        zero = layout.zero("other")
        if zero:
            return {"other": zero}
    return {"other": format_number(at_least_decimals(left, layout.money.decimals))}


def _parts(layout: Layout) -> list[str]:
    """Return what a budget is made of besides other funds."""
    return [name for name in layout.parts_of("budget") if name != "other"]


def _left_over(budget: str, parts: dict[str, str]) -> Decimal | None:
    whole, fiscal = amount_value(budget), amount_value(parts.get("fiscal", ""))
    if whole is None or fiscal is None:
        return None
    others = (amount_value(text) or 0 for name, text in parts.items() if name != "fiscal")
    return whole - fiscal - sum(others)


def plan_amount(layout: Layout, table: TargetTable, field: str) -> str:
    """Return what a plan percent means in money, such as ``55.95万元``; empty when unknown."""
    budget = table.amount("budget")
    percent = percent_value(get_field(table, field))
    if budget is None or percent is None:
        return ""
    amount = budget * percent / 100 / MONEY_UNITS[layout.money.unit]
    cents = amount.quantize(Decimal(1).scaleb(-layout.money.decimals), ROUND_HALF_UP, WIDE)
    return format_number(cents, layout.money.thousands) + layout.money.unit


def plan_fields(layout: Layout) -> list[str]:
    """Return the spending plan's fields this form shows, in the order of their dates."""
    return sorted(name for name in layout.table_fields() if name.startswith("plan."))


def preset_texts(layout: Layout, preset: tuple[int, ...]) -> dict[str, str]:
    """Return the spending plan's texts for one of `PLAN_PRESETS`."""
    percents = [layout.read_percent(str(percent), bare=True) for percent in preset]
    return dict(zip(plan_fields(layout), percents, strict=False))


def value_offers(typed: str, units: list[str]) -> list[str]:
    """Return whole values a half-typed one may be meant to become.

    An empty value is offered the operators, a number without operator each of them, a
    number without unit the units used before.
    """
    if not typed.strip():
        return list(SIGNS)
    value = parse_value(typed)
    if typed.strip() in OPERATORS or value.kind not in ("number", "range"):
        return []
    number = "".join(value.number_text.split())
    offers = [value.standard_operator + number + unit for unit in units if unit != value.unit]
    if not value.operator and value.kind == "number":
        offers += [sign + number + value.unit_text for sign in SIGNS]
    return offers


def cell_title(layout: Layout, field: str, of_indicator: bool = False) -> str:
    """Return a cell's name on this form, without its indicator."""
    if not of_indicator:
        found = layout.spec(field) or layout.fields.get(field.partition(".")[0])
        return found.title if found else TERMS.get(field, field)
    for column in (*layout.table.columns, *layout.table.further):
        if column.of == "indicator" and column.field == field:
            return layout.label(column.label)
    return INDICATOR_TERMS.get(field, field)


def step_label(layout: Layout, table: TargetTable, field: str, indicator: str = "") -> str:
    """Return the name of the undo step that changes a cell: ``修改“清淤长度”的指标值``."""
    title = cell_title(layout, field, bool(indicator))
    if not indicator:
        return f"修改“{title}”"
    for number, item in enumerate(table.indicators, 1):
        if item.id == indicator:
            name = " ".join(item.name.split())
            name = name if len(name) <= 16 else name[:15] + "…"
            if name and field != "name":
                return f"修改“{name}”的{title}"
            return f"修改第{number}个指标的{title}"
    return f"修改指标的{title}"
