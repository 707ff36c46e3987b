"""The menu of the files opened last, filled when it is opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu

from gui.shared.settings import recent_files
from model.basics.names import readable


def fill_recent(menu: QMenu, show: Callable[[Path], None], forget: Callable[[], None]) -> None:
    """Fill the menu anew.

    Args:
        menu: emptied first.
        show: opens a file.
        forget: empties the list of files.
    """
    menu.clear()
    for number, path in enumerate(recent_files(), 1):
        key = f"&{number} " if number < 10 else "　"
        action = menu.addAction(key + readable(str(path)).replace("&", "&&"))
        action.triggered.connect(lambda _checked, path=path: show(path))
    if menu.isEmpty():
        menu.addAction("（还没有）").setEnabled(False)
    else:
        menu.addSeparator()
        menu.addAction("清空这个列表(&C)").triggered.connect(lambda _checked: forget())
