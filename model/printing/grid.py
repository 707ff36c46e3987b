"""The waist: rows of cells, and the paragraphs around them.

Every importer turns a file into a `Document` of these; every exporter turns one
into a file. Nothing else passes between a file and the model.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct, field

from model.document.comments import Comment


class Flaw(Struct, frozen=True, gc=False):
    """Why a cell's or paragraph's text is not the whole truth: found by a reader.

    Attributes:
        kind: ``digits`` (a code typed as a number: Excel has kept fifteen digits),
            ``prompt`` (a content control still showing its prompt, left out),
            ``picture`` (a picture stands where a text should, left out),
            ``error`` (a formula that gives no value), ``place`` (it is not certain where on the
            pages the text begins or ends), ``unread`` (the file does not say what some letter is).
        text: what it says, in Chinese, without a full stop; names no cell.
    """

    kind: str
    text: str


class Cell(Struct, gc=False):
    """One cell, at its upper left corner.

    Attributes:
        text: what it shows, line breaks as ``\\n``.
        row, col: its place, from 0; ``rowspan`` and ``colspan`` count from there.
        where: how a clerk finds it (``B3``, ``第2行第3格``); empty in written grids.
        number: set by readers only, where the file holds a true number whose
            shown text is not to be relied on (a number without number format).
        nested: tables standing inside the cell (readers only).
        kind: what it holds, for writers: ``label``, ``text``, ``money`` (万元 or what
            the form's unit is), ``percent`` or ``number``.
        align: ``left``, ``center`` or ``right`` (written grids only).
        border: whether it is drawn with borders (written grids only).
        comments: what somebody remarked on it (readers only).
        struck: text struck through, that is, proposed for deletion: left out of ``text``
            (readers only).
        formula: what was typed (``=31个``, ``=100%``), where a workbook's formula holds no
            reference or gives an error: mostly a text meant as such (readers only).
        flaws: why its text is not the whole truth (readers only).
    """

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    where: str = ""
    number: Decimal | None = None
    nested: list[Grid] | None = None
    kind: str = "text"
    align: str = "left"
    border: bool = True
    comments: tuple[Comment, ...] = ()
    struck: str = ""
    formula: str = ""
    flaws: tuple[Flaw, ...] = ()


class Grid(Struct, gc=False):
    """A table: cells in reading order, ``columns`` wide.

    Attributes:
        rows: one list of the cells that begin in it for each row, left to right;
            cells that reach down from above are not repeated.
        columns: how many grid columns.
        where: which table of the file (``表3``, ``工作表“目录”``).
        table: for written grids, the id of the target table.
        header_rows: (first, last) row to repeat when the table breaks over pages.
        widths_mm: for written grids whose columns are not the form's: their widths.
        hidden: whether it stands on a sheet that the workbook does not show (readers only).
        counts: of a text's table, how many cells each row has, and how many columns these were
            moved to the right; no cell says how far it reaches (readers only).
    """

    rows: list[list[Cell]]
    columns: int = 0
    where: str = ""
    table: str = ""
    header_rows: tuple[int, int] | None = None
    widths_mm: tuple[float, ...] = ()
    hidden: bool = False
    counts: tuple[tuple[int, int], ...] = ()


class Paragraph(Struct, gc=False):
    """A paragraph outside the tables.

    Attributes:
        text: its visible text, line breaks as ``\\n``.
        role: what it is, from `ROLES`; empty where the file does not say.
        contents: entries it gives to a table of contents, as (list, text) pairs:
            the ``TC`` fields of a Word file.
        where: how a clerk finds it (``第12段``, ``第30行``).
        comments: what somebody remarked on it (readers only).
        struck: text struck through, left out of ``text`` (readers only).
        flaws: why its text is not the whole truth (readers only).
    """

    text: str
    role: str = ""
    contents: tuple[tuple[str, str], ...] = ()
    where: str = ""
    comments: tuple[Comment, ...] = ()
    struck: str = ""
    flaws: tuple[Flaw, ...] = ()


class StreamCell(Struct, gc=False):
    """One cell of a `CellStream`.

    Attributes:
        text: its lines up to the first blank one.
        tail: the lines behind it up to the next cell, the first of them blank: part of
            the cell, the end of its row, or paragraphs behind the table.
        line: the line of the file it begins on, from 1.
    """

    text: str
    tail: list[Paragraph]
    line: int = 0


class CellStream(Struct, gc=False):
    """The cells of a text dump, whose rows and tables only the form can tell.

    It begins with the dump's first cell and ends with the file.
    """

    cells: list[StreamCell]


class Document(Struct, gc=False):
    """A file's blocks, in order; ``notes`` is what the reader wants the clerk to know.

    ``hidden`` says what is hidden in the file and was read all the same. ``comments`` are
    those that stand at no cell or paragraph of the blocks; ``around`` what stands outside of the
    text: headers, footers, the title in the file's properties.
    """

    blocks: list[Paragraph | Grid | CellStream] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    around: list[Paragraph] = field(default_factory=list)


Block = Paragraph | Grid | CellStream


ROLES = {
    "cover-department": "绩表封面部门",
    "cover-title": "绩表封面标题",
    "cover-date": "绩表封面日期",
    "contents-title": "绩表目录标题",
    "contents-part": "绩表目录部分",
    "contents-list": "",
    "contents-entry": "绩表目录条目",
    "part": "绩表部分标题",
    "part-name": "绩表部分名称",
    "heading": "绩表一级标题",
    "item": "绩表二级标题",
    "body": "绩表正文",
    "item-goal": "绩表分项目标",
    "item-indicators": "绩表分项指标",
    "table-title": "绩表表题",
    "table-note": "绩表表题注",
    "whole-title": "绩表公开标题",
    "whole-contents": "绩表公开目录",
    "whole-part": "绩表公开部分",
    "whole-heading-1": "绩表公开一级标题",
    "whole-heading-2": "绩表公开二级标题",
    "whole-heading-3": "绩表公开三级标题",
    "whole-text": "绩表公开正文",
    "whole-caption": "绩表公开表题",
    "whole-note": "绩表公开表注",
}
"""Role of a paragraph → the name of the style that carries it in a Word file.

``contents-list`` is no paragraph of its own: its text names the list of contents
(``A``, ``C``) that stands there. By these names this program reads its own Word files
back without guessing, also after another program saved them."""
