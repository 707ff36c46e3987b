"""The program as a process of its own, driven by real keys, that answers questions on its state.

Each line read is a question, each line written its answer in JSON: ``cell FIELD ROW`` and
``search``, where a cell and the findings' search are on the screen, ``state``, what is typed.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QRect, QSocketNotifier
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from gui.app import start
from gui.shared import inputmethod
from gui.window.mainwindow import MainWindow
from model.document.cells import CellRef, get_cell


def _place(widget: QWidget, rect: QRect) -> list[int]:
    corner = widget.mapToGlobal(rect.topLeft())
    return [corner.x(), corner.y(), rect.width(), rect.height()]


class Answers:
    """Answers questions about the program's window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def answer(self, question: str) -> object:
        what, *rest = question.split()
        panels = self.window.panels
        form = panels.tabs.form if panels is not None else None
        if panels is None or form is None or form.cell_cursor.table is None:
            return None
        if what == "cell":
            return _place(form.viewport(), form.rect_of(self._ref(rest)))
        search = panels.findings.findChild(QLineEdit)
        assert search is not None
        if what == "search":
            return _place(search, search.rect())
        editor, session = form.editor, self.window.session
        current, focus = form.cell_cursor.current_ref(), QApplication.focusWidget()
        labels = [label for label in self.window.findChildren(QLabel) if label.isVisible()]
        return {
            "current": [current.field, current.indicator] if current else None,
            "held": get_cell(session.disclosure, current) if current else "",
            "shown": editor.text(),
            "letters": editor.half_typed.letters,
            "steps": session.undo.count(),
            "search": search.text(),
            "focus": type(focus).__name__,
            "focused": focus.text() if isinstance(focus, QLineEdit) else "",
            "note": [text for text in map(QLabel.text, labels) if "还没有写进来" in text],
            "found": inputmethod.found().line,
            "module": os.environ.get("QT_IM_MODULE"),
        }

    def _ref(self, rest: list[str]) -> CellRef:
        form = self.window.panels.tabs.form if self.window.panels else None
        assert form is not None and form.cell_cursor.table is not None
        row = int(rest[1]) if len(rest) > 1 else -1
        indicator = form.cell_cursor.table.indicators[row].id if row >= 0 else ""
        return CellRef(form.cell_cursor.table.id, rest[0], indicator)

    def read(self) -> None:
        text = os.read(0, 4096).decode()
        if not text:
            QApplication.quit()
        for question in text.splitlines():
            sys.stdout.write(json.dumps(self.answer(question)) + "\n")
            sys.stdout.flush()


def main() -> None:
    application, window = start([Path(name) for name in sys.argv[1:]], ask=False)
    answers = Answers(window)
    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
    notifier.activated.connect(answers.read)
    application.exec()


if __name__ == "__main__":
    main()
