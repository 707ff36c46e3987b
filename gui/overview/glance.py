"""The department's money at a glance: pairs of amounts as bars, and what they say together."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gui.document.session import Session
from gui.overview.colours import part_colours
from gui.shared.icons import severity_colour
from model.layout.publication_load import publication_of
from model.parts.amount_finder import Finder
from model.parts.glance import Glance, Side, glances
from model.parts.view import PartsView

_MOST = Decimal(1000)


class GlanceBoard(QWidget):
    """Shows the pairs the publication wants shown; hidden where there are no parts."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._finder: Finder | None = None
        self._shown: list[Glance] = []
        self.setAccessibleName("收支、“三公”经费和项目支出")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 6, 8, 2)
        self._row.setSpacing(24)
        self.refresh()

    @property
    def shown(self) -> list[Glance]:
        """What is shown."""
        return self._shown

    def refresh(self) -> None:
        """Show the amounts as they are now."""
        now = self._now()
        if now != self._shown:
            self._shown = now
            self._fill()
        self.setVisible(bool(now))

    def _now(self) -> list[Glance]:
        disclosure = self._session.disclosure
        publication = publication_of(disclosure.publication) if disclosure.parts else None
        if publication is None:
            self._finder = None
            return []
        if self._finder is None or self._finder.publication is not publication:
            self._finder = Finder(publication)
        self._finder.forget_targets()
        return list(glances(PartsView(disclosure, publication, self._finder)))

    def _fill(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in self._shown:
            self._row.addWidget(_Pair(self._session, one, self), 1)


class _Pair(QWidget):
    """Two amounts as bars, one above the other; each is a button that goes to its place."""

    def __init__(self, session: Session, glance: Glance, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        title = QLabel(glance.title, self)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        words = QLabel(glance.words, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        palette = QPalette(self.palette())
        if glance.good is not None:
            colour = severity_colour("完成" if glance.good else "错误", palette)
            palette.setColor(QPalette.ColorRole.WindowText, colour)
        words.setPalette(palette)
        words.setAccessibleName(f"{glance.title}：{glance.words}")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(1)
        sides = (glance.left, glance.right)
        most = max(
            (abs(side.value) for side in sides if side.value is not None), default=Decimal(0)
        )
        for row, side in enumerate(sides):
            grid.addWidget(QLabel(side.title, self), row, 0)
            grid.addWidget(_Bar(side, most, row, self), row, 1)
            grid.addWidget(self._figure(side, glance.title), row, 2)
        grid.setColumnStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(title)
        box.addLayout(grid)
        box.addWidget(words)
        box.addStretch(1)

    def _figure(self, side: Side, title: str) -> QToolButton:
        made = QToolButton(self)
        made.setAutoRaise(True)
        made.setText(side.shown)
        made.setAccessibleName(f"{title} {side.title} {side.shown}")
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setToolTip("到写这个数的地方" if side.ref is not None else "各部分里没有找到这个数")
        made.setEnabled(side.ref is not None)
        if side.ref is not None:
            ref = side.ref
            made.clicked.connect(lambda: self._session.go_to(ref))
        return made


class _Bar(QWidget):
    """How large an amount is beside the larger of the two."""

    def __init__(self, side: Side, most: Decimal, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        share = abs(side.value) * _MOST / most if side.value is not None and most else Decimal(0)
        self._share = float(share / _MOST)
        self._number = number

    def sizeHint(self) -> QSize:
        return QSize(40, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            high = self.height() * 0.6
            ground = self.palette().color(QPalette.ColorRole.WindowText)
            ground.setAlpha(24)
            whole = QRectF(0, (self.height() - high) / 2, self.width(), high)
            painter.fillRect(whole, ground)
            whole.setWidth(whole.width() * self._share)
            painter.fillRect(whole, part_colours(self.palette(), 2)[self._number])
