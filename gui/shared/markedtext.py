"""Texts with marks: what went struck through, what came underlined, what was found bold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextEdit,
    QTreeView,
)

from gui.shared.elidedline import draw_line
from gui.shared.icons import severity_colour
from gui.shared.rowpaint import colour_group, is_selected, paint_without_text, text_colour
from gui.shared.textunits import units
from model.compare.runs import Run, text_runs
from model.compare.visible import visible

AnyIndex = QModelIndex | QPersistentModelIndex

RUNS = Qt.ItemDataRole.UserRole + 40
"""The runs a cell shows: a sequence of `Run`, those of one side alone."""
SPANNED = Qt.ItemDataRole.UserRole + 41
"""Whether the first cell of a row takes the whole row."""
_TINT = 60
"""How strongly what changed is tinted, of 255; the line through or under it says the same."""
_PAD = 3
_FOUND_TINT = 70
"""The same of what was found."""
_GAP = 8
"""Pixels kept free for letters that a bold face makes wider."""


class MarkedTextDelegate(QStyledItemDelegate):
    """Paints texts from their runs; a text without runs as any other.

    Args:
        view: the list it paints.
        wraps: whether texts take as many lines as they need; otherwise one.
        inset: pixels between the cell's edge and its text.
    """

    def __init__(self, view: QTreeView, wraps: bool = False, inset: int = _PAD + 1) -> None:
        super().__init__(view)
        self._inset = inset
        self._view = view
        self._wraps = wraps

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        runs = index.data(RUNS)
        if runs is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        # PySide's own type hints leave out a style option's members
        item: Any = option
        paint_without_text(painter, item)
        part = QStyle.SubElement.SE_ItemViewItemText
        room = item.widget.style().subElementRect(part, item, item.widget)
        area = room.adjusted(self._inset, _PAD, -self._inset, -_PAD)
        layout = self._laid_out(
            _in_sight(runs, item.fontMetrics, area.width()),
            item,
            area.width(),
            tinted=not is_selected(item),
        )
        painter.save()
        painter.setPen(text_colour(item))
        if self._wraps:
            painter.setClipRect(area)
            layout.draw(painter, QPointF(area.topLeft()))
        else:
            draw_line(painter, layout, QRectF(area))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        # PySide's own type hints leave out a style option's members
        item: Any = option
        item.font, item.palette = self._view.font(), self._view.palette()
        metrics = QFontMetrics(item.font)
        if not self._wraps:
            return QSize(10 * _PAD, metrics.height() + 2 * _PAD + 2)
        width = max(1, self._view.columnWidth(index.column()) - 2 * _PAD - 2)
        runs = index.data(RUNS)
        if runs is not None:
            height = self._laid_out(runs, item, width, tinted=False).boundingRect().height()
            return QSize(10 * _PAD, round(height) + 2 * _PAD + 2)
        # the view itself hears of it only after it asks for heights
        if index.data(SPANNED):
            width = self._view.viewport().width() - 2 * _PAD - 2
        room = QRect(0, 0, width, 100_000)
        height = metrics.boundingRect(room, _WRAPPED, str(index.data())).height()
        return QSize(10 * _PAD, height + 2 * _PAD + 2)

    def _laid_out(self, runs: Sequence[Run], item: Any, width: int, tinted: bool) -> QTextLayout:
        text, formats = "", []
        for run in runs:
            shown = visible(run)
            shown = shown.replace("\n", "\u2028" if self._wraps else " ")
            if run.kind != "equal":
                marked: Any = QTextLayout.FormatRange()
                marked.start, marked.length = units(text), units(shown)
                if run.kind == "found":
                    marked.format = _found_format(item)
                else:
                    marked.format = mark_format(item.palette, run.kind == "delete", tinted)
                formats.append(marked)
            text += shown
        layout = QTextLayout(text, item.font)
        option = QTextOption()
        mode = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        option.setWrapMode(mode if self._wraps else QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setFormats(formats)
        _break_lines(layout, width if self._wraps else 1e6)
        return layout


_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere)


def mark_format(palette: QPalette, goes: bool, tinted: bool = True) -> QTextCharFormat:
    """Return how what goes (struck through) or comes (underlined) looks."""
    made = QTextCharFormat()
    if goes:
        made.setFontStrikeOut(True)
    else:
        # a whole line below “=” would look like another sign
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    if tinted:
        ground = severity_colour("错误" if goes else "完成", palette)
        ground.setAlpha(_TINT)
        made.setBackground(ground)
    return made


def _found_format(item: Any) -> QTextCharFormat:
    """Return how what was found looks: bold, on a tint of the palette's own accent."""
    made = QTextCharFormat()
    bold = QFont(item.font)
    bold.setBold(True)
    made.setFont(bold)
    if is_selected(item):
        made.setFontUnderline(True)
    else:
        ground = item.palette.color(colour_group(item), QPalette.ColorRole.Highlight)
        ground.setAlpha(_FOUND_TINT)
        made.setBackground(ground)
    return made


def _in_sight(runs: Sequence[Run], metrics: QFontMetrics, width: int) -> Sequence[Run]:
    """Cut what stands before a found part, then what stands behind it, until there is room."""
    if [run.kind for run in runs] != ["equal", "found", "equal"]:
        return runs
    before, found, after = (run.text for run in runs)
    room = max(0, width - metrics.horizontalAdvance(found) - _GAP)
    before = metrics.elidedText(before, Qt.TextElideMode.ElideLeft, room // 2)
    used = metrics.horizontalAdvance(before + found) + _GAP
    after = metrics.elidedText(after, Qt.TextElideMode.ElideRight, width - used)
    return found_runs(before + found + after, len(before), len(before) + len(found))


def found_runs(line: str, start: int, end: int) -> list[Run]:
    """Return a line of words as runs, a part of it found."""
    return [Run("equal", line[:start]), Run("found", line[start:end]), Run("equal", line[end:])]


def one_side(runs: Iterable[Run], side: str) -> list[Run]:
    """Return the runs of one text: ``delete`` for that before, ``insert`` for that after."""
    return [run for run in runs if run.kind in ("equal", side)]


def show_runs(view: QTextEdit, runs: Iterable[Run], nothing: str) -> None:
    """Show a whole text with its marks; ``nothing`` where there is none."""
    view.clear()
    _insert(view, runs, nothing)
    view.moveCursor(QTextCursor.MoveOperation.Start)


def show_change(view: QTextEdit, before: str, after: str) -> None:
    """Show the whole text before and after, one above the other."""
    runs = text_runs(before, after)
    view.clear()
    for title, side in (("原来：", "delete"), ("\n改成：", "insert")):
        view.textCursor().insertText(title, QTextCharFormat())
        _insert(view, one_side(runs, side), "（空）")
    view.moveCursor(QTextCursor.MoveOperation.Start)


def _insert(view: QTextEdit, runs: Iterable[Run], nothing: str) -> None:
    cursor = view.textCursor()
    usual = QTextCharFormat()
    begun = cursor.position()
    for run in runs:
        marked = run.kind != "equal"
        look = mark_format(view.palette(), run.kind == "delete") if marked else usual
        cursor.insertText(visible(run), look)
    if cursor.position() == begun:
        cursor.insertText(nothing, usual)


def _break_lines(layout: QTextLayout, width: float) -> None:
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
