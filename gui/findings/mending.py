"""Mending findings: one, all of a kind, all that are safe; looked at first, one undo step each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.document import rules
from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from model.checks.base import Finding
from model.checks.gather import each_cell
from model.checks.mend import IsMeant, Mended, as_edit, plan_steps
from model.checks.names import PARTS
from model.checks.registry import CHECKS
from model.document.cellref import CellRef

if TYPE_CHECKING:
    from gui.findings.mendpreview import MendPreview

_NOTHING = "没有能修改的地方。"
_CHOOSE = "请先在问题清单里选一个问题。"


class Mending(QObject):
    """Opens the preview of a mending and carries out what is ticked in it.

    Signals:
        said: a line for the status bar.
    """

    said = Signal(str)

    def __init__(self, window: QWidget, session: Session, engine: FindingsEngine) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._engine = engine

    def mend(self, findings: Sequence[Finding]) -> MendPreview | None:
        """Mend these findings; those without a mending are passed over."""
        asked = {(one.ref, one.code) for one in each_cell(findings) if one.fix is not None}
        if not asked:
            many = "这些问题" if len(findings) > 1 else "这个问题"
            words = f"{many}没有唯一的改法，请到那一格自己改。" if findings else _CHOOSE
            self.said.emit(words)
            return None
        tables = dict.fromkeys(ref.table for ref, _ in asked)
        return self._open(
            "修改", list(tables), lambda one: (one.ref, one.code) in asked, careful=False
        )

    def mend_kind(self, code: str) -> MendPreview | None:
        """Mend every finding of a kind; what should be looked at first begins unticked."""
        if not code:
            self.said.emit(_CHOOSE)
            return None
        kept = self._vouched()
        tables = [one for one in self._tables() if self._engine.tally(one).fixable[code]]
        return self._open(
            f"修改所有“{CHECKS[code].title}”",
            tables,
            lambda one: one.code == code and one.ref not in kept,
            careful=True,
        )

    def mend_safe(self) -> MendPreview | None:
        """Mend everything that can be mended without changing what is meant."""
        kept = self._vouched()
        tables = [one for one in self._tables() if self._engine.tally(one).safe]
        return self._open(
            "修改所有能放心修改的",
            tables,
            lambda one: one.safe and one.ref not in kept,
            careful=True,
        )

    def _tables(self) -> list[str]:
        """Return what is mended at a time: the own text, the parts together, each project."""
        disclosure = self._session.disclosure
        return ["", PARTS, *(table.id for table in disclosure.projects)]

    def _vouched(self) -> set[CellRef]:
        """Return the cells left alone: a clerk vouched for what could be mended in them."""
        disclosure = self._session.disclosure
        known = {"", *(table.id for table in disclosure.projects)}
        # what is marked in a part stands among the findings of all parts
        marked = {mark.table if mark.table in known else PARTS for mark in disclosure.reviewed}
        return {
            finding.ref
            for table in marked
            for finding, mark in self._engine.all_findings(table)
            if mark is not None and finding.fix is not None
        }

    def _open(
        self, title: str, tables: list[str], wanted: IsMeant, careful: bool
    ) -> MendPreview | None:
        from gui.findings.mendpreview import MendPreview, Plan

        session = self._session
        if not self._engine.ready:
            self.said.emit("正在检查，请稍等一下再修改。")
            return None
        session.settle()
        steps = plan_steps(
            session.disclosure,
            session.layout,
            tables,
            wanted,
            rules.profile(session.disclosure),
            last=self._engine.last_year,
        )
        dialog = MendPreview(session, title, Plan(steps, len(tables), careful), self._window)
        dialog.prepare()
        if dialog.complete and not dialog.model.rowCount():
            self.said.emit(_NOTHING)
            dialog.deleteLater()
            return None
        dialog.accepted.connect(lambda: self._carry_out(dialog.chosen()))
        dialog.show()
        return dialog

    def _carry_out(self, mended: list[Mended]) -> None:
        self._session.do(as_edit(mended, step_name(mended)))
        self.said.emit(f"改好了 {len(mended)} 格，按 Ctrl+Z 可以撤销。")


def step_name(mended: Sequence[Mended]) -> str:
    """Return the name of the undo step: what kind of mending, and how many cells."""
    codes = list(dict.fromkeys(code for one in mended for code in one.codes))
    title = CHECKS[codes[0]].title if codes else ""
    more = "等" if len(codes) > 1 else ""
    return f"修改：{title}{more} {len(mended)} 处"
