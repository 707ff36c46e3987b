"""The department's own text: year, code, name, and the sections its form prints."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.department.fieldsign import FieldSign
from gui.document.session import Session
from gui.shared.carriedmark import TIP as CARRIED_TIP
from gui.shared.carriedmark import CarriedEdge
from gui.shared.commentmark import CommentSign, shown_at
from gui.shared.icons import icon
from gui.shared.textfield import TextField
from model.checks.names import own_name, shortened
from model.document.cells import CellRef, get_cell
from model.document.disclosure import Disclosure, ItemisedGoal, Safeguard
from model.document.edits import Change, SetCells, SetOwnItems
from model.layout import SectionSpec
from model.printing.outline import chinese_number

_WIDTH = 900
"""Longer lines are hard to read."""
_HEAD = ("year", "department.code", "department.name")
_BAD_YEAR = "预算年度是四位数字，例如 {year}。"


class DepartmentView(QScrollArea):
    """The editor shown for the department's entry; built anew when items come or go."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.fields: dict[str, TextField] = {}
        self.signs: dict[str, FieldSign] = {}
        self.edges: dict[str, CarriedEdge] = {}
        self.bubbles: dict[str, CommentSign] = {}
        self._findings: Mapping[CellRef, tuple[str, str]] = {}
        super().__init__(parent)
        self._session = session
        self._visit = 0
        self._shape: tuple[object, ...] = ()
        self.year_note = QLabel()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("部门整体绩效目标")
        session.replaced.connect(self._show)
        session.changed.connect(self._changed)
        session.cell_wanted.connect(self._go_to)
        self._show()

    def set_findings(self, findings: Mapping[CellRef, tuple[str, str]]) -> None:
        """Mark the fields that have something wrong: cell → (错误, 警告 or 提示; what)."""
        self._findings = findings
        for field, sign in self.signs.items():
            sign.say(*findings.get(CellRef("", field), ("", "")))

    def _show(self) -> None:
        if self._shape != self._wanted_shape():
            self._build()
            self.set_findings(self._findings)
        self._fill()

    def _wanted_shape(self) -> tuple[object, ...]:
        disclosure = self._session.disclosure
        counts = len(disclosure.itemised_goals), len(disclosure.safeguards)
        return self._session.layout.id, *counts

    def _build(self) -> None:
        self._shape = self._wanted_shape()
        self.fields, self.signs, self.edges, self.bubbles = {}, {}, {}, {}
        page = QWidget()
        page.setMaximumWidth(_WIDTH)
        box = QVBoxLayout(page)
        box.setSpacing(10)
        head = QFormLayout()
        for field in _HEAD:
            head.addRow(f"{own_name(field)}：", self._field(field, one_line=True))
            if field == "year":
                self.year_note = QLabel(page)
                self.year_note.setWordWrap(True)
                self.year_note.hide()
                head.addRow("", self.year_note)
        box.addLayout(head)
        for section in self._session.layout.document.text.sections:
            title = QLabel(section.heading, page)
            font = title.font()
            font.setBold(True)
            font.setPointSizeF(font.pointSizeF() * 1.15)
            title.setFont(font)
            box.addWidget(title)
            self._section(section, box)
        box.addStretch(1)
        outer = QWidget()
        across = QHBoxLayout(outer)
        across.addStretch(1)
        across.addWidget(page, 100)
        across.addStretch(1)
        # a button of the old page may be what asked for the new one
        old = self.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.setWidget(outer)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.fields:
            self._shape = ()
            self._show()

    def _section(self, section: SectionSpec, box: QVBoxLayout) -> None:
        disclosure = self._session.disclosure
        if section.holds == "overall_goal":
            box.addWidget(self._field("overall_goal"))
            return
        items = len(getattr(disclosure, section.holds))
        for number in range(items):
            box.addWidget(self._item(section, number, items))
        noun = _noun(section)
        button = QPushButton(icon("add"), f"增加一项{noun}", self)
        button.setToolTip(f"在最后增加一项{noun}")
        button.clicked.connect(lambda: self._add(section))
        box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _item(self, section: SectionSpec, number: int, items: int) -> QWidget:
        frame = QFrame(self)
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        rows = QFormLayout(frame)
        base = f"{section.holds}.{number}"
        before, _, after = section.item.partition("{title}")
        counted = before.replace("{chinese}", chinese_number(number + 1))
        counted = counted.replace("{number}", str(number + 1))
        top = QHBoxLayout()
        top.addWidget(self._field(f"{base}.title", one_line=True), 1)
        if after:
            top.addWidget(QLabel(after, frame))
        for button in self._item_buttons(section, number, items):
            top.addWidget(button)
        rows.addRow(counted, top)
        if section.holds == "itemised_goals":
            rows.addRow(section.goal, self._field(f"{base}.goal"))
            rows.addRow(section.indicators, self._field(f"{base}.indicators"))
        else:
            rows.addRow(self._field(f"{base}.text"))
        return frame

    def _item_buttons(self, section: SectionSpec, number: int, items: int) -> list[QToolButton]:
        which = f"第{number + 1}项{_noun(section)}"

        def button(name: str, words: str, act: Callable[[], None], enabled: bool) -> QToolButton:
            made = QToolButton(self)
            made.setIcon(icon(name))
            made.setAutoRaise(True)
            made.setEnabled(enabled)
            made.setToolTip(f"{words}{which}")
            made.setAccessibleName(f"{words}{which}")
            made.clicked.connect(act)
            return made

        return [
            button("up", "上移", lambda: self._move(section, number, -1), number > 0),
            button("down", "下移", lambda: self._move(section, number, 1), number + 1 < items),
            button("delete", "删除", lambda: self._delete(section, number), True),
        ]

    def _field(self, field: str, one_line: bool = False) -> TextField:
        made = TextField(self, one_line)
        made.setAccessibleName(own_name(field))
        made.setToolTip(own_name(field))
        made.typed.connect(lambda text: self._typed(field, text))
        made.entered.connect(lambda: self._entered(field))
        self.fields[field] = made
        self.signs[field] = FieldSign(made)
        self.edges[field] = CarriedEdge(made)
        self.bubbles[field] = CommentSign(made)
        return made

    def _fill(self) -> None:
        for field, widget in self.fields.items():
            widget.show_text(get_cell(self._session.disclosure, CellRef("", field)))
        self.year_note.hide()
        self._mark_carried()

    def _mark_carried(self) -> None:
        """Show which fields wait to be confirmed, and what was remarked on them."""
        carried = self._session.disclosure.carried
        remarks = shown_at(self._session.disclosure)
        for field, edge in self.edges.items():
            ref = CellRef("", field)
            marked, told = ref in carried, remarks.get(ref, [])
            edge.show_mark(marked)
            self.bubbles[field].setVisible(bool(told))
            words = [*([CARRIED_TIP] if marked else []), *(one.spoken for one in told)]
            self.signs[field].note("\n".join(words))

    def _changed(self, change: Change) -> None:
        if change.structure and self._shape != self._wanted_shape():
            self._show()
        elif change.structure:
            self._fill()
        for ref in change.cells:
            if not ref.table and ref.field in self.fields:
                text = get_cell(self._session.disclosure, ref)
                self.fields[ref.field].show_text(text)
        if change.comments or any(not ref.table for ref in change.carried):
            self._mark_carried()

    def _entered(self, field: str) -> None:
        # what is typed on another visit to a field is another step
        self._visit += 1
        self._session.cell_entered.emit(CellRef("", field))

    def _typed(self, field: str, text: str) -> None:
        ref = CellRef("", field)
        if field == "year":
            right = not text.strip() or (text.strip().isdecimal() and len(text.strip()) == 4)
            self.year_note.setText(_BAD_YEAR.format(year=date.today().year))
            self.year_note.setVisible(not right)
            if not right:
                return
            text = str(int(text)) if text.strip() else ""
        if get_cell(self._session.disclosure, ref) == text:
            return
        edit = SetCells(f"修改“{own_name(field)}”", [(ref, text)])
        self._session.do(edit, (self._visit, ref))

    def _go_to(self, ref: CellRef) -> None:
        widget = self.fields.get(ref.field) if not ref.table else None
        if widget is not None:
            widget.setFocus()
            self.ensureWidgetVisible(widget)

    def _items(self, section: SectionSpec) -> tuple[Disclosure, list[ItemisedGoal | Safeguard]]:
        """Return a copy that holds the items, and those of a section to be changed in it."""
        disclosure = self._session.disclosure
        made = Disclosure(
            itemised_goals=copy.deepcopy(disclosure.itemised_goals),
            safeguards=copy.deepcopy(disclosure.safeguards),
        )
        return made, getattr(made, section.holds)

    def _do(self, label: str, made: Disclosure, focus: str = "") -> None:
        self._session.do(SetOwnItems(label, made.itemised_goals, made.safeguards))
        if focus in self.fields:
            self.fields[focus].setFocus()

    def _add(self, section: SectionSpec) -> None:
        made, items = self._items(section)
        items.append(ItemisedGoal() if section.holds == "itemised_goals" else Safeguard())
        self._do(f"增加{_noun(section)}", made, f"{section.holds}.{len(items) - 1}.title")

    def _delete(self, section: SectionSpec, number: int) -> None:
        made, items = self._items(section)
        title = shortened(items.pop(number).title)
        self._do(f"删除{_noun(section)}" + (f"“{title}”" if title else ""), made)

    def _move(self, section: SectionSpec, number: int, by: int) -> None:
        made, items = self._items(section)
        items.insert(number + by, items.pop(number))
        self._do(f"移动{_noun(section)}", made, f"{section.holds}.{number + by}.title")


def _noun(section: SectionSpec) -> str:
    """Return what a section's items are called: its heading without its number."""
    return section.entry or section.heading
