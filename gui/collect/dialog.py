"""汇总: a folder of departments' files becomes one workbook, while the window stays usable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence, QShortcut

from gui.collect.controls import CollectForm
from gui.collect.work import Order, Outcome, collecting
from gui.shared import filedialogs, messages
from gui.shared.settings import settings, text_setting
from gui.shared.tasks import tell
from model.basics.errors import JibiaoError
from model.checks.report import totals_text
from model.collect.sums import CollectedTotals, money_text
from model.document.disclosure import TERMS

if TYPE_CHECKING:
    from gui.document.workspace import Workspace

_NAME = "正在汇总…"
_ASK = "选好文件夹，再开始汇总。每个文件只读不改；有读不了的，其余的照样汇总。"
_FOLDER = "collect/folder"


def show_collect(workspace: Workspace) -> None:
    """Show the one dialog of a window, made when first asked for."""
    dialog = workspace.window.findChild(CollectDialog)
    if dialog is None:
        dialog = CollectDialog(workspace)
    dialog.show()
    dialog.activateWindow()


class CollectDialog(CollectForm):
    """Collects in the background; lists what was read, and what was not and why.

    Signals:
        reading: (number, how many, name) of the file being read.
    """

    reading = Signal(int, int, str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.window)
        self._workspace = workspace
        self._tasks = workspace.tasks
        self._working = False
        self._book: Path | None = None
        self._agreed = ""
        self._suggested: dict[str, str] = {}
        self._connect()
        self.folder.setText(text_setting(_FOLDER))
        self._suggest()
        self.state.setText(_ASK)
        self._show_buttons()

    def _connect(self) -> None:
        self.choose_folder.clicked.connect(self._ask_folder)
        self.choose_target.clicked.connect(self._ask_target)
        self.choose_copies.clicked.connect(self._ask_copies)
        self.folder.editingFinished.connect(self._suggest)
        for box in self.kinds.values():
            box.toggled.connect(self._show_buttons)
        for line in (self.folder, self.target, self.copies):
            line.textChanged.connect(self._show_buttons)
        self.start.clicked.connect(self.begin)
        self.stop.clicked.connect(self._tasks.cancel)
        self.close_.clicked.connect(self.reject)
        self.open_book.clicked.connect(lambda: self._open(self._book))
        self.open_folder.clicked.connect(lambda: self._open(self._book and self._book.parent))
        self.copy.clicked.connect(self._copy)
        view = self.read[1]
        view.doubleClicked.connect(self._open_file)
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            key = QShortcut(QKeySequence(keys), view)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(lambda: self._open_file(view.currentIndex()))
        self._tasks.ended.connect(self._ended)
        self.reading.connect(self._reading)

    # -- what is wanted ---------------------------------------------------------------

    def _ask_folder(self) -> None:
        chosen = filedialogs.ask_folder(self, "选择要汇总的文件夹", self.folder.text())
        if chosen is not None:
            self.folder.setText(str(chosen))
            self._suggest()

    def _ask_target(self) -> None:
        suggestion = Path(self.target.text() or "汇总.xlsx")
        chosen = filedialogs.ask_save(self, "汇总到", suggestion, "Excel 工作簿 (*.xlsx)")
        if chosen is not None:
            # the system's own dialog has asked whether to replace it
            self._agreed = str(chosen)
            self.target.setText(str(chosen))

    def _ask_copies(self) -> None:
        chosen = filedialogs.ask_folder(self, "转成的文件放到", self.copies.text())
        if chosen is not None:
            self.copies.setText(str(chosen))

    def _suggest(self) -> None:
        """Suggest where to write, beside the folder; what was chosen otherwise stays."""
        text = self.folder.text().strip()
        folder = Path(text)
        if not (text and folder.name and folder.is_dir()):
            return
        for line, end in ((self.target, "汇总.xlsx"), (self.copies, "转换")):
            if line.text() in ("", self._suggested.get(end)):
                self._suggested[end] = str(folder.with_name(folder.name + end))
                line.setText(self._suggested[end])

    def _order(self) -> Order | str:
        """Return what is wanted, or why it cannot be done."""
        folder, target = self.folder.text().strip(), self.target.text().strip()
        copies = self.copies.text().strip()
        kinds = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        if not folder or not Path(folder).is_dir():
            return "没有这个文件夹，请另选。" if folder else "请先选择要汇总的文件夹。"
        if Path(target).suffix.lower() != ".xlsx":
            return "请写明汇总到哪个工作簿，文件名以 .xlsx 结尾。"
        if kinds and not copies:
            return "请选择转成的文件放到哪个文件夹。"
        if kinds and Path(copies).resolve() == Path(folder).resolve():
            return "转成的文件不能放在要汇总的文件夹里，会盖掉原来的文件，请另选。"
        place = Path(copies) if kinds else None
        return Order(Path(folder), self.deep.isChecked(), Path(target), kinds, place)

    # -- the work ---------------------------------------------------------------------

    def begin(self) -> None:
        """Begin, in the background."""
        self._suggest()
        order = self._order()
        if isinstance(order, str):
            self.state.setText(order)
            self.folder.setFocus()
            return
        if self._tasks.refuses(self):
            return
        if not self._may_replace(order.target):
            return
        settings().setValue(_FOLDER, str(order.folder))
        self._forget()
        work = collecting(order, self._workspace.session.layouts, self.reading.emit)
        self._working = True
        self._show_buttons()
        self._tasks.run(self, _NAME, work, lambda outcome: self._done(order, outcome), self._failed)

    def _may_replace(self, target: Path) -> bool:
        if str(target) == self._agreed or not target.exists():
            return True
        question = f"{target} 已经有了，要用新的汇总替换它吗？"
        return messages.ask(self, question, ["替换", "取消"], default=1) == 0

    def _forget(self) -> None:
        self._book = None
        self._agreed = ""
        for model, _ in (self.read, self.unread, self.skipped):
            model.show([])
        self._name_tabs(Outcome(CollectedTotals()))
        self.progress.setRange(0, 0)
        self.state.setText("正在看文件夹里有哪些文件…")

    def _reading(self, number: int, count: int, name: str) -> None:
        # the last of these may come after it was stopped
        if self._working:
            self.progress.setRange(0, count)
            self.progress.setValue(number - 1)
            self.state.setText(f"第 {number} 个，共 {count} 个：{name}")

    def _done(self, order: Order, outcome: Outcome) -> None:
        totals = outcome.totals
        self._book = order.target
        self.read[0].show(outcome.read)
        self.unread[0].show(outcome.unread)
        self.skipped[0].show(outcome.skipped)
        self._name_tabs(outcome)
        self.progress.setRange(0, 1)
        self.progress.setValue(1)
        lines = list(totals.lines())
        budget = f"{TERMS['budget']}合计 {money_text(totals.sums['budget'])} 万元"
        found = f"{totals_text(totals.counts)}；没有错误、可以报送的文件 {totals.sendable} 个。"
        lines.insert(1, f"{totals.projects} 个项目，{budget}；{found}")
        if outcome.written:
            lines.append(f"另转成 {outcome.written} 个文件，在 {order.copies}")
        lines.append(f"已写入 {order.target}")
        self.state.setText("\n".join(lines))
        self.tabs.setCurrentIndex(1 if outcome.unread else 0)
        self._workspace.said.emit(f"汇总完成，已写入 {order.target}")
        self._show_buttons()
        self.open_book.setFocus()

    def _failed(self, error: JibiaoError) -> None:
        self.state.setText(str(error))
        tell(self, error)

    def _ended(self) -> None:
        """Free the controls; where neither result nor error follows, it was stopped."""
        if not self._working:
            return
        self._working = False
        self.progress.setRange(0, 1)
        self.progress.setValue(0)
        self.state.setText("已停下，没有写出工作簿。")
        self._show_buttons()

    # -- what is shown ----------------------------------------------------------------

    def _name_tabs(self, outcome: Outcome) -> None:
        named = (
            ("读入的部门", outcome.read),
            ("没有读入", outcome.unread),
            ("不用读", outcome.skipped),
        )
        for tab, (name, lines) in enumerate(named):
            self.tabs.setTabText(tab, f"{name}（{len(lines)}）" if lines else name)

    def _show_buttons(self) -> None:
        busy = self._working
        for field in (self.folder, self.choose_folder, self.deep, self.target, self.choose_target):
            field.setEnabled(not busy)
        wanted = any(box.isChecked() for box in self.kinds.values())
        for box in self.kinds.values():
            box.setEnabled(not busy)
        for copies in (self.copies, self.choose_copies):
            copies.setEnabled(wanted and not busy)
        self.start.setEnabled(not busy and bool(self.folder.text().strip()))
        self.stop.setEnabled(busy)
        self.progress.setVisible(busy)
        for button in (self.open_book, self.open_folder, self.copy):
            button.setEnabled(not busy and self._book is not None)
        # Enter must not begin it all again
        (self.start if self._book is None else self.open_book).setDefault(True)

    def _open(self, path: Path | None) -> None:
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _open_file(self, index: QModelIndex) -> None:
        """Open the file of a row in a window of its own."""
        if index.isValid():
            self._workspace.elsewhere.emit(self.read[0].line(index.row()).path)

    def _copy(self) -> None:
        """Copy the list shown: tabs between columns, as Excel takes it."""
        model = (self.read, self.unread, self.skipped)[self.tabs.currentIndex()][0]
        columns = range(model.columnCount())
        rows = [[str(model.headerData(c, Qt.Orientation.Horizontal)) for c in columns]]
        for row in range(model.rowCount()):
            rows.append([str(model.data(model.index(row, column))) for column in columns])
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
        self._workspace.said.emit("列表已复制，可以粘贴到 Excel。")

    def reject(self) -> None:
        """Close; work under way is asked about."""
        if self._working:
            question = "汇总还没有完成。要停下它吗？"
            if messages.ask(self, question, ["等它完成", "停下并关闭"], default=0) != 1:
                return
            self._tasks.cancel()
        super().reject()
