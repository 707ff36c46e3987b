"""Pages and PDF: everything is there, once, inside its cell, and can be searched."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontDatabase
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from exporters.word_styles import CELL_SIDE
from gui.pages.fonts import UNITS, Face, families, narrow_runs
from gui.pages.pdf import Job, export_pdf
from gui.pages.sections import (
    entries_of,
    front_blocks,
    section_keys,
    table_blocks,
)
from gui.pages.table import TableSetter
from gui.pages.text import PageStyles, Piece, printable
from gui.preview.printing import print_pages
from gui.shared.tasks import Watch
from importers.read import read_file
from model.basics.errors import WriteError
from model.basics.identity import new_id
from model.basics.steps import Cancelled, stoppable
from model.document.disclosure import Disclosure, Indicator, TargetTable
from model.layout import FontSpec, Layout, load_layouts
from model.parts.outline import document_outline, targets_alone
from model.printing.fill import fill
from model.printing.grid import Cell, Grid, Paragraph
from tests.conftest import EXAMPLES

TODAY = date(2024, 3, 5)
FOOTER = re.compile(r"—\s*\d+\s*—$")
LAYOUTS = load_layouts()

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def example() -> Disclosure:
    return read_file(EXAMPLES / "wanglan-wenlv-2024.txt", LAYOUTS)[0]


def text_of(pdf: Path, first: int = 1, last: int = 0, bare: bool = False) -> str:
    """Return a PDF's text without any space; ``bare`` leaves the page numbers out."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    pages = ["-f", str(first), *(["-l", str(last)] if last else [])]
    done = subprocess.run([tool, "-raw", *pages, pdf, "-"], capture_output=True, check=True)
    # each page ends in a form feed, its number before it
    whole = [FOOTER.sub("", page.rstrip()) for page in done.stdout.decode("utf-8").split("\f")]
    return "".join("".join(whole if bare else done.stdout.decode("utf-8")).split())


def page_count(pdf: Path) -> int:
    data = pdf.read_bytes()
    assert data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
    return data.count(b"/Type /Page\n")


# -- the blocks ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["hebei-2021", "national-2021"])
def test_the_sections_are_the_outline(example: Disclosure, name: str) -> None:
    layout = LAYOUTS[name]
    for disclosure in (example, targets_alone(example)):
        front = front_blocks(disclosure, layout, TODAY)
        tables = enumerate(disclosure.projects, 1)
        blocks: list[Any] = []
        for key in section_keys(disclosure, layout):
            blocks += (
                front[key] if key in front else table_blocks(disclosure, layout, *next(tables))
            )
        assert blocks == list(document_outline(disclosure, layout, TODAY))
        keys = section_keys(disclosure, layout)
        assert len(keys) == len(front) + len(disclosure.projects)


def test_the_spaces_are_those_of_the_word_file() -> None:
    from exporters import word_body
    from gui.pages import sections

    assert sections.COVER_GAP == word_body._COVER_GAP
    assert sections.DIVIDER_TOP == word_body._DIVIDER_TOP


# -- the file -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["hebei-2021", "national-2021"])
def test_every_character_of_every_cell_is_in_the_file(
    example: Disclosure, name: str, tmp_path: Path
) -> None:
    layout, target = LAYOUTS[name], tmp_path / "out.pdf"
    export_pdf(example, layout, target, today=TODAY)
    text = text_of(target, bare=True)
    for block in document_outline(example, layout, TODAY):
        cells = [cell.text for row in block.rows for cell in row] if isinstance(block, Grid) else []
        lines = block.text.split("\n") if isinstance(block, Paragraph) else []
        if isinstance(block, Paragraph) and block.role == "contents-list":
            lines = []
        for wanted in cells + lines:
            for line in wanted.split("\n"):
                assert "".join(line.split()) in text, (wanted, block)


@pytest.mark.parametrize("whole", [True, False])
def test_contents_name_the_pages_the_tables_stand_on(
    example: Disclosure, hebei: Layout, whole: bool
) -> None:
    example = example if whole else targets_alone(example)
    job = Job(example, hebei, TODAY)
    sheets = job.sheets()
    titles = {
        piece.text: number
        for page, number in sheets
        for piece in page.pieces
        if piece.text.endswith("绩效目标表") and number is not None
    }
    contents = [piece for page, number in sheets if number is None for piece in page.pieces]
    numbers = [int(piece.text.lstrip(".")) for piece in contents if piece.text.startswith("...")]
    assert len(numbers) == len(entries_of(example, hebei))
    assert numbers[-len(example.projects) :] == list(titles.values())
    # the lists of a whole disclosure's contents each begin anew
    assert whole or numbers == sorted(numbers)


