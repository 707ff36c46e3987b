"""The library in the window: searched, looked at, put into a project, with keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from exporters.excel import write_excel
from exporters.jxb import write_jxb
from gui.library import maintenance, manager
from gui.library.details import NEVER_USED
from gui.library.dialog import LibraryWindow
from gui.library.manager import LibraryManager
from gui.library.model import NAME, PAGE, PRESENT, TIMES, VALUE, LibraryModel
from gui.shared import filedialogs
from gui.window.mainwindow import MainWindow
from library.entries import OWN, Asked, Found, Use
from library.opening import open_library
from model.document.cells import CellRef, find_table
from model.document.disclosure import Disclosure, TargetTable
from model.document.edits import SetCells
from model.layout import Layout
from tests.gui.conftest import Boxes, compose
from tests.library.kit import project, taught, used

# the screenless platform says so of every menu it shows
shows_a_menu = pytest.mark.qt_log_ignore("raise", "grabbing", "propagateSizeHints", extend=True)
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


class Hands:
    """A clerk who knows the library's window only by what is to be seen in it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.main, self.qtbot = window, qtbot
        assert window.panels is not None
        self.manager: LibraryManager = window.panels.library

    def open(self) -> None:
        self.qtbot.waitUntil(self.main.isActiveWindow)
        self.qtbot.keyClick(self.focus(self.main), Key.Key_I, CTRL)
        self.qtbot.waitUntil(lambda: self.window.isActiveWindow() and self.window.settled)

    @property
    def window(self) -> LibraryWindow:
        (window,) = self.main.findChildren(LibraryWindow)
        return window

    @property
    def table(self) -> TargetTable:
        session = self.main.session
        table = find_table(session.disclosure, CellRef(session.current))
        assert table is not None
        return table

    def focus(self, inside: QWidget) -> QWidget:
        return inside.focusWidget() or inside

    def write(self, text: str) -> None:
        self.window.words.selectAll()
        compose(self.window.words, text[:1], text)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.window.settled)

    def key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        self.qtbot.keyClick(target, key, modifier)

    def click(self, button: QAbstractButton) -> None:
        self.qtbot.mouseClick(button, LEFT)

    def choose(self, box: QComboBox, text: str) -> None:
        """Choose by typing into the closed box what the item begins with."""
        box.setFocus()
        self.qtbot.keyClick(box, Key.Key_Home)
        while box.currentText().strip() != text:
            before = box.currentIndex()
            self.qtbot.keyClick(box, Key.Key_Down)
            assert box.currentIndex() != before, f"{text} is not offered"
        self.settle()

    def column(self, column: int = NAME) -> list[str]:
        model = self.window.model
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def selected(self) -> list[str]:
        return [entry.name for entry in self.window.chosen()]


@pytest.fixture
def hands(
    open_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hands]:
    monkeypatch.setattr(manager, "QUIET", 50)
    made = Hands(open_window, qtbot)
    qtbot.waitUntil(open_window.isActiveWindow)
    yield made
    made.manager.close()


def teach(hands: Hands, *projects: object) -> None:
    """Put something into the library's file before it is opened."""
    path = hands.manager.path
    path.parent.mkdir(parents=True, exist_ok=True)
    library = open_library(path)
    library.learn(taught(*projects))  # type: ignore[arg-type]
    library.close()


def test_the_whole_journey_by_keys_alone(hands: Hands) -> None:
    hands.open()
    assert hands.window.words.hasFocus()
    for letter in "hdrs":
        hands.key(Key(ord(letter.upper())))
    hands.settle()
    assert hands.column() == ["活动人数"]
    hands.qtbot.waitUntil(lambda: "签到" in hands.window.details.text.toPlainText())
    before = [item.name for item in hands.table.indicators]
    hands.key(Key.Key_Return)
    after = [item.name for item in hands.table.indicators]
    assert after == [*before[:2], "活动人数", *before[2:]]
    made = hands.table.indicators[2]
    assert (made.level2, made.value) == ("数量指标", "≥500人")
    assert made.description.startswith("到场参加活动的人数")
    session = hands.main.session
    assert session.undo.undoText() == "插入 1 个指标"
    # an example's number is no decision: it asks to be looked at
    marked = {CellRef(hands.table.id, name, made.id) for name in ("value", "basis")}
    assert session.disclosure.carried == marked
    # its cell is ready to be filled when the library is closed
    assert hands.window.isActiveWindow()
    hands.key(Key.Key_Escape)
    hands.qtbot.waitUntil(hands.main.isActiveWindow)
    form = hands.main.panels.tabs.form  # type: ignore[union-attr]
    assert form is not None
    assert form.cell_cursor.current_ref() == CellRef(hands.table.id, "value", made.id)
    hands.qtbot.keyClick(hands.focus(hands.main), Key.Key_Z, CTRL)
    assert [item.name for item in hands.table.indicators] == before
    assert session.disclosure.carried == set()


