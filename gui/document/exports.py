"""Word, Excel, PDF, print: in the background, of a copy of what is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.shared import filedialogs, messages
from gui.shared.tasks import Tasks, Watch, Watched, tell
from model.disclosure import Disclosure
from model.errors import JibiaoError, WriteError
from model.layout import Layout

KINDS = {
    # name for the clerk, filter, how often the writer goes through the target tables;
    # 0 for one that reports its progress itself
    "word": ("Word", "Word 文档 (*.docx)", 1),
    "excel": ("Excel", "Excel 工作簿 (*.xlsx)", 6),
    "pdf": ("PDF", "PDF 文件 (*.pdf)", 0),
}


class Exports(QObject):
    """Carries out the exports of the file menu.

    Signals:
        said: a line for the status bar.
    """

    said = Signal(str)

    def __init__(self, window: QWidget, session: Session, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._tasks = tasks

    def export(self, kind: str, suggestion: Path) -> None:
        """Ask where to, and write; ``kind`` is a key of `KINDS`.

        The window stays usable: what is written is a copy of this moment.
        """
        name, filter_, passes = KINDS[kind]
        extension = filter_.partition("(*")[2].rstrip(")")
        if self._tasks.refuses(self._window):
            return
        target = filedialogs.ask_save(
            self._window, f"导出 {name}", suggestion.with_suffix(extension), filter_
        )
        if target is None:
            return
        layout = self._session.layout
        self._session.settle()
        try:
            snapshot = msgspec.json.encode(self._session.disclosure)
        except UnicodeEncodeError:
            messages.warn(self._window, "有文字含有不完整的字符，没有导出。请重新录入这处文字。")
            return

        from model.leftout import fields_left_out

        write = _writer(kind)

        def work(watch: Watch) -> list[str]:
            copy = msgspec.json.decode(snapshot, type=Disclosure)
            left_out = fields_left_out(copy, layout)
            if passes:
                tables: Any = Watched(copy.projects, watch, passes)
                copy.projects = tables
            write(copy, layout, target, watch)
            return left_out

        def done(left_out: list[str]) -> None:
            self.said.emit(f"已导出 {target}")
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
                self.export(kind, target)

        self._tasks.run(self._window, f"正在导出 {name}…", work, done, failed)


def _writer(kind: str) -> Callable[[Disclosure, Layout, Path, Watch], None]:
    """Return what writes a kind of file; imported here, not in the thread."""
    if kind == "word":
        from exporters.word import write_word

        return lambda disclosure, layout, target, _watch: write_word(disclosure, layout, target)
    if kind == "excel":
        from exporters.excel import write_excel

        return lambda disclosure, layout, target, _watch: write_excel(disclosure, layout, target)
    from gui.pages.pdf import export_pdf

    return lambda disclosure, layout, target, watch: export_pdf(
        disclosure, layout, target, watch.step
    )
