"""One worksheet's cells put together into a grid, with what the clerk should know of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path

from importers.xlsx_areas import Area, Down, closed
from importers.xlsx_digits import Shown
from importers.xlsx_names import cell_name, column_name, place_of, ranges
from importers.xlsx_notes import SheetNotes
from model.basics.errors import ReadError
from model.basics.steps import step
from model.document.comments import Comment
from model.printing.grid import Cell, Document, Flaw, Grid, Paragraph

MAX_CELLS = 1_300_000
"""Ten thousand target tables are about a million; memory must stay near 500 MB."""

MAX_MERGES = 200_000
"""Of one sheet."""

_ROW_GAP = 1000
_COLUMN_GAP = 100
_NARROW_GAP = 1
_BLANK_ROWS = 300_000
"""So many empty rows a workbook's grids may hold before gaps are closed up."""

Anchor = tuple[Cell, int, int]
"""The cell of a merged area with the area's last row and last column."""


def is_picture(text: str) -> bool:
    """Tell whether a cell's text or formula is WPS's way to put a picture into a cell."""
    return text.startswith(("=DISPIMG(", "=_xlfn.DISPIMG("))


class Limits:
    """What a whole workbook may hold."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cells = 0
        self.blank_rows = 0

    def count(self) -> None:
        """Count one more cell.

        Raises:
            ReadError: there are more than any department's workbook holds.
        """
        self.cells += 1
        if self.cells > MAX_CELLS:
            raise self.exceeded(f"工作簿里的格太多（超过 {MAX_CELLS // 10000} 万个），没有读取")

    def exceeded(self, reason: str) -> ReadError:
        """Return the error to raise for a workbook that holds too much."""
        advice = "请检查是否选错了文件，或把绩效目标表另存到单独的工作簿"
        return ReadError(reason, str(self.path), advice)


class SheetCells:
    """The cells of one worksheet while it is being read; `finish` makes the blocks.

    Attributes:
        name: the sheet's name.
        rows: for each row that holds text, its cells as they came.
        visibility: 1 where the sheet is hidden (2: hidden so that Excel does not list it).
        hidden_rows, hidden_columns: which are hidden, from 0.
        around: what is printed above and below each page.
        notes: what the clerk should know of the sheet.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.where = f"工作表“{name}”"
        self.rows: dict[int, list[Cell]] = {}
        self.visibility = 0
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.around: list[str] = []
        self.notes = SheetNotes(self.where)
        self._limits = limits
        self._merges: list[Area] = []
        # by row and column, the upper left ones of merged areas once these are known
        self._remarks: dict[int, list[tuple[int, Comment]]] = {}
        self._anchored: dict[tuple[int, int], list[Comment]] = {}
        self._stray: list[Comment] = []

    def add(self, row: int, col: int, where: str, text: str) -> None:
        """Take a cell that holds text."""
        if text:
            self._limits.count()
            cells = self.rows.get(row)
            if cells is None:
                cells = self.rows[row] = []
            cells.append(Cell(text, row, col, 1, 1, where))

    def add_number(self, row: int, col: int, where: str, shown: Shown) -> None:
        """Take a cell that holds a number."""
        if shown.untold is not None:
            if shown.text:
                exact = f"{shown.untold:f}"
                self.notes.rounded.append(f"{where} 显示为 {shown.text}，保存的数是 {exact}")
            else:
                self.notes.zeros.append(where)
        if shown.text:
            self._limits.count()
            cells = self.rows.setdefault(row, [])
            cells.append(Cell(shown.text, row, col, 1, 1, where, shown.number))

    def add_struck(self, row: int, col: int, where: str, text: str, struck: str) -> None:
        """Take a cell with text struck through; ``text`` is what is left."""
        self._limits.count()
        cell = Cell(text, row, col, 1, 1, where, struck=struck)
        self.rows.setdefault(row, []).append(cell)
        self.notes.struck.append(where)

    def strike(self, cell: Cell, text: str, struck: str) -> None:
        """Take text struck through out of a cell; ``text`` is what is left."""
        cell.text, cell.struck = text, struck
        cell.number = None
        self.notes.struck.append(cell.where)

    def add_picture(self, row: int, col: int, where: str) -> None:
        """Take a cell that shows a picture in place of a text."""
        flaw = Flaw("picture", "这里放的是图片（WPS 单元格图片），图片里的文字没有读入")
        self._add_flawed(Cell("", row, col, 1, 1, where, flaws=(flaw,)))
        self.notes.pictures.append(where)

    def add_error(self, row: int, col: int, where: str, text: str, formula: str) -> None:
        """Take a cell whose formula gives no value."""
        said = (
            f"公式“{formula}”算不出结果，显示为 {text}" if formula else f"这里显示的是错误 {text}"
        )
        flaw = Flaw("error", said)
        self._add_flawed(Cell(text, row, col, 1, 1, where, formula=formula, flaws=(flaw,)))
        self.notes.errors.append(where)

    def _add_flawed(self, cell: Cell) -> None:
        self._limits.count()
        self.rows.setdefault(cell.row, []).append(cell)

    def flag_lost(self, row: int, where: str) -> None:
        """Say of the last cell taken that Excel has not kept all of its digits."""
        for cell in self._last(row, where):
            said = "超过 15 位的编码存成了数字，Excel 只保留前 15 位，后面的数字已经丢失"
            cell.flaws += (Flaw("digits", said),)
            self.notes.lost.append(where)

    def note_formula(self, row: int, where: str, formula: str) -> None:
        """Keep what was typed into the last cell taken."""
        for cell in self._last(row, where):
            cell.formula = formula

    def _last(self, row: int, where: str) -> list[Cell]:
        return [cell for cell in self.rows.get(row, ())[-1:] if cell.where == where]

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Take a merged area; rows and columns from 0, the last ones included."""
        if (top, left) != (bottom, right):
            if len(self._merges) >= MAX_MERGES:
                raise self._limits.exceeded(f"{self.where}的合并单元格太多，没有读取")
            self._merges.append((top, left, bottom, right))

    def remark(self, cell: str, author: str, text: str) -> None:
        """Take a comment on a cell, the cell named as in the file."""
        self._limits.count()
        comment = Comment(text, author, f"{self.where}{cell}")
        place = place_of(cell)
        if place is None:
            self._stray.append(comment)
        else:
            self._remarks.setdefault(place[0], []).append((place[1], comment))

    def hide_zero(self, where: str) -> None:
        """Note a zero on a sheet that shows none."""
        self.notes.zeros.append(where)

    def finish(self, document: Document) -> None:
        """Add the sheet's blocks, if it holds any text, and its notes to a document."""
        if self.rows:
            document.hidden.extend(self._hidden_notes())
            document.blocks.append(Paragraph(self.name, "sheet", where=self.where))
            grid = self._grid()
            grid.hidden = bool(self.visibility)
            document.blocks.append(grid)
            where = f"{self.where}的页眉页脚"
            document.around += [Paragraph(line, where=where) for line in self.around]
        else:
            self._stray += [one for row in self._remarks.values() for _, one in row]
        document.notes.extend(self.notes.lines())
        document.comments.extend(self._stray)

    def _grid(self) -> Grid:
        merged = self._merge()
        last_row, last_col = max(self.rows), 0
        for cells in self.rows.values():
            if cells and cells[-1].col > last_col:
                last_col = cells[-1].col
        for _, bottom, right in merged:
            last_row, last_col = max(last_row, bottom), max(last_col, right)
        for (row, col), comments in self._anchored.items():
            if row <= last_row and col <= last_col:
                self._cell_at(row, col).comments = tuple(comments)
            else:
                self._stray += comments
        row_at = self._close_rows(last_row, merged)
        col_at = self._close_columns(last_col, merged)
        for cell, bottom, right in merged:
            cell.rowspan, cell.colspan = bottom - cell.row + 1, right - cell.col + 1
        if row_at or col_at:
            self._move(row_at, col_at)
        rows: list[list[Cell]] = [[] for _ in range(row_at.get(last_row, last_row) + 1)]
        for cells in self.rows.values():
            # a row may be left without cells when all were covered by a merged area
            if cells:
                rows[cells[0].row] = cells
        return Grid(rows, col_at.get(last_col, last_col) + 1, self.where)

    def _merge(self) -> list[Anchor]:
        """Apply the merged areas: anchors stay, what they cover goes to the notes.

        Returns:
            Each anchor with the last row and column of its area.
        """
        begins: dict[int, list[Area]] = {}
        for area in self._merges:
            begins.setdefault(area[0], []).append(area)
        merged: list[Anchor] = []
        down = Down()
        for number in sorted(self.rows.keys() | begins.keys() | self._remarks.keys()):
            step()
            cells = self._in_order(number)
            new: dict[int, Area] = {}
            for area in sorted(begins.get(number, ())):
                if down.take(area):
                    new[area[1]] = area
                else:
                    self.notes.crossing.append(area)
            for col, comment in self._remarks.get(number, ()):
                over = down.over(number, col)
                anchor = (over[0], over[1]) if over else (number, col)
                self._anchored.setdefault(anchor, []).append(comment)
            if down.columns and (number in self.rows or number in begins):
                self.rows[number] = self._uncovered(number, cells, down, new, merged)
        return merged

    def _in_order(self, number: int) -> list[Cell]:
        """Return a row's cells by column; of two in one place the first stays."""
        cells = self.rows.get(number)
        if cells is None:
            return []
        last = -1
        for cell in cells:
            if cell.col <= last:
                break
            last = cell.col
        else:
            return cells
        first: dict[int, Cell] = {}
        for cell in cells:
            kept = first.setdefault(cell.col, cell)
            if kept is not cell and kept.text != cell.text:
                self.notes.covered.append(cell)
        self.rows[number] = [first[col] for col in sorted(first)]
        return self.rows[number]

    def _uncovered(
        self,
        number: int,
        cells: list[Cell],
        down: Down,
        new: dict[int, Area],
        merged: list[Anchor],
    ) -> list[Cell]:
        """Return a row's cells without those under a merged area, with all anchors."""
        kept = []
        for cell in cells:
            area = down.over(number, cell.col)
            if area is None:
                kept.append(cell)
            elif new.get(cell.col) is area:
                kept.append(cell)
                merged.append((cell, area[2], area[3]))
                down.anchors[area] = cell.text
                del new[cell.col]
            elif cell.text != down.anchors.get(area):
                self.notes.covered.append(cell)
        for col, area in new.items():
            self._limits.count()
            anchor = Cell("", number, col, where=cell_name(number, col))
            kept.append(anchor)
            merged.append((anchor, area[2], area[3]))
        if new:
            kept.sort(key=lambda cell: cell.col)
        return kept

    def _cell_at(self, row: int, col: int) -> Cell:
        """Return the cell at a place; an empty one is made where there is none."""
        cells = self.rows.setdefault(row, [])
        at = bisect_left(cells, col, key=lambda cell: cell.col)
        if at == len(cells) or cells[at].col != col:
            self._limits.count()
            cells.insert(at, Cell("", row, col, where=cell_name(row, col)))
        return cells[at]

    def _close_rows(self, last: int, merged: list[Anchor]) -> dict[int, int]:
        """Return where rows move to when wide gaps are closed; empty if none is."""
        used = self.rows.keys() | {bottom for _, bottom, _ in merged} if last > _ROW_GAP else set()
        moves = closed(used, _ROW_GAP)
        blank = moves.get(last, last) + 1 - len(self.rows)
        if self._limits.blank_rows + blank > _BLANK_ROWS:
            used = self.rows.keys() | {bottom for _, bottom, _ in merged}
            return closed(used, _NARROW_GAP)
        self._limits.blank_rows += blank
        return moves

    def _close_columns(self, last: int, merged: list[Anchor]) -> dict[int, int]:
        """Return where columns move to when wide gaps are closed; empty if none is."""
        if last <= _COLUMN_GAP:
            return {}
        used = {cell.col for cells in self.rows.values() for cell in cells}
        return closed(used | {right for _, _, right in merged}, _COLUMN_GAP)

    def _move(self, row_at: dict[int, int], col_at: dict[int, int]) -> None:
        """Move cells to where rows and columns went, spans with them."""
        for cells in self.rows.values():
            for cell in cells:
                row, col = cell.row, cell.col
                bottom, right = row + cell.rowspan - 1, col + cell.colspan - 1
                cell.row, cell.col = row_at.get(row, row), col_at.get(col, col)
                cell.rowspan = row_at.get(bottom, bottom) - cell.row + 1
                cell.colspan = col_at.get(right, right) - cell.col + 1
                if (row, col) != (cell.row, cell.col):
                    self.notes.far.append(cell.where)

    def _hidden_notes(self) -> Iterable[str]:
        if self.visibility:
            yield f"{self.where}是隐藏的，也已读入"
        if rows := sorted(self.hidden_rows & self.rows.keys()):
            names = ranges([str(row + 1) for row in rows], rows)
            yield f"{self.where}第{names}行是隐藏的，也已读入"
        if self.hidden_columns:
            used = {cell.col for cells in self.rows.values() for cell in cells}
            if cols := sorted(self.hidden_columns & used):
                names = ranges([column_name(col) for col in cols], cols)
                yield f"{self.where}{names}列是隐藏的，也已读入"