def test_several_at_once_are_one_step(hands: Hands) -> None:
    hands.open()
    hands.write("满意度")
    hands.key(Key.Key_Tab)
    while not hands.window.list.hasFocus():
        hands.key(Key.Key_Tab)
    hands.key(Key.Key_Down, SHIFT)
    hands.key(Key.Key_Down, SHIFT)
    names_of = hands.selected()
    assert len(names_of) == 3
    assert "选中 3 个" in hands.window.status.text()
    hands.key(Key.Key_Return)
    assert [item.name for item in hands.table.indicators[-3:]] == names_of
    assert hands.main.session.undo.undoText() == "插入 3 个指标"
    assert "已放进“清水河河道清淤经费”：3 个指标" in hands.window.status.text()
    assert hands.column(TIMES)[:3] == [PRESENT] * 3
    hands.click(hands.window.undo)
    assert len(hands.table.indicators) == 7
    assert PRESENT not in hands.column(TIMES)
    assert not hands.window.undo.isEnabled()


def test_by_mouse(hands: Hands) -> None:
    hands.open()
    view = hands.window.list
    row = view.visualRect(hands.window.model.index(2, NAME)).center()
    hands.qtbot.mouseClick(view.viewport(), LEFT, pos=row)
    name = hands.column()[2]
    assert hands.selected() == [name]
    hands.qtbot.mouseDClick(view.viewport(), LEFT, pos=row)
    assert name in [item.name for item in hands.table.indicators]
    hands.qtbot.mouseClick(view.viewport(), LEFT, pos=row)
    hands.click(hands.window.insert)
    assert "本项目已有，没有再放" in hands.window.status.text()
    assert [item.name for item in hands.table.indicators].count(name) == 1


def test_arrows_move_in_the_list_while_writing_goes_on(hands: Hands) -> None:
    hands.open()
    hands.write("培训")
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Up)
    assert hands.window.list.currentIndex().row() == 1
    assert hands.window.words.hasFocus()


def test_enter_never_inserts_what_was_not_seen(hands: Hands) -> None:
    hands.open()
    before = list(hands.table.indicators)
    for letter in "hdrs":
        hands.key(Key(ord(letter.upper())))
    hands.key(Key.Key_Return)
    assert hands.table.indicators == before
    hands.settle()
    hands.key(Key.Key_Return)
    assert len(hands.table.indicators) == len(before) + 1


def test_half_typed_pinyin_is_neither_committed_nor_lost(hands: Hands) -> None:
    hands.open()
    before = list(hands.table.indicators)
    compose(hands.window.words, "huo'dong")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Down)
    assert hands.window.isVisible()
    assert hands.table.indicators == before
    compose(hands.window.words, "", "活动人数")
    hands.settle()
    assert hands.window.words.text() == "活动人数"
    assert hands.column() == ["活动人数"]


def test_limits_and_what_is_said_when_nothing_is_found(hands: Hands) -> None:
    teach(hands, project("清淤", used("清淤断面数")))
    hands.open()
    window = hands.window
    assert window.status.text().startswith("库里有")
    hands.choose(window.source, "本部门用过的")
    assert hands.column() == ["清淤断面数"]
    assert hands.column(TIMES) == ["1 次"]
    hands.choose(window.level, "质量指标")
    assert hands.column() == []
    assert "放宽" in window.status.text()
    assert not window.insert.isEnabled()
    hands.choose(window.level, "数量指标")
    assert hands.column() == ["清淤断面数"]
    window.words.setFocus()
    hands.write("没有的")
    assert "放宽" in window.status.text()
    hands.choose(window.kind, "科普")
    assert hands.column() == []


def test_a_department_that_used_nothing_yet_is_told_how_to_begin(hands: Hands) -> None:
    hands.open()
    hands.choose(hands.window.source, "本部门用过的")
    assert hands.column() == []
    assert "从文件夹收集" in hands.window.status.text()


