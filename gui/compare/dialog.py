"""对照: two files of any formats beside each other, while the window stays usable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from gui.compare.controls import CompareForm, SideRow
from gui.compare.model import CompareCriteria
from gui.compare.work import Compared, Given, compare_files, file_given
from gui.document.comparable import side_of
from gui.shared import filedialogs
from gui.shared.markedtext import one_side, show_runs
from gui.shared.tasks import tell
from model.basics.errors import JibiaoError
from model.compare.differences import Difference
from model.compare.report import OWN_TEXT
from model.document.cells import CellRef, get_cell

if TYPE_CHECKING:
    from gui.document.workspace import Workspace
    from gui.shared.tasks import Watch
    from model.document.edits import Change

_NAME = "正在对照两个文件…"
_ASK = "选好两个文件，再开始对照。两个文件只读不改，什么格式都可以。"
_STALE = "打开着的文件对照之后又改过，要看现在的请再对照一次。"
_NOT_OPEN = "窗口里打开着的文件没有这一格；先打开其中一个文件，再双击就到那一格。"
_MANY = 400
"""With more rows than this, only the first project is unfolded."""


def show_compare(workspace: Workspace) -> None:
    """Show the one dialog of a window, made when first asked for."""
    dialog = workspace.window.findChild(CompareDialog)
    if dialog is None:
        dialog = CompareDialog(workspace)
    dialog.suggest()
    dialog.show()
    dialog.activateWindow()


class CompareDialog(CompareForm):
    """Compares in the background; lists what differs, goes to cells, writes reports."""

    # there before anything is made: the palette may change on the way
    compared: Compared | None = None

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.window)
        self._workspace = workspace
        self._tasks = workspace.tasks
        self._working = False
        self._with_open = False
        self._connect()
        self.state.setText(_ASK)
        self._show_buttons()

    def suggest(self) -> None:
        """Begin with what is open as the later one, where nothing was chosen yet."""
        begun = self._workspace.session.begun
        for row in (self.before, self.after):
            row.open.setEnabled(begun)
        if begun and not self.before.chosen and not self.after.chosen:
            self._take_open(self.after)
        if not self.before.chosen:
            self.before.choose.setFocus()

    def _connect(self) -> None:
        for row in (self.before, self.after):
            row.choose_wanted.connect(lambda row=row: self._choose(row))
            row.open_wanted.connect(lambda row=row: self._take_open(row))
            row.changed.connect(self._show_buttons)
        self.swap.clicked.connect(self._swap)
        self.start.clicked.connect(self.begin)
        self.stop.clicked.connect(self._tasks.cancel)
        self.close_.clicked.connect(self.reject)
        self.html.clicked.connect(lambda: self._export("HTML 网页 (*.html)"))
        self.excel.clicked.connect(lambda: self._export("Excel 工作簿 (*.xlsx)"))
        for button in self.kinds.values():
            button.toggled.connect(self._filter)
        self.changed_only.toggled.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self.list.doubleClicked.connect(self._go_to)
        self.list.selectionModel().currentChanged.connect(self._show_texts)
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            key = QShortcut(QKeySequence(keys), self.list)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(lambda: self._go_to(self.list.currentIndex()))
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.search.setFocus)
        self._tasks.ended.connect(self._ended)
        self._workspace.session.changed.connect(self._grown_old)

    # -- what is wanted ---------------------------------------------------------------

    def _choose(self, row: SideRow) -> None:
        path = filedialogs.ask_open(self)
        if path is not None:
            row.show_path(path)

    def _take_open(self, row: SideRow) -> None:
        row.show_open(self._workspace.files.name())

    def _swap(self) -> None:
        rows = self.before, self.after
        held = [(row.path, row.is_open) for row in rows]
        for row, (path, is_open) in zip(rows, reversed(held), strict=True):
            if is_open:
                self._take_open(row)
            elif path is not None:
                row.show_path(path)
            else:
                row.clear()

    def _given(self, row: SideRow) -> Given:
        if row.path is not None:
            return file_given(row.path, self._workspace.session.layouts)
        session = self._workspace.session
        session.settle()
        return Given(f"{self._workspace.files.name()}（打开着的）", side_of(session))

    # -- the work ---------------------------------------------------------------------

    def begin(self) -> None:
        """Compare, in the background."""
        if not (self.before.chosen and self.after.chosen):
            self.state.setText(_ASK)
            return
        if self._tasks.refuses(self):
            return
        before, after = self._given(self.before), self._given(self.after)
        self._with_open = self.before.is_open or self.after.is_open
        self._working = True
        self.state.setText(_NAME)
        self.progress.setRange(0, 0)
        self._tasks.progressed.connect(self._progress)
        self._show_buttons()
        self._tasks.run(
            self,
            _NAME,
            lambda watch: compare_files(before, after, watch),
            self._done,
            self._failed,
        )

    def _progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _done(self, compared: Compared) -> None:
        self.compared = compared
        counts = compared.comparison.counts()
        for word, button in self.kinds.items():
            button.setText(f"{word} {counts.get(word, 0)}")
            button.setAccessibleName(f"{word}，{counts.get(word, 0)} 处")
        self.model.show(compared.comparison.parts, compared.all_cells)
        self._unfold()
        self._say()
        self._show_buttons()
        self.list.setFocus()

    def _failed(self, error: JibiaoError) -> None:
        self.state.setText(str(error))
        tell(self, error)

    def _ended(self) -> None:
        """Free the controls; where neither result nor error follows, it was stopped."""
        if not self._working:
            return
        self._working = False
        self._tasks.progressed.disconnect(self._progress)
        self.state.setText("已停下，没有对照完。")
        self._show_buttons()

    def _grown_old(self, _change: Change) -> None:
        if self.compared is not None and self._with_open and not self._working:
            self._with_open = False
            self.state.setText(f"{self.state.text()}\n{_STALE}")

    # -- what is shown ----------------------------------------------------------------

    def _filter(self) -> None:
        words = frozenset(word for word, button in self.kinds.items() if button.isChecked())
        same = not self.changed_only.isChecked()
        self.model.filter(CompareCriteria(words, same, self.search.text()))
        self._unfold()
        self._say()

    def _unfold(self) -> None:
        """Unfold what is listed, or its beginning where that is much; stand in the first row."""
        groups = self.model.rowCount()
        few = self.model.count() <= _MANY
        for row in range(groups if few else min(groups, 1)):
            self.list.expand(self.model.index(row, 0))
        for row in range(groups):
            self.list.setFirstColumnSpanned(row, QModelIndex(), True)
        first = self.model.index(0, 0, self.model.index(0, 0))
        self.list.setCurrentIndex(first)
        self._show_texts()

    def _say(self) -> None:
        if self.compared is None:
            return
        lines = [self.compared.report.verdict, *self.compared.comparison.notes]
        missing = self.compared.comparison.own_text_missing
        if missing:
            side = "前一个" if missing == "before" else "后一个"
            lines.append(f"{side}文件里没有{OWN_TEXT}（总体绩效目标等）。")
        if not self.model.rowCount() and self.compared.comparison.differences:
            lines.append("筛选之后没有要列出的；其他的被筛掉了。")
        self.state.setText("\n".join(lines))

    def _show_texts(self) -> None:
        one = self.model.difference(self.list.currentIndex())
        for side, pane in self.panes.items():
            if one is None:
                pane.clear()
            else:
                show_runs(pane, one_side(one.runs, side), one.nothing)

    def _show_buttons(self) -> None:
        busy = self._working
        for row in (self.before, self.after):
            row.setEnabled(not busy)
        self.swap.setEnabled(not busy)
        self.start.setEnabled(not busy and self.before.chosen and self.after.chosen)
        self.stop.setVisible(busy)
        self.progress.setVisible(busy)
        for button in (self.html, self.excel):
            button.setEnabled(not busy and self.compared is not None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.compared is not None:
            self._show_texts()

    # -- what can be done with it -----------------------------------------------------

    def _go_to(self, index: QModelIndex) -> None:
        """Go to a row's cell in the open file, on whichever side it stands."""
        one = self.model.difference(index)
        if one is None:
            self.list.setExpanded(index, not self.list.isExpanded(index))
            return
        ref = self._standing(one)
        if ref is None:
            self.state.setText(_NOT_OPEN)
            return
        self._workspace.window.activateWindow()
        self._workspace.session.go_to(ref)

    def _standing(self, one: Difference) -> CellRef | None:
        """Return the reference that names a cell of the open file."""
        if not self._workspace.session.begun:
            return None
        for ref in self._open_refs(one):
            try:
                get_cell(self._workspace.session.disclosure, ref)
            except (KeyError, IndexError):
                continue
            return ref
        return None

    def _open_refs(self, one: Difference) -> list[CellRef]:
        sides = (self.after, one.after_ref), (self.before, one.before_ref)
        own = self._workspace.session.path
        return [
            ref
            for row, ref in sides
            # the department's own cells have the same names in every file
            if ref is not None and (ref.table or row.is_open or (own and row.path == own))
        ]

    def _export(self, kind: str) -> None:
        if self.compared is None:
            return
        extension = kind.partition("(*")[2].rstrip(")")
        target = filedialogs.ask_save(self, "导出对照报告", Path(f"对照报告{extension}"), kind)
        if target is None:
            return
        if self._tasks.refuses(self):
            return
        report = self.compared.report

        from exporters.comparereport import write_comparison

        def work(watch: Watch) -> None:
            write_comparison(report, target, progress=watch.step)

        self._tasks.run(
            self, "正在导出对照报告…", work, lambda _none: self._written(target), self._failed
        )

    def _written(self, target: Path) -> None:
        self._say()
        self.state.setText(f"{self.state.text()}\n已导出 {target}")
        self._workspace.said.emit(f"已导出 {target}")

    def reject(self) -> None:
        """Close; work under way is stopped, since nothing is lost."""
        if self._working:
            self._tasks.cancel()
        super().reject()
