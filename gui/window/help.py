"""The help menu: keys, about, and what went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from gui.shared.actions import Actions
from model.basics.version import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from gui.document.session import Session
    from gui.shared.crash import CrashReporter
    from gui.shared.tasks import Tasks


class Help(QObject):
    """Carries out what the help menu asks for; tells of unexpected errors.

    Signals:
        said: a line for the status bar.
    """

    said = Signal(str)

    def __init__(self, window: QWidget, actions: Actions, crash: CrashReporter | None) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._crash = crash

    def show_keys(self) -> None:
        """Show every key on one page."""
        from gui.window.shortcuts import ShortcutsDialog

        dialog = self._window.findChild(ShortcutsDialog)
        if dialog is None:
            menus = [(title, menu.actions()) for title, menu in self._actions.menus]
            dialog = ShortcutsDialog(menus, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # beside the work: keys can be tried while they are read
        dialog.show()
        dialog.activateWindow()

    def show_own_forms(self, session: Session, folders: Sequence[Path]) -> None:
        """Open the folder of the user's own forms, and say which are used."""
        from gui.window.ownforms import show_own_forms

        show_own_forms(self._window, session, folders)

    def update(self, tasks: Tasks) -> None:
        """Take a newer version from a file."""
        from gui.update.dialog import update_from_file

        update_from_file(self._window, tasks)

    def about(self) -> None:
        """Say what this program is, which one, and how Chinese gets into it."""
        from gui.shared import inputmethod, messages

        messages.info(
            self._window,
            f"{PROGRAM}：绩效目标表的填写、检查与导出",
            f"不联网，文件都在您自己的电脑上。\n{inputmethod.found().line}",
        )

    def tell(self) -> None:
        """Tell of an unexpected error, and offer to save the record of it."""
        from gui.shared import messages
        from gui.shared.crash import ADVICE, TEXT

        answers = ["保存出错记录…", "继续工作"]
        if messages.ask(self._window, f"{TEXT}\n{ADVICE}", answers, default=1) == 0:
            self.save_report()

    def save_report(self) -> None:
        """Save the record of unexpected errors, or say that there were none."""
        from gui.shared import filedialogs, messages
        from model.basics.errors import WriteError

        if self._crash is None or not self._crash.records:
            messages.info(self._window, "到现在为止没有出过错。")
            return
        suggestion, kind = Path("绩表出错记录.txt"), "文本 (*.txt)"
        path = filedialogs.ask_save(self._window, "保存出错记录", suggestion, kind)
        if path is None:
            return
        try:
            self._crash.save(path)
        except WriteError as error:
            messages.warn(self._window, str(error))
        else:
            self.said.emit(f"出错记录已保存到 {path}")