def test_similar_to_the_project_shown(hands: Hands) -> None:
    teach(hands, project("府河河道清淤", used("清淤断面数", "≥9个"), year=2023))
    hands.open()
    window = hands.window
    hands.click(window.similar)
    hands.settle()
    assert hands.column()[0] == "清淤断面数"
    why = "用于2023年“府河河道清淤”，与本项目相似"
    assert window.model.index(0, NAME).data(Qt.ItemDataRole.ToolTipRole).startswith(why)
    hands.qtbot.waitUntil(lambda: why in window.details.text.toPlainText())
    # another project, other suggestions
    hands.main.session.select(hands.main.session.disclosure.projects[1].id)
    hands.settle()
    assert hands.column()[0] != "清淤断面数"
    # the department's own text is no project
    hands.main.session.select("")
    hands.settle()
    assert not window.insert.isEnabled()
    assert "请先在左边选一个项目" in window.status.text()


def test_where_and_with_what_value_it_was_used(hands: Hands) -> None:
    teach(
        hands,
        project("清淤", used("断面数", "≥3个", said="甲说"), year=2022),
        project("疏浚", used("断面数", "≥9个", said="乙说"), year=2023, whose="望澜市水务局"),
    )
    hands.open()
    hands.write("断面数")
    uses = hands.window.details.uses
    hands.qtbot.waitUntil(lambda: uses.topLevelItemCount() == 2)
    rows = [[item.text(n) for n in range(4)] for n in range(2) if (item := uses.topLevelItem(n))]
    assert rows == [
        ["2023", "望澜市水务局", "疏浚", "≥9个"],
        ["2022", "云岭市水务局", "清淤", "≥3个"],
    ]
    assert hands.column(VALUE) == ["≥9个"]
    said = hands.window.details.text.toPlainText()
    assert "描述：乙说\n　也写过：甲说" in said
    hands.write("活动人数")
    hands.qtbot.waitUntil(lambda: NEVER_USED in hands.window.details.used.text())


def test_files_opened_are_learned_from(
    hands: Hands, tmp_path: Path, disclosure: Disclosure
) -> None:
    path = tmp_path / "去年.jxb"
    disclosure.year = 2023
    write_jxb(disclosure, path)
    with hands.qtbot.waitSignal(hands.manager.changed, timeout=10_000):
        hands.main.files.open_path(path)
    (use,) = uses(hands.manager.path, "清淤土方")
    assert (use.year, use.path) == (2023, str(path))
    # what is saved is learned as well, in the place of what it was
    session = hands.main.session
    ref = CellRef(session.current, "value", session.disclosure.projects[0].indicators[1].id)
    session.do(SetCells("改", [(ref, "≥7万立方米")]))
    with hands.qtbot.waitSignal(hands.manager.changed, timeout=10_000):
        hands.main.actions_["save"].trigger()
    (use,) = uses(hands.manager.path, "清淤土方")
    assert use.value == "≥7万立方米"


def uses(path: Path, name: str) -> list[Use]:
    library = open_library(path)
    found = library.search(Asked(name, source=OWN)).ids
    held = library.uses(found[0]) if found else []
    library.close()
    return held


def test_files_of_other_formats_are_learned_from(
    hands: Hands, tmp_path: Path, disclosure: Disclosure, hebei: Layout
) -> None:
    path = tmp_path / "去年.xlsx"
    write_excel(disclosure, hebei, path)
    with hands.qtbot.waitSignal(hands.manager.changed, timeout=20_000):
        hands.main.files.open_path(path)
    (use,) = uses(hands.manager.path, "清淤土方")
    assert use.path == str(path)


@shows_a_menu
def test_learning_can_be_switched_off(hands: Hands, tmp_path: Path, disclosure: Disclosure) -> None:
    hands.open()
    hands.window.menu.popup(hands.window.pos())
    grows = hands.window.maintenance.grows
    assert grows.isChecked()
    grows.trigger()
    hands.window.menu.close()
    assert not hands.manager.grows
    path = tmp_path / "去年.jxb"
    write_jxb(disclosure, path)
    hands.main.files.open_path(path)
    hands.qtbot.waitUntil(lambda: hands.main.session.path == path)
    hands.qtbot.waitUntil(lambda: not hands.manager.waiting)
    assert uses(hands.manager.path, "清淤土方") == []


