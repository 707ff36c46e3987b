"""The list of indicators comes page by page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gui.library.model import PAGE, PRESENT, TIMES, LibraryModel
from library.entries import Asked, Found
from library.opening import open_library
from tests.gui.library.hands import Hands, teach
from tests.library.kit import project, used

# -- how it is made ---------------------------------------------------------------------------


def test_a_long_list_comes_page_by_page(hands: Hands) -> None:
    many = [project(f"项目{n}", *(used(f"测桩{n}之{m}") for m in range(10))) for n in range(35)]
    teach(hands, *many)
    hands.open()
    hands.write("测桩")
    model = hands.window.model
    assert model.total == 350
    assert model.rowCount() < 350
    view = hands.window.list
    while (rows := model.rowCount()) < 350:
        view.scrollToBottom()
        hands.qtbot.waitUntil(partial(_longer, model, rows))
    assert len(set(hands.column())) == 350


def _longer(model: LibraryModel, rows: int) -> bool:
    return model.rowCount() > rows


def test_the_model_is_a_proper_one(qtbot: QtBot, tmp_path: Path) -> None:
    library = open_library(tmp_path / "a.jbk")
    model = LibraryModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    wanted: list[list[int]] = []
    model.page_wanted.connect(wanted.append)
    found = library.search(Asked())
    page = library.entries(found.ids[:PAGE])
    model.show(found, page, [False] * PAGE)
    model.fetchMore(QModelIndex())
    # one page at a time is asked for, however often
    assert not model.canFetchMore(QModelIndex())
    (ids,) = wanted
    # an answer to another question is not taken
    model.add(ids[1:], library.entries(ids[1:]), [False] * len(ids[1:]))
    assert model.rowCount() == PAGE
    model.add(ids, library.entries(ids), [False] * len(ids))
    assert model.rowCount() == 2 * PAGE
    model.mark_present([True] * (2 * PAGE))
    assert model.index(0, TIMES).data() == PRESENT
    model.show(Found([]), [], [])
    assert model.rowCount() == 0
    assert tester is not None
    library.close()
