"""An error nobody foresaw: said once, in plain Chinese, and the work goes on."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, qInstallMessageHandler, qVersion

from gui.shared.qterrors import keep_errors_whole
from model.basics.program import help_command

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext, QtMsgType

TEXT = "程序出了一个没有料到的错误。您录入的内容还在，可以继续工作。"
ADVICE = "请先保存文件，再把出错记录交给维护人员，有助于改正。"
_NO_SCREEN = "窗口打不开：这台电脑上没有可以显示窗口的屏幕"
_NO_LIBRARY = "窗口打不开：缺少系统程序库，多半是 libxcb-cursor0，请管理员安装"
_KEPT = 200


class CrashReporter(QObject):
    """Catches what nobody else caught, of Python's threads and of Qt's messages.

    Signals:
        happened: a new kind of error, its record as text; in the window's thread.
    """

    happened = Signal(str)
    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()
        self._messages: deque[str] = deque(maxlen=_KEPT)
        self.records: list[str] = []
        self._caught.connect(self._tell_soon)

    def install(self) -> None:
        """Become the place where uncaught errors go."""
        keep_errors_whole()
        sys.excepthook = self.caught
        threading.excepthook = self._caught_in_thread
        qInstallMessageHandler(self._message)

    def caught(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Take an uncaught error; may be called in any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        import traceback

        record = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr:
            sys.stderr.write(record)
        self._caught.emit(record)

    def report(self) -> str:
        """Return all that was caught, for a file to be handed on."""
        import platform

        from gui.shared import inputmethod
        from model.basics.version import PROGRAM

        head = [
            f"{PROGRAM} 出错记录 {time.strftime('%Y-%m-%d %H:%M:%S')}",
            f"系统 {platform.platform()}",
            f"Python {platform.python_version()}，Qt {qVersion()}",
            inputmethod.found().line,
        ]
        parts = ["\n".join(head), *self.records]
        if self._messages:
            parts.append("Qt 的消息：\n" + "\n".join(self._messages))
        return "\n\n".join(parts) + "\n"

    def save(self, path: Path) -> None:
        """Write the report.

        Raises:
            WriteError: the file cannot be written.
        """
        from exporters.atomic import replacing

        with replacing(path) as file:
            file.write(self.report().encode("utf-8", "backslashreplace"))

    def _caught_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.caught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _tell_soon(self, record: str) -> None:
        # a box in the midst of what has just failed could make it worse
        QTimer.singleShot(0, self, lambda: self._tell(record))

    def _tell(self, record: str) -> None:
        # the same line of code failing again and again is one error
        place = record.rsplit("  File ", 1)[-1].partition("\n")[0]
        self.records.append(record)
        del self.records[:-_KEPT]
        if place not in self._seen:
            self._seen.add(place)
            self.happened.emit(record)

    def _message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        self._messages.append(f"{kind.name}：{text}")
        if kind.name == "QtFatalMsg" and sys.stderr:
            # Qt ends the process now; without a platform plugin there is no box either
            if "platform plugin" in text:
                said = "\n".join([*self._messages][:-1])
                # Qt names the library where there is no screen, too
                library = "xcb-cursor0" in said and "could not connect to display" not in said
                why = _NO_LIBRARY if library else _NO_SCREEN
                sys.stderr.write(f"{why}；命令行用法见 {help_command()}。\n{said}\n{text}\n")
                sys.stderr.flush()
                # no core dump for a missing screen
                os._exit(1)
            sys.stderr.write(f"{text}\n")


def write_record(reporter: CrashReporter, folder: Path) -> Path | None:
    """Keep the report where the clerk need not ask for it; None where that fails."""
    from model.basics.errors import WriteError

    path = folder / f"绩表出错记录-{time.strftime('%Y%m%d-%H%M%S')}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        reporter.save(path)
    except (OSError, WriteError):
        return None
    return path
