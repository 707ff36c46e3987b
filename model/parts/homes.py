"""Where a part belongs among those there are, and a place for the 绩效文本 where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.document.blocks import FRONT, Part, PartBlock, PartTable, PartTargets, PartText
from model.document.disclosure import Disclosure
from model.layout.publication import Publication, TableSpec
from model.layout.publication_load import publication_of
from model.parts.headings import numbered
from model.parts.names import part_name
from model.parts.skeleton import part_title
from model.parts.tables import known_table


def insert_part(parts: list[Part], part: Part, publication: Publication | None) -> None:
    """Put a part where the publication has it: behind those before it; it gets a heading.

    Args:
        parts: receive it.
        part: without a heading it came from a workbook, and gets the publication's.
        publication: whose order.
    """
    place = _place(parts, part.key, publication)
    parts.insert(place, part)
    give_title(parts, place, publication)


def give_title(parts: Sequence[Part], place: int, publication: Publication | None) -> None:
    """Give a part without a heading that of the publication, with the number after the last."""
    part = parts[place]
    spec = publication.part(part.key) if publication is not None else None
    if publication is None or spec is None or part.title.strip():
        return
    before = [numbered(one.title) for one in parts[:place]]
    part.title = part_title(publication, spec.title, next(filter(None, before[::-1]), 0) + 1)


def _place(parts: Sequence[Part], key: str, publication: Publication | None) -> int:
    if key == FRONT:
        return 0
    order = [spec.key for spec in publication.parts] if publication is not None else []
    if key not in order:
        return len(parts)
    before = {*order[: order.index(key)], FRONT}
    places = [place for place, one in enumerate(parts) if one.key in before]
    return max(places, default=-1) + 1


def has_own(disclosure: Disclosure) -> bool:
    """Tell whether a disclosure has anything of the 绩效文本."""
    return bool(
        disclosure.overall_goal.strip()
        or disclosure.itemised_goals
        or disclosure.safeguards
        or disclosure.projects
    )


def place_targets(disclosure: Disclosure, publication: Publication | None) -> str:
    """Give the 绩效文本 a place among the parts, where none of them holds it.

    Without one it would not be printed: a workbook of budget tables and target tables has no
    heading for these.

    Returns:
        What the clerk should know; empty where there was nothing to do.
    """
    parts = disclosure.parts
    if not parts or not has_own(disclosure):
        return ""
    if any(isinstance(block, PartTargets) for part in parts for block in part.blocks):
        return ""
    specs = publication.parts if publication is not None else ()
    spec = next((one for one in specs if any(block.targets for block in one.blocks)), None)
    key = spec.key if spec is not None else ""
    home = next((part for part in parts if key and part.key == key), None)
    if home is None:
        home = Part(key, "" if spec is not None else "绩效目标")
        insert_part(parts, home, publication)
    home.blocks.append(PartTargets())
    return f"文件没有说绩效目标放在哪一部分，放在了“{part_name(home)}”"


def adopted(other: Disclosure, publication_id: str) -> Iterator[Part]:
    """Yield parts of another publication as those of this one, where it knows their tables.

    A workbook alone does not tell whose tables it holds; the texts beside it do.
    """
    publication = publication_of(publication_id)
    if publication is None:
        yield from other.parts
        return
    homes: dict[str, Part] = {}
    for part in other.parts:
        kept: list[PartBlock] = []
        over: list[PartText] = []
        for block in part.blocks:
            if isinstance(block, PartText) and block.kind == "caption":
                over.append(block)
                continue
            spec = _spec(block, over, publication) if isinstance(block, PartTable) else None
            if spec is not None:
                homes.setdefault(spec.part, Part(spec.part)).blocks += [*over, block]
            else:
                kept += [*over, block]
            over = []
        part.blocks = [*kept, *over]
        known = publication.part(part.key) is not None or part.key == FRONT
        part.key = part.key if known else ""
        if part.blocks:
            yield part
    yield from homes.values()


def _spec(table: PartTable, over: Sequence[PartText], publication: Publication) -> TableSpec | None:
    """Make a table one of a publication's, where it is."""
    rows = [[(cell.col, cell.text) for cell in row.cells] for row in table.rows]
    names = [*(text.text for text in reversed(over)), table.name]
    found = known_table(rows, publication, "", names)
    if found is None:
        table.key = ""
        return None
    spec, head = found
    table.key, table.head = spec.key, (head.first, head.last)
    return spec
