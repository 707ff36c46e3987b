"""Paints a project: number and name, what is found, how complete it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.projects.model import COUNTS, FOLDED, INSIDE, NUMBER, PROGRESS, STATE
from gui.shared.icons import severity_icon
from gui.shared.progressbar import paint_progress
from model.overview.progress import Progress

_PAD = 6
_BAR = 4


def triangle_width(metrics: QFontMetrics) -> int:
    """Return how much of a row that folds, from its left edge, is its triangle."""
    return metrics.height() + _PAD


def _triangle(painter: QPainter, area: QRect, folded: bool) -> None:
    """Draw the sign of a row that folds: it points right when folded, down when not."""
    half, middle = area.height() // 5, QPointF(area.center())
    sides = (
        ((-half, -2 * half), (half, 0), (-half, 2 * half))
        if folded
        else ((-2 * half, -half), (2 * half, -half), (0, half))
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon([middle + QPointF(x, y) for x, y in sides])
    painter.restore()


class ProjectDelegate(QStyledItemDelegate):
    """Two lines a row: the name; a thin bar with its percent, and the counts."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view: Any = option
        height = view.fontMetrics.height()
        return QSize(12 * height, 2 * height + 3 * _PAD)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        self.initStyleOption(option, index)
        # what every option of a view has, its type hints leave out
        view: Any = option
        view.text = ""
        control = QStyle.ControlElement.CE_ItemViewItem
        view.widget.style().drawControl(control, view, painter, view.widget)
        selected = bool(view.state & QStyle.StateFlag.State_Selected)
        active = bool(view.state & QStyle.StateFlag.State_Active)
        group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        text = view.palette.color(group, role)
        painter.setPen(text)
        inside = 2 * _PAD if index.data(INSIDE) else 0
        area = view.rect.adjusted(_PAD + inside, _PAD, -_PAD, -_PAD)
        line = view.fontMetrics.height()
        folded = index.data(FOLDED)
        if folded is not None:
            width = triangle_width(view.fontMetrics)
            _triangle(painter, QRect(area.x(), area.y(), width - _PAD, line), folded)
            area.setLeft(area.left() + width - _PAD)
        self._name(painter, view, index, QRect(area.x(), area.y(), area.width(), line))
        below = QRect(area.x(), area.bottom() - line, area.width(), line)
        part = index.data(PROGRESS) is None
        below.setLeft(
            below.left() + (self._state if part else self._percent)(painter, view, index, below)
        )
        self._counts(painter, view, index, below)
        painter.restore()

    def _name(
        self,
        painter: QPainter,
        view: Any,
        index: QModelIndex | QPersistentModelIndex,
        area: QRect,
    ) -> None:
        number = max(0, index.data(NUMBER))
        font = QFont(view.font)
        font.setBold(not number)
        painter.setFont(font)
        name = f"{number}. {index.data()}" if number else str(index.data())
        shown = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(view.font)

    def _state(
        self,
        painter: QPainter,
        view: Any,
        index: QModelIndex | QPersistentModelIndex,
        area: QRect,
    ) -> int:
        """Draw what is to be said of a part; return its width."""
        words = str(index.data(STATE))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setOpacity(0.7)
        painter.drawText(area, align, words)
        painter.setOpacity(1.0)
        return int(view.fontMetrics.horizontalAdvance(words)) + _PAD

    def _percent(
        self,
        painter: QPainter,
        view: Any,
        index: QModelIndex | QPersistentModelIndex,
        area: QRect,
    ) -> int:
        """Draw the bar and its percent; return their width."""
        progress: Progress = index.data(PROGRESS)
        metrics = view.fontMetrics
        words: int = metrics.horizontalAdvance("100%")
        length: int = max(24, min(110, area.width() // 3))
        bar = QRect(area.x(), area.center().y() - _BAR // 2 + 1, length, _BAR)
        selected = bool(view.state & QStyle.StateFlag.State_Selected)
        paint_progress(painter, bar, progress, view.palette, selected)
        spot = QRect(bar.right() + _PAD, area.y(), words, area.height())
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(spot, align, f"{progress.percent}%")
        return length + words + 3 * _PAD

    def _counts(
        self,
        painter: QPainter,
        view: Any,
        index: QModelIndex | QPersistentModelIndex,
        area: QRect,
    ) -> None:
        """Draw the counts from the right: sign, number."""
        errors, warnings = index.data(COUNTS)
        metrics = view.fontMetrics
        size = metrics.ascent()
        right = area.right()
        for word, count in (("警告", warnings), ("错误", errors)):
            if not count:
                continue
            width = metrics.horizontalAdvance(str(count))
            spot = QRect(right - width, area.y(), width + 1, area.height())
            left = spot.left() - size - 3
            if left < area.left():
                return
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(spot, align, str(count))
            top = area.center().y() - size // 2 + 1
            selected = bool(view.state & QStyle.StateFlag.State_Selected)
            mode = QIcon.Mode.Selected if selected else QIcon.Mode.Normal
            spot, middle = QRect(left, top, size, size), Qt.AlignmentFlag.AlignCenter
            severity_icon(word).paint(painter, spot, middle, mode)
            right = left - 2 * _PAD
