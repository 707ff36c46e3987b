"""What a layout says of money, percents, the page and its fonts."""

from __future__ import annotations

from msgspec import Struct

POINTS = {
    "初号": 42.0,
    "小初": 36.0,
    "一号": 26.0,
    "小一": 24.0,
    "二号": 22.0,
    "小二": 18.0,
    "三号": 16.0,
    "小三": 15.0,
    "四号": 14.0,
    "小四": 12.0,
    "五号": 10.5,
    "小五": 9.0,
    "六号": 7.5,
}
"""Chinese type sizes in points."""


class MoneySpec(Struct, forbid_unknown_fields=True, frozen=True):
    """How the form prints money; the model itself holds 万元.

    ``pad``: an amount a file shows with fewer decimals is read with as many as the form has.
    """

    unit: str = "万元"
    decimals: int = 2
    thousands: bool = False
    pad: bool = False


class PercentSpec(Struct, forbid_unknown_fields=True, frozen=True):
    """How the form prints percents."""

    decimals: int = 2


class PageSpec(Struct, forbid_unknown_fields=True, frozen=True):
    """The page, in millimetres; ``footer`` may hold ``{page}``."""

    width_mm: float = 210
    height_mm: float = 297
    top_mm: float = 37
    right_mm: float = 26
    bottom_mm: float = 35
    left_mm: float = 28
    footer: str = "— {page} —"


class FontSpec(Struct, forbid_unknown_fields=True):
    """A font by name, with its size as a Chinese size (三号) or in points."""

    name: str
    size: str | float
    bold: bool = False

    @property
    def points(self) -> float:
        """The size in points."""
        if isinstance(self.size, str):
            return POINTS[self.size]
        return float(self.size)
