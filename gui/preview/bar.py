"""The bar above the preview: what is shown, which page, how large, print, PDF."""

from __future__ import annotations

import re

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QToolButton,
    QWidget,
)

from gui.preview.view import FIT_PAGE, FIT_WIDTH, LEAST, MOST, STEPS
from gui.shared.accessiblenames import name_parts
from gui.shared.icons import icon

ONE, ALL = range(2)
"""What is shown and printed: the current project, or the whole document."""

_FITS = (("适合宽度", FIT_WIDTH), ("适合整页", FIT_PAGE))
_NUMBER = re.compile(r"\s*+(\d+(?:\.\d+)?)\s*+[%％]?\s*+")


class PreviewBar(QWidget):
    """Only widgets; what they do is the pane's.

    Signals:
        scope_changed: `ONE` or `ALL`.
        page_wanted: a page, from 0.
        zoom_wanted: a factor, or one of the fits.
        zoom_stepped: 1 for larger, -1 for smaller.
        print_wanted, pdf_wanted: the buttons.
    """

    scope_changed = Signal(int)
    page_wanted = Signal(int)
    zoom_wanted = Signal(float)
    zoom_stepped = Signal(int)
    print_wanted = Signal()
    pdf_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scope = QComboBox(self)
        self.scope.addItems(["本项目", "全部"])
        self.scope.setCurrentIndex(ALL)
        self.scope.setAccessibleName("预览和打印的范围")
        self.scope.setToolTip("预览、打印和导出 PDF 的范围：当前项目的表，或整份绩效文本")
        self.scope.currentIndexChanged.connect(self.scope_changed)
        self.page = QSpinBox(self)
        self.page.setKeyboardTracking(False)
        self.page.setAccessibleName("第几页")
        self.page.setToolTip("看第几页（Alt+PgUp 上一页，Alt+PgDn 下一页）")
        self.page.valueChanged.connect(lambda number: self.page_wanted.emit(number - 1))
        self.total = QLabel(self)
        self.zoom = self._zoom_box()
        self.previous = self._button("previous", "上一页", "Alt+PgUp")
        self.previous.clicked.connect(self.page.stepDown)
        self.next = self._button("next", "下一页", "Alt+PgDn")
        self.next.clicked.connect(self.page.stepUp)
        self.smaller = self._button("", "缩小", "Ctrl+-", "－")
        self.smaller.clicked.connect(lambda: self.zoom_stepped.emit(-1))
        self.larger = self._button("", "放大", "Ctrl++", "＋")
        self.larger.clicked.connect(lambda: self.zoom_stepped.emit(1))
        self.print = self._button("print", "打印…", "Ctrl+P", "打印…")
        self.print.clicked.connect(self.print_wanted)
        self.pdf = self._button("pdf", "导出 PDF…", "Ctrl+Shift+P", "导出 PDF…")
        self.pdf.clicked.connect(self.pdf_wanted)
        box = QHBoxLayout(self)
        box.setContentsMargins(6, 4, 6, 4)
        which = (self.scope, _line(self), self.previous, self.page, self.total, self.next)
        for widget in (*which, _line(self), self.smaller, self.zoom, self.larger):
            box.addWidget(widget)
        box.addStretch(1)
        box.addWidget(self.print)
        box.addWidget(self.pdf)
        name_parts(self)

    def show_icons(self) -> None:
        """Draw the icons in the palette's colours."""
        for button in (self.previous, self.next, self.print, self.pdf):
            button.setIcon(icon(button.objectName()))

    def show_page(self, page: int, pages: int, complete: bool) -> None:
        """Say which page, from 0, of how many is looked at."""
        with QSignalBlocker(self.page):
            self.page.setRange(min(1, pages), pages)
            self.page.setValue(page + 1)
        self.total.setText(f"/ {pages} 页" if complete else f"/ {pages} 页…")
        self.previous.setEnabled(page > 0)
        self.next.setEnabled(page + 1 < pages)

    def show_zoom(self, zoom: float, scale: float) -> None:
        """Say how large pages are shown: ``zoom`` as it was chosen, ``scale`` as it came out."""
        with QSignalBlocker(self.zoom):
            names = {value: name for name, value in _FITS}
            text = names.get(zoom) or f"{scale * 100:.0f}%"
            self.zoom.setCurrentIndex(self.zoom.findData(zoom))
            self.zoom.setEditText(text)
        self.zoom.setAccessibleDescription(f"{scale * 100:.0f}%")
        self.smaller.setEnabled(scale > LEAST + 0.001)
        self.larger.setEnabled(scale < MOST - 0.001)

    def minimumSizeHint(self) -> QSize:
        # without the words of its last buttons, which have signs as well
        least = super().minimumSizeHint()
        return QSize(least.width() - self._spared(), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        styles = Qt.ToolButtonStyle
        wanted = self.sizeHint().width() + self._spared(shown=False)
        narrow = event.size().width() < wanted
        for button in (self.print, self.pdf):
            style = styles.ToolButtonIconOnly if narrow else styles.ToolButtonTextBesideIcon
            if button.toolButtonStyle() != style:
                button.setToolButtonStyle(style)

    def _spared(self, shown: bool = True) -> int:
        """Return how wide the words are that are shown, or those that are left out."""
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        words = [
            one for one in (self.print, self.pdf) if (one.toolButtonStyle() == beside) == shown
        ]
        return sum(one.fontMetrics().horizontalAdvance(one.text()) for one in words)

    def _zoom_box(self) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for name, zoom in _FITS:
            box.addItem(name, zoom)
        for zoom in STEPS:
            box.addItem(f"{zoom * 100:.0f}%", zoom)
        box.setAccessibleName("显示比例")
        box.setToolTip(
            "显示比例，50% 到 400%（Ctrl+加号 放大，Ctrl+减号 缩小，Ctrl+0 原大，Ctrl+滚轮）"
        )
        box.activated.connect(lambda row: self.zoom_wanted.emit(box.itemData(row)))
        edit = box.lineEdit()
        assert edit is not None
        edit.returnPressed.connect(self._zoom_typed)
        return box

    def _zoom_typed(self) -> None:
        text = self.zoom.currentText()
        found = _NUMBER.fullmatch(text)
        row = self.zoom.findText(text.strip())
        if row >= 0:
            self.zoom_wanted.emit(self.zoom.itemData(row))
        elif found:
            self.zoom_wanted.emit(max(LEAST, min(MOST, float(found[1]) / 100)))
        else:
            # not understood: show again what is
            self.zoom_stepped.emit(0)

    def _button(self, sign: str, name: str, keys: str, text: str = "") -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(sign)
        button.setText(text)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(name)
        button.setToolTip(f"{name.rstrip('…')}（{keys}）")
        if sign:
            button.setIcon(icon(sign))
        if sign and text:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setFrameShape(QFrame.Shape.VLine)
    line.setFrameShadow(QFrame.Shadow.Sunken)
    return line
