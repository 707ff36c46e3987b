"""A department's money at a glance: pairs of amounts, and what they say to each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from model.document.cellref import CellRef
from model.layout.publication import GlanceSpec
from model.parts.amounts import money
from model.parts.view import PartsView
from model.quantities.amounts import WIDE

_LEAST = Decimal("0.005")


class Side(Struct, frozen=True):
    """One amount: what it is called, its value in 万元 (None: not known), where it stands."""

    title: str
    value: Decimal | None = None
    ref: CellRef | None = None

    @property
    def shown(self) -> str:
        """The amount as shown, or that it is not known."""
        return "没有写" if self.value is None else money(self.value)


class Glance(Struct, frozen=True):
    """Two amounts beside each other.

    Attributes:
        title: what they are about.
        left, right: the amounts.
        words: what they say to each other.
        good: whether that is as it should be; None where it cannot be told or is neither.
    """

    title: str
    left: Side
    right: Side
    words: str
    good: bool | None = None


def glances(view: PartsView) -> Iterator[Glance]:
    """Yield what the publication wants shown of the parts."""
    for spec in view.publication.glance:
        left = _side(view, spec.left, spec.left_title)
        right = _side(view, spec.right, spec.right_title)
        words, good = _said(spec, left, right)
        yield Glance(spec.title, left, right, words, good)


def _side(view: PartsView, names: tuple[str, ...], title: str) -> Side:
    found = (view.amounts.first(name) for name in names)
    amount = next((one for one in found if one is not None and one.value is not None), None)
    return Side(title) if amount is None else Side(title, amount.value, amount.ref)


def _said(spec: GlanceSpec, left: Side, right: Side) -> tuple[str, bool | None]:
    if left.value is None or right.value is None:
        missing = "、".join(side.title for side in (left, right) if side.value is None)
        return f"缺{missing}的数，不能核对", None
    apart = WIDE.subtract(left.value, right.value)
    if spec.compare == "change":
        return _change(apart, right.value), None
    if abs(apart) <= _LEAST:
        return "相等", True
    if spec.compare == "most" and apart < 0:
        return f"在{right.title}之内，相差 {money(-apart)}", True
    more, less = (left, right) if apart > 0 else (right, left)
    return f"{more.title}比{less.title}多 {money(abs(apart))}", False


def _change(apart: Decimal, before: Decimal) -> str:
    if abs(apart) <= _LEAST:
        return "与上年持平"
    word = "增加" if apart > 0 else "减少"
    if not before:
        return f"比上年{word} {money(abs(apart))}"
    share = abs(WIDE.divide(apart, before)) * 100
    return f"比上年{word} {money(abs(apart))}（{share:.1f}%）"
