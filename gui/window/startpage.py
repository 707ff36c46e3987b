"""What stands in the window while nothing is open: what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCommandLinkButton, QGridLayout, QLabel, QWidget

from gui.shared.icons import icon
from model.basics.names import readable

if TYPE_CHECKING:
    from pathlib import Path

_WIDTH = 520
_GAP = 6
"""Pixels between the title, what can be done, and the files opened last."""
_SHOWN = 5

_TITLE, _INTRO, _, _RECOVER, _ROLL, _OPEN, _NEW, _, _RECENT = range(9)
"""Rows of the page; those without a name are gaps."""


class StartPage(QWidget):
    """New, open, the files opened last.

    Signals:
        roll_wanted, new_wanted, open_wanted, recover_wanted: a button was pressed.
        file_wanted: a path to open.
    """

    roll_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal()
    recover_wanted = Signal()
    file_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = QWidget(self)
        page.setFixedWidth(_WIDTH)
        self._page = page
        # grids only: a layout of another kind would be one more class to load
        self._box = box = QGridLayout(page)
        title = QLabel("绩效目标表", page)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        title.setFont(font)
        box.addWidget(title, _TITLE, 0)
        intro = QLabel("从去年的文件开始，或新建一份；也可以把文件拖到这里。", page)
        box.addWidget(intro, _INTRO, 0)
        self.roll = _link(
            page,
            "roll",
            "新年度…（Ctrl+Shift+R）",
            "把去年的文件变成今年的：内容带过来，金额和计划另填",
        )
        self.roll.clicked.connect(self.roll_wanted)
        box.addWidget(self.roll, _ROLL, 0)
        self.open = _link(
            page, "open", "打开…（Ctrl+O）", "绩表自己的文件，或者 Word、Excel，照原样接着填"
        )
        self.open.clicked.connect(self.open_wanted)
        box.addWidget(self.open, _OPEN, 0)
        self.new = _link(page, "new", "新建…（Ctrl+N）", "选择表样和年度，从第一个项目填起")
        self.new.clicked.connect(self.new_wanted)
        box.addWidget(self.new, _NEW, 0)
        for gap in (_INTRO + 1, _NEW + 1):
            box.setRowMinimumHeight(gap, _GAP)
        self.recover: QCommandLinkButton | None = None
        self._recent: list[QWidget] = []
        outer = QGridLayout(self)
        outer.addWidget(page, 1, 1)
        for place in (0, 2):
            outer.setColumnStretch(place, 1)
            outer.setRowStretch(place, 1)
        self.setFocusProxy(self.roll)

    def show_icons(self) -> None:
        """Draw the icons in the palette's colours."""
        for button in self.findChildren(QCommandLinkButton):
            button.setIcon(icon(button.property("sign")))

    def show_recent(self, files: list[Path]) -> None:
        """Offer the files opened last."""
        for widget in self._recent:
            self._box.removeWidget(widget)
            widget.deleteLater()
        self._recent = [QLabel("最近打开过：", self._page)] if files else []
        for path in files[:_SHOWN]:
            button = _link(
                self._page,
                "project",
                readable(path.name).replace("&", "&&"),
                readable(str(path.parent)),
            )
            button.clicked.connect(lambda _checked, path=path: self.file_wanted.emit(path))
            self._recent.append(button)
        for row, widget in enumerate(self._recent, _RECENT):
            self._box.addWidget(widget, row, 0)

    def offer_recovery(self, copies: int) -> None:
        """Show or hide the button that recovers what was not saved."""
        if self.recover is None:
            if not copies:
                return
            self.recover = _link(self._page, "undo", "恢复没有保存的内容…", "上次没有正常关闭")
            self.recover.clicked.connect(self.recover_wanted)
            self._box.addWidget(self.recover, _RECOVER, 0)
            # with Tab in the order in which they stand
            QWidget.setTabOrder(self.recover, self.roll)
        told = f"上次没有正常关闭，留有 {copies} 份恢复副本"
        self.recover.setDescription(told)
        self.recover.setAccessibleDescription(told)
        self.recover.setToolTip(told)
        self.recover.setVisible(copies > 0)


def _link(parent: QWidget, sign: str, text: str, description: str) -> QCommandLinkButton:
    button = QCommandLinkButton(text, description, parent)
    button.setIcon(icon(sign))
    button.setProperty("sign", sign)
    button.setAccessibleName(text)
    button.setAccessibleDescription(description)
    button.setToolTip(description)
    return button
