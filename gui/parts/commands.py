"""What can be done with the cells, rows and paragraphs of a part, each one undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from gui.form.actions import FormCommands
from gui.form.blocks import Block
from gui.form.formgrid import HEAD
from gui.form.navigation import corner
from gui.parts.grid import PartGrid, Spot
from model.document.blocks import Part, PartBlock, PartTable
from model.document.cells import CellRef
from model.document.disclosure import Indicator
from model.document.edits import SetCells
from model.entry.tabletext import Rows
from model.parts.edits import SetPartBlocks
from model.parts.filling import TableFilling
from model.parts.rows import (
    moved_block,
    moved_row,
    with_row_below,
    with_table,
    with_text_below,
    without_rows,
)

if TYPE_CHECKING:
    from gui.form.formgrid import FormCell


class PartCommands(FormCommands):
    """The commands of a form, upon a part."""

    @property
    def _grid(self) -> PartGrid | None:
        grid = self.cursor.grid
        return grid if isinstance(grid, PartGrid) else None

    @property
    def _part(self) -> Part | None:
        parts, grid = self.cursor.session.disclosure.parts, self._grid
        return next((one for one in parts if grid is not None and one.id == grid.table), None)

    # rows and paragraphs

    def add_indicator(self, row_id: str = "") -> bool:
        """Add a row below, or a paragraph; write in it."""
        self.cursor.finish()
        grid, part = self._grid, self._part
        if grid is None or part is None or part.omitted:
            return True
        spot = grid.spot(row_id) if row_id else grid.spots[self.cursor.place[0]]
        table = _table(part, spot)
        if table is None:
            blocks, text = with_text_below(part, spot.block)
            self._do("添加一段", blocks)
            self._write(CellRef(text.id, "text"))
        elif spot.takes:
            made, row = with_row_below(table, spot.place)
            self._do("添加一行", with_table(part, made))
            self._write(CellRef(table.id, f"cell.{row.cells[0].col}", row.id))
        else:
            self.cursor.said.emit("这张表的行由公开样式规定，不能添加。")
        return True

    def delete_rows(self, ids: list[str] | None = None) -> bool:
        """Delete rows or paragraphs: the given ones, or those selected."""
        self.cursor.finish()
        grid, part = self._grid, self._part
        if grid is None or part is None:
            return False
        spots = [grid.spot(one) for one in ids or self.selected_ids()]
        if not spots:
            self.cursor.said.emit("这一行是公开样式规定的，不能删除；没有数的可以空着或填 0。")
            return True
        rows = {spot.row for spot in spots if spot.row}
        gone = {spot.block for spot in spots if not spot.row}
        blocks = [
            without_rows(one, rows) if isinstance(one, PartTable) else one
            for one in part.blocks
            if one.id not in gone
        ]
        what = "段" if gone and not rows else "行"
        self._do(f"删除{len(spots)}{what}", blocks)
        return True

    def move_rows(self, step: int) -> bool:
        """Move the row or paragraph stood in up (-1) or down (1)."""
        self.cursor.finish()
        grid, part, ref = self._grid, self._part, self.cursor.current_ref()
        row = self.cursor.place[0]
        if grid is None or part is None or not grid.row_id(row):
            return True
        spot, near = grid.spots[row], row + step
        # a table is passed as a whole
        while not spot.row and 0 <= near < grid.height and grid.spots[near].row:
            inside = grid.spots[near].block
            if not 0 <= near + step < grid.height or grid.spots[near + step].block != inside:
                break
            near += step
        if 0 <= near < grid.height:
            self._move(spot, grid.spots[near], step > 0)
        if ref is not None and self._grid is not None and (cell := self._grid.find(ref)):
            self.cursor.enter(cell.place_of(ref))
        return True

    def change_level(self, step: int) -> bool:
        """Do nothing: a part has no levels."""
        return True

    def paste_by_columns(self) -> bool:
        """Do nothing: the columns of a part's table are its own."""
        return True

    def drop(self, row_id: str, onto: str, after: bool) -> None:
        """Move what was dragged beside another row or paragraph."""
        if self._grid is not None:
            self._move(self._grid.spot(row_id), self._grid.spot(onto), after)

    def _move(self, spot: Spot, onto: Spot, after: bool) -> None:
        part = self._part
        if part is None or not onto.block:
            return
        table = _table(part, spot)
        blocks: list[PartBlock] | None
        if table is None:
            blocks = moved_block(part, spot.block, onto.block, after)
        elif onto.free and onto.block == spot.block:
            made = moved_row(table, spot.row, onto.row, after)
            blocks = with_table(part, made) if made is not None else None
        else:
            blocks = None
        if blocks is not None:
            self._do("移动一段" if table is None else "移动一行", blocks)

    def set_rows(self, label: str, indicators: list[Indicator] | None) -> None:
        """A part has no indicators."""

    def _do(self, label: str, blocks: list[PartBlock]) -> None:
        assert self._part is not None
        self.cursor.session.do(SetPartBlocks(label, self._part.id, blocks))

    def _write(self, ref: CellRef) -> None:
        cell = self.cursor.grid.find(ref) if self.cursor.grid else None
        if cell is not None:
            self.cursor.enter(cell.place_of(ref), write=True)
            self.cursor.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # blocks of cells

    def select_block(self) -> bool:
        """Select everything."""
        cursor = self.cursor
        if cursor.grid is None:
            return False
        cursor.finish()
        cursor.enter(corner(cursor.grid, last=True) or cursor.place, scroll=False)
        cursor.select_from(corner(cursor.grid, last=False) or cursor.place)
        return True

    def fill_down(self) -> bool:
        """Copy the first selected row's cells into those below; one cell takes the one above's."""
        self.cursor.finish()
        grid, block = self._grid, self.block()
        if grid is None or block is None or not grid.spots[block.top].row:
            return True
        source = block.top - 1 if block.top == block.bottom else block.top
        if source < 0 or grid.spots[source].block != grid.spots[block.bottom].block:
            return True
        above = {cell.col: cell.text for cell in block.cells(grid, source)}
        rows = range(source + 1, block.bottom + 1)
        cells = [cell for row in rows for cell in block.cells(grid, row) if cell.refs]
        self._set("向下填充", [(cell, above[cell.col]) for cell in cells if cell.col in above])
        return True

    def use_preset(self, number: int) -> bool:
        """A part has no spending plan."""
        return False

    def _fill_selected(self, label: str, text: str) -> None:
        block = self.block()
        if self._grid is not None and block is not None:
            cells = _cells(self._grid, block)
            if len(cells) > 1 and not text:
                # heads stay where many cells are emptied
                cells = [cell for cell in cells if cell.kind != HEAD]
            self._set(label, [(cell, text) for cell in cells])

    def _write_block(self, label: str, rows: Rows, block: Block) -> None:
        grid = self._grid
        if grid is None:
            return
        pairs = []
        over = 0
        for number, texts in enumerate(rows, block.top):
            if number >= grid.height:
                break
            across = Block(number, block.left, number, grid.width - 1).cells(grid, number)
            into = [cell for cell in across if cell.refs and cell.row == number]
            pairs += list(zip(into, texts, strict=False))
            over += sum(1 for text in texts[len(into) :] if text.strip())
        left = len(rows) - (grid.height - block.top)
        told = [f"下面没有那么多行，有 {left} 行没有粘贴"] if left > 0 else []
        told += [f"右边没有那么多列，有 {over} 格没有粘贴"] if over else []
        self.cursor.said.emit(f"已粘贴 {len(pairs)} 格{''.join(f'；{one}' for one in told)}。")
        self._set(label, pairs)

    def _set(self, label: str, pairs: list[tuple[FormCell, str]]) -> None:
        """Write texts into cells, each in its form, totals following one by one; one undo step."""
        disclosure = self.cursor.session.disclosure
        texts: dict[CellRef, str] = {}
        alone = len(pairs) == 1
        for cell, text in pairs:
            filling = TableFilling(disclosure, cell.refs[0])
            texts[cell.refs[0]] = filling.entered(text)
            if alone:
                texts.update(filling.texts(texts[cell.refs[0]]))
        if texts:
            name = pairs[0][0].title if alone else f"{len(pairs)}格"
            self.cursor.session.do(
                SetCells(f"{label}{'：' if alone else ''}{name}", [*texts.items()])
            )


def _table(part: Part, spot: Spot) -> PartTable | None:
    found = next((one for one in part.blocks if one.id == spot.block), None)
    return found if isinstance(found, PartTable) and spot.row else None


def _cells(grid: PartGrid, block: Block) -> list[FormCell]:
    """Return the cells of a rectangle that can be filled, each once."""
    found: list[FormCell] = []
    for row in range(block.top, block.bottom + 1):
        found += [cell for cell in block.cells(grid, row) if cell.refs and cell not in found]
    return found
