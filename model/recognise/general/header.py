"""The head of the indicator columns: one row, two or three, several blocks, several times."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from model.recognise.general.matrix import Matrix, Placed
from model.recognise.vocabulary import Meaning, vocabulary

LEAST = 3
"""So many indicator column labels in one row make a header."""
HIGHEST = 3
"""A header has at most so many rows."""
VALUES = ("value", "value.operator", "value.unit")
_LONGEST_LABEL = 30
_YEAR = re.compile(r"20\d\d")
_OF = "of "
"""Begins the time of a column headed by a year, until its neighbours are known."""


@dataclass(slots=True)
class Column:
    """One column: grid columns start ≤ c < end.

    Attributes:
        field: the field; ``table.`` before it where it is one of the target table.
        label: what its head says.
        period: the time it speaks of, as `model.recognise.vocabulary.Meaning` has it.
        unit: the money unit its heads name.
        level1, level2: the levels its heads name, where they stand over the columns.
        block: indicators of one row that stand side by side are told apart by this.
    """

    field: str
    label: str
    start: int
    end: int
    period: str = ""
    unit: str = ""
    level1: str = ""
    level2: str = ""
    block: int = 0


@dataclass
class Header:
    """A header: its columns, left to right, and how many rows it takes.

    Attributes:
        guessed: two columns are headed alike, and which is the year's is not said.
        side_by_side: so are two blocks of indicators.
    """

    columns: list[Column]
    rows: int
    guessed: bool = False
    side_by_side: bool = False
    flat: bool = field(init=False)

    def __post_init__(self) -> None:
        self.flat = any(column.field in ("table.name", "table.code") for column in self.columns)

    def has(self, name: str) -> bool:
        """Tell whether a column holds a field."""
        return any(column.field == name for column in self.columns)

    @property
    def first(self) -> int:
        """The grid column the columns begin at."""
        return self.columns[0].start

    def same_as(self, other: Header) -> bool:
        """Tell whether another header says the same: repeated on a new page."""
        return [one.label for one in self.columns] == [one.label for one in other.columns]


def read_header(matrix: Matrix, row: int) -> Header | None:
    """Return the header that begins in a row, or None."""
    height = _height(matrix, row)
    if not height:
        return None
    stacks = _stacks(matrix, row, row + height)
    columns = [column for stack in stacks if (column := _column(stack)) is not None]
    columns = _merge_written_out(matrix, columns, row + height)
    _settle(columns)
    _blocks(columns)
    fields = {column.field for column in columns}
    named = fields & {"name", "level2", "level2.text"} or any(column.level2 for column in columns)
    if not named or not fields & {*VALUES, "level2.text", "weight", "description"}:
        return None
    return Header(columns, height, _guess_value(columns), _guess_blocks(columns))


def _height(matrix: Matrix, row: int) -> int:
    """Return how many rows a header takes that begins in a row; 0 where none does."""
    cells = matrix.rows[row]
    if _is_leaf(cells):
        height = max([1, *(cell.bottom - row for cell in cells if _columns_of(cell))])
        if height == 1:
            height += _refines(matrix, row)
        under_it = [cell for line in matrix.rows[row + 1 : row + height] for cell in line]
        words = vocabulary()
        told = all(cell.meaning or words.period_of(cell.text) for cell in under_it)
        if height == 1 and _parted(matrix, row):
            # the form of the table says it, whatever the words are
            return 2
        parted = height == 2 and _under_heads(matrix, row, under_it)
        return height if height <= HIGHEST and (told or parted) else 1
    if not cells or not all(_is_label(cell) for cell in cells):
        return 0
    labels = sum(1 for cell in cells if cell.meaning or _level_name(cell))
    if labels < LEAST and not (labels == len(cells) >= 2):
        return 0
    for below in range(row + 1, min(row + HIGHEST, matrix.height)):
        under = matrix.rows[below]
        if _is_leaf(under) and _under_heads(matrix, row, under):
            return below + 1 - row
        if not under or not all(_is_label(cell) for cell in under):
            break
    return 0


def _is_leaf(cells: list[Placed]) -> bool:
    heads = [cell for cell in cells if _columns_of(cell)]
    fields = {name for cell in heads for name in _columns_of(cell)}
    if len(heads) >= LEAST and len(fields) >= 2:
        return True
    # one row a project, a column for each level 2
    words = vocabulary()
    projects = any(cell.meaning is not None and cell.meaning.head == "name" for cell in cells)
    return projects and sum(bool(words.level(2, cell.text)) for cell in cells) >= LEAST


def _columns_of(cell: Placed) -> tuple[str, ...]:
    return cell.meaning.columns if cell.meaning else ()


def _level_name(cell: Placed) -> bool:
    words = vocabulary()
    return bool(words.level(1, cell.text) or words.level(2, cell.text))


def _is_label(cell: Placed) -> bool:
    if cell.meaning is not None or _level_name(cell):
        return True
    text = "".join(cell.text.split())
    return len(text) <= _LONGEST_LABEL and not any(mark in text for mark in "≥≤=＝。；0123456789")


def _under_heads(matrix: Matrix, row: int, under: list[Placed]) -> bool:
    """Tell whether a row's labels part those above: under wide cells, the others tall or alone."""
    wide = [cell for cell in matrix.rows[row] if cell.end - cell.col > 1]
    return all(
        any(cell.col <= low.col < cell.end for cell in wide) or matrix.at(row, low.col) is None
        for low in under
    )


