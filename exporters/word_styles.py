"""What a layout's fonts and page make of each paragraph and cell of the Word file.

Line heights are exact throughout: which fonts a machine has, and how Word, WPS and
LibreOffice space them, then changes nothing about where a page ends.
"""

from __future__ import annotations

from msgspec import Struct

from model.basics.errors import LayoutError
from model.layout import FontSpec, Layout, PageSpec
from model.printing.grid import ROLES, Cell

POINTS_PER_MM = 72 / 25.4
CELL_SIDE = 3.5
"""Margin at a cell's left and right, in points: small, but a hanging comma fits."""
CELL_END = 2.0
"""Margin at a cell's top and bottom, in points."""
BORDER = 0.5
"""Width of a table's lines, in points."""

CONTROL_STYLE_ID = "JbControl"
GAP = "gap"
"""Key of the style of the hairline paragraph between a head and its indicators."""


def twips(points: float) -> int:
    """Return twentieths of a point."""
    return round(points * 20)


class _Recipe(Struct, frozen=True, kw_only=True):
    """How a style follows from the layout's fonts.

    ``fonts`` are the keys to look up, in order, before ``text``; ``pitch`` is the line
    height and ``after`` the space below, both in type sizes; ``indent`` is the first
    line's, in characters.
    """

    fonts: tuple[str, ...] = ()
    pitch: float = 1.8
    after: float = 0
    align: str = "both"
    indent: int = 0
    keep_next: bool = False
    new_page: bool = False
    outline: int | None = None


_RECIPES = {
    "cover-department": _Recipe(fonts=("cover-department",), pitch=1.6, align="center"),
    "cover-title": _Recipe(fonts=("cover-title",), pitch=1.6, align="center"),
    "cover-date": _Recipe(fonts=("cover-date",), pitch=1.6, align="center"),
    "contents-title": _Recipe(
        fonts=("contents-title", "part"), pitch=1.6, after=1, align="center", new_page=True
    ),
    "contents-part": _Recipe(fonts=("contents-part", "heading"), align="left", keep_next=True),
    "contents-entry": _Recipe(fonts=("contents-entry",), align="left"),
    "part": _Recipe(
        fonts=("part",), pitch=1.6, align="center", keep_next=True, new_page=True, outline=0
    ),
    "part-name": _Recipe(
        fonts=("part-name", "part"), pitch=1.6, after=0.8, align="center", keep_next=True
    ),
    "heading": _Recipe(fonts=("heading",), indent=2, keep_next=True, outline=1),
    "item": _Recipe(fonts=("item",), indent=2, keep_next=True, outline=2),
    "body": _Recipe(fonts=("body",), indent=2),
    "item-goal": _Recipe(fonts=("item-goal",), indent=2),
    "item-indicators": _Recipe(fonts=("item-indicators",), indent=2),
    "table-title": _Recipe(
        fonts=("table-title",),
        pitch=1.6,
        after=0.4,
        align="center",
        keep_next=True,
        new_page=True,
        outline=1,
    ),
    "whole-title": _Recipe(fonts=("whole-title", "part"), pitch=1.6, align="center"),
    "whole-contents": _Recipe(fonts=("contents-entry",), align="left"),
    "whole-part": _Recipe(
        fonts=("whole-part", "heading"), after=0.3, align="center", keep_next=True, outline=0
    ),
    "whole-heading-1": _Recipe(fonts=("heading",), indent=2, keep_next=True, outline=1),
    "whole-heading-2": _Recipe(fonts=("item",), indent=2, keep_next=True, outline=2),
    "whole-heading-3": _Recipe(fonts=("body",), indent=2, keep_next=True, outline=3),
    "whole-text": _Recipe(fonts=("body",), indent=2),
    "whole-caption": _Recipe(
        fonts=("whole-caption", "table-title"), align="center", keep_next=True
    ),
    "whole-note": _Recipe(fonts=("table-note", "table"), pitch=1.6, align="left"),
    "table-note": _Recipe(
        fonts=("table-note", "table"), pitch=1.6, after=0.4, align="center", keep_next=True
    ),
}
_CELL_PITCH = 1.4
_LINE_NAMES = {"left": "居左", "center": "居中", "right": "居右"}


class ParagraphStyle(Struct, frozen=True, kw_only=True):
    """A paragraph style; ``line`` and ``after`` in points, ``indent`` in characters.

    ``cell`` tells styles of table cells: there no space is put between Chinese and Latin.
    """

    id: str
    name: str
    font: FontSpec
    line: float
    after: float = 0
    align: str = "both"
    indent: int = 0
    keep_next: bool = False
    new_page: bool = False
    outline: int | None = None
    cell: bool = False

    @property
    def line_twips(self) -> int:
        """The exact line height, in twips."""
        return twips(self.line)

    @property
    def after_twips(self) -> int:
        """The space below, in twips."""
        return twips(self.after)

    @property
    def indent_twips(self) -> int:
        """The first line's indent, in twips."""
        return twips(self.indent * self.font.points)

    @property
    def half_points(self) -> int:
        """The type size as Word counts it."""
        return round(self.font.points * 2)


