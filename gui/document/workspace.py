"""What works behind a window: the session, its file, its recovery copy, background work.

Made when first needed, so that a window is on the screen before it is all loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.document.files import Files
from gui.document.recovery import Recovery
from gui.document.session import Session
from gui.shared.tasks import Tasks
from model.layout import load_layouts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Desk(QObject):
    """Session, tasks, recovery and files of one window.

    Raises:
        LayoutError: a form of the program is broken.
    """

    def __init__(self, window: QWidget, session: Session | None = None) -> None:
        super().__init__(window)
        self.session = session or Session(load_layouts(), self)
        self.tasks = Tasks(self)
        self.recovery = Recovery(self.session, self)
        self.files = Files(window, self.session, self.tasks, self.recovery)
