"""What a layout says of its fields and its levels."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class FieldSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """What a field holds and how it is printed.

    Attributes:
        title: its name in lists and messages (the standard term).
        kind: ``text``, ``money``, ``percent`` or ``coded`` (a code and a name).
        required: whether an empty cell is a fault.
        zero: how a zero is printed (``0``); empty means like any other number.
        print: for ``coded``: the pattern, with ``{code}`` and ``{name}``.
        read: for ``coded``: regular expressions with groups ``code`` and ``name``,
            tried in order; what none matches is a name without a code.
    """

    title: str
    kind: Literal["text", "money", "percent", "coded"] = "text"
    required: bool = False
    zero: str = ""
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
    """A level 1 indicator (一级指标); required means at least one indicator under it."""

    name: str
    required: bool = True
    also: tuple[str, ...] = ()
    level2: tuple[Level2Spec, ...] = ()
