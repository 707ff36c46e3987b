"""What an action of the window is, and how all of them become menus and a toolbar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from gui.shared import plaintip
from gui.shared.icons import icon

DOCUMENT, PROJECT, UNDO = "document", "project", "undo"
"""What an action needs: something open; a project shown; a step to undo or redo."""


class Action(NamedTuple):
    """An action of the window.

    Attributes:
        name: names it in the code.
        text: its words in the menu.
        keys: shortcuts separated by spaces; the first is shown.
        tip: what it does, in the clerk's words.
        deed: does it, given the window.
        needs: ``DOCUMENT``, ``PROJECT``, ``UNDO``, or nothing.
        icon: of the toolbar; empty for none.
    """

    name: str
    text: str
    keys: str
    tip: str
    deed: Callable[[Any], object]
    needs: str = ""
    icon: str = ""


class Menu(NamedTuple):
    """A menu: its title, and its actions, lines (``-``) and menus filled by the window."""

    title: str
    entries: tuple[Action | str, ...]


class Actions(QObject):
    """Every action of a window, by name; puts them into menus and the toolbar.

    Args:
        window: given to what an action does.
        menus: what is declared.
        toolbar: the names on the toolbar, separated by spaces.
    """

    def __init__(self, window: QWidget, menus: Sequence[Menu], toolbar: str) -> None:
        super().__init__(window)
        self._window = window
        self._menus = menus
        self._toolbar = toolbar.split()
        self._declared = {
            one.name: one for menu in menus for one in menu.entries if isinstance(one, Action)
        }
        self._made = {name: self._make(one) for name, one in self._declared.items()}
        self.menus: list[tuple[str, QMenu]] = []

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def complete(self) -> None:
        """Give the keys that come second: what needs them needs something open."""
        for name, one in self._declared.items():
            if " " in one.keys:
                several: Any = one.keys.split()
                self._made[name].setShortcuts(several)

    def fill_menus(self, bar: QMenuBar, special: dict[str, QMenu]) -> None:
        """Put the actions into menus; ``special`` holds those the window fills."""
        for title, entries in self._menus:
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            self.menus.append((title.partition("(")[0], menu))
            for entry in entries:
                if isinstance(entry, Action):
                    menu.addAction(self._made[entry.name])
                elif entry == "-":
                    menu.addSeparator()
                else:
                    menu.addMenu(special[entry])

    def fill_toolbar(self, bar: QToolBar) -> None:
        """Put actions on the toolbar."""
        for name in self._toolbar:
            if name == "-":
                bar.addSeparator()
            else:
                bar.addAction(self._made[name])
        self.show_icons()

    def show_icons(self) -> None:
        """Draw the icons in the palette's colours; again when it changes."""
        for name, one in self._declared.items():
            if one.icon and name in self._toolbar:
                self._made[name].setIcon(icon(one.icon))
                # in the menus all or none
                self._made[name].setIconVisibleInMenu(False)

    def enable(self, needs: str, enabled: bool) -> None:
        """Enable or disable the actions that need the same."""
        for name, one in self._declared.items():
            if one.needs == needs:
                self._made[name].setEnabled(enabled)

    def name_undo(self, step: str) -> None:
        """Say what undo would undo; nothing for an empty text."""
        self._name_step("undo", step)

    def name_redo(self, step: str) -> None:
        """Say what redo would redo; nothing for an empty text."""
        self._name_step("redo", step)

    def _name_step(self, name: str, step: str) -> None:
        one, action = self._declared[name], self._made[name]
        action.setText(f"{one.text}：{step.replace('&', '&&')}" if step else one.text)
        # a project's name may stand in it
        tip = f"{one.tip}：{step}" if step else one.tip
        action.setToolTip(plaintip.tip(_tooltip(tip, one.keys)))
        action.setEnabled(bool(step))

    def _make(self, one: Action) -> QAction:
        action = QAction(one.text, self.parent())
        action.setObjectName(one.name)
        if one.keys:
            # as a property Qt reads the text itself: a key sequence made here would cost more
            # than all else of an action
            action.setProperty("shortcut", one.keys.partition(" ")[0])
        action.setToolTip(_tooltip(one.tip, one.keys))
        action.setStatusTip(one.tip)
        action.triggered.connect(lambda _checked=False: one.deed(self._window))
        return action


def key_words(keys: str) -> str:
    """Return keys as a clerk reads them: Ctrl+↑."""
    return keys.replace("Up", "↑").replace("Down", "↓")


def _tooltip(tip: str, keys: str) -> str:
    return f"{tip}（{key_words(keys.split(maxsplit=1)[0])}）" if keys else tip
