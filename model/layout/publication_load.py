"""Publication files (``ID.disclosure.toml``) are read and verified."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from model.basics.assets import asset
from model.basics.errors import LayoutError
from model.basics.plainfile import read_plain
from model.layout.publication import ANY_ROW, ColumnKind, Publication, TableSpec

SUFFIX = ".disclosure.toml"
PUBLICATION_FOLDER = asset("layouts")


def load_publication(path: Path) -> Publication:
    """Read one publication file.

    Raises:
        LayoutError: the file cannot be read, or says something a publication cannot.
    """
    try:
        data = tomllib.loads(read_plain(path).decode())
        publication = msgspec.convert(data, Publication)
    except OSError as error:
        raise LayoutError(f"公开样式文件打不开（{error.strerror}）", str(path)) from error
    except UnicodeDecodeError as error:
        raise LayoutError("公开样式文件不是 UTF-8 文本", str(path)) from error
    except RecursionError as error:
        raise LayoutError("公开样式文件里括号套得太深", str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"公开样式文件写法不对（{error}）", str(path)) from error
    except msgspec.ValidationError as error:
        raise LayoutError(f"公开样式文件内容不对（{error}）", str(path)) from error
    for fault in _faults(publication):
        raise LayoutError(fault, str(path))
    return publication


def load_publications(*folders: Path) -> dict[str, Publication]:
    """Read every publication of the program, then of further folders; by id.

    Raises:
        LayoutError: one of them is wrong.
    """
    found = dict(_shipped())
    _KNOWN.update(found)
    for folder in folders:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            publication = load_publication(path)
            found[publication.id] = publication
    _KNOWN.update(found)
    return found


_KNOWN: dict[str, Publication] = {}


def publication_of(name: str) -> Publication | None:
    """Return the publication of an id among those read so far and those of the program."""
    if name and name not in _KNOWN:
        load_publications()
    return _KNOWN.get(name)


@cache
def _shipped() -> dict[str, Publication]:
    read = map(load_publication, sorted(PUBLICATION_FOLDER.glob(f"*{SUFFIX}")))
    return {publication.id: publication for publication in read}


def _faults(publication: Publication) -> Iterator[str]:
    """Yield what could not be used of a publication, the first word saying where."""
    parts = [part.key for part in publication.parts]
    tables = {table.key: table for table in publication.tables}
    if len(set(parts)) < len(parts) or len(tables) < len(publication.tables):
        yield "有两个部分或两张表用了同一个 key"
    for part in publication.parts:
        yield from _pattern_faults(f"部分 {part.key}", part.like)
        for block in part.blocks:
            if block.table and block.table not in tables:
                yield f"部分 {part.key} 里没有表 {block.table}"
    for table in publication.tables:
        yield from _table_faults(table, parts)
    for name, amount in publication.amounts.items():
        yield from _pattern_faults(f"金额 {name}", amount.like)
        if amount.kind == "count" and not all("#" in one for one in amount.like or [""]):
            yield f"金额 {name} 的 like 里要有 # 代表数"
        if amount.part and amount.part not in parts:
            yield f"金额 {name} 的 part 不对"
    known = set(publication.amounts) | set(publication.targets)
    for relation in publication.relations:
        yield from _pattern_faults(f"关系 {relation.id}", (relation.when, relation.unless))
        for term in (
            *(*relation.left, *relation.right, *relation.instead),
            *(*relation.absent, *relation.mend),
        ):
            name = term.removeprefix("-")
            started = {f"{one.items}." for one in publication.amounts.values()}
            if name in known or _in_table(name, tables) or _begins(name, known | started, tables):
                continue
            yield f"关系 {relation.id} 里没有名为 {name} 的金额"
    for series in publication.each_row:
        columns = {spec.key for spec in _columns(tables.get(series.table))}
        for term in (*series.left, *series.right, *series.mend):
            if term.removeprefix("-") not in columns:
                yield f"关系 {series.id} 里没有栏 {term}"
    for total in publication.totals:
        rows = {row.key for row in tables[total.table].rows} if total.table in tables else set()
        for key in (total.total, *total.rows, *filter(None, [total.subtotal])):
            if key not in rows and key != ANY_ROW:
                yield f"关系 {total.id} 里没有行 {key}"
    for glance in publication.glance:
        for name in (*glance.left, *glance.right):
            if name not in known and not _in_table(name, tables):
                yield f"总览“{glance.title}”里没有名为 {name} 的金额"
    if publication.units is not None and publication.units.table not in tables:
        yield "units 的 table 不对"


def _begins(name: str, known: set[str], tables: dict[str, TableSpec]) -> bool:
    """Tell whether a name with ``*`` stands for any."""
    if not name.endswith("*"):
        return False
    start = name[:-1]
    return any(one.startswith(start) for one in known) or start.partition(".")[0] in tables


def _in_table(name: str, tables: dict[str, TableSpec]) -> bool:
    key, _, rest = name.partition(".")
    row, _, column = rest.rpartition(".")
    table = tables.get(key)
    if table is None or table.column(column) < 0:
        return False
    return row == "sum" or any(row == spec.key for spec in table.rows)


def _columns(table: TableSpec | None) -> list[ColumnKind]:
    return list(table.columns) if table is not None else []


def _table_faults(table: TableSpec, parts: list[str]) -> Iterator[str]:
    where = f"表 {table.key}"
    if table.part not in parts:
        yield f"{where} 的 part 不对"
    yield from _pattern_faults(where, table.titles_like)
    yield from _pattern_faults(where, [table.empty_note, *(row.like for row in table.rows)])
    yield from _pattern_faults(where, [column.like for column in table.columns])
    down: dict[int, int] = {}
    width = sum(spec.span for spec in table.head[0]) if table.head else 0
    for placed in table.placed_head:
        for col, spec in placed:
            for taken in range(col, col + spec.span):
                down[taken] = down.get(taken, 0) + spec.height
    if sorted(down) != list(range(width)) or set(down.values()) != {len(table.head)}:
        yield f"{where} 的表头没有填满每一行"
    if len(table.columns) != width:
        yield f"{where} 的表头每一栏都要有一个 key"
    if table.columns_mm and len(table.columns_mm) != width:
        yield f"{where} 的 columns_mm 应有 {width} 个"
    keys = [spec.key for spec in table.columns]
    if len(set(keys)) < len(keys):
        yield f"{where} 有两栏用了同一个 key"
    named = (table.label, *(spec.row_label for spec in table.columns))
    for key in (*table.tree, *filter(None, named)):
        if key not in keys:
            yield f"{where} 没有栏 {key}"


def _pattern_faults(where: str, patterns: list[str] | tuple[str, ...]) -> Iterator[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"{where} 的正则表达式写法不对（{error}）：{pattern}"
