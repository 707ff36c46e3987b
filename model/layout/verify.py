"""What a layout may not say: told when it is loaded, with the place and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from model.basics.errors import LayoutError
from model.document.disclosure import INDICATOR_FIELDS, INDICATOR_TERMS, VALUE_PARTS
from model.layout.form import YEAR_HOLE, Layout
from model.layout.page import POINTS
from model.layout.patterns import expressions, patterns
from model.layout.table import CellSpec, RowSpec
from model.quantities.amounts import MONEY_UNITS

CODED = ("unit", "department", "project")
"""Fields that show a code and a name in one cell."""

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)?")
_NARROWEST_MM = 4.0


def verify(layout: Layout) -> None:
    """Refuse a layout that could not be printed, filled, or read back.

    Raises:
        LayoutError: it names the place and what is allowed there.
    """
    _verify_grid(layout)
    _verify_looks(layout)
    for place, pattern, allowed in patterns(layout):
        unknown = set(re.findall(r"\{([^}]{0,200})\}", pattern)) - allowed
        if "year" in allowed:
            unknown = {name for name in unknown if not YEAR_HOLE.fullmatch(f"{{{name}}}")}
        if unknown:
            names = "、".join(f"{{{name}}}" for name in sorted(unknown))
            can = "、".join(f"{{{name}}}" for name in sorted(allowed)) or "没有"
            raise LayoutError(f"{place}有不认识的 {names}；可以写的有：{can}", layout.id)
    for place, text, groups in expressions(layout):
        _verify_expression(place, text, groups, layout.id)
    _verify_fields(layout)
    _verify_columns(layout)
    _verify_levels(layout)


def _verify_grid(layout: Layout) -> None:
    table, source = layout.table, layout.id
    if not table.columns_mm or min(table.columns_mm) < _NARROWEST_MM:
        raise LayoutError(f"每一列的宽度（table.columns_mm）至少{_NARROWEST_MM:g}毫米", source)
    page = layout.page
    room = page.width_mm - page.left_mm - page.right_mm
    if sum(table.columns_mm) > room + 0.1:
        total = sum(table.columns_mm)
        raise LayoutError(f"各列共宽{total:g}毫米，页面只有{room:g}毫米宽（不算页边）", source)
    for part, rows in (("表头", table.rows), ("指标下面", table.below)):
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row.cells, 1):
                if cell.span < 1 or cell.height < 1:
                    raise LayoutError(f"{part}第{number}行第{place}格的宽和高至少是1", source)
                if cell.total and (cell.label or cell.field):
                    raise LayoutError(
                        f"{part}第{number}行第{place}格写了 total，就不能再有别的内容", source
                    )
    # placing tells rows that do not fill the grid
    assert layout.placed_head is not None
    assert layout.placed_below is not None
    assert layout.placed_columns is not None
    sides = {block.side.span for block in table.blocks}
    if len(sides) > 1 or (sides and table.side):
        raise LayoutError("各块指标左边的标签要一样宽，也不能另有 table.side", source)
    _verify_repeats(layout)


def _verify_repeats(layout: Layout) -> None:
    seen: set[str] = set()
    for part, rows in (("表头", layout.table.rows), ("指标下面", layout.table.below)):
        for number, row in enumerate(rows, 1):
            place = f"{part}第{number}行"
            if row.repeat in seen:
                raise LayoutError(f"{place}重复的“{row.repeat}”前面已经有了", layout.id)
            if not row.repeat:
                continue
            seen.add(row.repeat)
            if any(cell.height > 1 for cell in row.cells):
                raise LayoutError(f"{place}是重复的行，里面的格只能有一行高", layout.id)
            own = [cell.field for cell in row.cells if cell.field]
            wrong = [name for name in own if not name.startswith(f"{row.repeat}.")]
            if wrong or not own:
                raise LayoutError(
                    f"{place}重复“{row.repeat}”，字段要写成 {row.repeat}.名称", layout.id
                )
            if number < 2 or layout.table.flat:
                raise LayoutError(f"{place}不能重复：上面要有一行写明各栏的名称", layout.id)


def _verify_looks(layout: Layout) -> None:
    if layout.money.unit not in MONEY_UNITS:
        can = "、".join(MONEY_UNITS)
        raise LayoutError(f"有不认识的金额单位“{layout.money.unit}”；可以是：{can}", layout.id)
    if "text" not in layout.fonts:
        raise LayoutError("缺少正文字体 fonts.text", layout.id)
    for name, font in layout.fonts.items():
        if isinstance(font.size, str) and font.size not in POINTS:
            can = "、".join(POINTS)
            raise LayoutError(
                f"有不认识的字号“{font.size}”（fonts.{name}）；可以是磅数或：{can}", layout.id
            )


def _verify_expression(place: str, text: str, groups: Iterable[str], source: str) -> None:
    try:
        made = re.compile(text)
    except re.error as error:
        at = "" if error.pos is None else f"（第{error.pos + 1}个字符处）"
        raise LayoutError(f"{place}的正则表达式“{text}”写法不对{at}", source) from error
    for group in groups:
        if group not in made.groupindex:
            raise LayoutError(f"{place}的正则表达式“{text}”里缺少 (?P<{group}>…)", source)


def _verify_fields(layout: Layout) -> None:
    source = layout.id
    shown: dict[str, str] = {}
    for place, cell, row in _cells(layout):
        name = cell.field
        if not name:
            continue
        if name in shown:
            raise LayoutError(f"{place}的字段“{name}”在{shown[name]}已经有了", source)
        shown[name] = place
        if "." in name and not _dotted(name, row):
            raise LayoutError(f"{place}有不认识的字段“{name}”", source)
    for number, column in enumerate(layout.table.columns, 1):
        if column.of == "table":
            shown[column.field] = f"指标第{number}栏"
    for name, place in shown.items():
        spec = layout.fields.get(name)
        if spec is None:
            raise LayoutError(f"{place}的字段“{name}”没有写进 [fields]", source)
        if (spec.kind == "coded") != (name in CODED):
            can = "、".join(CODED)
            raise LayoutError(f"fields.{name}：代码和名称合在一格（coded）的字段只有 {can}", source)
        if spec.kind == "choice" and (len(spec.options) < 1 or len(spec.boxes) != 2):
            raise LayoutError(f"fields.{name}：要有 options，boxes 是空框和勾选框两个字符", source)
        if spec.part_of and layout.kind(spec.part_of) != "money":
            raise LayoutError(f"fields.{name}.part_of：“{spec.part_of}”不是金额字段", source)
        if not _NAME.fullmatch(name):
            raise LayoutError(f"{place}的字段“{name}”只能用小写字母、数字和 _", source)
    for name in layout.fields:
        if name not in shown:
            can = "、".join(shown)
            raise LayoutError(f"fields.{name} 在表里没有格；表里的字段有：{can}", source)


def _dotted(name: str, row: RowSpec) -> bool:
    """Tell whether a field with a point in it is one: of the unit, the plan, or a list."""
    own = row.repeat and name.startswith(f"{row.repeat}.")
    return bool(own) or bool(re.fullmatch(r"plan\.[0-3]|unit\.(code|name)", name))


def _verify_columns(layout: Layout) -> None:
    table, source = layout.table, layout.id
    met: set[str] = set()
    for number, column in enumerate((*table.columns, *table.further), 1):
        place = f"指标第{number}栏“{column.label}”"
        if column.span < 1:
            raise LayoutError(f"{place}的宽至少是1", source)
        if column.key in met:
            raise LayoutError(f"{place}的字段“{column.field}”前面已经有了", source)
        met.add(column.key)
        known = (*INDICATOR_FIELDS, *VALUE_PARTS, *INDICATOR_TERMS)
        if column.of == "indicator" and column.field not in known and not column.title:
            can = "、".join(dict.fromkeys(known))
            raise LayoutError(
                f"{place}有不认识的字段“{column.field}”；可以是：{can}，另起的名称要写 title",
                source,
            )
    parts = [name for name in VALUE_PARTS if name in met]
    if parts and len(parts) < len(VALUE_PARTS):
        raise LayoutError(f"指标值拆开的三栏要齐：{'、'.join(VALUE_PARTS)}", source)
    if table.blocks and layout.beside:
        raise LayoutError(
            "中期和年度的指标要么并排（period），要么上下（blocks），不能都有", source
        )
    rooms = {column.field: column.span for column in table.columns}
    for column in table.further:
        rooms[column.takes] = rooms.get(column.takes, 0) - column.span
        if rooms[column.takes] < 1:
            raise LayoutError(f"“{column.label}”一栏在“{column.takes}”那里没有位置", source)
    columns = {column.field for column in table.columns}
    for place, cell, _ in _cells(layout):
        if cell.total and cell.total not in columns:
            raise LayoutError(f"{place}合计的“{cell.total}”不是指标的一栏", source)


def _verify_levels(layout: Layout) -> None:
    seen: set[str] = set()
    for number, one in enumerate(layout.levels, 1):
        if one.name in seen:
            raise LayoutError(f"第{number}个一级指标“{one.name}”前面已经有了", layout.id)
        seen.add(one.name)


def _cells(layout: Layout) -> Iterator[tuple[str, CellSpec, RowSpec]]:
    for part, rows in (("表头", layout.table.rows), ("指标下面", layout.table.below)):
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row.cells, 1):
                yield f"{part}第{number}行第{place}格", cell, row
