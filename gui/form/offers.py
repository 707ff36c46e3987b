"""The list under a cell: what it may be meant to become. It never takes the focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QModelIndex, QRect, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from gui.form.formgrid import FormCell, FormGrid
from model.document.disclosure import VALUE_PARTS
from model.entry.entry import SIGNS, value_offers
from model.entry.rows import level_choices
from model.layout import Layout
from model.quantities.values import parse_value

MOST = 8
"""How many offers stand in the list."""


class Suggestions(Protocol):
    """Knows what earlier cells said."""

    def suggest(self, field: str, text: str, limit: int) -> list[str]:
        """Return texts for a field (``name``, ``basis``, ``unit``) that match what is typed."""


_COMPLETED = ("name", "basis")
_ENDS = "\n；;、，,"


def offers(
    layout: Layout, grid: FormGrid, cell: FormCell, typed: str, suggester: Suggestions | None
) -> list[str]:
    """Return what a cell may become, whole texts, the likeliest first.

    Args:
        layout: the form.
        grid: the form as shown.
        cell: the cell being written in.
        typed: its text so far.
        suggester: knows units, names and bases used before.
    """
    if not cell.of_indicator:
        return []
    known = suggester.suggest if suggester else _nothing
    found: list[str] = []
    if cell.field in ("level1", "level2"):
        row = next(item for item in grid.rows if item.id == cell.refs[0].indicator)
        names = level_choices(layout, cell.field, row.level1)
        found = [name for name in names if typed.strip() in name and name != typed] or names
    elif cell.field == "value":
        value = parse_value(typed)
        numbered = value.kind in ("number", "range")
        found = value_offers(typed, known("unit", value.unit, MOST) if numbered else [])
    elif cell.field == VALUE_PARTS[0]:
        found = list(SIGNS)
    elif cell.field == VALUE_PARTS[2]:
        found = known("unit", typed.strip(), MOST)
    elif cell.field in _COMPLETED and typed.strip():
        start = max(typed.rfind(end) for end in _ENDS) + 1 if cell.field == "basis" else 0
        last = typed[start:].strip()
        if last:
            found = [typed[:start] + text for text in known(cell.field, last, MOST)]
    return [text for text in dict.fromkeys(found) if text != typed][:MOST]


def _nothing(field: str, text: str, limit: int) -> list[str]:
    return []


class OfferList(QListView):
    """Shows offers under a cell.

    Signals:
        picked: the text picked by mouse.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = QStringListModel(self)
        self.setModel(self._model)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.Box)
        self.setSpacing(1)
        self.setMouseTracking(True)
        self.setAccessibleName("可选内容")
        self.setToolTip("↓ 选择，Enter 填入，Esc 关闭")
        self.clicked.connect(self._clicked)
        self.hide()

    def show_offers(self, texts: Sequence[str], below: QRect) -> None:
        """Show offers under (or, without room, above) a cell; nothing is chosen at first."""
        if not texts:
            self.hide()
            return
        if list(texts) != self._model.stringList():
            self._model.setStringList(list(texts))
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()
        parent = self.parentWidget()
        assert parent is not None
        room = parent.rect()
        row = self.sizeHintForRow(0) + 2 * self.spacing()
        height = row * len(texts) + 2 * self.frameWidth() + 2
        hint = self.sizeHintForColumn(0) + 2 * self.frameWidth() + 16
        width = min(max(below.width(), hint), room.width() - 8)
        left = max(0, min(below.left(), room.right() - width))
        top = below.bottom() + 2
        if top + height > room.bottom() and below.top() - height > 0:
            top = below.top() - height - 2
        self.setGeometry(left, top, width, height)
        self.raise_()
        self.show()

    def step(self, by: int) -> None:
        """Choose the next or the previous offer; above the first, none."""
        row = self.currentIndex().row() + by
        row = min(max(row, -1), self._model.rowCount() - 1)
        self.setCurrentIndex(self._model.index(row, 0))
        if row < 0:
            self.clearSelection()

    def chosen(self) -> str | None:
        """Return the offer chosen, or None."""
        index = self.currentIndex()
        return str(index.data()) if self.isVisible() and index.isValid() else None

    def texts(self) -> list[str]:
        """Return the offers shown."""
        return self._model.stringList() if self.isVisible() else []

    def _clicked(self, index: QModelIndex) -> None:
        self.picked.emit(str(index.data()))
