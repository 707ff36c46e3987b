"""Tables that go over pages: what is joined, what is not, and what the clerk is told."""

from __future__ import annotations

import pytest

from model.printing.grid import Document, Grid
from tests.importers.pdf.kit import Spec, Table, grids, specs
from tests.importers.tables import kit

WIDTHS = (68.0, 68.0, 98.0, 148.0, 58.0)
"""Six, six, nine, fourteen and five letters wide."""
HEAD = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
LONG = "全年组织下乡培训和现场指导"
FULL = LONG + "每"


def _rows(*rows: tuple[str, ...], spans: dict[tuple[int, int], int] | None = None) -> list[Spec]:
    """Return cells of rows; ``spans`` tells how many rows the cell at (row, column) reaches."""
    spans = spans or {}
    covered = {(row + more, col) for (row, col), count in spans.items() for more in range(1, count)}
    return [
        (row, col, spans.get((row, col), 1), 1, text)
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
        if (row, col) not in covered
    ]


def _table(cells: list[Spec], lines: list[int], top: float) -> Table:
    """Return a table whose rows are so many lines high."""
    return Table(cells, WIDTHS, [13.0 * count + 5 for count in lines], 60.0, top)


def _foot(cells: list[Spec], lines: list[int]) -> Table:
    """Return a table that ends at the foot of its page."""
    height = sum(13.0 * count + 5 for count in lines)
    return _table(cells, lines, 780.0 - height)


def _one(document: Document) -> Grid:
    (grid,) = grids(document)
    return grid


def _texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def _flawed(grid: Grid) -> dict[tuple[int, int], str]:
    return {
        (cell.row, cell.col): flaw.text for row in grid.rows for cell in row for flaw in cell.flaws
    }


def test_a_repeated_head_is_read_once_and_rows_stay_rows() -> None:
    first = _foot(_rows(HEAD, ("产出指标", "数量指标", "培训场次", "场次", "≥8场")), [1, 1])
    second = _table(_rows(HEAD, ("效益指标", "社会效益", "知晓率", "比例", "≥90%")), [1, 1], 60.0)
    document = kit.document([kit.page(1, first), kit.page(2, second)])
    assert _texts(_one(document)) == [
        list(HEAD),
        ["产出指标", "数量指标", "培训场次", "场次", "≥8场"],
        ["效益指标", "社会效益", "知晓率", "比例", "≥90%"],
    ]
    assert _flawed(_one(document)) == {}
    assert any("第1页" in note for note in document.notes)


def test_page_numbers_and_running_heads_stand_not_between() -> None:
    first = _foot(_rows(HEAD, ("产出指标", "数量指标", "培训场次", "场次", "≥8场")), [1, 1])
    second = _table(_rows(("效益指标", "社会效益", "知晓率", "比例", "≥90%")), [1], 60.0)
    document = kit.document(
        [
            kit.page(1, first, (280, 800, "— 1 —")),
            kit.page(2, second, (280, 800, "— 2 —")),
        ]
    )
    assert len(_one(document).rows) == 3
    assert [item.text for item in document.around] == ["— 1 —", "— 2 —"]


def test_a_cut_row_is_one_and_named() -> None:
    first = _foot(
        _rows(HEAD, ("产出指标", "数量指标", "培训场次", f"{FULL}\n{FULL}", "≥8场")), [1, 2]
    )
    rest = _table(_rows(HEAD, ("", "", "", "乡镇不少于两场", "")), [1, 1], 60.0)
    document = kit.document([kit.page(1, first), kit.page(2, rest)])
    grid = _one(document)
    assert _texts(grid)[1] == [
        "产出指标",
        "数量指标",
        "培训场次",
        f"{FULL}{FULL}乡镇不少于两场",
        "≥8场",
    ]
    assert len(grid.rows) == 2
    assert set(_flawed(grid)) == {(1, 3)}
    assert any("第2行" in note and "已接为一行" in note for note in document.notes)


def test_a_row_cut_in_its_name_too_is_one() -> None:
    name = "开展基层农技人员培训"[:9]
    first = _foot(_rows(HEAD, ("产出指标", "数量指标", name, FULL, "≥8场")), [1, 1])
    rest = _table(_rows(("", "", "训的场次", "乡镇不少于两场", "")), [1], 60.0)
    grid = _one(kit.document([kit.page(1, first), kit.page(2, rest)]))
    assert _texts(grid)[1][2:4] == [f"{name}训的场次", f"{FULL}乡镇不少于两场"]
    assert set(_flawed(grid)) == {(1, 2), (1, 3)}


