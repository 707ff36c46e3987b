"""Starts the window: application, Chinese texts of Qt's own dialogs, error handling."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from gui.window.mainwindow import MainWindow

_FONTS = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
_PREPARE = 15
"""Milliseconds after the first turn of events, in which the window is painted, until the
rest is loaded."""
_WARM_UP = 1500
"""Milliseconds after which things needed soon are loaded, the window being idle."""


def load() -> None:
    """Load the window's library.

    Raises:
        ImportError: it is not installed.
    """
    # what is made while starting lives as long as the program; collecting it costs a tenth
    gc.disable()
    import PySide6.QtWidgets  # noqa: F401


def run(files: list[Path], folders: Sequence[Path] = ()) -> int:
    """Show the window until it is closed; return the exit code.

    Args:
        files: opened at once; the first here, each other in a window of its own.
        folders: further forms are there.
    """
    application, _window = start(files, folders=folders)
    return application.exec()


def start(
    files: list[Path], ask: bool = True, folders: Sequence[Path] = ()
) -> tuple[QApplication, MainWindow]:
    """Make the application and show its window; the event loop is the caller's.

    Args:
        files: opened at once.
        ask: offer what a crash left behind.
        folders: further forms are there.
    """
    load()
    from PySide6.QtCore import QLocale, QTimer
    from PySide6.QtWidgets import QApplication

    from gui.shared import inputmethod
    from gui.shared.crash import CrashReporter
    from gui.shared.settings import mend_settings

    told = mend_settings()
    crash = CrashReporter()
    crash.install()
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        with inputmethod.reachable():
            application = QApplication([sys.argv[0]])
        inputmethod.attach(application)
        if not inputmethod.found().reached and sys.stderr:
            sys.stderr.write(f"{inputmethod.found().line}\n")
    application.setApplicationName("jibiao")
    application.setApplicationDisplayName("绩表")
    QLocale.setDefault(QLocale("zh_CN"))
    _speak_chinese(application)
    _choose_font(application)
    from gui.window.mainwindow import MainWindow

    window = MainWindow(crash=crash)
    window.layout_folders = tuple(folders)
    window.open_elsewhere = lambda path: open_elsewhere(path, folders)
    window.show()
    # counted from when events are dealt with: on a slow machine not before it is painted
    prepare = QTimer(window, singleShot=True, interval=_PREPARE)
    prepare.timeout.connect(lambda: _after_start(window, files, ask, told))
    QTimer.singleShot(0, prepare.start)
    return application, window


def _after_start(window: MainWindow, files: list[Path], ask: bool, told: str) -> None:
    from PySide6.QtCore import QTimer

    from gui.shared import messages
    from model.basics.assets import AssetError
    from model.basics.errors import LayoutError
    from model.basics.installed import FOLDER, came_up
    from model.basics.places import data_folder

    try:
        window.prepare()
    except (AssetError, LayoutError) as error:
        messages.warn(window, str(error))
        window.close()
        return
    gc.freeze()
    gc.enable()
    own = window.workspace.own_forms
    if own is not None and own.faults:
        many = len(own.faults)
        told += f"有 {many} 个自编表样写得不对，没有用上，见菜单“帮助”里的“自编表样”。"
    if ask:
        told += window.tidy_recovery()
    if told:
        # it stays until there is something else to say
        window.statusBar().showMessage(told)
    window.open_files(files)
    if ask:
        window.offer_recovery()
    QTimer.singleShot(_WARM_UP, window, _warm_up)
    came_up(data_folder() / FOLDER)


def _warm_up() -> None:
    """Load in a thread what the first search would have to wait for."""
    import threading

    from model.basics.pinyin import warm_up

    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()


def open_elsewhere(path: Path, folders: Sequence[Path] = ()) -> None:
    """Open a file in a window, and a process, of its own, with further forms in some folders."""
    from pathlib import Path

    from PySide6.QtCore import QProcess

    from model.basics.names import written

    program = [sys.executable]
    if not getattr(sys, "frozen", False):
        program.append(str(Path(__file__).resolve().parent.parent / "main.py"))
    further = [f"--layout-dir={folder}" for folder in folders]
    QProcess.startDetached(program[0], [*program[1:], *further, written(path)])


def _speak_chinese(application: QApplication) -> None:
    """Translate the texts of Qt's own dialogs and context menus."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)


def _choose_font(application: QApplication) -> None:
    """Put a Chinese font first where the system's own choice has none."""
    font = application.font()
    if sys.platform == "win32":
        font.setFamilies([_FONTS[0], *font.families()])
    else:
        # after the system's own: Latin stays as it is, Chinese is found at once
        font.setFamilies([*font.families(), *_FONTS[1:]])
    application.setFont(font)


def screen_missing() -> bool:
    """Tell whether there is surely no screen a window could be shown on."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
