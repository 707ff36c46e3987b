"""What a returned file proposes for the other parts of a whole disclosure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import structs

from model.compare import Match
from model.compare.likeness import Features
from model.compare.pairing import Pairing
from model.compare.partpairs import pair_part_tables, pair_parts, pair_texts, part_text, row_text
from model.compare.partpairs import table_text as text_of_table
from model.compare.parttext import row_ref, table_ref
from model.document.blockplaces import cell_ref, find_holder, text_ref, title_ref
from model.document.blocks import Part, PartBlock, PartCell, PartTable, PartTargets, PartText
from model.document.cellref import CellRef
from model.document.comments import CellComment
from model.document.disclosure import Disclosure
from model.parts.names import part_cell_name, part_name
from model.quantities.amounts import amount_value
from model.takeback.partrows import comes_out, pair_rows
from model.takeback.proposal import Kind, Proposal, Sides
from model.takeback.sharedform import plain

LEFT_OUT = "本部门无此项"
_CODE = re.compile(r"\s*0\d")


def match_parts(ours: Disclosure, theirs: Disclosure) -> list[Match]:
    """Lay the parts of a returned file beside ours; nothing where one side has none."""
    if not ours.parts or not theirs.parts:
        return []
    return pair_parts(ours.parts, theirs.parts, identity=True)


def parts_missing(ours: Disclosure, theirs: Disclosure) -> bool:
    """Tell whether a returned file has none of the other parts, while ours has."""
    return bool(ours.parts) and not theirs.parts


def pair_blocks(ours: Part, theirs: Part) -> list[Match]:
    """Lay what a returned part holds beside ours."""
    sides = (ours.blocks, theirs.blocks)
    pairing = Pairing(len(sides[0]), len(sides[1]), _no_features, _no_features)
    texts = [_shown_of(side, PartText) for side in sides]
    for one in pair_texts(texts[0][1], texts[1][1], identity=True):
        _take(pairing, one, texts[0][0], texts[1][0])
    tables = [_shown_of(side, PartTable) for side in sides]
    for one in pair_part_tables(tables[0][1], tables[1][1], identity=True):
        _take(pairing, one, tables[0][0], tables[1][0])
    targets = [[n for n, one in enumerate(side) if isinstance(one, PartTargets)] for side in sides]
    for before, after in zip(*targets, strict=False):
        pairing.pair(before, after, "place")
    return pairing.matches()


Shown = TypeVar("Shown", PartText, PartTable)


def _shown_of(blocks: Sequence[PartBlock], kind: type[Shown]) -> tuple[list[int], list[Shown]]:
    """Return the blocks of a kind that show anything, and their places."""
    found = [(n, one) for n, one in enumerate(blocks) if isinstance(one, kind) and _holds(one)]
    return [n for n, _ in found], [one for _, one in found]


def _no_features(_: int) -> Features:
    return frozenset()


def _take(pairing: Pairing, match: Match, ours: Sequence[int], theirs: Sequence[int]) -> None:
    if match.before is not None and match.after is not None:
        pairing.pair(ours[match.before], theirs[match.after], match.how, match.likeness)


def _holds(block: PartBlock) -> bool:
    """Tell whether a block shows anything: an empty paragraph does not come back."""
    if isinstance(block, PartText):
        return bool(plain(block.text).strip())
    if isinstance(block, PartTable):
        return any(cell.text.strip() for row in block.rows for cell in row.cells)
    return False


class PartProposals:
    """The proposals of one part, or of one that only one side has.

    Args:
        sides: the two files.
        match: which part of ours is which of theirs.
        remarks: comments of theirs at its cells.
    """

    def __init__(
        self, sides: Sides, match: Match, remarks: Sequence[tuple[int, CellComment]]
    ) -> None:
        self._parts = (sides.ours.parts, sides.theirs.parts)
        self._known = sides.ours.comments
        self._match = match
        self._remarks = remarks
        self._same: dict[CellRef, CellRef] = {}
        found = [
            None if n is None else side[n]
            for n, side in zip((match.before, match.after), self._parts, strict=True)
        ]
        self.ours, self.theirs = found
        shown = self.ours or self.theirs
        assert shown is not None
        self.shown: Part = shown

    def all(self) -> list[Proposal]:
        """Return everything proposed, in reading order."""
        found = list(self._found())
        told = list(self._comments())
        return [_remarked(one, told) for one in found] + told

    def _found(self) -> Iterator[Proposal]:
        ours, theirs = self.ours, self.theirs
        if ours is None or theirs is None:
            yield self._make(
                "added" if ours is None else "deleted",
                f"part{'+' if ours is None else '-'}{self.shown.id}",
                "整个部分",
                before=part_text(ours) if ours is not None else "",
                after=part_text(theirs) if theirs is not None else "",
                ref=title_ref(ours) if ours is not None else None,
                doubtful=ours is not None,
            )
            return
        if self._match.moved:
            yield self._make(
                "moved",
                f"part~{ours.id}",
                "这一部分的位置",
                before=f"第{self._match.place_before}部分",
                after=f"第{self._match.place_after}部分",
                ref=title_ref(ours),
            )
        if theirs.title.strip():
            yield from self._cell(title_ref(ours), title_ref(theirs), ours.title, theirs.title)
        if ours.omitted != theirs.omitted:
            yield self._make(
                "changed",
                f"{ours.id}!omitted",
                "是否有此项",
                before=LEFT_OUT if ours.omitted else "有此项",
                after=LEFT_OUT if theirs.omitted else "有此项",
                ref=title_ref(ours),
            )
        if not theirs.omitted:
            yield from self._blocks(ours, theirs)

    def _blocks(self, ours: Part, theirs: Part) -> Iterator[Proposal]:
        for one in pair_blocks(ours, theirs):
            mine = None if one.before is None else ours.blocks[one.before]
            other = None if one.after is None else theirs.blocks[one.after]
            block = mine or other
            if block is None or isinstance(block, PartTargets) or (mine is None) != (other is None):
                if block is not None and _holds(block):
                    yield self._whole(ours, mine, block)
                continue
            if one.moved:
                yield self._moved(ours, block, one)
            if isinstance(mine, PartText) and isinstance(other, PartText):
                yield from self._cell(text_ref(mine), text_ref(other), mine.text, other.text)
            elif isinstance(mine, PartTable) and isinstance(other, PartTable):
                yield from self._table(mine, other)

    def _whole(self, part: Part, mine: PartBlock | None, block: PartBlock) -> Proposal:
        """A paragraph or table that only one side has."""
        text = block.text if isinstance(block, PartText) else ""
        if isinstance(block, PartTable):
            text = text_of_table(block)
        sign, gone = ("+", False) if mine is None else ("-", True)
        return self._make(
            "deleted" if gone else "added",
            f"{part.id}{sign}{block.id}",
            self._called(block),
            before=text if gone else "",
            after="" if gone else text,
            ref=_first_ref(block) if gone else None,
            doubtful=gone and isinstance(block, PartTable),
        )

    def _moved(self, part: Part, block: PartBlock, match: Match) -> Proposal:
        return self._make(
            "moved",
            f"{part.id}~{block.id}",
            f"{self._called(block)}的位置",
            before=f"第{match.place_before}段",
            after=f"第{match.place_after}段",
            ref=_first_ref(block),
        )

    def _table(self, ours: PartTable, theirs: PartTable) -> Iterator[Proposal]:
        if not comes_out(ours, theirs):
            if _grid(ours) != _grid(theirs):
                yield self._make(
                    "changed",
                    f"{ours.id}=",
                    f"{self._called(ours)}（格的合并也改了，只能整张接收）",
                    before=text_of_table(ours),
                    after=text_of_table(theirs),
                    ref=table_ref(ours),
                )
            return
        for one in pair_rows(ours, theirs):
            row = None if one.before is None else ours.rows[one.before]
            other = None if one.after is None else theirs.rows[one.after]
            if row is None or other is None:
                shown, table = (row, ours) if row is not None else (other, theirs)
                assert shown is not None
                gone = row is not None
                text = row_text(shown)
                # an empty row need not come back
                if text:
                    yield self._make(
                        "deleted" if gone else "added",
                        f"{ours.id}{'-' if gone else '+'}{shown.id}",
                        self._row_called(table, table.rows.index(shown)),
                        before=text if gone else "",
                        after="" if gone else text,
                        ref=row_ref(ours, shown) if gone else None,
                    )
                continue
            if one.moved:
                yield self._make(
                    "moved",
                    f"{ours.id}~{row.id}",
                    f"{self._row_called(ours, ours.rows.index(row))}的位置",
                    before=f"第{one.place_before}行",
                    after=f"第{one.place_after}行",
                    ref=row_ref(ours, row),
                )
            for cell in row.cells:
                like = other.cell(cell.col) or PartCell()
                refs = cell_ref(ours, row, cell.col), cell_ref(theirs, other, cell.col)
                yield from self._cell(*refs, cell.text, like.text)

    def _cell(self, ref: CellRef, other: CellRef, before: str, after: str) -> Iterator[Proposal]:
        self._same[other] = ref
        if _same_text(before, after, ref.field.startswith("cell.")):
            return
        yield self._make(
            "changed",
            f"{ref.table}/{ref.indicator}/{ref.field}",
            self._named(ref),
            before=before,
            after=after,
            ref=ref,
            texts=((ref, after),),
        )

    def _comments(self) -> Iterator[Proposal]:
        known = {(one.ref, one.author, one.text) for one in self._known}
        for number, comment in self._remarks:
            ref = self._same.get(comment.ref)
            if (ref or comment.ref, comment.author, comment.text) in known:
                continue
            yield self._make(
                "comment",
                f"#{number}",
                self._named(ref) if ref else comment.where or self._named(comment.ref),
                before=_text_at(self._parts[0], ref),
                after=comment.spoken,
                ref=ref,
                comment=structs.replace(comment, ref=ref or comment.ref),
            )

    # words

    def _make(
        self,
        kind: Kind,
        key: str,
        title: str,
        *,
        before: str = "",
        after: str = "",
        ref: CellRef | None = None,
        texts: tuple[tuple[CellRef, str], ...] = (),
        comment: CellComment | None = None,
        doubtful: bool = False,
    ) -> Proposal:
        return Proposal(
            key=key,
            kind=kind,
            of="cell" if kind == "comment" or texts else "item",
            group=self.shown.id,
            title=title,
            before=before,
            after=after,
            ref=ref,
            texts=texts,
            comment=comment,
            doubtful=doubtful,
        )

    def _named(self, ref: CellRef) -> str:
        """Return a cell's name without its part's, which stands above it in the list."""
        for side in self._parts:
            name = part_cell_name(side, ref)
            if name:
                return name.removeprefix(f"{part_name(find_part(side, ref))}：")
        return ""

    def _called(self, block: PartBlock) -> str:
        if isinstance(block, PartTable):
            for part in (self.ours, self.theirs):
                tables = list(part.tables()) if part is not None else []
                if block in tables:
                    return f"第{1 + tables.index(block)}张表" if len(tables) > 1 else "表"
        return self._named(_first_ref(block) or CellRef())

    def _row_called(self, table: PartTable, place: int) -> str:
        first = next((cell.text for cell in table.rows[place].cells if cell.text.strip()), "")
        words = " ".join(first.split())
        called = f"{self._called(table)}第{place + 1}行"
        return f"{called}“{words[:12]}”" if words else called


def find_part(parts: Sequence[Part], ref: CellRef) -> Part:
    """Return the part a reference is in.

    Raises:
        KeyError: it is in none.
    """
    found = find_holder(parts, ref)
    if found is None:
        raise KeyError(ref)
    return found[0]


def _first_ref(block: PartBlock) -> CellRef | None:
    if isinstance(block, PartText):
        return text_ref(block)
    return table_ref(block) if isinstance(block, PartTable) else None


def _text_at(parts: Sequence[Part], ref: CellRef | None) -> str:
    found = find_holder(parts, ref) if ref is not None else None
    if found is None:
        return ""
    part, block, cell = found
    if cell is not None:
        return cell.text
    return block.text if isinstance(block, PartText) else part.title


def _same_text(before: str, after: str, cell: bool) -> bool:
    """Tell whether two texts print alike; in a cell also a number with other decimals."""
    if plain(before) == plain(after):
        return True
    if not cell or _CODE.match(before) or _CODE.match(after):
        return False
    meant = amount_value(before)
    return meant is not None and meant == amount_value(after)


def _grid(table: PartTable) -> list[list[tuple[int, str]]]:
    return [[(cell.col, plain(cell.text)) for cell in row.cells] for row in table.rows]


def _remarked(proposal: Proposal, told: Sequence[Proposal]) -> Proposal:
    remarks = tuple(one.after for one in told if one.ref and one.ref == proposal.ref)
    return structs.replace(proposal, remarks=remarks) if remarks else proposal
