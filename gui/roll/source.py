"""Which file is rolled forward: what is open, one opened lately, or any other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.shared import filedialogs
from gui.shared.plaintip import tip
from model.basics.names import readable

_PATH = Qt.ItemDataRole.UserRole


class SourcePage(QWidget):
    """Offers files; the first one is chosen.

    Args:
        opened: what the open disclosure is called; empty where none is open.
        recent: the files opened last.

    Signals:
        chosen: the clerk chose a file for good: go on.
        changed: another file, or none, is chosen.
    """

    chosen = Signal()
    changed = Signal()

    def __init__(self, opened: str, recent: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        self.list.setAccessibleName("去年的文件")
        self.list.setToolTip("选去年的文件，按 Enter 继续")
        self.list.setAlternatingRowColors(True)
        if opened:
            self._add(f"现在打开的：{opened}", "就用窗口里的内容，没有保存的修改也算在内", None)
        for path in recent:
            self._add(readable(path.name), readable(str(path.parent)), path)
        name = "别的文件" if self.list.count() else "选择文件"
        browse = QPushButton(f"{name}(&F)…", self)
        browse.setToolTip(f"{name}：绩表文件、Word、Excel、文本都可以（Alt+F）")
        browse.setAccessibleName(name)
        browse.clicked.connect(self._browse)
        self.browse = browse
        self.status = QLabel(self)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.status, 1)
        row.addWidget(browse)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        kinds = "（绩表、Word、Excel、文本都可以；原文件不会改动）"
        words = f"去年的文件(&L){kinds}："
        if not self.list.count():
            words = f"请按“选择文件”，选去年的文件{kinds}。"
        intro = QLabel(words, self)
        intro.setBuddy(self.list)
        box.addWidget(intro)
        box.addWidget(self.list, 1)
        box.addLayout(row)
        if self.list.count():
            self.list.setCurrentRow(0)
        self.setFocusProxy(self.list if self.list.count() else browse)
        # Enter is the dialog's
        self.list.itemDoubleClicked.connect(lambda _item: self.chosen.emit())
        self.list.currentRowChanged.connect(lambda _row: self.changed.emit())

    def has_choice(self) -> bool:
        """Tell whether something is chosen."""
        return self.list.currentItem() is not None

    def path(self) -> Path | None:
        """Return the file chosen; None for what is open."""
        item = self.list.currentItem()
        path = item.data(_PATH) if item is not None else None
        return path if isinstance(path, Path) else None

    def _add(self, name: str, more: str, path: Path | None, at: int | None = None) -> None:
        item = QListWidgetItem(f"{name}\n    {more}")
        item.setData(_PATH, path)
        item.setToolTip(tip(str(path) if path else more))
        height = self.list.fontMetrics().lineSpacing() * 2 + 10
        item.setSizeHint(QSize(0, height))
        self.list.insertItem(self.list.count() if at is None else at, item)

    def say_busy(self, words: str) -> None:
        """Say what is under way, when no other file can be chosen; nothing for an empty text."""
        self.status.setText(words)

    def _browse(self) -> None:
        if self.status.text():
            return
        path = filedialogs.ask_open(self)
        if path is None:
            return
        self._add(readable(path.name), readable(str(path.parent)), path, at=0)
        self.list.setCurrentRow(0)
        self.chosen.emit()
