"""The form of the selected project: the same cells as on paper, filled in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.form.actions import FormCommands
from gui.form.cursor import FormCursor
from gui.form.formgrid import FormGrid, build
from gui.form.gridview import KEYS, GridView, Hands
from gui.form.keys import Keys
from gui.form.mouse import Mouse
from gui.form.offering import Offering
from gui.form.offers import Suggestions
from gui.form.planband import PlanBand
from gui.form.rowtools import RowTools
from model.document.cells import CellRef, find_table
from model.document.edits import Change
from model.entry.entry import PLAN_PRESETS
from model.printing.outline import title_text

__all__ = ["KEYS", "FormView"]

NO_PROJECTS = "还没有项目。\n先在左边新建一个项目，或者打开去年的文件，这里就会出现它的绩效目标表。"
NONE_CHOSEN = "在左边选一个项目，这里就会出现它的绩效目标表。"


class FormView(GridView):
    """Shows and edits the session's current target table.

    Args:
        session: what is open.
        suggester: knows names, bases and units used before; None offers none.
        parent: the widget it stands in.
    """

    def __init__(
        self, session: Session, suggester: Suggestions | None = None, parent: QWidget | None = None
    ) -> None:
        self._suggester = suggester
        self._number = 0
        super().__init__(session, parent)
        self.band = PlanBand(PLAN_PRESETS, self.commands.use_preset, self.viewport())
        self.connect_hands()
        session.current_changed.connect(self._other_table)
        session.changed.connect(self._changed)
        self.load()

    def make_hands(self) -> Hands:
        cursor = FormCursor(self.session, self)
        commands, tools = FormCommands(cursor), RowTools(self.viewport())
        mouse, offering = Mouse(cursor, commands, tools), Offering(cursor, self._suggester)
        return Hands(cursor, commands, tools, mouse, offering, Keys(cursor, commands, offering))

    # showing a table

    def load(self) -> None:
        """Show the session's current target table anew."""
        self.cell_cursor.drop()
        table = find_table(self.session.disclosure, CellRef(self.session.current))
        self.cell_cursor.table = table
        self._number_table()
        self.editor.setVisible(table is not None)
        # the stubs do not know that None takes the proxy away
        self.setFocusProxy(None if table is None else self.editor)  # type: ignore[arg-type]
        self.viewport().update()
        if table is None:
            self.show_nothing(NONE_CHOSEN if self.session.disclosure.projects else NO_PROJECTS)
        else:
            self.show_grid()

    def built(self, before: FormGrid | None) -> FormGrid:
        assert self.cell_cursor.table is not None
        disclosure, layout = self.session.disclosure, self.session.layout
        return build(disclosure, self.cell_cursor.table, layout, before)

    def widths(self) -> Sequence[float]:
        return self.session.layout.table.columns_mm

    def _other_table(self, table: str) -> None:
        if self.cell_cursor.table is None or self.cell_cursor.table.id != table:
            self.load()

    def _number_table(self) -> None:
        projects = self.session.disclosure.projects
        found = (
            number for number, table in enumerate(projects, 1) if table is self.cell_cursor.table
        )
        self._number = next(found, 0)

    def _changed(self, change: Change) -> None:
        if change.structure:
            table = find_table(self.session.disclosure, CellRef(self.session.current))
            if table is not self.cell_cursor.table or table is None:
                self.load()
                return
            self._number_table()
        if self.cell_cursor.table is None:
            return
        own = self.cell_cursor.table.id
        if change.carried:
            self._marks_changed(change.carried)
        if change.comments:
            self.viewport().update()
            self.comments.place(self.cell())
            self.say()
        shown = any(ref.table == own or _around(ref) for ref in change.cells)
        if shown or own in change.tables or change.structure:
            self.refill()

    def _marks_changed(self, refs: list[CellRef]) -> None:
        """Paint cells anew that are marked 待确认 now, or no more."""
        assert self.cell_cursor.table is not None and self.grid is not None
        for ref in refs:
            if ref.table == self.cell_cursor.table.id or _around(ref):
                self.update_cell(self.grid.find(ref))
        self.say()

    # laying out

    def rearrange(self) -> None:
        table = self.cell_cursor.table
        if table is not None and self.grid is not None:
            spec, disclosure = self.session.layout.table, self.session.disclosure
            lines = [spec.title, spec.note] if spec.note else [spec.title]
            self.set_titles([title_text(line, disclosure, self._number, table) for line in lines])
        super().rearrange()
        self.band.show_table(self.session.layout, table)
        self.place_children()

    def place_children(self) -> None:
        super().place_children()
        if self.grid is not None and self.grid.plan_row >= 0:
            self.band.place(self.on_screen(self.form.band))


def _around(ref: CellRef) -> bool:
    """Tell whether a cell of the department's own text shows on a form: its name, the year."""
    return not ref.table and ref.field.partition(".")[0] in ("department", "year")
