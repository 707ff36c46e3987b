"""Files the scenes work with, made from the bundled example.

They lie under made-up folders and are named by relative paths, so that no picture shows where
this machine keeps them.
"""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel import write_excel
from exporters.jxb import write_jxb
from exporters.word import write_word
from gui.window.mainwindow import MainWindow
from library.harvest import harvest
from library.opening import open_library
from model.document.disclosure import Department, Disclosure, Indicator, Unit
from model.layout import Layout
from scripts.scenes import EXAMPLE_AS_IT_IS, FULL, disclosure

LAST_YEAR = Path("预算/2024年/望澜市文化广电和旅游局2024年绩效文本.docx")
FIRST_DRAFT = Path("预算/2024年/一稿.xlsx")
RETURNED = Path("预算/2024年/财政局退回.xlsx")
ALL_DEPARTMENTS = Path("预算/2024年/各部门报送")
COLLECTED = Path("预算/2024年/各部门报送汇总.xlsx")
"""Where 汇总 writes, as it proposes itself."""

_DEPARTMENTS = (
    ("402", "望澜市文化广电和旅游局"), ("403", "望澜市水利局"), ("405", "望澜市教育局"),
    ("411", "望澜市科学技术协会"), ("418", "望澜市农业农村局"), ("426", "望澜市卫生健康局"),
)  # fmt: skip


def last_year(window: MainWindow) -> Path:
    """Return last year's published Word file."""
    return _written(window, disclosure(window.session, FULL), LAST_YEAR)


def first_draft(window: MainWindow) -> Path:
    """Return an earlier draft: other money, words and indicators, a project less."""
    made = disclosure(window.session, FULL)
    first, second, third = made.projects[:3]
    first.budget, first.fiscal = "52.00", "52.00"
    first.indicators[5].value = "≥36小时"
    second.plan[:] = ["25.00%", "50.00%", "75.00%", "100.00%"]
    second.indicators[0].value = "≥100场"
    second.indicators[0].description = "全年送戏下乡演出场次"
    del second.indicators[2]
    third.name = third.name.replace("宣传推广", "推广")
    third.indicators[1].basis = "望政发【2021】9号"
    del made.projects[8]
    return _written(window, made, FIRST_DRAFT)


def returned(window: MainWindow) -> Path:
    """Return the workbook as the bureau sends it back: cells, a row and comments changed."""
    made = disclosure(window.session, FULL)
    first, second = made.projects[:2]
    first.budget, first.fiscal = "45.00", "45.00"
    row = Indicator("产出指标", "数量指标", "开展公益讲座场次", "全年公益讲座", "≥24场", "活动台账")
    first.indicators.insert(1, row)
    second.indicators[6].value = "≥3万人次"
    second.indicators[1].description = "演出覆盖的乡镇个数"
    del second.indicators[7]
    path = _written(window, made, RETURNED)
    book = openpyxl.load_workbook(path)
    _comment(book.worksheets[2], "免费开放场馆数", 4, "请附上场馆名单，与去年一致。")
    _comment(book.worksheets[3], "惠民演出场次", 4, "比去年少20场，请说明原因。")
    _comment(book.worksheets[3], "观众满意度", 5, "满意度怎么调查，请写明样本数。")
    book.save(path)
    return path


def all_departments(window: MainWindow) -> Path:
    """Return a folder with the files of six departments, and some that cannot be read."""
    shutil.rmtree(ALL_DEPARTMENTS, ignore_errors=True)
    for place, (code, name) in enumerate(_DEPARTMENTS):
        made = disclosure(window.session, FULL if place % 2 else EXAMPLE_AS_IT_IS)
        made.department = Department(code, name)
        for table in made.projects:
            table.unit = Unit(f"{code}001", name)
        ending = (".docx", ".xlsx", ".jxb")[place % 3]
        _written(window, made, ALL_DEPARTMENTS / f"{name}{ending}")
    broken = ALL_DEPARTMENTS / "望澜市民政局.docx"
    broken.write_bytes((ALL_DEPARTMENTS / f"{_DEPARTMENTS[0][1]}.docx").read_bytes()[:9000])
    (ALL_DEPARTMENTS / "望澜市审计局.xls").write_bytes(b"")
    (ALL_DEPARTMENTS / "会议通知.txt").write_text("请各部门按时报送。\n", encoding="utf-8")
    (ALL_DEPARTMENTS / "~$望澜市教育局.jxb").write_bytes(b"x")
    return ALL_DEPARTMENTS


def teach_library(window: MainWindow, path: Path) -> None:
    """Let the library learn three years of the example, with the values growing."""
    # the window makes it itself, but later
    path.parent.mkdir(parents=True, exist_ok=True)
    library = open_library(path)
    try:
        for back in range(3):
            made = copy.deepcopy(disclosure(window.session, FULL))
            made.year = 2024 - back
            made.projects[1].indicators[0].value = f"≥{120 - 10 * back}场"
            source = f"预算/{made.year}年/绩效文本.docx"
            library.learn(harvest(made, window.session.layout, source))
    finally:
        library.close()


def _written(window: MainWindow, made: Disclosure, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    layout: Layout = window.session.layout
    if path.suffix == ".docx":
        write_word(made, layout, path)
    elif path.suffix == ".xlsx":
        write_excel(made, layout, path)
    else:
        write_jxb(made, path)
    return path


def _comment(sheet: object, words: str, aside: int, text: str) -> None:
    """Leave a comment so many columns right of the cell that holds the words."""
    assert isinstance(sheet, Worksheet)
    cell = next(one for row in sheet.iter_rows() for one in row if one.value == words)
    row, column = cell.row, cell.column
    assert row is not None and column is not None
    sheet.cell(row, column + aside).comment = Comment(text, "预算科")
