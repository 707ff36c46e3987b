"""查找替换 in the parts of a whole disclosure: listed, gone to, replaced, undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.document.session import Session
from gui.find.model import PLACE, PROJECT
from model.document.blockplaces import text_ref
from model.document.cells import get_cell
from model.document.edits import SetCells
from model.layout import load_layouts
from model.parts.edits import SetPartBlocks
from model.parts.rows import with_text_below
from tests.gui.find.seeker import Seeker
from tests.model.parts.kit import Figures, dump, read

Key = Qt.Key


def test_parts_are_searched_gone_to_replaced_and_undone(qtbot: QtBot, session: Session) -> None:
    made = read(dump(Figures(3)), load_layouts())
    session.open(made, None)
    seeker = Seeker(session, qtbot)
    seeker.open(replace=True)
    seeker.seek("公务用车")
    count = seeker.dialog.model.rowCount()
    parts = [part for part in made.parts if any("公务用车" in one.text for one in part.texts())]
    names = seeker.column(PROJECT)
    assert " ".join(parts[0].title.split()) in names
    assert all(not place.startswith("第三部分") for place in seeker.column(PLACE))
    assert "个其他部分中" in seeker.dialog.status.text()
    seeker.key(Key.Key_F3)
    assert session.part is not None
    assert "公务用车" in get_cell(made, seeker.shown[-1])
    # a change of one part searches that part alone
    part = session.part
    blocks, text = with_text_below(part, "")
    session.do(SetPartBlocks("插入段落", part.id, blocks))
    session.do(SetCells("输入", [(text_ref(text), "公务用车一辆。")]))
    assert seeker.dialog.model.rowCount() == count + 1
    seeker.dialog.new.setText("公车")
    seeker.click(seeker.dialog.every)
    assert seeker.dialog.model.rowCount() == 0
    assert f"{count + 1} 处" in seeker.dialog.status.text()
    session.undo.undo()
    qtbot.waitUntil(lambda: seeker.dialog.model.rowCount() == count + 1)
    seeker.dialog.hide()
