"""What a layout says of its fields and its levels."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class FieldSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """What a field holds and how it is printed.

    Attributes:
        title: its name in lists and messages (the standard term).
        kind: ``text``, ``money``, ``percent``, ``date``, ``choice`` (boxes to tick) or
            ``coded`` (a code and a name).
        required: whether an empty cell is a fault.
        zero: how a zero is printed (``0``); empty means like any other number.
        part_of: the amount it is a part of: the parts add up to it (``budget``).
        options: for ``choice``: what there is to tick, in the form's order.
        boxes: for ``choice``: the empty and the ticked box.
        box_first: for ``choice``: the box stands before its option, not behind it.
        print: for ``coded``: the pattern, with ``{code}`` and ``{name}``.
        read: for ``coded``: regular expressions with groups ``code`` and ``name``,
            tried in order; what none matches is a name without a code.
    """

    title: str
    kind: Literal["text", "money", "percent", "date", "choice", "coded"] = "text"
    required: bool = False
    zero: str = ""
    part_of: str = ""
    options: tuple[str, ...] = ()
    boxes: str = "□☑"
    box_first: bool = False
    print: str = ""
    read: tuple[str, ...] = ()


class Level2Spec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A level 2 indicator (二级指标) of the form.

    ``replaces`` are what other forms have in its place, as ``一级指标/二级指标``.
    """

    name: str
    required: bool = False
    also: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


class Level1Spec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A level 1 indicator (一级指标); required means at least one indicator under it.

    ``points`` are printed behind its name: 产出指标（50分）.
    """

    name: str
    required: bool = True
    points: int | None = None
    also: tuple[str, ...] = ()
    level2: tuple[Level2Spec, ...] = ()

    @property
    def printed(self) -> str:
        """Its name as the form prints it."""
        return self.name if self.points is None else f"{self.name}（{self.points}分）"