def test_levels_run_on_over_the_break() -> None:
    spans = {(1, 0): 2, (1, 1): 2}
    first = _foot(
        _rows(
            HEAD,
            ("产出指标", "数量指标", "培训场次", "场次", "≥8场"),
            ("", "", "培训人数", "人数", "≥90人"),
            spans=spans,
        ),
        [1, 1, 1],
    )
    second = _table(
        _rows(
            ("", "", "发放资料", "份数", "≥500份"),
            ("", "质量指标", "合格率", "比例", "≥95%"),
            spans={(0, 0): 2},
        ),
        [1, 1],
        60.0,
    )
    grid = _one(kit.document([kit.page(1, first), kit.page(2, second)]))
    assert specs(grid)[5:7] == [(1, 0, 4, 1, "产出指标"), (1, 1, 3, 1, "数量指标")]
    assert _texts(grid)[3] == ["发放资料", "份数", "≥500份"]
    assert _texts(grid)[4] == ["质量指标", "合格率", "比例", "≥95%"]


def test_a_merged_cell_whose_text_stands_on_the_later_page_is_one_and_marked() -> None:
    first = _foot(
        _rows(
            HEAD,
            ("", "数量指标", "培训场次", "场次", "≥8场"),
            ("", "质量指标", "合格率", "比例", "≥95%"),
            spans={(1, 0): 2},
        ),
        [1, 1, 1],
    )
    second = _table(
        _rows(
            ("产出指标", "时效指标", "按时率", "比例", "100%"),
            ("", "成本指标", "成本", "金额", "≤5万元"),
            spans={(0, 0): 2},
        ),
        [1, 1],
        60.0,
    )
    grid = _one(kit.document([kit.page(1, first), kit.page(2, second)]))
    assert (1, 0, 4, 1, "产出指标") in specs(grid)
    assert set(_flawed(grid)) == {(1, 0)}


def test_what_may_or_may_not_go_on_is_left_and_marked() -> None:
    """The description fills its room, the value does not: it may be cut, or two rows."""
    first = _foot(_rows(HEAD, ("产出指标", "数量指标", "场次", FULL, "按时")), [1, 1])
    second = _table(_rows(("", "", "人数", "乡镇不少于两场", "及时")), [1], 60.0)
    document = kit.document([kit.page(1, first), kit.page(2, second)])
    grid = _one(document)
    assert _texts(grid)[2][-3:] == ["人数", "乡镇不少于两场", "及时"]
    assert list(_flawed(grid)) == [(2, 2)]
    assert any("不能确定" in note for note in document.notes)


@pytest.mark.parametrize(
    ("above", "below"),
    [("8,574", "5,890"), ("≥95%", "≥5%"), ("2024年", "2023年"), ("12场次", "6人次")],
)
def test_two_values_are_never_one(above: str, below: str) -> None:
    """Columns as wide as what they hold are all full, and yet no row is cut."""
    full = "全年的指标名称共九字"[:9]
    first = _foot(_rows(HEAD, ("产出指标", "数量指标", full, FULL, above)), [1, 1])
    second = _table(_rows(("", "", full, FULL, below)), [1], 60.0)
    grid = _one(kit.document([kit.page(1, first), kit.page(2, second)]))
    assert [row[-1].text for row in grid.rows] == ["指标值", above, below]
    assert _flawed(grid) == {}


def test_an_indicator_like_another_one_is_no_repeated_head() -> None:
    row = ("效益指标", "社会效益", "群众知晓程度", "有所提高", "提高")
    first = _foot(_rows(HEAD, row, ("产出指标", "数量指标", "场次", "场", "八场")), [1, 1, 1])
    second = _table(_rows(row, ("产出指标", "时效指标", "按时", "时间", "按时")), [1, 1], 60.0)
    grid = _one(kit.document([kit.page(1, first), kit.page(2, second)]))
    assert _texts(grid).count(list(row)) == 2


def test_a_head_amid_a_table_is_known_by_its_own_columns() -> None:
    widths = (68.0, 68.0, 98.0, 206.0)
    top: list[Spec] = [
        (0, 0, 1, 1, "项目名称"),
        (0, 1, 1, 3, "农技培训"),
        (1, 0, 1, 1, "一级指标"),
        (1, 1, 1, 1, "三级指标"),
        (1, 2, 1, 1, "指标值"),
        (1, 3, 1, 1, "依据"),
        (2, 0, 1, 1, "产出指标"),
        (2, 1, 1, 1, "场次"),
        (2, 2, 1, 1, "≥8场"),
        (2, 3, 1, 1, "通知"),
    ]
    more = [(1, 0, 1, 1, "效益指标"), (1, 1, 1, 1, "知晓率"), (1, 2, 1, 1, "高"), (1, 3, 1, 1, "")]
    second: list[Spec] = [(0, col, rows, cols, text) for r, col, rows, cols, text in top if r == 1]
    second += more
    pages = [
        kit.page(1, Table(top, widths, (18,) * 3, 60, 726)),
        kit.page(2, Table(second, widths, (18,) * 2, 60, 60)),
    ]
    grid = _one(kit.document(pages))
    assert [row[0].text for row in grid.rows] == ["项目名称", "一级指标", "产出指标", "效益指标"]