def test_page_count_title_and_footers(example: Disclosure, hebei: Layout, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    export_pdf(example, hebei, target, today=TODAY)
    sheets = Job(example, hebei, TODAY).sheets()
    assert page_count(target) == len(sheets)
    text = text_of(target, len(sheets), len(sheets))
    assert text.endswith(f"—{sheets[-1][1]}—")
    assert "—" not in text_of(target, 1, 1), "the cover bears no number"


def test_one_project_keeps_its_page_numbers(
    example: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    target = tmp_path / "one.pdf"
    table = example.projects[3]
    whole = Job(example, hebei, TODAY).sheets()
    export_pdf(example, hebei, target, keys=[table.id], today=TODAY)
    one = Job(example, hebei, TODAY).sheets([table.id])
    assert [number for _, number in one] == [
        number
        for page, number in whole
        if any(piece.text == printable(table.goals) for piece in page.pieces)
        or number == one[-1][1]
    ]
    assert page_count(target) == len(one)
    assert "".join(table.name.split()) in text_of(target)
    assert "".join(example.projects[4].name.split()) not in text_of(target)


def test_text_goes_out_to_the_character(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    target = tmp_path / "out.pdf"
    table = disclosure.projects[0]
    table.name = "一二三 <b>&A</b> =1+1 \x01龟大小多少“引”—…"
    table.goals = "门长见风食子"
    export_pdf(disclosure, hebei, target, today=TODAY)
    text = text_of(target)
    assert "一二三<b>&A</b>=1+1_x0001_龟大小多少“引”—…" in text
    assert "门长见风食子" in text, "and no radicals that merely look so"


def test_it_works_in_a_thread_and_tells_how_far_it_is(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    target = tmp_path / "out.pdf"
    seen: list[tuple[int, int]] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            export_pdf(disclosure, hebei, target, lambda *step: seen.append(step))
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert not failed
    assert page_count(target) == len(Job(disclosure, hebei, TODAY).sheets())
    assert all(0 < done <= total for done, total in seen)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


def test_given_up_it_leaves_the_old_file(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    target = tmp_path / "out.pdf"
    target.write_bytes(b"old")
    steps: list[int] = []
    with pytest.raises(Cancelled), stoppable(lambda: len(steps) > 2):
        export_pdf(disclosure, hebei, target, lambda done, _: steps.append(done))
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.pdf"]


def test_a_folder_that_is_not_there(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="文件夹不存在"):
        export_pdf(disclosure, hebei, tmp_path / "no" / "out.pdf")


def test_without_projects_there_still_is_a_document(hebei: Layout, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    export_pdf(Disclosure(layout="hebei-2021"), hebei, target, today=TODAY)
    assert page_count(target) == 4


def test_it_is_printed_like_the_file(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 4)
    print_pages(disclosure, hebei, printer, Watch(lambda *_: None), today=TODAY)
    assert page_count(target) == 3
    # a printer's own file is not ours to mend: radicals stand for characters in it
    pages = [unicodedata.normalize("NFKC", text_of(target, page, page)) for page in (1, 2, 3)]
    assert pages[0].startswith("目录")
    assert pages[1].startswith("第一部分部")
    assert pages[2].startswith("第二部分")


# -- the pages ----------------------------------------------------------------------------


def test_fonts_are_stood_in_for_by_their_kind(qapp: QApplication) -> None:
    for name in ("仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"):
        assert families(name)
    here = set(QFontDatabase.families())
    if {"Noto Serif CJK SC", "Noto Sans CJK SC"} <= here and "宋体" not in here:
        assert families("仿宋_GB2312")[0] == "Noto Serif CJK SC"
        assert families("黑体")[0] == "Noto Sans CJK SC"
    face = Face(FontSpec("宋体", "小五"), "Times New Roman")
    assert face.em == 90
    assert face.chinese.families() == families("宋体")


def test_latin_runs_are_counted_in_utf16() -> None:
    assert narrow_runs("第1年AB") == [(1, 1), (3, 2)]
    assert narrow_runs("𠮷a😀bc") == [(2, 1), (5, 2)]
    assert narrow_runs("≥“—”") == []


words = st.text(st.sampled_from("预算绩效目标、，。（）年度a1 -%《》"), max_size=60)
long_words = st.one_of(words, st.integers(1, 12).map(lambda many: "很长的目标，" * 12 * many))
lines = st.lists(long_words, max_size=5).map("\n".join)
levels = st.sampled_from(["产出指标", "效益指标", "满" * 30])


@st.composite
def tables(draw: st.DrawFn) -> TargetTable:
    indicators = [
        Indicator(draw(levels), draw(levels), draw(words), draw(lines), draw(words), draw(words))
        for _ in range(draw(st.integers(0, 12)))
    ]
    return TargetTable(
        code=draw(words),
        name=draw(words),
        purpose=draw(lines),
        goals=draw(lines),
        indicators=indicators,
        id=new_id(),
    )


@given(tables(), st.sampled_from(sorted(LAYOUTS)), st.floats(0, 0.95))
@settings(max_examples=20)
def test_whatever_is_written_every_line_stands_once_in_its_cell(
    table: TargetTable, name: str, taken: float
) -> None:
    styles = PageStyles(LAYOUTS[name])
    grid = fill(Disclosure(projects=[table]), table, styles.layout)
    setter = TableSetter(grid, styles, taken * styles.height)
    for _ in setter.steps():
        pass
    pieces = list(setter.pieces())
    rules = setter.rules()
    _all_lines_once(grid, styles, [piece for _, piece in pieces], repeats=setter.pages)
    across: dict[int, set[tuple[float, float, float]]] = {}
    for page, (left, top, right, bottom) in rules:
        if top == bottom:
            across.setdefault(page, set()).add((left, top, right))
    for page, piece in pieces:
        begin, end = piece.y + 1, piece.y + piece.count * piece.style.line - 1
        assert begin > 0
        assert end < styles.height, "beyond the foot of the page"
        through = [
            top
            # a row without borders may stand alone on its page
            for left, top, right in across.get(page, ())
            if begin < top < end and left <= piece.x and right >= piece.x + piece.width
        ]
        assert not through, "a line through the text"
        layout = styles.texts.get(piece.text, piece.style, piece.width)
        for number in range(piece.first, piece.first + piece.count):
            assert layout.lineAt(number).naturalTextWidth() <= piece.width + CELL_SIDE * UNITS


def _all_lines_once(grid: Grid, styles: PageStyles, pieces: list[Piece], repeats: int) -> None:
    """Check that the pieces of every cell are all its lines, each once."""
    by_text: dict[tuple[str, float], list[Piece]] = {}
    for piece in pieces:
        by_text.setdefault((piece.text, piece.width), []).append(piece)
    cells: dict[tuple[str, float], list[Cell]] = {}
    for row in grid.rows:
        for cell in row:
            if cell.text:
                right = styles.edges[cell.col + cell.colspan]
                width = right - styles.edges[cell.col] - 70
                cells.setdefault((printable(cell.text), width), []).append(cell)
    assert by_text.keys() == cells.keys()
    header = grid.header_rows or (0, -1)
    for key, found in by_text.items():
        text, width = key
        total = styles.texts.get(text, found[0].style, width).lineCount()
        shown = sum(piece.count for piece in found)
        if any(header[0] <= cell.row <= header[1] for cell in cells[key]):
            assert shown in range(total, total * (repeats + len(cells[key])) + 1)
            continue
        assert shown == total * len(cells[key])
        runs = sorted((piece.first, piece.first + piece.count) for piece in found)
        if len(cells[key]) == 1:
            assert runs[0][0] == 0 and runs[-1][1] == total
            assert all(before[1] == after[0] for before, after in pairwise(runs))


def test_the_header_row_stands_on_each_page_of_a_long_table(hebei: Layout) -> None:
    styles = PageStyles(hebei)
    table = TargetTable(name="长表")
    table.indicators = [
        Indicator("产出指标", "数量指标", f"第{number}项", "描述" * 20, "≥1个", "依据")
        for number in range(60)
    ]
    grid = fill(Disclosure(projects=[table]), table, hebei)
    setter = TableSetter(grid, styles, 300.0)
    for _ in setter.steps():
        pass
    assert setter.pages > 2
    for page in range(setter.pages):
        texts = [piece.text for where, piece in setter.pieces() if where == page]
        assert texts.count("三级指标") == 1
    merged = [(where, piece) for where, piece in setter.pieces() if piece.text == "产出指标"]
    assert len(merged) == 1, "a merged cell over several pages says its text once"
    lines = [rule for where, rule in setter.rules() if where == 1]
    assert max(bottom for *_, bottom in lines) <= styles.height + 1
