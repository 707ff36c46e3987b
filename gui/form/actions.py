"""What can be done with cells and rows of the form, each one undo step."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from gui.form.blocks import Block, Landing, from_mime, texts_of, to_mime
from gui.form.pasting import Pasted, columns_of, place_block, place_columns
from model.document.cells import CellRef
from model.document.disclosure import Indicator
from model.document.edits import Edit, SetIndicators
from model.entry.block import enter_block
from model.entry.edits import EnterTexts
from model.entry.entry import PLAN_PRESETS, preset_texts, step_label
from model.entry.pasting import assign
from model.entry.rows import (
    add_below,
    dropped,
    is_pending,
    level_beyond,
    moved,
    relevelled,
    same_levels,
    without_pending,
)
from model.entry.tabletext import Rows

if TYPE_CHECKING:
    from gui.form.cursor import FormCursor
    from gui.form.formgrid import FormGrid


class FormCommands:
    """What can be done with the cells selected; each returns True where it could be meant."""

    def __init__(self, cursor: FormCursor) -> None:
        self.cursor = cursor

    # rows

    def add_indicator(self, row_id: str = "") -> bool:
        """Add an indicator under the level 2 of a row, or of the one stood in; write its name."""
        cursor = self.cursor
        cursor.finish()
        if cursor.grid is None:
            return False
        standing = row_id or cursor.grid.row_id(cursor.place[0])
        indicators, new = add_below(cursor.grid.rows, standing)
        level = new.level2 or new.level1
        self.set_rows(f"添加{level}" if level else "添加指标", indicators)
        cell = next(
            (c for c in cursor.grid.cells if CellRef(_id(cursor), "name", new.id) in c.refs), None
        )
        if cell is not None:
            cursor.enter((cell.row, cell.col), write=True)
            cursor.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def delete_rows(self, ids: list[str] | None = None) -> bool:
        """Delete indicators: the given ones, or those selected."""
        cursor = self.cursor
        cursor.finish()
        if cursor.grid is None:
            return False
        ids = [row_id for row_id in ids or self.selected_ids() if not is_pending(row_id)]
        if ids:
            rest = [row for row in without_pending(cursor.grid.rows) if row.id not in ids]
            names = [row.name for row in cursor.grid.rows if row.id in ids]
            one = len(names) == 1 and names[0]
            self.set_rows(f"删除指标“{names[0]}”" if one else f"删除{len(ids)}个指标", rest)
        return True

    def move_rows(self, step: int) -> bool:
        """Move the selected indicators up (-1) or down (1) within their level 2."""
        grid = self._grid_left()
        if grid is None:
            return False
        rows = moved(grid.rows, self.selected_ids(), step)
        if rows is None:
            self._say_why_not(grid, step)
        self._reorder("移动指标", rows)
        return True

    def change_level(self, step: int) -> bool:
        """Put the selected indicators under the level 2 before (-1) or behind (1)."""
        grid = self._grid_left()
        if grid is None:
            return False
        ids = self.selected_ids()
        onto = level_beyond(grid.rows, ids, step)
        if onto is None:
            self.cursor.said.emit(f"{'前' if step < 0 else '后'}面没有别的二级指标了。")
            return True
        level = onto.level2 or onto.level1
        self._reorder(f"改到“{level}”", relevelled(grid.rows, ids, step))
        self.cursor.said.emit(f"已改到“{level}”，按 Ctrl+Z 可以撤销。")
        return True

    def drop_row(self, row_id: str, onto: str, after: bool) -> None:
        """Put a row before or behind another one, into its level 2; say where that is another."""
        grid = self.cursor.grid
        if grid is None:
            return
        by_id = {row.id: row for row in grid.rows}
        same = same_levels(by_id[row_id], by_id[onto])
        level = by_id[onto].level2 or by_id[onto].level1
        rows = dropped(grid.rows, [row_id], onto, after)
        self.set_rows("移动指标" if same else f"改到“{level}”", rows)
        if rows is not None and not same:
            self.cursor.said.emit(f"已改到“{level}”，按 Ctrl+Z 可以撤销。")

    def _grid_left(self) -> FormGrid | None:
        """Return the form after what was being written has taken its form."""
        self.cursor.finish()
        return self.cursor.grid

    def _say_why_not(self, grid: FormGrid, step: int) -> None:
        ids = self.selected_ids()
        onto, key = level_beyond(grid.rows, ids, step), "↑" if step < 0 else "↓"
        own = next((row for row in grid.rows if row.id in ids and not is_pending(row.id)), None)
        if own is None:
            return
        text = f"已经是“{own.level2 or own.level1}”的{'第一' if step < 0 else '最后一'}行"
        if onto is not None:
            text += f"；要改到“{onto.level2 or onto.level1}”，请按 Alt+Shift+{key}"
        self.cursor.said.emit(f"{text}。")

    def _reorder(self, label: str, rows: list[Indicator] | None) -> None:
        """Give the table its rows in another order, and stand where one stood."""
        cursor = self.cursor
        ref = cursor.current_ref()
        span = cursor.place[0] - cursor.anchor[0]
        self.set_rows(label, rows)
        if rows is not None and ref is not None and cursor.grid is not None:
            cell = cursor.grid.find(ref)
            if cell is not None:
                cursor.enter(cell.place_of(ref))
                top = max(cursor.grid.body, cursor.place[0] - span)
                cursor.select_from((top, cursor.anchor[1]))

    def set_rows(self, label: str, indicators: list[Indicator] | None) -> None:
        """Give the table another list of indicators; None changes nothing."""
        if indicators is not None:
            # the step must not share indicators with the table: earlier steps, undone, change them
            rows = copy.deepcopy(indicators)
            self.cursor.session.do(SetIndicators(label, _id(self.cursor), rows))

    def selected_ids(self) -> list[str]:
        """Return the rows the selection reaches over."""
        cursor = self.cursor
        assert cursor.grid is not None
        block = Block.between(cursor.grid, cursor.anchor, cursor.place)
        rows = range(block.top, block.bottom + 1)
        return [row_id for row in rows if (row_id := cursor.grid.row_id(row))]

    # blocks

    def block(self) -> Block | None:
        """Return the selected rectangle; the current cell alone where nothing else is."""
        cursor = self.cursor
        return Block.between(cursor.grid, cursor.anchor, cursor.place) if cursor.grid else None

    def select_block(self) -> bool:
        """Select all indicators, or above them the whole head."""
        cursor = self.cursor
        if cursor.grid is None:
            return False
        in_body = bool(cursor.grid.row_id(cursor.place[0]))
        head = cursor.grid.body - cursor.grid.layout.header_height
        rows = cursor.grid.block_rows(cursor.place[0]) if in_body else range(head)
        first, last = rows.start, rows.stop - 1
        cursor.finish()
        cursor.enter((last, _filled(cursor, last, -1)), scroll=False)
        cursor.select_from((first, _filled(cursor, first, 1)))
        return True

    def copy(self) -> bool:
        """Copy the selected text, else the selected cells."""
        cursor = self.cursor
        if cursor.editor.textCursor().hasSelection():
            return False
        block = self.block()
        if cursor.grid is None or block is None:
            return False
        QGuiApplication.clipboard().setMimeData(to_mime(texts_of(cursor.grid, block)))
        return True

    def cut(self) -> bool:
        """Copy and empty."""
        if self.cursor.editor.textCursor().hasSelection():
            return False
        return self.copy() and self.clear("剪切")

    def paste(self) -> bool:
        """Paste a block into cells; a text into the cell being written is the editor's."""
        if self.cursor.editor.writing:
            return False
        data = QGuiApplication.clipboard().mimeData()
        return self.paste_block(data) or self._paste_text(data)

    def paste_block(self, data: QMimeData) -> bool:
        """Paste a block from the current cell on; False where the clipboard holds one text."""
        cursor = self.cursor
        cell = cursor.cell()
        if cursor.grid is None or cell is None:
            return False
        rows = from_mime(data, split_lines=cell.of_indicator and not cursor.editor.writing)
        if rows is None:
            return False
        if len(rows) == 1 and len(rows[0]) == 1:
            if cursor.editor.writing:
                cursor.editor.insertPlainText(rows[0][0])
                return True
            self._fill_selected("粘贴", rows[0][0])
            return True
        cursor.finish()
        block = self.block()
        assert block is not None
        self._write_block("粘贴", rows, block)
        return True

    def _paste_text(self, data: QMimeData) -> bool:
        if data.hasText():
            self._fill_selected("粘贴", data.text().replace("\r\n", "\n"))
        return True

    def paste_by_columns(self) -> bool:
        """Paste a block whose columns the clerk assigns by hand."""
        from gui.form.pastedialog import PasteDialog

        cursor = self.cursor
        cursor.finish()
        grid, block = cursor.grid, self.block()
        rows = from_mime(QGuiApplication.clipboard().mimeData(), split_lines=True)
        top = block.top if block is not None else -1
        columns = columns_of(grid, top) if grid is not None and grid.row_id(top) else []
        if grid is None or not columns:
            cursor.said.emit("请先站在一个指标的行里，再按列粘贴。")
        elif not rows or not any(map(any, rows)):
            cursor.said.emit("剪贴板里没有表格，先在 Excel、WPS 或网页里复制几格。")
        else:
            names = [(one.field, one.title) for one in columns]
            proposed = assign(cursor.session.layout, names, 0, rows)
            dialog = PasteDialog(columns, rows, proposed, cursor.canvas.window())
            if dialog.exec():
                self._put_block(
                    "按列粘贴", place_columns(grid, top, columns, dialog.chosen(), rows)
                )
            dialog.deleteLater()
        return True

    def _write_block(self, label: str, rows: Rows, block: Block) -> None:
        cursor = self.cursor
        assert cursor.grid is not None
        start = (block.top, block.left)
        self._put_block(label, place_block(cursor.grid, cursor.session.layout, start, rows))

    def _put_block(self, label: str, pasted: Pasted) -> None:
        """Write a block where it goes, select it, and say so."""
        cursor = self.cursor
        place = min(cursor.place, cursor.anchor)
        self._land(label, pasted.landing)
        cursor.said.emit(pasted.line)
        grid = cursor.grid
        if grid is None or not grid.row_id(place[0]):
            return
        landing = pasted.landing
        last = place[0] + max(1, len(landing.body) + len(landing.below)) - 1
        last = min(last, grid.block_rows(place[0]).stop - 1)
        fields = {name for cells in (*landing.body.values(), *landing.below) for name in cells}
        cells = Block(last, 0, last, grid.width - 1).cells(grid, last)
        across = [cell.col for cell in cells if cell.field in fields]
        if across:
            cursor.enter((place[0], across[0]))
            cursor.select_from((last, across[-1]))

    def clear(self, label: str = "清空") -> bool:
        """Empty the selected cells."""
        self._fill_selected(label, "")
        return True

    def _fill_selected(self, label: str, text: str) -> None:
        """Set every selected cell to one text."""
        cursor = self.cursor
        block = self.block()
        if cursor.grid is None or block is None:
            return
        landing = Landing()
        alone = cursor.anchor == cursor.place
        for row in range(block.top, block.bottom + 1):
            for cell in block.cells(cursor.grid, row):
                if cell.of_indicator:
                    # a merged cell is one cell: all the rows it reaches over
                    refs = cell.refs if alone else [cell.ref_at(row)]
                    for ref in refs:
                        landing.body.setdefault(ref.indicator, {})[cell.field] = text
                elif cell.refs:
                    landing.head[cell.field] = text
        if not text:
            landing.body = {key: row for key, row in landing.body.items() if not is_pending(key)}
        self._land(label, landing, one=alone)

    def fill_down(self) -> bool:
        """Copy the first selected row's cells into those below; one cell takes the one above's."""
        cursor = self.cursor
        cursor.finish()
        block = self.block()
        if cursor.grid is None or block is None or block.bottom < cursor.grid.body:
            return True
        source = max(block.top, cursor.grid.body)
        first = source + 1
        if source == block.bottom:
            source, first = source - 1, source
        if source < cursor.grid.body:
            return True
        landing = Landing()
        above = {cell.field: cell.text for cell in block.cells(cursor.grid, source)}
        for row in range(first, block.bottom + 1):
            for cell in block.cells(cursor.grid, row):
                if cell.of_indicator:
                    texts = landing.body.setdefault(cell.ref_at(row).indicator, {})
                    texts[cell.field] = above.get(cell.field, "")
        self._land("向下填充", landing)
        return True

    def use_preset(self, number: int) -> bool:
        """Fill the spending plan with one of the usual ones."""
        cursor = self.cursor
        cursor.finish()
        if cursor.grid is None or cursor.grid.plan_row < 0:
            return False
        preset = PLAN_PRESETS[number]
        texts = preset_texts(cursor.session.layout, preset)
        label = "支出计划填为 " + "/".join(map(str, preset))
        pairs = [(CellRef(_id(cursor), name), text) for name, text in texts.items()]
        cursor.session.do(EnterTexts(label, pairs))
        return True

    def _land(self, label: str, landing: Landing, one: bool = False) -> None:
        """Write what lands, as one step; ``one``: all of it stands in one cell as shown."""
        cursor = self.cursor
        if cursor.grid is None or cursor.table is None:
            return
        refs = [(name, "") for name in landing.head]
        refs += [(name, row_id) for row_id, cells in landing.body.items() for name in cells]
        one = (one and bool(refs)) or (len(refs) == 1 and not landing.below)
        if one and not is_pending(refs[0][1]):
            own = step_label(cursor.session.layout, cursor.table, refs[0][0], refs[0][1])
            label = f"{label}：{own.removeprefix('修改')}"
        else:
            count = f"{len(landing.body) + len(landing.below)}行指标"
            label += count if landing.below else f"{len(refs)}格"
        edit: Edit | None = enter_block(
            label,
            cursor.session.layout,
            cursor.table,
            cursor.grid.rows,
            head=landing.head,
            body=landing.body,
            below=landing.below,
        )
        if edit is not None:
            cursor.session.do(edit)


def _id(cursor: FormCursor) -> str:
    return cursor.table.id if cursor.table else ""


def _filled(cursor: FormCursor, row: int, step: int) -> int:
    """Return the first (1) or last (-1) column of a row with a cell to fill."""
    assert cursor.grid is not None
    columns = range(cursor.grid.width)[::step]
    for col in columns:
        cell = cursor.grid.at(row, col)
        if cell is not None and cell.refs:
            return cell.col
    return 0
