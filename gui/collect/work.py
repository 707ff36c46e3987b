"""汇总 in the background: reads file after file, tells how far it is, can be stopped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from exporters.atomic import write_error
from exporters.formats import FORMATS
from gui.collect.model import FileLine
from gui.shared.tasks import Watch
from importers.folder import find_sources, refuse_input
from model.basics.errors import ReadError, WriteError
from model.checks.base import Severity
from model.collect.collect import Collected, FileToCollect, Rules, Unread, collect
from model.collect.sums import CollectedTotals, Department, money_text
from model.document.disclosure import TERMS
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
_BY_EXTENSION = {one.extension.removeprefix("."): one for one in FORMATS.values()}
KINDS = {"jxb": "绩表文件"} | {end: one.name for end, one in _BY_EXTENSION.items()}
"""What each file can be turned into besides, and its name for the clerk."""

_Writer = Callable[[Collected, Path], None]


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

    totals: CollectedTotals
    read: list[FileLine] = field(default_factory=list)
    unread: list[FileLine] = field(default_factory=list)
    skipped: list[FileLine] = field(default_factory=list)
    written: int = 0


Reading = Callable[[int, int, str], object]
"""Told (number, how many, name) of the file that is read next, in the work's thread."""


def collecting(
    order: Order, layouts: Mapping[str, Layout], reading: Reading
) -> Callable[[Watch], Outcome]:
    """Return the work of a collection; it imports nothing.

    The work raises:
        Cancelled: it was stopped; no workbook is left behind.
        ReadError: there is nothing to collect.
        WriteError: the workbook cannot be written.
    """
    from exporters.collect import collecting as account_book
    from gui.document.rules import profile

    writers = {kind: _writer(kind) for kind in order.kinds}

    def work(watch: Watch) -> Outcome:
        refuse_input([order.folder], order.target)
        leave_out = [order.target, *([order.copies] if order.copies else [])]
        sources = find_sources([order.folder], order.deep, leave_out)
        if all(source.skipped for source in sources):
            raise ReadError("文件夹里没有要汇总的文件", str(order.folder), "请检查是否选错了文件夹")

        def wanted() -> Iterator[FileToCollect]:
            for number, source in enumerate(sources):
                watch.step(number, len(sources))
                reading(number + 1, len(sources), source.name)
                account.path = source.path
                yield FileToCollect(source.name, partial(source.read, layouts), source.skipped)

        with account_book(order.target) as book:
            account = _Listing(book, order, writers)
            totals = collect(wanted(), account, Rules(layouts, profile(), _unexpected))
            book.finish(totals)
            watch.step(len(sources), len(sources))
        account.outcome.totals = totals
        return account.outcome

    return work


class _Listing:
    """Hands on to the workbook, keeps a line of each file for the window, makes copies.

    Attributes:
        outcome: what came of it so far.
        path: the file at hand.
    """

    def __init__(self, book: AccountBook, order: Order, writers: dict[str, _Writer]) -> None:
        self._book = book
        self._order = order
        self._writers = writers
        self._taken: set[str] = set()
        self.outcome = Outcome(CollectedTotals())
        self.path = order.folder

    def add(self, one: Collected) -> None:
        self._book.add(one)
        self.outcome.read.append(_line(self.path, one.department))
        if self._order.copies is not None:
            for kind, write in self._writers.items():
                self._copy(one, kind, write, self._order.copies)

    def add_unread(self, one: Unread) -> None:
        self._book.add_unread(one)
        self.outcome.unread.append(FileLine(self.path, (one.name, one.reason, one.advice)))

    def add_skipped(self, name: str, reason: str) -> None:
        self._book.add_skipped(name, reason)
        self.outcome.skipped.append(FileLine(self.path, (name, reason)))

    def _copy(self, one: Collected, kind: str, write: _Writer, folder: Path) -> None:
        """Turn a file into another kind; one that cannot be written stops nothing."""
        name = Path(one.department.file)
        base = name.with_suffix(f".{kind}")
        if str(base).casefold() in self._taken:
            # files that differ only in their extension
            base = name.with_name(f"{name.stem}_{name.suffix.lstrip('.')}.{kind}")
        self._taken.add(str(base).casefold())
        try:
            _make_folder((folder / base).parent)
            write(one, folder / base)
            self.outcome.written += 1
        except WriteError as error:
            reason = f"已汇总，但没有转成 {KINDS[kind]}：{error.reason}"
            self.outcome.unread.append(FileLine(self.path, (str(name), reason, error.advice)))


def _line(path: Path, one: Department) -> FileLine:
    name = one.name or one.code or "（没有部门名称）"
    budget = one.sums["budget"]
    counts = one.counts or (-1,) * len(Severity)
    start = (name, one.year)
    end = (one.verdict, one.file, "；".join(one.remarks))
    shown = ["" if number < 0 else str(number) for number in counts]
    texts = (*start, str(one.projects), money_text(budget), *shown, *end)
    return FileLine(path, texts, (*start, one.projects, budget, *counts, *end))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(error, folder) from error


def _writer(kind: str) -> _Writer:
    """Return what writes a kind of file; imported here, not in the thread."""
    if kind == "jxb":
        from exporters.jxb import write_jxb

        return lambda one, target: write_jxb(one.disclosure, target)
    write = _BY_EXTENSION[kind].writer()
    return lambda one, target: write(one.disclosure, one.layout, target)


def _unexpected(error: Exception, _name: str) -> str:
    """Hand an error nobody foresaw to whoever keeps the record; return words for the list."""
    sys.excepthook(type(error), error, error.__traceback__)
    return "程序读这个文件时出了没有料到的错误，请把出错记录交给维护人员"
