"""The pages, one below the other; paints only those that can be seen."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from gui.pages.fonts import UNITS
from gui.pages.painter import PagePainter
from gui.preview.book import PageBook

FIT_WIDTH, FIT_PAGE = -1.0, -2.0
"""Zooms that follow the size of the window; any other is a factor, 1.0 for 100 %."""
LEAST, MOST = 0.5, 4.0
STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)

_LEAST_FIT = 0.1
_GAP = 14
_WHEEL = 120
_WAITING = "正在排版…"


class PageView(QAbstractScrollArea):
    """Shows some sections of a book.

    Attributes:
        zoom: the factor, or `FIT_WIDTH` or `FIT_PAGE`.

    Signals:
        page_changed: the number, from 0, of the page looked at.
        zoom_changed: the factor in use.
        project_wanted: the key of the section that was double-clicked.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(float)
    project_wanted = Signal(str)

    def __init__(self, book: PageBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._keys: list[str] = []
        self._starts: list[int] = [0]
        self._painter = PagePainter(book.styles)
        self._page = 0
        self._shown = -1.0
        self._drag: tuple[QPointF, QPoint] | None = None
        self._empty = ""
        self.zoom = FIT_WIDTH
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览")
        self.setToolTip("双击一页转到它的项目；按住拖动，Ctrl+滚轮 放大缩小，Alt+PgUp/PgDn 翻页")
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setAutoFillBackground(True)
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        book.counted.connect(self.recount)
        book.ready.connect(lambda _key: self.viewport().update())

    # -- what is shown ------------------------------------------------------------------

    def show_keys(self, keys: list[str], empty: str = "") -> None:
        """Show these sections; what is looked at stays in sight if it is among them.

        Args:
            keys: the sections, in order.
            empty: what to say where there is none.
        """
        key, page = self._at(self._page)
        offset = self.verticalScrollBar().value() - self._top(self._page)
        self._painter = PagePainter(self._book.styles)
        self._keys, self._empty = keys, empty
        counts = [self._book.count(key) for key in keys]
        self._starts = list(accumulate(counts, initial=0))
        self._place()
        if key in keys:
            page = min(page, self._book.count(key) - 1)
            self._page = self._starts[keys.index(key)] + page
            self.verticalScrollBar().setValue(self._top(self._page) + offset)
        else:
            self.verticalScrollBar().setValue(0)
        self._scrolled()

    def recount(self) -> None:
        """Take over numbers of pages that became known."""
        self.show_keys(self._keys, self._empty)

    @property
    def pages(self) -> int:
        """How many pages there are, as far as known."""
        return self._starts[-1]

    @property
    def page(self) -> int:
        """The page looked at, from 0."""
        return self._page

    def key_at(self, page: int) -> str:
        """Return which section a page belongs to; empty without any."""
        return self._at(page)[0]

    def go_to_page(self, page: int) -> None:
        """Scroll to a page, from 0."""
        page = max(0, min(page, self.pages - 1))
        self.verticalScrollBar().setValue(self._top(page) - _GAP)
        # at the end of the document the scroll bar may not reach it
        self._set_page(page)

    def go_to_key(self, key: str) -> None:
        """Scroll to a section's first page."""
        if key in self._keys:
            self.go_to_page(self._starts[self._keys.index(key)])

    # -- zoom ---------------------------------------------------------------------------

    @property
    def scale(self) -> float:
        """The zoom in use, 1.0 for 100 %."""
        styles, room = self._book.styles, self.viewport().size()
        if self.zoom > 0:
            return self.zoom
        bar = self.verticalScrollBar()
        wide = room.width() if bar.isVisible() else room.width() - bar.sizeHint().width()
        fit = (wide - 2 * _GAP) / (styles.page_width * self._dot())
        if self.zoom == FIT_PAGE:
            fit = min(fit, (room.height() - 2 * _GAP) / (styles.page_height * self._dot()))
        return max(_LEAST_FIT, min(MOST, fit))

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Set the zoom; what stands ``around`` a point of the viewport, or in its middle, stays."""
        spot = around or QPointF(self.viewport().rect().center())
        across = (self.horizontalScrollBar().value() + spot.x() - self._left()) / self._unit()
        page = self._page_at(self.verticalScrollBar().value() + spot.y())
        down = (self.verticalScrollBar().value() + spot.y() - self._top(page)) / self._unit()
        self.zoom = zoom if zoom < 0 else max(LEAST, min(MOST, zoom))
        self._place()
        unit = self._unit()
        self.verticalScrollBar().setValue(round(self._top(page) + down * unit - spot.y()))
        self.horizontalScrollBar().setValue(round(self._left() + across * unit - spot.x()))
        self._scrolled()
        self.viewport().update()

    def step_zoom(self, by: int, around: QPointF | None = None) -> None:
        """Go to the next larger (1) or smaller (-1) of the usual zooms."""
        now = self.scale
        if by > 0:
            self.set_zoom(next((one for one in STEPS if one > now + 0.01), MOST), around)
        else:
            self.set_zoom(next((one for one in STEPS[::-1] if one < now - 0.01), LEAST), around)

    # -- events -------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
            if not self._keys:
                painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(
                    self.viewport().rect().adjusted(20, 20, -20, -20), flags, self._empty
                )
                return
            first = self._page_at(self.verticalScrollBar().value() + event.rect().top())
            last = self._page_at(self.verticalScrollBar().value() + event.rect().bottom())
            for page in range(first, last + 1):
                self._paint_page(painter, page, event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turn = event.angleDelta().y()
            if turn:
                self.set_zoom(self.scale * 1.1 ** (turn / _WHEEL), event.position())
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        key = event.key()
        if key == Qt.Key.Key_Home:
            self.go_to_page(0)
        elif key == Qt.Key.Key_End:
            self.go_to_page(self.pages - 1)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_PageDown):
            bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
        elif key == Qt.Key.Key_PageUp:
            bar.triggerAction(bar.SliderAction.SliderPageStepSub)
        elif key == Qt.Key.Key_Down:
            bar.triggerAction(bar.SliderAction.SliderSingleStepAdd)
        elif key == Qt.Key.Key_Up:
            bar.triggerAction(bar.SliderAction.SliderSingleStepSub)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            start = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
            self._drag = event.position(), start
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            moved = (event.position() - self._drag[0]).toPoint()
            self.horizontalScrollBar().setValue(self._drag[1].x() - moved.x())
            self.verticalScrollBar().setValue(self._drag[1].y() - moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        y = self.verticalScrollBar().value() + event.position().y()
        if self._keys:
            self.project_wanted.emit(self.key_at(self._page_at(y)))

    # -- where things are ---------------------------------------------------------------

    def _dot(self) -> float:
        """Pixels of a unit at 100 %."""
        return self.logicalDpiX() / (72 * UNITS)

    def _unit(self) -> float:
        return self.scale * self._dot()

    def _step(self) -> int:
        """Pixels from one page to the next."""
        return round(self._book.styles.page_height * self._unit()) + _GAP

    def _top(self, page: int) -> int:
        return _GAP + page * self._step()

    def _left(self) -> int:
        wide = round(self._book.styles.page_width * self._unit())
        return max(_GAP, (self.viewport().width() - wide) // 2)

    def _page_at(self, y: float) -> int:
        return max(0, min(int((y - _GAP / 2) // self._step()), self.pages - 1))

    def _at(self, page: int) -> tuple[str, int]:
        """Return a page's section, and which of its pages it is."""
        if not self._keys:
            return "", 0
        place = min(bisect_right(self._starts, page) - 1, len(self._keys) - 1)
        return self._keys[place], page - self._starts[place]

    def _place(self) -> None:
        """Give the scroll bars the size of the whole."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        wide = round(self._book.styles.page_width * self._unit()) + 2 * _GAP
        high = self._top(self.pages)
        line = 3 * self.fontMetrics().height()
        for bar, whole, seen in (
            (across, wide, self.viewport().width()),
            (down, high, self.viewport().height()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(max(1, seen - line))
            bar.setSingleStep(line)
        scale = self.scale
        if scale != self._shown:
            self._shown = scale
            self.zoom_changed.emit(scale)

    def _keep_place(self) -> None:
        """After a change of size show the page that was looked at, as far down as before."""
        bar = self.verticalScrollBar()
        page = self._page
        self._place()
        if self.zoom < 0 and self._keys:
            bar.setValue(self._top(page) - _GAP)
        self._scrolled()

    def _scrolled(self) -> None:
        third = self.viewport().height() // 3
        self._set_page(self._page_at(self.verticalScrollBar().value() + third))
        self.viewport().update()

    def _set_page(self, page: int) -> None:
        self._page = page
        self.page_changed.emit(page)

    def _paint_page(self, painter: QPainter, page: int, seen: QRect) -> None:
        styles, unit = self._book.styles, self._unit()
        top = self._top(page) - self.verticalScrollBar().value()
        left = self._left() - self.horizontalScrollBar().value()
        size = round(styles.page_width * unit), round(styles.page_height * unit)
        paper = QRect(left, top, *size)
        edge = self.palette().color(QPalette.ColorRole.Shadow)
        # paper is white and ink black in a dark window too: this is how it prints
        painter.fillRect(paper, Qt.GlobalColor.white)
        painter.setPen(edge)
        painter.drawRect(paper.adjusted(-1, -1, 0, 0))
        key, number = self._at(page)
        pages = self._book.pages(key)
        if pages is None or number >= len(pages):
            painter.setPen(QColor(Qt.GlobalColor.gray))
            painter.drawText(paper, Qt.AlignmentFlag.AlignCenter, _WAITING)
            return
        first = self._book.first_number(key)
        painter.save()
        painter.setClipRect(QRectF(paper.intersected(seen)))
        painter.translate(left, top)
        painter.scale(unit, unit)
        self._painter.paint(painter, pages[number], None if first is None else first + number)
        painter.restore()
