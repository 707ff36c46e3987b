"""What a cell of a part may become: what others of its column say."""

from __future__ import annotations

from gui.form.formgrid import HEAD, FormCell
from gui.form.offering import Offering
from gui.form.offers import MOST
from gui.parts.grid import PartGrid


class PartOffering(Offering):
    """Lists offers for the cell of a table that is written in."""

    def found(self, cell: FormCell, typed: str) -> list[str]:
        grid = self.cursor.grid
        if not isinstance(grid, PartGrid) or not cell.of_indicator or cell.kind != "text":
            return []
        word = typed.strip()
        others = (
            other.text
            for other in grid.cells
            if other.col == cell.col
            and other is not cell
            and other.kind not in (HEAD, "label")
            and other.refs
            and other.refs[0].table == cell.refs[0].table
        )
        return [
            text
            for text in dict.fromkeys(others)
            if text.strip() and word in text and text != typed
        ][:MOST]
