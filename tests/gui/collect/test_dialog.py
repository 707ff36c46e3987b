"""汇总 in the window: chosen, watched, stopped, read, with the mouse and with the keyboard."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from gui.collect.dialog import CollectDialog
from gui.collect.model import FilesModel
from gui.shared import filedialogs
from gui.window.mainwindow import MainWindow
from importers.read import read_file
from model.document.cells import CellRef
from model.document.edits import SetCells
from model.layout import Layout
from tests.collect_kit import BROKEN, budgets, department, fill, spoil
from tests.exporters.test_collect import raw_rows
from tests.gui.conftest import Boxes

LEFT = Qt.MouseButton.LeftButton


def opened(window: MainWindow) -> CollectDialog:
    window.actions_["collect"].trigger()
    dialog = window.findChild(CollectDialog)
    assert isinstance(dialog, CollectDialog)
    assert dialog.isVisible()
    dialog.activateWindow()
    QApplication.processEvents()
    return dialog


def typed(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    qtbot.mouseClick(line, LEFT)
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def waited(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=20_000)


def texts(model: FilesModel, column: int) -> list[str]:
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


@pytest.fixture
def ascii_path(tmp_path: Path) -> Path:
    """A folder whose name the keyboard can type."""
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def test_a_folder_becomes_a_workbook(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, ascii_path: Path, hebei: Layout
) -> None:
    made = fill(ascii_path, hebei, 12, office_every=6)
    broken = spoil(ascii_path, hebei)
    (ascii_path / "~$001.docx").write_text("x", encoding="utf-8")
    dialog = opened(window)
    assert not dialog.start.isEnabled()
    assert dialog.start.isDefault()
    typed(qtbot, dialog.folder, str(ascii_path))
    target = ascii_path.with_name("in汇总.xlsx")
    assert dialog.target.text() == str(target)
    read: list[str] = []
    window.tasks.started.connect(read.append)
    qtbot.mouseClick(dialog.start, LEFT)
    assert dialog.stop.isEnabled()
    assert not dialog.start.isEnabled()
    assert dialog.progress.isVisible()
    waited(qtbot, window)
    assert read == ["正在汇总…"]
    assert boxes.said == []
    said = dialog.state.text()
    assert f"读入 12 个（12 个部门），没有读入 {BROKEN} 个" in said
    assert f"{budgets(made):,.2f} 万元" in said
    assert texts(dialog.unread[0], 0) == broken
    assert all(texts(dialog.unread[0], 1))
    assert texts(dialog.skipped[0], 0) == ["~$001.docx"]
    assert dialog.tabs.tabText(0) == "读入的部门（12）"
    assert dialog.tabs.currentIndex() == 1
    assert {one.department.name for one in made} == set(texts(dialog.read[0], 0))
    rows = raw_rows(target, "汇总")
    total = next(row for row in rows if row.get("部门名称") == "合计")
    assert Decimal(total["预算数（万元）"]) == budgets(made)


def test_the_keyboard_alone_is_enough(
    qtbot: QtBot, window: MainWindow, ascii_path: Path, hebei: Layout
) -> None:
    fill(ascii_path, hebei, 4)
    elsewhere: list[Path] = []
    window.open_elsewhere = elsewhere.append
    dialog = opened(window)
    dialog.folder.setFocus()
    qtbot.keyClicks(dialog.folder, str(ascii_path))
    qtbot.keyClick(dialog.folder, Qt.Key.Key_Return)
    waited(qtbot, window)
    assert dialog.read[0].rowCount() == 4
    view = dialog.read[1]
    view.setFocus()
    view.setCurrentIndex(dialog.read[0].index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert elsewhere == [ascii_path / "002局.jxb"]
    # Enter opened a file; it did not begin anew
    assert not window.tasks.busy
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_double_click_opens_a_file_elsewhere(
    qtbot: QtBot, window: MainWindow, ascii_path: Path, hebei: Layout
) -> None:
    fill(ascii_path, hebei, 4)
    elsewhere: list[Path] = []
    window.open_elsewhere = elsewhere.append
    dialog = opened(window)
    typed(qtbot, dialog.folder, str(ascii_path))
    qtbot.mouseClick(dialog.start, LEFT)
    waited(qtbot, window)
    view = dialog.read[1]
    header = view.horizontalHeader()
    # sorted by budget, the largest first
    money = header.sectionViewportPosition(3) + 10
    for _ in range(2):
        qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(money, header.height() // 2))
    amounts = [Decimal(text.replace(",", "")) for text in texts(dialog.read[0], 3)]
    assert amounts == sorted(amounts, reverse=True)
    double_click(qtbot, view, 0)
    name = texts(dialog.read[0], 8)[0]
    assert elsewhere == [ascii_path / name]


def double_click(qtbot: QtBot, view: QTableView, row: int) -> None:
    place = view.visualRect(view.model().index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(view.viewport(), LEFT, pos=place)


def test_stopping_leaves_no_workbook(
    qtbot: QtBot, window: MainWindow, ascii_path: Path, hebei: Layout
) -> None:
    fill(ascii_path, hebei, 120)
    dialog = opened(window)
    typed(qtbot, dialog.folder, str(ascii_path))
    steps: list[int] = []
    window.tasks.progressed.connect(lambda done, _total: steps.append(done))
    qtbot.mouseClick(dialog.start, LEFT)
    qtbot.waitUntil(lambda: len(steps) > 2, timeout=10_000)
    qtbot.mouseClick(dialog.stop, LEFT)
    assert not window.tasks.busy
    assert "已停下" in dialog.state.text()
    window.tasks.wait()
    QApplication.processEvents()
    assert "已停下" in dialog.state.text()
    assert [path.name for path in ascii_path.parent.iterdir() if path.suffix] == []
    assert dialog.start.isEnabled()
    # and it can begin again
    qtbot.mouseClick(dialog.start, LEFT)
    waited(qtbot, window)
    assert dialog.read[0].rowCount() == 120


def test_closing_meanwhile_is_asked_about(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, ascii_path: Path, hebei: Layout
) -> None:
    fill(ascii_path, hebei, 120)
    dialog = opened(window)
    typed(qtbot, dialog.folder, str(ascii_path))
    qtbot.mouseClick(dialog.start, LEFT)
    boxes.answers = ["等它完成", "停下并关闭"]
    qtbot.mouseClick(dialog.close_, LEFT)
    assert dialog.isVisible()
    assert window.tasks.busy
    qtbot.mouseClick(dialog.close_, LEFT)
    assert not dialog.isVisible()
    assert not window.tasks.busy
    window.tasks.wait()
    assert not Path(dialog.target.text()).exists()


def test_the_window_stays_usable(
    qtbot: QtBot, open_window: MainWindow, ascii_path: Path, hebei: Layout
) -> None:
    fill(ascii_path, hebei, 40)
    session = open_window.session
    dialog = opened(open_window)
    typed(qtbot, dialog.folder, str(ascii_path))
    qtbot.mouseClick(dialog.start, LEFT)
    ref = CellRef(session.disclosure.projects[0].id, "purpose")
    edits = 0
    while open_window.tasks.busy:
        edits += 1
        session.do(SetCells("改", [(ref, f"一边汇总一边改{edits}")]), "同一格")
        QApplication.processEvents()
        qtbot.wait(5)
    assert edits
    assert dialog.read[0].rowCount() == 40
    assert open_window.panels is not None
    engine = open_window.panels.engine
    qtbot.waitUntil(lambda: not engine.busy, timeout=10_000)


def test_an_existing_workbook_is_replaced_only_when_agreed(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, ascii_path: Path, hebei: Layout
) -> None:
    fill(ascii_path, hebei, 1)
    target = ascii_path.with_name("in汇总.xlsx")
    target.write_bytes(b"old")
    dialog = opened(window)
    typed(qtbot, dialog.folder, str(ascii_path))
    boxes.answers = ["取消"]
    qtbot.mouseClick(dialog.start, LEFT)
    assert target.read_bytes() == b"old"
    assert str(target) in boxes.last
    # chosen in the system's dialog, which asks itself
    boxes.paths = [target]
    qtbot.mouseClick(dialog.choose_target, LEFT)
    qtbot.mouseClick(dialog.start, LEFT)
    waited(qtbot, window)
    assert target.read_bytes() != b"old"
    assert len(boxes.said) == 1


def test_folders_are_chosen_in_the_systems_dialog(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    hebei: Layout,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(tmp_path / "各部门", hebei, 3)
    answers = [tmp_path / "各部门", None, tmp_path / "另放"]
    monkeypatch.setattr(filedialogs, "ask_folder", lambda *_: answers.pop(0))
    dialog = opened(window)
    qtbot.mouseClick(dialog.choose_folder, LEFT)
    qtbot.mouseClick(dialog.choose_folder, LEFT)
    assert dialog.folder.text() == str(tmp_path / "各部门")
    qtbot.mouseClick(dialog.deep, LEFT, pos=QPoint(8, dialog.deep.height() // 2))
    assert not dialog.deep.isChecked()
    for box in dialog.kinds.values():
        qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    qtbot.mouseClick(dialog.choose_copies, LEFT)
    assert dialog.copies.text() == str(tmp_path / "另放")
    qtbot.mouseClick(dialog.start, LEFT)
    waited(qtbot, window)
    assert texts(dialog.read[0], 8) == ["001局.jxb", "002局.jxb"]
    assert "下级文件夹" in texts(dialog.skipped[0], 1)[0]
    names = sorted(path.name for path in (tmp_path / "另放").iterdir())
    assert names == [
        f"00{number}局{kind}" for number in (1, 2) for kind in (".docx", ".jxb", ".xlsx")
    ]
    assert "另转成 6 个文件" in dialog.state.text()


def test_copies_read_back_equal_and_never_hit_the_originals(
    qtbot: QtBot,
    window: MainWindow,
    ascii_path: Path,
    hebei: Layout,
    layouts: dict[str, Layout],
) -> None:
    fill(ascii_path, hebei, 1)
    # two that differ only in their extension
    shutil.copy(ascii_path / "001局.jxb", ascii_path / "001局.json")
    dialog = opened(window)
    typed(qtbot, dialog.folder, str(ascii_path))
    box = dialog.kinds["xlsx"]
    qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    typed(qtbot, dialog.copies, str(ascii_path))
    qtbot.mouseClick(dialog.start, LEFT)
    assert "另选" in dialog.state.text()
    assert not window.tasks.busy
    copies = ascii_path / "out"
    typed(qtbot, dialog.copies, str(copies))
    qtbot.mouseClick(dialog.start, LEFT)
    waited(qtbot, window)
    names = sorted(path.name for path in copies.iterdir())
    assert names == ["001局.xlsx", "001局_jxb.xlsx"]
    read, _ = read_file(copies / "001局.xlsx", layouts)
    assert read.projects[0].goals == department(1).projects[0].goals


def test_what_cannot_be_done_is_said(
    qtbot: QtBot, window: MainWindow, boxes: Boxes, ascii_path: Path
) -> None:
    dialog = opened(window)
    typed(qtbot, dialog.folder, str(ascii_path / "none"))
    qtbot.mouseClick(dialog.start, LEFT)
    assert "没有这个文件夹" in dialog.state.text()
    typed(qtbot, dialog.folder, str(ascii_path))
    typed(qtbot, dialog.target, str(ascii_path.with_name("x.docx")))
    qtbot.mouseClick(dialog.start, LEFT)
    assert ".xlsx" in dialog.state.text()
    typed(qtbot, dialog.target, str(ascii_path.with_name("x.xlsx")))
    qtbot.mouseClick(dialog.start, LEFT)
    waited(qtbot, window)
    assert "没有要汇总的文件" in boxes.last
    assert "没有要汇总的文件" in dialog.state.text()
    assert dialog.start.isEnabled()
    assert not dialog.open_book.isEnabled()


def test_the_workbook_and_its_folder_are_opened(
    qtbot: QtBot,
    window: MainWindow,
    ascii_path: Path,
    hebei: Layout,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(ascii_path, hebei, 1)
    urls: list[QUrl] = []
    # the system's own programs cannot be started in a test
    monkeypatch.setattr(QDesktopServices, "openUrl", urls.append)
    dialog = opened(window)
    typed(qtbot, dialog.folder, str(ascii_path))
    qtbot.mouseClick(dialog.start, LEFT)
    waited(qtbot, window)
    qtbot.mouseClick(dialog.open_book, LEFT)
    qtbot.mouseClick(dialog.open_folder, LEFT)
    target = ascii_path.with_name("in汇总.xlsx")
    assert [Path(url.toLocalFile()) for url in urls] == [target, target.parent]
    qtbot.mouseClick(dialog.copy, LEFT)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[0] == "部门"
    assert lines[1].split("\t")[0] == "云岭市第1局"


def test_lists_are_as_read_until_a_heading_is_clicked(
    qtbot: QtBot, window: MainWindow, ascii_path: Path, hebei: Layout
) -> None:
    made = fill(ascii_path, hebei, 3)
    dialog = opened(window)
    typed(qtbot, dialog.folder, str(ascii_path))
    qtbot.mouseClick(dialog.start, LEFT)
    waited(qtbot, window)
    model, view = dialog.read
    header = view.horizontalHeader()
    assert header.sortIndicatorSection() == -1
    names = texts(model, 0)
    assert names == [one.department.name for one in made]
    em = dialog.fontMetrics().horizontalAdvance("中")
    assert [header.sectionSize(column) // em for column in (0, 1, 3)] == [14, 5, 9]
    assert header.stretchLastSection()
    assert dialog.open_book.isDefault()
    for order in (names, names[::-1]):
        place = QPoint(header.sectionViewportPosition(0) + em, header.height() // 2)
        qtbot.mouseClick(header.viewport(), LEFT, pos=place)
        assert texts(model, 0) == sorted(order, reverse=order != names)


def test_one_dialog_a_window_every_control_named(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window)
    dialog.reject()
    assert opened(window) is dialog
    for kind in (QAbstractButton, QLineEdit, QTableView):
        for widget in dialog.findChildren(kind):
            if widget.objectName().startswith("qt_") or widget.parent() is not dialog:
                continue
            named = widget.accessibleName() or getattr(widget, "text", str)()
            assert named, widget
            assert widget.toolTip() or kind is QTableView, widget
