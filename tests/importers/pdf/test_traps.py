"""What PDF files do to a reader: turned pages, doubled letters, locks, scans, threads."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from importers.pdf.contents import is_bomb
from importers.pdf.reader import read_pdf
from model.basics.errors import ReadError
from model.basics.steps import Cancelled, stoppable
from tests.importers.pdf import kit

CELLS: list[kit.Spec] = [
    (0, 0, 1, 1, "项目名称"),
    (0, 1, 1, 2, "白石镇卫生院设备购置"),
    (1, 0, 2, 1, "产出指标"),
    (1, 1, 1, 1, "购置数量"),
    (1, 2, 1, 1, "≥3台"),
    (2, 1, 1, 1, "验收合格率"),
    (2, 2, 1, 1, "100%"),
]


def table(left: float = 60.0, top: float = 100.0) -> kit.Table:
    return kit.Table(CELLS, (80.0, 120.0, 140.0), (24.0, 24.0, 24.0), left, top)


def whole_file(path: Path) -> Path:
    page = kit.canvas(path)
    table().draw(page)
    page.save()
    return path


def _cells(path: Path) -> list[kit.Spec]:
    (grid,) = kit.grids(read_pdf(path))
    return kit.specs(grid)


def refusal(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_pdf(path)
    return str(caught.value)


def test_resources_that_hold_themselves_are_looked_at_once() -> None:
    data = (
        b"1 0 obj << /Type /Page /Contents 2 0 R /Resources 3 0 R >> endobj\n"
        b"2 0 obj << /Length 9 >> stream\nq /F Do Q\nendstream endobj\n"
        b"3 0 obj << /XObject 3 0 R /Resources 3 0 R >> endobj\n"
    )
    assert not is_bomb(data)


# turned


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("said", [False, True])
def test_turned_pages_are_read_upright(tmp_path: Path, quarters: int, said: bool) -> None:
    path = tmp_path / "横.pdf"
    page = kit.canvas(path, (842, 842))
    if said:
        page.setPageRotation(90 * quarters)
    for _ in range(quarters):
        page.translate(842, 0)
        page.rotate(90)
    table().draw(page)
    page.save()
    assert _cells(path) == CELLS


@pytest.mark.parametrize("degrees", [90, -90])
def test_a_label_written_upwards_or_downwards(tmp_path: Path, degrees: int) -> None:
    path = tmp_path / "竖.pdf"
    page = kit.canvas(path)
    table = kit.Table([*CELLS[:2], (1, 0, 2, 1, ""), *CELLS[3:]], (80, 120, 140), (24, 40, 40))
    table.draw(page)
    page.translate(100, kit.HEIGHT - (200 if degrees > 0 else 130))
    page.rotate(degrees)
    page.drawString(0, 0, "产出指标")
    page.save()
    assert _cells(path) == CELLS


# letters


@pytest.mark.parametrize("shift", [0.0, 0.3, 0.9])
def test_letters_drawn_twice_to_look_bold_are_one(tmp_path: Path, shift: float) -> None:
    path = tmp_path / "粗.pdf"
    page = kit.canvas(path)
    table().draw(page)
    page.translate(shift, 0)
    table().write(page)
    page.save()
    assert _cells(path) == CELLS


def test_equal_letters_beside_each_other_stay_two(tmp_path: Path) -> None:
    path = tmp_path / "叠.pdf"
    page = kit.canvas(path)
    cells = [
        (0, 0, 1, 1, "渐渐"),
        (0, 1, 1, 1, "1111.00"),
        (1, 0, 1, 1, "人人"),
        (1, 1, 1, 1, "ll"),
    ]
    kit.Table(cells, (80, 80), (20, 20)).draw(page)
    page.save()
    assert _cells(path) == cells


def test_a_slanted_watermark_is_in_no_cell(tmp_path: Path) -> None:
    path = tmp_path / "水印.pdf"
    page = kit.canvas(path)
    table().draw(page)
    page.saveState()
    page.translate(80, kit.HEIGHT - 170)
    page.rotate(30)
    page.setFont(kit.FONT, 30)
    page.drawString(0, 0, "内部资料注意保存")
    page.restoreState()
    page.save()
    document = read_pdf(path)
    (grid,) = kit.grids(document)
    assert kit.specs(grid) == CELLS
    assert [item.text for item in document.around] == ["内部资料注意保存"]


def test_text_with_a_line_through_it_is_a_proposed_deletion(tmp_path: Path) -> None:
    path = tmp_path / "删.pdf"
    page = kit.canvas(path)
    drawn = table()
    drawn.draw(page)
    x, y = drawn.xs[2] + 4, kit.HEIGHT - (drawn.ys[1] + 3 + 5)
    page.line(x, y, x + 10 * len("≥3台") - 5, y)
    page.save()
    (grid,) = kit.grids(read_pdf(path))
    cell = grid.rows[1][2]
    assert (cell.text, cell.struck) == ("", "≥3台")
    assert [spec[:4] for spec in kit.specs(grid)] == [spec[:4] for spec in CELLS]


def test_an_underline_strikes_nothing_and_parts_nothing(tmp_path: Path) -> None:
    path = tmp_path / "下划线.pdf"
    page = kit.canvas(path)
    drawn = table()
    drawn.draw(page)
    x, y = drawn.xs[1] + 4, kit.HEIGHT - (drawn.ys[0] + 3 + 11)
    page.line(x, y, x + 100, y)
    page.save()
    assert _cells(path) == CELLS


def _without_meaning(path: Path, letters: int) -> Path:
    """Write a file whose font says of no letter what it is: some letters in one cell."""
    text = "".join(f"{number:04X}" for number in range(0x21, 0x21 + letters))
    content = (
        "0.5 w 60 700 200 40 re S 60 720 m 260 720 l S 160 700 m 160 740 l S "
        f"BT /F 10 Tf 1 0 0 1 64 726 Tm <{text}> Tj ET "
        "BT /G 10 Tf 1 0 0 1 64 706 Tm (128.00) Tj ET"
    ).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources"
        b"<</Font<</F 5 0 R/G 7 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/Anon/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Anon/DW 1000/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 8 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/FontDescriptor/FontName/Anon/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0"
        b"/Ascent 800/Descent -200/CapHeight 700/StemV 80>>",
    ]
    data = b"%PDF-1.4\n"
    for number, item in enumerate(objects, 1):
        data += b"%d 0 obj" % number + item + b"endobj\n"
    path.write_bytes(data + b"trailer<</Root 1 0 R>>\n%%EOF")
    return path


def test_a_text_layer_without_meaning_is_told(tmp_path: Path) -> None:
    assert "文字层读不出来" in refusal(_without_meaning(tmp_path / "乱码.pdf", 40))


def test_a_cell_without_meaning_is_marked_at_its_place(tmp_path: Path) -> None:
    document = read_pdf(_without_meaning(tmp_path / "乱.pdf", 2))
    (grid,) = kit.grids(document)
    marked = [(cell.row, cell.col) for row in grid.rows for cell in row if cell.flaws]
    assert marked == [(0, 0)]
    assert grid.rows[0][0].flaws[0].kind == "unread"
    assert grid.rows[1][0].text == "128.00"


# what is stuck on


def test_filled_in_form_fields_are_read(tmp_path: Path) -> None:
    path = tmp_path / "表单.pdf"
    page = kit.canvas(path)
    table = kit.Table([(0, 0, 1, 1, "预算数"), (0, 1, 1, 1, "")], (80, 120), (24,))
    table.draw(page)
    page.acroForm.textfield(
        name="budget",
        value="36.50",
        x=144,
        y=kit.HEIGHT - 121,
        width=100,
        height=18,
        fontSize=10,
        borderWidth=0,
    )
    page.save()
    (grid,) = kit.grids(read_pdf(path))
    assert [cell.text for row in grid.rows for cell in row] == ["预算数", "36.50"]


def test_remarks_are_comments(tmp_path: Path) -> None:
    path = tmp_path / "批注.pdf"
    page = kit.canvas(path)
    table().draw(page)
    page.textAnnotation("请补充数量", Rect=(300, 600, 320, 620))
    page.save()
    assert [(item.text, item.where) for item in read_pdf(path).comments] == [
        ("请补充数量", "第1页")
    ]


# locks and damage


@pytest.mark.parametrize("strength", [40, 128])
def test_an_owner_password_alone_hinders_nothing(tmp_path: Path, strength: int) -> None:
    path = tmp_path / "限制.pdf"
    lock = StandardEncryption("", "owner", canPrint=0, canCopy=0, strength=strength)
    page = Canvas(str(path), encrypt=lock)
    page.setPageSize((kit.WIDTH, kit.HEIGHT))
    kit.canvas(tmp_path / "字体.pdf")
    table().draw(page)
    page.save()
    assert _cells(path) == CELLS


def test_a_password_for_opening_is_told(tmp_path: Path) -> None:
    path = tmp_path / "加密.pdf"
    page = Canvas(str(path), encrypt=StandardEncryption("user", "owner"))
    page.drawString(60, 700, "x")
    page.save()
    said = refusal(path)
    assert "有打开密码" in said
    assert "打印" in said


@pytest.mark.parametrize("seed", range(30))
def test_damaged_files_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(whole_file(tmp_path / "好.pdf").read_bytes())
    if seed % 3 == 0:
        del data[chance.randrange(20, len(data)) :]
    else:
        for _ in range(chance.choice((3, 30, 300))):
            data[chance.randrange(len(data))] = chance.randrange(256)
    path = tmp_path / "坏.pdf"
    path.write_bytes(data)
    try:
        read_pdf(path)
    except ReadError as error:
        assert "Success" not in str(error)
        assert "PDF" in str(error)


# threads and stopping


def test_threads_read_one_after_another(tmp_path: Path) -> None:
    path = whole_file(tmp_path / "表.pdf")
    found: list[list[kit.Spec]] = []

    def read() -> None:
        for _ in range(5):
            found.append(_cells(path))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [CELLS] * 20


def test_reading_stops_when_asked_and_lets_the_next_one_in(tmp_path: Path) -> None:
    path = tmp_path / "长.pdf"
    page = kit.canvas(path)
    for _ in range(20):
        page.setFont(kit.FONT, kit.SIZE)
        table().draw(page)
        page.showPage()
    page.save()
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > 5

    with pytest.raises(Cancelled), stoppable(stopped):
        read_pdf(path)
    assert asked == 6
    assert len(kit.grids(read_pdf(path))) == 20
