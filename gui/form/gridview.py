"""A grid filled in place: the painted cells, one live editor, keys, mouse and menu upon them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.form.actions import FormCommands
from gui.form.canvas import FormCanvas
from gui.form.carriedcells import CarriedCells
from gui.form.cellmenu import CellMenu, Marks
from gui.form.commentcells import CommentCells
from gui.form.cursor import FormCursor
from gui.form.formgrid import FormCell, FormGrid
from gui.form.keys import Keys
from gui.form.mouse import Mouse
from gui.form.navigation import corner
from gui.form.offering import Offering
from gui.form.painter import Finding
from gui.form.rowtools import RowTools
from gui.form.tiecells import TieCells
from gui.shared import plaintip
from gui.shared.carriedmark import TIP as CARRIED_TIP
from model.document.cells import CellRef

KEYS = "F2 修改，Esc 放弃，Tab 到右边一格，Enter 到下面一格"
"""Told of a cell of which there is nothing else to say."""


class Hands(NamedTuple):
    """What fills a grid: the cursor, what is done with cells, keys, mouse, offers, row buttons."""

    cursor: FormCursor
    commands: FormCommands
    tools: RowTools
    mouse: Mouse
    offering: Offering
    keys: Keys


class GridView(FormCanvas):
    """Shows and edits the cells of a grid.

    Args:
        session: what is open.
        parent: the widget it stands in.

    Attributes:
        spoken_as: what the grid is called before a screen reader.
    """

    spoken_as = "绩效目标表"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        hands = self.make_hands()
        self.cell_cursor, self.commands, self.tools = hands.cursor, hands.commands, hands.tools
        self.mouse, self.offering, self.keys = hands.mouse, hands.offering, hands.keys
        self.editor = self.cell_cursor.editor
        self.carried = CarriedCells(self.cell_cursor)
        self.look.carried = self.carried.has_mark
        self.comments = CommentCells(self.cell_cursor)
        self.look.commented = self.comments.has
        self.ties = TieCells(self.cell_cursor)
        self.look.tied = self.ties.has
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(KEYS)

    @abstractmethod
    def make_hands(self) -> Hands:
        """Return what fills this grid."""

    @abstractmethod
    def built(self, before: FormGrid | None) -> FormGrid:
        """Return the grid as it is now; ``before`` is the one shown until now, or None."""

    @abstractmethod
    def load(self) -> None:
        """Show the session's current table or part anew."""

    @abstractmethod
    def widths(self) -> Sequence[float]:
        """Return how wide the grid's columns are, in millimetres."""

    def connect_hands(self) -> None:
        """Let cursor, editor, row buttons and session speak to each other."""
        self.cell_cursor.grown.connect(self.rearrange)
        self.cell_cursor.moved.connect(self.say)
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
        self.session.replaced.connect(self._load_another)
        self.editor.focused.connect(self._show_focus)
        self.session.cell_wanted.connect(self.show_cell)
        self.session.undone.connect(self._show_undone)
        self.session.settling.connect(self.cell_cursor.settle)

    def _load_another(self) -> None:
        """Show another disclosure; where one stood in the one before means nothing here."""
        self.place = (0, 0)
        self.load()

    def _show_focus(self) -> None:
        """Frame the cell stood in only while what is typed arrives in it."""
        framed = self.window().focusWidget() is self.editor
        if framed != self.look.framed:
            self.look.framed = framed
            self.update_cell(self.cell())

    # what others ask for

    def set_findings(self, findings: Mapping[CellRef, Finding]) -> None:
        super().set_findings(findings)
        self.say()

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

    # showing a grid

    def show_grid(self) -> None:
        """Show the grid from its top; stand in the cell stood in before where there is one."""
        self.verticalScrollBar().setValue(0)
        self.grid = self.built(None)
        here = self.grid.at(*self.place)
        if here is None or not here.refs or here.of_indicator:
            self.place = corner(self.grid, last=False) or (0, 0)
        self.anchor = self.place
        self.look.selected = []
        self.lay_out()
        self.cell_cursor.enter(self.place, scroll=False)

    def show_nothing(self, why: str) -> None:
        """Show no grid, but words instead."""
        self.grid = None
        self.empty_text = why
        self.setAccessibleName(why.replace("\n", ""))
        self.lay_out()

    def tip(self, cell: FormCell) -> str:
        told = f"{self.comments.text(cell)}\n{super().tip(cell)}\n{self.ties.text(cell)}".strip()
        return f"{CARRIED_TIP}\n{told}".rstrip() if self.carried.has_mark(cell) else told

    def refill(self) -> None:
        """Show the texts as they are now, repainting what has become another."""
        assert self.grid is not None
        ref, old, old_rows = self.cell_cursor.current_ref(), self.grid, self.form.rows
        self.grid = self.built(old)
        self.cell_cursor.hold(ref, corner(self.grid, last=True) or (0, 0))
        if not self.cell_cursor.busy:
            self.cell_cursor.refresh()
        self.rearrange()
        self.say()
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

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.double(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.show_menu(event.globalPos())

    def menu(self) -> CellMenu:
        """Return what can be done with what is selected, as a menu."""
        marks = Marks(self.carried, self.comments, self.ties)
        return CellMenu(self.cell_cursor, self.commands, marks)

    def show_menu(self, point: QPoint) -> None:
        """Show what can be done with what is selected."""
        if self.grid is not None:
            menu = self.menu()
            menu.exec(point)
            menu.deleteLater()

    # laying out

    def lay_out(self) -> None:
        self.rearrange()
        self.viewport().update()

    def rearrange(self) -> None:
        """Place rows and columns for the present texts."""
        cell = self.cell()
        if self.grid is not None:
            self.form.editing = (cell, self.editor.text_height()) if cell and cell.refs else None
        before = list(self.form.bottoms)
        self.arrange(self.widths())
        if self.form.bottoms != before:
            # all rows below stand elsewhere now
            self.viewport().update()
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
        self.mouse.place_tools()
        self.comments.place(cell)

    def say(self) -> None:
        """Name the current cell for a screen reader; its finding is the editor's tooltip."""
        cell = self.cell()
        if cell is None or self.grid is None or not cell.refs:
            return
        name = self.grid.spoken(cell, self.place[0])
        if self.editor.accessibleName() != name:
            self.editor.setAccessibleName(name)
            self.setAccessibleName(f"{self.spoken_as} {name}")
        told = self.tip(cell) or KEYS
        if self.editor.accessibleDescription() != told:
            self.editor.setToolTip(plaintip.tip(told))
            self.editor.setAccessibleDescription(told)
