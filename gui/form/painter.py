"""Paints the form: cells as on paper, and on them what helps filling them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF, QTextLayout, QTextLine

from gui.form.formgrid import HEAD, PARAGRAPH, FormCell, FormGrid
from gui.form.geometry import Geometry
from gui.shared.carriedmark import paint_edge
from gui.shared.colours import Colours, blend
from gui.shared.commentmark import paint_bubble
from gui.shared.icons import severity_colour
from gui.shared.textunits import units
from model.checks.base import Severity

Span = tuple[int, int]
"""Where an amount begins and ends in a text, in characters."""
Finding = tuple[str, str]
"""(错误, 警告 or 提示; what to say)"""

HINTS = (
    "F2 修改　Enter 下移　Tab 右移　Ctrl+Enter 换行　Ctrl+Shift+Enter 添加指标　"
    "Ctrl+Shift+Del 删除指标　Alt+↑↓ 移动　Ctrl+D 向下填充"
)

WANTED = "在这里填写"
"""Stands in the name of an indicator the form asks for and no one has written."""


@dataclass
class Look:
    """What the form shows beside its texts.

    Attributes:
        current: the cell the live editor stands in.
        framed: it has the focus, so that what is typed arrives in it.
        selected: rectangles of the selected block, in the form's pixels.
        findings: finding of a cell, by the cell's place (row, column).
        flash: a cell to draw attention to, and how strongly, 0…1.
        drop: where a dragged row would go: y in the form's pixels, -1 for none.
        titles: the lines above the form.
        carried: tells whether a cell waits to be confirmed (待确认).
        commented: tells whether somebody commented on a cell (批注).
        tied: tells whether the clerk said which indicator measures which goal there.
        amounts: tells where amounts stand in a cell's sentences, as (start, end).
        hints: what the keys do, below the form.
    """

    current: FormCell | None = None
    framed: bool = False
    selected: list[QRect] = field(default_factory=list)
    findings: dict[tuple[int, int], Finding] = field(default_factory=dict)
    flash: tuple[FormCell, float] | None = None
    drop: int = -1
    titles: list[str] = field(default_factory=list)
    carried: Callable[[FormCell], bool] = lambda cell: False
    commented: Callable[[FormCell], bool] = lambda cell: False
    tied: Callable[[FormCell], bool] = lambda cell: False
    amounts: Callable[[FormCell], Sequence[Span]] = lambda cell: ()
    hints: str = HINTS


class FormPainter:
    """Paints a form; all places are in the form's pixels."""

    def __init__(
        self, painter: QPainter, geometry: Geometry, look: Look, palette: QPalette
    ) -> None:
        self.painter = painter
        self.geometry = geometry
        self.texts = geometry.texts
        self.look = look
        self.colours = Colours(palette)
        self.palette = palette

    def paint(self, grid: FormGrid, clip: QRect) -> None:
        """Paint what of a form lies in a rectangle."""
        self._titles(clip)
        touched = [
            (cell, rect)
            for cell in grid.cells
            if (rect := self.geometry.rect(cell)).adjusted(-2, -2, 2, 2).intersects(clip)
        ]
        for cell, rect in touched:
            self.painter.fillRect(rect, self._ground(cell))
        self._selection(clip)
        for cell, rect in touched:
            if cell.border:
                self.painter.setPen(self.colours.line)
                self.painter.drawRect(rect)
        for cell, rect in touched:
            self._text(cell)
            if cell.refs and self.look.carried(cell):
                paint_edge(self.painter, rect, self.palette)
            if cell.refs and self.look.commented(cell):
                self._bubble(cell, rect)
            if cell.refs and self.look.tied(cell):
                self._link(rect)
            finding = self.look.findings.get((cell.row, cell.col))
            if finding:
                self._mark(rect, finding[0])
        self._current(clip)
        if self.look.drop >= 0:
            left, right = self.geometry.columns[0], self.geometry.columns[-1]
            self.painter.fillRect(left, self.look.drop - 1, right - left, 3, self.colours.accent)
        self._hints(clip)

    def _ground(self, cell: FormCell) -> QColor:
        ground = self.colours.paper
        if not cell.refs:
            ground = self.colours.label if cell.border else self.colours.window
        elif cell is self.look.current:
            ground = self.colours.current
        elif cell.kind == HEAD:
            ground = self.colours.label
        elif cell.pending:
            ground = self.colours.pending
        elif self.look.carried(cell):
            ground = self.colours.carried
        bare = not cell.border and cell.kind != PARAGRAPH
        if bare and cell.refs and cell is not self.look.current:
            ground = self.colours.window
        if self.look.flash is not None and self.look.flash[0] is cell:
            return blend(ground, self.colours.flash, self.look.flash[1])
        return ground

    def _text(self, cell: FormCell) -> None:
        geometry = self.geometry
        if cell.note:
            self._note(cell)
        # the live editor shows the current cell's text itself
        if cell is self.look.current:
            return
        text = cell.text or (WANTED if cell.pending and cell.field == "name" else "")
        if not text:
            return
        laid = self.texts.get(text, geometry.text_width(cell), cell.align, strong=cell.strong)
        rect = geometry.text_rect(cell, laid.height)
        if not cell.refs:
            self.painter.setPen(self.colours.label_text)
        else:
            self.painter.setPen(self.colours.faint if cell.pending else self.colours.text)
        for start, end in self.look.amounts(cell):
            self._amount(laid.layout, rect.topLeft(), units(text[:start]), units(text[:end]))
        laid.layout.draw(self.painter, QPointF(rect.topLeft()))

    def _amount(self, layout: QTextLayout, corner: QPoint, start: int, end: int) -> None:
        """Draw the ground of an amount within a sentence, line by line."""
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first, last = line.textStart(), line.textStart() + line.textLength()
            if start < last and first < end:
                left = _x_of(line, max(start, first))
                right = _x_of(line, min(end, last))
                rect = QRectF(left, line.y(), max(right - left, 2.0), line.height())
                self.painter.fillRect(rect.translated(QPointF(corner)), self.colours.amount)

    def _note(self, cell: FormCell) -> None:
        laid = self.texts.get(cell.note, self.geometry.text_width(cell), cell.align, small=True)
        rect = self.geometry.rect(cell)
        self.painter.setPen(self.colours.faint)
        top = rect.bottom() - self.geometry.pad_y - laid.height + 2
        laid.layout.draw(self.painter, QPointF(rect.left() + self.geometry.pad_x, top))

    def _selection(self, clip: QRect) -> None:
        for rect in self.look.selected:
            if rect.intersects(clip):
                self.painter.fillRect(rect, self.colours.selected)

    def _current(self, clip: QRect) -> None:
        if self.look.current is None or not self.look.framed:
            return
        rect = self.geometry.rect(self.look.current)
        if rect.adjusted(-2, -2, 2, 2).intersects(clip):
            self.painter.setPen(QPen(self.colours.accent, 2))
            self.painter.drawRect(rect.adjusted(1, 1, 0, 0))

    def _mark(self, rect: QRect, severity: str) -> None:
        """Draw a finding's mark: a corner for a fault, a diamond for a doubt, a ring for a hint."""
        size = round(self.texts.line * 0.5)
        corner = QPoint(rect.right(), rect.top() + 1)
        colour = severity_colour(severity, self.palette)
        self.painter.save()
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        if severity == Severity.ERROR:
            self._polygon(corner, [(0, 0), (-size, 0), (0, size)])
        elif severity == Severity.WARNING:
            half = size * 0.5
            middle = corner + QPoint(-round(half) - 2, round(half) + 1)
            self._polygon(middle, [(0, -half), (half, 0), (0, half), (-half, 0)])
        else:
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.setPen(QPen(colour, 2))
            half = size * 0.36
            middle = corner + QPoint(-round(half) - 4, round(half) + 3)
            self.painter.drawEllipse(QPointF(middle), half, half)
        self.painter.restore()

    def _bubble(self, cell: FormCell, rect: QRect) -> None:
        """Draw the sign of a comment, left of a finding's mark where there is one."""
        size = round(self.texts.line * 0.55)
        found = (cell.row, cell.col) in self.look.findings
        right = rect.right() - 2 - (size + 2 if found else 0)
        paint_bubble(self.painter, QRectF(right - size, rect.top() + 3, size, size), self.palette)

    def _link(self, rect: QRect) -> None:
        """Draw the sign of a tie, two arrows in the lower right corner."""
        size = round(self.texts.line * 0.5)
        left, right = rect.right() - 2 - size, rect.right() - 2
        self.painter.setPen(QPen(self.colours.accent, 1.4))
        for y, tip, turn in ((rect.bottom() - 4, left, 1), (rect.bottom() - 8, right, -1)):
            self.painter.drawLine(left, y, right, y)
            for side in (-2, 2):
                self.painter.drawLine(tip, y, tip + 3 * turn, y + side)

    def _polygon(self, origin: QPoint, points: Iterable[tuple[float, float]]) -> None:
        corners = [QPointF(origin.x() + x, origin.y() + y) for x, y in points]
        self.painter.drawPolygon(QPolygonF(corners))

    def _titles(self, clip: QRect) -> None:
        if clip.top() > self.geometry.top:
            return
        left, right = self.geometry.columns[0], self.geometry.columns[-1]
        y = round(self.texts.line * 0.35)
        for number, line in enumerate(self.look.titles):
            font = self.texts.font if number else self.texts.title
            height = round(self.texts.line if number else self.texts.title_line)
            self.painter.setFont(font)
            self.painter.setPen(self.colours.text)
            rect = QRect(left, y, right - left, height)
            shown = self.painter.fontMetrics().elidedText(
                line, Qt.TextElideMode.ElideMiddle, rect.width()
            )
            self.painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
            y += height

    def _hints(self, clip: QRect) -> None:
        top = self.geometry.rows[-1] + round(self.texts.line * 0.4)
        if clip.bottom() < top:
            return
        left, right = self.geometry.columns[0], self.geometry.columns[-1]
        laid = self.texts.get(self.look.hints, right - left, "left", small=True)
        self.painter.setPen(self.colours.faint)
        laid.layout.draw(self.painter, QPointF(left, top))


def _x_of(line: QTextLine, position: int) -> float:
    """Return where a character of a line begins."""
    # the stubs leave out that a tuple of the place and the position comes back
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)
