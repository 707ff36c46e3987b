"""Draws the bars of the overview's table: what a budget is made of, how complete a table is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.overview.colours import part_colours
from gui.overview.model import COMPLETE, FIGURES, PARTS, PROGRESS, OverviewModel
from gui.shared.icons import severity_colour
from gui.shared.progressbar import paint_progress
from model.overview.spending import Figures

AnyIndex = QModelIndex | QPersistentModelIndex

_PAD = 6
_THIN = 6


class OverviewDelegate(QStyledItemDelegate):
    """Paints two columns itself, the others as any table does."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        view: Any = option
        size = super().sizeHint(option, index)
        return QSize(size.width() + _PAD, round(1.75 * view.fontMetrics.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        if index.column() not in (PARTS, COMPLETE):
            super().paint(painter, option, index)
            return
        painter.save()
        self.initStyleOption(option, index)
        # what every option of a view has, its type hints leave out
        view: Any = option
        text, view.text = view.text, ""
        control = QStyle.ControlElement.CE_ItemViewItem
        view.widget.style().drawControl(control, view, painter, view.widget)
        area = view.rect.adjusted(_PAD, 0, -_PAD, 0)
        if index.column() == PARTS:
            self._parts(painter, view, index, area)
        else:
            self._complete(painter, view, index, area, text)
        painter.restore()

    def _parts(self, painter: QPainter, view: Any, index: AnyIndex, area: QRect) -> None:
        """Draw the parts end to end, and a frame as long as the budget around them."""
        model = index.model()
        one = index.data(FIGURES)
        if not isinstance(model, OverviewModel) or not isinstance(one, Figures):
            return
        if not model.largest:
            return
        unit = area.width() / float(model.largest)
        high = max(8, round(area.height() * 0.42))
        top = area.center().y() - high / 2 + 1
        selected = bool(view.state & QStyle.StateFlag.State_Selected)
        colours = part_colours(view.palette, len(one.parts))
        if selected:
            # the accent is what the row is filled with
            light = view.palette.color(QPalette.ColorRole.HighlightedText)
            for number, _ in enumerate(colours):
                colours[number] = light if number == 0 else light.darker(100 + 35 * number)
        left = float(area.left())
        for part, colour in zip(one.parts, colours, strict=True):
            long = max(0.0, float(part or 0)) * unit
            painter.fillRect(QRectF(left, top, long, high), colour)
            left += long
        if one.rest:
            self._frame(
                painter, view, QRectF(area.left(), top, float(one.budget or 0) * unit, high)
            )

    def _frame(self, painter: QPainter, view: Any, rect: QRectF) -> None:
        """Where the parts do not make up the budget, show how long it is."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(severity_colour("警告", view.palette), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRect(rect.adjusted(0.5, -1.5, -0.5, 1.5))

    def _complete(
        self, painter: QPainter, view: Any, index: AnyIndex, area: QRect, text: str
    ) -> None:
        words = view.fontMetrics.horizontalAdvance("100%") + _PAD
        bar = QRect(area.left(), area.center().y() - _THIN // 2, area.width() - words, _THIN)
        selected = bool(view.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.setPen(view.palette.color(role))
        if bar.width() > 10:
            paint_progress(painter, bar, index.data(PROGRESS), view.palette, selected)
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, align, text)
