"""The differences of a publication's other parts: their texts, and the cells of their tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from model.compare.differences import Difference, cell_difference, place_words
from model.compare.pairing import Match
from model.compare.partpairs import (
    pair_part_rows,
    pair_part_tables,
    pair_parts,
    pair_texts,
    part_text,
    row_text,
    table_text,
)
from model.document.blockplaces import cell_ref, text_ref, title_ref
from model.document.blocks import Part, PartRow, PartTable
from model.document.cellref import CellRef
from model.document.disclosure import Disclosure
from model.parts.names import part_cell_name, part_name
from model.quantities.amounts import amount_value


def compare_parts(before: Disclosure, after: Disclosure, same: bool) -> list[Difference]:
    """Return the differences of all parts but the 绩效文本, in reading order.

    Nothing where one side has no parts at all; `parts_note` says so.

    Args:
        before, after: the two disclosures.
        same: list the cells that are the same, too.
    """
    if not before.parts or not after.parts:
        return []
    found = _PartDifferences(before.parts, after.parts).all()
    return [one for one in found if same or one.kind != "same"]


def compare_part(before: Disclosure, after: Disclosure, part: str) -> list[Difference]:
    """Return every text and cell of one part of ``after``, by its id, those that are the same too.

    They are named without the part. Nothing where there is no such part on both sides.
    """
    found = _PartDifferences(before.parts, after.parts).one(part)
    name = next((part_name(one) for one in after.parts if one.id == part), "")
    return [structs.replace(one, title=one.title.removeprefix(f"{name}：")) for one in found]


def parts_note(before: Disclosure, after: Disclosure) -> str:
    """Return that only one side has other parts than the 绩效文本; else empty."""
    if bool(before.parts) == bool(after.parts):
        return ""
    which = "后" if before.parts else "前"
    return f"{which}一个文件里只有绩效文本，预算信息公开的其余各部分没有对照。"


class _PartDifferences:
    def __init__(self, before: list[Part], after: list[Part]) -> None:
        self._sides = (before, after)

    def all(self) -> Iterator[Difference]:
        ours, theirs = self._sides
        for match in pair_parts(ours, theirs):
            if match.before is None or match.after is None:
                yield from self._whole(
                    "部分",
                    match,
                    [(title_ref(one), part_name(one), part_text(one)) for one in ours],
                    [(title_ref(one), part_name(one), part_text(one)) for one in theirs],
                )
                continue
            old, new = ours[match.before], theirs[match.after]
            if match.moved:
                yield self._moved("部分", match, title_ref(old), title_ref(new), part_name(new))
            yield from self._part(old, new)

    def one(self, part: str) -> Iterator[Difference]:
        """Yield the differences of one part both sides have, by its id in the later."""
        ours, theirs = self._sides
        for match in pair_parts(ours, theirs):
            old = None if match.before is None else ours[match.before]
            new = None if match.after is None else theirs[match.after]
            if old is not None and new is not None and new.id == part:
                yield from self._part(old, new)

    def _part(self, old: Part, new: Part) -> Iterator[Difference]:
        yield from self._cell(title_ref(old), title_ref(new), old.title, new.title)
        if old.omitted != new.omitted:
            words = ["本部门无此项" if one.omitted else "" for one in (old, new)]
            name = f"{part_name(new)}：是否有此项"
            yield cell_difference(
                Difference, name, (title_ref(old), title_ref(new)), (words[0], words[1]), ""
            )
        yield from self._texts(old, new)
        yield from self._tables(old, new)

    def _texts(self, old: Part, new: Part) -> Iterator[Difference]:
        sides = [[one for one in part.texts() if one.text.strip()] for part in (old, new)]
        for match in pair_texts(sides[0], sides[1]):
            if match.before is None or match.after is None:
                ours, theirs = (
                    [(ref := text_ref(one), self._name(ref), one.text) for one in side]
                    for side in sides
                )
                yield from self._whole("段", match, ours, theirs)
                continue
            one, other = sides[0][match.before], sides[1][match.after]
            refs = text_ref(one), text_ref(other)
            if match.moved:
                yield self._moved("段", match, *refs, self._name(refs[1]))
            yield from self._cell(*refs, one.text, other.text)

    def _tables(self, old: Part, new: Part) -> Iterator[Difference]:
        sides = [list(old.tables()), list(new.tables())]
        texts = [[table_text(one) for one in side] for side in sides]
        for match in pair_part_tables(sides[0], sides[1]):
            if match.before is None or match.after is None:
                ours, theirs = (
                    [
                        (table_ref(one), f"{part_name(part)}：第{place}张表", text)
                        for place, (one, text) in enumerate(zip(side, held, strict=True), 1)
                    ]
                    for part, side, held in zip((old, new), sides, texts, strict=True)
                )
                yield from self._whole("张表", match, ours, theirs)
                continue
            yield from self._rows(sides[0][match.before], sides[1][match.after])

    def _rows(self, old: PartTable, new: PartTable) -> Iterator[Difference]:
        sides = [old.rows, new.rows]
        for match in pair_part_rows(old, new):
            if match.before is None or match.after is None:
                ours, theirs = (
                    [(ref := row_ref(table, row), self._name(ref), row_text(row)) for row in side]
                    for table, side in zip((old, new), sides, strict=True)
                )
                yield from self._whole("行", match, ours, theirs)
                continue
            row, other = old.rows[match.before], new.rows[match.after]
            if match.moved:
                refs = row_ref(old, row), row_ref(new, other)
                yield self._moved("行", match, *refs, self._name(refs[1]))
            for col in sorted({cell.col for cell in (*row.cells, *other.cells)}):
                cell, like = row.cell(col), other.cell(col)
                yield from self._cell(
                    cell_ref(old, row, col) if cell else None,
                    cell_ref(new, other, col) if like else None,
                    cell.text if cell else "",
                    like.text if like else "",
                )

    def _cell(
        self, old: CellRef | None, new: CellRef | None, before: str, after: str
    ) -> Iterator[Difference]:
        if not before and not after:
            return
        ours, theirs = amount_value(before), amount_value(after)
        yield Difference(
            kind="same" if before == after else "changed",
            of="cell",
            title=self._name(new) if new else self._name(old),
            before_ref=old,
            after_ref=new,
            before=before,
            after=after,
            same_amount=before != after and ours is not None and ours == theirs,
        )

    def _whole(
        self,
        called: str,
        match: Match,
        before: Sequence[tuple[CellRef, str, str]],
        after: Sequence[tuple[CellRef, str, str]],
    ) -> Iterator[Difference]:
        """Something that came or went with all its text, named where it stands."""
        gone, come = match.before, match.after
        ref, title, text = before[gone] if gone is not None else after[come or 0]
        if not text.strip():
            return
        named = title if called in title else f"{title}（{called}）"
        yield Difference(
            kind="added" if gone is None else "deleted",
            of="item",
            title=named,
            before_ref=None if gone is None else ref,
            after_ref=ref if gone is None else None,
            before="" if gone is None else text,
            after=text if gone is None else "",
            place_before=match.place_before,
            place_after=match.place_after,
        )

    def _moved(
        self, called: str, match: Match, old: CellRef, new: CellRef, name: str
    ) -> Difference:
        return Difference(
            kind="moved",
            of="item",
            title=f"{name}的位置",
            before_ref=old,
            after_ref=new,
            before=place_words(match.place_before, called),
            after=place_words(match.place_after, called),
            place_before=match.place_before,
            place_after=match.place_after,
        )

    def _name(self, ref: CellRef | None) -> str:
        if ref is None:
            return ""
        return part_cell_name(self._sides[1], ref) or part_cell_name(self._sides[0], ref)


def row_ref(table: PartTable, row: PartRow) -> CellRef:
    """Return the reference of a row's first cell."""
    return cell_ref(table, row, row.cells[0].col if row.cells else 0)


def table_ref(table: PartTable) -> CellRef:
    """Return the reference of a table's first cell."""
    return row_ref(table, table.rows[0]) if table.rows else CellRef(table.id, "cell.0")
