"""What travels is pinned and hashed, and is what setup.cfg asks for."""

from __future__ import annotations

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.dist.arches import ARCHES, Arch
from scripts.dist.lock import BUILD, BUILD_LOCK
from scripts.requirements import requirements

LINE = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.]+) --hash=sha256:[0-9a-f]{64}")


def pinned(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        assert match is not None, line
        found[canonicalize_name(match["name"])] = match["version"]
    return found


def meets(pins: dict[str, str], wanted: list[str]) -> bool:
    return all(
        one.specifier.contains(pins[canonicalize_name(one.name)])
        for one in map(Requirement, wanted)
    )


@pytest.mark.parametrize("arch", ARCHES.values(), ids=list(ARCHES))
def test_all_the_program_needs_is_pinned(arch: Arch) -> None:
    pins = pinned(arch.lock.read_text("utf-8"))
    wanted = [line for line in requirements([]) if not line.startswith("#")]
    assert meets(pins, wanted)
    assert all(pins[canonicalize_name(name)] == said for name, said in arch.pins.items())
    assert pins["pyside6-essentials"] == pins["shiboken6"]


def test_the_builders_own_tools_are_pinned() -> None:
    assert meets(pinned(BUILD_LOCK.read_text("utf-8")), list(BUILD))


def test_both_kinds_hold_the_same_but_for_qt() -> None:
    x86, arm = (pinned(arch.lock.read_text("utf-8")) for arch in ARCHES.values())
    differ = {name for name in x86.keys() | arm.keys() if x86.get(name) != arm.get(name)}
    assert differ == {"pyside6-essentials", "shiboken6"}
