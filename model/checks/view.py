"""What checks look at: a form's facts, a table's cells, an indicator's kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cached_property, lru_cache

from msgspec import Struct, structs

from model.checks.names import BLOCK
from model.checks.wording import says_nothing
from model.document.cells import CellRef
from model.document.disclosure import (
    VALUE_PARTS,
    Disclosure,
    Indicator,
    TargetTable,
    get_field,
    get_indicator_field,
)
from model.document.doubts import Doubt
from model.layout import ENTRY, Layout, Level1Spec
from model.quantities.values import IndicatorValue, parse_value

OWN = "own"
"""What the department's own text is called in a check's ``reads``."""
TEXT = "text"
"""In ``reads``: every cell that holds words, whatever the form calls it."""
YEAR = "year"
CARRIED = "carried"
DOUBTS = "doubts"
"""In ``reads``: what a reader was not sure of; it is settled by an edit of its cell."""

_DEPARTMENT = ("department.code", "department.name")
"""Cells of the department's own that hold no words to be checked, but may be marked."""

_POINTS = re.compile(r"[（(]\d{1,3}(?:\.\d+)?分?[)）]$")
"""What some forms print behind a level: 产出指标（40分）."""
_CODED = {"unit": ("unit.name",), "project": ("code", "name"), "department": ()}
"""Cells of a code and a name → what a required one must hold; the department is not the table's."""

_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def level_key(text: str) -> str:
    """Return a level's name so that spaces and a missing 指标 do not matter."""
    bare = _POINTS.sub("", _SPACE.sub("", text))
    return bare.removesuffix("指标") or bare


@lru_cache(maxsize=4096)
def kind_of(level1: str, level2: str) -> str:
    """Return what an indicator is about, by the words of its levels.

    ``count`` (数量), ``quality``, ``time`` (时效), ``cost``, ``benefit``, ``satisfaction``,
    or empty.
    """
    own, above = level_key(level2), level_key(level1)
    for kind, word in _KINDS:
        if word in own:
            return kind
    for kind, word in _KINDS:
        if word in above:
            return kind
    return ""


_KINDS = (
    ("satisfaction", "满意"),
    ("cost", "成本"),
    ("count", "数量"),
    ("quality", "质量"),
    ("time", "时效"),
    ("benefit", "效益"),
    ("benefit", "效果"),
    ("benefit", "影响"),
)


