"""A list whose rows are ticked: with the mouse, or with Space for all that are selected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from gui.shared.boxframes import frame_boxes


class TickList(QTreeView):
    """Rows with a tick in their first column."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip("空格键勾选或不勾选，可以先选中几行（Shift+↑↓）")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        frame_boxes(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._toggle()
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # the dialog's own: it goes on
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _toggle(self) -> None:
        """Turn the current row's tick; the others selected become the same."""
        model, current = self.model(), self.currentIndex()
        if not current.isValid():
            return
        role = Qt.ItemDataRole.CheckStateRole
        # PySide gives a plain number back
        ticked = Qt.CheckState(current.siblingAtColumn(0).data(role)) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        rows = self.selectionModel().selectedRows() or [current]
        for index in rows:
            model.setData(index.siblingAtColumn(0), state, role)
