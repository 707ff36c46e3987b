"""What stands in the window while nothing is open: what to do first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCommandLinkButton, QGridLayout, QLabel, QVBoxLayout, QWidget

from gui.icons import icon

_WIDTH = 520
_SHOWN = 5


class StartPage(QWidget):
    """New, open, the files opened last.

    Signals:
        new_wanted, open_wanted, recover_wanted: a button was pressed.
        file_wanted: a path to open.
    """

    new_wanted = Signal()
    open_wanted = Signal()
    recover_wanted = Signal()
    file_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = QWidget(self)
        page.setFixedWidth(_WIDTH)
        self._page = page
        box = QVBoxLayout(page)
        title = QLabel("绩效目标表", page)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        title.setFont(font)
        box.addWidget(title)
        box.addWidget(QLabel("先打开去年的文件，或新建一份；也可以把文件拖到这里。", page))
        box.addSpacing(12)
        self.open = _link(page, "open", "打开…（Ctrl+O）", "去年的 Word、Excel，或绩表自己的文件")
        self.open.clicked.connect(self.open_wanted)
        self.new = _link(page, "new", "新建…（Ctrl+N）", "选择表样和年度，从第一个项目填起")
        self.new.clicked.connect(self.new_wanted)
        self.recover = _link(page, "undo", "恢复没有保存的内容…", "上次没有正常关闭")
        self.recover.clicked.connect(self.recover_wanted)
        self.recover.hide()
        for button in (self.recover, self.open, self.new):
            box.addWidget(button)
        self._recent = QVBoxLayout()
        box.addSpacing(12)
        box.addLayout(self._recent)
        outer = QGridLayout(self)
        outer.addWidget(page, 1, 1)
        for place in (0, 2):
            outer.setColumnStretch(place, 1)
            outer.setRowStretch(place, 1)
        self.setFocusProxy(self.open)

    def show_icons(self) -> None:
        """Draw the icons in the palette's colours."""
        for button in self.findChildren(QCommandLinkButton):
            button.setIcon(icon(button.property("sign")))

    def show_recent(self, files: list[Path]) -> None:
        """Offer the files opened last."""
        while self._recent.count():
            item = self._recent.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        if files:
            self._recent.addWidget(QLabel("最近打开过：", self._page))
        for path in files[:_SHOWN]:
            button = _link(self._page, "project", path.name.replace("&", "&&"), str(path.parent))
            button.clicked.connect(lambda _checked, path=path: self.file_wanted.emit(path))
            self._recent.addWidget(button)

    def offer_recovery(self, copies: int) -> None:
        """Show or hide the button that recovers what was not saved."""
        self.recover.setDescription(f"上次没有正常关闭，留有 {copies} 份恢复副本")
        self.recover.setVisible(copies > 0)


def _link(parent: QWidget, sign: str, text: str, description: str) -> QCommandLinkButton:
    button = QCommandLinkButton(text, description, parent)
    button.setIcon(icon(sign))
    button.setProperty("sign", sign)
    button.setAccessibleName(text)
    button.setAccessibleDescription(description)
    button.setToolTip(description)
    return button
