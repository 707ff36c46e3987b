"""Tells when the palette changes: light to dark, or another contrast."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

_KINDS = (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange)


class PaletteWatch(QWidget):
    """Never shown; Qt tells it of a new palette as it tells every widget.

    A window that listened itself would have to take every event of its own through Python,
    from its first on, when it is not on the screen yet.

    Signals:
        changed: the palette may be another one.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _KINDS:
            self.changed.emit()
