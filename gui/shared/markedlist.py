"""The list of what was found: its words painted with the place marked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from gui.find.model import MARKED
from gui.shared.boxframes import frame_boxes
from gui.shared.rowpaint import as_rows, colour_group, is_selected, paint_without_text, text_colour
from gui.shared.textunits import units

AnyIndex = QModelIndex | QPersistentModelIndex


class MarkDelegate(QStyledItemDelegate):
    """Paints the words of a cell with what was found marked, and always in sight."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        marked = index.data(MARKED)
        if marked is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        # PySide's own type hints leave out a style option's members
        item: Any = option
        paint_without_text(painter, item)
        part = QStyle.SubElement.SE_ItemViewItemText
        area = item.widget.style().subElementRect(part, item, item.widget).adjusted(3, 0, -3, 0)
        _draw(painter, item, area, marked)


def _draw(painter: QPainter, item: Any, area: QRect, marked: tuple[str, int, int]) -> None:
    line, start, end = marked
    # what stands before gives way first
    metrics = item.fontMetrics
    room = max(0, area.width() - metrics.horizontalAdvance(line[start:end]) - 8)
    before = metrics.elidedText(line[:start], Qt.TextElideMode.ElideLeft, room // 2)
    found: Any = QTextLayout.FormatRange()
    found.start, found.length = units(before), units(line[start:end])
    found.format = _mark(item)
    used = metrics.horizontalAdvance(before + line[start:end]) + 8
    after = metrics.elidedText(line[end:], Qt.TextElideMode.ElideRight, area.width() - used)
    layout = QTextLayout(before + line[start:end] + after, item.font)
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(wrap)
    layout.setFormats([found])
    layout.beginLayout()
    row = layout.createLine()
    row.setLineWidth(1e6)
    layout.endLayout()
    painter.save()
    painter.setClipRect(area)
    painter.setPen(text_colour(item))
    layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - row.height()) / 2))
    painter.restore()


def _mark(item: Any) -> QTextCharFormat:
    """Return how what was found looks: bold, on a tint of the palette's own accent."""
    mark = QTextCharFormat()
    bold = QFont(item.font)
    bold.setBold(True)
    mark.setFont(bold)
    if is_selected(item):
        mark.setFontUnderline(True)
    else:
        ground = item.palette.color(colour_group(item), QPalette.ColorRole.Highlight)
        ground.setAlpha(70)
        mark.setBackground(ground)
    return mark


def results_list(parent: QWidget) -> QTreeView:
    """Return the list the results are shown in."""
    view = frame_boxes(QTreeView(parent))
    as_rows(view)
    view.setItemDelegate(MarkDelegate(view))
    view.setAccessibleName("找到的地方")
    view.setToolTip("单击到那一格；空格键勾选或不勾选")
    return view
