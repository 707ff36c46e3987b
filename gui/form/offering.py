"""When offers are listed under the cell being written, and what picking one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from gui.form.offers import OfferList, Suggestions, offers

if TYPE_CHECKING:
    from gui.form.cursor import FormCursor
    from gui.form.formgrid import FormCell

_AFTER_MS = 60
"""Offers wait until typing pauses, so that looking them up never delays a keystroke."""


class Offering:
    """Lists offers for the cell written in."""

    def __init__(self, cursor: FormCursor, suggester: Suggestions | None) -> None:
        self.cursor = cursor
        self._suggester = suggester
        cursor.typing.connect(self.soon)
        cursor.left_off.connect(self.stop)
        self.list = OfferList(cursor.canvas.viewport())
        self.list.picked.connect(self.pick)
        self._timer = QTimer(cursor)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self.show)

    def soon(self) -> None:
        """List offers when nothing has been typed for a moment."""
        self._timer.start()

    def stop(self) -> None:
        """List nothing any more."""
        self._timer.stop()
        self.list.hide()

    def show(self, always: bool = False) -> None:
        """List what the cell may become; with ``always`` also where nothing is being typed."""
        cursor = self.cursor
        cell = cursor.cell()
        if cell is None or cursor.grid is None or cursor.editor.composing:
            return
        if not (cursor.editor.writing or always):
            return
        typed = cursor.editor.text()
        found = self.found(cell, typed)
        self.list.show_offers(found, cursor.canvas.on_screen(cursor.canvas.form.rect(cell)))

    def found(self, cell: FormCell, typed: str) -> list[str]:
        """Return what a cell may become, the likeliest first."""
        cursor = self.cursor
        assert cursor.grid is not None
        return offers(cursor.session.layout, cursor.grid, cell, typed, self._suggester)

    def pick(self, text: str) -> None:
        """Take an offer as the cell's text."""
        self.list.hide()
        self.cursor.editor.write()
        self.cursor.editor.replace_text(text, len(text))
        self._timer.stop()
