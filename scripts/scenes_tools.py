"""Scenes of the tools: 指标库, 汇总, mending findings, marking them 已核实."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from gui.collect.dialog import CollectDialog
from gui.findings.mendpreview import MendPreview
from gui.findings.reviewdialog import ReviewDialog
from gui.findings.reviewedlist import ReviewedList
from gui.library.dialog import LibraryWindow
from gui.window.mainwindow import MainWindow
from gui.window.panels import Panels
from scripts.scene_files import COLLECTED, all_departments, teach_library
from scripts.scenes import EXAMPLE_AS_IT_IS, FULL, opened
from scripts.studio import Scene, in_the_middle, settle, wait_for


def library(words: str, similar: bool = False) -> Scene:
    """Return a scene with the library searched."""

    def scene(window: MainWindow) -> QWidget:
        opened(FULL, 1)(window)
        teach_library(window, _workplace(window).library.path)
        window.actions_["library"].trigger()
        (shown,) = window.findChildren(LibraryWindow)
        shown.words.setText(words)
        shown.similar.setChecked(similar)
        shown.ask()
        wait_for(lambda: shown.settled)
        settle(window, 0.5)
        return shown

    return scene


def collect_empty(window: MainWindow) -> QWidget:
    """Ask for a folder."""
    return in_the_middle(CollectDialog(window.workspace), window)


def collected(window: MainWindow) -> QWidget:
    """Show what was collected."""
    dialog = CollectDialog(window.workspace)
    dialog.folder.setText(str(all_departments(window)))
    # an earlier picture's workbook would be asked about
    COLLECTED.unlink(missing_ok=True)
    dialog.begin()
    settle(window)
    dialog.tabs.setCurrentIndex(0)
    return in_the_middle(dialog, window)


def not_collected(window: MainWindow) -> QWidget:
    """Show what could not be read, and why."""
    dialog = collected(window)
    assert isinstance(dialog, CollectDialog)
    dialog.tabs.setCurrentIndex(1)
    return dialog


def mending(window: MainWindow) -> QWidget:
    """Show what would be mended."""
    opened(EXAMPLE_AS_IT_IS, 1)(window)
    window.actions_["mend-safe"].trigger()
    (shown,) = window.findChildren(MendPreview)
    wait_for(lambda: shown.complete)
    return in_the_middle(shown, window)


def reviewing(window: MainWindow) -> QWidget:
    """Ask why findings may stand."""
    opened(EXAMPLE_AS_IT_IS, 1)(window)
    return in_the_middle(_review(window, 0, 1), window)


def reviewed(window: MainWindow) -> QWidget:
    """List what was marked 已核实; one cell was changed since."""
    opened(EXAMPLE_AS_IT_IS, 1)(window)
    for row, reason in ((2, "已与文件原文核对，写法无误"), (5, "情况特殊，已请示，可以这样填")):
        dialog = _review(window, row, row + 1)
        dialog.reason.setEditText(reason)
        dialog.who.setText("李敏")
        dialog.accept()
        settle(window)
    window.actions_["reviewed"].trigger()
    (shown,) = window.findChildren(ReviewedList)
    return in_the_middle(shown, window)


def reviewed_empty(window: MainWindow) -> QWidget:
    """Show the list before anything was marked."""
    opened(EXAMPLE_AS_IT_IS, 1)(window)
    window.actions_["reviewed"].trigger()
    (shown,) = window.findChildren(ReviewedList)
    return in_the_middle(shown, window)


def kinds(window: MainWindow) -> QWidget:
    """Choose one kind of findings to be listed."""
    opened(EXAMPLE_AS_IT_IS, 1)(window)
    box = _workplace(window).findings.bar.kind
    box.showPopup()
    settle(window)
    shown = box.view().window()
    # as on a screen no larger than the window
    over = shown.geometry().bottom() - window.geometry().bottom()
    shown.move(shown.pos() - QPoint(0, max(0, over + 1)))
    return shown


def narrow(window: MainWindow) -> None:
    """Show the findings at the right, where there is less room."""
    opened(EXAMPLE_AS_IT_IS, 1)(window)
    below = _workplace(window).docks[1]
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, below)
    settle(window)
    window.resizeDocks([below], [440], Qt.Orientation.Horizontal)
    settle(window)


def _review(window: MainWindow, first: int, last: int) -> ReviewDialog:
    """Choose rows of the list of findings, and ask for a reason."""
    panel = _workplace(window).findings
    panel.list.setCurrentIndex(panel.shown.index(first, 0))
    selection = panel.list.selectionModel()
    flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
    for row in range(first, last + 1):
        selection.select(panel.shown.index(row, 0), flags)
    panel.wanted.emit("review")
    return next(one for one in window.findChildren(ReviewDialog) if one.isVisible())


def _workplace(window: MainWindow) -> Panels:
    assert window.panels is not None
    return window.panels


BOTH: dict[str, Scene] = {
    "library": library("hdrs"),
    "collect": collected,
    "mend": mending,
}
LIGHT: dict[str, Scene] = {
    "library-nothing": library("xyzqq"),
    "library-similar": library("", similar=True),
    "collect-empty": collect_empty,
    "collect-unread": not_collected,
    "review": reviewing,
    "reviewed": reviewed,
    "reviewed-empty": reviewed_empty,
    "findings-kinds": kinds,
    "findings-narrow": narrow,
}
