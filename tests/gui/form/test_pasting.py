"""A block that does not simply fit: aligned, told in a line, or assigned by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from gui.form.pastedialog import PasteDialog
from tests.gui.form.kit import ALT, CTRL, Clerk, Key

SIX = (
    "产出指标\t数量指标\t培训人数\t参训的人数\t>=500人\t培训计划\n"
    "\t\t培训期数\t举办的期数\t4期\t培训计划\n"
    "效益指标\t社会效益指标\t持证上岗率\t持证人数占比\t>=95%\t统计年鉴\n"
)


def paste(clerk: Clerk, text: str) -> str:
    said: list[str] = []
    clerk.view.cell_cursor.said.connect(said.append)
    clerk.put_on_clipboard(text)
    clerk.key(Key.Key_V, CTRL)
    clerk.view.cell_cursor.said.disconnect(said.append)
    return said[-1]


def test_six_columns_at_the_names_begin_at_the_levels(clerk: Clerk) -> None:
    clerk.stand("name", 0)
    line = paste(clerk, SIX)
    assert line.startswith("已粘贴 3 行：一级指标、二级指标、三级指标、")
    assert line.endswith("Ctrl+Z 撤销，Ctrl+Alt+V 自己指定各列。")
    rows = clerk.indicators[:3]
    assert [(i.level1, i.level2, i.name) for i in rows] == [
        ("产出指标", "数量指标", "培训人数"),
        ("产出指标", "数量指标", "培训期数"),
        ("效益指标", "社会效益指标", "持证上岗率"),
    ]
    assert [i.value for i in rows] == ["≥500人", "4期", "≥95%"]
    assert len(clerk.steps()) == 1
    clerk.key(Key.Key_Z, CTRL)
    assert clerk.indicators[0].name == "清淤长度"


def test_500_names_at_a_level_become_500_indicators(clerk: Clerk) -> None:
    levels = [(i.level1, i.level2) for i in clerk.indicators]
    clerk.stand("level2", 0)
    line = paste(clerk, "".join(f"第{n}期培训人数\n" for n in range(500)))
    assert line.startswith("已粘贴 500 行：三级指标。")
    assert [i.name for i in clerk.indicators] == [f"第{n}期培训人数" for n in range(500)]
    assert [(i.level1, i.level2) for i in clerk.indicators[: len(levels)]] == levels


def test_what_finds_no_place_is_named(clerk: Clerk) -> None:
    clerk.stand("value", 0)
    line = paste(clerk, "≥1人\t方案\t多出来的\n≥2人\t方案\t也多\n")
    assert "没有地方放的：第3列“多出来的”" in line
    assert [i.basis for i in clerk.indicators[:2]] == ["方案", "方案"]


def test_above_the_indicators_what_does_not_fit_is_named_too(clerk: Clerk) -> None:
    clerk.stand("budget")
    line = paste(clerk, "100\t60\t40\t20\t10\n")
    assert "没有地方放" in line and "“10”" in line


def test_columns_are_assigned_by_hand(clerk: Clerk, qtbot: QtBot) -> None:
    clerk.stand("name", 1)
    clerk.put_on_clipboard("备用\t方案甲\t新名\n备用\t方案乙\t另一名\n")
    seen: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PasteDialog)
        button = dialog.findChild(QDialogButtonBox)
        assert button is not None
        for place, name in enumerate(("basis", "basis", "name")):
            box = dialog.choices[place]
            box.setCurrentIndex(box.findData(name))
        qtbot.mouseClick(button.buttons()[0], Qt.MouseButton.LeftButton)
        seen.append(dialog.told.text())
        dialog.choices[0].setCurrentIndex(0)
        dialog.head.setChecked(False)
        qtbot.mouseClick(button.buttons()[0], Qt.MouseButton.LeftButton)

    QTimer.singleShot(100, answer)
    clerk.key(Key.Key_V, CTRL | ALT)
    assert seen == ["“指标值确定依据”选了两次，请留一列。"]
    assert [(i.name, i.basis) for i in clerk.indicators[1:3]] == [
        ("新名", "方案甲"),
        ("另一名", "方案乙"),
    ]
    assert clerk.steps() == ["按列粘贴4格"]


def test_assigning_by_hand_says_what_it_needs(clerk: Clerk) -> None:
    said: list[str] = []
    clerk.view.cell_cursor.said.connect(said.append)
    clerk.put_on_clipboard("")
    clerk.stand("name", 0)
    clerk.key(Key.Key_V, CTRL | ALT)
    clerk.stand("budget")
    clerk.key(Key.Key_V, CTRL | ALT)
    assert "剪贴板里没有表格" in said[0]
    assert "请先站在一个指标的行里" in said[1]
    assert clerk.steps() == []
