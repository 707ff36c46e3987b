"""Paints texts with what goes struck through and what comes underlined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import (
    QPainter,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTextEdit

from gui.findings.mendmodel import BEFORE, PIECES
from gui.shared.elidedline import draw_line
from gui.shared.pieces import Piece, after_pieces, before_pieces
from gui.shared.rowpaint import is_selected, paint_without_text, text_colour
from gui.shared.runs import mark_format
from gui.shared.textunits import units

AnyIndex = QModelIndex | QPersistentModelIndex


class PiecesDelegate(QStyledItemDelegate):
    """Paints a text of the list from its pieces."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        pieces = index.data(PIECES)
        if pieces is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        # PySide's own type hints leave out a style option's members
        item: Any = option
        paint_without_text(painter, item)
        part = QStyle.SubElement.SE_ItemViewItemText
        area = item.widget.style().subElementRect(part, item, item.widget).adjusted(3, 0, -3, 0)
        changed = mark_format(item.palette, index.column() == BEFORE, tinted=not is_selected(item))
        layout = _laid_out(pieces, item.font, changed)
        painter.save()
        painter.setPen(text_colour(item))
        draw_line(painter, layout, QRectF(area))
        painter.restore()


def show_change(view: QTextEdit, before: str, after: str) -> None:
    """Show the whole text before and after, one above the other."""
    view.clear()
    cursor = view.textCursor()
    usual = QTextCharFormat()
    for title, goes, pieces in (
        ("原来：", True, before_pieces(before, after, whole=True)),
        ("\n改成：", False, after_pieces(before, after, whole=True)),
    ):
        cursor.insertText(title, usual)
        changed = mark_format(view.palette(), goes)
        for text, marked in pieces or [("（空）", False)]:
            cursor.insertText(text, changed if marked else usual)
    view.moveCursor(QTextCursor.MoveOperation.Start)


def _laid_out(pieces: Iterable[Piece], font: Any, changed: QTextCharFormat) -> QTextLayout:
    text, formats = "", []
    for piece, marked in pieces:
        if marked:
            found: Any = QTextLayout.FormatRange()
            found.start, found.length = units(text), units(piece)
            found.format = changed
            formats.append(found)
        text += piece
    layout = QTextLayout(text, font)
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(wrap)
    layout.setFormats(formats)
    layout.beginLayout()
    layout.createLine().setLineWidth(1e6)
    layout.endLayout()
    return layout
