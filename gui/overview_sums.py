"""The line above the overview: the sums, and the department's own figure beside them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.icons import severity_colour
from gui.overview_colours import part_colours
from gui.session import Session
from gui.textfield import TextField
from model.amounts import amount_value
from model.cells import CellRef, get_cell
from model.checks.cross import stated_expenditure
from model.checks.names import own_name
from model.edits import SetCells
from model.entry import held_while_typing
from model.spending import (
    BUDGET,
    SPENDING_FIELD,
    Totals,
    difference_words,
    entered_expenditure,
    money,
    part_fields,
    shown_expenditure,
)
