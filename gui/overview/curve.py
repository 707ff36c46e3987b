"""The year's planned spending, drawn as steps: one for each date of the plan."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.overview.colours import faint, line
from gui.shared.colours import blend

_TITLE = "全年支出计划（万元，各项目累计）"
_SLENDER = 0.75
"""The most height for a width."""


class PlanCurve(QWidget):
    """Click a step, or choose one with ← and →, to see what each project spends by then.

    Signals:
        chosen: the number of the date, from 0.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels: list[str] = []
        self.amounts: list[str] = []
        self.percents: list[str] = []
        self.empty = ""
        self.date = 0
        self._heights: list[float] = []
        self._whole = ""
        self._whole_height = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("全年支出计划曲线")
        self.setToolTip("点一个时点，或用 ← → 选，左边的表显示各项目到那时计划支出多少")

    def show_plan(
        self,
        labels: list[str],
        planned: list[Decimal],
        budget: Decimal,
        texts: list[str],
        empty: str,
    ) -> None:
        """Draw sums.

        Args:
            labels: the dates.
            planned: what is spent by each, in 万元.
            budget: the sum of all budgets, drawn as a line.
            texts: how ``planned`` and then ``budget`` are written.
            empty: what to say instead when there is nothing to draw.
        """
        self.labels, self.empty = labels, empty
        *self.amounts, self._whole = texts
        highest = max([budget, *planned], default=Decimal(0))
        top = float(highest) or 1.0
        self._heights = [float(amount) / top for amount in planned]
        self._whole_height = float(budget) / top
        self.percents = [f"{amount / budget:.0%}" if budget > 0 else "" for amount in planned]
        self.date = min(self.date, max(0, len(labels) - 1))
        self._describe()
        self.update()

    def choose(self, date: int) -> None:
        """Mark a date and tell of it."""
        if 0 <= date < len(self.labels) and not self.empty:
            self.date = date
            self._describe()
            self.update()
            self.chosen.emit(date)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(24 * line, 14 * line)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(14 * line, 8 * line)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        area = self._area()
        if self.labels and event.button() == Qt.MouseButton.LeftButton:
            step = area.width() / len(self.labels)
            self.choose(max(0, min(int((event.position().x() - area.left()) / step), 99)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if by and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.choose(self.date + by)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            palette = self.palette()
            painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Base))
            text = palette.color(QPalette.ColorRole.Text)
            painter.setPen(text)
            high = self.fontMetrics().height()
            title = QRectF(8, 4, self.width() - 16, high * 1.3)
            words = self.fontMetrics().elidedText(
                _TITLE, Qt.TextElideMode.ElideRight, round(title.width())
            )
            painter.drawText(
                title, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words
            )
            area = self._area()
            painter.setPen(line(palette))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
            if self.empty:
                painter.setPen(faint(palette))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(area, flags, self.empty)
            else:
                self._budget(painter, area)
                self._steps(painter, area)
            if self.hasFocus():
                painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _area(self) -> QRectF:
        high = self.fontMetrics().height()
        # above: the title and the highest step's own words; below: the dates
        width = self.width() - 24
        # on a large screen the steps would stand like towers
        height = min(self.height() - 5.4 * high, _SLENDER * width)
        return QRectF(12, 3.9 * high, width, max(1.0, height))

    def _budget(self, painter: QPainter, area: QRectF) -> None:
        """Draw the line all budgets together make, with its amount."""
        y = area.bottom() - area.height() * self._whole_height
        painter.setPen(QPen(faint(self.palette()), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        high = self.fontMetrics().height()
        words = f"预算数合计 {self._whole}"
        # left, where the steps are lowest
        spot = QRectF(area.left(), y - high * 1.1, area.width(), high)
        painter.drawText(spot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)

    def _steps(self, painter: QPainter, area: QRectF) -> None:
        palette = self.palette()
        accent = palette.color(QPalette.ColorRole.Highlight)
        paper = palette.color(QPalette.ColorRole.Base)
        text = palette.color(QPalette.ColorRole.Text)
        step = area.width() / len(self.labels)
        high = self.fontMetrics().height()
        before = area.bottom()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, label in enumerate(self.labels):
            left = area.left() + number * step
            y = area.bottom() - area.height() * self._heights[number]
            mine = number == self.date
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(blend(paper, accent, 0.5 if mine else 0.25))
            painter.drawPolygon(QPolygonF(QRectF(left, y, step, area.bottom() - y)))
            painter.setPen(QPen(accent, 2))
            painter.drawPolyline([QPointF(left, before), QPointF(left, y), QPointF(left + step, y)])
            before = y
            self._words(painter, QRectF(left, y, step, area.bottom() - y), number)
            painter.setPen(text if mine else faint(palette))
            below = QRectF(left, area.bottom() + 2, step, high * 1.2)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, label)

    def _words(self, painter: QPainter, step: QRectF, number: int) -> None:
        """Write a step's amount and percent inside it, or above it when it is too low."""
        high = self.fontMetrics().height()
        text = self.palette().color(QPalette.ColorRole.Text)
        amount, percent = self.amounts[number], self.percents[number]
        font = QFont(self.font())
        font.setBold(number == self.date)
        room = step.width() - 4
        wide = QFontMetricsF(font).horizontalAdvance(amount)
        if wide > room:
            font.setPointSizeF(max(5.0, font.pointSizeF() * room / wide))
        painter.setFont(font)
        painter.setPen(text)
        inside = step.height() >= 2.4 * high
        top = step.top() + 0.2 * high if inside else step.top() - 2.1 * high
        spot = QRectF(step.left(), top, step.width(), high)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, amount)
        painter.setFont(self.font())
        painter.drawText(spot.translated(0, high), Qt.AlignmentFlag.AlignCenter, percent)

    def _describe(self) -> None:
        if self.empty:
            self.setAccessibleDescription(self.empty)
            return
        said = [
            f"{label} {amount}万元" for label, amount in zip(self.labels, self.amounts, strict=True)
        ]
        chosen = f"；已选 {self.labels[self.date]}" if self.labels else ""
        self.setAccessibleDescription("，".join(said) + chosen)
