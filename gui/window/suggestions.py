"""Keeps what the clerk wrote before at hand, from one start of the program to the next."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QObject, QTimer

from exporters.atomic import replacing
from gui.document.session import Session
from model.basics.errors import WriteError
from model.basics.places import data_folder
from model.document.edits import Change
from model.entry.suggest import Suggester

_FILE = "suggestions.json"
_IDLE = 500
"""Milliseconds without a change before the texts of what is open are read."""


class Suggestions(QObject):
    """Lets a `Suggester` learn from the session, and remember it."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        try:
            data = (data_folder() / _FILE).read_bytes()
        except OSError:
            data = b"{}"
        self.suggester = Suggester.from_json(data)
        # read before they are asked for: the first question is then answered at once
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE)
        self._idle.timeout.connect(self.suggester.prepare)
        self._opened()
        session.replaced.connect(self._opened)
        session.changed.connect(self._changed)

    def remember(self) -> None:
        """Write what is known; where that fails, it is learned anew another day."""
        path = data_folder() / _FILE
        with contextlib.suppress(OSError, WriteError, UnicodeEncodeError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(path) as file:
                file.write(self.suggester.to_json())

    def _opened(self) -> None:
        self.suggester.open(self._session.disclosure)
        self._idle.start()

    def _changed(self, change: Change) -> None:
        self.suggester.note_change(self._session.disclosure, change)
        if change.structure or self._idle.isActive():
            self._idle.start()
