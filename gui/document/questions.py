"""Asks at once what a file did not say, or said in two ways: form, year, department, units."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.document.workspace import Workspace
from gui.shared import dialogparts
from gui.shared.accessiblenames import name_parts
from model.document.cellref import CellRef
from model.document.questions import DEPARTMENT_REF, YEAR_REF, Question, answered, lacks, questions

_LATER = "以后再说"
_FIRST_YEAR = 1999
"""Stands for no year chosen."""
_SIZE = QSize(620, 420)
_PLACES = 4


class _Year(QSpinBox):
    """Its first step leads to this year, not to the year 2000."""

    def stepBy(self, steps: int) -> None:
        if self.value() == self.minimum():
            self.setValue(date.today().year)
        else:
            super().stepBy(steps)


class QuestionsDialog(QDialog):
    """A row for each question; what is not answered stays among the findings. It blocks nothing."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        session = workspace.session
        self.setWindowTitle("请回答")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._files = workspace.files
        self.alike = list(self._files.alike)
        # nobody knows the form: any may be it
        self.forms = self.alike if session.form_known else list(session.layouts)
        self.asked = questions(session.disclosure)
        self.lacking = lacks(session.disclosure)
        self.year: QSpinBox | None = None
        self.department: QLineEdit | None = None
        self.boxes: list[QComboBox] = []
        self.form: QComboBox | None = None
        intro = QLabel(
            "文件里没有写明，或有两种说法的，请在这里定下来；没有回答的留在“问题”里。", self
        )
        intro.setWordWrap(True)
        rows = QWidget(self)
        form = QFormLayout(rows)
        if self.forms:
            self._add_form(form)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        if YEAR_REF in self.lacking:
            form.addRow("预算年度(&Y)：", self._year_box())
        if DEPARTMENT_REF in self.lacking:
            self.department = dialogparts.line(self, "部门名称", "例如 云岭市水务局")
            self.department.setPlaceholderText("例如 云岭市水务局")
            form.addRow("部门名称(&N)：", self.department)
        for question in self.asked:
            self._add(form, question)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(rows)
        buttons = QDialogButtonBox(Qt.Orientation.Horizontal, self)
        accept = buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        accept.setDefault(True)
        accept.setToolTip("按回答的改，一步可以撤销（Enter）")
        later = buttons.addButton(_LATER, QDialogButtonBox.ButtonRole.RejectRole)
        later.setToolTip("都不回答；“检查 → 读取的疑问”可以再打开（Esc）")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(intro)
        box.addWidget(scroll, 1)
        box.addWidget(buttons)
        session.replaced.connect(self.reject)
        name_parts(self)
        dialogparts.fit(self, _SIZE)

    def accept(self) -> None:
        """Do what was answered as one step; another form is read by first, then asked again."""
        chosen = self._form_chosen()
        if chosen and not self._session.form_known:
            self._files.take_form(chosen)
            super().accept()
            return
        if chosen:
            self._files.read_as(chosen)
        if chosen and chosen != self.forms[0]:
            super().accept()
            return
        known: list[tuple[CellRef, str]] = []
        if self.year is not None and self.year.value() > _FIRST_YEAR:
            known.append((YEAR_REF, str(self.year.value())))
        if self.department is not None and self.department.text().strip():
            known.append((DEPARTMENT_REF, self.department.text().strip()))
        given = [
            (question, box.currentIndex() - 1)
            for question, box in zip(self.asked, self.boxes, strict=True)
            if box.currentIndex() > 0
        ]
        edit = answered(given, known)
        if edit is not None:
            self._session.settle()
            self._session.do(edit)
        super().accept()

    def _form_chosen(self) -> str:
        """Return the id of the form chosen; empty for none."""
        place = self.form.currentIndex() if self.form is not None else 0
        return self.forms[place - 1] if place > 0 else ""

    def _add_form(self, form: QFormLayout) -> None:
        names = [self._session.layouts[one].name for one in self.forms]
        known = self._session.form_known
        why = "下面几种同样对得上" if known else "文件里没有写明，或程序里没有那种表样"
        said = QLabel(f"这份文件是哪一种表样？（{why}）", self)
        box = QComboBox(self)
        now = "读的" if known else "显示"
        box.addItems([_LATER, f"{names[0]}（现在按它{now}）", *names[1:]])
        box.setAccessibleName(said.text())
        box.setToolTip(
            "选另一种，就按它重新读取，其余的读完再问"
            if known
            else "选定以后按它显示、检查和导出，其余的再问；之前的修改不能再撤销"
        )
        box.currentIndexChanged.connect(self._form_picked)
        said.setBuddy(box)
        self.form = box
        form.addRow(said)
        form.addRow(box)

    def _form_picked(self, place: int) -> None:
        """Let nothing be answered that reading again would throw away."""
        others = [one for one in (self.year, self.department, *self.boxes) if one is not None]
        for one in others:
            one.setEnabled(place < (2 if self._session.form_known else 1))

    def _year_box(self) -> QSpinBox:
        self.year = _Year(self)
        self.year.setRange(_FIRST_YEAR, 2099)
        self.year.setSpecialValueText("（没有填）")
        self.year.setAccessibleName("预算年度")
        self.year.setToolTip("这份文件是哪一年的预算")
        return self.year

    def _add(self, form: QFormLayout, question: Question) -> None:
        said = QLabel(question.said, self)
        said.setWordWrap(True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        box = QComboBox(self)
        # nothing is taken for an answer that nobody gave
        box.addItems([_LATER, *question.answers])
        box.setAccessibleName(question.said)
        places = "、".join(question.where[:_PLACES])
        more = f"等 {len(question.where)} 处" if len(question.where) > _PLACES else ""
        box.setToolTip(f"见原文件 {places}{more}" if places else question.said)
        said.setBuddy(box)
        self.boxes.append(box)
        form.addRow(said)
        form.addRow(box)


def has_questions(workspace: Workspace) -> bool:
    """Tell whether there is anything to ask about what is open."""
    disclosure = workspace.session.disclosure
    unknown = bool(disclosure.projects) and not workspace.session.form_known
    return bool(unknown or workspace.files.alike or lacks(disclosure) or questions(disclosure))
