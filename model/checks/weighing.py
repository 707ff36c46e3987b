"""How the points of a project's indicators stand, and how the rest may be spread."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from functools import cache

import msgspec
from msgspec import Struct

from model.basics.assets import asset
from model.checks.d_weights import WEIGHT, asked_totals, level_kind, points_in, weight_of
from model.checks.profile import Profile
from model.checks.view import Form
from model.document.cellref import CellRef
from model.document.disclosure import Indicator, TargetTable
from model.layout import Layout
from model.quantities.amounts import format_number

KINDS = {"cost": "成本", "output": "产出", "benefit": "效益", "satisfaction": "满意度"}

Texts = list[tuple[CellRef, str]]


class Share(Struct, frozen=True):
    """The points of one level 1: what its rows hold, and what is asked; None where nothing is."""

    kind: str
    held: Decimal
    asked: Decimal | None

    @property
    def words(self) -> str:
        """``产出 30/40``."""
        asked = "" if self.asked is None else f"/{format_number(self.asked)}"
        return f"{KINDS[self.kind]} {format_number(self.held)}{asked}"


class Weighing(Struct, frozen=True):
    """The points of a target table.

    Attributes:
        total: the sum of those that are numbers above 0.
        asked: the sums that are right, the nearest to ``total`` first.
        shares: by level 1.
        open: rows without points, by id; ``unread`` rows whose points are none.
    """

    total: Decimal
    asked: tuple[Decimal, ...]
    shares: tuple[Share, ...]
    open: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def rest(self) -> Decimal:
        """What is still to be given; below 0 where too much was."""
        return self.asked[0] - self.total

    @property
    def words(self) -> str:
        """All of it in one line."""
        shares = "，".join(share.words for share in self.shares)
        right = "或".join(format_number(one) for one in sorted(self.asked))
        line = f"分值合计 {format_number(self.total)}（应为 {right}）"
        if self.rest > 0 and self.total not in self.asked:
            line += f"，还差 {format_number(self.rest)}"
        elif self.total not in self.asked:
            line += f"，多出 {format_number(-self.rest)}"
        if self.unread:
            line += f"，{len(self.unread)} 行不是分值"
        return f"{line}；{shares}" if shares else line


class _Scheme(Struct, forbid_unknown_fields=True):
    source: str
    example: str
    with_cost: dict[str, int]
    without_cost: dict[str, int]


@cache
def _scheme() -> _Scheme:
    data = tomllib.loads(asset("weights.toml").read_text(encoding="utf-8"))
    return msgspec.convert(data, _Scheme)


def weighs(layout: Layout) -> bool:
    """Tell whether a form has a column of points."""
    return any(column.field == WEIGHT for column in layout.table.columns)


def weighing(table: TargetTable, layout: Layout, rules: Profile) -> Weighing | None:
    """Return how the points stand; None where the form has no column for them.

    Args:
        table: the project.
        layout: its form.
        rules: whose; they may set the sums.
    """
    if not weighs(layout) or not table.indicators:
        return None
    form = Form(layout)
    held = {item.id: _points(item) for item in table.indicators}
    total = sum(filter(None, held.values()), Decimal(0))
    kinds = dict.fromkeys(level_kind(item) for item in table.indicators)
    asked = _asked(table, rules)
    shares = tuple(
        Share(
            kind,
            sum(
                (held[i.id] or Decimal(0) for i in table.indicators if level_kind(i) == kind),
                Decimal(0),
            ),
            asked.get(kind),
        )
        for kind in KINDS
        if kind in kinds
    )
    totals = asked_totals(form, rules.numbers["D13", "total"])
    blank = [item.id for item in table.indicators if not item.extra.get(WEIGHT, "").strip()]
    unread = [one for one, points in held.items() if points is None and one not in blank]
    nearest = tuple(sorted(totals, key=lambda one: (total > one, abs(one - total))))
    return Weighing(total, nearest, shares, tuple(blank), tuple(unread))


def _points(item: Indicator) -> Decimal | None:
    weight = weight_of(item)
    return weight if weight is not None and weight > 0 else None


def _asked(table: TargetTable, rules: Profile) -> dict[str, Decimal]:
    """Return what each level 1 is to have: by the rules, or by its own head 产出指标（50分）."""
    asked = {kind: Decimal(number) for kind in KINDS if (number := rules.numbers["D13", kind])}
    for item in table.indicators:
        stated = points_in(item.level1)
        if stated is not None:
            asked.setdefault(level_kind(item), stated)
    return asked


def spread_evenly(table: TargetTable, state: Weighing) -> Texts:
    """Return the rest of the points spread over the rows without any; nothing where no rest is."""
    rows = [item for item in table.indicators if item.id in {*state.open, *state.unread}]
    return _spread(table, rows, state.rest)


def spread_by_rule(table: TargetTable, state: Weighing, rules: Profile) -> Texts:
    """Return the points each level 1 still lacks, spread over its rows without any.

    Where every row has points, all are given anew. What no rule sets is as
    `assets/weights.toml` says.
    """
    asked = _asked(table, rules) or _usual(table)
    open_rows = {*state.open, *state.unread} or {item.id for item in table.indicators}
    texts: Texts = []
    for kind, points in asked.items():
        rows = [item for item in table.indicators if level_kind(item) == kind]
        kept = sum((_points(i) or Decimal(0) for i in rows if i.id not in open_rows), Decimal(0))
        texts += _spread(table, [item for item in rows if item.id in open_rows], points - kept)
    return texts


def _usual(table: TargetTable) -> dict[str, Decimal]:
    kinds = {level_kind(item) for item in table.indicators}
    scheme = _scheme()
    points = dict(scheme.with_cost if "cost" in kinds else scheme.without_cost)
    if "satisfaction" not in kinds:
        points["benefit"] += points.pop("satisfaction")
    return {kind: Decimal(number) for kind, number in points.items() if kind in kinds}


def _spread(table: TargetTable, rows: Sequence[Indicator], points: Decimal) -> Texts:
    """Return points spread over rows: whole ones where they are enough, the first get more."""
    if not rows or points <= 0:
        return []
    whole = points == points.to_integral_value() and points >= len(rows)
    unit = Decimal(1) if whole else Decimal("0.01")
    each = (points / len(rows) / unit).to_integral_value(ROUND_FLOOR) * unit
    more = int((points - each * len(rows)) / unit)
    return [
        (
            CellRef(table.id, WEIGHT, item.id),
            format_number((each + unit * (place < more)).normalize() + 0),
        )
        for place, item in enumerate(rows)
    ]
