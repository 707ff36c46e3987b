from __future__ import annotations

from pathlib import Path

import pytest

from importers.docx import read_docx
from model.basics.errors import ReadError
from model.printing.grid import Cell, Document, Grid, Paragraph
from tests.importers.docx_kit import cell, para, row, run, table, write_docx

Box = tuple[str, int, int, int, int]
HEAD, GOES_ON = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"

UNCHANGED = '<w:vanish w:val="0"/>'
"""A run property that changes nothing but rules out the quick way of reading a table."""


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def boxes(grid: Grid) -> list[list[Box]]:
    """Return each row's cells as (text, row, col, rowspan, colspan)."""
    return [[(c.text, c.row, c.col, c.rowspan, c.colspan) for c in cells] for cells in grid.rows]


def read_table(tmp_path: Path, *rows: str) -> Grid:
    """Return a table of the given rows, after making sure both ways of reading it agree."""
    quick = grids(read_docx(write_docx(tmp_path / "quick.docx", table(*rows))))
    marked = "".join(rows).replace("</w:p>", f"<w:r><w:rPr>{UNCHANGED}</w:rPr></w:r></w:p>")
    mixed = table("".join(rows), marked, "".join(rows))
    slow = grids(read_docx(write_docx(tmp_path / "slow.docx", mixed)))
    assert slow == grids(read_docx(write_docx(tmp_path / "thrice.docx", table("".join(rows) * 3))))
    assert grids(read_docx(write_docx(tmp_path / "slow.docx", table(marked)))) == quick
    assert len(quick) == 1
    return quick[0]


def texts(grid: Grid) -> list[list[str]]:
    return [[c.text for c in cells] for cells in grid.rows]


def test_cells_have_places_and_names(tmp_path: Path) -> None:
    grid = read_table(
        tmp_path,
        row(cell("预算规模", span=2, merge="restart"), "预算数", "30.00"),
        row(cell(span=2, merge="continue"), cell("用途", span=2)),
        row("一", "二", "三", "四"),
    )
    assert grid.where == "表1"
    assert grid.columns == 4
    assert boxes(grid) == [
        [("预算规模", 0, 0, 2, 2), ("预算数", 0, 2, 1, 1), ("30.00", 0, 3, 1, 1)],
        [("用途", 1, 2, 1, 2)],
        [("一", 2, 0, 1, 1), ("二", 2, 1, 1, 1), ("三", 2, 2, 1, 1), ("四", 2, 3, 1, 1)],
    ]
    assert grid.rows[1][0].where == "第2行第2格"
    assert grid.rows[2][3].where == "第3行第4格"


def test_cells_far_out_are_named_too(tmp_path: Path) -> None:
    grid = read_table(tmp_path, *["<w:tr/>"] * 599, row(*["x"] * 40))
    assert grid.rows[599][39].where == "第600行第40格"
    assert grid.rows[599][31].where == "第600行第32格"


def test_a_merge_without_value_continues(tmp_path: Path) -> None:
    bare = cell("").replace("<w:tcPr>", "<w:tcPr><w:vMerge/>")
    grid = read_table(tmp_path, row(cell("甲", merge="restart"), "1"), row(bare, "2"))
    assert boxes(grid)[0][0] == ("甲", 0, 0, 2, 1)


def test_a_merge_that_was_never_begun_begins_where_it_stands(tmp_path: Path) -> None:
    grid = read_table(
        tmp_path,
        row("甲", "1"),
        row(cell("乙", merge="continue"), "2"),
        row(cell(merge="continue"), "3"),
    )
    assert boxes(grid)[0][0] == ("甲", 0, 0, 1, 1)
    assert boxes(grid)[1][0] == ("乙", 1, 0, 2, 1)


def test_a_merge_over_other_columns_is_none(tmp_path: Path) -> None:
    # ECMA-376 Part 1, 17.4.84: cells that do not cover the same columns do not merge
    grid = read_table(
        tmp_path,
        row(cell("甲", span=2, merge="restart"), "1"),
        row(cell("乙", merge="continue"), "2", "3"),
        row(cell("丙", span=2, merge="continue"), "4"),
    )
    assert boxes(grid) == [
        [("甲", 0, 0, 1, 2), ("1", 0, 2, 1, 1)],
        [("乙", 1, 0, 1, 1), ("2", 1, 1, 1, 1), ("3", 1, 2, 1, 1)],
        [("丙", 2, 0, 1, 2), ("4", 2, 2, 1, 1)],
    ]


def test_a_merge_begun_anew_is_another_cell(tmp_path: Path) -> None:
    grid = read_table(
        tmp_path,
        row(cell("甲", merge="restart")),
        row(cell("", merge="continue")),
        row(cell("乙", merge="restart")),
        row(cell("", merge="continue")),
    )
    assert boxes(grid) == [[("甲", 0, 0, 2, 1)], [], [("乙", 2, 0, 2, 1)], []]


