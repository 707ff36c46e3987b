"""汇总 of whole disclosures in the window: it says which do not add up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.window.mainwindow import MainWindow
from tests.exporters.test_collect import raw_rows
from tests.gui.collect.test_dialog import opened, texts, typed, waited
from tests.model.parts.kit import Figures, dump


def test_the_dialog_says_whose_amounts_do_not_fit(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    figures = Figures(6)
    broken = dump(figures).replace(f"办公费{figures['office']:.2f}", "办公费99999.00")
    (folder / "1.txt").write_text(broken.replace("青禾县水利局", "云湖县教育局"), encoding="utf-8")
    (folder / "2.txt").write_text(dump(Figures(5)), encoding="utf-8")
    dialog = opened(window)
    typed(qtbot, dialog.folder, str(folder))
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    waited(qtbot, window)
    said = dialog.state.text()
    assert "2 个文件是整本公开文本：1 个有勾稽关系不成立（共 1 处）" in said
    remarks = dict(zip(texts(dialog.read[0], 0), texts(dialog.read[0], 9), strict=True))
    assert "1 处勾稽关系不成立" in remarks["云湖县教育局"]
    assert "勾稽" not in remarks["青禾县水利局"]
    rows = raw_rows(tmp_path / "in汇总.xlsx", "勾稽关系")
    assert rows[0]["部门名称"] == "云湖县教育局"
    assert rows[0]["结果"] == "不成立"
