"""Marking findings 已核实, and taking the mark back; one undo step each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from model.checks.base import Finding
from model.checks.gather import each_cell
from model.checks.names import cell_name, project_number
from model.checks.reviewed import Place, place_of, review, with_marks
from model.document.edits import Confirm, Edit, SetReviewed, Together

if TYPE_CHECKING:
    from gui.findings.reviewdialog import ReviewDialog
    from gui.findings.reviewedlist import ReviewedList

CARRIED = "G02"
"""Cells carried over from last year: to have looked at one is to confirm it."""


class Reviewing(QObject):
    """Asks for the reason and sets the marks.

    Signals:
        said: a line for the status bar.
    """

    said = Signal(str)

    def __init__(self, window: QWidget, session: Session, engine: FindingsEngine) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._engine = engine
        self._list: ReviewedList | None = None

    def review(self, findings: Sequence[Finding]) -> ReviewDialog | None:
        """Ask why these findings may stand, and mark them.

        Cells carried over from last year that were looked at are confirmed instead: nobody
        needs a reason for that.
        """
        if not findings:
            self.said.emit("请先在问题清单里选一个问题。")
            return None
        findings = each_cell(findings)
        self._session.settle()
        carried = [one.ref for one in findings if one.code == CARRIED]
        rest = [one for one in findings if one.code != CARRIED]
        if not rest:
            self._session.do(Confirm(f"确认 {len(carried)} 格", carried))
            self.said.emit(f"确认了 {len(carried)} 格，按 Ctrl+Z 可以撤销。")
            return None
        from gui.findings.reviewdialog import ReviewDialog

        marks = self._session.disclosure.reviewed
        dialog = ReviewDialog([self._line(one) for one in rest], marks, self._window)
        dialog.accepted.connect(lambda: self._mark(rest, findings, dialog.answer()))
        dialog.show()
        return dialog

    def unreview(self, places: Iterable[Place]) -> None:
        """Take marks back; what they spoke for is listed again."""
        gone = set(places)
        held = self._session.disclosure.reviewed
        left = [mark for mark in held if place_of(mark) not in gone]
        count = len(held) - len(left)
        if count:
            self._session.do(SetReviewed(f"取消 {count} 个已核实", left))
            self.said.emit(f"取消了 {count} 个已核实，按 Ctrl+Z 可以撤销。")

    def show_list(self) -> ReviewedList:
        """Show all marks, beside the work."""
        from gui.findings.reviewedlist import ReviewedList

        if self._list is None:
            self._list = ReviewedList(self._session, self._engine, self._window)
            self._list.unreview_wanted.connect(self.unreview)
        self._list.show()
        self._list.activateWindow()
        return self._list

    def _mark(
        self, rest: Sequence[Finding], all_: Sequence[Finding], answer: tuple[str, str, str]
    ) -> None:
        disclosure = self._session.disclosure
        marks = [review(disclosure, finding, *answer) for finding in rest]
        what = rest[0].title if len(rest) == 1 else f"{len(rest)} 个问题"
        edit: Edit = SetReviewed(f"标为已核实：{what}", with_marks(disclosure.reviewed, marks))
        carried = [one.ref for one in all_ if one.code == CARRIED]
        if carried:
            edit = Together(edit.label, [edit, Confirm(edit.label, carried)])
        self._session.do(edit)
        self.said.emit(f"标了 {len(rest)} 个已核实，按 Ctrl+Z 可以撤销。")

    def _line(self, finding: Finding) -> str:
        disclosure, layout = self._session.disclosure, self._session.layout
        number = project_number(disclosure, finding.ref.table)
        where = f"第 {number} 个项目 " if number else ""
        return f"{where}{cell_name(disclosure, layout, finding.ref)}：{finding.message}"
