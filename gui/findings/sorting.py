"""In which order the findings are listed, and how wide the columns are; both are remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QTreeView

from gui.findings.filter import FindingsFilter
from gui.findings.model import COLUMNS, PLACES
from gui.shared.settings import settings, text_setting, texts_setting

ORDERS = {
    "severity": "先重后轻(&1)",
    "project": "按项目(&2)",
    "place": "按位置(&3)",
    "message": "按问题(&4)",
    "code": "按种类(&5)",
}
"""The orders there are; all but the last are a column's, whose head is clicked for it."""
_WORST, _AS_THEY_ARE = "severity", "project"
_MANY = 200
"""With more projects than so many, sorting all findings anew would be felt."""
_ORDER, _WIDTHS = "findings/order", "findings/widths"
_LEAST, _MOST = 20, 2000
_AFTER_MS = 300


class FindingsSorting(QObject):
    """Sorts the list by a click on a head, or by the menu; the worst first to begin with."""

    def __init__(self, view: QTreeView, shown: FindingsFilter) -> None:
        super().__init__(view)
        self._view = view
        self._shown = shown
        self.order, self.descending = _WORST, False
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._remember_widths)
        header = view.header()
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.setToolTip("单击一栏的名称，按它排列；再单击，倒过来")
        header.sectionClicked.connect(self._clicked)
        self._size()
        header.sectionResized.connect(self._timer.start)
        held = text_setting(_ORDER)
        self._chosen = held.lstrip("-") in ORDERS
        if self._chosen:
            self.sort(held.lstrip("-"), held.startswith("-"))
        else:
            self.sort(_WORST)

    def begin(self, projects: int) -> None:
        """Begin with another file: where nobody chose an order, the worst first.

        Where there are very many projects they stand as they are, since sorting takes its time.
        """
        wanted = _WORST if projects <= _MANY else _AS_THEY_ARE
        if not self._chosen and wanted != self.order:
            self.sort(wanted)

    def sort(self, order: str, descending: bool = False) -> None:
        """List the findings in an order, a name of `ORDERS`."""
        self.order, self.descending = order, descending
        header = self._view.header()
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(order in PLACES)
        if order in PLACES:
            header.setSortIndicator(PLACES[order], way)
        self._shown.sort_by(order, descending)
        self._view.scrollTo(self._view.currentIndex())

    def fill_menu(self, menu: QMenu) -> None:
        """Put the orders into a menu, below what may be done."""
        menu.addSeparator()
        under = menu.addMenu("排列(&O)")
        group = QActionGroup(under)
        for order, words in ORDERS.items():
            action = group.addAction(words)
            action.setCheckable(True)
            action.setChecked(order == self.order)
            action.triggered.connect(lambda _checked=False, name=order: self._choose(name, False))
            under.addAction(action)

    def _clicked(self, column: int) -> None:
        order = COLUMNS[column].name
        self._choose(order, order == self.order and not self.descending)

    def _choose(self, order: str, descending: bool) -> None:
        self._chosen = True
        self.sort(order, descending)
        settings().setValue(_ORDER, "-" * descending + order)

    def _size(self) -> None:
        """Give the columns the widths they were given last, else those their contents want."""
        header = self._view.header()
        unit = header.fontMetrics().horizontalAdvance("中")
        held = texts_setting(_WIDTHS)
        usable = len(held) == len(COLUMNS) - 1 and all(
            one.isascii() and one.isdigit() and _LEAST <= int(one) <= _MOST for one in held
        )
        for place, column in enumerate(COLUMNS[:-1]):
            header.resizeSection(place, int(held[place]) if usable else column.letters * unit)

    def _remember_widths(self) -> None:
        header = self._view.header()
        widths = [str(header.sectionSize(place)) for place in range(len(COLUMNS) - 1)]
        settings().setValue(_WIDTHS, widths)
