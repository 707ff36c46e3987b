"""Confirming what was carried over from last year: one cell, a project, everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from gui.shared import messages
from gui.window.tabs import FORM
from model.checks.names import own_name, shortened
from model.document.carried import CarriedIndex
from model.document.cells import CellRef, find_table
from model.document.edits import Change, Confirm
from model.parts.names import part_name

if TYPE_CHECKING:
    from gui.document.session import Session
    from gui.form.gridview import GridView
    from gui.shared.actions import Actions
    from gui.window.confirmbar import CarriedBar
    from gui.window.tabs import Tabs

_NAMES = ("walk", "confirm", "confirm-project", "confirm-all")


class Confirming(QObject):
    """Carries out the actions around 待确认, and keeps the bar above the form.

    Args:
        window: the parent of questions.
        session: what is open.
        tabs: the form and the department's text.
        actions: the window's actions.

    Signals:
        said: a line for the status bar.
    """

    said = Signal(str)

    def __init__(self, window: QWidget, session: Session, tabs: Tabs, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._tabs = tabs
        self._actions = actions
        self.index = CarriedIndex(session.disclosure)
        self.bar: CarriedBar | None = None
        session.replaced.connect(self._replaced)
        session.changed.connect(self._changed)
        session.current_changed.connect(self._show)
        self._show()

    def confirm(self) -> None:
        """Confirm what is stood in or selected, and go to the next cell that waits."""
        if not self._settled():
            return
        looking = self._tabs.currentIndex() == FORM
        if self._session.current:
            form = self._view
            if form is not None and looking:
                form.carried.confirm()
            self._go_on(form.carried.next(form.carried.place()) if form is not None else None)
        else:
            field = self._own_field()
            if field and looking:
                self._confirm_own(field)
            self._go_on(self._next_own(field))

    def walk(self, here: bool = False) -> None:
        """Look at all that waits, a screenful at a time; ``here`` from what is shown on."""
        if not self._settled():
            return
        if not self.index.total:
            self.said.emit("没有待确认的格。")
            return
        from gui.roll.walk import show_walk

        show_walk(self._session, self.index, self._window, here)

    def confirm_project(self) -> None:
        """Confirm every cell of the project shown, or of the department's own text."""
        if not self._settled():
            return
        current = self._session.current
        marks = self.index.marks(current)
        if not marks:
            self.said.emit("这里没有待确认的格。")
            return
        table = find_table(self._session.disclosure, CellRef(current)) if current else None
        name = f"项目“{shortened(table.name)}”" if table is not None else "部门整体绩效目标"
        if self._session.part is not None:
            name = f"“{part_name(self._session.part)}”"
        self._session.do(Confirm(f"确认{name}", marks))
        self.said.emit(f"已确认 {len(marks)} 格。{self._left()}")

    def confirm_all(self) -> None:
        """Confirm every cell of the file, after a question: nobody will look at them then."""
        if not self._settled():
            return
        total = self.index.total
        if not total:
            self.said.emit("没有待确认的格。")
            return
        question = (
            f"全文件还有 {total} 格带过来的内容没有看过。"
            "全部确认以后，就看不出哪些还是照搬来的内容。要全部确认吗？"
        )
        if messages.ask(self._window, question, ["全部确认", "取消"], default=1) == 0:
            every = sorted(self._session.disclosure.carried)
            self._session.do(Confirm("全部确认", every))
            self.said.emit(f"已确认 {total} 格。")

    # -- where one stands ----------------------------------------------------------------

    def _settled(self) -> bool:
        """Finish what is being typed; False while a word is half typed with an input method."""
        form, department = self._view, self._tabs.department
        current = self._session.current
        fields = list(department.fields.values()) if department is not None else []

        if current:
            halves = [form.editor.half_typed] if form is not None else []
        else:
            halves = [field.half_typed for field in fields]
        for half in halves:
            if half.letters:
                # nothing may become of it but what the clerk makes of it
                half.hint()
                return False
        if current and form is not None:
            form.cell_cursor.finish()
        return True

    @property
    def _where(self) -> str:
        """What is shown, as the clerk calls it."""
        if self._session.part is not None:
            return "这一部分"
        return "这个项目" if self._session.current else "部门整体"

    @property
    def _view(self) -> GridView | None:
        """The cells shown: those of a part, or the form of a project."""
        if self._session.part is None:
            return self._tabs.form
        return self._tabs.part.view if self._tabs.part is not None else None

    def _own_field(self) -> str:
        """Return the field of the department's text that has the focus."""
        department, focus = self._tabs.department, QApplication.focusWidget()
        fields = department.fields if department is not None else {}
        return next((name for name, field in fields.items() if field is focus), "")

    def _confirm_own(self, field: str) -> None:
        ref = CellRef("", field)
        if ref in self._session.disclosure.carried:
            self._session.do(Confirm(f"确认“{own_name(field)}”", [ref]))

    def _next_own(self, field: str) -> CellRef | None:
        department = self._tabs.department
        names = list(department.fields) if department is not None else []
        at = names.index(field) + 1 if field in names else 0
        carried = self._session.disclosure.carried
        refs = (CellRef("", name) for name in names[at:])
        return next((ref for ref in refs if ref in carried), None)

    def _go_on(self, here: CellRef | None) -> None:
        """Go to a cell; where there is none, to the first one of the next project with any."""
        if here is None:
            here = self._elsewhere()
        if here is None:
            self.said.emit("没有待确认的格了。")
            return
        self._session.go_to(here)
        self.said.emit(self._left())

    def _elsewhere(self) -> CellRef | None:
        for table in self.index.order_from(self._session.current):
            self._session.select(table)
            form = self._view
            found = self._next_own("") if not table else form and form.carried.next(None)
            if found:
                return found
        return None

    def _left(self) -> str:
        here, whole = self.index.count(self._session.current), self.index.total
        if not whole:
            return "全部看过了。"
        return f"还有待确认的：{self._where} {here} 格，全文件 {whole} 格。"

    # -- the bar -------------------------------------------------------------------------

    def _replaced(self) -> None:
        self.index = CarriedIndex(self._session.disclosure)
        self._show()

    def _changed(self, change: Change) -> None:
        if self.index.changed(change):
            self._show()

    def _show(self) -> None:
        if self.bar is None:
            if not self.index.total:
                return
            from gui.window.confirmbar import CarriedBar

            self.bar = CarriedBar([self._actions[name] for name in _NAMES], self._tabs)
            self._tabs.put_above(self.bar)
        current = self._session.current
        self.bar.say(self.index.count(current), self.index.total, self._where)