class Stylesheet(Struct, frozen=True):
    """All styles of one layout; the text area in points, ``page`` in twips."""

    text: FontSpec
    latin: str
    roles: dict[str, ParagraphStyle]
    cells: dict[tuple[str, str], ParagraphStyle]
    gap: ParagraphStyle
    footer: FontSpec
    width: float
    height: float
    page: dict[str, int]

    def cell(self, cell: Cell, header: bool = False) -> ParagraphStyle:
        """Return the style of a cell's paragraphs; ``header`` for a row that repeats."""
        if cell.kind == "label":
            return self.cells["head" if header else "label", cell.align]
        return self.cells["text", cell.align]

    def paragraph_styles(self) -> list[ParagraphStyle]:
        """Return every paragraph style, in the order of the file."""
        return [*self.roles.values(), *self.cells.values(), self.gap]

    def fonts(self) -> list[str]:
        """Return the names of the Chinese fonts in use, each once."""
        styles = [self.text, *(style.font for style in self.paragraph_styles()), self.footer]
        return list(dict.fromkeys(font.name for font in styles))


def stylesheet(layout: Layout) -> Stylesheet:
    """Return the styles a layout asks for.

    Raises:
        LayoutError: the layout names no font for its text.
    """
    text = layout.fonts.get("text")
    if text is None:
        raise LayoutError("表样没有规定正文字体（[fonts] 中的 text）", layout.id)
    page = layout.page
    footer = _font(layout, text, "footer")
    return Stylesheet(
        text=text,
        latin=_font(layout, text, "latin").name,
        roles={role: _role_style(layout, text, role) for role, name in ROLES.items() if name},
        cells={
            (kind, align): _cell_style(layout, text, kind, align)
            for kind in ("text", "label", "head")
            for align in _LINE_NAMES
        },
        # the least that Word takes for an exact line
        gap=ParagraphStyle(
            id="JbGap", name="绩表分隔", font=FontSpec(text.name, 1.0), line=0.7, align="left"
        ),
        footer=footer,
        width=(page.width_mm - page.left_mm - page.right_mm) * POINTS_PER_MM,
        height=(page.height_mm - page.top_mm - page.bottom_mm) * POINTS_PER_MM,
        page=_page(page, footer),
    )


def _page(page: PageSpec, font: FontSpec) -> dict[str, int]:
    """Return the page's measures in twips.

    The page number stands 7 mm below the text, as GB/T 9704 sets it, where there is room.
    """
    line = font.points * 1.3 / POINTS_PER_MM
    measures = {
        "width": page.width_mm,
        "height": page.height_mm,
        "top": page.top_mm,
        "right": page.right_mm,
        "bottom": page.bottom_mm,
        "left": page.left_mm,
        "header": page.top_mm / 2,
        "footer": max(page.bottom_mm * 0.3, page.bottom_mm - 7 - line),
    }
    return {name: twips(value * POINTS_PER_MM) for name, value in measures.items()}


def _font(layout: Layout, text: FontSpec, *keys: str) -> FontSpec:
    return next((layout.fonts[key] for key in keys if key in layout.fonts), text)


def _role_style(layout: Layout, text: FontSpec, role: str) -> ParagraphStyle:
    recipe = _RECIPES[role]
    font = _font(layout, text, *recipe.fonts)
    return ParagraphStyle(
        id="Jb" + role.title().replace("-", ""),
        name=ROLES[role],
        font=font,
        line=_pitch(font, recipe.pitch),
        after=font.points * recipe.after,
        align=recipe.align,
        indent=recipe.indent,
        keep_next=recipe.keep_next,
        new_page=recipe.new_page,
        outline=recipe.outline,
    )


def _cell_style(layout: Layout, text: FontSpec, kind: str, align: str) -> ParagraphStyle:
    font = _font(layout, text, "table" if kind == "text" else "label")
    name = {"text": "绩表单元格", "label": "绩表标签", "head": "绩表栏头"}[kind]
    return ParagraphStyle(
        id="Jb" + kind.title() + align.title(),
        name=name + _LINE_NAMES[align],
        font=font,
        line=_pitch(font, _CELL_PITCH),
        align=align,
        # a header row alone at the foot of a page would stand over nothing
        keep_next=kind == "head",
        cell=True,
    )


def _pitch(font: FontSpec, factor: float) -> float:
    """Return a line height in whole tenths of a point, as Word stores it."""
    return round(font.points * factor, 1)
