from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from model.document.disclosure import Disclosure
from tests.conftest import small_disclosure
from tests.gui.form.kit import Clerk


@pytest.fixture
def make_clerk(qtbot: QtBot) -> Callable[[Disclosure], Clerk]:
    return lambda disclosure: Clerk(disclosure, qtbot.addWidget)


@pytest.fixture
def clerk(make_clerk: Callable[[Disclosure], Clerk]) -> Clerk:
    return make_clerk(small_disclosure())
