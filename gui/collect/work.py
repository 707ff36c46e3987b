"""汇总 in the background: reads file after file, tells how far it is, can be stopped."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from PySide6.QtCore import QObject, Signal

from gui.collect.model import Line
from gui.shared.tasks import Watch
from importers.folder import Source, find_sources
from model.checks.base import Severity
from model.collect.collect import Collected, Rules, Unread, Wanted, collect
from model.collect.rows import money_text
from model.collect.sums import Department, Totals
from model.disclosure import TERMS
from model.errors import ReadError, WriteError
from model.layout import Layout

if TYPE_CHECKING:
    from exporters.collect import AccountBook

READ_TITLES = (
    "部门",
    "年度",
    "项目",
    f"{TERMS['budget']}（万元）",
    *map(str, Severity),
    "可以报送",
    "文件",
    "备注",
)
READ_NUMBERS = (1, 2, 3, 4, 5, 6)
UNREAD_TITLES = ("文件", "为什么", "怎么办")
SKIPPED_TITLES = ("文件", "为什么")
KINDS = {"jxb": "绩表文件", "docx": "Word", "xlsx": "Excel"}
"""What each file can be turned into besides, and its name for the clerk."""


class Order(Struct, frozen=True):
    """What is wanted.

    Attributes:
        folder: the files to collect.
        deep: those in folders within it too.
        target: the workbook.
        kinds: extensions each file is to be turned into besides; see `KINDS`.
        copies: the folder for these.
    """

    folder: Path
    deep: bool
    target: Path
    kinds: tuple[str, ...] = ()
    copies: Path | None = None


class Outcome(Struct):
    """What came of it: the sums, and a line for each file."""

    totals: Totals
    read: list[Line] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    skipped: list[Line] = field(default_factory=list)
    written: int = 0


class Collecting(QObject):
    """One collection; `work` runs in a thread.

    Signals:
        reading: (number, how many, name) of the file being read.
    """

    reading = Signal(int, int, str)

    def __init__(
        self, order: Order, layouts: Mapping[str, Layout], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._order = order
        self._layouts = layouts

    def work(self, watch: Watch) -> Outcome:
        """Collect everything.

        Raises:
            Cancelled: it was stopped; no workbook is left behind.
            ReadError: there is nothing to collect.
            WriteError: the workbook cannot be written.
        """
        from exporters.collect import collecting
        from gui.findings.rules import profile

        order = self._order
        leave_out = [order.target, *([order.copies] if order.copies else [])]
        sources = find_sources([order.folder], order.deep, leave_out)
        if all(source.skipped for source in sources):
            raise ReadError("文件夹里没有要汇总的文件", str(order.folder), "请检查是否选错了文件夹")
        rules = Rules(self._layouts, profile(), _unexpected)
        with collecting(order.target) as book:
            account = _Listing(book, order)
            totals = collect(self._wanted(sources, account, watch), account, rules)
            book.finish(totals)
            watch.step(len(sources), len(sources))
        account.outcome.totals = totals
        return account.outcome

    def _wanted(self, sources: list[Source], account: _Listing, watch: Watch) -> Iterator[Wanted]:
        count = len(sources)
        for number, source in enumerate(sources):
            watch.step(number, count)
            self.reading.emit(number + 1, count, source.name)
            account.path = source.path
            yield Wanted(source.name, partial(source.read, self._layouts), source.skipped)


class _Listing:
    """Hands on to the workbook, keeps a line of each file for the window, makes copies.

    Attributes:
        outcome: what came of it so far.
        path: the file at hand.
    """

    def __init__(self, book: AccountBook, order: Order) -> None:
        self._book = book
        self._order = order
        self._taken: set[str] = set()
        self.outcome = Outcome(Totals())
        self.path = order.folder

    def add(self, one: Collected) -> None:
        self._book.add(one)
        self.outcome.read.append(_line(self.path, one.department))
        if self._order.copies is not None:
            for kind in self._order.kinds:
                self._copy(one, kind, self._order.copies)

    def add_unread(self, one: Unread) -> None:
        self._book.add_unread(one)
        self.outcome.unread.append(Line(self.path, (one.name, one.reason, one.advice)))

    def add_skipped(self, name: str, reason: str) -> None:
        self._book.add_skipped(name, reason)
        self.outcome.skipped.append(Line(self.path, (name, reason)))

    def _copy(self, one: Collected, kind: str, folder: Path) -> None:
        """Turn a file into another kind; one that cannot be written stops nothing."""
        name = Path(one.department.file)
        base = name.with_suffix(f".{kind}")
        if str(base).casefold() in self._taken:
            # files that differ only in their extension
            base = name.with_name(f"{name.stem}_{name.suffix.lstrip('.')}.{kind}")
        self._taken.add(str(base).casefold())
        try:
            _write(kind, one, folder / base)
            self.outcome.written += 1
        except WriteError as error:
            reason = f"已汇总，但没有转成 {KINDS[kind]}：{error.reason}"
            self.outcome.unread.append(Line(self.path, (str(name), reason, error.advice)))


def _line(path: Path, one: Department) -> Line:
    name = one.name or one.code or "（没有部门名称）"
    budget = one.sums["budget"]
    counts = one.counts or (-1,) * len(Severity)
    start = (name, one.year)
    end = (one.verdict, one.file, "；".join(one.remarks))
    shown = ["" if number < 0 else str(number) for number in counts]
    texts = (*start, str(one.projects), money_text(budget), *shown, *end)
    return Line(path, texts, (*start, one.projects, budget, *counts, *end))


def _write(kind: str, one: Collected, target: Path) -> None:
    from exporters.atomic import write_error

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(error, target.parent) from error
    if kind == "jxb":
        from exporters.jxb import write_jxb

        write_jxb(one.disclosure, target)
    elif kind == "docx":
        from exporters.word import write_word

        write_word(one.disclosure, one.layout, target)
    else:
        from exporters.excel import write_excel

        write_excel(one.disclosure, one.layout, target)


def _unexpected(error: Exception, _name: str) -> str:
    """Hand an error nobody foresaw to whoever keeps the record; return words for the list."""
    sys.excepthook(type(error), error, error.__traceback__)
    return "程序读这个文件时出了没有料到的错误，请把出错记录交给维护人员"
