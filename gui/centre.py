"""The middle of the window: the form, the page as printed, the department at a glance."""

from __future__ import annotations

import importlib
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from gui.icons import icon
from gui.session import Session
from model.suggest import Suggester

FORM, PREVIEW, OVERVIEW = range(3)

_MISSING = "这一部分没有安装完整，请重新安装绩表。"


class Centre(QTabWidget):
    """Three tabs; what a tab shows is made when it is first looked at.

    Args:
        session: what they show.
        suggester: offers the form what was used before.
    """

    def __init__(
        self, session: Session, suggester: Suggester, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._suggester = suggester
        self.form: QWidget | None = None
        self.department: QWidget | None = None
        self.preview: QWidget | None = None
        self.overview: QWidget | None = None
        self.setDocumentMode(True)
        self._pages = QStackedWidget(self)
        self._holders = [self._pages, _Holder(self), _Holder(self)]
        names = (("表格", "form"), ("打印预览", "preview"), ("总览", "overview"))
        for number, (name, sign) in enumerate(names):
            self.addTab(self._holders[number], icon(sign), name)
            self.setTabToolTip(number, f"{name}（Ctrl+{number + 1}）")
        self.currentChanged.connect(self._show_tab)
        session.current_changed.connect(self._show_entry)
        session.cell_wanted.connect(self._show_form)
        self._show_entry(session.current)

    def show_icons(self) -> None:
        """Draw the tabs' icons in the palette's colours."""
        for number, sign in enumerate(("form", "preview", "overview")):
            self.setTabIcon(number, icon(sign))

    def focus_form(self) -> None:
        """Put the focus into the form or the department's text."""
        self.setCurrentIndex(FORM)
        page = self._pages.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self) -> None:
        self.setCurrentIndex(FORM)

    def make_preview(self) -> QWidget:
        """Return the pane that shows and prints pages, made when first needed."""
        if self.preview is None:
            self.preview = self._load("gui.preview", "PreviewPane", self._session)
            self._fill(PREVIEW, self.preview)
        return self.preview

    def _show_entry(self, table: str) -> None:
        """Show the form of a project, or the department's own text for an empty id."""
        if table and self.form is None:
            make = "gui.form.formview", "FormView"
            self.form = self._load(*make, self._session, self._suggester)
            self._add_page(self.form)
        elif not table and self.department is None:
            self.department = self._load("gui.department", "DepartmentView", self._session)
            self._add_page(self.department)
        shown = self.form if table else self.department
        if shown is not None:
            self._pages.setCurrentWidget(shown)

    def _add_page(self, page: QWidget) -> None:
        """Take a page in; from now on it hears of another entry before it is shown or hidden."""
        self._pages.addWidget(page)
        self._session.current_changed.disconnect(self._show_entry)
        self._session.current_changed.connect(self._show_entry)

    def _show_tab(self, number: int) -> None:
        if number == PREVIEW:
            self.make_preview()
        elif number == OVERVIEW and self.overview is None:
            self.overview = self._load("gui.overview", "OverviewPane", self._session)
            self._fill(OVERVIEW, self.overview)

    def _fill(self, number: int, widget: QWidget) -> None:
        holder = self._holders[number]
        layout = holder.layout()
        assert layout is not None
        layout.addWidget(widget)
        holder.setFocusProxy(widget)

    def _load(self, module: str, name: str, *arguments: Any) -> QWidget:
        """Make a part; one that is missing must not take the others with it."""
        try:
            made = getattr(importlib.import_module(module), name)(*arguments)
        except ModuleNotFoundError as error:
            if not (error.name or "").startswith("gui."):
                raise
            made = QLabel(_MISSING, self)
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        assert isinstance(made, QWidget)
        return made


class _Holder(QWidget):
    """An empty tab that is filled later."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
