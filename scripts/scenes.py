"""Scenes of the window itself: form, department, preview, 总览, finding and replacing, help."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.find.dialog import FindReplaceDialog
from gui.shared.readreport import read_report
from gui.shared.settings import settings
from gui.window.mainwindow import MainWindow
from gui.window.shortcuts import ShortcutsDialog
from importers.read import read_file
from model.document.disclosure import Disclosure, TargetTable, set_field
from model.entry.entry import PLAN_PRESETS, preset_texts
from scripts.studio import Scene, in_the_middle, settle

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "assets" / "examples" / "wanglan-wenlv-2024.docx"
EMPTY, EXAMPLE_AS_IT_IS, FULL = range(3)
RECENT = (
    "预算/2025年/望澜市文化广电和旅游局2025年绩效文本.jxb",
    "预算/2024年/望澜市文化广电和旅游局2024年绩效文本.docx",
    "预算/2024年/图书馆报送稿.xlsx",
)
"""Made-up files, where nobody's folders are to be seen."""


def opened(what: int, project: int = 0) -> Scene:
    """Return a scene with a disclosure open: new, the bundled example, or that filled."""

    def scene(window: MainWindow) -> None:
        session = window.session
        session.open(disclosure(session, what), None)
        if session.disclosure.projects:
            session.select(session.disclosure.projects[project].id)
        settle(window)

    return scene


def tab(name: str, what: int) -> Scene:
    """Return a scene with one of the tabs in front."""

    def scene(window: MainWindow) -> None:
        opened(what)(window)
        window.actions_[f"tab-{name}"].trigger()
        settle(window, 1.0)

    return scene


def department(what: int) -> Scene:
    """Return a scene with the department's own text."""

    def scene(window: MainWindow) -> None:
        opened(what)(window)
        window.session.select("")

    return scene


def start_again(window: MainWindow) -> None:
    """Show the start page of somebody who has worked with the program before."""
    settings().setValue("recent", list(RECENT))
    window.show_recent()


def findings(window: MainWindow) -> None:
    """Stand in a cell that has something wrong, the reason shown below."""
    opened(EXAMPLE_AS_IT_IS, 1)(window)
    for _ in range(3):
        window.actions_["finding-next"].trigger()
        settle(window)


def replacing(window: MainWindow) -> QWidget:
    """Show what replacing would do."""
    opened(FULL)(window)
    dialog = FindReplaceDialog(window.session, window)
    dialog.show_replace()
    dialog.words.setText("2024")
    dialog.new.setText("2025")
    dialog.search()
    for _ in range(3):
        dialog.step(1)
    return dialog


def finding(window: MainWindow) -> QWidget:
    """Show the find dialog before anything is written into it."""
    opened(FULL)(window)
    dialog = FindReplaceDialog(window.session, window)
    dialog.show_find()
    return dialog


def report(window: MainWindow) -> QWidget:
    """Show how the bundled example was read."""
    opened(EXAMPLE_AS_IT_IS)(window)
    _, read = read_file(EXAMPLE, window.session.layouts)
    # not where it lies on this machine
    read.source = EXAMPLE.name
    return in_the_middle(read_report(read, window), window)


def keys(window: MainWindow) -> QWidget:
    """Show the page of keys."""
    opened(FULL)(window)
    menus = [(title, menu.actions()) for title, menu in window.actions_.menus]
    return in_the_middle(ShortcutsDialog(menus, window), window)


def disclosure(session: Session, what: int) -> Disclosure:
    """Return what a scene has open; read anew each time, since scenes change it."""
    layout = session.layout
    if what == EMPTY:
        return Disclosure(2026, projects=[TargetTable()], layout=layout.id)
    read, _ = read_file(EXAMPLE, session.layouts)
    if what == FULL:
        for number, table in enumerate(read.projects):
            if not any(table.plan):
                preset = PLAN_PRESETS[number % len(PLAN_PRESETS)]
                for name, text in preset_texts(session.layout, preset).items():
                    set_field(table, name, text)
    return read


BOTH: dict[str, Scene] = {
    "start": lambda window: None,
    "form-empty": opened(EMPTY),
    "form-full": opened(FULL),
    "form-findings": findings,
    "department-full": department(FULL),
    "preview-full": tab("preview", FULL),
    "overview-full": tab("overview", FULL),
    "replace": replacing,
}
"""Scenes shown light and dark."""
LIGHT: dict[str, Scene] = {
    "start-again": start_again,
    "department-empty": department(EMPTY),
    "preview-empty": tab("preview", EMPTY),
    "overview-empty": tab("overview", EMPTY),
    "overview-findings": tab("overview", EXAMPLE_AS_IT_IS),
    "find-empty": finding,
    "report": report,
    "keys": keys,
}
"""Scenes shown light alone."""
