"""What no check could judge, and the fact that is missing: a button that leads to giving it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from model.checks.unjudged import Unjudged

_SOON = 300
"""Milliseconds after the last check until it is counted again: never between two letters."""
_CODES = 8


class UnjudgedButton(QToolButton):
    """Says how many judgements were not made; its menu says why, and leads to what is missing.

    Hidden where everything was judged.

    Signals:
        wanted: an `Unjudged` whose fact is to be given.
    """

    wanted = Signal(object)

    def __init__(
        self, session: Session, engine: FindingsEngine, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._engine = engine
        self.missing: list[Unjudged] = []
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoRaise(True)
        self.setToolTip("缺了材料、没能判断的检查：点开看缺什么，选一项去补上")
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.count)
        engine.settled.connect(lambda: self._timer.start(_SOON))
        engine.restarted.connect(self.hide)
        self.hide()

    def count(self) -> None:
        """Look again at what could not be judged."""
        from gui.document.rules import profile
        from model.checks.unjudged import unjudged

        session = self._session
        self.missing = unjudged(
            session.disclosure,
            session.layout,
            profile(session.disclosure),
            self._engine.last_year,
        )
        total = sum(one.count for one in self.missing)
        self.setText(f"没能判断 {total} 项")
        self.setAccessibleName(f"{self.text()}，点开看缺什么")
        self.setVisible(bool(self.missing))
        self._menu.clear()
        for one in self.missing:
            action = self._menu.addAction(self._words(one))
            action.setToolTip("、".join(one.codes))
            action.triggered.connect(lambda _checked=False, one=one: self.wanted.emit(one))

    def _words(self, one: Unjudged) -> str:
        where = f"（{len(one.tables)} 个项目）" if one.tables else ""
        codes = "、".join(one.codes[:_CODES]) + ("…" if len(one.codes) > _CODES else "")
        return f"{one.because}{where}，{one.count} 项没能判断：{codes}。去补：{one.give}"
