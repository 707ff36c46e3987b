"""What files come to: a row for each, the sum of all, and which department came twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct, field

from model.checks.base import Severity
from model.checks.verdict import can_be_sent
from model.document.disclosure import TERMS
from model.quantities.amounts import at_least_decimals, format_number

MONEY = ("budget", "fiscal", "other")
"""The amounts every form sums up; a form's further amounts come behind them."""


def money_text(amount: Decimal) -> str:
    """Return a sum in 万元, thousands apart, two decimals or more; nothing is rounded away."""
    return format_number(at_least_decimals(amount, 2), thousands=True)


class Department(Struct):
    """What there is to say of one file in one row; amounts in 万元.

    Attributes:
        number: its number among those that were read, from 1.
        file: what the clerk calls it.
        code, name, year, expenditure: as the file has them.
        projects, indicators: how many it holds.
        sums: field of an amount → the sum of those that are numbers.
        left_out: how many projects have no budget, or one that is no number.
        carried, unplaced: cells 待确认, texts within tables that found no cell.
        form: the form it is in.
        counts: findings by severity, the worst first; empty where it was not checked.
        reviewed: findings marked 已核实.
        remarks: what else is to be known, in the clerk's words.
        relations: of a whole disclosure, how many relations between its amounts hold, fail,
            cannot be judged (`model.parts.relation.STATE_WORDS`); empty of others.
        repeated: the file is of a department and year that an earlier one was of.
        rules: whose rules it was checked by; empty where it was not.
    """

    number: int
    file: str
    code: str
    name: str
    year: str
    expenditure: str
    projects: int
    indicators: int
    sums: dict[str, Decimal]
    left_out: int = 0
    carried: int = 0
    unplaced: int = 0
    form: str = ""
    counts: tuple[int, ...] = ()
    reviewed: int = 0
    remarks: list[str] = field(default_factory=list)
    relations: dict[str, int] = field(default_factory=dict)
    repeated: bool = False
    rules: str = ""

    @property
    def sendable(self) -> bool:
        """Whether it was checked and can be sent."""
        return bool(self.counts) and can_be_sent(self.projects, self.counts[0])

    @property
    def verdict(self) -> str:
        """Whether it can be sent."""
        if not self.counts:
            return "没有检查"
        return "可以" if self.sendable else "不可以"


class CollectedTotals(Struct):
    """All files together; amounts in 万元.

    Attributes:
        files: how many were read; ``repeated`` of them were of a department and year that
            had been read already, and are in the sums all the same.
        unread, skipped: how many could not be read; how many need not be.
        projects, indicators, left_out, reviewed, carried: sums.
        sums: field of an amount → sum.
        repeated_sums: what of it comes from repeated files.
        counts: findings by severity, the worst first.
        sendable: how many files have no 错误.
        whole: how many are whole disclosures, with amounts in other parts.
        relations: how many relations hold, fail, cannot be judged.
        failing: in how many files one fails.
    """

    files: int = 0
    repeated: int = 0
    unread: int = 0
    skipped: int = 0
    projects: int = 0
    indicators: int = 0
    left_out: int = 0
    reviewed: int = 0
    carried: int = 0
    sums: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(MONEY, Decimal(0)))
    repeated_sums: dict[str, Decimal] = field(default_factory=dict)
    counts: list[int] = field(default_factory=lambda: [0] * len(Severity))
    sendable: int = 0
    whole: int = 0
    relations: dict[str, int] = field(default_factory=dict)
    failing: int = 0

    @property
    def departments(self) -> int:
        """How many departments were read, each counted once a year."""
        return self.files - self.repeated

    def add(self, one: Department) -> None:
        """Count one more file."""
        self.files += 1
        self.repeated += one.repeated
        self.sendable += one.sendable
        for name in ("projects", "indicators", "left_out", "reviewed", "carried"):
            setattr(self, name, getattr(self, name) + getattr(one, name))
        for place, number in enumerate(one.counts):
            self.counts[place] += number
        self.whole += bool(one.relations)
        self.failing += bool(one.relations.get("fails"))
        for state, number in one.relations.items():
            self.relations[state] = self.relations.get(state, 0) + number
        _add_up(self.sums, one.sums)
        if one.repeated:
            _add_up(self.repeated_sums, one.sums)

    def lines(self) -> Iterator[str]:
        """Yield in words what was read and what was not."""
        every = self.files + self.unread
        yield (
            f"共 {every} 个文件：读入 {self.files} 个（{self.departments} 个部门），"
            f"没有读入 {self.unread} 个。"
        )
        if self.whole:
            yield self._parts()
        if self.repeated:
            yield f"有 {self.repeated} 个文件与别的文件同一部门、同一年度，合计里重复计入，请核对。"
        if self.left_out:
            yield f"有 {self.left_out} 个项目的{TERMS['budget']}没有填或不是数字，不在合计里。"
        if self.skipped:
            yield f"另有 {self.skipped} 个临时、隐藏或备份文件等不用读。"

    def _parts(self) -> str:
        """Say how many whole disclosures there are, and whether their amounts fit."""
        fails, unknown = self.relations.get("fails", 0), self.relations.get("unknown", 0)
        said = "勾稽关系没有不成立的"
        if fails:
            said = f"{self.failing} 个有勾稽关系不成立（共 {fails} 处）"
        if unknown:
            said += f"，{unknown} 处数据不足、没有核对"
        other = self.files - self.whole
        rest = f"；{other} 个没有其余各部分的金额" if other else ""
        return f"{self.whole} 个文件是整本公开文本：{said}{rest}。见“各部分金额”“勾稽关系”两张表。"


def _add_up(sums: dict[str, Decimal], more: Mapping[str, Decimal]) -> None:
    for name, amount in more.items():
        sums[name] = sums.get(name, Decimal(0)) + amount


class Seen:
    """Remembers which departments were read: their names, codes and years, nothing else."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str], tuple[int, str]] = {}
        self._by_code: dict[tuple[str, str], int] = {}

    def compare(self, one: Department) -> None:
        """Mark a file whose department and year were read before, and remember it."""
        name, code = _folded(one.name), _folded(one.code)
        key = (name or code, one.year)
        before = self._by_name.get(key) if name or code else None
        if before is not None:
            one.repeated = True
            one.remarks.insert(
                0, f"与第 {before[0]} 个文件“{before[1]}”同一部门、同一年度，请核对以哪个为准"
            )
            return
        other = self._by_code.get((code, one.year)) if code else None
        if other is not None:
            one.remarks.insert(0, f"部门编码与第 {other} 个文件相同，名称不同，请核对")
        self._by_name[key] = (one.number, one.file)
        self._by_code.setdefault((code, one.year), one.number)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