def _parted(matrix: Matrix, row: int) -> bool:
    """Tell whether the row under a header parts a wide head of it, and stands under nothing else.

    Where heads beside it are not drawn two rows high, the cells under them are empty.
    """
    if row + 1 >= matrix.height:
        return False
    under = [cell for cell in matrix.rows[row + 1] if cell.text.strip()]
    wide = [cell for cell in matrix.rows[row] if cell.end - cell.col > 1]
    parts = [[low for low in under if head.col <= low.col and low.end <= head.end] for head in wide]
    inside = sum(map(len, parts))
    return (
        bool(under)
        and inside == len(under)
        and any(len(part) > 1 for part in parts)
        and all(_is_label(low) or words_time(low.text) for low in under)
    )


def words_time(text: str) -> str:
    """Return the time a sub-head names in whatever words: 上年实际完成, 2025年目标."""
    key = "".join(text.split())
    if any(word in key for word in ("上年", "去年", "上一年", "前年")):
        return "last"
    if any(word in key for word in ("实际", "完成", "执行")):
        return "done"
    if any(word in key for word in ("本年", "当年", "年度", "今年")):
        return "year"
    return ""


def _refines(matrix: Matrix, row: int) -> int:
    """Return 1 where the row under a header parts its columns, else 0."""
    if row + 1 >= matrix.height:
        return 0
    words = vocabulary()
    under = matrix.rows[row + 1]
    if not under or not all(cell.meaning or words.period_of(cell.text) for cell in under):
        return 0
    if any(_level_name(cell) for cell in under):
        return 0
    own = all(_columns_of(cell) or words.period_of(cell.text) for cell in under)
    return int((own and not _is_leaf(under)) or (own and _under_heads(matrix, row, under)))


def _stacks(matrix: Matrix, top: int, bottom: int) -> list[list[Placed]]:
    """Return for each column of the header its labels from the top down."""
    stacks: list[list[Placed]] = []
    for col in range(matrix.width):
        stack: list[Placed] = []
        for row in range(top, bottom):
            placed = matrix.at(row, col)
            if placed is not None and (not stack or stack[-1] is not placed):
                stack.append(placed)
        if stack and (not stacks or stacks[-1][-1] is not stack[-1]):
            stacks.append(stack)
    return stacks


def _column(stack: list[Placed]) -> Column | None:
    words = vocabulary()
    leaf, heads = stack[-1], stack[:-1]
    meaning = leaf.meaning or Meaning()
    period, unit = meaning.period, meaning.unit
    level1 = level2 = ""
    for head in reversed(heads):
        above = head.meaning or Meaning()
        period = period or above.period or words.period_of(head.text)
        unit = unit or above.unit
        one = words.level(1, head.text)
        level1 = level1 or one
        level2 = level2 or ("" if one else words.level(2, head.text))
    field_name = ""
    if meaning.columns:
        field_name = meaning.columns[0]
    elif _YEAR.match("".join(leaf.text.split())) and any(_columns_of(head) for head in heads):
        # 指标值 over 2024年实际, 2025年目标 and 2027年目标
        field_name, period = _part_of_value(leaf.text)
    elif words.period_of(leaf.text) and any(_columns_of(head) for head in heads):
        # 指标值 over 中期 and 年度
        period = words.period_of(leaf.text)
        field_name = next(
            (names[0] for head in reversed(heads) if (names := _columns_of(head))), ""
        )
    elif meaning == Meaning() and any(_columns_of(head) for head in heads):
        # an unknown word under 指标值: a time in other words, or a part of the value
        field_name, period = _part_of_value(leaf.text)
    elif vocabulary().is_total(leaf.text) and any(
        head.meaning is not None and head.meaning.head for head in heads
    ):
        # 合计 under 预算金额 is the amount itself
        above = next(head.meaning for head in reversed(heads) if head.meaning is not None)
        field_name, period = f"table.{above.head}", above.period
    elif words.level(2, leaf.text) and not meaning.head:
        field_name, level2 = "level2.text", words.level(2, leaf.text)
    elif meaning.head:
        field_name = f"table.{meaning.head}"
    elif words.stem(leaf.text):
        field_name = f"table.{words.stem(leaf.text)}"
    elif meaning.group or meaning.kept:
        field_name = "kept" if meaning.kept else ""
        if not field_name:
            return None
    label = " ".join(" ".join(cell.text.split()) for cell in stack)
    return Column(field_name, label, leaf.col, leaf.end, period, unit, level1, level2)


