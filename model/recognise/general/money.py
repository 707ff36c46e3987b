"""An amount of a general reading: in which unit it is, and what is asked where that is unsure."""

from __future__ import annotations

from msgspec import Struct

from model.document.doubts import CELL, UNIT, Choice
from model.recognise.general.matrix import Matrix
from model.recognise.units import held_amount, names_unit, noted_amount, said_of_noted, unit_of_line

_UNSTATED = ("万元", "元")
DEFAULT = "万元"


class Units(Struct):
    """The money units a table's surroundings name.

    Attributes:
        head: by the labels of its head, each once, in their order.
        line: by a line beside the table.
        file: by the file for all its tables: on the cover, in the pages' header.
        elsewhere: by lines at other tables, each once.
    """

    head: list[str]
    line: str = ""
    file: str = ""
    elsewhere: tuple[str, ...] = ()

    def take_inside(self, head: Matrix) -> None:
        """Take cells such as ``单位：万元`` among the labels of a head."""
        for row in head.rows:
            for cell in row:
                before, unit = unit_of_line(cell.text)
                if unit and not before and cell.meaning is None:
                    self.line = unit


class Amount(Struct):
    """What the model holds for an amount, and what is to be asked: kind, words, answers."""

    text: str
    kind: str = ""
    said: str = ""
    choices: tuple[Choice, ...] = ()


def read_amount(text: str, own: list[str], units: Units) -> Amount:
    """Return an amount in 万元.

    Args:
        text: what the cell shows.
        own: units its label and those over it name, the nearest first.
        units: what else names a unit.
    """
    if number := noted_amount(text):
        amount = read_amount(number, own, units)
        said = said_of_noted(text, number) + amount.said
        choices = amount.choices or (Choice(amount.text, amount.text), Choice(text, text))
        return Amount(amount.text, amount.kind or CELL, said, choices)
    unit, sources = _unit(own, units)
    held = held_amount(text, unit or DEFAULT, exact=bool(unit))
    shown = text.strip()
    if not _is_amount(text):
        said = f"“{' '.join(shown.split())}”不是金额。" if shown else ""
        return Amount(text, CELL if said else "", said)
    if names_unit(text) or _is_zero(held):
        return Amount(held)
    if not unit:
        said = f"文件里没有写金额单位，按万元读入：“{shown}”。"
        if units.elsewhere:
            told = "、".join(units.elsewhere)
            said = f"这张表没有写金额单位（别处写的是{told}），按万元读入：“{shown}”。"
        answers = dict.fromkeys((*_UNSTATED, *units.elsewhere))
        return Amount(held, UNIT, said, _choices(shown, tuple(answers)))
    if len(sources) > 1:
        said = f"金额单位有两种说法（{'、'.join(sources)}），按{unit}读入：“{shown}”。"
        return Amount(held, UNIT, said, _choices(shown, tuple(sources)))
    return Amount(held)


def _unit(own: list[str], units: Units) -> tuple[str, list[str]]:
    """Return the unit meant, and all the nearest places name."""
    near = own[0] if own else ""
    if not near and len(units.head) > 1:
        return units.head[-1], list(units.head)
    near = near or (units.head[0] if units.head else "")
    unit = near or units.line or units.file
    return unit, list(dict.fromkeys(one for one in (near, units.line) if one))


def _choices(text: str, units: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(f"{text} {unit}", held_amount(text, unit, exact=False)) for unit in units)


def _is_amount(text: str) -> bool:
    if "0" in text and _is_zero(text.strip()):
        return True
    return held_amount(text, "元") != text or held_amount(text, "万元", exact=False) != text


def _is_zero(held: str) -> bool:
    return bool(held) and not held.strip("0.-")
