"""Above the overview: the sums, and the department's own figure to check them against."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.document.session import Session
from gui.overview.colours import part_colours
from gui.shared.icons import severity_colour
from gui.shared.textfield import TextField
from model.checks.cross import stated_expenditure
from model.checks.names import own_name
from model.document.cells import CellRef, get_cell
from model.document.edits import SetCells
from model.entry.entry import held_while_typing
from model.overview.spending import (
    BUDGET,
    SPENDING_FIELD,
    Totals,
    compared,
    entered_expenditure,
    money,
    notes,
    part_fields,
    shown_expenditure,
)

_REF = CellRef("", SPENDING_FIELD)
_BIG = 1.35
_FIELD_EMS = 12


class OverviewSums(QWidget):
    """Shows the sums; the one cell typed into here is an edit like any other."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._visit = 0
        self._typing = False
        self._sums: Totals | None = None
        self._blocks: list[tuple[QLabel, QLabel]] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(28)
        self.field = TextField(self, one_line=True)
        self.field.setAccessibleName(own_name(SPENDING_FIELD))
        self.field.setToolTip(
            "部门预算里的项目支出总数，用来和各项目合计核对；可以粘贴带逗号或以元为单位的数"
        )
        self.field.setFixedWidth(_FIELD_EMS * self.fontMetrics().height())
        self.field.typed.connect(self._typed)
        self.field.entered.connect(self._entered)
        self.field.installEventFilter(self)
        session.settling.connect(self.settle)
        caption = QLabel(f"{own_name(SPENDING_FIELD)}(&Z)：", self)
        caption.setBuddy(self.field)
        self.unit = QLabel(self)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.notes = QLabel(self)
        self.notes.setWordWrap(True)
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        below = QHBoxLayout()
        for widget in (caption, self.field, self.unit):
            below.addWidget(widget)
        below.addWidget(self.told, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 6, 8, 4)
        box.addLayout(self._row)
        box.addLayout(below)
        box.addWidget(self.notes)

    def show_sums(self, sums: Totals) -> None:
        """Show sums over all projects, and what the department's figure says to them."""
        self._sums = sums
        layout = self._session.layout
        parts = part_fields(layout)
        if len(self._blocks) != 2 + len(parts):
            self._make_blocks(2 + len(parts))
        names = ["项目", f"{layout.title_of(BUDGET)}合计", *map(layout.title_of, parts)]
        amounts = [f"{sums.projects} 个", *(money(one) for one in (sums.budget, *sums.parts))]
        colours = [None, None, *part_colours(self.palette(), len(parts))]
        for (caption, figure), name, amount, colour in zip(
            self._blocks, names, amounts, colours, strict=True
        ):
            caption.setText(_marked(name, colour))
            figure.setText(amount)
            figure.setAccessibleName(f"{name} {amount}")
        self.unit.setText(layout.money.unit)
        self._show_field()
        self._compare()
        said = notes(layout, sums)
        self.notes.setText("；".join(said) + "。" if said else "")
        self.notes.setVisible(bool(said))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self._left()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if event.type() in kinds and getattr(self, "_sums", None) is not None:
            self._make_blocks(0)
            assert self._sums is not None
            self.show_sums(self._sums)

    # -- the department's figure --------------------------------------------------------

    def _show_field(self) -> None:
        """Show what the model holds, unless it is what is being typed here."""
        held = get_cell(self._session.disclosure, _REF)
        if not self._typing:
            self.field.show_text(shown_expenditure(self._session.layout, held))
        stated = stated_expenditure(self._session.disclosure)
        hint = "" if stated is None else f"文件里写的是 {money(stated)} 万元"
        self.field.setPlaceholderText(hint)

    def _compare(self) -> None:
        assert self._sums is not None
        outcome = compared(self._session.disclosure, self._session.layout, self._sums)
        self.told.setText(outcome.words)
        palette = QPalette(self.palette())
        if outcome.difference is not None:
            word = "警告" if outcome.difference else "完成"
            palette.setColor(QPalette.ColorRole.WindowText, severity_colour(word, palette))
        self.told.setPalette(palette)

    def _entered(self) -> None:
        # what is typed on another visit is another step
        self._visit += 1

    def _typed(self, text: str) -> None:
        self._typing = True
        self._set(held_while_typing(self._session.layout, "money", SPENDING_FIELD, text))

    def settle(self) -> None:
        """Give what is typed so far its form, as before saving; not amid a half-typed word."""
        if not self.field.composing:
            self._left()

    def _left(self) -> None:
        """Leave the field: what was typed takes the form's shape, in the same undo step."""
        if self._typing:
            self._set(entered_expenditure(self._session.layout, self.field.text()))
            self._typing = False
            self._show_field()

    def _set(self, text: str) -> None:
        if get_cell(self._session.disclosure, _REF) != text:
            edit = SetCells(f"修改“{own_name(SPENDING_FIELD)}”", [(_REF, text)])
            self._session.do(edit, (self._visit, _REF))

    # -- the figures --------------------------------------------------------------------

    def _make_blocks(self, count: int) -> None:
        while (item := self._row.takeAt(0)) is not None:
            layout = item.layout()
            if layout is not None:
                layout.deleteLater()
        for pair in self._blocks:
            for label in pair:
                label.hide()
                label.deleteLater()
        self._blocks = []
        for _ in range(count):
            caption, figure = QLabel(self), QLabel(self)
            font = figure.font()
            font.setPointSizeF(font.pointSizeF() * _BIG)
            figure.setFont(font)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(caption)
            column.addWidget(figure)
            self._row.addLayout(column)
            self._blocks.append((caption, figure))
        self._row.addStretch(1)


def _marked(name: str, colour: QColor | None) -> str:
    """Return a caption with a square in the colour its part is drawn in."""
    escaped = name.replace("&", "&amp;").replace("<", "&lt;")
    if colour is None:
        return f"<span>{escaped}</span>"
    return f'<span style="color:{colour.name()}">■</span> <span>{escaped}</span>'
