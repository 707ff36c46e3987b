"""What can be done with cells and rows of the form, each one undo step."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from gui.form.blocks import Block, Landing, from_mime, land, texts_of, to_mime
from model.cells import CellRef
from model.disclosure import Indicator
from model.edits import Edit, SetIndicators
from model.entry.block import enter_block
from model.entry.edits import EnterTexts
from model.entry.entry import PLAN_PRESETS, preset_texts, step_label
from model.entry.rows import add_below, is_pending, moved, without_pending
from model.entry.tabletext import Rows

if TYPE_CHECKING:
    from gui.form.formview import FormView


class Actions:
    """The commands of a form view; each returns True where it could be meant."""

    def __init__(self, view: FormView) -> None:
        self.view = view

    # rows

    def add_indicator(self, row_id: str = "") -> bool:
        """Add an indicator under the level 2 of a row, or of the one stood in; write its name."""
        view = self.view
        view.finish()
        if view.grid is None:
            return False
        standing = row_id or view.grid.row_id(view.place[0])
        indicators, new = add_below(view.grid.rows, standing)
        level = new.level2 or new.level1
        self.set_rows(f"添加{level}" if level else "添加指标", indicators)
        cell = next(
            (c for c in view.grid.cells if CellRef(_id(view), "name", new.id) in c.refs), None
        )
        if cell is not None:
            view.enter((cell.row, cell.col), write=True)
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def delete_rows(self, ids: list[str] | None = None) -> bool:
        """Delete indicators: the given ones, or those selected."""
        view = self.view
        view.finish()
        if view.grid is None:
            return False
        ids = [row_id for row_id in ids or self.selected_ids() if not is_pending(row_id)]
        if ids:
            rest = [row for row in without_pending(view.grid.rows) if row.id not in ids]
            names = [row.name for row in view.grid.rows if row.id in ids]
            one = len(names) == 1 and names[0]
            self.set_rows(f"删除指标“{names[0]}”" if one else f"删除{len(ids)}个指标", rest)
        return True

    def move_rows(self, step: int) -> bool:
        """Move the selected indicators up (-1) or down (1), over the border of a level 2 too."""
        view = self.view
        view.finish()
        if view.grid is None:
            return False
        ref = view.current_ref()
        span = view.place[0] - view.anchor[0]
        self.set_rows("移动指标", moved(view.grid.rows, self.selected_ids(), step))
        if ref is not None and (cell := view.grid.find(ref)) is not None:
            view.enter(cell.place_of(ref))
            view.anchor = (max(view.grid.body, view.place[0] - span), view.anchor[1])
            view.show_selection()
        return True

    def set_rows(self, label: str, indicators: list[Indicator] | None) -> None:
        """Give the table another list of indicators; None changes nothing."""
        if indicators is not None:
            # the step must not share indicators with the table: earlier steps, undone, change them
            rows = copy.deepcopy(indicators)
            self.view.session.do(SetIndicators(label, _id(self.view), rows))

    def selected_ids(self) -> list[str]:
        """Return the rows the selection reaches over."""
        view = self.view
        assert view.grid is not None
        block = Block.between(view.grid, view.anchor, view.place)
        rows = range(block.top, block.bottom + 1)
        return [row_id for row in rows if (row_id := view.grid.row_id(row))]

    # blocks

    def block(self) -> Block | None:
        """Return the selected rectangle; the current cell alone where nothing else is."""
        view = self.view
        return Block.between(view.grid, view.anchor, view.place) if view.grid else None

    def select_block(self) -> bool:
        """Select all indicators, or above them the whole head."""
        view = self.view
        if view.grid is None:
            return False
        in_body = view.place[0] >= view.grid.body
        first = view.grid.body if in_body else 0
        last = view.grid.height - 1 if in_body else view.grid.body - 2
        view.finish()
        view.enter((last, _filled(view, last, -1)), scroll=False)
        view.anchor = (first, _filled(view, first, 1))
        view.show_selection()
        return True

    def copy(self) -> bool:
        """Copy the selected text, else the selected cells."""
        view = self.view
        if view.editor.textCursor().hasSelection():
            return False
        block = self.block()
        if view.grid is None or block is None:
            return False
        QGuiApplication.clipboard().setMimeData(to_mime(texts_of(view.grid, block)))
        return True

    def cut(self) -> bool:
        """Copy and empty."""
        if self.view.editor.textCursor().hasSelection():
            return False
        return self.copy() and self.clear("剪切")

    def paste(self) -> bool:
        """Paste a block into cells; a text into the cell being written is the editor's."""
        if self.view.editor.writing:
            return False
        data = QGuiApplication.clipboard().mimeData()
        return self.paste_block(data) or self._paste_text(data)

    def paste_block(self, data: QMimeData) -> bool:
        """Paste a block from the current cell on; False where the clipboard holds one text."""
        view = self.view
        cell = view.cell()
        if view.grid is None or cell is None:
            return False
        rows = from_mime(data, split_lines=cell.of_indicator and not view.editor.writing)
        if rows is None:
            return False
        if len(rows) == 1 and len(rows[0]) == 1:
            if view.editor.writing:
                view.editor.insertPlainText(rows[0][0])
                return True
            self._fill_selected("粘贴", rows[0][0])
            return True
        view.finish()
        block = self.block()
        assert block is not None
        self._write_block("粘贴", rows, block)
        return True

    def _paste_text(self, data: QMimeData) -> bool:
        if data.hasText():
            self._fill_selected("粘贴", data.text().replace("\r\n", "\n"))
        return True

    def _write_block(self, label: str, rows: Rows, block: Block) -> None:
        view = self.view
        assert view.grid is not None
        start = (block.top, block.left)
        self._land(label, land(view.grid, start, rows))
        if view.grid is not None and block.top >= view.grid.body:
            columns = len(
                {c.field for c in view.grid.cells if c.of_indicator and c.col >= block.left}
            )
            last = min(block.top + len(rows), view.grid.height) - 1
            cells = Block(last, block.left, last, view.grid.width - 1).cells(view.grid, last)
            end = cells[min(len(rows[0]), columns, len(cells)) - 1]
            view.enter(start)
            view.anchor = (last, end.col)
            view.show_selection()

    def clear(self, label: str = "清空") -> bool:
        """Empty the selected cells."""
        self._fill_selected(label, "")
        return True

    def _fill_selected(self, label: str, text: str) -> None:
        """Set every selected cell to one text."""
        view = self.view
        block = self.block()
        if view.grid is None or block is None:
            return
        landing = Landing()
        alone = view.anchor == view.place
        for row in range(block.top, block.bottom + 1):
            for cell in block.cells(view.grid, row):
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
        view = self.view
        view.finish()
        block = self.block()
        if view.grid is None or block is None or block.bottom < view.grid.body:
            return True
        source = max(block.top, view.grid.body)
        first = source + 1
        if source == block.bottom:
            source, first = source - 1, source
        if source < view.grid.body:
            return True
        landing = Landing()
        above = {cell.field: cell.text for cell in block.cells(view.grid, source)}
        for row in range(first, block.bottom + 1):
            fields = [c.field for c in block.cells(view.grid, row) if c.of_indicator]
            landing.body[view.grid.row_id(row)] = {name: above.get(name, "") for name in fields}
        self._land("向下填充", landing)
        return True

    def use_preset(self, number: int) -> bool:
        """Fill the spending plan with one of the usual ones."""
        view = self.view
        view.finish()
        if view.grid is None or view.grid.plan_row < 0:
            return False
        preset = PLAN_PRESETS[number]
        texts = preset_texts(view.session.layout, preset)
        label = "支出计划填为 " + "/".join(map(str, preset))
        pairs = [(CellRef(_id(view), name), text) for name, text in texts.items()]
        view.session.do(EnterTexts(label, pairs))
        return True

    def _land(self, label: str, landing: Landing, one: bool = False) -> None:
        """Write what lands, as one step; ``one``: all of it stands in one cell as shown."""
        view = self.view
        if view.grid is None or view.table is None:
            return
        refs = [(name, "") for name in landing.head]
        refs += [(name, row_id) for row_id, cells in landing.body.items() for name in cells]
        one = (one and bool(refs)) or (len(refs) == 1 and not landing.below)
        if one and not is_pending(refs[0][1]):
            own = step_label(view.session.layout, view.table, refs[0][0], refs[0][1])
            label = f"{label}：{own.removeprefix('修改')}"
        else:
            count = f"{len(landing.body) + len(landing.below)}行指标"
            label += count if landing.below else f"{len(refs)}格"
        edit: Edit | None = enter_block(
            label,
            view.session.layout,
            view.table,
            view.grid.rows,
            head=landing.head,
            body=landing.body,
            below=landing.below,
        )
        if edit is not None:
            view.session.do(edit)


def _id(view: FormView) -> str:
    return view.table.id if view.table else ""


def _filled(view: FormView, row: int, step: int) -> int:
    """Return the first (1) or last (-1) column of a row with a cell to fill."""
    assert view.grid is not None
    columns = range(view.grid.width)[::step]
    for col in columns:
        cell = view.grid.at(row, col)
        if cell is not None and cell.refs:
            return cell.col
    return 0
