"""The buttons beside an indicator's row: drag it, add one below, delete it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from gui.shared.icons import icon


class _Grip(QToolButton):
    """Pulled up or down, it moves its row."""

    pulled = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._from: QPoint | None = None
        self._pulling = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().placeholderText())
            middle = QPointF(self.width() / 2, self.height() / 2)
            gap = self.height() / 5
            for across in (-0.5, 0.5):
                for down in (-1, 0, 1):
                    painter.drawEllipse(middle + QPointF(across * gap, down * gap), 1.5, 1.5)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().toPoint()
            self._pulling = False
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        now = event.globalPosition().toPoint()
        if self._from is None:
            return
        far = (now - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self._pulling or far:
            self._pulling = True
            self.pulled.emit(now)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pulling:
            self.dropped.emit(event.globalPosition().toPoint())
        self._from = None
        self._pulling = False
        event.accept()


class RowTools(QWidget):
    """Stands beside one row at a time.

    Args:
        viewport: what it stands on.
        noun: what a row is.
        where: where a new one comes.

    Signals:
        add_wanted, delete_wanted: of the row's id.
        pulled, dropped: the row's id, and where the mouse is on the screen.
    """

    add_wanted = Signal(str)
    delete_wanted = Signal(str)
    pulled = Signal(str, QPoint)
    dropped = Signal(str, QPoint)

    def __init__(
        self, viewport: QWidget, noun: str = "指标", where: str = "在这个二级指标下"
    ) -> None:
        # not a widget of its own on the screen: the three buttons stand on the viewport
        super().__init__(viewport)
        self.hide()
        self.row_id = ""
        self.grip = _Grip(viewport)
        self.add = QToolButton(viewport)
        self.delete = QToolButton(viewport)
        self._dress(self.grip, "", f"拖动{noun}", f"拖动可移动这{_one(noun)}（Alt+↑ Alt+↓）")
        self._dress(
            self.add, "add", f"添加{noun}", f"{where}添加一{_one(noun)}（Ctrl+Shift+Enter）"
        )
        self._dress(self.delete, "delete", f"删除{noun}", f"删除这{_one(noun)}（Ctrl+Shift+Del）")
        self.grip.setCursor(Qt.CursorShape.OpenHandCursor)
        self.add.clicked.connect(lambda: self.add_wanted.emit(self.row_id))
        self.delete.clicked.connect(lambda: self.delete_wanted.emit(self.row_id))
        self.grip.pulled.connect(lambda point: self.pulled.emit(self.row_id, point))
        self.grip.dropped.connect(lambda point: self.dropped.emit(self.row_id, point))
        self.stand("", QRect(), False)

    def _dress(self, button: QToolButton, sign: str, name: str, tip: str) -> None:
        if sign:
            button.setIcon(icon(sign))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(name)
        button.setToolTip(tip)

    def stand(self, row_id: str, row: QRect, pending: bool) -> None:
        """Stand beside a row, given in the viewport's pixels; hide for an empty id.

        A pending row can neither be moved nor deleted.
        """
        self.row_id = row_id
        size = self.add.fontMetrics().height() + 6
        top = row.center().y() - size // 2
        self.grip.setGeometry(row.left() - size - 3, top, size, size)
        self.add.setGeometry(row.right() + 4, top, size, size)
        self.delete.setGeometry(row.right() + 4 + size, top, size, size)
        self.add.setVisible(bool(row_id))
        self.grip.setVisible(bool(row_id) and not pending)
        self.delete.setVisible(bool(row_id) and not pending)


def _one(noun: str) -> str:
    return noun if noun == "行" else f"个{noun}"
