"""What no check could judge, and for want of what: so that silence never looks like praise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from model.checks.base import Check, Finding
from model.checks.cross import stated_expenditure
from model.checks.names import SPENDING
from model.checks.pairs import uncompared
from model.checks.profile import Profile
from model.checks.view import Form, TableView
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, TargetTable
from model.layout import Layout
from model.quantities.values import parse_value


class Unjudged(Struct, frozen=True, kw_only=True):
    """What some checks could not judge.

    Attributes:
        fact: what is missing: a key of `FACTS`.
        because: why, in words: 没有填预算年度.
        give: what the clerk can do about it.
        codes: the checks that are silent for want of it.
        tables: ids of the projects it is missing for; empty for the whole disclosure.
        ref: where the fact is to be given.
        count: how many judgements were not made: checks times projects.
    """

    fact: str
    because: str
    give: str
    codes: tuple[str, ...]
    tables: tuple[str, ...]
    ref: CellRef
    count: int


class Fact(Struct, frozen=True):
    """A fact checks may need; ``field`` is where it stands, of each table or of the whole."""

    because: str
    give: str
    field: str
    each: bool = False


FACTS = {
    "year": Fact("没有填预算年度", "在部门一栏填上预算年度", "year"),
    "layout": Fact(
        "不知道文件是哪一种表样，先按默认的表样检查",
        "选定表样（窗口里“检查 → 读取的疑问”，命令行 check --read-as）",
        "",
    ),
    "last": Fact("没有上年的材料", "打开上年的文件对照（F9）", ""),
    "total": Fact("没有给出部门项目支出", "填上部门项目支出", SPENDING),
    "budget": Fact("预算数没有填或看不懂", "填上预算数", "budget", each=True),
    "unit": Fact("指标值没有写单位", "在指标值里写上单位", "indicators", each=True),
    "tie": Fact(
        "您指定的对应里，目标的数和指标值单位不同或不是数，比不了",
        "改成同一种单位，或改“目标与指标对应”",
        "goals",
        each=True,
    ),
}
"""Facts checks name in ``needs``."""


class Tally(Struct, frozen=True):
    """How many judgements there were: a check of a project each (or of the whole).

    ``found`` have a finding, ``sound`` have none, ``unjudged`` could not be made.
    """

    found: int
    sound: int
    unjudged: int

    @property
    def text(self) -> str:
        """The three figures in words."""
        return f"有问题 {self.found} 项，没有问题 {self.sound} 项，没能判断 {self.unjudged} 项"


def unjudged(
    disclosure: Disclosure, layout: Layout, profile: Profile, last: Disclosure | None = None
) -> list[Unjudged]:
    """Return what could not be judged, fact by fact.

    Args:
        disclosure: what was checked.
        layout: its form.
        profile: whose rules.
        last: last year's disclosure, where it is known.
    """
    if not disclosure.projects:
        return []
    missing: dict[str, Callable[[], bool]] = {
        "year": lambda: disclosure.year is None,
        # also where it names one the program has not
        "layout": lambda: disclosure.layout != layout.id,
        "last": lambda: last is None,
        "total": lambda: stated_expenditure(disclosure) is None,
    }
    form = Form(layout)
    lacking: dict[str, Callable[[TargetTable], bool]] = {
        "budget": _no_budget(layout),
        "unit": _no_unit,
        "tie": lambda table: _tied_in_vain(table, form) is not None,
    }
    found = []
    for key, fact in FACTS.items():
        codes = tuple(check.code for check in profile.active() if key in check.needs)
        if not codes:
            continue
        if fact.each:
            tables = [table.id for table in disclosure.projects if lacking[key](table)]
            if not tables:
                continue
            ref, count = CellRef(tables[0], fact.field), len(codes) * len(tables)
            first = next(table for table in disclosure.projects if table.id == tables[0])
            if key == "unit":
                ref = next(_without_unit(first), ref)
            elif key == "tie":
                ref = _tied_in_vain(first, form) or ref
        elif missing[key]():
            tables, ref = [], CellRef("", fact.field)
            count = sum(
                _times(check, disclosure) for check in profile.active() if key in check.needs
            )
        else:
            continue
        found.append(
            Unjudged(
                fact=key,
                because=fact.because,
                give=fact.give,
                codes=codes,
                tables=tuple(tables),
                ref=ref,
                count=count,
            )
        )
    return found


def _no_budget(layout: Layout) -> Callable[[TargetTable], bool]:
    shown = "budget" in layout.table_fields()
    return lambda table: shown and table.amount("budget") is None


def _tied_in_vain(table: TargetTable, form: Form) -> CellRef | None:
    """Return the value of the first indicator tied to a number it cannot be held against."""
    if not table.ties:
        return None
    return next((item.ref("value") for _, item in uncompared(TableView(table, form))), None)


def _no_unit(table: TargetTable) -> bool:
    """Tell whether an indicator has a number nobody can compare, for want of its unit."""
    return any(True for _ in _without_unit(table))


def _without_unit(table: TargetTable) -> Iterator[CellRef]:
    for item in table.indicators:
        value = parse_value(item.value)
        if value.kind in ("number", "range") and not value.unit:
            yield CellRef(table.id, "value", item.id)


def _times(check: Check, disclosure: Disclosure) -> int:
    """Return how many judgements a check makes: one a project, or one of the whole."""
    whole = check.scope == "parts" or SPENDING in check.reads
    return 1 if whole else len(disclosure.projects)


def tally(
    disclosure: Disclosure,
    profile: Profile,
    findings: Iterable[Finding],
    missing: Sequence[Unjudged],
) -> Tally:
    """Return the three figures: found, sound, not judged.

    Args:
        disclosure: what was checked.
        profile: whose rules.
        findings: all that was found, what is marked 已核实 too.
        missing: what could not be judged.
    """
    total = sum(_times(check, disclosure) for check in profile.active())
    found = len({(finding.code, finding.ref.table) for finding in findings})
    silent = sum(one.count for one in missing)
    return Tally(found, max(0, total - found - silent), silent)
