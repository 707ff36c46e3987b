"""新年度: three steps in one dialog — last year's file, what to take along, which years move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.roll.choices import ChoicesPage
from gui.roll.source import SourcePage
from gui.roll.years import YearsPage
from gui.shared import messages
from gui.shared.dialogparts import fit
from gui.shared.tasks import Tasks, Watch
from model.document.disclosure import Disclosure
from model.document.report import ReadReport
from model.layout import Layout
from model.roll import RollPlan, plan_roll

SOURCE, CHOICES, YEARS = range(3)
_STEPS = ("去年的文件", "带什么过来", "年份")


class Opened(Struct):
    """What the window has open: a disclosure and its name."""

    disclosure: Disclosure
    name: str


class RollDialog(QDialog):
    """Asks step by step; Enter goes on, Alt+← back.

    Args:
        layouts: every form there is.
        tasks: reads files in the background.
        opened: what is open in the window, or None.
        recent: the files opened last.

    Attributes:
        plan: what is to be done, once the last step is reached.

    Signals:
        wanted: a `RollPlan` the clerk agreed to; the dialog stays until it is accepted.
    """

    wanted = Signal(object)

    def __init__(
        self,
        layouts: Mapping[str, Layout],
        tasks: Tasks,
        opened: Opened | None,
        recent: Sequence[Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("新年度")
        self._layouts = layouts
        self._tasks = tasks
        self._opened = opened
        self._reading = False
        self._read: tuple[Path | None, Disclosure] | None = None
        self.plan: RollPlan | None = None
        self.step = QLabel(self)
        self.source = SourcePage(opened.name if opened else "", recent, self)
        self.choices = ChoicesPage(layouts, self)
        self.years = YearsPage(self)
        self.pages = QStackedWidget(self)
        for page in (self.source, self.choices, self.years):
            self.pages.addWidget(page)
        box = QVBoxLayout(self)
        box.addWidget(self.step)
        box.addWidget(self.pages, 1)
        box.addLayout(self._buttons())
        self.source.chosen.connect(self.go_on)
        self.source.changed.connect(self._show_state)
        self.choices.changed.connect(self._show_state)
        tasks.ended.connect(self._reading_over)
        unit = self.fontMetrics().height()
        fit(self, QSize(unit * 54, unit * 28))
        self._turn_to(SOURCE)

    def _buttons(self) -> QHBoxLayout:
        self.problem = QLabel(self)
        self.back = QPushButton("上一步(&B)", self)
        self.back.setToolTip("回到上一步（Alt+B）")
        self.back.clicked.connect(self.go_back)
        self.next = QPushButton("下一步(&N)", self)
        self.next.setDefault(True)
        self.next.clicked.connect(self.go_on)
        cancel = QPushButton("取消", self)
        cancel.setToolTip("什么也不做（Esc）")
        cancel.clicked.connect(self.reject)
        self.cancel = cancel
        row = QHBoxLayout()
        row.addWidget(self.problem, 1)
        for button in (self.back, self.next, cancel):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.next.setAutoDefault(True)
        return row

    @property
    def path(self) -> Path | None:
        """The file that was read; None for what was open in the window."""
        return self._read[0] if self._read is not None else None

    def go_on(self) -> None:
        """Go to the next step; from the last one, say what is wanted."""
        if not self.next.isEnabled():
            return
        page = self.pages.currentIndex()
        if page == SOURCE:
            self._take_source()
        elif page == CHOICES:
            self._make_plan()
        elif self.plan is not None:
            self.wanted.emit(self.plan)

    def go_back(self) -> None:
        """Go back one step; what was chosen stays."""
        page = self.pages.currentIndex()
        if page != SOURCE:
            self._turn_to(page - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        elif focus is self.choices.search:
            self.choices.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.go_on()

    def done(self, result: int) -> None:
        if self._reading:
            self._reading = False
            self._tasks.cancel()
        super().done(result)

    # -- reading ----------------------------------------------------------------------

    def _take_source(self) -> None:
        path = self.source.path()
        if self._read is not None and self._read[0] == path:
            # chosen before; what was ticked since stays
            self._turn_to(CHOICES)
        elif path is None:
            assert self._opened is not None
            self._take(None, self._opened.disclosure, f"“{self._opened.name}”")
        else:
            self._read_file(path)

    def _read_file(self, path: Path) -> None:
        from importers.read import read_file

        def work(_watch: Watch) -> tuple[Disclosure, ReadReport]:
            return read_file(path, self._layouts)

        def done(read: tuple[Disclosure, ReadReport]) -> None:
            disclosure, report = read
            report.source = path.name
            told = "".join(f"\n注意：{note}" for note in report.notes[:2])
            self._take(path, disclosure, report.summary() + told)

        if self._tasks.run(self, f"正在读 {path.name}…", work, done):
            self._reading = True
            self._show_state()

    def _reading_over(self) -> None:
        if self._reading:
            self._reading = False
            self._show_state()

    def _take(self, path: Path | None, disclosure: Disclosure, told: str) -> None:
        self._read = (path, disclosure)
        if not disclosure.projects:
            self._read = None
            self._show_state()
            messages.info(self, "这个文件里没有项目，没有可以带过来的。请另选一个文件。")
            return
        self.choices.show_source(disclosure, self._layout_of(disclosure), told)
        self._turn_to(CHOICES)

    def _layout_of(self, disclosure: Disclosure) -> Layout:
        return self._layouts.get(disclosure.layout) or next(iter(self._layouts.values()))

    def _make_plan(self) -> None:
        assert self._read is not None
        disclosure = self._read[1]
        target = self._layouts[self.choices.layout_id()]
        options = self.choices.options()
        before = self.plan
        if before is None or (before.disclosure, before.target, before.options) != (
            disclosure,
            target,
            options,
        ):
            self.plan = plan_roll(disclosure, self._layout_of(disclosure), target, options)
        assert self.plan is not None
        self._turn_to(YEARS)
        if self.plan is not before:
            self.years.show_plan(self.plan)

    # -- what is shown ----------------------------------------------------------------

    def _turn_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        names = [
            f"<b>{number}. {name}</b>" if number - 1 == page else f"{number}. {name}"
            for number, name in enumerate(_STEPS, 1)
        ]
        self.step.setText("　›　".join(names))
        self.step.setAccessibleName(f"第 {page + 1} 步：{_STEPS[page]}")
        last = page == YEARS
        self.next.setText("新建(&N)" if last else "下一步(&N)")
        self.next.setToolTip("建成新年度的文件（Enter）" if last else "到下一步（Enter）")
        self._show_state()
        current = self.pages.currentWidget()
        if current is not None:
            current.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self) -> None:
        """Enable what can be pressed, and say why one cannot go on."""
        page = self.pages.currentIndex()
        problem = ""
        if page == SOURCE:
            ready = self.source.has_choice() and not self._reading
            # nothing is disabled that may have the focus: Esc must still be heard
            self.source.say_busy(self._tasks.name if self._reading else "")
        else:
            problem = self.choices.problem() if page == CHOICES else ""
            ready = not problem
        self.problem.setText(problem)
        self.back.setVisible(page != SOURCE)
        self.next.setEnabled(ready)
