"""Take the pictures of docs/images: every panel, empty, full, with findings, light and dark.

Usage, from the project's folder: ``python -m scripts.screenshots [FOLDER]``. No screen is
needed. The picture at 200 % is taken by a second process, because Qt reads the scale once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.app import start
from gui.findreplace import FindReplaceDialog
from gui.mainwindow import MainWindow
from gui.readreport import ReadReportDialog
from gui.session import Session
from gui.shortcuts import ShortcutsDialog
from importers.read import read_file
from model.disclosure import Disclosure, TargetTable, set_field
from model.entry import PLAN_PRESETS, preset_texts
from model.layout import load_layouts

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "assets" / "examples" / "wanglan-wenlv-2024.docx"
EMPTY, EXAMPLE_AS_IT_IS, FULL = range(3)

_TWICE = "--twice"
_SIZE = (1280, 720)
_LARGEST = 200_000
_COLOURS, _HUES, _COARSE = 128, 96, 0xFFE0E0E0
"""Colours of a picture; those that look different; bits that tell what looks different."""
_PATIENCE = 30
"""Seconds to wait for checks and pages to be ready."""
_TABS = {"preview": 1, "overview": 2}

Scene = Callable[[MainWindow], QWidget | None]
"""Prepares a window; returns a dialog to show before it, or None."""


def main(arguments: list[str]) -> int:
    """Take all pictures; return 1 where one is too large."""
    rest = [argument for argument in arguments if argument != _TWICE]
    folder = Path(rest[0]) if rest else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as own:
        # pictures show a program used for the first time, and leave no trace
        os.environ["JIBIAO_SETTINGS"] = str(Path(own) / "settings.ini")
        os.environ["JIBIAO_DATA"] = own
        if _TWICE in arguments:
            Studio(folder).take("form-full-200", opened(FULL))
            return 0
        Studio(folder).take_all()
    call = [sys.executable, "-m", "scripts.screenshots", _TWICE, str(folder)]
    subprocess.run(call, env={**os.environ, "QT_SCALE_FACTOR": "2"}, cwd=ROOT, check=True)
    pictures = sorted(folder.glob("*.png"))
    large = [path.name for path in pictures if path.stat().st_size > _LARGEST]
    sys.stdout.write(f"{len(pictures)} 张截图在 {folder}\n")
    if large:
        sys.stdout.write(f"太大：{'、'.join(large)}\n")
    return int(bool(large))


def opened(what: int, project: int = 0) -> Scene:
    """Return a scene with a disclosure open: new, the bundled example, or that filled."""

    def scene(window: MainWindow) -> None:
        session = window.session
        session.open(_disclosure(session, what), None)
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
    return _in_the_middle(ReadReportDialog(read, window), window)


def keys(window: MainWindow) -> QWidget:
    """Show the page of keys."""
    opened(FULL)(window)
    menus = [(title, menu.actions()) for title, menu in window.actions_.menus]
    return _in_the_middle(ShortcutsDialog(menus, window), window)


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
    "department-empty": department(EMPTY),
    "preview-empty": tab("preview", EMPTY),
    "overview-empty": tab("overview", EMPTY),
    "overview-findings": tab("overview", EXAMPLE_AS_IT_IS),
    "find-empty": finding,
    "report": report,
    "keys": keys,
}
"""Scenes shown light alone."""


def _in_the_middle(dialog: QWidget, window: QWidget) -> QWidget:
    dialog.show()
    dialog.move(window.geometry().center() - dialog.rect().center())
    return dialog


class Studio:
    """One application; every picture shows a window of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.application, window = start([])
        settle(window)
        window.close()
        self.layouts = load_layouts()

    def take_all(self) -> None:
        """Take every picture."""
        for name, scene in (BOTH | LIGHT).items():
            self.take(name, scene)
        _wear_dark(self.application)
        for name, scene in BOTH.items():
            self.take(f"{name}-dark", scene)

    def take(self, name: str, scene: Scene) -> None:
        """Set a scene in a new window, and save what is to be seen."""
        window = MainWindow(Session(self.layouts))
        window.resize(*_SIZE)
        window.show()
        settle(window)
        dialog = scene(window)
        settle(window)
        picture = window.grab().toImage()
        if dialog is not None:
            _lay_over(picture, dialog, window)
        _few_colours(picture).save(str(self.folder / f"{name}.png"), quality=0)
        if isinstance(dialog, QDialog):
            dialog.reject()
        window.session.undo.setClean()
        window.close()
        window.deleteLater()
        self.application.processEvents()


def settle(window: MainWindow, least: float = 0.1) -> None:
    """Let the window become what it is going to be."""
    end = time.monotonic() + _PATIENCE
    least += time.monotonic()
    while time.monotonic() < end:
        QApplication.processEvents()
        busy = window.workplace is not None and window.workplace.engine.busy
        if not busy and time.monotonic() > least:
            return
        time.sleep(0.01)


def _disclosure(session: Session, what: int) -> Disclosure:
    layout = session.layout
    if what == EMPTY:
        return Disclosure(2026, projects=[TargetTable()], layout=layout.id)
    disclosure, _ = read_file(EXAMPLE, session.layouts)
    if what == FULL:
        for number, table in enumerate(disclosure.projects):
            if not any(table.plan):
                preset = PLAN_PRESETS[number % len(PLAN_PRESETS)]
                for name, text in preset_texts(session.layout, preset).items():
                    set_field(table, name, text)
    return disclosure


def _lay_over(picture: QImage, dialog: QWidget, window: QWidget) -> None:
    """Put a dialog before the window, with a thin frame as a screen would give it."""
    shown = dialog.grab()
    place = window.mapFromGlobal(dialog.pos())
    frame = QRect(place, shown.deviceIndependentSize().toSize())
    painter = QPainter(picture)
    painter.drawPixmap(place, shown)
    painter.setPen(dialog.palette().color(QPalette.ColorRole.Mid))
    painter.drawRect(frame.adjusted(-1, -1, 0, 0))
    painter.end()


def _few_colours(picture: QImage) -> QImage:
    """Return a picture in few of its colours: a third of the size, and no eye sees it."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I")).most_common()
    # a small sign's red must not be lost to the greys of all the letters' edges
    hues: dict[int, int] = {}
    for colour, _ in counted:
        hues.setdefault(colour & _COARSE, colour)
    table = list(dict.fromkeys([*list(hues.values())[:_HUES], *(one for one, _ in counted)]))
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table[:_COLOURS], flags)


def _wear_dark(application: QApplication) -> None:
    """Change over to a dark palette, by the system's own way where there is one."""
    application.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    if application.palette().color(QPalette.ColorRole.Window).lightness() < 128:
        return
    role, group = QPalette.ColorRole, QPalette.ColorGroup.Disabled
    palette = QPalette(QColor(50, 50, 50))
    for name, colour in (
        (role.Window, "#323232"), (role.Base, "#242424"), (role.AlternateBase, "#2c2c2c"),
        (role.Button, "#3c3c3c"), (role.ToolTipBase, "#3c3c3c"), (role.Highlight, "#2f72b8"),
        (role.WindowText, "#f0f0f0"), (role.Text, "#f0f0f0"), (role.ButtonText, "#f0f0f0"),
        (role.ToolTipText, "#f0f0f0"), (role.HighlightedText, "#ffffff"),
        (role.PlaceholderText, "#909090"), (role.Link, "#7ab3f0"),
    ):  # fmt: skip
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group, name, QColor("#7f7f7f"))
    application.setPalette(palette)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
