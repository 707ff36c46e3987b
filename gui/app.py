"""Starts the window: application, Chinese texts of Qt's own dialogs, error handling."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from gui.mainwindow import MainWindow

_FONTS = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
_PREPARE = 15
"""Milliseconds after which the rest is loaded, the window being painted by then."""
_WARM_UP = 1500
"""Milliseconds after which things needed soon are loaded, the window being idle."""


def run(files: list[Path]) -> int:
    """Show the window until it is closed; return the exit code.

    Args:
        files: opened at once; the first here, each other in a window of its own.
    """
    # what is made while starting lives as long as the program; collecting it costs a tenth
    gc.disable()
    application, _window = start(files)
    return application.exec()


def start(files: list[Path], ask: bool = True) -> tuple[QApplication, MainWindow]:
    """Make the application and show its window; the event loop is the caller's.

    Args:
        files: opened at once.
        ask: offer what a crash left behind.
    """
    from gui.crash import CrashReporter

    crash = CrashReporter()
    crash.install()
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([sys.argv[0]])
    application.setApplicationName("jibiao")
    application.setApplicationDisplayName("绩表")
    _speak_chinese(application)
    _choose_font(application)
    from gui.mainwindow import MainWindow

    window = MainWindow(crash=crash)
    window.open_elsewhere = open_elsewhere
    window.show()
    QTimer.singleShot(_PREPARE, window, lambda: _after_start(window, files, ask))
    return application, window


def _after_start(window: MainWindow, files: list[Path], ask: bool) -> None:
    from gui import messages
    from model.errors import LayoutError

    try:
        window.prepare()
    except LayoutError as error:
        messages.warn(window, str(error))
        window.close()
        return
    gc.freeze()
    gc.enable()
    window.open_files(files)
    if ask:
        window.offer_recovery()
    QTimer.singleShot(_WARM_UP, window, _warm_up)


def _warm_up() -> None:
    """Load in a thread what the first search would have to wait for."""
    import threading

    from model.pinyin import warm_up

    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()


def open_elsewhere(path: Path) -> None:
    """Open a file in a window, and a process, of its own."""
    from PySide6.QtCore import QProcess

    program = [sys.executable]
    if not getattr(sys, "frozen", False):
        program.append(str(Path(__file__).resolve().parent.parent / "main.py"))
    QProcess.startDetached(program[0], [*program[1:], str(path)])


def _speak_chinese(application: QApplication) -> None:
    """Translate the texts of Qt's own dialogs and context menus."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    QLocale.setDefault(QLocale("zh_CN"))
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
