"""What lists of rows share: how they are set up, and what lies below a text painted by us."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyle, QTreeView


def as_rows(view: QTreeView) -> None:
    """Make a tree view a list of whole rows that are read, not edited."""
    view.setRootIsDecorated(False)
    view.setUniformRowHeights(True)
    view.setAllColumnsShowFocus(True)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)


def paint_without_text(painter: QPainter, item: Any) -> None:
    """Paint all of an item but its text: ground, tick box, icon, focus.

    Args:
        painter: the item's.
        item: its style option, filled; PySide's type hints leave out its members.
    """
    item.text = ""
    item.widget.style().drawControl(
        QStyle.ControlElement.CE_ItemViewItem, item, painter, item.widget
    )


def is_selected(item: Any) -> bool:
    """Tell whether an item is selected."""
    return bool(item.state & QStyle.StateFlag.State_Selected)


def colour_group(item: Any) -> QPalette.ColorGroup:
    """Return the palette's colours an item is painted in."""
    active = bool(item.state & QStyle.StateFlag.State_Active)
    return QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive


def text_colour(item: Any) -> QColor:
    """Return the colour of an item's text."""
    role = QPalette.ColorRole.HighlightedText if is_selected(item) else QPalette.ColorRole.Text
    return item.palette.color(colour_group(item), role)  # type: ignore[no-any-return]