def test_text_in_continuing_cells_is_kept(tmp_path: Path) -> None:
    grid = read_table(
        tmp_path,
        row(cell("甲", merge="restart"), cell("", merge="restart")),
        row(cell("乙", merge="continue"), cell("丁", merge="continue")),
        row(cell(" ", merge="continue"), cell("\u3000", merge="continue")),
        row(cell("丙", merge="continue"), cell("", merge="continue")),
    )
    assert texts(grid)[0] == ["甲\n乙\n丙", "丁"]


def test_horizontal_merges_of_old_files(tmp_path: Path) -> None:
    grid = read_table(
        tmp_path,
        row(cell("甲", properties=HEAD), cell(properties=GOES_ON), "乙"),
        row("1", cell("2", properties=HEAD), cell("3", properties=GOES_ON)),
    )
    assert boxes(grid) == [
        [("甲", 0, 0, 1, 2), ("乙", 0, 2, 1, 1)],
        [("1", 1, 0, 1, 1), ("2\n3", 1, 1, 1, 2)],
    ]
    assert grid.rows[0][1].where == "第1行第2格"


def test_horizontal_and_vertical_merges_together(tmp_path: Path) -> None:
    grid = read_table(
        tmp_path,
        row(
            cell("甲", merge="restart", properties=HEAD),
            cell(merge="restart", properties=GOES_ON),
            "1",
        ),
        row(
            cell(merge="continue", properties=HEAD),
            cell(merge="continue", properties=GOES_ON),
            "2",
        ),
    )
    assert boxes(grid) == [[("甲", 0, 0, 2, 2), ("1", 0, 2, 1, 1)], [("2", 1, 2, 1, 1)]]


def test_rows_shorter_than_the_grid(tmp_path: Path) -> None:
    grid = read_table(
        tmp_path,
        row("甲", cell("乙", merge="restart"), "丙", "丁"),
        row(
            cell(merge="continue"),
            properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="2"/>',
        ),
        row("戊"),
        row("己", properties='<w:gridBefore w:val="4"/>'),
    )
    assert grid.columns == 5
    assert boxes(grid)[0][1] == ("乙", 0, 1, 2, 1)
    assert boxes(grid)[1:] == [[], [("戊", 2, 0, 1, 1)], [("己", 3, 4, 1, 1)]]


def test_paragraphs_of_a_cell_are_lines(tmp_path: Path) -> None:
    grid = read_table(
        tmp_path,
        row(cell(para(), "1.甲", para(), " 乙 ", para(), para()), cell(para())),
    )
    assert texts(grid) == [["\n1.甲\n\n 乙 \n\n", ""]]


def test_content_controls_around_rows_cells_and_texts(tmp_path: Path) -> None:
    def wrapped(inner: str) -> str:
        return f"<w:sdt><w:sdtPr><w:id/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    inner = cell(wrapped(para(wrapped(run("乙")))))
    custom = f"<w:customXml>{wrapped(row('丙', '丁'))}</w:customXml>"
    grid = read_table(tmp_path, wrapped(row(wrapped(cell("甲")), inner)), custom)
    assert texts(grid) == [["甲", "乙"], ["丙", "丁"]]
    assert grid.columns == 2


def test_whole_tables_in_content_controls(tmp_path: Path) -> None:
    body = f"<w:sdt><w:sdtContent>{table(row('甲'))}{para('后')}</w:sdtContent></w:sdt>"
    blocks = read_docx(write_docx(tmp_path / "a.docx", body)).blocks
    assert isinstance(blocks[0], Grid)
    assert texts(blocks[0]) == [["甲"]]
    assert blocks[1] == Paragraph("后", where="第1段")


def test_nested_tables(tmp_path: Path) -> None:
    innermost = table(row("里"))
    inner = table(row("甲", cell(innermost, para())))
    body = table(
        row(cell("前", inner, para(), table(row("乙")), para()), cell(inner, "后")),
        row(cell(table(row("丙")), para(), para())),
    )
    (grid,) = grids(read_docx(write_docx(tmp_path / "a.docx", body)))
    first, second = grid.rows[0]
    assert (first.text, second.text, grid.rows[1][0].text) == ("前", "后", "\n")
    assert first.nested is not None
    assert [g.where for g in first.nested] == ["表1内嵌表1", "表1内嵌表2"]
    assert [texts(g) for g in first.nested] == [[["甲", ""]], [["乙"]]]
    deepest = first.nested[0].rows[0][1].nested
    assert deepest is not None
    assert (deepest[0].where, texts(deepest[0])) == ("表1内嵌表1内嵌表1", [["里"]])
    assert second.nested is not None
    assert second.nested[0].where == "表1内嵌表3"


