"""The user's own forms in the window: a folder of theirs, and folders named in the call."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

import main
from gui.shared.settings import settings
from gui.window.mainwindow import MainWindow
from importers.read import read_file
from model.basics.places import data_folder, own_layout_folder
from model.document.disclosure import Disclosure
from model.layout import LAYOUT_FOLDER
from tests.gui.conftest import Boxes

HEBEI = (LAYOUT_FOLDER / "hebei-2021.toml").read_text("utf-8")


def form(id_: str, name: str = "青山表") -> str:
    text = HEBEI.replace('id = "hebei-2021"', f'id = "{id_}"')
    return text.replace('name = "', f'name = "{name}', 1)


@pytest.fixture
def folder(boxes: Boxes) -> Path:
    """Return the folder of the user's own forms, made; the boxes' settings are the test's."""
    made = own_layout_folder()
    made.mkdir(parents=True)
    return made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    shown: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: shown.append(QUrl.toLocalFile(url))
    )
    return shown


def window_of(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_data_is_where_qt_keeps_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIBIAO_DATA")
    place = QStandardPaths.StandardLocation.GenericDataLocation
    assert data_folder() == Path(QStandardPaths.writableLocation(place)) / "jibiao"


def test_the_folder_is_where_qt_keeps_the_settings(
    boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert own_layout_folder().parent == Path(settings().fileName()).parent
    monkeypatch.delenv("JIBIAO_SETTINGS")
    assert own_layout_folder().parent == Path(settings().fileName()).parent


def test_the_menu_opens_the_folder_and_says_what_is_used(
    qtbot: QtBot, boxes: Boxes, opened: list[str]
) -> None:
    window = window_of(qtbot)
    act = window.actions_["own-forms"].trigger
    act()
    folder = own_layout_folder()
    assert folder.is_dir()
    assert opened == [str(folder)]
    assert "还没有自编表样" in boxes.last
    assert str(folder) in boxes.last
    # put in while the window is open, they are used from the next time on
    (folder / "甲.toml").write_text(form("qingshan"), "utf-8")
    (folder / "乙.toml").write_text("id = 3", "utf-8")
    act()
    assert "用上了 1 个，1 个写得不对" in boxes.last
    assert "qingshan" in boxes.last
    assert "乙.toml" in boxes.last
    assert window.session.layouts["qingshan"].name.startswith("青山表")


def test_own_forms_are_there_from_the_start_and_read_files(
    qtbot: QtBot, folder: Path, disclosure: Disclosure, tmp_path: Path
) -> None:
    (folder / "甲.toml").write_text(form("qingshan"), "utf-8")
    (folder / "乙.toml").write_text("x", "utf-8")
    window = window_of(qtbot)
    own = window.workspace.own_forms
    assert own is not None
    assert ([one.id for one in own.loaded], len(own.faults)) == (["qingshan"], 1)
    from exporters.jxb import write_jxb

    disclosure.layout = "qingshan"
    write_jxb(disclosure, tmp_path / "甲.jxb")
    window.files.open_path(tmp_path / "甲.jxb")
    qtbot.waitUntil(lambda: window.session.path is not None)
    assert window.session.layout.id == "qingshan"
    assert read_file(tmp_path / "甲.jxb", window.session.layouts)[0].layout == "qingshan"


def test_what_is_open_keeps_its_form_until_it_is_opened_again(
    qtbot: QtBot, boxes: Boxes, folder: Path, opened: list[str], disclosure: Disclosure
) -> None:
    path = folder / "甲.toml"
    path.write_text(form("qingshan"), "utf-8")
    window = window_of(qtbot)
    disclosure.layout = "qingshan"
    window.session.open(disclosure, None)
    shown = window.session.layout
    path.write_text(form("qingshan", "新青山表"), "utf-8")
    window.actions_["own-forms"].trigger()
    assert window.session.layout is shown
    assert "重新打开才换成改过的" in boxes.last
    path.unlink()
    window.actions_["own-forms"].trigger()
    assert window.session.layout is shown


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ([], ([], [])),
        (["甲.docx"], (["甲.docx"], [])),
        (["--layout-dir", "表样"], ([], ["表样"])),
        (["--layout-dir=表样", "甲.docx", "--layout-dir", "更多"], (["甲.docx"], ["表样", "更多"])),
        (["layouts", "--layout-dir", "表样"], None),
        (["--layout-dir"], None),
        (["--layout-dir="], None),
        (["甲.docx", "--quiet"], None),
        (["--help"], None),
    ],
)
def test_which_calls_are_for_the_window(
    arguments: list[str], shown: tuple[list[str], list[str]] | None
) -> None:
    found = main._to_show(arguments)
    assert found == (None if shown is None else tuple([*map(Path, paths)] for paths in shown))


def test_folders_named_in_the_call_are_used(
    qtbot: QtBot, boxes: Boxes, folder: Path, tmp_path: Path
) -> None:
    further = tmp_path / "更多"
    further.mkdir()
    (further / "丙.toml").write_text(form("lvshui"), "utf-8")
    window = window_of(qtbot)
    window.layout_folders = (further,)
    assert "lvshui" in window.session.layouts
