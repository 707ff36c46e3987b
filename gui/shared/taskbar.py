"""Shows background work in the status bar, with a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from gui.shared.icons import icon
from gui.shared.tasks import Tasks

_WIDTH = 180


class TaskBar(QWidget):
    """Name, progress, cancel; hidden while nothing runs."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(self)
        self.bar.setFixedWidth(_WIDTH)
        self.bar.setAccessibleName("进度")
        self.cancel = QToolButton(self)
        self.cancel.setIcon(icon("cancel"))
        self.cancel.setAutoRaise(True)
        self.cancel.setAccessibleName("取消")
        self.cancel.setToolTip("停下正在做的事，写了一半的文件不会留下")
        self.cancel.clicked.connect(tasks.cancel)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.label, self.bar, self.cancel):
            box.addWidget(widget)
        tasks.started.connect(self.begin)
        tasks.progressed.connect(self._progress)
        tasks.ended.connect(self.hide)
        self.hide()

    def begin(self, name: str) -> None:
        """Show that work began."""
        self.label.setText(name)
        self.bar.setRange(0, 0)
        self.show()

    def _progress(self, done: int, total: int) -> None:
        if self.bar.maximum() != total:
            self.bar.setRange(0, total)
        self.bar.setValue(done)
