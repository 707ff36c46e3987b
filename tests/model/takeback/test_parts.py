"""What a returned whole disclosure proposes for its parts, whatever was changed in them."""

from __future__ import annotations

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from model.basics.identity import new_id
from model.document.blockplaces import part_cells, text_ref
from model.document.blocks import Part, PartCell, PartRow, PartTable, PartText
from model.document.comments import CellComment
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.takeback.takeback import TakeBack

Layouts = dict[str, Layout]


def texts(disclosure: Disclosure) -> list[list[str]]:
    """Return what each part shows: texts, and the cells of each table's rows."""
    return [
        [text for _, text in part_cells(part) if text.strip()]
        for part in disclosure.parts
        if not part.omitted
    ]


def accept_all(back: TakeBack) -> None:
    """Take everything; undone, all is as it was; then done again."""
    ours = back.sides.ours
    accepted = back.accept(back.proposals())
    assert accepted.stale == 0
    if accepted.edit is None:
        return
    before = copy.deepcopy(ours)
    accepted.edit.apply(ours)
    accepted.edit.revert(ours)
    assert ours == before
    accepted.edit.apply(ours)


def row(*cells: tuple[str, int, int, int]) -> PartRow:
    return PartRow([PartCell(*cell) for cell in cells])


def small() -> Disclosure:
    merged = PartTable(
        [
            row(("项目", 0, 1, 2), ("金额", 1, 2, 1)),
            row(("上年", 1, 1, 1), ("本年", 2, 1, 1)),
            row(("车辆", 0, 1, 2), ("1.00", 1, 1, 1), ("2.00", 2, 1, 1)),
            row(("3.00", 1, 1, 1), ("4.00", 2, 1, 1)),
            row(("合计", 0, 1, 1), ("4.00", 1, 1, 1), ("6.00", 2, 1, 1)),
        ],
        3,
        (0, 1),
    )
    first = Part("a", "第一部分", [PartText(f"第{n}句，讲水渠{n}号。") for n in range(4)])
    second = Part(
        "b", "第二部分", [PartText("一、说明", "heading", 1), merged, PartText("注：无。")]
    )
    third = Part("", "第三部分", [PartText("其他事项。")])
    return Disclosure(2024, layout="hebei-2021", parts=[first, second, third])


WORDS = st.sampled_from(["甲", "新的一句。", "5.00", "=1+1", "<&>", "", "水" * 300])


@st.composite
def changed(draw: st.DrawFn, start: Disclosure) -> Disclosure:
    """Return a disclosure after some changes, all identities new as in a file read again."""
    made = copy.deepcopy(start)
    for _ in range(draw(st.integers(1, 5))):
        part = draw(st.sampled_from(made.parts))
        deed = draw(st.sampled_from(["text", "cell", "row", "less", "block", "gone", "move"]))
        tables = list(part.tables())
        if deed == "text":
            part.blocks.insert(draw(st.integers(0, len(part.blocks))), PartText(draw(WORDS)))
        elif deed == "cell" and tables:
            cells = [cell for one in tables[0].rows for cell in one.cells]
            draw(st.sampled_from(cells)).text = draw(WORDS)
        elif deed == "row" and tables:
            new = row(*((draw(WORDS), col, 1, 1) for col in range(3)))
            tables[0].rows.insert(draw(st.sampled_from([0, 2, 4, 5])), new)
        elif deed == "less" and tables and len(tables[0].rows) > 4:
            del tables[0].rows[4]
        elif deed == "block" and part.blocks:
            block = draw(st.sampled_from(part.blocks))
            if isinstance(block, PartText):
                block.text = draw(WORDS)
        elif deed == "gone" and part.blocks:
            part.blocks.remove(draw(st.sampled_from(part.blocks)))
        elif deed == "move":
            made.parts = draw(st.permutations(made.parts))
    for part in made.parts:
        part.id = new_id()
        for held in part.blocks:
            held.id = new_id()
        for table in part.tables():
            for one in table.rows:
                one.id = new_id()
    return made


@settings(max_examples=300)
@given(data=st.data())
def test_whatever_changed_taking_all_gives_theirs_and_taking_none_ours(
    layouts: Layouts, data: st.DataObject
) -> None:
    ours = small()
    theirs = data.draw(changed(ours))
    back = TakeBack(ours, layouts[ours.layout], theirs)
    keys = [one.key for one in back.proposals()]
    assert len(set(keys)) == len(keys)
    some = [one for one in back.proposals() if data.draw(st.booleans())]
    part_way = copy.deepcopy(back)
    accepted = part_way.accept(some)
    if accepted.edit is not None:
        before = copy.deepcopy(part_way.sides.ours)
        accepted.edit.apply(part_way.sides.ours)
        accepted.edit.revert(part_way.sides.ours)
        assert part_way.sides.ours == before
    accept_all(back)
    assert texts(ours) == texts(theirs)
    back.refresh()
    assert back.proposals() == []


def test_a_comment_at_a_sentence_stands_at_our_sentence(layouts: Layouts) -> None:
    ours = small()
    theirs = copy.deepcopy(ours)
    text = theirs.parts[0].blocks[1]
    assert isinstance(text, PartText)
    text.id = new_id()
    theirs.comments = [CellComment(text="请核", author="李四", ref=text_ref(text))]
    back = TakeBack(ours, layouts[ours.layout], theirs)
    (one,) = back.proposals()
    mine = ours.parts[0].blocks[1]
    assert isinstance(mine, PartText)
    assert (one.kind, one.ref, one.before) == ("comment", text_ref(mine), mine.text)
    accept_all(back)
    assert [(one.ref, one.text) for one in ours.comments] == [(text_ref(mine), "请核")]
    assert TakeBack(ours, layouts[ours.layout], theirs).proposals() == []
