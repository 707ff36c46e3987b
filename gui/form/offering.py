"""When offers are listed under the cell being written, and what picking one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from gui.form.offers import OfferList, offers

if TYPE_CHECKING:
    from gui.form.formview import FormView

_AFTER_MS = 60
"""Offers wait until typing pauses, so that looking them up never delays a keystroke."""


class Offering:
    """Lists offers for a form view's current cell."""

    def __init__(self, view: FormView) -> None:
        self.view = view
        self.list = OfferList(view.viewport())
        self.list.picked.connect(self.pick)
        self._timer = QTimer(view)
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
        view = self.view
        cell = view.cell()
        if cell is None or view.grid is None or view.editor.composing:
            return
        if not (view.editor.writing or always):
            return
        typed = view.editor.text()
        found = offers(view.session.layout, view.grid, cell, typed, view.suggester)
        self.list.show_offers(found, view.on_screen(view.form.rect(cell)))

    def pick(self, text: str) -> None:
        """Take an offer as the cell's text."""
        self.list.hide()
        self.view.editor.write()
        self.view.editor.replace_text(text, len(text))
        self._timer.stop()
