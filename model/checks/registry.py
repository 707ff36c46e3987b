"""Every check there is, by code; and the codes that must never come back."""

from __future__ import annotations

from types import ModuleType

from model.checks import (
    a_completeness,
    a_known,
    a_placeholders,
    b_money,
    c_plan,
    d_numbers,
    d_places,
    d_values,
    d_words,
    d_writing,
    e_basis,
    f_marks,
    f_text,
    g_year,
    h_cross,
    k_parts,
    k_relations,
    r_reading,
)
from model.checks.base import Check

FAMILIES = {
    "A": "完整性",
    "B": "资金",
    "C": "支出计划",
    "D": "指标",
    "E": "依据",
    "F": "文字",
    "G": "年度",
    "H": "跨项目",
    "K": "各部分",
    "R": "读取",
}
"""The first letter of a code and what these checks are about."""

RETIRED: dict[str, str] = {}
"""Codes of checks that are no more → what became of them. A code is never used again."""

_MODULES: tuple[ModuleType, ...] = (
    a_completeness,
    a_known,
    a_placeholders,
    b_money,
    c_plan,
    d_values,
    d_numbers,
    d_places,
    d_words,
    d_writing,
    e_basis,
    f_text,
    f_marks,
    g_year,
    h_cross,
    k_parts,
    k_relations,
    r_reading,
)


def _gathered() -> dict[str, Check]:
    """Return all checks in the order of their codes.

    Raises:
        ValueError: a code stands twice, is retired, or is of no family.
    """
    found: dict[str, Check] = {}
    for module in _MODULES:
        for thing in vars(module).values():
            if isinstance(thing, Check):
                if thing.code in found or thing.code in RETIRED or thing.code[0] not in FAMILIES:
                    raise ValueError(thing.code)
                found[thing.code] = thing
    return dict(sorted(found.items()))


CHECKS = _gathered()
