from __future__ import annotations

from tests.gui.form.kit import ALT, CTRL, SHIFT, Clerk, Key


def test_add_delete_and_move_by_keys(clerk: Clerk) -> None:
    clerk.stand("value", 1)
    clerk.key(Key.Key_Return, CTRL | SHIFT)
    assert clerk.indicators[2].level2 == "数量指标"
    assert clerk.current() == clerk.ref("name", 2)
    clerk.type("new")
    clerk.key(Key.Key_Up, ALT)
    assert [i.name for i in clerk.indicators[:4]] == ["清淤长度", "new", "清淤土方", "验收合格率"]
    clerk.key(Key.Key_Down, ALT)
    clerk.key(Key.Key_Down, ALT | SHIFT)
    assert (clerk.indicators[2].name, clerk.indicators[2].level2) == ("new", "质量指标")
    clerk.key(Key.Key_Down, ALT)
    assert [i.name for i in clerk.indicators[2:4]] == ["验收合格率", "new"]
    clerk.key(Key.Key_Delete, CTRL | SHIFT)
    assert len(clerk.indicators) == 7
    assert clerk.steps() == [
        "添加数量指标", "修改第3个指标的三级指标", "移动指标", "移动指标",
        "改到“质量指标”", "移动指标", "删除指标“new”",
    ]  # fmt: skip
    while clerk.session.undo.canUndo():
        clerk.key(Key.Key_Z, CTRL)
    assert clerk.session.disclosure.projects[0].indicators[2].name == "验收合格率"


def test_alt_arrows_stop_at_the_edge_of_a_level_and_say_how_to_leave_it(clerk: Clerk) -> None:
    said: list[str] = []
    clerk.view.cell_cursor.said.connect(said.append)
    clerk.stand("name", 2)
    alone = clerk.indicators[2]
    assert [i.level2 for i in clerk.indicators].count("质量指标") == 1
    clerk.key(Key.Key_Down, ALT)
    clerk.key(Key.Key_Up, ALT)
    assert clerk.steps() == []
    assert said == [
        "已经是“质量指标”的最后一行；要改到“时效指标”，请按 Alt+Shift+↓。",
        "已经是“质量指标”的第一行；要改到“数量指标”，请按 Alt+Shift+↑。",
    ]
    clerk.key(Key.Key_Down, ALT | SHIFT)
    assert (alone.name, clerk.indicators[2].level2) == (clerk.indicators[2].name, "时效指标")
    assert said[-1] == "已改到“时效指标”，按 Ctrl+Z 可以撤销。"
    assert clerk.current() == clerk.ref("name", clerk_row(clerk, alone.id))
    clerk.key(Key.Key_Z, CTRL)
    assert clerk.indicators[2].level2 == "质量指标"
    clerk.stand("name", 0)
    clerk.key(Key.Key_Up, ALT | SHIFT)
    assert said[-1] == "前面没有别的二级指标了。"
    assert clerk.steps() == ["改到“时效指标”"]


def clerk_row(clerk: Clerk, row_id: str) -> int:
    """Return which row shown is that of an indicator."""
    assert clerk.view.grid is not None
    return next(n for n, row in enumerate(clerk.view.grid.rows) if row.id == row_id)