def _part_of_value(text: str) -> tuple[str, str]:
    """Return the field and time of a sub-head of 指标值 that is in no list; the time may be ""."""
    key = "".join(text.split())
    if "符号" in key or "性质" in key:
        return "value.operator", ""
    if "单位" in key:
        return "value.unit", ""
    if period := words_time(text):
        return "value", period
    if year := _YEAR.match(key):
        return "value", f"{_OF}{year[0]}"
    return ("value", "") if "值" in key or "目标" in key or "计划" in key else ("kept", "")


def _merge_written_out(matrix: Matrix, columns: list[Column], body: int) -> list[Column]:
    """Join neighbours headed alike that hold the same text in every row: one merged cell."""
    joined: list[Column] = []
    for column in columns:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.label == column.label
            and last.end == column.start
            and _alike(matrix, last.start, column.start, body)
        ):
            last.end = column.end
            continue
        joined.append(column)
    return joined


def _alike(matrix: Matrix, one: int, other: int, body: int) -> bool:
    rows = range(body, min(body + 40, matrix.height))
    pairs = [(matrix.at(row, one), matrix.at(row, other)) for row in rows]
    return all((a.text if a else "") == (b.text if b else "") for a, b in pairs) and any(
        a for a, _ in pairs
    )


def _settle(columns: list[Column]) -> None:
    """Give ambiguous columns the field that fits beside the others."""
    years = sorted({one.period for one in columns if one.period.startswith(_OF)})
    for column in columns:
        if column.period.startswith(_OF):
            # of several years the nearest is the budget's, what lies behind it a later aim
            column.period = "year" if column.period == years[0] else "midterm"
    fields = Counter(column.field for column in columns)
    levels = [column.start for column in columns if column.field in ("level1", "level2", "name")]
    for column in columns:
        if column.field == "name" and "指标内容" in column.label and fields["name"] > 1:
            column.field = "content"
        elif column.field == "value.unit" and levels and column.end <= min(levels):
            column.field = "table.unit.name"
        elif column.field == "value.operator" and not _has_sign(columns):
            column.field = "nature"
        elif column.field == "remark" and fields["remark"] > 1 and "说明" in column.label:
            column.field = "explanation"


def _has_sign(columns: list[Column]) -> bool:
    return any(column.field == "value" for column in columns)


def _blocks(columns: list[Column]) -> None:
    """Number the blocks of indicators that stand side by side."""
    block, met = 0, set[str]()
    for column in columns:
        if column.field.startswith("table.") or column.field in ("", "kept"):
            continue
        again = column.field in met and column.field in ("level1", "level2", "name")
        if again or (column.field == "level2.text" and met):
            block += 1
            met = set()
        met.add(column.field)
        column.block = block


def _guess_blocks(columns: list[Column]) -> bool:
    """Give two blocks that no heading tells apart their times: the year's stands right."""
    names = [column for column in columns if column.field == "name"]
    told = any(one.period or one.level1 or one.level2 for one in names)
    if len(names) != 2 or told:
        return False
    first = names[0].block
    for column in columns:
        if column.block == first and column.field in ("name", "value") and not column.period:
            column.period = "midterm"
    return True


def _guess_value(columns: list[Column]) -> bool:
    """Tell whether several columns of a block are headed 指标值 and nothing tells them apart."""
    plain = Counter(
        column.block for column in columns if column.field == "value" and not column.period
    )
    return any(count > 1 for count in plain.values())
