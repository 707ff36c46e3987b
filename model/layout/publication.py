"""A publication (公开样式): one data file says everything about a whole disclosure.

As a layout does for a target table: parts, their headings, known tables, sentences with
named amounts, relations between these. ``docs/publications.md`` explains each key.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from msgspec import Struct

Severity = Literal["错误", "警告", "提示"]
Year = Literal["", "this", "last"]
ANY_ROW = "*"
"""Stands in a total's rows for all others."""


class ColumnKind(Struct, forbid_unknown_fields=True, kw_only=True):
    """A cell of a known table's head.

    Attributes:
        label: what it prints; may hold ``{year}`` and ``{last}``. ``also``: other wordings.
        key: names the grid column under it; a cell over several columns has none.
        kind: what the cells under it hold: ``text``, ``money``, ``number``, ``change`` (words
            and an amount: 减少0.60), ``index`` (序号), ``code`` (科目编码).
        year: whose year's figures they are.
        like: a regular expression that texts under it fit, by which a shifted row is told.
        span: grid columns; ``height``: rows of the head.
        align: of the cells under it.
        row_label: the column whose text names this one's rows, where not the table's ``label``.
    """

    label: str
    key: str = ""
    kind: Literal["text", "money", "number", "change", "index", "code"] = "text"
    year: Year = ""
    like: str = ""
    span: int = 1
    height: int = 1
    align: Literal["", "left", "center", "right"] = ""
    row_label: str = ""
    also: tuple[str, ...] = ()


class RowSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A known row of a table.

    Attributes:
        key: its name; its amounts are ``TABLE.KEY.COLUMN``.
        label: what its first cell prints; ``also``: other wordings; ``like``: a regular
            expression for rows of which there may be several (``KEY`` gets a number).
        within: the row this one is a part of, where that is there.
    """

    key: str
    label: str = ""
    also: tuple[str, ...] = ()
    like: str = ""
    within: str = ""


class TableSpec(Struct, forbid_unknown_fields=True, kw_only=True, dict=True):
    """A known table.

    Attributes:
        key: its name.
        part: the part it stands in.
        title: what it is called; also the caption over it. ``titles_like``: regular
            expressions for captions and sheet names of other producers.
        named: only one whose caption or sheet name is known is this table: its head alone
            does not tell it from others.
        unit: its money unit where nothing at it says another.
        caption: rows over the head inside the table; may hold ``{department}``, ``{code}``,
            ``{year}``, ``{last}``. A row is its cells, left to right.
        head: the rows of its head.
        rows: the rows it is known to have; ``label`` names the column their labels stand in.
        open: rows may be added, moved and removed.
        columns_mm: the widths of its grid columns.
        empty_note: regular expression of the note an empty table must have, and a filled
            one must not; empty where it needs none.
        note: the note as it is written by this program.
        tree: the column of codes by which rows contain each other (201, 20101, 2010101), or
            several columns of them (类, 款, 项).
        blank: whether an empty amount in a row that has others is worth a hint.
    """

    key: str
    part: str
    title: str
    titles_like: tuple[str, ...] = ()
    named: bool = False
    unit: str = "万元"
    caption: tuple[tuple[str, ...], ...] = ()
    head: tuple[tuple[ColumnKind, ...], ...]
    rows: tuple[RowSpec, ...] = ()
    label: str = ""
    open: bool = False
    columns_mm: tuple[float, ...] = ()
    empty_note: str = ""
    note: str = ""
    tree: tuple[str, ...] = ()
    blank: bool = False

    @cached_property
    def columns(self) -> list[ColumnKind]:
        """The head's leaf cells, one a grid column, left to right."""
        found: dict[int, ColumnKind] = {}
        for placed in self.placed_head:
            for col, spec in placed:
                if spec.key:
                    found[col] = spec
        return [found[col] for col in sorted(found)]

    @cached_property
    def placed_head(self) -> list[list[tuple[int, ColumnKind]]]:
        """The head's cells with the grid column each begins in, row by row."""
        down: dict[int, int] = {}
        rows = []
        for row in self.head:
            placed, col = [], 0
            for spec in row:
                while down.get(col, 0):
                    col += 1
                placed.append((col, spec))
                for taken in range(col, col + spec.span):
                    down[taken] = spec.height
                col += spec.span
            rows.append(placed)
            down = {col: rest - 1 for col, rest in down.items()}
        return rows

    @property
    def width(self) -> int:
        """How many grid columns it has."""
        return len(self.columns)

    def column(self, key: str) -> int:
        """Return the grid column of a key; -1 where there is none."""
        return next((col for col, spec in enumerate(self.columns) if spec.key == key), -1)


class BlockSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """What a new disclosure's part holds: a text, a table, or the 绩效文本.

    ``text`` may hold ``{department}``, ``{year}``, ``{last}`` and ``{NAME}`` for a named
    amount; the words before these are how the amount is found in other texts.
    ``contents`` is an entry of the table of contents, as (list, text).
    """

    text: str = ""
    heading: int = 0
    kind: Literal["text", "caption", "note"] = "text"
    table: str = ""
    targets: bool = False
    contents: tuple[str, str] | None = None
    optional: bool = False


class PartSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A part.

    ``title`` is its name without a number; ``also`` are other wordings, ``like`` regular
    expressions for them. ``required``: a disclosure without it is asked about.
    """

    key: str
    title: str
    also: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    required: bool = True
    blocks: tuple[BlockSpec, ...] = ()


class AmountSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A named amount found in sentences.

    Attributes:
        title: what messages call it.
        part: where it is looked for; by default where the part's own text names it.
        under: a heading of that part it stands under, where its words alone do not tell.
        words: the words before it, as texts (the end of what stands before the number).
        like: regular expressions the words before it fit. Of a ``count``: of the sentence
            itself, in which ``#`` is the number.
        kind: ``amount``, ``change`` (增加/减少 before the number give it its sign), or
            ``count`` (a number of things, found by ``like`` alone).
        items: what the amounts that follow in the same sentence are parts of it as: each
            that has no name of its own is named ``ITEMS.WORDS``; so are numbers of things.
        year: whose year's figure it is.
        required: its absence from the text is told.
    """

    title: str
    part: str = ""
    under: str = ""
    words: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    kind: Literal["amount", "change", "count"] = "amount"
    items: str = ""
    year: Year = ""
    required: bool = False


class RelationSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A relation between named amounts: the sum of ``left`` ``op`` the sum of ``right``.

    Attributes:
        id: its name.
        title: what it says, for the list of what was checked.
        kind: what it is, for the code and words of its finding.
        left, right: names; one with ``*`` at its end stands for all that begin so, one
            with ``-`` before it is taken away.
        op: ``=`` or ``<=``.
        tolerance: differences up to it are none; in the amounts' own unit, where units meet
            at least 0.01 万元.
        severity: of its finding.
        words: further words for the finding.
        absent: names that count as nothing where they are not there or empty.
        instead: names that stand for ``right`` where one of these is nowhere said.
        when: only where the text the first of ``left`` stands in fits this; ``unless``: and
            not this. Regular expressions.
        mend: names whose figure may be mended by it, where only one mending is possible.
    """

    id: str
    title: str
    kind: Literal["sum", "equal", "most", "change"] = "sum"
    left: tuple[str, ...]
    right: tuple[str, ...]
    op: Literal["=", "<="] = "="
    tolerance: str = "0.005"
    severity: Severity = "错误"
    words: str = ""
    absent: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    when: str = ""
    unless: str = ""
    mend: tuple[str, ...] = ()


class SeriesSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A relation that holds in each row of a table: columns added up, or a change.

    ``left`` and ``right`` are keys of columns, otherwise as in `RelationSpec`.
    """

    id: str
    title: str
    table: str
    kind: Literal["sum", "equal", "most", "change"] = "sum"
    left: tuple[str, ...]
    right: tuple[str, ...]
    op: Literal["=", "<="] = "="
    tolerance: str = "0.005"
    severity: Severity = "错误"
    words: str = ""
    mend: tuple[str, ...] = ()


class ColumnSumSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """A total row is the sum of other rows, in each column of money.

    ``total`` and ``rows`` are keys of rows, ``*`` all others but parts of them (by the rows'
    ``within``, 其中 and numbering); a row ``subtotal`` is the sum of those before it. Without
    ``rows``, those up to the next row of the same key where ``following``; else, by the table's
    ``tree`` of codes, those of the highest level, and each row is the sum of those under it.
    """

    id: str
    title: str
    table: str
    total: str
    rows: tuple[str, ...] = ()
    subtotal: str = ""
    following: bool = False
    columns: tuple[str, ...] = ()
    tolerance: str = "0.005"
    severity: Severity = "错误"
    mend: bool = True


class UnitsSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """The table that names the department's units, and its column of names.

    ``same``: endings that do not make another unit of a name (本级, （机关）).
    """

    table: str
    column: str
    same: tuple[str, ...] = ()


class GlanceSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """Two amounts the overview shows beside each other.

    Attributes:
        title: what they are about.
        left, right: names of amounts; the first of them the text has counts.
        left_title, right_title: what they are called, short.
        compare: how: ``equal``; ``change``, from right to left; ``most``, left within right.
    """

    title: str
    left: tuple[str, ...]
    right: tuple[str, ...] = ()
    left_title: str
    right_title: str
    compare: Literal["equal", "change", "most"] = "equal"


class TargetsSum(Struct, forbid_unknown_fields=True, kw_only=True):
    """A named amount that is a sum over the target tables.

    Of ``field``, of the projects whose name fits the regular expression ``like``; with
    ``count``, how many there are.
    """

    title: str
    field: str = "budget"
    like: str = ""
    count: bool = False


class FrontSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """What stands before the first part.

    ``titles`` and ``texts`` may hold ``{department}``, ``{year}``; ``contents_title`` heads
    the contents, whose lists are ``contents`` as (letter, heading).
    """

    titles: tuple[str, ...]
    texts: tuple[str, ...] = ()
    contents_title: str = "目　录"
    contents: tuple[tuple[str, str], ...] = ()
    titles_like: tuple[str, ...] = ()


class Publication(Struct, forbid_unknown_fields=True, kw_only=True, dict=True):
    """A whole publication; see the module's docstring.

    ``form`` is the id of the target form in it; ``number`` how its parts are numbered, with
    ``{chinese}`` or ``{number}`` and ``{title}``; ``unit`` the money unit of its texts.
    ``contents`` is the letter of the list of contents its parts' titles go to.
    """

    id: str
    name: str
    region: str
    year: int
    source: str
    form: str
    number: str = "第{chinese}部分：{title}"
    contents: str = ""
    unit: str = "万元"
    decimals: int = 2
    front: FrontSpec
    parts: tuple[PartSpec, ...]
    tables: tuple[TableSpec, ...] = ()
    amounts: dict[str, AmountSpec] = {}
    relations: tuple[RelationSpec, ...] = ()
    each_row: tuple[SeriesSpec, ...] = ()
    totals: tuple[ColumnSumSpec, ...] = ()
    units: UnitsSpec | None = None
    targets: dict[str, TargetsSum] = {}
    glance: tuple[GlanceSpec, ...] = ()

    def __repr__(self) -> str:
        """Return the id alone: the whole would fill pages of a test report."""
        return f"Publication({self.id!r})"

    def part(self, key: str) -> PartSpec | None:
        """Return a part by its key."""
        return next((part for part in self.parts if part.key == key), None)

    def table(self, key: str) -> TableSpec | None:
        """Return a known table by its key."""
        return next((table for table in self.tables if table.key == key), None)
