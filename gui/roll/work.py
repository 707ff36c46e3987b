"""The journey 新年度 in the window: asks, rolls, shows the outcome and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from gui.roll.dialog import Opened, RollDialog
from gui.roll.report import RollReportDialog
from gui.shared.settings import recent_files, remember_file
from model.roll import RollPlan, roll

if TYPE_CHECKING:
    from gui.window.mainwindow import MainWindow


def roll_forward(window: MainWindow) -> RollDialog:
    """Ask what is rolled forward, and show the outcome as a new disclosure saved nowhere.

    Returns:
        The dialog, which is on the screen.
    """
    opened = None
    if window.workplace is not None:
        window.session.settle()
        opened = Opened(window.session.disclosure, window.files.name())
    path = window.session.path
    recent = [file for file in recent_files() if file != path]
    dialog = RollDialog(window.session.layouts, window.tasks, opened, recent, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def wanted(plan: RollPlan) -> None:
        if not window.files.may_leave():
            return
        # where it is the open file, that is another after this
        source = dialog.path or window.session.path or window.files.origin
        disclosure, report = roll(plan)
        if dialog.path is not None:
            remember_file(dialog.path)
            window.show_recent()
        dialog.accept()
        window.files.begin_with(disclosure)
        assert window.workplace is not None
        if source is not None:
            window.workplace.last_year.expect(source)
        window.workplace.centre.focus_form()
        RollReportDialog(report, window).show()

    dialog.wanted.connect(wanted)
    dialog.open()
    return dialog
