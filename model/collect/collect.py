"""汇总: many departments' files become one account, a file at a time.

Nothing of a file is kept once its rows are handed on, but what tells that another file
is of the same department. So memory depends on the largest file, not on their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Protocol

from msgspec import Struct

from model.basics.errors import JibiaoError
from model.checks import Profile, ProfileError
from model.checks.judging import judge, rules_for
from model.checks.report import count
from model.checks.reviewed import Sorted
from model.collect.parts import PartsMoney, money_of_parts
from model.collect.sums import MONEY, CollectedTotals, Department, Seen
from model.document.carried import CarriedIndex
from model.document.disclosure import TERMS, Disclosure
from model.document.report import ReadReport
from model.layout import Layout
from model.parts.relation import STATE_WORDS

Read = Callable[[], tuple[Disclosure, ReadReport]]


class FileToCollect(Struct, frozen=True):
    """One file to be collected.

    Attributes:
        name: what the clerk calls it.
        read: reads it; raises `JibiaoError` where it cannot be read.
        skipped: why it is not to be read at all; empty for those that are.
    """

    name: str
    read: Read
    skipped: str = ""


class Unread(Struct, frozen=True):
    """A file nothing was taken from: why, and what to do."""

    name: str
    reason: str
    advice: str = ""


class Collected(Struct, frozen=True):
    """One file with all it holds, as long as its rows are made."""

    department: Department
    disclosure: Disclosure
    report: ReadReport
    layout: Layout
    found: Sorted
    money: PartsMoney


class Account(Protocol):
    """Where the rows go."""

    def add(self, one: Collected) -> None:
        """Take a file that was read."""

    def add_unread(self, one: Unread) -> None:
        """Take a file that could not be read."""

    def add_skipped(self, name: str, reason: str) -> None:
        """Take a file that need not be read."""


class Rules(Struct, frozen=True):
    """How files are checked.

    Attributes:
        layouts: every form there is, by id.
        profile: the rules of files that keep none.
        layout_id: check by this form; empty for each file's own.
        unexpected: makes an error nobody foresaw, in a file of that name, into words.
        given: rules named for all files; they go before those a file keeps.
    """

    layouts: Mapping[str, Layout]
    profile: Profile
    unexpected: Callable[[Exception, str], str]
    layout_id: str = ""
    given: Profile | None = None


def collect(files: Iterable[FileToCollect], account: Account, rules: Rules) -> CollectedTotals:
    """Read, check and hand on file after file; one that is bad stops none of the others.

    Args:
        files: the files; whoever gives them can report progress, and stop by raising.
        account: where the rows go; what it raises ends the work.
        rules: how they are checked.
    """
    totals = CollectedTotals()
    seen = Seen()
    for wanted in files:
        if wanted.skipped:
            totals.skipped += 1
            account.add_skipped(wanted.name, wanted.skipped)
            continue
        one = _outcome(wanted, totals.files + 1, rules)
        if isinstance(one, Unread):
            totals.unread += 1
            account.add_unread(one)
        else:
            seen.compare(one.department)
            totals.add(one.department)
            account.add(one)
        # else the next file would be read beside this one
        del one
    return totals


def _outcome(wanted: FileToCollect, number: int, rules: Rules) -> Collected | Unread:
    try:
        return _read(wanted, number, rules)
    except JibiaoError as error:
        return Unread(wanted.name, error.reason, error.advice)
    except Exception as error:  # noqa: BLE001 - one bad file stops none of the others
        return Unread(wanted.name, rules.unexpected(error, wanted.name))


def _read(wanted: FileToCollect, number: int, rules: Rules) -> Collected:
    """Read and check one file.

    A file in a form this program does not know, or whose own rules cannot be used, is taken
    all the same, but not checked.
    """
    disclosure, report = wanted.read()
    any_layout = next(iter(rules.layouts.values()))
    name = rules.layout_id or disclosure.layout or any_layout.id
    layout = rules.layouts.get(name)
    found = Sorted([], [])
    counts: tuple[int, ...] = ()
    profile, about_rules = _profile(disclosure, rules)
    if layout is not None and profile is not None:
        found = judge(disclosure, layout, profile).found
        counts = count(found.standing)
    used = layout or any_layout
    department = _department(wanted.name, number, disclosure, used)
    department.form = layout.name if layout else name
    department.counts = counts
    department.reviewed = len(found.reviewed)
    if counts and profile is not None:
        department.rules = profile.name
    money = money_of_parts(disclosure)
    if money.publication:
        department.relations = {state: money.count(state) for state in STATE_WORDS}
    if layout is None:
        department.remarks.append(f"文件用的表样“{name}”不在程序里，内容已汇总，没有检查")
    elif about_rules:
        department.remarks.append(about_rules)
    department.remarks += _remarks(department)
    return Collected(department, disclosure, report, used, found, money)


def _profile(disclosure: Disclosure, rules: Rules) -> tuple[Profile | None, str]:
    """Return the rules a file is checked by, and what is to be said of them."""
    given = rules.given
    try:
        kept = rules_for(disclosure, rules.profile)
    except ProfileError as error:
        said = f"随文件保存的检查规则不能用（{error.reason}）"
        if given is None:
            return None, f"{said}，内容已汇总，没有检查"
        return given, f"{said}，按“{given.name}”检查"
    if given is None or not disclosure.rules or kept == given:
        return given or kept, ""
    return given, f"随文件保存的检查规则“{kept.name}”没有用，按“{given.name}”检查"


def _department(name: str, number: int, disclosure: Disclosure, layout: Layout) -> Department:
    projects = disclosure.projects
    return Department(
        number=number,
        file=name,
        code=disclosure.department.code,
        name=disclosure.department.name,
        year="" if disclosure.year is None else str(disclosure.year),
        expenditure=disclosure.project_expenditure,
        projects=len(projects),
        indicators=sum(len(table.indicators) for table in projects),
        sums=_sums(disclosure, layout),
        left_out=sum(table.amount("budget") is None for table in projects),
        carried=CarriedIndex(disclosure).total,
        unplaced=sum(bool(item.table) for item in disclosure.unplaced),
    )


def _sums(disclosure: Disclosure, layout: Layout) -> dict[str, Decimal]:
    """Return the sum of each kind of amount; a text that is no number adds nothing."""
    sums = dict.fromkeys(MONEY, Decimal(0))
    for table in disclosure.projects:
        further = [name for name in table.extra if layout.kind(name) == "money"]
        for name in (*MONEY, *further):
            amount = table.amount(name)
            if amount is not None:
                sums[name] = sums.get(name, Decimal(0)) + amount
    return sums


def _remarks(one: Department) -> Iterator[str]:
    if failing := one.relations.get("fails"):
        yield f"各部分金额有 {failing} 处勾稽关系不成立，见“勾稽关系”"
    if not one.projects:
        yield "没有项目"
    if one.left_out:
        yield f"{one.left_out} 个项目的{TERMS['budget']}没有填或不是数字，不在合计里"
    if one.carried:
        yield f"{one.carried} 格带过来的内容待确认"
    if one.unplaced:
        yield f"{one.unplaced} 处文字没有归入表格，见“读取说明”"
