"""Before something goes out: whether a bureau would send it back, and what to do then."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.findings.engine import FindingsEngine
from gui.shared import messages
from gui.shared.settings import flag_setting, settings
from model.checks.base import Severity
from model.checks.verdict import verdict

_DRAFT = "export/draft"
_LOOK, _STILL = 0, 1


class Sending(QObject):
    """Asks one question before an export or a print of what cannot be sent.

    Signals:
        look_wanted: the clerk wants to see what keeps it.
    """

    look_wanted = Signal()

    def __init__(self, window: QWidget, engine: FindingsEngine) -> None:
        super().__init__(window)
        self._window = window
        self._engine = engine

    def ask(self, deed: str) -> bool | None:
        """Ask whether to go on where something keeps the disclosure from being sent.

        Args:
            deed: what is to be done, 导出 or 打印.

        Returns:
            None where the clerk does not go on; else whether it is to be marked 草稿.
        """
        why = self._why_not()
        if not why:
            return False
        store = settings()
        ticked = flag_setting(_DRAFT, True)
        where = "文件名里" if deed == "导出" else "每页上方"
        text = f"{why}\n仍要{deed}？"
        buttons = ["去看", f"仍要{deed}", "取消"]
        answer, ticked = messages.ask_ticked(
            self._window, text, buttons, f"{where}标明“草稿”", ticked
        )
        if answer == _LOOK:
            self.look_wanted.emit()
        if answer != _STILL:
            return None
        store.setValue(_DRAFT, "true" if ticked else "false")
        return ticked

    def _why_not(self) -> str:
        engine = self._engine
        if engine.failed:
            return "检查没有做完，不知道能不能报送。"
        if not engine.ready:
            return "还在检查，暂时不知道能不能报送。"
        total = engine.tally()
        errors = total.severity(Severity.ERROR)
        if not errors:
            return ""
        return f"{verdict(total.told).rstrip('。')}（共 {errors} 处）。"
