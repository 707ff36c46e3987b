"""Opens every dialog of the window on a screen of 911×512, and tells their sizes.

Run by `test_small_screen` as a program of its own: the screen of a process never changes.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import gui
from exporters.word import write_word
from gui.document.recoverdialog import RecoverDialog
from gui.document.session import Session
from gui.shared import filedialogs, messages
from gui.window.mainwindow import MainWindow
from importers.read import read_file
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.layout import load_layouts
from model.roll import RollOptions, plan_roll, roll
from tests.conftest import EXAMPLES
from tests.variants import BODY, HEAD, word

_MOST_LOOKS = 300
LONG = "一个很长的名字" * 12
BARE = HEAD.replace("（万元）", "").replace("30.00", "300,000.00").replace("20.00", "200,000.00")


class Opener:
    """Opens what there is, one after the other, and keeps what each asks of the screen."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window, self.folder = window, folder
        self.seen: dict[str, list[int]] = {}

    def wait(self, seconds: float = 0.05) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def tops(self) -> list[QDialog]:
        tops = QApplication.topLevelWidgets()
        return [one for one in tops if isinstance(one, QDialog) and one.isVisible()]

    def note(self, name: str, widget: QWidget) -> None:
        """Keep the greatest size a widget had, and the least it can have; take its picture."""
        self.wait()
        least = widget.minimumSizeHint().expandedTo(widget.minimumSize())
        place = widget.geometry()
        known = self.seen.get(name, [0, 0, 0, 0])
        now = [place.width(), place.height(), least.width(), least.height()]
        self.seen[name] = [max(one, other) for one, other in zip(known, now, strict=True)]
        widget.grab().save(str(self.folder / f"{name}.png"))

    def open(self, act: Callable[[], object], kind: str = "") -> None:
        """Do something that opens a dialog, whether it waits for an answer or not.

        Args:
            act: what is done.
            kind: the dialog waited for, where a file is read before.
        """
        look = QTimer()
        look.setInterval(100)
        looked: list[int] = []

        def see() -> None:
            looked.append(1)
            names = {type(dialog).__name__ for dialog in self.tops()}
            if kind in names or (not kind and len(looked) > 1) or len(looked) > _MOST_LOOKS:
                look.stop()
                self._look()

        look.timeout.connect(see)
        look.start()
        act()
        while look.isActive():
            self.wait()
        self.wait()

    def _look(self) -> None:
        for dialog in self.tops():
            self.note(type(dialog).__name__, dialog)
        for dialog in self.tops():
            dialog.close()


def rolled() -> Disclosure:
    layouts = load_layouts()
    old, _ = read_file(EXAMPLES / "wanglan-wenlv-2024.txt", layouts)
    layout = layouts[old.layout]
    return roll(plan_roll(old, layout, layout, RollOptions(year=2025)))[0]


def dialogs(kind: type[QDialog] = QDialog) -> Iterator[str]:
    """Yield the names of the program's dialogs: of those that are no more than a ground, none."""
    for one in kind.__subclasses__():
        if not one.__subclasses__() and one.__module__.startswith("gui."):
            yield one.__name__
        yield from dialogs(one)


def in_the_window(opener: Opener, new: Disclosure) -> None:
    """Look at what the window shows of a disclosure."""
    window, panels = opener.window, opener.window.panels
    assert panels is not None
    opener.note("window", window)
    window.actions_["last-year"].trigger()
    opener.note("last year", window)
    window.actions_["last-year"].trigger()
    for name in ("tab-preview", "tab-overview", "tab-form"):
        window.actions_[name].trigger()
        opener.note(name, window)
    for entry in ("", *(part.id for part in new.parts[:5])):
        window.session.select(entry)
        opener.note("parts", window)
    window.session.select(new.projects[0].id)


def by_actions(opener: Opener, names: str) -> None:
    for name in names.split():
        opener.open(opener.window.actions_[name].trigger)


def main(folder: Path) -> None:
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    for found in pkgutil.walk_packages(gui.__path__, "gui."):
        importlib.import_module(found.name)
    window = MainWindow(Session(load_layouts()))
    window.show()
    opener = Opener(window, folder)
    opener.note("first", window)
    by_actions(opener, "new recover keys own-forms about")
    asked = word(folder / "申报表.docx", BARE + BODY)
    opener.open(lambda: window.open_files([asked]), "QuestionsDialog")
    window.session.undo.setClean()
    new = rolled()
    new.projects[0].name = LONG
    returned = folder / "退回.docx"
    write_word(new, load_layouts()[new.layout], returned)
    new.projects[0].goals += "改"
    window.session.open(new, None)
    window.session.select(new.projects[0].id)
    panels = window.panels
    assert panels is not None
    while panels.engine.busy:
        opener.wait()
    in_the_window(opener, new)
    filedialogs.ask_open = lambda *_a, **_k: returned
    by_actions(opener, "roll walk reviewed relations rules ties library compare collect")
    by_actions(opener, "find replace mend-safe confirm-all word-targets")
    opener.open(window.actions_["take-back"].trigger, "TakeBackDialog")
    panels.findings.show_errors()
    panels.findings.list.selectAll()
    by_actions(opener, "review")
    window.session.go_to(CellRef(new.projects[0].id, "name", new.projects[0].indicators[0].id))
    QGuiApplication.clipboard().setText("产出指标\t数量指标\t里程\n产出指标\t质量指标\t合格率")
    form = panels.tabs.form
    assert form is not None
    opener.open(form.commands.paste_by_columns)
    opener.open(RecoverDialog([], window).show)
    # only a program that came as a package is updated by one
    sys.__dict__["frozen"] = True
    by_actions(opener, "update")
    del sys.__dict__["frozen"]
    opener.open(lambda: messages.ask(window, LONG * 4, ["全部确认", "取消"]))
    screen = QGuiApplication.primaryScreen().availableSize()
    missing = sorted(set(dialogs()) - opener.seen.keys())
    told = {"screen": screen.toTuple(), "seen": opener.seen, "missing": missing}
    print(json.dumps(told, ensure_ascii=True))
    sys.stdout.flush()
    window.session.undo.setClean()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
