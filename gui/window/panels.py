"""What surrounds the form while something is open: projects, tabs, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.document.exports import Exports
from gui.document.workspace import Workspace
from gui.findings.actions import FindingsActions
from gui.findings.engine import FindingsEngine
from gui.findings.model import explained
from gui.findings.panel import FindingsPanel
from gui.form.weightsbar import WeightsBar
from gui.library.manager import LibraryManager
from gui.projects.panel import ProjectsPanel
from gui.shared.actions import Actions
from gui.shared.dock import Dock
from gui.window.confirming import Confirming
from gui.window.exportedbar import ExportedBar
from gui.window.sending import Sending
from gui.window.suggestions import Suggestions
from gui.window.tabs import FORM, OVERVIEW, PREVIEW, Tabs
from gui.window.zoom import Zoom
from model.checks.names import CARRIED_CODE, PARTS
from model.checks.verdict import Counts
from model.document.cells import CellRef, find_table

if TYPE_CHECKING:
    from gui.find.dialog import FindReplaceDialog
    from gui.lastyear.lastyear import LastYear
    from model.checks.unjudged import Unjudged

_LEFT = 270
_BELOW = 214
_SHARE = 0.34
"""What a panel takes of the window at most, when it is made."""


class Panels(QObject):
    """Makes the panels of a window, and connects its actions with them."""

    def __init__(
        self, window: QMainWindow, workspace: Workspace, actions: Actions, menu: QMenu
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._actions = actions
        session = workspace.session
        self.engine = FindingsEngine(session, parent=self)
        self.projects = ProjectsPanel(session, self._standing, window)
        self.findings = FindingsPanel(session, self.engine, window)
        self.suggestions = Suggestions(session, self)
        self.tabs = Tabs(session, workspace.tasks, self.suggestions.suggester, window)
        self.zoom = Zoom(window)
        self.zoom.said.connect(workspace.said)
        self.zoom.follow(self.projects.list, self.findings.list)
        self.tabs.made.connect(self.zoom.follow)
        self.zoom.follow(*self.tabs.pages())
        self.exports = Exports(window, session, workspace.tasks)
        self.exported = ExportedBar(window)
        window.statusBar().insertPermanentWidget(0, self.exported)
        # added, it was shown
        self.exported.hide()
        self.exports.exported.connect(self.exported.tell)
        session.replaced.connect(self.exported.hide)
        self.sending = Sending(window, self.engine)
        self.tabs.standing = self._standing
        self.tabs.may_print = lambda: self.sending.ask("打印")
        self.exports.said.connect(workspace.said)
        self.tabs.said.connect(workspace.said)
        self.weights = WeightsBar(session, self.tabs)
        self.tabs.put_below(self.weights)
        self.weights.said.connect(workspace.said)
        self.confirming = Confirming(window, session, self.tabs, actions)
        self.confirming.said.connect(workspace.said)
        self.finding_actions = FindingsActions(
            window, session, self.engine, self.findings, self.tabs.standing_in
        )
        self.finding_actions.said.connect(workspace.said)
        self.library = LibraryManager(workspace, self)
        self._find_dialog: FindReplaceDialog | None = None
        self._last_year: LastYear | None = None
        self._wide = 0
        self.engine.updated.connect(self._looked)
        session.current_changed.connect(self._mark_cells)
        session.replaced.connect(self._mark_cells)
        self.docks = [
            Dock("项目", "ProjectsDock", self.projects, window),
            Dock("问题", "FindingsDock", self.findings, window),
        ]
        for dock in self.docks:
            toggle = dock.toggleViewAction()
            toggle.setToolTip(f"显示或隐藏“{dock.windowTitle()}”面板")
            menu.addAction(toggle)
        self.reset_panels()
        self._connect()
        self.engine.restart()

    @property
    def last_year(self) -> LastYear:
        """The panel that shows last year's file beside the form, made when first needed."""
        from gui.lastyear.lastyear import LastYear

        if self._last_year is None:
            self._last_year = LastYear(self._window, self._workspace.session, self._workspace.tasks)
            self._last_year.held.connect(self.engine.know_last_year)
            self.zoom.follow(self._last_year.panel.list)
            # once the room is free
            later = Qt.ConnectionType.QueuedConnection
            self._last_year.dock.visibilityChanged.connect(self._make_room, later)
        return self._last_year

    def toggle_last_year(self) -> None:
        """Show last year's file beside the form, or hide it."""
        shown = not self.last_year.dock.isHidden()
        if not shown:
            self._wide = self.docks[0].width()
        self.last_year.toggle()

    def _make_room(self, taken: bool) -> None:
        """Give the left panel back the room that last year's took from it."""
        left = self.docks[0]
        if not taken and self._last_year is not None and self._last_year.dock.isHidden():
            wide, self._wide = self._wide, 0
            if left.width() < wide and not left.isFloating():
                self._window.resizeDocks([left], [wide], Qt.Orientation.Horizontal)

    def reset_panels(self) -> None:
        """Put the panels where they were made."""
        left, below = self.docks
        window = self._window
        for dock, area in (
            (left, Qt.DockWidgetArea.LeftDockWidgetArea),
            (below, Qt.DockWidgetArea.BottomDockWidgetArea),
        ):
            dock.setFloating(False)
            window.addDockWidget(area, dock)
            dock.show()
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        unit = window.fontMetrics().height() / 16
        # on a small screen most is the form's all the same
        wide = min(_LEFT * unit, window.width() * _SHARE)
        high = min(_BELOW * unit, window.height() * _SHARE)
        window.resizeDocks([left], [round(wide)], Qt.Orientation.Horizontal)
        window.resizeDocks([below], [round(high)], Qt.Orientation.Vertical)

    def show_icons(self) -> None:
        """Draw the icons in the palette's colours."""
        self.tabs.show_icons()
        self.findings.show_icons()
        for dock in self.docks:
            dock.show_icons()

    def _connect(self) -> None:
        self.finding_actions.connect_panel()
        self.projects.form_wanted.connect(self.tabs.focus_form)
        self.findings.unjudged.wanted.connect(self._give)
        self.finding_actions.ties_wanted.connect(self.tie_goals)
        self.finding_actions.walk_wanted.connect(lambda: self.confirming.walk(here=True))
        self.tabs.pdf_wanted.connect(self._export_shown)
        self.sending.look_wanted.connect(self._show_what_keeps)
        self.exports.said.connect(self.tabs.tell_exported)

    def _give(self, missing: Unjudged) -> None:
        """Lead to where a fact is given for want of which checks are silent."""
        if missing.fact == "last":
            self.last_year.ask()
        elif missing.fact == "layout":
            self.ask_questions()
        else:
            self._workspace.session.go_to(missing.ref)

    def tie_goals(self) -> None:
        """Show which indicators measure the goals of the project shown."""
        from gui.form.tiesdialog import TiesDialog

        session = self._workspace.session
        session.settle()
        table = find_table(session.disclosure, CellRef(session.project))
        if table is not None:
            TiesDialog(session, table, self._window).exec()

    def ask_questions(self, only_if_any: bool = False) -> None:
        """Ask what the file read did not say, or said in two ways."""
        from gui.document.questions import QuestionsDialog, has_questions

        if has_questions(self._workspace):
            QuestionsDialog(self._workspace, self._window).show()
        elif not only_if_any:
            self._workspace.said.emit("没有要回答的疑问。")

    def show_library(self) -> None:
        """Show the indicator library beside the form."""
        from gui.library.dialog import show_library

        show_library(self.library)

    def take_back(self) -> None:
        """Take the changes of a returned file back."""
        from gui.takeback.dialog import take_back

        take_back(self._workspace)

    def add_project(self) -> None:
        """Add a project, ready to be written."""
        self.projects.add()
        self.tabs.focus_form()

    def delete_project(self) -> None:
        """Delete the project shown."""
        self.projects.delete()
        self._workspace.said.emit(
            f"已{self._workspace.session.undo.undoText()}，按 Ctrl+Z 可以撤销。"
        )

    def search_projects(self) -> None:
        """Go to where projects are searched."""
        left = self.docks[0]
        left.show()
        if left.isFloating():
            left.activateWindow()
        else:
            # it may be one of several that share a place
            left.raise_()
        self.projects.search.setFocus()
        self.projects.search.selectAll()

    def step_finding(self, by: int) -> None:
        """Go to the next finding listed, or the one before."""
        if not self.findings.step(by):
            self._workspace.said.emit("没有列出的问题。")

    def other_place(self) -> None:
        """Go to the next place the finding chosen names."""
        if not self.findings.other_place():
            self._workspace.said.emit("选中的问题只说到一处；先在问题清单里选一个。")

    def export(self, kind: str, whole: bool = True) -> None:
        """Write what is open in one of the formats; or only its 绩效文本."""
        if (draft := self.sending.ask("导出")) is not None:
            suggestion = self._workspace.files.suggestion()
            self.exports.export(kind, suggestion, whole=whole, draft=draft)

    def _export_shown(self, name: str, keys: list[str] | None) -> None:
        """Write the pages the preview shows as PDF."""
        if (draft := self.sending.ask("导出")) is not None:
            suggestion = self._workspace.files.suggestion().with_name(f"{name}.pdf")
            self.exports.export("pdf", suggestion, keys, draft=draft)

    def _show_what_keeps(self) -> None:
        """Show the findings, and go to the first 错误."""
        self.docks[1].show()
        self.docks[1].raise_()
        self.tabs.setCurrentIndex(FORM)
        self.findings.show_errors()

    def step_zoom(self, by: int) -> None:
        """Show the pages, or form and lists, larger (1), smaller (-1) or as usual (0)."""
        if self.tabs.currentIndex() != PREVIEW:
            self.zoom.step(by)
        elif by:
            self.tabs.preview.step_zoom(by)
        else:
            self.tabs.preview.zoom_to(1.0)

    def show_preview(self) -> None:
        """Show the pages as they will print."""
        self.tabs.setCurrentIndex(PREVIEW)

    def show_overview(self) -> None:
        """Show the department at a glance."""
        self.tabs.setCurrentIndex(OVERVIEW)

    def print_document(self) -> None:
        """Show the pages, and print them."""
        self.show_preview()
        self.tabs.preview.print_document()

    def finder(self) -> FindReplaceDialog:
        """Return the dialog that finds and replaces, made when first needed."""
        from gui.find.dialog import FindReplaceDialog

        if self._find_dialog is None:
            self._find_dialog = FindReplaceDialog(self._workspace.session, self._window)
        return self._find_dialog

    def _standing(self, table: str) -> Counts:
        return self.engine.tally(table).standing

    def _looked(self, tables: set[str]) -> None:
        self.projects.model.repaint(tables)
        self.tabs.show_progress(tables)
        session = self._workspace.session
        if PARTS in tables:
            self.projects.model.repaint(part.id for part in session.disclosure.parts)
        if session.current in tables or (PARTS in tables and session.part is not None):
            self._mark_cells()

    def _mark_cells(self) -> None:
        """Mark the cells shown with the worst that was found in each."""
        # cells 待确认 have a mark of their own
        every = self.engine.findings(self._workspace.session.current)
        found = [finding for finding in every if finding.code != CARRIED_CODE]
        marks: dict[CellRef, tuple[str, str]] = {}
        for finding in sorted(found, key=lambda one: one.severity.rank):
            words = explained(self._workspace.session.disclosure, finding)
            before = marks.get(finding.ref)
            if before is None:
                marks[finding.ref] = finding.severity.value, words
            else:
                # the form says the first one's severity itself
                more = f"{before[1]}\n{finding.severity.value}：{words}"
                marks[finding.ref] = before[0], more
        self.tabs.set_findings(marks)
