"""What the window's tests share: its own settings, boxes that are answered, a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.shared import filedialogs, messages
from gui.window.mainwindow import MainWindow
from model.document.disclosure import Disclosure
from model.layout import Layout


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            # the screenless platform says so of every window it shows
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


class Boxes:
    """Stands in for `gui.shared.messages` and the file dialogs: notes what was said, answers."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.answers: list[str] = []
        self.paths: list[Path | None] = []
        self.sent: list[str] = []
        self.drafts: list[tuple[str, bool]] = []

    @property
    def last(self) -> str:
        return self.said[-1] if self.said else ""

    def say(self, _parent: object, text: str, details: str = "") -> None:
        self.said.append(f"{text} {details}".strip())

    def ask(self, _parent: object, text: str, buttons: list[str], default: int = 0) -> int:
        self.said.append(text)
        assert self.answers, f"nobody expected to be asked: {text}"
        return buttons.index(self.answers.pop(0))

    def ask_ticked(
        self, _parent: object, text: str, buttons: list[str], tick: str, ticked: bool
    ) -> tuple[int, bool]:
        """Answer what is asked of a disclosure that cannot be sent: go on, unless told else."""
        self.sent.append(text)
        answer, ticked = self.drafts.pop(0) if self.drafts else (buttons[1], False)
        return buttons.index(answer), ticked

    def ask_path(self, *_arguments: object) -> Path | None:
        assert self.paths, "nobody expected to be asked for a file"
        return self.paths.pop(0)


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """Type with an input method: half-typed letters, then what they became."""
    if preedit:
        QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))
    if commit:
        event = QInputMethodEvent()
        event.setCommitString(commit)
        QApplication.sendEvent(widget, event)


def never(result: object) -> None:
    """Stand for what must not be called back."""
    raise AssertionError(result)


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from the settings and recovery copies of whoever runs them."""
    monkeypatch.setenv("JIBIAO_SETTINGS", str(tmp_path / "own" / "settings.ini"))
    monkeypatch.setenv("JIBIAO_DATA", str(tmp_path / "own" / "data"))


@pytest.fixture(autouse=True)
def boxes(monkeypatch: pytest.MonkeyPatch) -> Boxes:
    made = Boxes()
    monkeypatch.setattr(messages, "info", made.say)
    monkeypatch.setattr(messages, "warn", made.say)
    monkeypatch.setattr(messages, "ask", made.ask)
    monkeypatch.setattr(messages, "ask_ticked", made.ask_ticked)
    monkeypatch.setattr(filedialogs, "ask_open", made.ask_path)
    monkeypatch.setattr(filedialogs, "ask_save", made.ask_path)
    return made


@pytest.fixture
def session(qapp: QApplication, layouts: dict[str, Layout]) -> Session:
    return Session(layouts)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    """A window on the screen, nothing open."""
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.tasks.cancel()
    made.tasks.wait()
    session.undo.setClean()
    made.close()


@pytest.fixture
def open_window(qtbot: QtBot, window: MainWindow, disclosure: Disclosure) -> MainWindow:
    """A window with a small disclosure, saved nowhere, unchanged."""
    window.session.open(disclosure, None)
    assert window.panels is not None
    engine = window.panels.engine
    qtbot.waitUntil(lambda: not engine.busy)
    return window
