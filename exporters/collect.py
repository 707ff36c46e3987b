"""Many departments' files as one workbook: 汇总, every table, every finding, what was not read."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from exporters.atomic import replacing
from exporters.collect_list import RowList
from exporters.collect_sheet import ListBook
from exporters.excel_sheet import MAX_ROWS
from model.basics.version import PROGRAM
from model.checks.base import Severity
from model.collect.collect import Collected, Unread
from model.collect.lists import (
    AMOUNTS,
    DEPARTMENTS,
    FINDINGS,
    INDICATORS,
    LISTS,
    NOTES,
    PROJECTS,
    RELATION_STATE,
    RELATIONS,
    SEVERITY_COLUMN,
    SUBJECT,
    TEXTS,
    UNREAD,
    ListSpec,
    Row,
)
from model.collect.parts import AmountSums, amounts_row, relation_rows
from model.collect.rows import (
    department_row,
    finding_rows,
    indicator_rows,
    money_titles,
    note_rows,
    project_rows,
    skipped_row,
    text_rows,
    total_rows,
    unread_row,
)
from model.collect.sums import CollectedTotals, Department
from model.parts.relation import STATE_WORDS

_FILL = {Severity.ERROR: "#F8D7DA", Severity.WARNING: "#FFF3CD", Severity.HINT: "#DCE9F7"}
_ATTENTION = "#FFF3CD"
_FAILED = _FILL[Severity.ERROR]
_NAME_COLUMN = 2


@contextmanager
def collecting(target: Path, most_rows: int = MAX_ROWS) -> Iterator[AccountBook]:
    """Give the book to hand files to; the target is replaced at the end, when all is in it.

    On any error, also when the work is stopped, the target stays as it was.

    Args:
        target: the workbook.
        most_rows: how many rows a sheet holds.

    Raises:
        WriteError: the target cannot be written, or there is no room for it.
    """
    with ExitStack() as stack:
        file = stack.enter_context(replacing(target))
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="jibiao-"))
        book = AccountBook(file, Path(folder), most_rows)
        stack.callback(book.close)
        yield book
        book.write()


class AccountBook:
    """A workbook that grows file by file; a `model.collect.collect.Account`.

    Say what all of it comes to by `finish`, before the end.
    """

    def __init__(self, file: IO[bytes], folder: Path, most_rows: int) -> None:
        self._file = file
        self._book = ListBook(folder)
        self._lists = {spec.name: RowList(self._book, spec, most_rows) for spec in LISTS}
        # the rows of 汇总 are kept apart: headings of further amounts come with later files
        self._departments = tempfile.TemporaryFile("w+", encoding="ascii", dir=folder)  # noqa: SIM115 - see close
        self._titles: dict[str, str] = {}
        self._amounts = AmountSums()
        self._unread = 0

    def add(self, one: Collected) -> None:
        """Take a file that was read: all its rows, in every list."""
        # standard JSON: it has an escape for halves of characters
        self._departments.write(json.dumps(msgspec.to_builtins(one.department)) + "\n")
        for name, title in money_titles(one).items():
            self._titles.setdefault(name, title)
        self._lists[AMOUNTS.name].add(amounts_row(one.department, one.money))
        self._amounts.add(one.money.amounts, one.department.repeated)
        for row in relation_rows(one.department, one.money):
            failed = row.texts[RELATION_STATE] == STATE_WORDS["fails"]
            self._lists[RELATIONS.name].add(row, {RELATION_STATE: _FAILED} if failed else None)
        self._rows(PROJECTS, project_rows(one))
        self._rows(INDICATORS, indicator_rows(one))
        for row, severity in finding_rows(one):
            self._lists[FINDINGS.name].add(row, {SEVERITY_COLUMN: _FILL[severity]})
        self._rows(TEXTS, text_rows(one))
        self._rows(NOTES, note_rows(one))

    def add_unread(self, one: Unread) -> None:
        """Take a file that could not be read."""
        self._unread += 1
        self._lists[UNREAD.name].add(unread_row(self._unread, one))

    def add_skipped(self, name: str, reason: str) -> None:
        """Take a file that need not be read."""
        self._lists[NOTES.name].add(skipped_row(name, reason))

    def _rows(self, spec: ListSpec, rows: Iterator[Row]) -> None:
        held = self._lists[spec.name]
        for row in rows:
            held.add(row)

    def finish(self, totals: CollectedTotals) -> None:
        """Write 汇总: a row a file, then what all comes to."""
        held = self._lists[DEPARTMENTS.name]
        self._departments.seek(0)
        for line in self._departments:
            one = msgspec.convert(json.loads(line), Department)
            grounds = {_NAME_COLUMN: _ATTENTION} if one.repeated else None
            held.add(department_row(one, self._titles), grounds)
        for row in total_rows(totals, self._titles):
            held.add(row, closing=True)
        for row in self._amounts.rows(totals):
            self._lists[AMOUNTS.name].add(row, closing=True)
        for text in totals.lines():
            held.add_line(text)

    def write(self) -> None:
        """Put the lists into sheets, and the workbook into its file."""
        # the day of writing would make every copy another file
        day = datetime(2000, 1, 1)
        self._book.set_properties({"created": day, "subject": SUBJECT, "comments": PROGRAM})
        for held in self._lists.values():
            held.finish()
        self._book.write_to(self._file)

    def close(self) -> None:
        """Drop all that waits on the disk."""
        self._departments.close()
        for held in self._lists.values():
            held.close()
