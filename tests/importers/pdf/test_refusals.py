"""PDF files and pages that cannot be read, or hold too much: each told for what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from importers.pdf.reader import read_pdf
from importers.read import read_file
from model.basics.errors import ReadError
from model.layout import load_layouts
from tests.importers.pdf import kit
from tests.importers.pdf.test_traps import CELLS, refusal, table, whole_file

# pages that cannot be read


def _picture(page: Canvas) -> None:
    image = Image.new("L", (60, 80), 200)
    page.drawImage(ImageReader(image), 0, 0, kit.WIDTH, kit.HEIGHT)


def test_a_scan_is_told(tmp_path: Path) -> None:
    path = tmp_path / "扫描.pdf"
    page = kit.canvas(path)
    _picture(page)
    page.save()
    said = refusal(path)
    assert "扫描" in said
    assert "OCR" in said


def test_recognised_text_over_a_scan_is_told(tmp_path: Path) -> None:
    path = tmp_path / "识别.pdf"
    page = kit.canvas(path)
    _picture(page)
    text = page.beginText(60, 700)
    text.setTextRenderMode(3)
    text.textLine("项目名称 白石镇卫生院")
    page.drawText(text)
    page.showPage()
    page.setFont(kit.FONT, kit.SIZE)
    table().draw(page)
    page.save()
    document = read_pdf(path)
    assert document.notes == ["第1页是扫描图片加识别出的文字，可能有错字，请逐字核对"]
    assert "白石镇卫生院" in "".join(kit.texts(document))


def test_text_drawn_as_shapes_is_told(tmp_path: Path) -> None:
    path = tmp_path / "曲线.pdf"
    page = kit.canvas(path)
    for number in range(500):
        x, y = 60 + number % 25 * 18, 700 - number // 25 * 20
        page.bezier(x, y, x + 3, y + 9, x + 6, y - 3, x + 9, y + 8)
    page.save()
    assert "已转成图形" in refusal(path)


def test_a_table_without_rules_is_told(tmp_path: Path) -> None:
    path = tmp_path / "无框.pdf"
    page = kit.canvas(path)
    table().write(page)
    page.save()
    said = refusal(path)
    assert "没有画出框线" in said
    assert "加上全部框线" in said


def test_a_page_without_rules_beside_others_is_kept_and_told(tmp_path: Path) -> None:
    path = tmp_path / "半框.pdf"
    page = kit.canvas(path)
    table().draw(page)
    page.showPage()
    rows = [(row, col, 1, 1, f"{row}行{col}列") for row in range(6) for col in range(3)]
    kit.Table(rows, (120, 120, 120), (20,) * 6).write(page)
    page.save()
    document = read_pdf(path)
    assert len(kit.grids(document)) == 1
    assert any("第2页有像表格的文字" in note for note in document.notes)
    kept = "".join(kit.texts(document))
    assert all(text in kept for _, _, _, _, text in rows)
    assert "0行0列 0行1列" in kept, "what stands apart is not glued"


def test_an_empty_file_of_pages_is_told(tmp_path: Path) -> None:
    path = tmp_path / "空.pdf"
    page = kit.canvas(path)
    page.showPage()
    page.save()
    assert "没有任何文字" in refusal(path)


# too much


def test_a_page_of_too_many_strokes_is_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "多.pdf"
    page = kit.canvas(path)
    table().draw(page)
    page.showPage()
    code = "0 0 m 9 9 l S " * 120_000
    page._code.append(code)
    page.save()
    document = read_pdf(path)
    assert [kit.specs(grid) for grid in kit.grids(document)] == [CELLS]
    assert any("第2页的图形或文字多得不正常" in note for note in document.notes)


@pytest.mark.parametrize("kind", ["long", "again", "nested"])
def test_pages_that_unpack_to_too_much_are_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "弹.pdf"
    page = kit.canvas(path)
    if kind == "long":
        page._code.append("0 0 m 9 9 l S " * 4_000_000)
    else:
        page.beginForm("f0")
        page._code.append("0 0 m 9 9 l S " * (200_000 if kind == "again" else 100))
        page.endForm()
        for level in range(1, 2 if kind == "again" else 6):
            page.beginForm(f"f{level}")
            for _ in range(40):
                page.doForm(f"f{level - 1}")
            page.endForm()
        page.doForm("f1" if kind == "again" else "f5")
    page.save()
    assert "大得不正常" in refusal(path)


def test_where_target_tables_may_be_on_a_scan_the_refusal_says_so(tmp_path: Path) -> None:
    path = tmp_path / "混.pdf"
    page = kit.canvas(path)
    cells = [(0, 0, 1, 1, "收入"), (0, 1, 1, 1, "120.00"), (1, 0, 1, 1, "支出"), (1, 1, 1, 1, "9")]
    kit.Table(cells, (80, 80), (20, 20)).draw(page)
    page.showPage()
    _picture(page)
    page.save()
    with pytest.raises(ReadError) as caught:
        read_file(path, load_layouts())
    assert "没有找到绩效目标表" in str(caught.value)
    assert "第2页是图片" in str(caught.value)


@pytest.mark.parametrize("name", ["表.docx", "表.xls", "表"])
def test_the_name_is_no_obstacle(tmp_path: Path, name: str) -> None:
    path = whole_file(tmp_path / name)
    with pytest.raises(ReadError) as caught:
        read_file(path, load_layouts())
    assert "没有找到绩效目标表" in str(caught.value)
