"""What is done with the library as a whole: collect, copy, merge, change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from gui.shared import filedialogs, messages
from gui.shared.settings import text_setting
from gui.shared.tasks import Watch
from model.basics.errors import JibiaoError

if TYPE_CHECKING:
    from gui.library.controls import LibraryForm
    from gui.library.manager import LibraryManager
    from library.growing import Grown
    from library.store import Library
    from library.writing import Learned

KIND = "绩表指标库 (*.jbk)"
_LINES = 12


def ask_library(parent: LibraryForm, title: str) -> Path | None:
    """Ask for a library's file; None when nothing was chosen."""
    from PySide6.QtWidgets import QFileDialog

    folder = text_setting("folder") or str(Path.home())
    name, _ = QFileDialog.getOpenFileName(parent, title, folder, f"{KIND};;所有文件 (*)")
    return Path(name) if name else None


class LibraryMaintenance(QObject):
    """Carries out the menu 更多 of the library's window.

    Signals:
        told: a line that says what is done or was done.
    """

    told = Signal(str)

    def __init__(self, window: LibraryForm, manager: LibraryManager) -> None:
        super().__init__(window)
        self._window = window
        self._manager = manager
        tasks = self._tasks = manager.workspace.tasks
        self._name = ""
        menu = window.menu
        for text, tip, act in (
            ("从文件夹收集(&G)…", "读一个文件夹里所有能读的文件，把用过的指标收进来", self.collect),
            ("复制给同事(&C)…", "把整个指标库复制成一个文件", self.copy),
            ("合并同事的(&M)…", "把另一个指标库里用过的指标收进来", self.merge),
        ):
            action = menu.addAction(text, act)
            action.setToolTip(tip)
        menu.addSeparator()
        self.grows = menu.addAction("打开、保存文件时自动收进来(&A)")
        self.grows.setCheckable(True)
        self.grows.setToolTip("去掉勾就不再从打开和保存的文件里学")
        self.grows.toggled.connect(self._set_grows)
        self.change = menu.addAction("换一个指标库文件(&F)…", self._change)
        self.own = menu.addAction("用回自己的指标库(&B)", lambda: self._manager.use(None))
        menu.aboutToShow.connect(self._show_menu)
        window.halt.clicked.connect(tasks.cancel)
        tasks.progressed.connect(self._progressed)
        tasks.ended.connect(self._ended)

    def collect(self) -> None:
        """Ask for a folder, and teach the library every file in it."""
        folder = filedialogs.ask_folder(self._window, "从文件夹收集指标")
        if folder is None:
            return
        layouts = self._manager.workspace.session.layouts

        from library.growing import grow

        def work(library: Library, watch: Watch) -> Grown:
            return grow(library, [folder], layouts, watch.step)

        self._run("正在收集指标…", work, self._collected)

    def copy(self) -> None:
        """Copy the library to a file for a colleague."""
        target = filedialogs.ask_save(self._window, "复制指标库", Path("指标库.jbk"), KIND)
        if target is None:
            return
        if target.exists() and self._manager.path.exists() and target.samefile(self._manager.path):
            messages.info(self._window, "这就是正在用的指标库，请换一个名字或位置。")
            return

        from exporters.atomic import replacing_together

        def work(library: Library, _watch: Watch) -> Path:
            with replacing_together(target) as (staged,):
                library.copy_to(staged)
            return target

        self._run("正在复制指标库…", work, lambda path: self.told.emit(f"已复制到 {path}"))

    def merge(self) -> None:
        """Take a colleague's library in."""
        other = ask_library(self._window, "合并同事的指标库")
        if other is None:
            return

        from library.merging import merge

        def work(library: Library, watch: Watch) -> Learned:
            return merge(library, other, watch.step)

        self._run("正在合并指标库…", work, self._merged)

    def _run(
        self,
        name: str,
        work: Callable[[Library, Watch], Any],
        done: Callable[[Any], None],
    ) -> None:
        from library.opening import open_library

        path = self._manager.path

        def body(watch: Watch) -> Any:
            # a connection of its own: the window is answered meanwhile
            library = open_library(path)
            try:
                return work(library, watch)
            finally:
                library.close()

        if self._tasks.run(self._window, name, body, done):
            self._name = name
            self._window.halt.show()
            self.told.emit(name)

    def _progressed(self, done: int, total: int) -> None:
        if self._name:
            self.told.emit(f"{self._name} {done}/{total}" if total else self._name)

    def _ended(self) -> None:
        if self._name:
            self._name = ""
            self._window.halt.hide()
            self.told.emit("")
            self._manager.changed.emit()

    def _collected(self, grown: Grown) -> None:
        lines = grown.failed[:_LINES]
        if len(grown.failed) > _LINES:
            lines.append(f"……还有 {len(grown.failed) - _LINES} 个")
        messages.info(self._window, f"{grown.summary()}。", "\n".join(lines))

    def _merged(self, learned: Learned) -> None:
        text = f"合并好了：收进 {learned.projects} 个项目、{learned.indicators} 个指标"
        if learned.known:
            text += f"，{learned.known} 个项目早已收过"
        messages.info(self._window, f"{text}。")

    def _change(self) -> None:
        chosen = ask_library(self._window, "换一个指标库文件")
        if chosen is None:
            return
        from library.opening import open_library

        try:
            # looked at before it is used: a wrong file is refused, never put aside
            open_library(chosen, may_make=False).close()
        except JibiaoError as error:
            messages.warn(self._window, str(error))
            return
        self._manager.use(chosen)

    def _set_grows(self, wanted: bool) -> None:
        self._manager.grows = wanted

    def _show_menu(self) -> None:
        own = self._manager.path == self._manager.own_path()
        self.own.setEnabled(not own)
        self.change.setToolTip(f"现在用的是 {self._manager.path}")
        self.own.setToolTip(f"用回 {self._manager.own_path()}")
        self.grows.blockSignals(True)
        self.grows.setChecked(self._manager.grows)
        self.grows.blockSignals(False)