def test_a_broken_library_is_put_aside_and_said_once(hands: Hands) -> None:
    hands.manager.path.parent.mkdir(parents=True, exist_ok=True)
    hands.manager.path.write_bytes(b"broken" * 1000)
    hands.open()
    hands.qtbot.waitUntil(lambda: "已损坏" in hands.window.status.text())
    assert "已重新开始一个" in hands.window.status.text()
    assert "活动人数" in hands.column()[:40]
    (aside,) = hands.manager.path.parent.glob("指标库.损坏-*")
    assert aside.read_bytes() == b"broken" * 1000
    hands.key(Key.Key_Escape)
    hands.open()
    assert "已损坏" not in hands.window.status.text()


def test_a_library_that_cannot_be_opened_leaves_the_rest_at_work(hands: Hands) -> None:
    hands.manager.path.mkdir(parents=True)
    hands.open()
    assert "打不开" in hands.window.status.text()
    assert hands.column() == []
    assert not hands.window.insert.isEnabled()
    hands.key(Key.Key_Return)
    hands.manager.path.rmdir()
    hands.write("hdrs")
    assert hands.column() == ["活动人数"]


def test_what_could_not_be_learned_is_said_once(
    hands: Hands, tmp_path: Path, disclosure: Disclosure
) -> None:
    hands.manager.path.mkdir(parents=True)
    path = tmp_path / "去年.jxb"
    write_jxb(disclosure, path)
    hands.main.files.open_path(path)
    hands.qtbot.waitUntil(lambda: "没有收进指标库" in hands.main.statusBar().currentMessage())
    assert hands.main.session.path == path


# -- the library as a whole --------------------------------------------------------------


def pick(hands: Hands, letter: Qt.Key) -> None:
    """Choose from the menu 更多 by its letter."""
    hands.window.menu.popup(hands.window.pos())
    hands.qtbot.waitUntil(hands.window.menu.isVisible)
    hands.qtbot.keyClick(hands.window.menu, letter)


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


# -- how it is made ---------------------------------------------------------------------------


def test_a_long_list_comes_page_by_page(hands: Hands) -> None:
    many = [project(f"项目{n}", *(used(f"测桩{n}之{m}") for m in range(10))) for n in range(35)]
    teach(hands, *many)
    hands.open()
    hands.write("测桩")
    model = hands.window.model
    assert model.total == 350
    assert model.rowCount() < 350
    view = hands.window.list
    while (rows := model.rowCount()) < 350:
        view.scrollToBottom()
        hands.qtbot.waitUntil(partial(_longer, model, rows))
    assert len(set(hands.column())) == 350


def _longer(model: LibraryModel, rows: int) -> bool:
    return model.rowCount() > rows


def test_the_model_is_a_proper_one(qtbot: QtBot, tmp_path: Path) -> None:
    library = open_library(tmp_path / "a.jbk")
    model = LibraryModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    wanted: list[list[int]] = []
    model.page_wanted.connect(wanted.append)
    found = library.search(Asked())
    page = library.entries(found.ids[:PAGE])
    model.show(found, page, [False] * PAGE)
    model.fetchMore(QModelIndex())
    # one page at a time is asked for, however often
    assert not model.canFetchMore(QModelIndex())
    (ids,) = wanted
    # an answer to another question is not taken
    model.add(ids[1:], library.entries(ids[1:]), [False] * len(ids[1:]))
    assert model.rowCount() == PAGE
    model.add(ids, library.entries(ids), [False] * len(ids))
    assert model.rowCount() == 2 * PAGE
    model.mark_present([True] * (2 * PAGE))
    assert model.index(0, TIMES).data() == PRESENT
    model.show(Found([]), [], [])
    assert model.rowCount() == 0
    assert tester is not None
    library.close()


def test_every_control_says_what_it_is(hands: Hands) -> None:
    hands.open()
    window = hands.window
    controls = (
        *(window.words, window.level, window.kind, window.source, window.similar),
        *(window.insert, window.undo, window.halt, window.more, window.shut),
        *(window.details.text, window.details.uses),
    )
    for control in controls:
        assert control.accessibleName(), control
        assert control.toolTip(), control
    assert window.list.accessibleName()
    assert all(action.toolTip() for action in window.menu.actions() if not action.isSeparator())
