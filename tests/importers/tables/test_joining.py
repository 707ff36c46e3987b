"""Lines below each other become one text: broken for want of room, or ended by the writer."""

from __future__ import annotations

import pytest

from importers.tables.joining import Column, joined, parts_amount
from importers.tables.lines import TextLine


def lines(*texts: tuple[str, float]) -> list[TextLine]:
    """Return lines of letters ten points wide, each from where it is said to begin."""
    return [
        TextLine(text, left, left + 10.0 * len(text), 12.0 * n, 12.0 * n + 10, 10.0, 10.0)
        for n, (text, left) in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("first", "left", "wanted"),
    [
        # between 100 and 180 eight letters find room: the line is full
        ("河道清淤疏浚治理", 100.0, "河道清淤疏浚治理工程"),
        ("河道清淤疏浚治", 105.0, "河道清淤疏浚治工程"),
        # two more would have fitted
        ("河道清淤疏浚", 110.0, "河道清淤疏浚\n工程"),
    ],
)
def test_centred_lines(first: str, left: float, wanted: str) -> None:
    assert joined(lines((first, left), ("工程", 130.0)), Column(100.0, 180.0)) == wanted


@pytest.mark.parametrize(
    ("first", "wanted"),
    [("河道清淤疏浚治理", "河道清淤疏浚治理工程"), ("河道清淤疏浚", "河道清淤疏浚\n工程")],
)
def test_lines_at_the_left(first: str, wanted: str) -> None:
    assert joined(lines((first, 100.0), ("工程", 100.0)), Column(100.0, 180.0)) == wanted


@pytest.mark.parametrize(
    ("above", "below", "wanted"),
    [
        ("9,800,000.0", "0", True),
        ("1,100,00", "0.00", True),
        ("750,000.", "00", True),
        ("支出3,300,", "000.00", False),
        ("3,300,", "000", True),
        ("3,300,000.00", "5", False),
        ("3,300", ",000.00", False),
        ("2024", "2025", False),
        ("12", "34,000.00", False),
        ("", "0", False),
    ],
)
def test_the_pieces_of_an_amount(above: str, below: str, wanted: bool) -> None:
    assert parts_amount(above, below) is wanted
