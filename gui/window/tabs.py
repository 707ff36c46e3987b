"""The middle of the window: the form, the page as printed, the department at a glance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui.document.session import Session
from gui.shared.icons import icon
from gui.shared.tasks import Tasks
from model.checks.verdict import Counts
from model.document.cells import CellRef
from model.entry.suggest import Suggester
from model.overview.spending import SPENDING_FIELD

if TYPE_CHECKING:
    from gui.department.view import DepartmentView
    from gui.form.formview import FormView
    from gui.overview.pane import OverviewPane
    from gui.parts.page import PartPage
    from gui.preview.pane import PreviewPane

FORM, PREVIEW, OVERVIEW = range(3)

_TABS = (("表格", "form"), ("打印预览", "preview"), ("总览", "overview"))


class Tabs(QTabWidget):
    """Three tabs; what a tab shows is made when it is first looked at.

    Args:
        session: what they show.
        tasks: runs what is printed.
        suggester: offers the form what was used before.

    Signals:
        said: a line for the status bar.
        pdf_wanted: what the preview shows is to be written as PDF: a name, and the sections' keys.
        made: a widget in which is read or written, just made.

    Attributes:
        may_print: asks before something is printed; None: do not, else whether it is a draft.
        standing: returns how many findings stand in a target table, by code and severity.
    """

    said = Signal(str)
    pdf_wanted = Signal(str, object)
    made = Signal(object)

    def __init__(
        self, session: Session, tasks: Tasks, suggester: Suggester, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._suggester = suggester
        self.may_print: Callable[[], bool | None] = lambda: False
        self.standing: Callable[[str], Counts] = lambda _table: {}
        self.form: FormView | None = None
        self.department: DepartmentView | None = None
        self.part: PartPage | None = None
        self._preview: PreviewPane | None = None
        self._overview: OverviewPane | None = None
        self.setDocumentMode(True)
        for part in (self, self.tabBar()):
            part.setAccessibleName("表格、打印预览、总览")
        self.tabBar().setToolTip("表格（Ctrl+1）、打印预览（Ctrl+2）、总览（Ctrl+3）")
        self._pages = QStackedWidget(self)
        self._holders = [_holder(self), _holder(self), _holder(self)]
        self._fill(FORM, self._pages)
        for number, (name, _) in enumerate(_TABS):
            self.addTab(self._holders[number], name)
            self.setTabToolTip(number, f"{name}（Ctrl+{number + 1}）")
        self.show_icons()
        self.currentChanged.connect(self._show_tab)
        session.current_changed.connect(self._show_entry)
        session.cell_wanted.connect(self._show_cell)
        self._show_entry(session.current)

    @property
    def preview(self) -> PreviewPane:
        """The pane that shows and prints pages, made when first needed."""
        if self._preview is None:
            from gui.preview.pane import PreviewPane

            self._preview = PreviewPane(self._session, tasks=self._tasks)
            self._preview.may_print = self.may_print
            self._preview.said.connect(self.said)
            self._preview.pdf_wanted.connect(self.pdf_wanted)
            self._fill(PREVIEW, self._preview)
        return self._preview

    @property
    def overview(self) -> OverviewPane:
        """The pane that shows the department at a glance, made when first needed."""
        if self._overview is None:
            from gui.overview.pane import OverviewPane

            self._overview = OverviewPane(self._session, self.standing)
            area = _scrolled(self._overview)
            self._fill(OVERVIEW, area)
            # the cell gone to may be on it before Qt shows what was added
            area.show()
            self.made.emit(self._overview.table)
        return self._overview

    def pages(self) -> list[QWidget]:
        """Return where is written, as far as made: the form, a part's cells, the own text."""
        views = self.form, self.part and self.part.view, self.department
        return [view for view in views if view is not None]

    def show_icons(self) -> None:
        """Draw the tabs' icons in the palette's colours."""
        for number, (_, sign) in enumerate(_TABS):
            self.setTabIcon(number, icon(sign))

    def show_progress(self, tables: set[str]) -> None:
        """Show anew how far these target tables are: other findings stand in them."""
        if self._overview is not None:
            self._overview.model.repaint(tables)

    def tell_exported(self, line: str) -> None:
        """Say below the pages, where they are shown, what was exported."""
        if self._preview is not None:
            self._preview.tell(line)

    def put_above(self, bar: QWidget) -> None:
        """Put a line above the form and the department's text."""
        layout = self._holders[FORM].layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, bar)

    def put_below(self, bar: QWidget) -> None:
        """Put a line below the form."""
        layout = self._holders[FORM].layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(bar)

    def focus_form(self) -> None:
        """Put the focus into the form or the department's text."""
        self.setCurrentIndex(FORM)
        page = self._pages.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_findings(self, findings: Mapping[CellRef, tuple[str, str]]) -> None:
        """Mark cells of what is shown: cell → (错误, 警告 or 提示; what was found)."""
        if self._session.part is not None:
            if self.part is not None:
                self.part.view.set_findings(findings)
        elif self._session.current and self.form is not None:
            self.form.set_findings(findings)
        elif not self._session.current and self.department is not None:
            self.department.set_findings(findings)

    def standing_in(self) -> CellRef | None:
        """Return the cell the clerk is writing in; None where the focus is somewhere else."""
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        for view in (self.form, self.part.view if self.part is not None else None):
            if view is not None and (focus is view or view.isAncestorOf(focus)):
                return view.cell_cursor.current_ref()
        fields = self.department.fields if self.department is not None else {}
        return next((CellRef("", name) for name, field in fields.items() if field is focus), None)

    def _show_cell(self, ref: CellRef) -> None:
        """Bring the tab a cell stands on forward."""
        if not ref.table and ref.field == SPENDING_FIELD:
            self.setCurrentIndex(OVERVIEW)
            # made just now, the pane has not heard of the cell
            self.overview.go_to(ref)
        else:
            self.setCurrentIndex(FORM)

    def _show_entry(self, table: str) -> None:
        """Show the form of a project, a part, or the department's own text for an empty id."""
        part = self._session.part
        if part is not None and self.part is None:
            from gui.parts.page import PartPage

            self.part = PartPage(self._session)
            self.part.view.cell_cursor.said.connect(self.said)
            self._add_page(self.part)
            self.made.emit(self.part.view)
        elif part is None and table and self.form is None:
            from gui.form.formview import FormView

            self.form = FormView(self._session, self._suggester)
            self.form.cell_cursor.said.connect(self.said)
            self._add_page(self.form)
            self.made.emit(self.form)
        elif not table and self.department is None:
            from gui.department.view import DepartmentView

            self.department = DepartmentView(self._session)
            self._add_page(self.department)
            self.made.emit(self.department)
        shown: QWidget | None = self.department
        if part is not None:
            shown = self.part
        elif table:
            shown = self.form
        if shown is not None:
            self._pages.setCurrentWidget(shown)

    def _add_page(self, page: QWidget) -> None:
        """Take a page in; from now on it hears of another entry before it is shown or hidden."""
        self._pages.addWidget(page)
        self._session.current_changed.disconnect(self._show_entry)
        self._session.current_changed.connect(self._show_entry)

    def _show_tab(self, number: int) -> None:
        if number == PREVIEW:
            self.preview.show()
        elif number == OVERVIEW:
            self.overview.show()

    def _fill(self, number: int, widget: QWidget) -> None:
        holder = self._holders[number]
        layout = holder.layout()
        assert layout is not None
        layout.addWidget(widget)
        holder.setFocusProxy(widget)


def _holder(parent: QWidget) -> QWidget:
    """Return an empty tab that is filled later."""
    holder = QWidget(parent)
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    return holder


def _scrolled(pane: QWidget) -> QScrollArea:
    """Return a pane that scrolls where the window is smaller than it needs."""
    area = QScrollArea()
    area.setWidget(pane)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusProxy(pane)
    return area
