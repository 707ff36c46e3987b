"""The strip under the spending plan: plans by one click, and the plan drawn as steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from gui.shared.colours import Colours, blend
from model.document.disclosure import TargetTable, get_field
from model.entry.entry import cell_title, plan_fields
from model.layout import Layout
from model.quantities.amounts import percent_value


class PlanBand(QWidget):
    """Buttons for usual plans on the left, a step chart of this plan on the right.

    Args:
        presets: the plans offered, cumulative percents.
        chosen: called with the number of the plan clicked.
        parent: where the strip stands.
    """

    def __init__(
        self,
        presets: Sequence[Sequence[int]],
        chosen: Callable[[int], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("资金支出计划的快捷填写和图形")
        self._caption = QLabel("一键填写：", self)
        self._caption.setForegroundRole(self.foregroundRole())
        self.buttons: list[QToolButton] = []
        for number, preset in enumerate(presets):
            text = " / ".join(map(str, preset))
            button = QToolButton(self)
            button.setText(text)
            button.setAutoRaise(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(f"支出计划填为 {text}")
            button.setToolTip(f"四个时点依次填 {text}（Alt+{number + 1}）")
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
            button.clicked.connect(lambda _=False, number=number: chosen(number))
            self.buttons.append(button)
        self.labels: list[str] = []
        self.percents: list[float | None] = []
        self._shape: tuple[object, ...] = ()

    def show_table(self, layout: Layout, table: TargetTable | None) -> None:
        """Show a target table's plan; hide where the form has none."""
        names = plan_fields(layout) if table is not None else []
        if table is None or not names:
            self.hide()
            return
        percents = [percent_value(get_field(table, name)) for name in names]
        self.show_plan(
            [cell_title(layout, name) for name in names],
            [None if percent is None else float(percent) for percent in percents],
        )
        self.show()

    def show_plan(self, labels: list[str], percents: list[float | None]) -> None:
        """Draw a plan; repaint only where it is another one."""
        shape = (tuple(labels), tuple(percents))
        if shape != self._shape:
            self._shape = shape
            self.labels, self.percents = labels, percents
            told = "，".join(
                f"{label} {'未填' if percent is None else f'{percent:g}%'}"
                for label, percent in zip(labels, percents, strict=True)
            )
            self.setAccessibleDescription(told)
            self.update()

    def place(self, rect: QRect) -> None:
        """Put the strip, with all in it, into a rectangle."""
        if rect != self.geometry():
            self.setGeometry(rect)
        x = round(rect.height() * 0.12)
        for widget in (self._caption, *self.buttons):
            size = widget.sizeHint()
            widget.setGeometry(x, (rect.height() - size.height()) // 2, size.width(), size.height())
            x += size.width() + 6
        self._chart_left = x + 12

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = Colours(self.palette())
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), blend(colours.paper, colours.text, 0.02))
            painter.setPen(colours.line)
            painter.drawLine(0, 0, 0, self.height())
            painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
            self._chart(painter, colours)

    def _chart(self, painter: QPainter, colours: Colours) -> None:
        small = self.font()
        small.setPointSizeF(max(6.0, small.pointSizeF() * 0.72))
        painter.setFont(small)
        line = painter.fontMetrics().height()
        width = min(self.width() - self._chart_left - 12, line * 18)
        if width < line * 6 or not self.percents:
            return
        area = QRectF(
            self.width() - width - 10, 5 + line * 0.3, width, self.height() - line * 1.5 - 8
        )
        painter.setPen(blend(colours.paper, colours.text, 0.3))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if all(percent is None for percent in self.percents):
            painter.setPen(colours.faint)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "支出计划还没有填")
        step = area.width() / len(self.percents)
        painter.setPen(colours.faint)
        for number, label in enumerate(self.labels):
            below = QRectF(area.left() + number * step, area.bottom() + 1, step, line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, label)
        self._steps(painter, colours, area)

    def _steps(self, painter: QPainter, colours: Colours, area: QRectF) -> None:
        """Each date's level holds until the next; a gap where a date is empty."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        highest = max([100.0, *(percent for percent in self.percents if percent is not None)])
        step = area.width() / len(self.percents)
        before = area.bottom()
        for number, percent in enumerate(self.percents):
            left = area.left() + number * step
            if percent is None:
                continue
            y = area.bottom() - area.height() * max(0.0, percent) / highest
            fill = QPolygonF(QRectF(left, y, step, area.bottom() - y))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(blend(colours.paper, colours.accent, 0.30))
            painter.drawPolygon(fill)
            painter.setPen(QPen(colours.accent, 1.6))
            painter.drawPolyline([QPointF(left, before), QPointF(left, y), QPointF(left + step, y)])
            before = y
