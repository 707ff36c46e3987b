"""Whatever is pressed, in whatever order: nothing breaks, and undo leads back to the start."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.document.disclosure import Disclosure
from tests.conftest import small_disclosure
from tests.gui.form.kit import ALT, CTRL, LAYOUTS, SHIFT, Clerk, Key

KEYS: list[tuple[Qt.Key, Qt.KeyboardModifier | None]] = [
    (Key.Key_Tab, None), (Key.Key_Return, None), (Key.Key_Escape, None), (Key.Key_F2, None),
    (Key.Key_Delete, None), (Key.Key_Backspace, None), (Key.Key_F4, None), (Key.Key_Return, CTRL),
    (Key.Key_Return, CTRL | SHIFT), (Key.Key_D, CTRL), (Key.Key_A, CTRL), (Key.Key_C, CTRL),
    (Key.Key_X, CTRL), (Key.Key_V, CTRL), (Key.Key_Delete, CTRL | SHIFT), (Key.Key_Up, ALT),
    (Key.Key_Down, ALT), (Key.Key_1, ALT), (Key.Key_Z, CTRL), (Key.Key_Z, CTRL | SHIFT),
    *[(key, modifier) for key in (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right)
      for modifier in (None, SHIFT)],
]  # fmt: skip


def press_anything(clerk: Clerk, chance: random.Random) -> None:
    grid = clerk.view.grid
    assert grid is not None
    action = chance.random()
    if action < 0.15:
        cell = chance.choice([cell for cell in grid.cells if cell.refs])
        # through the session, the department's own cells lead to the department's page
        clerk.view.show_cell(chance.choice(cell.refs))
    elif action < 0.3:
        cell = chance.choice(grid.cells)
        point = clerk.view.on_screen(clerk.view.form.rect(cell)).center()
        clerk.click_at(point, chance.choice([None, None, SHIFT]))
    elif action < 0.55:
        clerk.type(chance.choice(["7", "1.", "甲", "≥5人", "x y", "300元", "一是"]))
    elif action < 0.62:
        clerk.compose("pin")
        clerk.commit(chance.choice(["", "拼"]))
    elif action < 0.66:
        clerk.session.select(chance.choice(clerk.session.disclosure.projects).id)
    else:
        QTest.keyClick(clerk.view.editor, *_key(chance))


def _key(chance: random.Random) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    key, modifier = chance.choice(KEYS)
    return key, modifier or Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(2))
def test_undo_leads_back_to_the_start(
    layout: str, seed: int, make_clerk: Callable[[Disclosure], Clerk]
) -> None:
    disclosure = small_disclosure()
    disclosure.layout = layout
    start = copy.deepcopy(disclosure)
    clerk = make_clerk(disclosure)
    chance = random.Random(f"{layout}{seed}")
    for number in range(100):
        press_anything(clerk, chance)
        if number % 10 == 0:
            QApplication.processEvents()
            cell = clerk.view.cell()
            assert cell is not None and cell.refs
    clerk.view.cell_cursor.finish()
    end = copy.deepcopy(disclosure)
    undone = clerk.session.undo.index()
    # what is shown is what is held
    shown = clerk.view.grid
    clerk.view.load()
    assert shown is not None and clerk.view.grid is not None
    assert [c.text for c in shown.cells] == [c.text for c in clerk.view.grid.cells]
    while clerk.session.undo.canUndo():
        clerk.session.undo.undo()
    assert disclosure == start
    while clerk.session.undo.index() < undone:
        clerk.session.undo.redo()
    assert disclosure == end
