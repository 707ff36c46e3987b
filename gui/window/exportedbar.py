"""In the status bar after an export: what was written, with buttons that open it or its folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gui.shared import messages
from gui.shared.icons import icon

_LETTERS = 16


class ExportedBar(QWidget):
    """Names the file written last; hidden before there is one, and once it is put away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.open_file = self._button("打开文件", "用电脑上的 Word、Excel、WPS 等打开")
        self.open_folder = self._button("打开文件夹", "看文件放在哪里")
        self.close_ = QToolButton(self)
        self.close_.setIcon(icon("cancel"))
        self.close_.setAutoRaise(True)
        self.close_.setAccessibleName("收起")
        self.close_.setToolTip("收起这一行")
        self.open_file.clicked.connect(lambda: self._open(self._path))
        self.open_folder.clicked.connect(lambda: self._open(self._path and self._path.parent))
        self.close_.clicked.connect(self.hide)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.label, self.open_file, self.open_folder, self.close_):
            box.addWidget(widget)
        self.hide()

    def tell(self, path: Path) -> None:
        """Say that a file was written."""
        self._path = path
        room = _LETTERS * self.fontMetrics().horizontalAdvance("中")
        name = self.fontMetrics().elidedText(path.name, Qt.TextElideMode.ElideMiddle, room)
        self.label.setText(f"已导出 {name}")
        self.label.setToolTip(str(path))
        self.show()

    def _button(self, text: str, tip: str) -> QToolButton:
        made = QToolButton(self)
        made.setText(text)
        made.setAccessibleName(text)
        made.setToolTip(tip)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _open(self, path: Path | None) -> None:
        if path is None:
            return
        if not path.exists():
            messages.warn(self, f"“{path}”已经不在那里了，可能移走或改了名。")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            messages.warn(self, f"没有打开“{path}”：电脑上没有找到能打开它的程序。")
