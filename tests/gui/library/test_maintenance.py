"""The library as a whole: collected from a folder, copied, merged, changed for another."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.jxb import write_jxb
from gui.library import maintenance
from gui.shared import filedialogs
from library.opening import open_library
from model.document.disclosure import Disclosure
from tests.gui.conftest import Boxes
from tests.gui.library.hands import Hands, Key, pick, shows_a_menu, teach, uses
from tests.library.kit import project, taught, used


@shows_a_menu
def test_collecting_a_folder(
    hands: Hands,
    tmp_path: Path,
    disclosure: Disclosure,
    boxes: Boxes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "往年"
    folder.mkdir()
    write_jxb(disclosure, folder / "a.jxb")
    (folder / "坏.docx").write_bytes(b"PK")
    monkeypatch.setattr(filedialogs, "ask_folder", lambda *_: folder)
    hands.open()
    pick(hands, Key.Key_G)
    hands.qtbot.waitUntil(lambda: bool(boxes.said))
    assert "读了 1 个文件，收进 2 个项目、8 个指标；1 个文件没有读成" in boxes.last
    assert "坏.docx" in boxes.last
    hands.settle()
    hands.write("清淤土方")
    assert hands.column() == ["清淤土方"]
    assert not hands.window.halt.isVisible()


@shows_a_menu
def test_copying_for_a_colleague_and_taking_one_in(
    hands: Hands, tmp_path: Path, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(hands, project("清淤", used("断面数")))
    target = tmp_path / "给同事.jbk"
    boxes.paths = [target]
    hands.open()
    pick(hands, Key.Key_C)
    hands.qtbot.waitUntil(lambda: str(target) in hands.window.status.text())
    assert uses(target, "断面数")
    # the colleague's has more by now
    library = open_library(target)
    library.learn(taught(project("筑堤", used("堤长"))))
    library.close()
    monkeypatch.setattr(maintenance, "ask_library", lambda *_: target)
    pick(hands, Key.Key_M)
    hands.qtbot.waitUntil(lambda: bool(boxes.said))
    assert "收进 1 个项目、1 个指标，1 个项目早已收过" in boxes.last
    hands.settle()
    hands.write("堤长")
    assert hands.column() == ["堤长"]


@shows_a_menu
def test_a_copy_that_cannot_be_written(hands: Hands, tmp_path: Path, boxes: Boxes) -> None:
    boxes.paths = [tmp_path / "没有这个文件夹" / "a.jbk"]
    hands.open()
    pick(hands, Key.Key_C)
    hands.qtbot.waitUntil(lambda: "文件夹不存在" in boxes.last)
    boxes.paths = [hands.manager.path]
    pick(hands, Key.Key_C)
    assert "正在用的指标库" in boxes.last


@shows_a_menu
def test_another_librarys_file(
    hands: Hands, tmp_path: Path, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "共用.jbk"
    library = open_library(shared)
    library.learn(taught(project("清淤", used("共用断面数"))))
    library.close()
    wrong = tmp_path / "不是.jbk"
    wrong.write_bytes(b"something else" * 100)
    chosen = [wrong, shared]
    monkeypatch.setattr(maintenance, "ask_library", lambda *_: chosen.pop(0))
    hands.open()
    pick(hands, Key.Key_F)
    assert "不是指标库" in boxes.last
    assert wrong.read_bytes() == b"something else" * 100
    pick(hands, Key.Key_F)
    hands.settle()
    hands.write("共用断面数")
    assert hands.column() == ["共用断面数"]
    pick(hands, Key.Key_B)
    hands.settle()
    assert hands.column() == []
    assert hands.manager.path == hands.manager.own_path()
