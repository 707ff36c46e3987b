"""上年对照 beside a part of a whole disclosure."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exporters.word import write_word
from gui.window.mainwindow import MainWindow
from model.document.blockplaces import text_ref
from model.document.blocks import Part, PartText
from model.document.edits import SetCells
from model.layout import Layout, load_layouts
from tests.gui.conftest import Boxes
from tests.gui.lastyear.test_lastyear import lines, standing
from tests.model.parts.kit import Figures, dump, read


def test_a_parts_page_has_last_years_texts_and_cells_beside_it(
    qtbot: QtBot, open_window: MainWindow, boxes: Boxes, tmp_path: Path, hebei: Layout
) -> None:
    layouts = load_layouts()
    now, before = read(dump(Figures(3), 2024), layouts), read(dump(Figures(4), 2023), layouts)
    now.parts.append(Part("", "第十部分：今年新增的", [PartText("新增的话。")]))
    write_word(before, hebei, tmp_path / "去年.docx")
    session = open_window.session
    session.open(now, None)
    open_window.actions_["last-year"].trigger()
    assert open_window.panels is not None
    made = open_window.panels.last_year
    boxes.paths.append(tmp_path / "去年.docx")
    operating = next(part for part in now.parts if part.key == "operating")
    session.select(operating.id)
    qtbot.mouseClick(made.panel.ask, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(lines(made)))
    sentence = next(one for one in operating.texts() if "万元" in one.text)
    theirs = next(part for part in before.parts if part.key == "operating")
    last = next(one for one in theirs.texts() if "万元" in one.text)
    assert (last.text, sentence.text) in lines(made).values()
    assert not any("第三部分" in title for title in lines(made) if "标题" not in title)
    # standing in the sentence marks its row; the row leads back to it
    session.go_to(text_ref(sentence))
    qtbot.waitUntil(lambda: standing(made).startswith("第1段"))
    session.do(SetCells("输入", [(text_ref(sentence), "改过的话。")]))
    qtbot.waitUntil(lambda: "改过的话。" in {one for _, one in lines(made).values()})
    # another page: its own texts, and those of a table
    three = next(part for part in now.parts if part.key == "sangong")
    session.select(three.id)
    qtbot.waitUntil(lambda: any("公务接待" in title for title in lines(made)))
    # what last year had not is said
    session.select(now.parts[-1].id)
    qtbot.waitUntil(lambda: made.panel.note.text() == "上年的文件里没有这一部分。")
    # the department's own page holds its own text alone
    session.select("")
    qtbot.waitUntil(lambda: any("总体" in title for title in lines(made)))
    assert not any("公务接待" in title for title in lines(made))