def test_tables_in_continuing_cells_go_to_the_first(tmp_path: Path) -> None:
    body = table(
        row(cell("甲", merge="restart")),
        row(cell(table(row("乙")), para(), merge="continue")),
    )
    (grid,) = grids(read_docx(write_docx(tmp_path / "a.docx", body)))
    assert boxes(grid) == [[("甲", 0, 0, 2, 1)], []]
    assert [texts(g) for g in grid.rows[0][0].nested or []] == [[["乙"]]]


def test_old_properties_of_a_revision_do_not_count(tmp_path: Path) -> None:
    change = '<w:tcPrChange w:id="1" w:author="甲"><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>'
    grid = grids(
        read_docx(
            write_docx(
                tmp_path / "a.docx",
                table(row(cell("甲", properties=change + "</w:tcPrChange>"), "乙")),
            )
        )
    )[0]
    assert boxes(grid) == [[("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1)]]


def test_deleted_rows_cells_and_tables_are_left_out(tmp_path: Path) -> None:
    gone = '<w:del w:id="1" w:author="甲"/>'
    body = (
        table(row("全", properties=gone))
        + para()
        + table(
            row(cell("甲", merge="restart"), "1"),
            row(cell("", merge="continue"), "2", properties=gone),
            row(cell("", merge="continue"), "3", properties='<w:ins w:id="2" w:author="甲"/>'),
            row(cell("丙", properties='<w:cellDel w:id="3" w:author="甲"/>'), "4"),
        )
    )
    document = read_docx(write_docx(tmp_path / "a.docx", body))
    (grid,) = grids(document)
    assert grid.where == "表1"
    assert boxes(grid) == [
        [("甲", 0, 0, 2, 1), ("1", 0, 1, 1, 1)],
        [("3", 1, 1, 1, 1)],
        [("4", 2, 0, 1, 1)],
    ]
    assert document.notes == ["文中有修订，按接受修订后的文字读取"]


def test_tracked_merges_are_accepted(tmp_path: Path) -> None:
    def tracked(value: str) -> str:
        return f'<w:cellMerge w:id="1" w:author="甲" w:vMerge="{value}"/>'

    grid = read_table(
        tmp_path,
        row(cell("甲", properties=tracked("rest")), "1"),
        row(cell("", properties=tracked("cont")), "2"),
    )
    assert boxes(grid) == [[("甲", 0, 0, 2, 1), ("1", 0, 1, 1, 1)], [("2", 1, 1, 1, 1)]]


@pytest.mark.parametrize("span", ["0", "-2", "", "二", "1.5", "99999999999999999999"])
def test_spans_that_are_no_numbers_are_one(tmp_path: Path, span: str) -> None:
    wide = cell("甲", properties=f'<w:gridSpan w:val="{span}"/>')
    assert boxes(read_table(tmp_path, row(wide, "乙")))[0][1] == ("乙", 0, 1, 1, 1)


@pytest.mark.parametrize(
    "bad",
    [
        row(cell("甲", span=1000000)),
        row("甲", properties='<w:gridBefore w:val="5000000"/>'),
        row(*["<w:tc><w:p/></w:tc>"] * 1100),
        row(*[cell(para(run("", UNCHANGED)))] * 1100),
    ],
)
def test_absurd_widths_are_refused_by_name(tmp_path: Path, bad: str) -> None:
    path = write_docx(tmp_path / "宽.docx", para("前") + table(row("甲"), bad))
    with pytest.raises(ReadError, match="表1第2行的列数多得不正常") as caught:
        read_docx(path)
    assert str(path) in str(caught.value)


def test_a_table_of_many_rows_is_read_as_it_comes(tmp_path: Path) -> None:
    rows = [
        row(
            cell(f"项目{number // 10}", merge="continue" if number % 10 else "restart"),
            f"指标{number}",
            cell(para(run(f"第{number}项", UNCHANGED if number % 7 == 0 else ""))),
        )
        for number in range(3000)
    ]
    wrapped = f"<w:sdt><w:sdtContent>{''.join(rows[1500:1600])}</w:sdtContent></w:sdt>"
    body = table(*rows[:1500], wrapped, *rows[1600:]) + para("后") + table(row("又"))
    document = read_docx(write_docx(tmp_path / "a.docx", body))
    grid, after, last = document.blocks
    assert isinstance(grid, Grid)
    assert isinstance(last, Grid)
    assert after == Paragraph("后", where="第1段")
    assert (last.where, texts(last)) == ("表2", [["又"]])
    assert len(grid.rows) == 3000
    for number, cells in enumerate(grid.rows):
        *first, second, third = cells
        assert (second.text, third.text) == (f"指标{number}", f"第{number}项")
        assert second.where == f"第{number + 1}行第2格"
        stray = "\n".join([f"项目{number // 10}"] * 10)
        assert [(c.text, c.rowspan) for c in first] == ([] if number % 10 else [(stray, 10)])


def test_cells_are_whole_in_the_model(tmp_path: Path) -> None:
    grid = read_table(tmp_path, row("甲"))
    assert grid.rows == [[Cell("甲", 0, 0, 1, 1, "第1行第1格")]]
