"""逐屏确认: what was brought along is looked at table by table, a screenful with each Enter."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from gui.document.session import Session
from gui.roll.walklist import WalkList
from gui.roll.walkmodel import SKIPPED, WAITING, WalkModel
from gui.roll.walkplace import Place, place_of, remember_place
from gui.shared.dialogparts import button, fit
from model.document.carried import CarriedIndex
from model.document.edits import Change, Confirm
from model.roll.walk import walk_edit, walk_lines, walk_title

_SIZE = QSize(1180, 760)
_HINT = (
    "左边是上年的文字，右边是今年的，有改动的地方标了出来。"
    "Enter 照用这一屏；直接打字改选中的格；空格 跳过一格；PageDown 先不看这一屏；Esc 停在这里。"
)
_DONE = "带过来的内容都看过了。按 Enter 或 Esc 关闭。"


class WalkDialog(QDialog):
    """The review walk. What is confirmed is what was shown, and each screen is one undo step.

    Args:
        session: what is open.
        index: its marks 待确认, kept up to date by whoever made it.
        parent: the window.
        here: begin with the table shown instead of where the walk was left off.
    """

    def __init__(
        self,
        session: Session,
        index: CarriedIndex,
        parent: QWidget | None = None,
        here: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("逐屏确认")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._session = session
        self._index = index
        self._whole = index.total
        self._here = here
        self._entry = ""
        self._behind: set[str] = set()
        self._steps = session.undo.index()
        self.model = WalkModel(session, self)
        self.list = WalkList(self.model, self)
        self.place = QLabel(self)
        self.left = QLabel(self)
        self.progress = QProgressBar(self)
        self.hint = QLabel(_HINT, self)
        self._lay_out()
        self._connect()
        fit(self, _SIZE)
        QTimer.singleShot(0, self, self._start)

    # -- the walk ---------------------------------------------------------------------------

    def _start(self) -> None:
        """Go on where the walk of this file was left off; else from its beginning."""
        if self._here and self._index.count(self._session.current):
            self._show(self._session.current)
            return
        held = place_of(self._session.path)
        if held is not None and self._index.count(entry := self._session.entry_of(held.ref)):
            # how far one came is told of the whole walk, not of this sitting
            self._whole = max(self._whole, held.whole)
            self._show(entry)
            rows = range(self.model.rowCount())
            at = next((row for row in rows if held.ref in self.model.line(row).refs), None)
            if at is not None:
                self.list.bring(at)
                self._stand(at)
            return
        self._next_table()

    def _show(self, entry: str) -> None:
        """Show what waits in a table, a part or the own text."""
        self._entry = entry
        session = self._session
        self.model.show(walk_lines(session.disclosure, session.layout, self._index, entry))
        self.list.executeDelayedItemsLayout()
        self._stand(0)
        self._say()

    def _next_table(self) -> None:
        """Go to the next table in which something waits that was not passed over."""
        begun = bool(self.model.rowCount())
        order = self._index.order_from(self._entry if begun else "-")
        entry = next((one for one in order if one not in self._behind), None)
        if entry is not None:
            self._show(entry)
            return
        self.model.show([])
        self._say()

    def keep(self) -> None:
        """Use what is shown as it is, and show what comes next."""
        if not self.model.rowCount():
            self._again()
            return
        shown = self.list.whole_rows()
        rows = [row for row in shown if self.model.waits(row)]
        refs = [ref for row in rows for ref in self.model.line(row).refs]
        if refs:
            where = walk_title(self._session.disclosure, self._entry)
            carried = self._session.disclosure.carried
            cells = [ref for ref in refs if ref in carried]
            self._session.do(Confirm(f"确认“{where}”的 {len(cells)} 格", cells))
        self._go_on(shown)

    def pass_over(self) -> None:
        """Leave what is shown as it is, to be looked at another time."""
        shown = self.list.whole_rows()
        self.model.skip(row for row in shown if self.model.waits(row))
        self._go_on(shown)

    def skip(self) -> None:
        """Pass the cell stood in over, or no longer; go to the next."""
        row = self.list.currentIndex().row()
        if row >= 0 and self.model.state(row) in (WAITING, SKIPPED):
            self.model.skip([row], self.model.state(row) == WAITING)
            self.list.step(1)

    def undo(self) -> None:
        """Take the walk's last step back."""
        if not self.list.editing and self._session.undo.index() > self._steps:
            self._session.undo.undo()
            rows = range(self.model.rowCount())
            row = next((row for row in rows if self.model.waits(row)), None)
            if row is not None:
                # what was taken back is looked at again
                self.list.bring(row)
                self._stand(row)

    def go(self) -> None:
        """Leave the walk, and go to the cell stood in on its form."""
        row = self.list.currentIndex().row()
        refs = self.model.line(row).refs if row >= 0 else ()
        self.reject()
        if refs:
            self._session.go_to(refs[0])

    def _go_on(self, shown: list[int]) -> None:
        """Show the first cell that waits behind those shown, or before them; or another table."""
        waiting = [row for row in range(self.model.rowCount()) if self.model.waits(row)]
        last = max(shown, default=-1)
        row = next((row for row in waiting if row > last), next(iter(waiting), None))
        if row is None:
            self._behind.add(self._entry)
            self._next_table()
            return
        self.list.bring(row)
        self._stand(row)

    def _again(self) -> None:
        """At the end: once more through what was passed over, or close."""
        self._behind.clear()
        if self._index.total:
            self._next_table()
        else:
            self.accept()

    def _stand(self, row: int) -> None:
        rows = range(row, self.model.rowCount())
        at = next((one for one in rows if not self.model.line(one).heading), None)
        if at is not None:
            self.list.stand(at)
        self.list.setFocus()

    def _type(self, row: int, text: str) -> None:
        session, line = self._session, self.model.line(row)
        session.do(walk_edit(session.disclosure, session.layout, line, text))

    # -- what comes from the session --------------------------------------------------------

    def _changed(self, change: Change) -> None:
        refs = [*change.cells, *change.carried]
        entries = {self._session.entry_of(ref) for ref in refs}
        if change.structure or (refs and self._entry not in entries) or not self.model.rowCount():
            # an undo reached back into another table
            entry = next((one for one in sorted(entries) if self._index.count(one)), self._entry)
            self._behind.discard(entry)
            self._show(entry)
        self.model.refresh()
        self._say()

    def _say(self) -> None:
        """Say what is shown, and how much is left."""
        left = self._index.total
        self.progress.setMaximum(max(1, self._whole))
        self.progress.setValue(min(self._whole, max(0, self._whole - left)))
        if self.model.rowCount():
            self.place.setText(walk_title(self._session.disclosure, self._entry))
            here = self._index.count(self._entry)
            self.left.setText(f"这里 {here} 格，还剩 {left} 格")
            self.hint.setText(_HINT)
        else:
            self.place.setText("走完了")
            self.left.setText(f"还剩 {left} 格")
            again = f"跳过了 {left} 格，还待确认。按 Enter 再看一遍这些，按 Esc 关闭。"
            self.hint.setText(again if left else _DONE)

    def _left_behind(self) -> None:
        """Another disclosure is open: nothing here is of it."""
        super().done(QDialog.DialogCode.Rejected)

    def done(self, result: int) -> None:
        row = self.list.currentIndex().row()
        rows = [*range(max(0, row), self.model.rowCount()), *range(max(0, row))]
        at = next((one for one in rows if self.model.waits(one)), None)
        place: Place | None = None
        if at is not None:
            carried = self._session.disclosure.carried
            waiting = (one for one in self.model.line(at).refs if one in carried)
            place = Place(next(waiting), self._whole)
        remember_place(self._session.path, place)
        super().done(result)

    # -- made of ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        font = self.place.font()
        font.setBold(True)
        self.place.setFont(font)
        self.place.setWordWrap(True)
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(self.fontMetrics().height() // 2)
        self.progress.setAccessibleName("看过了多少")
        top = QHBoxLayout()
        top.addWidget(self.place, 1)
        top.addWidget(self.left)
        box = QVBoxLayout(self)
        box.addLayout(top)
        box.addWidget(self.progress)
        box.addWidget(self.list, 1)
        box.addWidget(self.hint)
        row = QHBoxLayout()
        row.addStretch(1)
        for text, tip, act in (
            ("照用这一屏(&K)", "这一屏看过了，照用（Enter）", self.keep),
            ("先不看这一屏(&S)", "这一屏留到以后再看（PageDown）", self.pass_over),
            ("到表格里改(&G)", "关闭这里，到表格里的这一格", self.go),
            ("撤销(&Z)", "撤销刚才的一步（Ctrl+Z）", self.undo),
            ("停在这里(&C)", "关闭；下次从这里接着看（Esc）", self.reject),
        ):
            made = button(self, text, tip)
            # keys go on to the list
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(act)
            row.addWidget(made)
        box.addLayout(row)

    def _connect(self) -> None:
        self.list.kept.connect(self.keep)
        self.list.skipped.connect(self.skip)
        self.list.passed.connect(self.pass_over)
        self.model.typed.connect(self._type)
        self._session.changed.connect(self._changed)
        self._session.replaced.connect(self._left_behind)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.undo)


def show_walk(
    session: Session, index: CarriedIndex, parent: QWidget, here: bool = False
) -> WalkDialog:
    """Open the review walk; ``here``: from the table shown on, wherever it was left off."""
    session.settle()
    dialog = WalkDialog(session, index, parent, here)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
