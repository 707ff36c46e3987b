"""Every check there is, by code; and the codes that must never come back."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

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
    "U": "上报系统",
}
"""The first letter of a code and what these checks are about."""

RETIRED: dict[str, str] = {}
"""Codes of checks that are no more → what became of them. A code is never used again."""

_FAMILY_FILE = re.compile("[a-z]_[a-z_]+")


def _modules() -> Iterator[ModuleType]:
    """Yield the files of checks: those of this folder named after a family (``a_known``)."""
    package = __name__.rpartition(".")[0]
    for found in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if _FAMILY_FILE.fullmatch(found.name):
            yield importlib.import_module(f"{package}.{found.name}")


def _gathered() -> dict[str, Check]:
    """Return all checks in the order of their codes.

    Raises:
        ValueError: a code stands twice, is retired, or is of no family.
    """
    found: dict[str, Check] = {}
    for module in _modules():
        for thing in vars(module).values():
            if isinstance(thing, Check):
                if thing.code in found or thing.code in RETIRED or thing.code[0] not in FAMILIES:
                    raise ValueError(thing.code)
                found[thing.code] = thing
    return dict(sorted(found.items()))


CHECKS = _gathered()
