"""Lists in the head of a target table: costs, tasks, a schedule, with a column head each."""

from __future__ import annotations

from dataclasses import dataclass

from model.recognise.general.matrix import Matrix, Placed
from model.recognise.labels import bare, fold
from model.recognise.vocabulary import vocabulary

_LEAST_ROWS = 2
_SIDE_HEIGHT = 3
_AMOUNTS = ("金额", "预算", "小计", "合计", "总额", "预算金额", "本年预算", "当年金额", "申请金额")
_LONGEST_HEAD = 24


@dataclass
class ListBlock:
    """A list: what stands beside it, its column heads, its rows, and its total if it has one.

    ``total`` is (column head, amount) of the row that sums the others up.
    """

    side: Placed | None
    heads: list[Placed]
    rows: list[list[Placed]]
    total: tuple[Placed, Placed] | None = None

    @property
    def cells(self) -> list[Placed]:
        """Every cell of it."""
        side = [self.side] if self.side is not None else []
        return side + self.heads + [cell for row in self.rows for cell in row]

    def text(self) -> str:
        """Return it as lines of tabbed cells."""
        lines = [self.heads, *self.rows]
        return "\n".join("\t".join(cell.text for cell in line) for line in lines)


def find_lists(matrix: Matrix) -> list[ListBlock]:
    """Return the lists that stand in some rows."""
    found: list[ListBlock] = []
    row = 0
    while row < matrix.height:
        block = _beside(matrix, row) or _open(matrix, row)
        if block is None:
            row += 1
            continue
        block.total = _total(block)
        found.append(block)
        row = max(row + 1, block.rows[-1][0].row + 1)
    return found


def _beside(matrix: Matrix, row: int) -> ListBlock | None:
    """A list right of a label as high as all of it."""
    for side in matrix.rows[row]:
        if side.bottom - side.row < _SIDE_HEIGHT:
            continue
        heads = [cell for cell in matrix.rows[row] if cell.col >= side.end]
        rows = [
            [cell for cell in matrix.rows[below] if cell.col >= side.end]
            for below in range(row + 1, min(side.bottom, matrix.height))
        ]
        if len(heads) >= 2 and _is_list(heads, rows):
            return ListBlock(side, heads, [line for line in rows if line])
    return None


def _open(matrix: Matrix, row: int) -> ListBlock | None:
    """A list that fills its rows."""
    heads = matrix.rows[row]
    if len(heads) < _SIDE_HEIGHT:
        return None
    rows: list[list[Placed]] = []
    for below in range(row + 1, matrix.height):
        cells = matrix.rows[below]
        if not cells or not _aligned(heads, cells) or any(map(_is_known, cells)):
            break
        rows.append(cells)
    return ListBlock(None, heads, rows) if _is_list(heads, rows) else None


def _is_list(heads: list[Placed], rows: list[list[Placed]]) -> bool:
    rows = [row for row in rows if row]
    if not heads or len(rows) < _LEAST_ROWS or not all(_is_head(cell) for cell in heads):
        return False
    if not all(_aligned(heads, row) for row in rows):
        return False
    # labels before labels are no list, however alike their rows stand
    return not any(_is_known(cell) and not _is_total(cell) for row in rows for cell in row)


def _is_head(cell: Placed) -> bool:
    text = fold(cell.text)
    return bool(text) and len(text) <= _LONGEST_HEAD and not text.replace(".", "").isdigit()


def _aligned(heads: list[Placed], cells: list[Placed]) -> bool:
    cols = {cell.col for cell in heads}
    return bool(cells) and all(cell.col in cols for cell in cells)


def _is_known(cell: Placed) -> bool:
    meaning = cell.meaning
    return meaning is not None and not meaning.weak and bool(meaning.head or meaning.group)


def _is_total(cell: Placed) -> bool:
    return vocabulary().is_total(cell.text)


def _total(block: ListBlock) -> tuple[Placed, Placed] | None:
    """Return the amount that sums up a list, with the head of its column."""
    amounts = [
        head
        for head in block.heads
        if bare(fold(head.text)) in _AMOUNTS
        or (
            head.meaning is not None
            and head.meaning.head == "budget"
            and head.meaning.period in ("", "year")
            and not any(mark.isdigit() for mark in bare(fold(head.text)))
        )
    ]
    sums = [row for row in block.rows if any(_is_total(cell) for cell in row[:2])]
    if len(amounts) != 1 or len(sums) != 1:
        return None
    value = next((cell for cell in sums[0] if cell.col == amounts[0].col), None)
    return (amounts[0], value) if value is not None else None
