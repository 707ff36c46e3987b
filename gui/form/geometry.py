"""Where each cell of the form stands on the screen, in pixels from the form's upper left corner."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QRect

from gui.form.formgrid import FormCell, FormGrid
from gui.form.texts import Texts

_WIDEST_EM_PER_MM = 0.40
_NARROWEST_EM_PER_MM = 0.20
"""How far the form is stretched to the window: line heights per printed millimetre."""


class Geometry:
    """Columns as wide as the window allows, rows as high as their texts need."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.columns: list[int] = [0]
        self.rows: list[int] = [0]
        self.bottoms: list[int] = []
        self.band = QRect()
        self.top = 0
        self.editing: tuple[FormCell, float] | None = None

    @property
    def pad_x(self) -> int:
        """Room left and right of a cell's text."""
        return round(self.texts.line * 0.35)

    @property
    def pad_y(self) -> int:
        """Room above and below a cell's text."""
        return round(self.texts.line * 0.28)

    @property
    def margin(self) -> int:
        """Room left and right of the form, where the row's buttons stand."""
        return round(self.texts.line * 2) + 26

    @property
    def width(self) -> int:
        """The form's width with its margins."""
        return self.columns[-1] + self.margin

    @property
    def height(self) -> int:
        """The form's height with its title and the line of hints."""
        return self.rows[-1] + round(self.texts.line * 2.6)

    def set_width(self, columns_mm: Sequence[float], available: int) -> bool:
        """Spread the columns over a width; tell whether they moved."""
        total = sum(columns_mm)
        per_mm = (available - 2 * self.margin) / total
        line = self.texts.line
        per_mm = min(max(per_mm, _NARROWEST_EM_PER_MM * line), _WIDEST_EM_PER_MM * line)
        left = max(self.margin, round((available - total * per_mm) / 2))
        edges, at = [left], 0.0
        for width in columns_mm:
            at += width
            edges.append(left + round(at * per_mm))
        moved = edges != self.columns
        self.columns = edges
        return moved

    def set_rows(self, grid: FormGrid, titles: int, band: int) -> None:
        """Give each row the height its texts need.

        Args:
            grid: the form.
            titles: how many lines of title stand above.
            band: the height of the strip under the spending plan, 0 for none.
        """
        least = round(self.texts.line) + 2 * self.pad_y
        heights = [least] * grid.height
        spanning: list[FormCell] = []
        for cell in grid.cells:
            if cell.rowspan > 1:
                spanning.append(cell)
            elif (need := self.need(cell)) > heights[cell.row]:
                heights[cell.row] = need
        for cell in sorted(spanning, key=lambda cell: cell.rowspan):
            missing = self.need(cell) - sum(heights[cell.row : cell.row + cell.rowspan])
            if missing > 0:
                heights[cell.bottom] += missing
        above = self.texts.title_line * 1.5 + self.texts.line * (titles - 1) * 1.3
        self.top = round(above if titles else self.texts.line * 0.5)
        self._place(grid, heights, band)

    def _place(self, grid: FormGrid, heights: list[int], band: int) -> None:
        self.rows, self.bottoms = [], []
        self.band = QRect()
        y = self.top
        after = _band_row(grid) if band else -1
        for row, height in enumerate(heights):
            self.rows.append(y)
            y += height
            self.bottoms.append(y)
            if row == after:
                # between the line under the plan's row and the next row's upper line
                width = self.columns[-1] - self.columns[0] + 1
                self.band = QRect(self.columns[0], y + 1, width, band - 1)
                y += band
        self.rows.append(y)

    def need(self, cell: FormCell) -> int:
        """Return the height a cell's text needs, its room above and below included."""
        if self.editing is not None and self.editing[0] is cell:
            text = self.editing[1]
        else:
            text = self.texts.get(
                cell.text, self.text_width(cell), cell.align, strong=cell.strong
            ).height
        if cell.noted:
            text += self.texts.small_line
        return round(text) + 2 * self.pad_y

    def text_width(self, cell: FormCell) -> int:
        """Return the width a cell has for its text."""
        whole = self.columns[cell.col + cell.colspan] - self.columns[cell.col]
        return max(8, whole - 2 * self.pad_x)

    def rect(self, cell: FormCell) -> QRect:
        """Return a cell's place."""
        left, top = self.columns[cell.col], self.rows[cell.row]
        return QRect(
            left,
            top,
            self.columns[cell.col + cell.colspan] - left,
            self.bottoms[cell.bottom] - top,
        )

    def text_rect(self, cell: FormCell, height: float) -> QRect:
        """Return where a cell's text of some height stands, in the middle of the cell."""
        rect = self.rect(cell)
        room = rect.height() - (round(self.texts.small_line) if cell.noted else 0)
        top = rect.top() + max(self.pad_y, round((room - height) / 2))
        return QRect(rect.left() + self.pad_x, top, self.text_width(cell), round(height))

    def row_rect(self, row: int) -> QRect:
        """Return the place of a whole row."""
        left = self.columns[0]
        return QRect(
            left,
            self.rows[row],
            self.columns[-1] - left,
            self.bottoms[row] - self.rows[row],
        )

    def place_at(self, x: int, y: int) -> tuple[int, int] | None:
        """Return (row, column) of the grid at a point, or None beside the form."""
        col = bisect_right(self.columns, x) - 1
        row = bisect_right(self.rows, y) - 1
        if not 0 <= col < len(self.columns) - 1 or not 0 <= row < len(self.bottoms):
            return None
        return (row, col) if y < self.bottoms[row] else None

    def nearest(self, x: int, y: int) -> tuple[int, int]:
        """Return (row, column) of the grid nearest to a point."""
        col = min(max(bisect_right(self.columns, x) - 1, 0), len(self.columns) - 2)
        row = min(max(bisect_right(self.rows, y) - 1, 0), len(self.bottoms) - 1)
        return row, col


def _band_row(grid: FormGrid) -> int:
    """Return the first row from the plan's on that no cell reaches over downwards."""
    row = grid.plan_row
    while 0 <= row < grid.height - 1 and any(cell.row <= row < cell.bottom for cell in grid.cells):
        row += 1
    return row