@pytest.mark.parametrize("case", ["title", "room", "width", "page between"])
def test_other_tables_stay_other_tables(case: str) -> None:
    cells = _rows(HEAD, ("产出指标", "数量指标", "场次", "场", "≥8场"))
    first = _table(cells, [1, 1], 100.0) if case == "room" else _foot(cells, [1, 1])
    second = _table(cells, [1, 1], 90.0)
    if case == "width":
        second = Table(cells, [width * 0.8 for width in WIDTHS], (18, 18), 60, 90)
    pages = [kit.page(1, first), kit.page(2, second)]
    if case == "title":
        pages[1] = kit.page(2, (200, 75, "2.农技培训绩效目标表"), second)
    if case == "page between":
        pages = [kit.page(1, first), kit.page(2, (60, 300, "说明文字")), kit.page(3, second)]
    assert [specs(grid) for grid in grids(kit.document(pages))] == [cells, cells]


def test_titles_printed_again_on_every_page_part_nothing() -> None:
    """Excel repeats title rows above the table; the rows below are the same table's."""
    title, unit = (200.0, 60.0, "项目绩效目标汇总表"), (400.0, 78.0, "单位：万元")
    first = Table(
        _rows(HEAD, *[("产出指标", "数量指标", f"第{i}项", "场", "≥8场") for i in range(37)]),
        WIDTHS,
        (18.0,) * 38,
        60,
        95,
    )
    second = _table(_rows(HEAD, ("效益指标", "社会效益", "知晓率", "比例", "≥90%")), [1, 1], 95.0)
    document = kit.document([kit.page(1, title, unit, first), kit.page(2, title, unit, second)])
    assert len(_one(document).rows) == 39


def test_the_same_title_over_another_form_begins_another_table() -> None:
    title = (200.0, 60.0, "项目绩效目标表")
    tables = []
    for name in ("农技培训", "防汛物资"):
        rows = [("项目名称", name), *((f"指标{i}", "≥8") for i in range(37))]
        tables.append(Table(_rows(*rows), (100.0, 200.0), (18.0,) * 38, 60, 80))
    document = kit.document([kit.page(i, title, table) for i, table in enumerate(tables, 1)])
    assert len(grids(document)) == 2


def test_an_amount_cut_in_its_digits_is_one() -> None:
    head = ("编码", "科目", "名称", "合计", "小计")
    first = _foot(_rows(head, ("221", "", "住房保障和其他支出", "1,100,00", "750,000.")), [1, 1])
    rest = _table(
        _rows(("", "", "的补助", "0.00", "00"), ("合计", "", "", "9.00", "1.00")), [1, 1], 60.0
    )
    grid = _one(kit.document([kit.page(1, first), kit.page(2, rest)]))
    assert _texts(grid)[1] == ["221", "", "住房保障和其他支出的补助", "1,100,000.00", "750,000.00"]
    assert _texts(grid)[2] == ["合计", "", "", "9.00", "1.00"]
    assert {(1, 3), (1, 4)} <= set(_flawed(grid))


@pytest.mark.parametrize("below", ["1,100,000.00", "0.00", "3"])
def test_whole_amounts_stay_two(below: str) -> None:
    head = ("编码", "科目", "名称", "合计", "小计")
    first = _foot(_rows(head, ("221", "", "住房保障", "1,100,000.00", "")), [1, 1])
    second = _table(_rows(("", "", "", below, "")), [1], 60.0)
    grid = _one(kit.document([kit.page(1, first), kit.page(2, second)]))
    found = [cell.text for row in grid.rows for cell in row if cell.col == 3]
    assert found == ["合计", "1,100,000.00", below]


@pytest.mark.parametrize("head", ["望澜市水务局2024年度预算绩效文本", "第一册"])
def test_a_running_head_of_two_pages_stands_not_between(head: str) -> None:
    first = _foot(_rows(HEAD, ("产出指标", "数量指标", "培训场次", "场次", "≥8场")), [1, 1])
    second = _table(_rows(("效益指标", "社会效益", "知晓率", "比例", "≥90%")), [1], 70.0)
    pages = [kit.page(1, (200, 40, head), first), kit.page(2, (200, 40, head), second)]
    document = kit.document(pages)
    assert len(_one(document).rows) == 3
    assert [item.text for item in document.around] == [head, head]


def test_two_pages_with_heads_of_their_own_stay_two_tables() -> None:
    first = _foot(_rows(HEAD, ("产出指标", "数量指标", "培训场次", "场次", "≥8场")), [1, 1])
    second = _table(_rows(("效益指标", "社会效益", "知晓率", "比例", "≥90%")), [1], 70.0)
    pages = [kit.page(1, (200, 40, "附件1"), first), kit.page(2, (200, 40, "附件2"), second)]
    assert len(grids(kit.document(pages))) == 2
