"""The dialog 查找和替换 over a small disclosure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from model.document.disclosure import Disclosure
from tests.gui.find.seeker import Seeker


@pytest.fixture
def seeker(qtbot: QtBot, session: Session, disclosure: Disclosure) -> Iterator[Seeker]:
    session.open(disclosure, None)
    made = Seeker(session, qtbot)
    made.open()
    yield made
    made.dialog.hide()
