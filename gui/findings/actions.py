"""What the clerk does about findings: mend, mark 已核实; from the menu, by key, from the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.findings.panel import FindingsPanel
from model.basics.errors import WriteError
from model.checks.base import Finding
from model.document.cellref import CellRef
from model.document.edits import SetRules

if TYPE_CHECKING:
    from gui.findings.mending import Mending
    from gui.findings.reviewing import Reviewing
    from model.checks.profile import Profile

AT = Callable[[], CellRef | None]


class FindingsActions(QObject):
    """Carries out the actions upon findings.

    Args:
        window: over which dialogs open.
        session: what is open.
        engine: what is known of it.
        panel: where findings are chosen.
        standing_in: returns the cell the clerk is writing in, or None.

    Signals:
        said: a line for the status bar.
        ties_wanted: the project shown is to have its goals tied to its indicators.
        walk_wanted: what was brought along is to be looked at, what is shown first.
    """

    said = Signal(str)
    ties_wanted = Signal()
    walk_wanted = Signal()

    def __init__(
        self,
        window: QWidget,
        session: Session,
        engine: FindingsEngine,
        panel: FindingsPanel,
        standing_in: AT,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._engine = engine
        self._panel = panel
        self._standing_in = standing_in
        self._mending: Mending | None = None
        self._reviewing: Reviewing | None = None

    def connect_panel(self) -> None:
        """Let the panel's buttons do upon its list what the menu does upon what is meant."""
        self._panel.wanted.connect(lambda name: self._do(name, self._chosen()))
        self._panel.unreview_wanted.connect(self._unreview)
        self._session.replaced.connect(self._tell_unusable)
        QTimer.singleShot(0, self, self._tell_unusable)

    def do(self, name: str) -> None:
        """Do ``mend``, ``mend-kind`` or ``review`` upon the findings the clerk means."""
        self._do(name, self.meant())

    @property
    def mending(self) -> Mending:
        """What mends, made when first needed."""
        if self._mending is None:
            from gui.findings.mending import Mending

            self._mending = Mending(self._window, self._session, self._engine)
            self._mending.said.connect(self.said)
        return self._mending

    @property
    def reviewing(self) -> Reviewing:
        """What marks 已核实, made when first needed."""
        if self._reviewing is None:
            from gui.findings.reviewing import Reviewing

            self._reviewing = Reviewing(self._window, self._session, self._engine)
            self._reviewing.said.connect(self.said)
        return self._reviewing

    def meant(self) -> list[Finding]:
        """Return the findings the clerk means.

        Those chosen in the list; where the clerk is writing in a cell none of them is about,
        what was found in that cell.
        """
        chosen = self._chosen()
        ref = self._standing_in()
        if ref is None or any(
            ref in (one.ref, *(more.ref for more in one.repeats)) for one in chosen
        ):
            return chosen
        return [one for one in self._engine.findings(ref.table) if one.ref == ref] or chosen

    def _chosen(self) -> list[Finding]:
        return list(self._panel.chosen().findings)

    def _do(self, name: str, findings: list[Finding]) -> None:
        if name == "relations":
            self.show_relations()
        elif name == "ties":
            self.ties_wanted.emit()
        elif name == "walk":
            self.walk_wanted.emit()
        elif name == "mend":
            self.mending.mend(findings)
        elif name == "mend-kind":
            self.mending.mend_kind(_code(findings))
        elif name == "mend-safe":
            self.mending.mend_safe()
        elif name == "review":
            self.reviewing.review(findings)

    def _tell_unusable(self) -> None:
        """Say it where the rules chosen earlier cannot be used any more."""
        from gui.document import rules

        disclosure = self._session.disclosure
        wrong = rules.problem(disclosure)
        if wrong is not None:
            self.said.emit(f"{wrong}现在先按“{rules.profile(disclosure).name}”检查。")
        elif disclosure.rules:
            self.said.emit(f"按随文件保存的规则“{rules.profile(disclosure).name}”检查。")

    def choose_rules(self) -> None:
        """Show the rules, and check anew by what the clerk makes of them."""
        from gui.document import rules
        from gui.findings.rulesdialog import RulesDialog

        disclosure = self._session.disclosure
        wrong = rules.problem(disclosure)
        dialog = RulesDialog(
            rules.profile(disclosure), bool(disclosure.rules), str(wrong or ""), self._window
        )
        if dialog.exec() != RulesDialog.DialogCode.Accepted:
            return
        self._use_rules(dialog.rules(), dialog.with_file.isChecked())

    def _use_rules(self, wanted: Profile, with_file: bool) -> None:
        from gui.document import rules
        from gui.shared import messages
        from model.checks.profile import profile_text

        text = profile_text(wanted) if with_file else ""
        if not with_file:
            try:
                rules.keep(wanted)
            except WriteError as error:
                messages.warn(self._window, str(error))
                return
        if text != self._session.disclosure.rules:
            label = "规则随文件保存" if with_file else "规则不随文件保存"
            self._session.do(SetRules(label, text))
        else:
            self._engine.restart()
        self.said.emit(f"已改为按“{wanted.name}”检查。")

    def show_relations(self) -> None:
        """Show the list of the relations checked."""
        from gui.findings.relations import RelationsDialog

        dialog = RelationsDialog(self._session, self._engine, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _unreview(self, findings: tuple[Finding, ...]) -> None:
        self.reviewing.unreview((one.code, one.ref) for one in findings)


def _code(findings: list[Finding]) -> str:
    """Return the kind meant: that of the first that can be mended, else of the first."""
    fixable = [one.code for one in findings if one.fix is not None]
    return next(iter(fixable or [one.code for one in findings]), "")
