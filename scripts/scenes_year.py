"""Scenes of the turn of the year: 新年度, 对照, 上年对照, 接收修改."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.compare.dialog import CompareDialog
from gui.roll.dialog import CHOICES, YEARS, RollDialog
from gui.shared.reportdialog import ReportDialog
from gui.shared.settings import settings
from gui.takeback.dialog import TakeBackDialog
from gui.takeback.work import Returned, read_returned
from gui.window.mainwindow import MainWindow
from importers.read import read_file
from model.document.cells import CellRef
from scripts.scene_files import first_draft, last_year, returned
from scripts.scenes import FULL, RECENT, opened
from scripts.studio import Scene, in_the_middle, settle, wait_for

_FADED = 2.5
"""Seconds until a cell that was gone to looks like any other again."""

_W = TypeVar("_W", bound=QWidget)


def roll_source(window: MainWindow) -> QWidget:
    """Ask for last year's file; some were opened before."""
    settings().setValue("recent", list(RECENT))
    window.show_recent()
    return in_the_middle(_asked(window), window)


def roll_nothing(window: MainWindow) -> QWidget:
    """Ask for last year's file, with none opened before."""
    return in_the_middle(_asked(window), window)


def rolled_to(page: int, layout: str = "") -> Scene:
    """Return a scene with one of the later steps of 新年度."""

    def scene(window: MainWindow) -> QWidget:
        return in_the_middle(_roll(window, page, layout), window)

    return scene


def roll_report(window: MainWindow) -> QWidget:
    """Show what rolling did; to another form, so that levels had to change."""
    _roll(window, YEARS, "national-2021").go_on()
    settle(window)
    return in_the_middle(_shown(window, ReportDialog), window)


def rolled(window: MainWindow) -> None:
    """Show the form after rolling: marks at the cells, the bar above."""
    _roll(window, YEARS).go_on()
    settle(window)
    _shown(window, ReportDialog).close()
    session = window.session
    session.go_to(CellRef(session.disclosure.projects[1].id, "purpose"))
    settle(window, _FADED)


def compare_empty(window: MainWindow) -> QWidget:
    """Ask for two files."""
    dialog = CompareDialog(window.workspace)
    dialog.suggest()
    return in_the_middle(dialog, window)


def compared(window: MainWindow) -> QWidget:
    """Compare a draft with what was published, one change looked at."""
    dialog = CompareDialog(window.workspace)
    dialog.before.show_path(first_draft(window))
    dialog.after.show_path(last_year(window))
    dialog.begin()
    settle(window)
    in_the_middle(dialog, window)
    model = dialog.model
    dialog.list.setCurrentIndex(model.index(2, 0, model.index(1, 0)))
    return dialog


def beside_last_year(window: MainWindow) -> None:
    """Write this year's tables, last year's beside them."""
    draft = first_draft(window)
    opened(FULL, 1)(window)
    assert window.panels is not None
    window.panels.last_year.open_path(draft)
    settle(window, 0.5)
    table = window.session.disclosure.projects[1]
    window.session.go_to(CellRef(table.id, "value", table.indicators[0].id))
    settle(window, _FADED)


def last_year_empty(window: MainWindow) -> None:
    """Show the panel before last year's file was chosen."""
    opened(FULL)(window)
    window.actions_["last-year"].trigger()


def took_back(window: MainWindow) -> QWidget:
    """Look at what the bureau changed, at a comment of it."""
    path = returned(window)
    opened(FULL)(window)
    dialog = TakeBackDialog(window.workspace)
    read: list[Returned] = []
    read_returned(window.workspace, path, read.append)
    wait_for(lambda: bool(read))
    dialog.load(read[0])
    in_the_middle(dialog, window)
    model = dialog.model
    dialog.list.setCurrentIndex(model.index(1, 0, model.index(1, 0)))
    return dialog


def commented(window: MainWindow) -> list[QWidget]:
    """Show the bureau's comment at its cell, the mouse resting there."""
    made, _ = read_file(returned(window), window.session.layouts)
    session = window.session
    session.open(made, None)
    table = made.projects[1]
    session.select(table.id)
    settle(window)
    assert window.panels is not None
    form = window.panels.tabs.form
    assert form is not None
    session.go_to(CellRef(table.id, "value", table.indicators[0].id))
    settle(window)
    cell = form.cell()
    assert cell is not None
    # the mouse rests in that cell, the clerk writes in the one below
    session.go_to(CellRef(table.id, "value", table.indicators[1].id))
    settle(window, _FADED)
    spot = form.on_screen(form.form.rect(cell)).center()
    view = form.viewport()
    asked = QHelpEvent(QEvent.Type.ToolTip, spot, view.mapToGlobal(spot))
    QApplication.sendEvent(view, asked)
    return [one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel")]


def _asked(window: MainWindow) -> RollDialog:
    window.actions_["roll"].trigger()
    return _shown(window, RollDialog)


def _roll(window: MainWindow, page: int, layout: str = "") -> RollDialog:
    settings().setValue("recent", [str(last_year(window))])
    dialog = _asked(window)
    dialog.go_on()
    wait_for(lambda: dialog.pages.currentIndex() == CHOICES)
    settle(window)
    if layout:
        box = dialog.choices.layout_box
        box.setCurrentIndex(box.findData(layout))
    if page == YEARS:
        dialog.go_on()
        wait_for(lambda: dialog.pages.currentIndex() == YEARS)
    return dialog


def _shown(window: MainWindow, kind: type[_W]) -> _W:
    return next(one for one in window.findChildren(kind) if one.isVisible())


BOTH: dict[str, Scene] = {
    "roll-choices": rolled_to(CHOICES),
    "roll-years": rolled_to(YEARS),
    "rolled": rolled,
    "compare": compared,
    "last-year": beside_last_year,
    "take-back": took_back,
}
LIGHT: dict[str, Scene] = {
    "roll-source": roll_source,
    "roll-source-empty": roll_nothing,
    "roll-report": roll_report,
    "compare-empty": compare_empty,
    "last-year-empty": last_year_empty,
    "comment": commented,
}
