"""The library in the window: searched, looked at, put into a project, with keys and mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.library.details import NEVER_USED
from gui.library.model import NAME, PRESENT, TIMES, VALUE
from library.harvest import Used
from model.document.cells import CellRef
from tests.gui.conftest import compose
from tests.gui.library.hands import CTRL, LEFT, SHIFT, Hands, Key, teach
from tests.library.kit import project, used


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


def test_levels_are_offered_as_a_tree_without_empty_ones(hands: Hands) -> None:
    # some forms have no levels, or the first alone
    teach(
        hands, project("清淤", Used("", "", "甲", "", "", ""), Used("自定", "", "乙", "", "", ""))
    )
    hands.open()
    level = hands.window.level
    texts = [level.itemText(number) for number in range(level.count())]
    assert texts[0] == "全部级别"
    assert {"（没有一级指标）", "自定", "产出指标", "\u3000数量指标"} <= set(texts)
    assert all(text.strip() for text in texts)


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
