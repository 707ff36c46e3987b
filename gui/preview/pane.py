"""The tab 打印预览: the pages as they will print; prints them, and writes them as PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.document.session import Session
from gui.pages.sections import key_of
from gui.preview.bar import ALL, ONE, PreviewBar
from gui.preview.book import PageBook
from gui.preview.view import FIT_PAGE, FIT_WIDTH, LEAST, MOST, PageView
from gui.shared import messages
from gui.shared.pendingchanges import Pending
from gui.shared.settings import number_setting, settings
from gui.shared.taskbar import TaskBar
from gui.shared.tasks import Failed, Tasks, Watch
from model.document.disclosure import Disclosure
from model.document.edits import Change

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_DEBOUNCE = 250
"""Milliseconds after a change before pages are laid out again."""
_BAD_IN_NAMES = '\\/:*?"<>|\r\n\t'
_LONGEST_NAME = 60
_ZOOM = "zoom/preview"
_KEYS = {
    "next": (QKeySequence("Alt+PgDown"),),
    "previous": (QKeySequence("Alt+PgUp"),),
}


class PreviewPane(QWidget):
    """Pages, and above them what to do with them.

    Args:
        session: what is shown.
        parent: where it stands.
        tasks: runs prints and exports; by default the pane's own, shown below the pages.

    Attributes:
        may_print: asks before something is printed; None: do not, else whether it is a draft.

    Signals:
        said: a line for the status bar.
        pdf_wanted: a PDF is to be written: a name for it, and the keys of its sections or None.
    """

    said = Signal(str)
    pdf_wanted = Signal(str, object)

    def __init__(
        self, session: Session, parent: QWidget | None = None, tasks: Tasks | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.tasks = tasks or Tasks(self)
        self.may_print: Callable[[], bool | None] = lambda: False
        self._changes = Pending()
        self._moved = True
        self.book = PageBook(session, self)
        self.view = PageView(self.book, self)
        self.view.zoom = _remembered()
        self.bar = PreviewBar(self)
        self.told = QLabel(self)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.setMargin(4)
        self.told.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(self.view, 1)
        box.addWidget(self.told)
        if tasks is None:
            box.addWidget(TaskBar(self.tasks, self))
        self.setFocusProxy(self.view)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DEBOUNCE)
        self._timer.timeout.connect(self._update)
        self._connect()
        self.view.show_keys(self._keys())

    # -- printing and writing -----------------------------------------------------------

    def print_document(self) -> None:
        """Ask for a printer, and print what is shown, in the background."""
        if self.tasks.refuses(self):
            return
        draft = self.may_print()
        if draft is None:
            return
        from gui.preview.printing import ask_printer

        printer = ask_printer(self, self._session.layout, self.view.pages)
        if printer is not None:
            self.print_on(printer, draft)

    def print_on(self, printer: QPrinter, draft: bool = False) -> None:
        """Print what is shown on a printer that is set up, in the background."""
        snapshot = self._snapshot()
        if snapshot is None:
            return
        layout, keys, page = self._session.layout, self._keys_to_print(), self.view.page

        from gui.preview.printing import print_pages

        def work(watch: Watch) -> None:
            copy = msgspec.json.decode(snapshot, type=Disclosure)
            print_pages(copy, layout, printer, watch, keys=keys, page=page, draft=draft)

        self._run("正在打印…", work, "已送到打印机")

    def tell(self, line: str) -> None:
        """Say below the pages what was done."""
        self.told.setText(line)
        self.told.show()

    def _run(
        self,
        name: str,
        work: Callable[[Watch], None],
        told: str,
        failed: Failed | None = None,
    ) -> None:
        self.told.hide()

        def done(_: None) -> None:
            self.tell(told)
            self.said.emit(told)

        self.tasks.run(self, name, work, done, failed)

    def _snapshot(self) -> bytes | None:
        self._session.settle()
        try:
            return msgspec.json.encode(self._session.disclosure)
        except UnicodeEncodeError:
            messages.warn(self, "有文字含有不完整的字符，没有输出。请重新录入这处文字。")
            return None

    def _keys_to_print(self) -> list[str] | None:
        return None if self.bar.scope.currentIndex() == ALL else self._keys()

    def _title(self) -> str:
        """Return a file name, without extension, that says what is in it."""
        disclosure = self._session.disclosure
        name = f"{disclosure.department.name}{disclosure.year or ''}绩效文本"
        if self._session.path is not None:
            name = self._session.path.stem
        if self.bar.scope.currentIndex() == ONE:
            tables = disclosure.projects
            name = next((one.name for one in tables if one.id == self._session.current), name)
        plain = "".join(" " if char in _BAD_IN_NAMES else char for char in name)
        return " ".join(plain.split())[:_LONGEST_NAME] or "绩效目标表"

    # -- what is shown ------------------------------------------------------------------

    def _keys(self) -> list[str]:
        """Return the sections of the scope; copies, for the book's own list changes."""
        if self.bar.scope.currentIndex() == ALL:
            return list(self.book.keys)
        current = key_of(self._session.disclosure, self._session.current)
        if current in self.book.keys:
            return [current]
        # a form that lists all projects in one table
        return [key for key in self.book.keys if key in self.book.tables][:1]

    def _jump(self) -> None:
        """Show the current project's first page, or the department's text."""
        self._moved = False
        keys = self._keys()
        self.view.show_keys(keys)
        current = key_of(self._session.disclosure, self._session.current)
        self.view.go_to_key(current if current in keys else keys[-1])

    def _current_changed(self) -> None:
        self._moved = True
        if self.isVisible():
            self._update()

    def _replaced(self) -> None:
        self._changes.clear()
        self.book.reset()
        self.told.hide()
        self._current_changed()

    def _changed(self, change: Change) -> None:
        self._changes.add(change)
        if self.isVisible():
            self._timer.start()

    def _update(self) -> None:
        """Take over what happened since the last time; only while somebody looks."""
        self._timer.stop()
        if self._changes:
            self.book.touch(self._changes.take())
        if self._moved:
            self._jump()
        else:
            self.view.show_keys(self._keys())
        self.book.set_active(self.isVisible())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._update()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        self.book.set_active(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "bar"):
            self.bar.show_icons()

    # -- wiring -------------------------------------------------------------------------

    def _connect(self) -> None:
        session, view, bar = self._session, self.view, self.bar
        session.changed.connect(self._changed)
        session.replaced.connect(self._replaced)
        session.current_changed.connect(self._current_changed)
        view.page_changed.connect(lambda _: self._show_page())
        view.zoom_changed.connect(lambda _scale: self._show_zoom())
        view.project_wanted.connect(self._select)
        bar.scope_changed.connect(lambda _: self._current_changed())
        bar.page_wanted.connect(view.go_to_page)
        bar.zoom_wanted.connect(self.zoom_to)
        bar.zoom_stepped.connect(self.step_zoom)
        bar.print_wanted.connect(self.print_document)
        bar.pdf_wanted.connect(lambda: self.pdf_wanted.emit(self._title(), self._keys_to_print()))
        for name, act in (
            ("next", bar.page.stepUp),
            ("previous", bar.page.stepDown),
        ):
            for keys in _KEYS[name]:
                shortcut = QShortcut(keys, self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(act)

    def _show_page(self) -> None:
        complete = self.bar.scope.currentIndex() == ONE or self.book.complete
        self.bar.show_page(self.view.page, self.view.pages, complete)

    def step_zoom(self, by: int) -> None:
        """Show pages larger (1) or smaller (-1)."""
        if by:
            self.view.step_zoom(by)
        self._show_zoom()

    def zoom_to(self, zoom: float) -> None:
        """Show pages in a size: a factor, or one that follows the window."""
        self.view.set_zoom(zoom)
        self._show_zoom()

    def _show_zoom(self) -> None:
        self.bar.show_zoom(self.view.zoom, self.view.scale)
        if self.view.zoom != _remembered():
            settings().setValue(_ZOOM, self.view.zoom)

    def _select(self, key: str) -> None:
        if key in self.book.tables:
            self._session.select(key)


def _remembered() -> float:
    """Return the size the pages were shown in last."""
    zoom = number_setting(_ZOOM, FIT_WIDTH)
    return zoom if zoom in (FIT_WIDTH, FIT_PAGE) or LEAST <= zoom <= MOST else FIT_WIDTH
