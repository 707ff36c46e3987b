"""What works behind a window: the session, its file, its recovery copy, background work.

Made when first needed, so that a window is on the screen before it is all loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.document.files import Files
from gui.document.recovery import Recovery
from gui.document.session import Session
from gui.shared.tasks import Tasks
from model.layout import OwnForms, load_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


class Workspace(QObject):
    """Session, tasks, recovery and files of one window: all that a feature may use of it.

    Signals:
        said: a line for the status bar.
        elsewhere: the path of a file to be opened in a window of its own.

    Args:
        window: the window.
        session: what is open; one of its own where there is none.
        folders: hold further forms.

    Attributes:
        own_forms: the user's own forms; None where the session was given.

    Raises:
        LayoutError: a form of the program or of those folders is broken.
    """

    said = Signal(str)
    elsewhere = Signal(object)

    def __init__(
        self, window: QWidget, session: Session | None = None, folders: Sequence[Path] = ()
    ) -> None:
        super().__init__(window)
        self.window = window
        self.own_forms: OwnForms | None = None
        if session is None:
            layouts, self.own_forms = load_all(*folders)
            session = Session(layouts, self)
        self.session = session
        self.tasks = Tasks(self)
        self.recovery = Recovery(self.session, self)
        self.files = Files(window, self.session, self.tasks, self.recovery)
        self.files.said.connect(self.said)
