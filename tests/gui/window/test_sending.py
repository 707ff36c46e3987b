"""What cannot be sent goes out only when the clerk says so, and says that it is a draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

import gui.preview.printing
from benchmarks.generate import make_disclosure
from gui.shared import filedialogs, messages
from gui.window.mainwindow import MainWindow
from model.checks.base import Severity
from model.layout import Layout
from tests.gui.conftest import Boxes

KINDS = ("word", "word-targets", "excel", "pdf")


def settled(window: MainWindow, qtbot: QtBot) -> None:
    assert window.panels is not None
    engine = window.panels.engine
    qtbot.waitUntil(lambda: engine.ready and not engine.busy, timeout=20_000)


@pytest.mark.parametrize("kind", KINDS)
def test_one_question_before_every_export(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, tmp_path: Path, kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    settled(open_window, qtbot)
    offered: list[Path] = []

    def ask_save(_parent: object, _title: str, suggestion: Path, _kind: str) -> Path:
        offered.append(suggestion)
        return tmp_path / suggestion.name

    monkeypatch.setattr(filedialogs, "ask_save", ask_save)
    boxes.drafts = [("仍要导出", True), ("仍要导出", False), ("取消", True)]
    for _ in range(3):
        open_window.actions_[kind].trigger()
        qtbot.waitUntil(lambda: not open_window.tasks.busy, timeout=20_000)
    assert len(boxes.sent) == 3
    assert boxes.sent[0].startswith("还不能报送：") and "仍要导出？" in boxes.sent[0]
    assert "（共 " in boxes.sent[0]
    assert [path.stem.endswith("（草稿）") for path in offered] == [True, False]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(
        path.name for path in offered
    )


def test_look_leads_to_the_first_error_and_nothing_is_written(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes
) -> None:
    settled(open_window, qtbot)
    panels = open_window.panels
    assert panels is not None
    panels.docks[1].hide()
    panels.findings.bar.search.setText("没有这样的")
    open_window.actions_["tab-overview"].trigger()
    boxes.drafts = [("去看", True)]
    open_window.actions_["excel"].trigger()
    assert panels.docks[1].isVisible()
    assert panels.tabs.currentIndex() == 0
    rows = panels.findings.shown.rowCount()
    assert rows
    severities = {panels.findings.shown.index(row, 0).data() for row in range(rows)}
    assert len(severities) == 1
    assert panels.findings.list.currentIndex().row() == 0
    assert not open_window.tasks.busy


def test_nothing_is_asked_of_what_can_be_sent(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, tmp_path: Path, hebei: Layout
) -> None:
    window.session.open(make_disclosure(1, hebei), None)
    settled(window, qtbot)
    assert window.panels is not None
    assert not window.panels.engine.totals[Severity.ERROR]
    boxes.paths = [tmp_path / "一.docx"]
    window.actions_["word"].trigger()
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=20_000)
    assert boxes.sent == []
    assert (tmp_path / "一.docx").exists()


def test_before_all_was_checked_it_says_so(
    open_window: MainWindow, boxes: Boxes, hebei: Layout
) -> None:
    open_window.session.open(make_disclosure(30, hebei), None)
    boxes.drafts = [("取消", False)]
    open_window.actions_["word"].trigger()
    assert boxes.sent == ["还在检查，暂时不知道能不能报送。\n仍要导出？"]


def test_a_printed_draft_says_so_on_every_page(
    qtbot: QtBot,
    open_window: MainWindow,
    boxes: Boxes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settled(open_window, qtbot)
    assert open_window.panels is not None
    pane = open_window.panels.tabs.preview
    texts = []
    for number, draft in enumerate((True, False)):
        target = tmp_path / f"{number}.pdf"
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        monkeypatch.setattr(
            gui.preview.printing, "ask_printer", lambda *_args, printer=printer: printer
        )
        boxes.drafts = [("仍要打印", draft)]
        with qtbot.waitSignal(pane.said, timeout=20_000):
            open_window.actions_["print"].trigger()
        texts.append(pages_with_draft(target))
    (marked, pages), (unmarked, same) = texts
    assert (marked, unmarked) == (pages, 0)
    assert pages == same > 1
    boxes.drafts = [("取消", False)]
    open_window.actions_["print"].trigger()
    assert not open_window.tasks.busy


def pages_with_draft(path: Path) -> tuple[int, int]:
    """Return on how many pages of a PDF 草稿 stands, and how many there are."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]
    return sum("草稿" in text for text in texts), len(texts)


def test_the_box_itself(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    seen = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        tick = box.checkBox()
        assert tick is not None
        seen.extend([tick.text(), *(button.text() for button in box.buttons())])
        qtbot.keyClick(tick, Qt.Key.Key_Space)
        qtbot.mouseClick(box.buttons()[1], Qt.MouseButton.LeftButton)

    QTimer.singleShot(100, answer)
    got = messages.ask_ticked(None, "仍要导出？", ["去看", "仍要导出", "取消"], "标明", False)
    assert got == (1, True)
    assert seen == ["标明", "去看", "仍要导出", "取消"]
