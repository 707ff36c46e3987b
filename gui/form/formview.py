"""The form of the selected project: the same cells as on paper, filled in place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.form.actions import Actions
from gui.form.carriedcells import CarriedCells
from gui.form.cellmenu import CellMenu
from gui.form.commentcells import CommentCells
from gui.form.formgrid import FormCell, build
from gui.form.keys import Keys
from gui.form.mouse import Mouse
from gui.form.navigation import corner
from gui.form.offering import Offering
from gui.form.offers import Suggester
from gui.form.painter import Finding
from gui.form.planband import PlanBand
from gui.form.rowtools import RowTools
from gui.form.writableform import WritableForm
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


class FormView(WritableForm):
    """Shows and edits the session's current target table.

    Args:
        session: what is open.
        suggester: knows names, bases and units used before; None offers none.
        parent: the widget it stands in.
    """

    def __init__(
        self, session: Session, suggester: Suggester | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self.suggester = suggester
        self._number = 0
        self.offering = Offering(self)
        self.offer_list = self.offering.list
        self.tools = RowTools(self.viewport())
        self.commands = Actions(self)
        self.carried = CarriedCells(self)
        self.look.carried = self.carried.has_mark
        self.comments = CommentCells(self)
        self.look.commented = self.comments.has
        self.band = PlanBand(PLAN_PRESETS, self.commands.use_preset, self.viewport())
        self.mouse = Mouse(self)
        self.keys = Keys(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(KEYS)
        self._connect()
        self.load()

    def _connect(self) -> None:
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
        self.session.settling.connect(self.settle)

    # what others ask for

    def set_findings(self, findings: Mapping[CellRef, Finding]) -> None:
        super().set_findings(findings)
        self._say()

    def show_cell(self, ref: CellRef) -> None:
        """Scroll to a cell, put the focus on it and flash it; ignore cells not shown here."""
        if self.grid is not None and self.grid.find(ref) is not None:
            self.enter(self.go_over_to(ref))
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.flash()

    def _show_undone(self, ref: CellRef) -> None:
        """Go to what an undo or a redo changed; the focus stays where it is."""
        cell = self.grid.find(ref) if self.grid is not None else None
        if cell is not None and cell is not self.cell() and not self.editor.composing:
            self.enter(self.go_over_to(ref))
            self.flash()

    # showing a table

    def load(self) -> None:
        """Show the session's current target table anew."""
        self._drop_writing()
        self.table = find_table(self.session.disclosure, CellRef(self.session.current))
        self._number_table()
        shown = self.table is not None
        self.editor.setVisible(shown)
        # the stubs do not know that None takes the proxy away
        self.setFocusProxy(self.editor if shown else None)  # type: ignore[arg-type]
        self.viewport().update()
        if self.table is None:
            self.grid = None
            self.empty_text = NONE_CHOSEN if self.session.disclosure.projects else NO_PROJECTS
            self.setAccessibleName(self.empty_text.replace("\n", ""))
            self.lay_out()
            return
        self.verticalScrollBar().setValue(0)
        self.grid = build(self.session.disclosure, self.table, self.session.layout)
        here = self.grid.at(*self.place)
        if here is None or not here.refs or here.of_indicator:
            self.place = corner(self.grid, last=False) or (0, 0)
        self.anchor = self.place
        self.look.selected = []
        self.lay_out()
        self.enter(self.place, scroll=False)

    def _other_table(self, table: str) -> None:
        if self.table is None or self.table.id != table:
            self.load()

    def _number_table(self) -> None:
        projects = self.session.disclosure.projects
        found = (number for number, table in enumerate(projects, 1) if table is self.table)
        self._number = next(found, 0)

    def _changed(self, change: Change) -> None:
        if change.structure:
            table = find_table(self.session.disclosure, CellRef(self.session.current))
            if table is not self.table or table is None:
                self.load()
                return
            self._number_table()
        if self.table is None:
            return
        own = self.table.id
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
        assert self.table is not None and self.grid is not None
        for ref in refs:
            if ref.table == self.table.id or _around(ref):
                self.update_cell(self.grid.find(ref))
        self._say()

    def tip(self, cell: FormCell) -> str:
        told = f"{self.comments.text(cell)}\n{super().tip(cell)}".strip()
        return f"{CARRIED_TIP}\n{told}".rstrip() if self.carried.has_mark(cell) else told

    def refill(self) -> None:
        """Show the table's texts as they are now, repainting what has become another."""
        assert self.grid is not None and self.table is not None
        ref, old, old_rows = self.current_ref(), self.grid, self.form.rows
        self.grid = build(self.session.disclosure, self.table, self.session.layout, old)
        self._find_place(ref)
        if not self._busy:
            self._refresh_editor()
        self._arrange()
        self._say()
        if self.form.rows != old_rows or len(old.cells) != len(self.grid.cells):
            self.viewport().update()
            return
        for before, now in zip(old.cells, self.grid.cells, strict=True):
            if before is not now and before != now:
                self.update_cell(now)

    def _find_place(self, ref: CellRef | None) -> None:
        """Keep standing in the same cell wherever it has gone; else in one that exists."""
        assert self.grid is not None
        cell = self.grid.find(ref) if ref else None
        single = self.anchor == self.place
        if cell is not None and ref is not None:
            self.place = cell.place_of(ref)
        elif (here := self.grid.at(*self.place)) is None or not here.refs:
            self.place = corner(self.grid, last=True) or (0, 0)
        if single or self.grid.at(*self.anchor) is None:
            self.anchor = self.place

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

    def show_menu(self, point: QPoint) -> None:
        """Show what can be done with what is selected."""
        if self.grid is not None:
            menu = CellMenu(self)
            menu.exec(point)
            menu.deleteLater()

    # laying out

    def lay_out(self) -> None:
        self._arrange()
        self.viewport().update()

    def _arrange(self) -> None:
        if self.table is not None and self.grid is not None:
            spec, disclosure = self.session.layout.table, self.session.disclosure
            lines = [spec.title, spec.note] if spec.note else [spec.title]
            self.set_titles(
                [title_text(line, disclosure, self._number, self.table) for line in lines]
            )
            cell = self.cell()
            self.form.editing = (cell, self.editor.text_height()) if cell and cell.refs else None
        self.arrange(self.session.layout.table.columns_mm)
        self.band.show_table(self.session.layout, self.table)
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
