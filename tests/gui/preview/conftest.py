"""The tab 打印预览 over a small disclosure."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.preview.pane import PreviewPane
from model.document.disclosure import Disclosure


@pytest.fixture
def pane(qtbot: QtBot, session: Session, disclosure: Disclosure) -> PreviewPane:
    session.open(disclosure, None)
    made = PreviewPane(session)
    qtbot.addWidget(made)
    made.resize(900, 640)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.book.complete)
    return made
