"""Each check finds its fault in words other than those of its own examples.

``wordings/*.txt`` holds a case a line: ``wrong`` or ``right``, the code (or codes, one of
which must find it, or ``*`` where it is enough that it is noticed), and cells with their
texts upon the sound table of the examples.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from model.checks import CHECKS, check
from model.checks.base import Example
from model.checks.samples import example_disclosure
from model.layout import Layout

FOLDER = Path(__file__).parent / "wordings"
LINES = [
    line
    for path in sorted(FOLDER.glob("*.txt"))
    for line in path.read_text(encoding="utf-8").split("\n")
    if line
]


def found(line: str, layout: Layout) -> tuple[bool, set[str], set[str]]:
    """Return whether it is a fault, the codes that may tell it, and those that were found."""
    kind, codes, *rest = line.split("|")
    cells = {
        cell: text.replace("\\n", "\n") for cell, text in zip(rest[::2], rest[1::2], strict=True)
    }
    disclosure = example_disclosure(Example(cells=cells))
    return kind == "wrong", set(codes.split("/")), {one.code for one in check(disclosure, layout)}


@pytest.mark.parametrize("line", LINES)
def test_a_wording_is_found_or_left_alone(line: str, hebei: Layout) -> None:
    wrong, codes, told = found(line, hebei)
    assert codes <= {*CHECKS, "*"}
    noticed = bool(told) if codes == {"*"} else bool(codes & told)
    assert noticed == wrong, sorted(told)


def test_there_are_wordings_of_both_kinds() -> None:
    assert sum(line.startswith("wrong|") for line in LINES) >= 250
    assert sum(line.startswith("right|") for line in LINES) >= 90