class Form:
    """What a layout says, as the checks ask for it."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        shown = layout.table_fields()
        self.shown = frozenset(shown)
        if "project" in self.shown:
            self.shown |= {"code", "name"}
        self.names_department = bool(layout.document.cover_title) or "department" in shown
        # a coded cell holds code and name of the unit
        self.unit_fields = self.shown | ({"unit.code", "unit.name"} if "unit" in shown else set())
        self.plan = [name for name in shown if name.startswith("plan.")]
        self.money = [name for name in shown if layout.kind(name) == "money"]
        self.money_parts = list(layout.parts_of("budget"))
        self.required = [
            name
            for name, spec in layout.fields.items()
            if spec.required
            and name in self.shown
            and name not in (*self.plan, *_CODED)
            and name.partition(".")[0] not in layout.lists
        ]
        # of a code and a name in one cell, what is empty is one of the two
        for name, parts in _CODED.items():
            if name in self.shown and layout.fields[name].required:
                self.required += parts
        self.plan_required = frozenset(
            name for name in self.plan if (spec := layout.fields.get(name)) and spec.required
        )
        self.texts = [
            name
            for name in dict.fromkeys(shown)
            if layout.kind(name) == "text" and name not in self.plan
        ]
        columns: dict[str, bool] = {}
        for column in layout.table.columns:
            if column.of == "indicator":
                name = "value" if column.field in VALUE_PARTS else column.field
                columns[name] = columns.get(name, False) or column.required
        self.columns = list(columns)
        self.required_columns = [name for name, required in columns.items() if required]
        self.said_columns = [
            name for name in ("name", "description", "value", "basis") if name in columns
        ]
        self.text_columns = [name for name in columns if name not in ("level1", "level2")]
        self.kinds = frozenset(
            kind_of(one.name, two.name) for one in layout.levels for two in one.level2
        )
        sections = layout.document.text.sections
        self.own = frozenset(section.holds for section in sections)
        self.own_required = [section for section in sections if section.required]
        order = [*shown, BLOCK]
        self.field_order = {name: place for place, name in enumerate(order)}
        self.column_order = {name: place for place, name in enumerate(self.columns)}

    @cached_property
    def level_keys(self) -> dict[str, frozenset[str]]:
        """Each level 2 by every name it goes by → the level 1 it may stand under."""
        found: dict[str, set[str]] = {}
        for one in self.layout.levels:
            above = {level_key(name) for name in (one.name, *one.also)}
            for two in one.level2:
                for name in (two.name, *two.also):
                    found.setdefault(level_key(name), set()).update(above)
        return {key: frozenset(above) for key, above in found.items()}

    @cached_property
    def level_names(self) -> frozenset[str]:
        """Every level 2, without 指标."""
        return frozenset(level_key(two.name) for one in self.layout.levels for two in one.level2)

    @cached_property
    def levels(self) -> list[tuple[Level1Spec, frozenset[str], list[tuple[str, frozenset[str]]]]]:
        """Level 1 with the keys it goes by, and its required level 2 with theirs."""
        return [
            (
                one,
                frozenset(map(level_key, (one.name, *one.also))),
                [
                    (two.name, frozenset(map(level_key, (two.name, *two.also))))
                    for two in one.level2
                    if two.required
                ],
            )
            for one in self.layout.levels
        ]


class TextCell(Struct, frozen=True, gc=False):
    """A cell that holds words. ``key`` is its name in a check's ``reads``."""

    text: str
    key: str
    field: str
    table: str = ""
    indicator: str = ""

    @property
    def ref(self) -> CellRef:
        """The cell's reference."""
        return CellRef(self.table, self.field, self.indicator)

    @property
    def own(self) -> bool:
        """Whether it belongs to the department's own text."""
        return not self.table


class IndicatorView(Struct, frozen=True):
    """An indicator with its value taken apart and its kind."""

    indicator: Indicator
    value: IndicatorValue
    kind: str
    table: TargetTable

    def ref(self, field: str) -> CellRef:
        """Return the reference of one of its cells."""
        return CellRef(self.table.id, field, self.indicator.id)


class TableView:
    """A target table as checks look at it; made anew whenever the table changed.

    ``whole`` is the table itself, ``table`` the same without indicators of other periods.
    """

    def __init__(self, table: TargetTable, form: Form) -> None:
        # indicators of other periods are no second time the same
        other = any(item.period for item in table.indicators)
        own = [item for item in table.indicators if not item.period] if other else []
        self.table = structs.replace(table, indicators=own) if other else table
        self.whole = table
        self.form = form
        self._held = {item.id for item in table.indicators}

    def ref(self, field: str) -> CellRef:
        """Return the reference of one of the table's own cells."""
        return CellRef(self.table.id, field)

    def carried(self, context: Context) -> list[CellRef]:
        """Return the cells that were carried over and not looked at since."""
        held = self._held
        marked = context.carried(self.table.id)
        return [ref for ref in marked if not ref.indicator or ref.indicator in held]

    def text(self, name: str) -> str:
        """Return one of the table's own cells."""
        return get_field(self.table, name)

    @cached_property
    def hollow(self) -> frozenset[str]:
        """Ids of the rows in which every cell is filled, but says nothing: 无, ——, 见附件."""
        said = self.form.said_columns
        return frozenset(
            item.id
            for item in self.table.indicators
            # nearly every name says something
            if says_nothing(item.name)
            and all(says_nothing(get_indicator_field(item, name)) for name in said)
        )

    @cached_property
    def indicators(self) -> list[IndicatorView]:
        """The table's indicators."""
        table = self.table
        return [
            IndicatorView(item, parse_value(item.value), kind_of(item.level1, item.level2), table)
            for item in table.indicators
        ]

    @cached_property
    def cells(self) -> list[TextCell]:
        """Every cell of words that is filled; level cells are chosen, not written."""
        table, form = self.table, self.form
        cells = [
            TextCell(text, name, name, table.id)
            for name in form.texts
            if (text := get_field(table, name))
        ]
        if form.layout.lists:
            cells += [
                TextCell(text, name, name, table.id)
                for name, text in table.extra.items()
                if ENTRY.search(name) and ENTRY.sub(".", name) in form.texts
            ]
        for item in table.indicators:
            cells += [
                TextCell(text, "indicator." + name, name, table.id, item.id)
                for name in form.text_columns
                if (text := get_indicator_field(item, name))
            ]
        return cells


