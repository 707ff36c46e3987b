"""What can be done about the finding chosen: buttons beside the list, and its menu."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.findings.tally import Tally
from model.checks.base import Finding
from model.checks.gather import each_cell


class Chosen(Struct, frozen=True):
    """The findings chosen in the list; ``reviewed`` are those of them marked 已核实.

    ``cells`` are those of the fault of the current one, where it has more than one;
    ``opened`` where each of them is listed.
    """

    findings: tuple[Finding, ...] = ()
    reviewed: tuple[Finding, ...] = ()
    cells: int = 0
    opened: bool = False

    @property
    def mendable(self) -> int:
        """How many of them can be mended."""
        return sum(finding.fix is not None for finding in each_cell(self.findings))

    @property
    def elsewhere(self) -> bool:
        """Whether the first of them names a second place."""
        return any(len(one.places) > 1 for one in (*self.findings, *self.reviewed)[:1])

    @property
    def every(self) -> str:
        """What opening the fault's cells, or closing them, is called."""
        if self.opened:
            return "只列一处"
        return f"列出全部 {self.cells} 处" if self.cells else "列出每一处"

    @property
    def code(self) -> str:
        """The kind of the first of them."""
        return self.findings[0].code if self.findings else ""


class FindingButtons(QWidget):
    """Buttons beside the list, each enabled only where it can do something.

    Signals:
        wanted: the name of the window's action that is wanted.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.relations = self._button(
            "relations", "看各部分的金额核对了哪些关系：对得上、对不上、数据不够"
        )
        self.relations.setText("核对清单…")
        self.relations.hide()
        self.mend = self._button("mend", "按唯一的改法改好选中的问题，先看改成什么（Ctrl+M）")
        self.kind = self._button("mend-kind", "改好所有这一类问题，先看每一处改成什么")
        self.safe = self._button(
            "mend-safe", "改好所有不改变意思的，先看每一处改成什么（Ctrl+Shift+M）"
        )
        self.other = self._button("other", "到问题说到的另一处；再按一次到下一处（F7）")
        self.every = self._button(
            "every", "同一个问题的每一处都列出来，或只列第一处（清单里按 → 和 ←）"
        )
        self.review = self._button(
            "review", "选中的问题看过了，可以这样；写明理由，随文件保存（Ctrl+K）"
        )
        for button in (
            self.relations,
            self.every,
            self.other,
            self.mend,
            self.kind,
            self.safe,
            self.review,
        ):
            box.addWidget(button)
        box.addStretch(1)
        self.show_state(Chosen(), Tally())

    def show_state(self, chosen: Chosen, tally: Tally) -> None:
        """Say what each button would do; ``tally`` counts the findings of all projects."""
        kind = tally.fixable[chosen.code] if chosen.code else 0
        many = chosen.mendable if chosen.mendable > 1 else 0
        for button, text, enabled in (
            (self.every, chosen.every, chosen.cells > 1),
            (self.other, "去另一处", chosen.elsewhere),
            (self.mend, f"修改选中的 {many} 处…" if many else "修改…", chosen.mendable > 0),
            (self.kind, f"修改这一类 {kind} 处…" if kind else "修改这一类…", kind > 0),
            (
                self.safe,
                f"能放心修改 {tally.safe} 处…" if tally.safe else "没有能放心修改的",
                tally.safe > 0,
            ),
            (self.review, "标为已核实…", bool(chosen.findings)),
        ):
            if button.text() != text:
                button.setText(text)
                button.setAccessibleName(text)
            button.setEnabled(enabled)

    def _button(self, action: str, tip: str) -> QPushButton:
        button = QPushButton(self)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.wanted.emit(action))
        return button


class ScrolledButtons(QScrollArea):
    """The buttons, scrolled where the panel is lower than they are.

    Args:
        buttons: shown in their whole width.
    """

    def __init__(self, buttons: FindingButtons) -> None:
        super().__init__()
        self.setWidget(buttons)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for ground in (self.viewport(), buttons):
            ground.setAutoFillBackground(False)
        buttons.installEventFilter(self)

    def sizeHint(self) -> QSize:
        buttons = self.widget().sizeHint()
        low = self.height() < self.widget().minimumSizeHint().height()
        return QSize(buttons.width() + (self.verticalScrollBar().sizeHint().width() * low), 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


_OF_GOALS = ("D17", "D18")
"""Kinds that hold goals against indicators: the clerk may know better which measures which."""
_CARRIED = ("G02", "K17")
"""Kinds that tell what was brought along and nobody looked at."""
_MENU = (
    ("go", "到这一格(&G)\tEnter"),
    ("every", "列出每一处(&L)"),
    ("other", "去另一处(&O)\tF7"),
    ("mend", "修改(&M)…\tCtrl+M"),
    ("mend-kind", "修改所有这一类(&K)…"),
    ("walk", "逐屏确认(&W)…\tCtrl+F6"),
    ("ties", "目标与指标对应(&T)…"),
    ("review", "标为已核实(&R)…\tCtrl+K"),
    ("unreview", "取消已核实(&U)"),
    ("copy", "复制文字(&C)\tCtrl+C"),
)


def fill_menu(menu: QMenu, chosen: Chosen, tally: Tally) -> None:
    """Put into a menu what may be done about what is chosen, the actions named by object name."""
    kind = tally.fixable[chosen.code] if chosen.code else 0
    some = bool(chosen.findings or chosen.reviewed)
    enabled = {
        "go": some,
        "every": chosen.cells > 1,
        "other": chosen.elsewhere,
        "mend": chosen.mendable > 0,
        "mend-kind": kind > 0,
        "ties": chosen.code in _OF_GOALS,
        "walk": chosen.code in _CARRIED,
        "review": bool(chosen.findings),
        "unreview": bool(chosen.reviewed),
        "copy": some,
    }
    for name, text in _MENU:
        if name in ("unreview", "ties", "walk", "every") and not enabled[name]:
            continue
        told = text.replace("…", f" {kind} 处…") if name == "mend-kind" and kind else text
        if name == "every":
            told = f"{chosen.every}(&L)"
        action = menu.addAction(told)
        action.setObjectName(name)
        action.setEnabled(enabled[name])


def copy_text(rows: Sequence[Sequence[str]]) -> None:
    """Put rows on the clipboard, a line each, as a spreadsheet takes them."""
    lines = ("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
    QGuiApplication.clipboard().setText("\n".join(lines))
