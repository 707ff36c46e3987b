"""What measures what, at the cells of the form: goals and the indicators tied to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.form.formgrid import FormCell
from model.checks.names import shortened
from model.checks.tying import Bond, bonds
from model.document.cells import CellRef

if TYPE_CHECKING:
    from gui.form.cursor import FormCursor

_GOALS = ("goals", "purpose")
_ROW = ("name", "description", "value", "operator", "number", "unit")
_LENGTH = 24


class TieCells:
    """Knows which goals of the project shown are measured by which indicators."""

    def __init__(self, cursor: FormCursor) -> None:
        self._cursor = cursor
        self._bonds: list[Bond] | None = None
        cursor.session.changed.connect(self._forget)
        cursor.session.replaced.connect(self._forget)
        cursor.session.current_changed.connect(self._forget)

    def has(self, cell: FormCell) -> bool:
        """Tell whether the clerk tied something of a cell: a goal, or an indicator."""
        table = self._cursor.table
        if table is None or not table.ties:
            return False
        return any(
            (ref.field == "goals" and not ref.indicator)
            or (ref.field == "name" and any(tie.indicator == ref.indicator for tie in table.ties))
            for ref in cell.refs
        )

    def text(self, cell: FormCell) -> str:
        """Return what a goal is measured by, or what an indicator measures, a line each."""
        lines = [line for ref in cell.refs for line in self._lines(ref)]
        return "\n".join(dict.fromkeys(lines))

    def may(self, cell: FormCell | None) -> bool:
        """Tell whether a cell is one of goals, or of an indicator that may measure them."""
        table = self._cursor.table
        if cell is None or table is None:
            return False
        return any(ref.field in _ROW if ref.indicator else ref.field in _GOALS for ref in cell.refs)

    def choose(self) -> bool:
        """Let the clerk say which indicator measures what."""
        from gui.form.tiesdialog import TiesDialog

        session, table = self._cursor.session, self._cursor.table
        session.settle()
        if table is not None:
            TiesDialog(session, table, self._cursor.canvas.window()).exec()
        return True

    def _lines(self, ref: CellRef) -> list[str]:
        if ref.indicator and ref.field in _ROW:
            return [
                f"衡量目标里的“{shortened(one.clause, _LENGTH)}”（{one.why}）"
                for one in self._all()
                if one.indicator == ref.indicator
            ]
        if not ref.indicator and ref.field in _GOALS:
            return [
                f"“{shortened(one.clause, _LENGTH)}”：{self._name(one.indicator)}（{one.why}）"
                for one in self._all()
                if one.field == ref.field
            ]
        return []

    def _name(self, item: str) -> str:
        table = self._cursor.table
        rows = table.indicators if table is not None else []
        for number, one in enumerate(rows, 1):
            if one.id == item:
                return f"由第{number}个指标“{shortened(one.name, _LENGTH)}”衡量"
        return "没有指标衡量"

    def _all(self) -> list[Bond]:
        """Return what is bound to what; found anew after an edit, when first asked for."""
        if self._bonds is None:
            table = self._cursor.table
            layout = self._cursor.session.layout
            self._bonds = bonds(table, layout) if table is not None else []
        return self._bonds

    def _forget(self) -> None:
        self._bonds = None
