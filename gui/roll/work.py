"""The journey 新年度 in the window: asks, rolls, shows the outcome and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from gui.roll.dialog import Opened, RollDialog
from gui.roll.report import roll_report
from gui.shared.settings import recent_files, remember_file
from model.roll import RollPlan, roll

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gui.document.workspace import Workspace


def roll_forward(workspace: Workspace, done: Callable[[Path | None], None]) -> RollDialog:
    """Ask what is rolled forward, and show the outcome as a new disclosure saved nowhere.

    Args:
        workspace: where it is asked and shown.
        done: called when it is shown, with last year's file where it is known.

    Returns:
        The dialog, which is on the screen.
    """
    session, files = workspace.session, workspace.files
    opened = None
    if session.begun:
        session.settle()
        opened = Opened(session.disclosure, files.name())
    recent = [file for file in recent_files() if file != session.path]
    dialog = RollDialog(session.layouts, workspace.tasks, opened, recent, workspace.window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def wanted(plan: RollPlan) -> None:
        if not files.may_leave():
            return
        # where it is the open file, that is another after this
        source = dialog.path or session.path or files.origin
        disclosure, report = roll(plan)
        if dialog.path is not None:
            remember_file(dialog.path)
            files.recent_changed.emit()
        dialog.accept()
        files.begin_with(disclosure)
        done(source)
        roll_report(report, workspace.window).show()

    dialog.wanted.connect(wanted)
    dialog.open()
    return dialog
