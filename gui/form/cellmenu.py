"""The menu of a cell: what can be done with what is selected, and the keys for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from model.entry.entry import PLAN_PRESETS
from model.entry.rows import is_pending

if TYPE_CHECKING:
    from gui.form.actions import FormCommands
    from gui.form.carriedcells import CarriedCells
    from gui.form.commentcells import CommentCells
    from gui.form.cursor import FormCursor
    from gui.form.tiecells import TieCells


class Marks(NamedTuple):
    """What stands at cells beside their texts."""

    carried: CarriedCells
    comments: CommentCells
    ties: TieCells


class CellMenu(QMenu):
    """Lists the commands for the selected cells.

    Attributes:
        nouns: what adding and deleting a row are called.
        levels: whether rows stand under levels that can be changed.
    """

    nouns = ("添加指标", "删除指标")
    levels = True

    def __init__(
        self,
        cursor: FormCursor,
        commands: FormCommands,
        marks: Marks,
    ) -> None:
        super().__init__(cursor.canvas)
        self.setAccessibleName("表格的操作")
        editor = cursor.editor
        self._add("剪切", "Ctrl+X", commands.cut, editor.cut)
        self._add("复制", "Ctrl+C", commands.copy, editor.copy)
        self._add("粘贴", "Ctrl+V", commands.paste, editor.paste)
        in_body = bool(cursor.grid and cursor.grid.row_id(cursor.place[0]))
        if self.levels:
            self._add("按列粘贴…", "Ctrl+Alt+V", commands.paste_by_columns, enabled=in_body)
        self._add("清空", "Delete", commands.clear)
        self.addSeparator()
        real = in_body and not all(map(is_pending, commands.selected_ids()))
        self._add(self.nouns[0], "Ctrl+Shift+Enter", commands.add_indicator)
        self._add(self.nouns[1], "Ctrl+Shift+Del", commands.delete_rows, enabled=real)
        self._add("上移", "Alt+↑", lambda: commands.move_rows(-1), enabled=real)
        self._add("下移", "Alt+↓", lambda: commands.move_rows(1), enabled=real)
        if self.levels:
            for words, keys, step in (("前", "↑", -1), ("后", "↓", 1)):
                act = partial(commands.change_level, step)
                self._add(f"改到{words}一个二级指标", f"Alt+Shift+{keys}", act, enabled=real)
        self._add("向下填充", "Ctrl+D", commands.fill_down, enabled=in_body)
        carried, comments, ties = marks.carried, marks.comments, marks.ties
        if carried.selected():
            self.addSeparator()
            self._add("确认带过来的内容", "F6", carried.confirm)
        if comments.here():
            self.addSeparator()
            self._add("删除批注", "", comments.delete)
        if ties.may(cursor.cell()):
            self.addSeparator()
            self._add("目标与指标对应…", "", ties.choose)
        if cursor.grid is not None and cursor.grid.plan_row >= 0:
            self.addSeparator()
            for number, preset in enumerate(PLAN_PRESETS):
                name = "支出计划填为 " + "/".join(map(str, preset))
                self._add(name, f"Alt+{number + 1}", partial(commands.use_preset, number))

    def _add(
        self,
        name: str,
        keys: str,
        act: Callable[[], bool],
        otherwise: Callable[[], object] | None = None,
        enabled: bool = True,
    ) -> None:
        """Add a command; ``otherwise`` is done where it leaves the matter to the editor."""

        def triggered() -> None:
            if not act() and otherwise is not None:
                otherwise()

        # the keys are only shown: the form itself listens to them
        action = QAction(f"{name}\t{keys}", self)
        action.setEnabled(enabled)
        action.triggered.connect(triggered)
        self.addAction(action)
