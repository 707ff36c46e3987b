"""How a comparison looks: what went struck through, what came underlined, both tinted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextEdit,
    QTreeView,
)

from gui.shared.elidedline import draw_line
from gui.shared.icons import severity_colour
from gui.shared.rowpaint import is_selected, paint_without_text, text_colour
from gui.shared.textunits import units
from model.compare.runs import Run
from model.compare.visible import visible

AnyIndex = QModelIndex | QPersistentModelIndex

RUNS = Qt.ItemDataRole.UserRole + 40
"""The runs a cell shows: a sequence of `Run`, those of one side alone."""
SPANNED = Qt.ItemDataRole.UserRole + 41
"""Whether the first cell of a row takes the whole row."""
_TINT = 60
"""How strongly what changed is tinted, of 255; the line through or under it says the same."""
_PAD = 3


class RunsDelegate(QStyledItemDelegate):
    """Paints texts from their runs.

    Args:
        view: the list it paints.
        wraps: whether texts take as many lines as they need; otherwise one.
    """

    def __init__(self, view: QTreeView, wraps: bool = False) -> None:
        super().__init__(view)
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
        area = item.rect.adjusted(_PAD + 1, _PAD, -_PAD - 1, -_PAD)
        layout = self._laid_out(runs, item, area.width(), tinted=not is_selected(item))
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
                found: Any = QTextLayout.FormatRange()
                found.start, found.length = units(text), units(shown)
                found.format = mark_format(item.palette, run.kind == "delete", tinted)
                formats.append(found)
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


def one_side(runs: Iterable[Run], side: str) -> list[Run]:
    """Return the runs of one text: ``delete`` for that before, ``insert`` for that after."""
    return [run for run in runs if run.kind in ("equal", side)]


def show_runs(view: QTextEdit, runs: Iterable[Run], nothing: str) -> None:
    """Show a whole text with its marks; ``nothing`` where there is none."""
    view.clear()
    cursor = view.textCursor()
    usual = QTextCharFormat()
    for run in runs:
        marked = run.kind != "equal"
        look = mark_format(view.palette(), run.kind == "delete") if marked else usual
        cursor.insertText(visible(run), look)
    if cursor.position() == 0:
        cursor.insertText(nothing, usual)
    view.moveCursor(QTextCursor.MoveOperation.Start)


def _break_lines(layout: QTextLayout, width: float) -> None:
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
