"""The form of the selected project: the same cells as on paper, filled in place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.form.actions import FormCommands
from gui.form.canvas import FormCanvas
from gui.form.carriedcells import CarriedCells
from gui.form.cellmenu import CellMenu
from gui.form.commentcells import CommentCells
from gui.form.cursor import FormCursor
from gui.form.formgrid import FormCell, build
from gui.form.keys import Keys
from gui.form.mouse import Mouse
from gui.form.navigation import corner
from gui.form.offering import Offering
from gui.form.offers import Suggestions
from gui.form.painter import Finding
from gui.form.planband import PlanBand
from gui.form.rowtools import RowTools
from gui.shared import plaintip
from gui.shared.carriedmark import TIP as CARRIED_TIP
from model.cells import CellRef, find_table
from model.edits import Change
from model.entry.entry import PLAN_PRESETS
from model.outline import title_text

NO_PROJECTS = "还没有项目。\n先在左边新建一个项目，或者打开去年的文件，这里就会出现它的绩效目标表。"
KEYS = "F2 修改，Esc 放弃，Tab 到右边一格，Enter 到下面一格"
"""Told of a cell of which there is nothing else to say."""
NONE_CHOSEN = "在左边选一个项目，这里就会出现它的绩效目标表。"


class FormView(FormCanvas):
    """Shows and edits the session's current target table.

    Args:
        session: what is open.
        suggester: knows names, bases and units used before; None offers none.
        parent: the widget it stands in.
    """

    def __init__(
        self, session: Session, suggester: Suggestions | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._number = 0
        self.cell_cursor = FormCursor(session, self)
        self.editor = self.cell_cursor.editor
        self.offering = Offering(self.cell_cursor, suggester)
        self.tools = RowTools(self.viewport())
        self.commands = FormCommands(self.cell_cursor)
        self.carried = CarriedCells(self.cell_cursor)
        self.look.carried = self.carried.has_mark
        self.comments = CommentCells(self.cell_cursor)
        self.look.commented = self.comments.has
        self.band = PlanBand(PLAN_PRESETS, self.commands.use_preset, self.viewport())
        self.mouse = Mouse(self.cell_cursor, self.commands, self.tools)
        self.keys = Keys(self.cell_cursor, self.commands, self.offering)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(KEYS)
        self._connect()
        self.load()

    def _connect(self) -> None:
        self.cell_cursor.grown.connect(self._arrange)
        self.cell_cursor.moved.connect(self._say)
        self.cell_cursor.lost.connect(self.load)
        self.editor.keys = self.keys.press
        self.editor.wants_shortcut = self.keys.wants
        self.editor.pastes = self.commands.paste_block
        self.editor.menu_wanted.connect(self.show_menu)
        self.editor.dragged.connect(self.mouse.dragged_from_editor)
        self.editor.entered.connect(lambda: self.mouse.hover(self.place[0]))
        self.tools.add_wanted.connect(self.commands.add_indicator)
        self.tools.delete_wanted.connect(lambda row_id: self.commands.delete_rows([row_id]))
        self.tools.pulled.connect(self.mouse.row_pulled)
        self.tools.dropped.connect(self.mouse.row_dropped)
        self.session.replaced.connect(self.load)
        self.session.current_changed.connect(self._other_table)
        self.session.changed.connect(self._changed)
        self.session.cell_wanted.connect(self.show_cell)
        self.session.undone.connect(self._show_undone)
        self.session.settling.connect(self.cell_cursor.settle)

    # what others ask for

    def set_findings(self, findings: Mapping[CellRef, Finding]) -> None:
        super().set_findings(findings)
        self._say()

    def show_cell(self, ref: CellRef) -> None:
        """Scroll to a cell, put the focus on it and flash it; ignore cells not shown here."""
        if self.editor.composing:
            self.editor.half_typed.hint()
        elif self.grid is not None and self.grid.find(ref) is not None:
            self.cell_cursor.enter(self.cell_cursor.go_over_to(ref))
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.flash()

    def _show_undone(self, ref: CellRef) -> None:
        """Go to what an undo or a redo changed; the focus stays where it is."""
        cell = self.grid.find(ref) if self.grid is not None else None
        if cell is not None and cell is not self.cell() and not self.editor.composing:
            self.cell_cursor.enter(self.cell_cursor.go_over_to(ref))
            self.flash()

    # showing a table

    def load(self) -> None:
        """Show the session's current target table anew."""
        self.cell_cursor.drop()
        self.cell_cursor.table = find_table(self.session.disclosure, CellRef(self.session.current))
        self._number_table()
        shown = self.cell_cursor.table is not None
        self.editor.setVisible(shown)
        # the stubs do not know that None takes the proxy away
        self.setFocusProxy(self.editor if shown else None)  # type: ignore[arg-type]
        self.viewport().update()
        if self.cell_cursor.table is None:
            self.grid = None
            self.empty_text = NONE_CHOSEN if self.session.disclosure.projects else NO_PROJECTS
            self.setAccessibleName(self.empty_text.replace("\n", ""))
            self.lay_out()
            return
        self.verticalScrollBar().setValue(0)
        self.grid = build(self.session.disclosure, self.cell_cursor.table, self.session.layout)
        here = self.grid.at(*self.place)
        if here is None or not here.refs or here.of_indicator:
            self.place = corner(self.grid, last=False) or (0, 0)
        self.anchor = self.place
        self.look.selected = []
        self.lay_out()
        self.cell_cursor.enter(self.place, scroll=False)

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
            self._say()
        shown = any(ref.table == own or _around(ref) for ref in change.cells)
        if shown or own in change.tables or change.structure:
            self.refill()

    def _marks_changed(self, refs: list[CellRef]) -> None:
        """Paint cells anew that are marked 待确认 now, or no more."""
        assert self.cell_cursor.table is not None and self.grid is not None
        for ref in refs:
            if ref.table == self.cell_cursor.table.id or _around(ref):
                self.update_cell(self.grid.find(ref))
        self._say()

    def tip(self, cell: FormCell) -> str:
        told = f"{self.comments.text(cell)}\n{super().tip(cell)}".strip()
        return f"{CARRIED_TIP}\n{told}".rstrip() if self.carried.has_mark(cell) else told

    def refill(self) -> None:
        """Show the table's texts as they are now, repainting what has become another."""
        assert self.grid is not None and self.cell_cursor.table is not None
        ref, old, old_rows = self.cell_cursor.current_ref(), self.grid, self.form.rows
        self.grid = build(self.session.disclosure, self.cell_cursor.table, self.session.layout, old)
        self.cell_cursor.hold(ref, corner(self.grid, last=True) or (0, 0))
        if not self.cell_cursor.busy:
            self.cell_cursor.refresh()
        self._arrange()
        self._say()
        if self.form.rows != old_rows or len(old.cells) != len(self.grid.cells):
            self.viewport().update()
            return
        for before, now in zip(old.cells, self.grid.cells, strict=True):
            if before is not now and before != now:
                self.update_cell(now)

    # events of the viewport

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.offering.list.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.show_menu(event.globalPos())

    def menu(self) -> CellMenu:
        """Return what can be done with what is selected, as a menu."""
        return CellMenu(self.cell_cursor, self.commands, self.carried, self.comments)

    def show_menu(self, point: QPoint) -> None:
        """Show what can be done with what is selected."""
        if self.grid is not None:
            menu = self.menu()
            menu.exec(point)
            menu.deleteLater()

    # laying out

    def lay_out(self) -> None:
        self._arrange()
        self.viewport().update()

    def _arrange(self) -> None:
        table = self.cell_cursor.table
        if table is not None and self.grid is not None:
            spec, disclosure = self.session.layout.table, self.session.disclosure
            lines = [spec.title, spec.note] if spec.note else [spec.title]
            self.set_titles([title_text(line, disclosure, self._number, table) for line in lines])
            cell = self.cell()
            self.form.editing = (cell, self.editor.text_height()) if cell and cell.refs else None
        before = list(self.form.bottoms)
        self.arrange(self.session.layout.table.columns_mm)
        if self.form.bottoms != before:
            # all rows below stand elsewhere now
            self.viewport().update()
        self.band.show_table(self.session.layout, table)
        self.place_children()

    def place_children(self) -> None:
        cell = self.cell()
        if self.grid is None or cell is None or not cell.refs:
            self.tools.stand("", QRect(), False)
            self.comments.place(None)
            return
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, self.ground())
        rect = self.form.text_rect(cell, self.editor.text_height())
        self.editor.place(self.on_screen(rect), palette)
        if self.grid.plan_row >= 0:
            self.band.place(self.on_screen(self.form.band))
        self.mouse.place_tools()
        self.comments.place(cell)

    def _say(self) -> None:
        """Name the current cell for a screen reader; its finding is the editor's tooltip."""
        cell = self.cell()
        if cell is None or self.grid is None or not cell.refs:
            return
        name = self.grid.spoken(cell, self.place[0])
        if self.editor.accessibleName() != name:
            self.editor.setAccessibleName(name)
            self.setAccessibleName(f"绩效目标表 {name}")
        told = self.tip(cell) or KEYS
        if self.editor.accessibleDescription() != told:
            self.editor.setToolTip(plaintip.tip(told))
            self.editor.setAccessibleDescription(told)


def _around(ref: CellRef) -> bool:
    """Tell whether a cell of the department's own text shows on a form: its name, the year."""
    return not ref.table and ref.field.partition(".")[0] in ("department", "year")
