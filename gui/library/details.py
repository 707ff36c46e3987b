"""All there is to an entry of the library: its texts, and where it was used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from library.entries import Entry, Use

EMPTY = "在上面选一个指标，这里显示它的描述、依据和用过的地方。"
NEVER_USED = "本部门还没有用过"
_COLUMNS = ("年度", "部门", "项目", "指标值")
_VARIANTS = 6


class LibraryDetails(QSplitter):
    """The entry chosen: texts at the left, uses at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(EMPTY)
        self.text.setAccessibleName("选中指标的描述和依据")
        self.text.setToolTip("选中指标的描述、依据；可以选中复制（Ctrl+C）")
        self.used = QLabel("用过的地方", self)
        self.uses = QTreeWidget(self)
        self.uses.setRootIsDecorated(False)
        self.uses.setUniformRowHeights(True)
        self.uses.setHeaderLabels(list(_COLUMNS))
        self.uses.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.uses.setAccessibleName("用过的地方")
        self.uses.setToolTip("哪些年度、哪些项目用过这个指标，指标值是多少")
        right = QWidget(self)
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.used)
        box.addWidget(self.uses)
        self.addWidget(self.text)
        self.addWidget(right)
        unit = self.fontMetrics().horizontalAdvance("中")
        for column, letters in enumerate((4, 8, 11)):
            self.uses.header().resizeSection(column, letters * unit)
        self.setSizes([20 * unit, 30 * unit])

    def clear(self) -> None:
        """Show that nothing is chosen."""
        self.text.clear()
        self.uses.clear()
        self.used.setText("用过的地方")

    def show_entry(self, entry: Entry, uses: Sequence[Use], why: str) -> None:
        """Show an entry, where it was used, and why it is suggested."""
        self.text.setPlainText("\n".join(_lines(entry, uses, why)))
        self.uses.clear()
        for use in uses:
            cells = [str(use.year or ""), use.department, use.project, use.value]
            item = QTreeWidgetItem([" ".join(cell.split()) for cell in cells])
            tip = "\n".join(
                f"{title}：{text}"
                for title, text in (
                    ("部门", use.department),
                    ("项目", use.project),
                    ("描述", use.description),
                    ("依据", use.basis),
                    ("文件", use.path),
                )
                if text
            )
            for column in range(len(cells)):
                item.setToolTip(column, tip)
            self.uses.addTopLevelItem(item)
        self.used.setText(_how_often(entry, len(uses)))


def _lines(entry: Entry, uses: Sequence[Use], why: str) -> Iterable[str]:
    yield entry.name
    levels = " / ".join(text for text in (entry.level1, entry.level2) if text)
    yield f"{levels}{f'　（{entry.kinds}）' if entry.kinds else ''}"
    if why:
        yield f"列出的原因：{why}"
    yield f"\n指标值：{entry.value or '（没有）'}"
    yield from _variants("描述", entry.description, [use.description for use in uses])
    yield from _variants("依据", entry.basis, [use.basis for use in uses])


def _variants(title: str, first: str, others: Iterable[str]) -> Iterable[str]:
    """Yield a text, and other wordings of it that were used."""
    yield f"{title}：{first or '（没有）'}"
    different = [text for text in dict.fromkeys(others) if text and text != first]
    for text in different[:_VARIANTS]:
        yield f"　也写过：{text}"


def _how_often(entry: Entry, shown: int) -> str:
    if not entry.times:
        return f"用过的地方：{NEVER_USED}，指标值是举例"
    more = f"，列出最近 {shown} 次" if shown < entry.times else ""
    return f"用过的地方：{entry.times} 次{more}"
