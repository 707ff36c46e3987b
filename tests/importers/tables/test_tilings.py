"""Any table at all, drawn in any way into a PDF or an OFD file, reads back as it is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from importers.ofd.reader import read_ofd
from importers.pdf.reader import read_pdf
from importers.tables.letters import WORD
from tests.importers.ofd import kit as ofd
from tests.importers.pdf import kit
from tests.importers.tables.kit import document, page
from tests.importers.test_docx_tilings import tilings

LETTERS = "绩效目标项预算数一二三产出质量≥％%（）《》，。、：0123456789.ABCxyz&<>=+-"
DRAWERS = [kit.strokes, kit.boxes, kit.dashes, kit.double, kit.thin_thick, kit.rectangles]


@st.composite
def tables(draw: st.DrawFn) -> kit.Table:
    """Draw a table whose every row and column has a rule somewhere, with text that fits."""
    tiles = draw(tilings())
    assume(len(tiles) > 1)
    # rows and columns that no rule parts are not to be seen
    rows = sorted({tile[0] for tile in tiles} | {tile[0] + tile[2] for tile in tiles})
    cols = sorted({tile[1] for tile in tiles} | {tile[1] + tile[3] for tile in tiles})
    assume(len(rows) + len(cols) > 3)
    heights = [draw(st.sampled_from([18.0, 20.0, 40.0])) for _ in rows[1:]]
    widths = [draw(st.sampled_from([24.0, 45.0, 72.0])) for _ in cols[1:]]
    cells: list[kit.Spec] = []
    for top, left, height, width in tiles:
        row, bottom = rows.index(top), rows.index(top + height)
        col, right = cols.index(left), cols.index(left + width)
        room = int((sum(widths[col:right]) - 8) // kit.SIZE)
        text = draw(st.text(st.sampled_from(LETTERS), max_size=room))
        cells.append((row, col, bottom - row, right - col, text))
    return kit.Table(sorted(cells), widths, heights)


@given(table=tables(), drawer=st.sampled_from(DRAWERS))
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], deadline=None)
def test_any_table_in_a_pdf(
    tmp_path_factory: pytest.TempPathFactory, table: kit.Table, drawer: kit.Drawer
) -> None:
    path = tmp_path_factory.mktemp("pdf") / "表.pdf"
    drawn = kit.canvas(path)
    table.draw(drawn, drawer)
    # a file without any letter would be refused for that
    drawn.drawString(60, 780, "说明")
    drawn.save()
    (grid,) = kit.grids(read_pdf(path))
    assert kit.specs(grid) == table.cells
    assert grid.columns == max(left + wide for _, left, _, wide, _ in table.cells)


@given(table=tables(), slim=st.booleans(), matrix=st.booleans())
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], deadline=None)
def test_any_table_in_an_ofd(
    tmp_path_factory: pytest.TempPathFactory, table: kit.Table, slim: bool, matrix: bool
) -> None:
    def write(x: float, y: float, words: str) -> str:
        chinese = all(char > "\u2e80" for char in words)
        return ofd.short_text(x, y, words) if matrix and chinese else ofd.text(x, y, words)

    rules = "".join(map(ofd.box, table.sides())) if slim else ofd.rules(table)
    objects = ofd.text(60, 60, "说明") + rules + ofd.words(table, write)
    path = tmp_path_factory.mktemp("ofd") / "表.ofd"
    (grid,) = kit.grids(read_ofd(ofd.write(path, [ofd.page(objects)])))
    assert kit.specs(grid) == table.cells
    assert grid.columns == max(left + wide for _, left, _, wide, _ in table.cells)


def wrapped(text: str, width: int) -> list[str]:
    """Return lines of at most so many half letters; words and numbers are not parted."""
    units: list[str] = []
    for char in text:
        if units and WORD.match(char) and WORD.match(units[-1][-1]):
            units[-1] += char
        else:
            units.append(char)
    lines: list[str] = [""]
    for unit in units:
        if lines[-1] and _halves(lines[-1] + unit) > width:
            lines.append("")
        lines[-1] += unit
    return lines


def _halves(text: str) -> int:
    return sum(2 if char > "\u2e80" else 1 for char in text)


@given(
    st.lists(
        st.lists(st.sampled_from(["绩效", "目标", "的", "5", "12.50", "万元", "ABC"]), min_size=1)
        .map("".join)
        .filter(lambda text: len(text) < 60),
        min_size=1,
        max_size=3,
    )
)
def test_lines_broken_for_want_of_room_are_joined(paragraphs: list[str]) -> None:
    """Every paragraph comes back whole; two are parted unless the first fills its last line."""
    # a number wider than a line is broken anywhere, which is another matter
    assume(all(_halves(word) <= 20 for text in paragraphs for word in wrapped(text, 0)))
    lines = [wrapped(text, 20) for text in paragraphs]
    text = "\n".join(line for own in lines for line in own)
    height = 13.0 * (text.count("\n") + 1) + 6
    # the cell below fills its room, which shows how far text goes
    cells = [(0, 0, 1, 1, text), (0, 1, 1, 1, "甲"), (1, 0, 1, 1, "全" * 10), (1, 1, 1, 1, "乙")]
    table = kit.Table(cells, (108.0, 60.0), (height, 18.0), top=60)
    assume(table.outer()[3] < kit.HEIGHT - 20)
    (grid,) = kit.grids(document([page(1, table)]))
    # a space between two words is no letter lost or won
    read = grid.rows[0][0].text.replace(" ", "")
    assert read.replace("\n", "") == "".join(paragraphs)
    parts = read.split("\n")
    while parts and paragraphs:
        whole = paragraphs.pop(0)
        while parts[0] != whole:
            # glued to the next one only where that could not have begun on the same line
            assert paragraphs, f"{parts[0]!r} is broken amid a paragraph"
            whole += paragraphs.pop(0)
        parts.pop(0)
    assert not parts
