"""接收修改 of a whole disclosure in the window: seen, gone to, accepted, undone."""

from __future__ import annotations

import copy
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exporters.word import write_word
from gui.takeback.model import AFTER, TAKEN
from gui.window.mainwindow import MainWindow
from model.document.blocks import PartText
from model.document.edits import SetCells
from model.layout import Layout, load_layouts
from model.parts.edits import SetPartBlocks
from tests.gui.conftest import Boxes
from tests.gui.takeback.test_dialog import Clerk
from tests.model.parts.kit import Figures, dump, read

Key = Qt.Key
NEW = "以上由财务股核对。"


def test_a_whole_disclosure_comes_back(
    open_window: MainWindow, qtbot: QtBot, boxes: Boxes, tmp_path: Path, hebei: Layout
) -> None:
    ours = read(dump(Figures(3)), load_layouts())
    session = open_window.session
    session.open(ours, None)
    theirs = copy.deepcopy(ours)
    part = theirs.parts[2]
    first = next(one for one in part.texts() if one.kind == "text")
    before, first.text = first.text, first.text.replace("万元", "万元整", 1)
    part.blocks.insert(part.blocks.index(first), PartText(NEW))
    path = tmp_path / "退回.docx"
    write_word(theirs, hebei, path)
    clerk = Clerk(open_window, qtbot, boxes)
    dialog = clerk.take(path)
    title = " ".join(part.title.split())
    rows = clerk.texts(dialog)
    assert rows[0] == (f"{title}（2 处）",)
    assert [(row[0], row[-1]) for row in rows[1:]] == [("新增", TAKEN), ("修改", TAKEN)]
    clerk.key(dialog.list, Key.Key_Down)
    assert dialog.panes[AFTER].toPlainText() == first.text
    clerk.key(dialog.list, Key.Key_Return)
    assert session.part is ours.parts[2], "Return shows the sentence on its page"
    # ours goes on: a paragraph goes, the list follows
    held = ours.parts[2].blocks
    session.do(SetPartBlocks("删除段落", ours.parts[2].id, held[:-1]))
    qtbot.waitUntil(lambda: len(clerk.texts(dialog)) == 4)
    session.undo.undo()
    qtbot.waitUntil(lambda: len(clerk.texts(dialog)) == 3)
    clerk.click(dialog.accept_)
    assert [one.text for one in ours.parts[2].texts()] == [one.text for one in part.texts()]
    assert session.undo.undoText() == "接收修改 2 处"
    assert dialog.status.text().endswith("退回的文件与这里没有不同。")
    session.undo.undo()
    assert before in [one.text for one in ours.parts[2].texts()]
    assert NEW not in [one.text for one in ours.parts[2].texts()]


def test_a_sentence_edited_here_meanwhile_is_shown_as_it_is_now(
    open_window: MainWindow, qtbot: QtBot, boxes: Boxes, tmp_path: Path, hebei: Layout
) -> None:
    ours = read(dump(Figures(4)), load_layouts())
    session = open_window.session
    session.open(ours, None)
    theirs = copy.deepcopy(ours)
    next(one for one in theirs.parts[1].texts() if one.kind == "text").text += "改。"
    path = tmp_path / "退回.docx"
    write_word(theirs, hebei, path)
    clerk = Clerk(open_window, qtbot, boxes)
    dialog = clerk.take(path)
    (shown,) = dialog.model.chosen()
    assert shown.ref is not None
    session.do(SetCells("输入", [(shown.ref, "这里又写。")]))
    qtbot.waitUntil(lambda: clerk.texts(dialog)[1][2] == "这里又写。")
