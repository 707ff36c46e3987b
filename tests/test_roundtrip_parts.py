"""Parts with any text whatever: written, read back equal."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.read import read_file
from model.checks import Checker
from model.document.blocks import Part, PartBlock, PartCell, PartRow, PartTable, PartText
from model.document.disclosure import Disclosure
from model.layout import Layouts, load_layouts
from tests.model.parts.kit import Figures, dump, read
from tests.test_roundtrip import texts, write

HOSTILE = ["=1+1", "<&>\"'", "-5", "00123", "1.50", "1．２．３", "\x07响铃", "甲\n乙", "😀" * 3]
TEXTS = st.one_of(texts(), st.sampled_from([*HOSTILE, "水" * 10_000]))
SOUND = read(dump(Figures(3)), load_layouts())


def shown(disclosure: Disclosure) -> list[list[list[str] | str]]:
    """Return each part's title, its texts and the rows of its tables."""
    return [
        [
            part.title,
            *(
                block.text if isinstance(block, PartText) else [c.text for c in row.cells]
                for block in part.blocks
                if isinstance(block, (PartText, PartTable))
                for row in (block.rows if isinstance(block, PartTable) else [PartRow()])
            ),
        ]
        for part in disclosure.parts
    ]


@st.composite
def tables(draw: st.DrawFn) -> PartTable:
    """Return a table no publication knows, two columns, some cells merged."""
    rows = [PartRow([PartCell("项目", 0), PartCell("内容", 1)])]
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            rows.append(PartRow([PartCell(draw(TEXTS) or "甲", 0, 2)]))
        else:
            rows.append(PartRow([PartCell(draw(TEXTS), 0), PartCell(draw(TEXTS), 1)]))
    return PartTable(rows, 2, (0, 0), name="别的表")


@st.composite
def hostile(draw: st.DrawFn) -> Disclosure:
    """Return a sound disclosure with other texts, and a part nobody knows, in it."""
    made = copy.deepcopy(SOUND)
    for part in made.parts:
        for held in part.texts():
            if held.kind == "text" and draw(st.integers(0, 5)) == 0:
                held.text = draw(TEXTS.filter(str.strip))
    blocks: list[PartBlock] = [PartText(draw(TEXTS.filter(str.strip))), draw(tables())]
    made.parts.append(Part("", "第十部分：别的", blocks))
    return made


@pytest.mark.parametrize("extension", ["docx", "xlsx", "jxb"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_text_comes_back_as_it_went(
    tmp_path_factory: pytest.TempPathFactory,
    layouts: Layouts,
    extension: str,
    data: st.DataObject,
) -> None:
    made = data.draw(hostile())
    folder = tmp_path_factory.mktemp("any")
    path = write(made, layouts[made.layout], folder / f"甲.{extension}")
    again, _ = read_file(path, layouts)
    assert shown(again) == shown(made)
    shutil.rmtree(folder)
    # whatever stands there is checked
    Checker(again, layouts[made.layout])


@pytest.mark.parametrize("extension", ["docx", "xlsx", "jxb"])
def test_a_cell_higher_than_a_sheets_row_and_empty_rows_at_the_end_come_back(
    tmp_path: Path, layouts: Layouts, extension: str
) -> None:
    made = copy.deepcopy(SOUND)
    rows = [("项目", "内容"), ("长", "水" * 9000), ("", ""), ("短", "甲"), ("", ""), ("", "")]
    table = PartTable([PartRow([PartCell(a, 0), PartCell(b, 1)]) for a, b in rows], 2, (0, 0))
    made.parts.append(Part("", "第十部分：别的", [table]))
    path = write(made, layouts[made.layout], tmp_path / f"甲.{extension}")
    again, _ = read_file(path, layouts)
    assert shown(again) == shown(made)
    (held,) = again.parts[-1].tables()
    assert not any(cell.rowspan > 1 for row in held.rows for cell in row.cells)


def test_an_empty_row_filled_in_excel_is_no_further_row(tmp_path: Path, layouts: Layouts) -> None:
    made = copy.deepcopy(SOUND)
    rows = [("项目", "内容"), ("短", "甲"), ("", ""), ("", "")]
    held = [PartRow([PartCell(a, 0), PartCell(b, 1)]) for a, b in rows]
    table = PartTable(held, 2, (0, 0), name="别的")
    made.parts.append(Part("", "第十部分：别的", [table]))
    path = write(made, layouts[made.layout], tmp_path / "甲.xlsx")
    book = openpyxl.load_workbook(path)
    book["别的"].cell(3, 1).value = "后填的"
    book.save(path)
    again, _ = read_file(path, layouts)
    assert shown(again)[-1][1:] == [["项目", "内容"], ["短", "甲"], ["后填的", ""], ["", ""]]
