"""The form of the selected project: the same cells as on paper, filled in place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from gui.form.actions import Actions
from gui.form.blocks import Block
from gui.form.celleditor import CellEditor
from gui.form.colours import Colours
from gui.form.formgrid import FormCell, FormGrid, build
from gui.form.geometry import Geometry
from gui.form.keys import Keys
from gui.form.mouse import Mouse
from gui.form.navigation import Place, corner
from gui.form.offers import OfferList, Suggester, offers
from gui.form.painter import Finding, FormPainter, Look
from gui.form.planband import PlanBand
from gui.form.rowtools import RowTools
from gui.form.texts import Texts
from gui.form.writing import Writing
from gui.session import Session
from model.amounts import percent_value
from model.cells import CellRef, find_table
from model.disclosure import TargetTable, get_field
from model.edits import Change
from model.entry import PLAN_PRESETS, cell_title, plan_fields
from model.entry_rows import is_pending
from model.outline import title_text

NO_PROJECTS = "还没有项目。\n先在左边新建一个项目，或者打开去年的文件，这里就会出现它的绩效目标表。"
NONE_CHOSEN = "在左边选一个项目，这里就会出现它的绩效目标表。"
_OFFER_AFTER_MS = 60
_FLASH_MS = 900


class FormView(QAbstractScrollArea):
    """Shows and edits the session's current target table.

    Args:
        session: what is open.
        suggester: knows names, bases and units used before; None offers none.
        parent: the widget it stands in.
    """

    def __init__(
        self, session: Session, suggester: Suggester | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.suggester = suggester
        self.grid: FormGrid | None = None
        self.table: TargetTable | None = None
        self.place: Place = (0, 0)
        self.anchor: Place = (0, 0)
        self.writing: Writing | None = None
        self.look = Look()
        self.texts = Texts(self.font())
        self.form = Geometry(self.texts)
        self._findings: Mapping[CellRef, Finding] = {}
        self._busy = 0
        self._number = 0
        self.editor = CellEditor(self.viewport())
        self.offer_list = OfferList(self.viewport())
        self.tools = RowTools(self.viewport())
        self.actions_ = Actions(self)
        self.band = PlanBand(PLAN_PRESETS, self.actions_.use_preset, self.viewport())
        self._mouse = Mouse(self)
        self._keys = Keys(self)
        self._offer_timer = QTimer(self, singleShot=True, interval=_OFFER_AFTER_MS)
        self._flash = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=_FLASH_MS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self._connect()
        self.load()

    def _connect(self) -> None:
        self.editor.keys = self._keys.press
        self.editor.wants_shortcut = self._keys.wants
        self.editor.pastes = self.actions_.paste_block
        self.editor.typed.connect(self._typed)
        self.editor.grown.connect(self._grown)
        self.editor.left.connect(self.finish)
        self.editor.menu_wanted.connect(self.actions_.show_menu)
        self.editor.dragged.connect(self._mouse.dragged_from_editor)
        self.editor.entered.connect(lambda: self._mouse.hover(self.place[0]))
        self.offer_list.picked.connect(self.pick)
        self.tools.add_wanted.connect(self.actions_.add_indicator)
        self.tools.delete_wanted.connect(lambda row_id: self.actions_.delete_rows([row_id]))
        self.tools.pulled.connect(self._mouse.row_pulled)
        self.tools.dropped.connect(self._mouse.row_dropped)
        self._offer_timer.timeout.connect(self.offer)
        self._flash.valueChanged.connect(self._flash_step)
        self._flash.finished.connect(lambda: self._flash_step(0.0))
        self.session.replaced.connect(self.load)
        self.session.current_changed.connect(self._other_table)
        self.session.changed.connect(self._changed)
        self.session.cell_wanted.connect(self.show_cell)

    # what others ask for

    def set_findings(self, findings: Mapping[CellRef, Finding]) -> None:
        """Mark cells that have something wrong.

        Args:
            findings: cell → (错误, 警告 or 提示; what to say). Kept, not copied: give a new
                one instead of changing it. Cells of other tables are not looked at.
        """
        self._findings = findings
        before = self.look.findings
        self._place_findings()
        now = self.look.findings
        for place in before.keys() | now.keys():
            if before.get(place) != now.get(place):
                self._update_cell(self.grid.at(*place) if self.grid else None)
        self._say()

    def show_cell(self, ref: CellRef) -> None:
        """Scroll to a cell, put the focus on it and flash it; cells not shown here are ignored."""
        cell = self.grid.find(ref) if self.grid else None
        if self.grid is None or cell is None:
            return
        at = next((n for n, own in enumerate(cell.refs) if own.indicator == ref.indicator), 0)
        self.enter((cell.row + (at if cell.of_indicator else 0), cell.col))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._flash.stop()
        self._flash.start()

    def current_ref(self) -> CellRef | None:
        """Return what the current cell edits; of a merged one, in the row stood in."""
        cell = self.cell()
        if self.writing is not None and self.writing.born:
            return self.writing.refs[0]
        return cell.ref_at(self.place[0]) if cell else None

    def status(self, ref: CellRef) -> str:
        """Return the severity a cell is marked with, or nothing."""
        cell = self.grid.find(ref) if self.grid else None
        return self.look.findings.get((cell.row, cell.col), ("", ""))[0] if cell else ""

    def rect_of(self, ref: CellRef) -> QRect:
        """Return where a cell stands on the viewport; empty when it is not shown."""
        cell = self.grid.find(ref) if self.grid else None
        return self.on_screen(self.form.rect(cell)) if cell else QRect()

    def cell(self) -> FormCell | None:
        """Return the current cell."""
        return self.grid.at(*self.place) if self.grid else None

    # showing a table

    def load(self) -> None:
        """Show the session's current target table anew."""
        self._drop_writing()
        self.table = find_table(self.session.disclosure, CellRef(self.session.current))
        self._number_table()
        shown = self.table is not None
        self.setFocusProxy(self.editor if shown else None)
        for widget in (self.editor, self.band):
            widget.setVisible(shown)
        if self.table is None:
            self.grid = None
            self.offer_list.hide()
            self.tools.stand("", QRect(), False)
            self.setAccessibleName(self._empty_text().replace("\n", ""))
            self._scroll_range()
            self.viewport().update()
            return
        self.verticalScrollBar().setValue(0)
        self.grid = build(self.session.disclosure, self.table, self.session.layout)
        here = self.grid.at(*self.place)
        if here is None or not here.refs or here.of_indicator:
            self.place = corner(self.grid, last=False) or (0, 0)
        self.lay_out()
        self.enter(self.place, scroll=False)

    def _other_table(self, table: str) -> None:
        if self.table is None or self.table.id != table:
            self.load()

    def _number_table(self) -> None:
        projects = self.session.disclosure.projects
        found = (n for n, table in enumerate(projects, 1) if table is self.table)
        self._number = next(found, 0)

    def _changed(self, change: Change) -> None:
        if change.structure:
            self._structure_changed()
        if self.table is None or self.grid is None:
            return
        own = self.table.id
        if own in change.tables or any(ref.table in (own, "") for ref in change.cells):
            self.refill()

    def _structure_changed(self) -> None:
        table = find_table(self.session.disclosure, CellRef(self.session.current))
        if table is not self.table:
            self.load()
        elif table is not None:
            self._number_table()
            self._set_titles()
            self.viewport().update()
        else:
            self.viewport().update()

    def refill(self) -> None:
        """Show the table's texts as they are now, repainting what has become another."""
        assert self.grid is not None and self.table is not None
        ref = self.current_ref()
        old, old_rows = self.grid, list(self.form.rows)
        self.grid = build(self.session.disclosure, self.table, self.session.layout)
        self._find_place(ref)
        if not self._busy:
            self._refresh_editor()
        self.lay_out(update=False)
        if self.form.rows != old_rows or len(old.cells) != len(self.grid.cells):
            self.viewport().update()
            return
        for before, now in zip(old.cells, self.grid.cells, strict=True):
            if before != now:
                self._update_cell(now)

    def _find_place(self, ref: CellRef | None) -> None:
        """Keep standing in the same cell wherever it has gone; else in one that exists."""
        assert self.grid is not None
        cell = self.grid.find(ref) if ref else None
        if cell is not None and ref is not None:
            at = next((n for n, own in enumerate(cell.refs) if own == ref), 0)
            self.place = (cell.row + (at if cell.of_indicator else 0), cell.col)
        elif (here := self.grid.at(*self.place)) is None or not here.refs:
            row = min(self.place[0], self.grid.height - 1)
            here = self.grid.at(row, self.place[1])
            self.place = (row, self.place[1]) if here and here.refs else corner(self.grid, True) or (0, 0)
        if cell is None or self.anchor not in self._inside():
            self.anchor = self.place

    def _inside(self) -> list[Place]:
        assert self.grid is not None
        return [(row, col) for row in range(self.grid.height) for col in range(self.grid.width)]

    def _refresh_editor(self) -> None:
        """After an undo, or someone else's edit, show what the cell holds now."""
        cell = self.cell()
        if cell is None or self.grid is None or self.editor.composing:
            return
        if self.writing is not None and self.writing.changed and not self.writing.undone():
            return
        self.writing = Writing(self.session, self.grid, cell)
        if self.editor.text() != cell.text:
            self.editor.refresh_text(cell.text)
        self._say()

    # standing in cells

    def enter(self, place: Place, write: bool = False, scroll: bool = True) -> None:
        """Go to a cell; what was typed in the one before takes its form."""
        self.finish()
        cell = self.grid.at(*place) if self.grid else None
        if self.grid is None or cell is None or not cell.refs:
            return
        before = self.look.current
        self.place = self.anchor = place
        self.writing = Writing(self.session, self.grid, cell)
        self.form.editing = None
        self.editor.show_text(cell.text, cell.align, replaces=not cell.long)
        if write:
            self.editor.write(at_end=True)
        self.show_selection()
        self._place_children()
        for changed in (before, cell):
            self._update_cell(changed)
        if scroll:
            self._scroll_to(self.form.rect(cell))
        self._say()
        if write and cell.field == "value" and not cell.text:
            self._offer_timer.start()

    def finish(self) -> None:
        """Leave off writing: what was typed takes its form; the cell stays current."""
        self._end_composing()
        self._offer_timer.stop()
        self.offer_list.hide()
        writing, self.writing = self.writing, None
        if writing is None or self.grid is None:
            return
        self._busy += 1
        try:
            writing.finish()
        finally:
            self._busy -= 1
        cell = self.cell()
        if cell is not None and cell.refs:
            self._stand_in(cell)

    def _stand_in(self, cell: FormCell) -> None:
        assert self.grid is not None
        self.writing = Writing(self.session, self.grid, cell)
        self.editor.show_text(cell.text, cell.align, replaces=not cell.long)
        self.lay_out(update=False)
        self._update_cell(cell)

    def give_up(self) -> bool:
        """Take back what was typed since the cell was entered; False where there is nothing."""
        if self.writing is None or not (self.editor.writing or self.writing.changed):
            return False
        self._offer_timer.stop()
        writing, self.writing = self.writing, None
        self._busy += 1
        try:
            writing.give_up()
        finally:
            self._busy -= 1
        cell = self.cell()
        if cell is not None:
            self._stand_in(cell)
        return True

    def _drop_writing(self) -> None:
        """Another table is shown: finish what was typed where its cell still exists."""
        self._end_composing()
        self._offer_timer.stop()
        self.offer_list.hide()
        writing, self.writing = self.writing, None
        self.form.editing = None
        if writing is not None and find_table(self.session.disclosure, writing.cell.refs[0]):
            self._busy += 1
            table, self.table = self.table, None
            try:
                writing.finish()
            finally:
                self.table = table
                self._busy -= 1

    def _end_composing(self) -> None:
        if self.editor.composing:
            # the input method commits or drops it, as it does in every program
            QGuiApplication.inputMethod().commit()

    def _typed(self, text: str) -> None:
        if self.writing is None:
            return
        self._busy += 1
        try:
            self.writing.type(text)
        except KeyError:
            self.writing = None
        finally:
            self._busy -= 1
        if self.writing is None:
            self.load()
            return
        self.anchor = self.place
        self.show_selection()
        self._offer_timer.start()

    def _grown(self) -> None:
        if self.grid is not None and not self._busy:
            self.lay_out()

    # offers

    def offer(self, always: bool = False) -> None:
        """List what the cell may become; with ``always`` also for a text not typed into."""
        cell = self.cell()
        if cell is None or self.grid is None or self.editor.composing:
            return
        if not (self.editor.writing or always):
            return
        typed = self.editor.text()
        found = offers(self.session.layout, self.grid, cell, typed, self.suggester)
        self.offer_list.show_offers(found, self.on_screen(self.form.rect(cell)))

    def pick(self, text: str) -> None:
        """Take an offer as the cell's text."""
        self.offer_list.hide()
        self.editor.write()
        self.editor.replace_text(text, len(text))
        self._offer_timer.stop()

    # laying out and painting

    def lay_out(self, update: bool = True) -> None:
        """Place everything for the present width and texts."""
        if self.grid is None:
            return
        self._set_titles()
        cell = self.cell()
        self.look.current = cell
        self.form.editing = (cell, self.editor.text_height()) if cell else None
        self.form.set_width(self.session.layout.table.columns_mm, self.viewport().width())
        band = round(self.texts.line * 3.4) if self.grid.plan_row >= 0 else 0
        self.form.set_rows(self.grid, len(self.look.titles), band)
        self._place_findings()
        self.show_selection()
        self._scroll_range()
        self._place_children()
        self._show_plan()
        if update:
            self.viewport().update()

    def _set_titles(self) -> None:
        if self.table is None:
            return
        spec, disclosure = self.session.layout.table, self.session.disclosure
        lines = [spec.title, spec.note] if spec.note else [spec.title]
        titles = [title_text(line, disclosure, self._number, self.table) for line in lines]
        if titles != self.look.titles:
            self.look.titles = titles
            self.viewport().update()

    def _place_findings(self) -> None:
        found: dict[tuple[int, int], Finding] = {}
        if self.grid is not None and self.table is not None:
            for cell in self.grid.cells:
                for ref in cell.refs:
                    finding = self._findings.get(ref)
                    if finding is not None:
                        found.setdefault((cell.row, cell.col), finding)
        self.look.findings = found

    def show_selection(self) -> None:
        """Mark the cells between the anchor and the current one."""
        rects: list[QRect] = []
        if self.grid is not None and self.anchor != self.place:
            block = Block.between(self.grid, self.anchor, self.place)
            left, right = self.form.columns[block.left], self.form.columns[block.right + 1]
            top, bottom = self.form.rows[block.top], self.form.bottoms[block.bottom]
            rects = [QRect(left, top, right - left, bottom - top)]
        if rects != self.look.selected:
            self.look.selected = rects
            self.viewport().update()

    def _show_plan(self) -> None:
        if self.grid is None or self.table is None or self.grid.plan_row < 0:
            self.band.hide()
            return
        names = plan_fields(self.session.layout)
        percents = [percent_value(get_field(self.table, name)) for name in names]
        titles = [cell_title(self.session.layout, name) for name in names]
        shown = [None if percent is None else float(percent) for percent in percents]
        self.band.show_plan(titles, shown)
        self.band.show()

    def on_screen(self, rect: QRect) -> QRect:
        """Return a place of the form in the viewport's pixels."""
        return rect.translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def on_form(self, point: QPoint) -> QPoint:
        """Return a point of the viewport in the form's pixels."""
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return point + offset

    def _place_children(self) -> None:
        cell = self.cell()
        if self.grid is None or cell is None:
            return
        rect = self.form.text_rect(cell, self.editor.text_height())
        palette = QPalette(self.palette())
        colours = Colours(palette)
        palette.setColor(QPalette.ColorRole.Base, colours.current)
        self.editor.place(self.on_screen(rect), palette)
        if self.grid.plan_row >= 0:
            self.band.place(self.on_screen(self.form.band))
        self._mouse.place_tools()

    def _scroll_range(self) -> None:
        view = self.viewport().size()
        height = self.form.height if self.grid else 0
        width = self.form.width if self.grid else 0
        self.verticalScrollBar().setRange(0, max(0, height - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(round(self.texts.line * 2))
        self.horizontalScrollBar().setRange(0, max(0, width - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())

    def _scroll_to(self, rect: QRect) -> None:
        shown = self.on_screen(rect.adjusted(0, -12, 0, 12))
        view = self.viewport().rect()
        bar = self.verticalScrollBar()
        if shown.top() < 0 or shown.height() > view.height():
            bar.setValue(bar.value() + shown.top())
        elif shown.bottom() > view.bottom():
            bar.setValue(bar.value() + shown.bottom() - view.bottom())
        side = self.horizontalScrollBar()
        if shown.left() < 0:
            side.setValue(side.value() + shown.left())
        elif shown.right() > view.right():
            side.setValue(side.value() + shown.right() - view.right())

    def _update_cell(self, cell: FormCell | None) -> None:
        if cell is not None and self.grid is not None and cell.bottom < len(self.form.bottoms):
            self.viewport().update(self.on_screen(self.form.rect(cell)).adjusted(-3, -3, 3, 3))

    def _flash_step(self, strength: object) -> None:
        cell = self.cell()
        if cell is None or not isinstance(strength, float):
            return
        self.look.flash = (cell, strength) if strength else None
        self._update_cell(cell)

    def _say(self) -> None:
        """Name the current cell for a screen reader; its finding is the editor's tooltip."""
        cell = self.cell()
        if cell is None or self.grid is None:
            return
        name = self.grid.spoken(cell, self.place[0])
        finding = self.look.findings.get((cell.row, cell.col))
        if self.editor.accessibleName() != name:
            self.editor.setAccessibleName(name)
            self.setAccessibleName(f"绩效目标表 {name}")
        told = f"{finding[0]}：{finding[1]}" if finding else ""
        if self.editor.toolTip() != told:
            self.editor.setToolTip(told)
            self.editor.setAccessibleDescription(told)

    def _empty_text(self) -> str:
        return NONE_CHOSEN if self.session.disclosure.projects else NO_PROJECTS
