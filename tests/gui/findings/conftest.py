"""The checks at work, and the panel 检查结果 over a small disclosure."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.findings.engine import FindingsEngine
from gui.findings.panel import FindingsPanel
from model.document.disclosure import Disclosure


@pytest.fixture
def engine(session: Session) -> FindingsEngine:
    return FindingsEngine(session)


@pytest.fixture
def panel(
    qtbot: QtBot, session: Session, engine: FindingsEngine, disclosure: Disclosure
) -> FindingsPanel:
    made = FindingsPanel(session, engine)
    qtbot.addWidget(made)
    made.resize(900, 260)
    session.open(disclosure, None)
    made.show()
    qtbot.waitUntil(lambda: not engine.busy)
    return made
