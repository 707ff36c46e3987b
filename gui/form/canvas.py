"""The painted form: scrolling, findings, selection, drawing attention; it edits nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from gui.form.blocks import Block
from gui.form.formgrid import FormCell, FormGrid
from gui.form.geometry import Geometry
from gui.form.navigation import Place
from gui.form.painter import Finding, FormPainter, Look
from gui.form.texts import Texts
from gui.shared import plaintip
from gui.shared.colours import Colours, blend
from model.document.cells import CellRef

_FLASH_MS = 900
_TIPS = {
    "money": "可以带千位逗号，也可以带“元”“万元”，离开时换算成本表的单位",
    "percent": "只填数字即可，例如 30",
    "value": "例如 >=500 人，离开时写成 ≥500人；F4 列出运算符和用过的单位",
}
"""What helps typing into a kind of cell."""


class FormCanvas(QAbstractScrollArea):
    """Shows a `FormGrid`; all places are kept in the form's pixels, from its upper left corner."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.grid: FormGrid | None = None
        self.place: Place = (0, 0)
        self.anchor: Place = (0, 0)
        self.look = Look()
        self.texts = Texts(self.font())
        self.form = Geometry(self.texts)
        self.empty_text = ""
        self._findings: Mapping[CellRef, Finding] = {}
        self._flash = QVariantAnimation(self)
        self._flash.setStartValue(1.0)
        self._flash.setEndValue(0.0)
        self._flash.setDuration(_FLASH_MS)
        self._flash.valueChanged.connect(self._flash_step)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)

    # findings

    def set_findings(self, findings: Mapping[CellRef, Finding]) -> None:
        """Mark cells that have something wrong.

        Args:
            findings: cell → (错误, 警告 or 提示; what to say). Kept, not copied: give a new
                one instead of changing it. Only the cells shown are looked up.
        """
        self._findings = findings
        before = self.look.findings
        self.place_findings()
        now = self.look.findings
        for place in before.keys() | now.keys():
            if before.get(place) != now.get(place):
                self.update_cell(self.grid.at(*place) if self.grid else None)

    def place_findings(self) -> None:
        """Put each finding on the cell that shows what it is about."""
        found: dict[tuple[int, int], Finding] = {}
        if self.grid is not None:
            for ref, cell in self.grid.named():
                finding = self._findings.get(ref)
                if finding is not None:
                    found.setdefault((cell.row, cell.col), finding)
        self.look.findings = found

    def finding_text(self, cell: FormCell) -> str:
        """Return what is wrong with a cell, in words; empty where nothing is."""
        finding = self.look.findings.get((cell.row, cell.col))
        return f"{finding[0]}：{finding[1]}" if finding else ""

    def status(self, ref: CellRef) -> str:
        """Return the severity a cell is marked with, or nothing."""
        cell = self.grid.find(ref) if self.grid else None
        return self.look.findings.get((cell.row, cell.col), ("", ""))[0] if cell else ""

    # places

    def cell(self) -> FormCell | None:
        """Return the current cell."""
        return self.grid.at(*self.place) if self.grid else None

    def rect_of(self, ref: CellRef) -> QRect:
        """Return where a cell stands on the viewport; empty when it is not shown."""
        cell = self.grid.find(ref) if self.grid else None
        return self.on_screen(self.form.rect(cell)) if cell else QRect()

    def on_screen(self, rect: QRect) -> QRect:
        """Return a place of the form in the viewport's pixels."""
        return rect.translated(-self._offset())

    def on_form(self, point: QPoint) -> QPoint:
        """Return a point of the viewport in the form's pixels."""
        return point + self._offset()

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def update_cell(self, cell: FormCell | None) -> None:
        """Paint a cell anew, with its frame."""
        if cell is not None and cell.bottom < len(self.form.bottoms):
            self.viewport().update(self.on_screen(self.form.rect(cell)).adjusted(-3, -3, 3, 3))

    # laying out

    def arrange(self, columns_mm: Sequence[float]) -> None:
        """Place everything for the present width and texts."""
        if self.grid is None:
            self._scroll_range()
            return
        self.look.current = self.cell()
        self._keep_light()
        self.form.set_width(columns_mm, self.viewport().width())
        band = round(self.texts.line * 3.4) if self.grid.plan_row >= 0 else 0
        self.form.set_rows(self.grid, len(self.look.titles), band)
        self.place_findings()
        self.show_selection()
        self._scroll_range()

    def set_titles(self, titles: list[str]) -> None:
        """Show other lines above the form."""
        if titles != self.look.titles:
            self.look.titles = titles
            self.viewport().update()

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

    def _scroll_range(self) -> None:
        view = self.viewport().size()
        height = self.form.height if self.grid else 0
        width = self.form.width if self.grid else 0
        self.verticalScrollBar().setRange(0, max(0, height - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(round(self.texts.line * 2))
        self.horizontalScrollBar().setRange(0, max(0, width - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())

    def scroll_to(self, rect: QRect) -> None:
        """Bring a place of the form into view, its upper left corner first."""
        shown = self.on_screen(rect.adjusted(0, -12, 0, 12))
        view = self.viewport().rect()
        bar, side = self.verticalScrollBar(), self.horizontalScrollBar()
        if shown.top() < 0 or shown.height() > view.height():
            bar.setValue(bar.value() + shown.top())
        elif shown.bottom() > view.bottom():
            bar.setValue(bar.value() + shown.bottom() - view.bottom())
        if shown.left() < 0 or shown.width() > view.width():
            side.setValue(side.value() + shown.left())
        elif shown.right() > view.right():
            side.setValue(side.value() + shown.right() - view.right())

    def ground(self) -> QColor:
        """Return the colour the current cell stands on."""
        colours = Colours(self.palette())
        if self.look.flash is None or self.look.flash[0] is not self.look.current:
            return colours.current
        return blend(colours.current, colours.flash, self.look.flash[1])

    # drawing attention

    def flash(self) -> None:
        """Light the current cell up for a moment."""
        self._flash.stop()
        self._go_dark()
        self._flash.start()

    def _flash_step(self, strength: object) -> None:
        cell = self.cell()
        if cell is not None and isinstance(strength, float):
            self.look.flash = (cell, strength) if strength > 0 else None
            self.update_cell(cell)
            # the editor in it is lit up as the cell is
            self.place_children()

    def _keep_light(self) -> None:
        """Let the light stay on its cell, however the grid was built anew; on no other."""
        lit, cell = self.look.flash, self.look.current
        if lit is None:
            return
        if cell is not None and (cell.row, cell.col) == (lit[0].row, lit[0].col):
            self.look.flash = cell, lit[1]
        else:
            self._flash.stop()
            self._go_dark()

    def _go_dark(self) -> None:
        lit, self.look.flash = self.look.flash, None
        if lit is not None:
            self.update_cell(lit[0])

    # events

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            self._paint(painter, event.rect())

    def _paint(self, painter: QPainter, dirty: QRect) -> None:
        painter.fillRect(dirty, self.palette().color(QPalette.ColorRole.Window))
        if self.grid is None:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            room = self.viewport().rect().adjusted(24, 24, -24, -24)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self.empty_text)
        else:
            painter.translate(-self._offset())
            clip = dirty.translated(self._offset())
            FormPainter(painter, self.form, self.look, self.palette()).paint(self.grid, clip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.texts.set_font(self.font())
            self.lay_out()
        elif event.type() == QEvent.Type.PaletteChange:
            self.lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.place_children()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = self.on_form(event.pos())
            found = self.form.place_at(point.x(), point.y()) if self.grid else None
            cell = self.grid.at(*found) if self.grid and found else None
            tip = self.tip(cell) if cell else ""
            if tip and cell:
                where = self.on_screen(self.form.rect(cell))
                QToolTip.showText(event.globalPos(), plaintip.tip(tip), self.viewport(), where)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def tip(self, cell: FormCell) -> str:
        """Return what to say of a cell the mouse rests on."""
        if not cell.refs:
            return ""
        return self.finding_text(cell) or _TIPS.get(cell.kind, "")

    # what the editing view adds

    def lay_out(self) -> None:
        """Place everything anew and repaint."""
        raise NotImplementedError

    def place_children(self) -> None:
        """Put the widgets on the form where their places are now."""
        raise NotImplementedError
