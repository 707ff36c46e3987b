"""What messages call the amounts and columns of the known tables."""

from __future__ import annotations

from model.layout.publication import Publication, TableSpec
from model.parts.amounts import cell_title, in_group


def table_titles(publication: Publication) -> dict[str, str]:
    """Return what messages call the cells of known rows, also where a file has no such row."""
    titles = {}
    for table in publication.tables:
        over = columns_said(table)
        for row in table.rows:
            for column in table.columns:
                if row.label and column.kind not in ("text", "index", "code"):
                    name = f"{table.key}.{row.key}.{column.key}"
                    titles[name] = cell_title(table.title, row.label.strip(), over[column.key])
        for key, label in over.items():
            titles[f"{table.key}.sum.{key}"] = f"{table.title}“{label}”栏的合计"
    return titles


def columns_said(table: TableSpec) -> dict[str, str]:
    """Return what messages call the columns of a known table, by key."""
    groups: dict[int, str] = {}
    found = {}
    for placed in table.placed_head:
        for col, spec in placed:
            if spec.key:
                said = spec.label.replace("{year}年", "本年").replace("{last}年", "上年")
                found[spec.key] = in_group(groups.get(col, ""), said)
            else:
                groups |= dict.fromkeys(range(col, col + spec.span), spec.label)
    return found
