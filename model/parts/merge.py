"""One disclosure out of several files: the texts as Word, the budget tables as a workbook."""

from __future__ import annotations

from collections.abc import Sequence, Set

from model.document.blocks import Part, PartTable, PartText
from model.document.disclosure import Disclosure
from model.layout.publication import Publication
from model.layout.publication_load import publication_of
from model.parts.homes import adopted, insert_part, place_targets
from model.parts.names import part_name
from model.parts.placing import Placer, is_over
from model.parts.tables import TableView
from model.parts.unite import Uniter


def merge(disclosures: Sequence[Disclosure]) -> tuple[Disclosure, list[str]]:
    """Return one disclosure of several, and what the clerk should know of it.

    The one with most text is the ground; what the others have and it has not is put in its
    place. Nothing is lost: what two files say differently stands twice, and is told.

    Args:
        disclosures: at least one; they are changed.
    """
    ground = max(disclosures, key=_words)
    notes: list[str] = []
    for other in disclosures:
        if other is not ground:
            _take(ground, other, notes)
    notes += filter(None, [place_targets(ground, publication_of(ground.publication))])
    return ground, notes


def _words(disclosure: Disclosure) -> tuple[int, int]:
    texts = sum(len(text.text) for part in disclosure.parts for text in part.texts())
    return texts, len(disclosure.projects)


def _take(ground: Disclosure, other: Disclosure, notes: list[str]) -> None:
    Uniter(ground, other).unite(notes.append)
    if not ground.parts:
        ground.parts, ground.publication = other.parts, other.publication
        return
    if other.publication != ground.publication:
        other.parts = list(adopted(other, ground.publication))
    for part in other.parts:
        _part(ground, part, notes)


def _part(ground: Disclosure, part: Part, notes: list[str]) -> None:
    mine = next((one for one in ground.parts if one.key and one.key == part.key), None)
    if mine is None and not part.key:
        mine = next((one for one in ground.parts if one.title == part.title), None)
    publication = publication_of(ground.publication)
    if mine is None:
        if all(text.kind not in ("text", "heading") for text in part.texts()):
            # tables alone: their file's numbers are not those of the texts
            part.title = "" if publication and publication.part(part.key) else part.title
        insert_part(ground.parts, part, publication)
        return
    own = {text.text for text in mine.texts()}
    over: list[PartText] = []
    at: int | None = None
    for block in part.blocks:
        if isinstance(block, PartTable):
            at = _table(mine, block, over, publication, notes)
            over = []
        elif isinstance(block, PartText) and (block.kind == "caption" or is_over(block.text)):
            over.append(block)
        elif isinstance(block, PartText):
            at = _texts_into(mine, [*over, block], own, at, notes)
            over = []
    _texts_into(mine, over, own, at, notes)
    # once is enough
    notes[:] = list(dict.fromkeys(notes))


def _texts_into(
    part: Part, texts: Sequence[PartText], own: Set[str], at: int | None, notes: list[str]
) -> int | None:
    """Put texts a part has not into it, behind the block before ``at``; return where they end."""
    place = len(part.blocks) if at is None else at
    new = [text for text in texts if text.text not in own]
    if new and own:
        notes.append(f"“{part_name(part)}”两个文件里都有文字，不同的都保留了")
    part.blocks[place:place] = new
    return at if at is None else place + len(new)


def _table(
    part: Part,
    table: PartTable,
    over: Sequence[PartText],
    publication: Publication | None,
    notes: list[str],
) -> int:
    """Put a table into a part and return the place behind it.

    It takes the place of an empty one of its kind, else stands under the line that names it, else
    where the publication has it.

    Args:
        part: receives it.
        table: a table of another file.
        over: the lines that stood over it there.
        publication: whose tables are known.
        notes: receives what the clerk should know.
    """
    for place, block in enumerate(part.blocks):
        if not isinstance(block, PartTable):
            continue
        if _texts(block) == _texts(table):
            return place + 1
        if table.key and block.key == table.key:
            if _is_blank(block, table, publication):
                part.blocks[place] = table
                return place + 1
            notes.append(f"“{part_name(part)}”的同一张表两个文件里不一样，两张都保留了")
            part.blocks.insert(place + 1, table)
            return place + 2
    placer = Placer(part.blocks, publication, part.key)
    line = placer.caption(table, [*(text.text for text in over), table.name])
    if line is not None:
        caption = part.blocks[line]
        place = placer.under(line)
        if isinstance(caption, PartText) and caption.kind == "text":
            caption.kind = "caption"
        own = {text.text for text in part.texts()}
        named = [text for text in over if text.text not in own and is_over(text.text)]
    else:
        place = placer.published(table)
        named = list(over)
    part.blocks[place:place] = [*named, table]
    return place + len(named) + 1


def _texts(table: PartTable) -> list[str]:
    return [cell.text.strip() for row in table.rows for cell in row.cells if cell.text.strip()]


def _is_blank(table: PartTable, other: PartTable, publication: Publication | None) -> bool:
    """Tell whether a table waits to be filled: it has no amounts, and no words another lacks."""
    spec = publication.table(table.key) if publication is not None else None
    if spec is None or not TableView(table, spec).empty:
        return False
    head = {cell.text.strip() for row in table.rows[: table.head[1] + 1] for cell in row.cells}
    return head.union(_texts(other)).issuperset(_texts(table))
