"""Whatever the user's own folders hold, the window opens, and says once what it put aside."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from gui.app import start
from gui.document.recovery import left_behind, recovery_folder, set_nonsense_aside
from gui.roll.walkplace import place_of
from gui.shared.settings import (
    bytes_setting,
    flag_setting,
    mend_settings,
    number_setting,
    recent_files,
    remember_file,
    settings,
    text_setting,
    texts_setting,
)
from gui.window.mainwindow import MainWindow
from tests.conftest import EXAMPLES

KEYS = (
    *("window/geometry", "window/state", "recent", "folder", "projects/folded"),
    *("last_year/files", "library/path", "library/grows", "rules/file", "review/reasons"),
    *("walk/places", "zoom/form", "zoom/preview"),
)
NONSENSE = (
    *("1", "a, b, c", '"\\x0"', '"a\\x0"', "@Invalid()", "@ByteArray(\\x1\\x2)", "@ByteArray("),
    *(
        "@Variant(\\0\\0\\0\\x7f\\0)",
        "@DateTime(\\0)",
        "{",
        "[[[[",
        '"\\xd800"',
        "/dev/zero",
        "..,,",
    ),
)


def path_of_settings() -> Path:
    path = Path(os.environ["JIBIAO_SETTINGS"])
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Iterator[list[MainWindow]]:
    made: list[MainWindow] = []
    yield made
    for window in made:
        window.tasks.cancel()
        window.tasks.wait()
        window.session.undo.setClean()
        window.close()


def opens(qtbot: QtBot, shown: list[MainWindow], files: list[Path] | None = None) -> MainWindow:
    """Start the program as `main` does, up to the window that can be used."""
    _application, window = start(files or [], ask=True)
    shown.append(window)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window._connections is not None, timeout=10_000)
    assert isinstance(window, QMainWindow)
    assert window.isVisible()
    return window


def everything_is_asked() -> None:
    place_of(Path("a.jxb"))
    for key in KEYS:
        assert number_setting(key, 1.0) < float("inf")
    for key in KEYS:
        text_setting(key)
        texts_setting(key)
        flag_setting(key, True)
        bytes_setting(key)
    for path in recent_files():
        path.is_file()


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_in_every_setting(qtbot: QtBot, shown: list[MainWindow], value: str) -> None:
    lines = [f"{key.rpartition('/')[2]}={value}" for key in KEYS if "/" not in key]
    for group in dict.fromkeys(key.partition("/")[0] for key in KEYS if "/" in key):
        lines.append(f"[{group}]")
        lines += [f"{key.partition('/')[2]}={value}" for key in KEYS if key.startswith(f"{group}/")]
    path_of_settings().write_text("[General]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    window = opens(qtbot, shown)
    everything_is_asked()
    foreign = "@Variant" in value or "@DateTime" in value
    assert ("损坏" in window.statusBar().currentMessage()) is foreign
    window.open_files([EXAMPLES / "wanglan-wenlv-2024.txt"])
    qtbot.waitUntil(lambda: len(window.session.disclosure.projects) == 13, timeout=10_000)


def sound_settings() -> bytes:
    store = settings()
    window = QMainWindow()
    store.setValue("window/geometry", window.saveGeometry())
    store.setValue("window/state", window.saveState(1))
    remember_file(EXAMPLES / "wanglan-wenlv-2024.docx")
    remember_file(EXAMPLES / "wanglan-wenlv-2024.txt")
    store.setValue("folder", str(EXAMPLES))
    store.sync()
    return path_of_settings().read_bytes()


def test_settings_damaged_anywhere(qtbot: QtBot, qapp: QApplication) -> None:
    whole = sound_settings()
    random_ = random.Random(14)
    damaged = [whole[:cut] for cut in range(0, len(whole), max(1, len(whole) // 40))]
    for _ in range(120):
        flipped = bytearray(whole)
        for _ in range(random_.randint(1, 8)):
            flipped[random_.randrange(len(flipped))] = random_.randrange(256)
        damaged.append(bytes(flipped))
    damaged += [b"\0" * 5000, b"\xff\xfe" * 300, os.urandom(3000), b"[" * 100_000]
    for number, data in enumerate(damaged):
        path = path_of_settings().with_name(f"{number}.ini")
        path.write_bytes(data)
        os.environ["JIBIAO_SETTINGS"] = str(path)
        mend_settings()
        everything_is_asked()
        window = MainWindow()
        window._restore_size()
        window.show_recent()
        window.deleteLater()


@pytest.mark.parametrize("kind", ["folder", "pipe", "zeros", "large"])
def test_no_file_of_settings(qtbot: QtBot, shown: list[MainWindow], kind: str) -> None:
    path = path_of_settings()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "zeros":
        path.write_bytes(b"\0" * 4000)
    else:
        with path.open("wb") as file:
            file.truncate(1 << 31)
    window = opens(qtbot, shown)
    assert "设置文件坏了" in window.statusBar().currentMessage()
    assert path.with_name("settings.ini.损坏1").exists()


def test_a_setting_that_could_run_is_not_read(qtbot: QtBot, qapp: QApplication) -> None:
    path = path_of_settings()
    path.write_bytes(b"[General]\nfolder=@Variant(\\0\\0\\0\\x7f\\0\\0\\0\\xePyObjectWrapper\\0)\n")
    assert "已改名为 settings.ini.损坏1" in mend_settings()
    assert mend_settings() == ""
    assert text_setting("folder") == ""


def test_nonsense_hides_no_good_recovery_copy(
    qtbot: QtBot, shown: list[MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.document.recoverdialog.choose_copy", lambda _parent: None)
    folder = recovery_folder()
    folder.mkdir(parents=True)
    about = '{"path":%s,"time":"%s","machine":"另一台","pid":%d,"mark":"x"}'
    head = '{"format":"jibiao","schema":1,"recovery":%s,"disclosure":{}}'
    good = {
        "zero.jxb": about % ('"/a\\u0000b"', "2024", 1),
        "far.jxb": about % ('"/a"', "2024-01-01T00:00:00+08:00", 1 << 62),
        "less.jxb": about % ('"bytes:xyz"', "昨天", -5),
    }
    for name, text in good.items():
        (folder / name).write_text(head % text, encoding="utf-8")
    bad = {"empty": b"", "half": b'{"format":"jib', "deep": b"[" * 200_000, "no": b"\xff\xfe\0"}
    bad["wrong"] = (head % '{"path":3}').encode()
    for name, data in bad.items():
        (folder / f"{name}.jxb").write_bytes(data)
    os.mkfifo(folder / "pipe.jxb")
    (folder / "folder.jxb").mkdir()
    for file in folder.iterdir():
        os.utime(file, (1, 1))
    window = opens(qtbot, shown)
    found = left_behind()
    assert {one.file.name for one in found} == set(good)
    for one in found:
        assert all(isinstance(word, str) for word in one.describe())
    assert "5 份恢复副本坏了" in window.statusBar().currentMessage()
    assert (folder / "half.jxb.损坏1").read_bytes() == bad["half"]
    assert set_nonsense_aside() == 0


def test_own_forms_of_any_kind(qtbot: QtBot, shown: list[MainWindow]) -> None:
    folder = path_of_settings().parent / "layouts"
    folder.mkdir()
    (folder / "deep.toml").write_text("a = " + "[" * 50_000, encoding="utf-8")
    (folder / "deep.disclosure.toml").write_text("a = " + "[" * 50_000, encoding="utf-8")
    os.mkfifo(folder / "pipe.toml")
    (folder / "folder.toml").mkdir()
    with (folder / "large.toml").open("wb") as file:
        file.truncate(1 << 31)
    window = opens(qtbot, shown)
    assert "个自编表样写得不对" in window.statusBar().currentMessage()
