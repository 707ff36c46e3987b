"""The model as plain JSON data: what ``dump`` prints, and back."""

from __future__ import annotations

from typing import Any

import msgspec

from model.document.disclosure import (
    INDICATOR_FIELDS,
    PLAN_DATES,
    TABLE_FIELDS,
    Disclosure,
    Indicator,
    TargetTable,
)
from model.parts.dump import parts_dump, parts_from_dump


def to_dump(disclosure: Disclosure) -> dict[str, Any]:
    """Return a disclosure as JSON data; see the README for its keys.

    Amounts (万元) and percents are strings as a table prints them, texts keep their
    line breaks as ``\\n``. Further fields of a form stand beside the others. What is
    only this program's (identities, layout, what found no place) is left out, so that
    the same content read from two formats gives equal data.
    """
    return {
        "year": disclosure.year,
        "department": msgspec.to_builtins(disclosure.department),
        "overall_goal": disclosure.overall_goal,
        "itemised_goals": msgspec.to_builtins(disclosure.itemised_goals),
        "safeguards": msgspec.to_builtins(disclosure.safeguards),
        "projects": [_table_dump(table) for table in disclosure.projects],
        **parts_dump(disclosure),
    }


def _table_dump(table: TargetTable) -> dict[str, Any]:
    return {
        "unit": msgspec.to_builtins(table.unit),
        "code": table.code,
        "name": table.name,
        "budget": table.budget,
        "fiscal": table.fiscal,
        "other": table.other,
        "purpose": table.purpose,
        "plan": list(table.plan),
        "goals": table.goals,
        **dict(sorted(table.extra.items())),
        "indicators": [_indicator_dump(indicator) for indicator in table.indicators],
    }


def _indicator_dump(indicator: Indicator) -> dict[str, str]:
    known = {name: getattr(indicator, name) for name in INDICATOR_FIELDS}
    if indicator.period:
        known["period"] = indicator.period
    return {**known, **dict(sorted(indicator.extra.items()))}


def from_dump(data: dict[str, Any]) -> dict[str, Any]:
    """Return a whole file of schema version 1 for what ``dump`` printed (version 0).

    Raises:
        KeyError, TypeError, ValueError: it is no such data.
    """
    disclosure = {key: data[key] for key in _DISCLOSURE_KEYS if key in data}
    disclosure["projects"] = [_table_data(table) for table in data["projects"]]
    if "parts" in data:
        disclosure["parts"] = parts_from_dump(data)
    return {"format": "jibiao", "schema": 1, "disclosure": disclosure}


_DISCLOSURE_KEYS = ("year", "department", "overall_goal", "itemised_goals", "safeguards")
_TABLE_KEYS = (*TABLE_FIELDS, "unit", "plan")
_INDICATOR_KEYS = (*INDICATOR_FIELDS, "period")


def _table_data(table: dict[str, Any]) -> dict[str, Any]:
    if len(table.get("plan", [""] * PLAN_DATES)) != PLAN_DATES:
        raise ValueError("plan")
    known = {key: table[key] for key in _TABLE_KEYS if key in table}
    further = {k: v for k, v in table.items() if k not in (*_TABLE_KEYS, "indicators")}
    indicators = [
        {
            **{key: item[key] for key in _INDICATOR_KEYS if key in item},
            "extra": {k: v for k, v in item.items() if k not in _INDICATOR_KEYS},
        }
        for item in table.get("indicators", [])
    ]
    return {**known, "extra": further, "indicators": indicators}
