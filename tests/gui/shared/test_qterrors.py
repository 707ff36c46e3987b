"""An error raised by C code, deep in Qt's calls, must not end the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from gui.shared import messages
from gui.app import start
from tests.conftest import small_disclosure

told = []
messages.ask = lambda parent, text, buttons, default=0: told.append(text) or default
application, window = start([], ask=False)

def fail(*given):
    return 1 / 0

def work():
    window.session.open(small_disclosure(), None)
    form = window.panels.tabs.form
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    spot = QPointF(form.viewport().rect().center())
    post = QCoreApplication.postEvent
    if sys.argv[1] == "keys":
        form.editor.keys = fail
        post(form.editor, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_X, none, "x"))
    elif sys.argv[1] == "mouse":
        form.mouse.press = fail
        press = QEvent.Type.MouseButtonPress
        post(form.viewport(), QMouseEvent(press, spot, spot, left, left, none))
    elif sys.argv[1] == "input method":
        form.editor._changed = fail
        post(form.editor, QInputMethodEvent("pin", []))
    else:
        form._paint = fail
        form.viewport().update()
    QTimer.singleShot(300, end)

def end():
    window.session.undo.setClean()
    print("told", len(told), "times, alive")
    application.quit()

QTimer.singleShot(200, work)
application.exec()
"""


@pytest.mark.parametrize("way", ["keys", "mouse", "input method", "paint"])
def test_the_work_goes_on_after_an_error_raised_by_c_code(way: str, tmp_path: Path) -> None:
    own = {"JIBIAO_SETTINGS": str(tmp_path / "settings.ini"), "JIBIAO_DATA": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, way],
        env={**os.environ, **own, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.stdout == "told 1 times, alive\n", run.stderr
    assert run.returncode == 0
    assert "ZeroDivisionError" in run.stderr


NESTED = """
import sys
from decimal import Decimal
from gui.shared.crash import CrashReporter
reporter = CrashReporter()
reporter.install()
from PySide6.QtCore import (
    QAbstractListModel, QCoreApplication, QEvent, QModelIndex, QSortFilterProxyModel, Qt, QTimer,
    Signal,
)
from PySide6.QtGui import QSyntaxHighlighter
from PySide6.QtWidgets import (
    QApplication, QLineEdit, QListView, QStyledItemDelegate, QTextEdit, QWidget,
)

application = QApplication([])
ways = [lambda: 1 / 0, lambda: {}[1], lambda: Decimal("x"), lambda: int("x")]
user = QEvent.Type.User

def fail(*_given):
    return ways[0]()

class Inner(QWidget):
    def event(self, event):
        if event.type() == user:
            fail()
        return super().event(event)

    def sizeHint(self):
        return fail()

    def paintEvent(self, _event):
        fail()

class Outer(QWidget):
    told = Signal(int)

    def __init__(self):
        super().__init__()
        self.inner = Inner(self)
        self.line = QLineEdit(self)
        self.line.textChanged.connect(fail)
        self.told.connect(self.failing)
        self.told.connect(lambda _number: fail())

    def failing(self, _number):
        fail()

    def event(self, event):
        if event.type() == user:
            # two errors within one call of Qt's
            QCoreApplication.sendEvent(self.inner, QEvent(user))
            self.inner.adjustSize()
            self.inner.grab()
            self.told.emit(1)
            self.line.setText(f"{self.line.text()}x")
        return super().event(event)

class Texts(QAbstractListModel):
    def rowCount(self, _parent=QModelIndex()):
        return 5

    def data(self, _index, role=0):
        return fail() if role == Qt.ItemDataRole.DisplayRole else None

class Sorted(QSortFilterProxyModel):
    def lessThan(self, _one, _other):
        return fail()

class Painter(QStyledItemDelegate):
    def paint(self, painter, option, index):
        super().paint(painter, option, index)
        fail()

    def sizeHint(self, _option, _index):
        return fail()

class Marks(QSyntaxHighlighter):
    def highlightBlock(self, _text):
        fail()

outer, view, page = Outer(), QListView(), QTextEdit()
view.setItemDelegate(Painter(view))
model = Sorted(view)
model.setSourceModel(Texts(view))
marks = Marks(page.document())

def show():
    view.setModel(model)
    view.show()
    view.grab()

deeds = [
    lambda: QCoreApplication.sendEvent(outer, QEvent(user)),
    lambda: model.sort(0),
    model.invalidate,
    show,
    lambda: page.setPlainText("a\\nb"),
]

def turn():
    for deed in deeds:
        # one of them may come back here as an error of the call itself
        QTimer.singleShot(0, deed)
    QTimer.singleShot(30, following)

def following():
    del ways[0]
    if ways:
        turn()
    else:
        ways.append(lambda: None)
        application.quit()

QTimer.singleShot(0, turn)
application.exec()
kinds = {record.strip().rsplit("\\n", 1)[-1].partition(":")[0] for record in reporter.records}
print(*sorted(kinds), "alive", flush=True)
"""


def test_errors_within_errors_within_qts_calls_are_told_and_the_program_lives() -> None:
    run = subprocess.run(
        [sys.executable, "-c", NESTED.replace("\\\\", "\\")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    *kinds, last = run.stdout.split()
    assert last == "alive"
    expected = {"KeyError", "ValueError", "ZeroDivisionError", "decimal.InvalidOperation"}
    assert {*kinds} >= expected
