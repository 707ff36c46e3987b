"""What of the findings is listed: severity, 已核实, kind, project, words."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from gui.findings.filter import FindingsCriteria
from gui.findings.model import REVIEWED, severity_words
from gui.findings.tally import Tally
from gui.shared.icons import severity_icon
from model.checks.base import Severity
from model.checks.registry import CHECKS

_EVERY_KIND = "全部种类"
_LETTERS = 15
"""So many letters of a kind are shown while the list of kinds is closed."""
_NARROW = 4
"""So many letters wide are the fields at least, where the panel is narrow."""
_SEARCH = 6
"""So many is the search field, where it is not."""


class FindingsBar(QWidget):
    """The filter above the findings; remembered as long as the window is open.

    Signals:
        changed: something else is wanted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: dict[QToolButton, tuple[str, int]] = {}
        self._narrow = False
        self.severities = {severity: self._severity_button(severity) for severity in Severity}
        self.reviewed = self._button(f"也列出标过{REVIEWED}的问题，看是谁、为什么标的")
        self.reviewed.setChecked(False)
        self.kind = self._box("哪一类问题", "只列出一类问题，例如只看发文字号的括号")
        self.kind.addItem(_EVERY_KIND, "")
        width = _LETTERS * self.fontMetrics().horizontalAdvance("中")
        self.kind.setMaximumWidth(width + 40)
        shrink = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.kind.setSizeAdjustPolicy(shrink)
        self.kind.setMinimumContentsLength(_LETTERS // 2)
        self.scope = self._box("哪些项目的问题", "列出全部项目的问题，或只列当前项目的")
        self.scope.addItems(["全部项目", "当前项目"])
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找问题")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找问题")
        self.search.setToolTip("按项目名称、问题中的字或拼音首字母查找")
        self._row = box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for button in (*self.severities.values(), self.reviewed):
            box.addWidget(button)
        box.addWidget(self.kind, 2)
        box.addWidget(self.scope)
        box.addWidget(self.search, 1)
        self._connect()

    def wanted(self, current: str) -> FindingsCriteria:
        """Return what is wanted; ``current`` is the id of the target table shown."""
        shown = [one for one, button in self.severities.items() if button.isChecked()]
        return FindingsCriteria(
            severities=frozenset(shown),
            reviewed=self.reviewed.isChecked(),
            code=str(self.kind.currentData() or ""),
            table=current if self.scope.currentIndex() else None,
            query=self.search.text().strip(),
        )

    def show_errors(self) -> None:
        """List the 错误 of all projects, and nothing else."""
        for severity, button in self.severities.items():
            button.setChecked(severity is Severity.ERROR)
        for box in (self.kind, self.scope):
            box.setCurrentIndex(0)
        self.search.clear()

    def count(self, tally: Tally) -> None:
        """Show how many findings of each severity and kind there are."""
        for severity, button in self.severities.items():
            count = tally.severity(severity)
            self._words[button] = severity.value, count
            button.setAccessibleName(f"{severity_words(severity)}，{count} 个")
        count = tally.reviewed.total()
        self._words[self.reviewed] = REVIEWED, count
        self.reviewed.setAccessibleName(f"{REVIEWED}的问题，{count} 个")
        self._fit()
        self._list_kinds(tally.kinds(self.reviewed.isChecked()))

    def show_icons(self) -> None:
        """Draw the signs in the palette's colours."""
        for severity, button in self.severities.items():
            button.setIcon(severity_icon(severity.value))
        self.reviewed.setIcon(severity_icon("完成"))

    def _list_kinds(self, counts: dict[str, int]) -> None:
        chosen = self.kind.currentData()
        if chosen:
            # what is chosen stays, though nothing of it is left
            counts = dict(sorted(({chosen: 0} | counts).items()))
        texts = [f"{code} {CHECKS[code].title} ({n})" for code, n in counts.items()]
        codes = ["", *counts]
        held = [self.kind.itemData(place) for place in range(self.kind.count())]
        with QSignalBlocker(self.kind):
            if held != codes:
                self.kind.clear()
                for code in codes:
                    self.kind.addItem(_EVERY_KIND, code)
                self.kind.setCurrentIndex(codes.index(chosen or ""))
            for place, text in enumerate(texts, 1):
                if self.kind.itemText(place) != text:
                    self.kind.setItemText(place, text)
                    self.kind.setItemData(place, text, Qt.ItemDataRole.ToolTipRole)

    def _connect(self) -> None:
        for button in (*self.severities.values(), self.reviewed):
            button.toggled.connect(self._tell)
        for box in (self.kind, self.scope):
            box.currentIndexChanged.connect(self._tell)
        self.search.textChanged.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit()

    def _severity_button(self, severity: Severity) -> QToolButton:
        button = self._button(f"显示或隐藏{severity_words(severity)}")
        button.setIcon(severity_icon(severity.value))
        return button

    def _button(self, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setChecked(True)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(severity_icon("完成"))
        button.setToolTip(tip)
        return button

    def _box(self, name: str, tip: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(tip)
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the words to the signs where there is no room for them: 2 instead of 错误 2."""
        self._narrow = self.width() < self._wanted_width()
        unit = self.fontMetrics().horizontalAdvance("中")
        for field in (self.kind, self.scope):
            # 0: as wide as the field wants to be
            field.setMinimumWidth(_NARROW * unit if self._narrow else 0)
        self.search.setMinimumWidth((_NARROW if self._narrow else _SEARCH) * unit)
        for button, (word, count) in self._words.items():
            text = str(count) if self._narrow else f"{word} {count}"
            if button.text() != text:
                button.setText(text)

    def _wanted_width(self) -> int:
        """Return how wide the bar is with all its words."""
        metrics = self.fontMetrics()
        wanted = self._row.spacing() * (self._row.count() - 1)
        for button, (word, count) in self._words.items():
            wanted += button.sizeHint().width() - metrics.horizontalAdvance(button.text())
            wanted += metrics.horizontalAdvance(f"{word} {count}")
        for field in (self.kind, self.scope):
            wanted += field.minimumSizeHint().width()
        return wanted + _SEARCH * metrics.horizontalAdvance("中")

    def minimumSizeHint(self) -> QSize:
        # the bar may be squeezed rather than keep the panel from becoming narrow
        return QSize(0, super().minimumSizeHint().height())
