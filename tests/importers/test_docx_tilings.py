from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.docx_kit import cell, para, row, run
from tests.importers.test_docx_tables import Box, boxes, read_table


@st.composite
def tilings(draw: st.DrawFn) -> list[tuple[int, int, int, int]]:
    """Draw rectangles (row, col, height, width) that fill a grid, in reading order."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 7))
    taken: set[tuple[int, int]] = set()
    found = []
    for top in range(height):
        for left in range(width):
            if (top, left) in taken:
                continue
            right = left + 1
            while right < width and (top, right) not in taken and draw(st.booleans()):
                right += 1
            bottom = top + draw(st.integers(1, height - top))
            taken.update((y, x) for y in range(top, bottom) for x in range(left, right))
            found.append((top, left, bottom - top, right - left))
    return found


ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="".join(map(chr, range(32))))
    | st.sampled_from("\n\t\u2011\u00ad&<>\" '\u3000"),
    max_size=12,
).filter(lambda text: "\ufffe" not in text and "\uffff" not in text)


def split_paragraphs(draw: st.DrawFn, text: str) -> str:
    """Return paragraphs that show a text, broken into elements and runs at random."""
    sign = {
        "\n": "<w:br/>",
        "\t": "<w:tab/>",
        "\u2011": "<w:noBreakHyphen/>",
        "\u00ad": "<w:softHyphen/>",
    }
    paragraphs: list[list[str]] = [[]]
    for piece in re.split("([\n\t\u2011\u00ad])", text):
        if piece == "\n" and draw(st.booleans()):
            paragraphs.append([])
        elif piece in sign:
            paragraphs[-1].append(f"<w:r>{sign[piece]}</w:r>")
        elif piece:
            at = draw(st.integers(0, len(piece)))
            paragraphs[-1] += [run(part) for part in (piece[:at], piece[at:])]
    return "".join(para(*runs) for runs in paragraphs)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[list[Box]]]:
    """Draw a table's rows (XML), and what is to be read from them."""
    tiles = draw(tilings())
    shown = {tile[:2]: draw(ANY_TEXT) for tile in tiles}
    height = max(top + high for top, _, high, _ in tiles)
    rows = []
    for y in range(height):
        cells = []
        for top, left, high, wide in sorted(tiles, key=lambda tile: tile[1]):
            if top == y:
                begins = "restart" if high > 1 else ""
                content = split_paragraphs(draw, shown[top, left])
                cells.append(cell(content, span=wide, merge=begins))
            elif top < y < top + high:
                cells.append(cell(para(), span=wide, merge="continue"))
        rows.append(row(*cells))
    expected: list[list[Box]] = [[] for _ in range(height)]
    for top, left, high, wide in tiles:
        expected[top].append((shown[top, left], top, left, high, wide))
    return "".join(rows), expected


@given(documents())
def test_any_tiling_reads_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[str, list[list[Box]]]
) -> None:
    rows, expected = drawn
    grid = read_table(tmp_path_factory.mktemp("tiling"), rows)
    assert boxes(grid) == expected
    assert grid.columns == max(c + w for cells in expected for _, _, c, _, w in cells)
