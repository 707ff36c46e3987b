"""The list of what was found: its words painted with the place marked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from gui.boxframes import frame_boxes
from gui.findresults import MARKED
from gui.textunits import units

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
        item.text = ""
        style = item.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, item, painter, item.widget)
        part = QStyle.SubElement.SE_ItemViewItemText
        area = style.subElementRect(part, item, item.widget).adjusted(3, 0, -3, 0)
        _draw(painter, item, area, marked)


def _draw(painter: QPainter, item: Any, area: QRect, marked: tuple[str, int, int]) -> None:
    line, start, end = marked
    # what stands before gives way first
    metrics = item.fontMetrics
    room = max(0, area.width() - metrics.horizontalAdvance(line[start:end]) - 8)
    before = metrics.elidedText(line[:start], Qt.TextElideMode.ElideLeft, room // 2)
    selected = bool(item.state & QStyle.StateFlag.State_Selected)
    active = bool(item.state & QStyle.StateFlag.State_Active)
    group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
    role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
    found: Any = QTextLayout.FormatRange()
    found.start, found.length = units(before), units(line[start:end])
    found.format = _mark(item, selected, group)
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
    painter.setPen(item.palette.color(group, role))
    layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - row.height()) / 2))
    painter.restore()


def _mark(item: Any, selected: bool, group: QPalette.ColorGroup) -> QTextCharFormat:
    """Return how what was found looks: bold, on a tint of the palette's own accent."""
    mark = QTextCharFormat()
    bold = QFont(item.font)
    bold.setBold(True)
    mark.setFont(bold)
    if selected:
        mark.setFontUnderline(True)
    else:
        ground = item.palette.color(group, QPalette.ColorRole.Highlight)
        ground.setAlpha(70)
        mark.setBackground(ground)
    return mark


def results_list(parent: QWidget) -> QTreeView:
    """Return the list the results are shown in."""
    view = frame_boxes(QTreeView(parent))
    view.setRootIsDecorated(False)
    view.setUniformRowHeights(True)
    view.setAllColumnsShowFocus(True)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setItemDelegate(MarkDelegate(view))
    view.setAccessibleName("找到的地方")
    view.setToolTip("单击到那一格；空格键勾选或不勾选")
    return view
