from __future__ import annotations

import copy
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication

from exporters.excel import write_excel
from gui.form.blocks import MIME
from model.document.disclosure import Disclosure, TargetTable
from model.entry.tabletext import parse_html, parse_tsv
from tests.conftest import small_disclosure
from tests.gui.form.kit import CTRL, LAYOUTS, SHIFT, Clerk, Key

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta name=ProgId content=Excel.Sheet><style><!--td {white-space:nowrap;}--></style></head>
<body link=blue><table border=0 cellpadding=0 cellspacing=0 width=288 style='width:216pt'>
<!--StartFragment--><col width=72 span=4>
 <tr height=20><td rowspan=2 class=xl65 width=72>产出指标</td><td rowspan=2>数量指标</td>
  <td colspan=2>管护<br>
    里程</td><td colspan=2>全年管护</td><td>&gt;=12 公里</td><td>合同&nbsp;甲</td></tr>
 <tr height=20><td colspan=2>补植面积</td><td colspan=2></td>
  <td align=right>300亩</td><td></td></tr>
<!--EndFragment--></table></body></html>"""


def select(clerk: Clerk, field: str, row: int, right: int, down: int) -> None:
    clerk.stand(field, row)
    for _ in range(right):
        clerk.key(Key.Key_Right, SHIFT)
    for _ in range(down):
        clerk.key(Key.Key_Down, SHIFT)


def test_a_copied_block_is_understood_by_spreadsheets(clerk: Clerk) -> None:
    clerk.indicators[0].name = '两行\n"引号"'
    clerk.view.refill()
    select(clerk, "name", 0, 2, 1)
    clerk.key(Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    expected = [
        ['两行\n"引号"', "城区段清淤的长度", "≥12.5公里"],
        ["清淤土方", "清出的土方", "3～5万立方米"],
    ]
    assert parse_html(data.html()) == expected
    assert parse_tsv(data.text()) == expected
    assert clerk.session.undo.count() == 0


def test_cut_and_paste_within_the_form_is_exact(clerk: Clerk) -> None:
    clerk.indicators[0].basis = " 前后\u00a0有空格 "
    clerk.view.refill()
    before = copy.deepcopy(clerk.session.disclosure)
    select(clerk, "value", 0, 1, 1)
    clerk.key(Key.Key_X, CTRL)
    assert clerk.indicators[0].basis == ""
    clerk.stand("value", 0)
    clerk.key(Key.Key_V, CTRL)
    assert clerk.session.disclosure == before
    assert clerk.steps() == ["剪切4格", "粘贴4格"]


def test_pasting_an_excel_range_with_merged_cells(clerk: Clerk) -> None:
    clerk.put_on_clipboard("wrong", EXCEL)
    clerk.stand("level1", 0)
    clerk.key(Key.Key_V, CTRL)
    one, two = clerk.indicators[:2]
    assert (one.level1, one.level2, one.name) == ("产出指标", "数量指标", "管护\n里程")
    assert (one.description, one.value, one.basis) == ("全年管护", "≥12公里", "合同 甲")
    assert (two.level1, two.name, two.description, two.value) == (
        "产出指标", "补植面积", "", "300亩",
    )  # fmt: skip
    assert clerk.session.undo.count() == 1


def test_more_rows_than_there_are_become_indicators(clerk: Clerk) -> None:
    before = copy.deepcopy(clerk.session.disclosure)
    clerk.put_on_clipboard('甲\t说明\t>=1个\r\n乙\t"两\n行"\t>=2个\r\n丙\t\t>=3个\r\n')
    clerk.stand("name", 6)
    clerk.key(Key.Key_V, CTRL)
    assert [(i.level2, i.name, i.value) for i in clerk.indicators[6:]] == [
        ("服务对象满意度指标", "甲", "≥1个"),
        ("服务对象满意度指标", "乙", "≥2个"),
        ("服务对象满意度指标", "丙", "≥3个"),
    ]
    assert clerk.indicators[7].description == "两\n行"
    assert clerk.steps() == ["粘贴3行指标"]
    clerk.key(Key.Key_Z, CTRL)
    assert clerk.session.disclosure == before
    clerk.session.undo.redo()
    assert len(clerk.indicators) == 9


def test_pasting_onto_pending_rows_makes_them_indicators(
    make_clerk: Callable[[Disclosure], Clerk],
) -> None:
    clerk = make_clerk(Disclosure(projects=[TargetTable()], layout="hebei-2021"))
    clerk.put_on_clipboard("甲\t说明\n乙\t\n")
    clerk.stand("name", 0)
    clerk.key(Key.Key_V, CTRL)
    assert [(i.level2, i.name) for i in clerk.indicators] == [
        ("数量指标", "甲"),
        ("质量指标", "乙"),
    ]
    assert clerk.session.undo.count() == 1


def test_pasting_a_row_into_the_head_skips_labels(clerk: Clerk) -> None:
    clerk.put_on_clipboard("300,000.00元\t200000元\n")
    clerk.stand("budget")
    clerk.key(Key.Key_V, CTRL)
    assert (clerk.table.budget, clerk.table.fiscal, clerk.table.other) == (
        "30.00", "20.00", "10.00",
    )  # fmt: skip
    clerk.put_on_clipboard("25\t50\t75\t100\n")
    clerk.stand("plan.0")
    clerk.key(Key.Key_V, CTRL)
    assert clerk.table.plan == ["25.00%", "50.00%", "75.00%", "100.00%"]
    assert clerk.steps() == ["粘贴2格", "粘贴4格"]


def test_a_whole_form_is_copied_from_one_project_to_another(clerk: Clerk) -> None:
    first = clerk.table
    clerk.session.go_to(clerk.ref("unit.code"))
    clerk.key(Key.Key_A, CTRL)
    clerk.key(Key.Key_A, CTRL)
    clerk.key(Key.Key_C, CTRL)
    clerk.session.select(clerk.session.disclosure.projects[1].id)
    clerk.session.go_to(clerk.ref("unit.code"))
    clerk.key(Key.Key_V, CTRL)
    second = clerk.table
    for name in ("unit", "code", "name", "budget", "fiscal", "other", "purpose", "plan", "goals"):
        assert getattr(second, name) == getattr(first, name), name
    assert clerk.session.undo.count() == 1


def test_the_header_copied_along_is_left_out(clerk: Clerk) -> None:
    clerk.put_on_clipboard("三级指标\t绩效指标描述\n甲\t乙\n")
    clerk.stand("name", 0)
    clerk.key(Key.Key_V, CTRL)
    assert (clerk.indicators[0].name, clerk.indicators[0].description) == ("甲", "乙")
    assert clerk.indicators[1].name == "清淤土方"


def test_one_cell_pasted_fills_the_selection(clerk: Clerk) -> None:
    clerk.put_on_clipboard("合同\n", "<table><tr><td>合同</td></tr></table>")
    select(clerk, "basis", 0, 0, 2)
    clerk.key(Key.Key_V, CTRL)
    assert [i.basis for i in clerk.indicators[:4]] == ["合同"] * 3 + ["合同"]
    assert clerk.steps() == ["粘贴3格"]


def test_text_is_pasted_into_the_text_being_written(clerk: Clerk) -> None:
    clerk.click("goals")
    clerk.key(Key.Key_End, CTRL)
    clerk.put_on_clipboard("\n3.第三\r\n4.第四")
    clerk.key(Key.Key_V, CTRL)
    assert clerk.text("goals").endswith("断面。\n3.第三\n4.第四")
    assert clerk.steps() == ["修改“绩效目标”"]


def test_a_block_pasted_while_writing_still_is_a_block(clerk: Clerk) -> None:
    clerk.click("name", 0)
    clerk.type("q")
    clerk.put_on_clipboard("甲\t乙\n丙\t丁\n")
    clerk.key(Key.Key_V, CTRL)
    assert [(i.name, i.description) for i in clerk.indicators[:2]] == [("甲", "乙"), ("丙", "丁")]
    assert len(clerk.steps()) == 2


def test_plain_text_on_a_cell_replaces_it(clerk: Clerk) -> None:
    clerk.put_on_clipboard("=1+1<&>")
    clerk.stand("purpose")
    clerk.key(Key.Key_V, CTRL)
    assert clerk.text("purpose") == "=1+1<&>"
    clerk.put_on_clipboard("a\nb")
    clerk.key(Key.Key_V, CTRL)
    assert clerk.text("purpose") == "a\nb"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_all_indicators_travel_through_the_clipboard(
    layout: str, make_clerk: Callable[[Disclosure], Clerk]
) -> None:
    disclosure = small_disclosure()
    disclosure.layout = layout
    disclosure.projects[1].indicators = []
    clerk = make_clerk(disclosure)
    clerk.stand("name", 0)
    clerk.key(Key.Key_A, CTRL)
    clerk.key(Key.Key_A, CTRL)
    clerk.key(Key.Key_C, CTRL)
    source = clerk.table
    data = QGuiApplication.clipboard().mimeData()
    html, text = data.html(), data.text()
    assert data.hasFormat(MIME)
    for carried in ({"html": html}, {"text": text}):
        clerk.put_on_clipboard(**carried)
        clerk.session.select(clerk.session.disclosure.projects[1].id)
        grid = clerk.view.grid
        assert grid is not None
        first = grid.at(grid.body, 0)
        assert first is not None
        clerk.view.cell_cursor.enter((grid.body, 0))
        clerk.key(Key.Key_V, CTRL)
        columns = [c.field for c in clerk.session.layout.table.columns if c.of == "indicator"]
        whole = [name for name in columns if not name.startswith("value.")]
        for one, other in zip(source.indicators, clerk.indicators, strict=True):
            assert [getattr(one, n, one.extra.get(n, "")) for n in whole] == [
                getattr(other, n, other.extra.get(n, "")) for n in whole
            ]
            assert one.value == other.value
        clerk.session.undo.undo()


def test_what_excel_shows_of_our_own_workbook_pastes_back(clerk: Clerk) -> None:
    """The HTML of a range of the exported sheet, its columns merged as the form has them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        write_excel(clerk.session.disclosure, clerk.session.layout, path)
        book = load_workbook(BytesIO(path.read_bytes()))
    sheet = next(s for s in book if any(c.value == "清淤长度" for row in s for c in row))
    start = next(c for row in sheet for c in row if c.value == "清淤长度")
    spans = {}
    for area in sheet.merged_cells.ranges:
        spans[area.min_row, area.min_col] = (
            area.max_row - area.min_row + 1,
            area.max_col - area.min_col + 1,
        )
    lines = []
    for row in range(start.row, start.row + 3):
        cells = ""
        for col in range(start.column, start.column + 6):
            value = sheet.cell(row, col).value
            if value is None and (row, col) not in spans:
                continue
            down, across = spans.get((row, col), (1, 1))
            cells += f"<td rowspan={down} colspan={across}>{value}</td>"
        lines.append(f"<tr>{cells}</tr>")
    expected = [copy.deepcopy(item) for item in clerk.indicators[:3]]
    clerk.put_on_clipboard("x", f"<table>{''.join(lines)}</table>")
    clerk.stand("name", 3)
    clerk.key(Key.Key_V, CTRL)
    for one, other in zip(expected, clerk.indicators[3:6], strict=True):
        assert (one.name, one.description, one.value, one.basis) == (
            other.name, other.description, other.value, other.basis,
        )  # fmt: skip
