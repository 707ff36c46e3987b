"""Word, Excel, PDF, print: in the background, of a copy of what is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.document.formats import FORMATS
from gui.document.session import Session
from gui.shared import filedialogs, messages
from gui.shared.tasks import Tasks, Watch, Watched, tell
from model.basics.errors import JibiaoError, WriteError
from model.document.disclosure import Disclosure
from model.parts.outline import targets_alone

DRAFT = "（草稿）"
"""Stands behind the name of a file that cannot be sent yet."""


class Exports(QObject):
    """Carries out the exports of the file menu.

    Signals:
        said: a line for the status bar.
        exported: the path of a file that was written.
    """

    said = Signal(str)
    exported = Signal(object)

    def __init__(self, window: QWidget, session: Session, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._tasks = tasks

    def export(
        self,
        kind: str,
        suggestion: Path,
        keys: Sequence[str] | None = None,
        *,
        whole: bool = True,
        draft: bool = False,
    ) -> None:
        """Ask where to, and write; the window stays usable: it is a copy of this moment.

        Args:
            kind: a key of `FORMATS`.
            suggestion: the file offered, its extension aside.
            keys: of the sections to write, where a format writes pages; by default all.
            whole: with all parts of a whole disclosure; else its 绩效文本 alone.
            draft: the name offered says that it is one.
        """
        one = FORMATS[kind]
        if self._tasks.refuses(self._window):
            return
        target = filedialogs.ask_save(
            self._window,
            f"导出 {one.name}",
            suggestion.with_name(f"{suggestion.stem}{DRAFT if draft else ''}{one.extension}"),
            f"{one.words} (*{one.extension})",
        )
        if target is None:
            return
        layout = self._session.layout
        self._session.settle()
        try:
            held = self._session.disclosure
            snapshot = msgspec.json.encode(held if whole else targets_alone(held))
        except UnicodeEncodeError:
            messages.warn(self._window, "有文字含有不完整的字符，没有导出。请重新录入这处文字。")
            return

        from model.printing.leftout import fields_left_out

        # imported here, not in the thread
        write: Any = one.writer()

        def work(watch: Watch) -> list[str]:
            copy = msgspec.json.decode(snapshot, type=Disclosure)
            left_out = fields_left_out(copy, layout)
            if one.passes:
                tables: Any = Watched(copy.projects, watch, one.passes)
                copy.projects = tables
                write(copy, layout, target)
            else:
                write(copy, layout, target, watch.step, keys=keys)
            return left_out

        def done(left_out: list[str]) -> None:
            self.said.emit(f"已导出 {target}")
            self.exported.emit(target)
            if left_out:
                cells = "、".join(left_out)
                messages.info(
                    self._window, f"已导出。表样“{layout.name}”没有这些栏，内容没有输出：{cells}。"
                )

        def failed(error: JibiaoError) -> None:
            text = f"{error}\n您录入的内容还在窗口里。"
            if not isinstance(error, WriteError):
                tell(self._window, error)
            elif messages.ask(self._window, text, ["换一个位置…", "取消"]) == 0:
                self.export(kind, target, keys, whole=whole)

        self._tasks.run(self._window, f"正在导出 {one.name}…", work, done, failed)
