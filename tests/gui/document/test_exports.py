from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.generate import make_disclosure
from gui.preview.bar import ONE
from gui.shared.taskbar import TaskBar
from gui.window.mainwindow import MainWindow
from importers.read import read_file
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import SetCells
from model.layout import Layout
from model.parts.disclosure_dump import to_dump
from tests.gui.conftest import Boxes, never


@pytest.mark.parametrize(("kind", "extension"), [("word", ".docx"), ("excel", ".xlsx")])
def test_what_is_exported_reads_back_equal(
    qtbot: QtBot,
    open_window: MainWindow,
    boxes: Boxes,
    tmp_path: Path,
    layouts: dict[str, Layout],
    kind: str,
    extension: str,
) -> None:
    target = tmp_path / f"甲{extension}"
    boxes.paths = [target]
    open_window.actions_[kind].trigger()
    qtbot.waitUntil(lambda: not open_window.tasks.busy, timeout=10_000)
    assert str(target) in open_window.statusBar().currentMessage()
    read, _ = read_file(target, layouts)
    assert to_dump(read) == to_dump(open_window.session.disclosure)
    assert boxes.said == []
    # exporting is no saving
    assert open_window.session.path is None


def test_a_pdf_is_written(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, tmp_path: Path
) -> None:
    pytest.importorskip("gui.pages.pdf")
    target = tmp_path / "甲.pdf"
    boxes.paths = [target]
    open_window.actions_["pdf"].trigger()
    qtbot.waitUntil(lambda: not open_window.tasks.busy, timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")


def test_the_preview_writes_what_it_shows(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, tmp_path: Path
) -> None:
    boxes.paths = [tmp_path / "整份.pdf", tmp_path / "一个.pdf"]
    session, panels = open_window.session, open_window.panels
    assert panels is not None
    open_window.actions_["tab-preview"].trigger()
    pane = panels.tabs.preview
    with qtbot.waitSignal(panels.exports.said, timeout=20000):
        qtbot.mouseClick(pane.bar.pdf, Qt.MouseButton.LeftButton)
    pane.bar.scope.setCurrentIndex(ONE)
    # what is half typed elsewhere takes its form before it is written
    with qtbot.waitSignals([session.settling, panels.exports.said], timeout=20000):
        qtbot.mouseClick(pane.bar.pdf, Qt.MouseButton.LeftButton)
    sizes = [path.read_bytes().count(b"/Type /Page\n") for path in sorted(tmp_path.glob("*.pdf"))]
    assert len(sizes) == 2
    assert min(sizes) == 1
    assert max(sizes) > 1
    assert pane.told.isVisible()
    assert "一个.pdf" in pane.told.text()
    assert session.undo.isClean()


def test_a_pdf_that_cannot_be_written_is_offered_another_place(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, tmp_path: Path
) -> None:
    boxes.paths = [tmp_path / "没有" / "一.pdf", tmp_path / "二.pdf"]
    boxes.answers = ["换一个位置…"]
    assert open_window.panels is not None
    with qtbot.waitSignal(open_window.panels.exports.said, timeout=20000):
        open_window.actions_["pdf"].trigger()
    assert "文件夹不存在" in boxes.said[0]
    assert (tmp_path / "二.pdf").stat().st_size > 1000


def test_typing_goes_on_while_a_copy_is_written(
    qtbot: QtBot,
    open_window: MainWindow,
    boxes: Boxes,
    tmp_path: Path,
    hebei: Layout,
    layouts: dict[str, Layout],
) -> None:
    session = open_window.session
    session.open(make_disclosure(150, hebei), None)
    target = tmp_path / "多.xlsx"
    boxes.paths = [target]
    names = [table.name for table in session.disclosure.projects]
    open_window.actions_["excel"].trigger()
    bar = open_window.findChild(TaskBar)
    assert bar is not None
    assert bar.isVisible()
    typed = 0
    while open_window.tasks.busy:
        typed += 1
        ref = CellRef(session.disclosure.projects[-1].id, "name")
        session.do(SetCells("改", [(ref, f"写着写着{typed}")]), "同一格")
        QApplication.processEvents()
        qtbot.wait(5)
    assert typed
    assert not bar.isVisible()
    read, _ = read_file(target, layouts)
    # the file holds the moment the export was asked for
    assert [table.name for table in read.projects] == names
    assert open_window.panels is not None
    engine = open_window.panels.engine
    qtbot.waitUntil(lambda: not engine.busy, timeout=10_000)


def test_cancelling_leaves_no_half_file(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, tmp_path: Path, hebei: Layout
) -> None:
    open_window.session.open(make_disclosure(1000, hebei), None)
    folder = tmp_path / "出"
    folder.mkdir()
    boxes.paths = [folder / "多.docx"]
    steps: list[int] = []
    open_window.tasks.progressed.connect(lambda done, _total: steps.append(done))
    open_window.actions_["word"].trigger()
    qtbot.waitUntil(lambda: bool(steps), timeout=10_000)
    bar = open_window.findChild(TaskBar)
    assert bar is not None
    qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    assert not open_window.tasks.busy
    open_window.tasks.wait()
    assert list(folder.iterdir()) == []
    assert boxes.said == []


def test_two_at_once_are_refused(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, tmp_path: Path
) -> None:
    gate = threading.Event()
    open_window.tasks.run(None, "正在忙…", lambda _watch: gate.wait(10), lambda _: None, never)
    open_window.actions_["word"].trigger()
    assert "正在忙" in boxes.last
    open_window.files.open_path(tmp_path / "甲.txt")
    assert len(boxes.said) == 2
    boxes.answers = ["等它完成"]
    assert not open_window.close()
    gate.set()
    qtbot.waitUntil(lambda: not open_window.tasks.busy)


def test_a_place_that_cannot_be_written_offers_another(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, tmp_path: Path
) -> None:
    good = tmp_path / "好.docx"
    boxes.paths = [tmp_path / "没有" / "坏.docx", good]
    boxes.answers = ["换一个位置…"]
    open_window.actions_["word"].trigger()
    qtbot.waitUntil(good.exists, timeout=10_000)
    assert "文件夹不存在" in boxes.last
    qtbot.waitUntil(lambda: not open_window.tasks.busy)


def test_what_the_form_has_no_cell_for_is_said(
    qtbot: QtBot,
    window: MainWindow,
    boxes: Boxes,
    disclosure: Disclosure,
    tmp_path: Path,
) -> None:
    disclosure.layout = "national-2021"
    window.session.open(disclosure, None)
    boxes.paths = [tmp_path / "甲.docx"]
    window.actions_["word"].trigger()
    qtbot.waitUntil(lambda: bool(boxes.said), timeout=10_000)
    assert "资金用途" in boxes.last