class OwnView:
    """The department's own text, for checks of tables that look at it as well."""

    def __init__(self, cells: list[TextCell], disclosure: Disclosure) -> None:
        self.cells = cells
        self.disclosure = disclosure

    def carried(self, context: Context) -> list[CellRef]:
        """Return the cells that were carried over and not looked at since."""
        held = {cell.field for cell in self.cells}.union(_DEPARTMENT)
        return [ref for ref in context.carried("") if ref.field in held]


def own_cells(disclosure: Disclosure, form: Form) -> Iterator[TextCell]:
    """Yield every filled cell of the department's own text that the form prints."""
    if disclosure.overall_goal and "overall_goal" in form.own:
        yield TextCell(disclosure.overall_goal, OWN, "overall_goal")
    goals = disclosure.itemised_goals if "itemised_goals" in form.own else []
    for number, goal in enumerate(goals):
        for name in ("title", "goal", "indicators"):
            if text := getattr(goal, name):
                yield TextCell(text, OWN, f"itemised_goals.{number}.{name}")
    safeguards = disclosure.safeguards if "safeguards" in form.own else []
    for number, safeguard in enumerate(safeguards):
        for name in ("title", "text"):
            if text := getattr(safeguard, name):
                yield TextCell(text, OWN, f"safeguards.{number}.{name}")


class Context:
    """What a check may ask besides the cells: the form, the year, the profile's numbers.

    ``last`` is last year's disclosure, where it is known.
    """

    def __init__(
        self,
        form: Form,
        year: int | None,
        numbers: Mapping[tuple[str, str], int],
        carried: Iterable[CellRef] = (),
        doubts: Callable[[TargetTable | None], list[Doubt]] = lambda _: [],
        *,
        last: Disclosure | None = None,
    ) -> None:
        self.form = form
        self.year = year
        self._numbers = numbers
        self._doubts = doubts
        self.last = last
        self._carried: dict[str, set[CellRef]] = {}
        for ref in carried:
            self._carried.setdefault(ref.table, set()).add(ref)

    def number(self, code: str, name: str) -> int:
        """Return a number of a check, as the profile has it."""
        return self._numbers[code, name]

    def carried(self, table_id: str) -> Set[CellRef]:
        """Return the cells of a table (empty: of the own text) marked as carried over."""
        return self._carried.get(table_id, frozenset())

    def doubts(self, table: TargetTable | None) -> list[Doubt]:
        """Return what nobody has settled of a table's doubts (None: of the own text's)."""
        return self._doubts(table)

    def mark(self, cells: Iterable[CellRef], carried: Set[CellRef]) -> None:
        """Note of some cells whether they are marked now; ``carried`` are all that are."""
        for ref in cells:
            marked = self._carried.setdefault(ref.table, set())
            (marked.add if ref in carried else marked.discard)(ref)
