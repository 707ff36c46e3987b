"""OFD files of every make give the same table."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from importers.ofd.reader import read_ofd
from importers.source import sniff
from model.basics.errors import ReadError
from tests.importers.ofd import kit
from tests.importers.pdf.kit import Spec, Table, grids, specs, texts

CELLS: list[Spec] = [
    (0, 0, 1, 1, "项目名称"),
    (0, 1, 1, 2, "青石县乡村道路养护"),
    (1, 0, 2, 1, "预算规模"),
    (1, 1, 1, 1, "预算数"),
    (1, 2, 1, 1, "120.50"),
    (2, 1, 1, 2, "一、养护县道\n二、修补桥涵"),
    (3, 0, 1, 1, "产出指标"),
    (3, 1, 1, 1, "养护里程"),
    (3, 2, 1, 1, "≥86公里"),
]


def _table() -> Table:
    return Table(CELLS, (80.0, 120.0, 200.0), (24.0, 24.0, 36.0, 24.0))


def _plain() -> str:
    return kit.page(kit.rules(_table()) + kit.words(_table()))


def _cells(path: Path) -> list[Spec]:
    (grid,) = grids(read_ofd(path))
    return specs(grid)


@pytest.mark.parametrize("absolute", [False, True])
def test_locations_may_be_absolute_or_relative(tmp_path: Path, absolute: bool) -> None:
    path = kit.write(tmp_path / "表.ofd", [_plain()], absolute=absolute)
    assert sniff(path) == "ofd"
    assert _cells(path) == CELLS


@pytest.mark.parametrize("namespace", ["http://www.ofdspec.org", "urn:any", "http://x/2008"])
def test_any_namespace_is_read(tmp_path: Path, namespace: str) -> None:
    assert _cells(kit.write(tmp_path / "表.ofd", [_plain()], namespace=namespace)) == CELLS


def test_distances_as_groups_under_a_matrix(tmp_path: Path) -> None:
    table = _table()

    def write(x: float, y: float, words: str) -> str:
        chinese = all(char > "\u2e80" for char in words)
        return kit.short_text(x, y, words) if chinese else kit.text(x, y, words)

    page = kit.page(kit.rules(table) + kit.words(table, write))
    assert _cells(kit.write(tmp_path / "表.ofd", [page])) == CELLS


def test_filled_boxes_are_rules(tmp_path: Path) -> None:
    table = _table()
    page = kit.page("".join(map(kit.box, table.sides())) + kit.words(table))
    assert _cells(kit.write(tmp_path / "表.ofd", [page])) == CELLS


def test_blocks_in_blocks_and_the_template_of_a_page(tmp_path: Path) -> None:
    table = _table()
    inner = f"<ofd:PageBlock><ofd:PageBlock>{kit.words(table)}</ofd:PageBlock></ofd:PageBlock>"
    page = kit.page(inner, '<ofd:Template TemplateID="7" ZOrder="Background"/>')
    path = kit.write(tmp_path / "表.ofd", [page], template=kit.page(kit.rules(table)))
    assert _cells(path) == CELLS


def test_composed_pieces_are_placed(tmp_path: Path) -> None:
    table = _table()
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="30" Width="210" Height="297">'
        f"<ofd:Content>{kit.rules(table)}</ofd:Content>"
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    used = '<ofd:CompositeObject ID="1" Boundary="0 0 210 297" ResourceID="30"/>'
    path = kit.write(tmp_path / "表.ofd", [kit.page(used + kit.words(table))], resources=unit)
    assert _cells(path) == CELLS


def test_drawing_parameters_inherit(tmp_path: Path) -> None:
    table = _table()
    params = (
        '<ofd:DrawParams><ofd:DrawParam ID="40"><ofd:StrokeColor Value="255 255 255"/>'
        "</ofd:DrawParam>"
        '<ofd:DrawParam ID="41" Relative="40" LineWidth="0.3"/></ofd:DrawParams>'
    )
    # white by what the parameters inherit; the true rules say their own colour
    white = [(75.0, 100.0, 75.0, 208.0), (60.0, 106.0, 460.0, 106.0), (90.0, 100.0, 90.0, 208.0)]
    unseen = "".join(kit.line(side, 'DrawParam="41"', inner="") for side in white)
    page = kit.page(kit.rules(table) + unseen + kit.words(table))
    assert _cells(kit.write(tmp_path / "表.ofd", [page], resources=params)) == CELLS
    layered = kit.page(kit.rules(table) + kit.words(table), layer='DrawParam="41"')
    assert _cells(kit.write(tmp_path / "层.ofd", [layered], resources=params)) == CELLS


def test_all_documents_of_a_file_are_read(tmp_path: Path) -> None:
    path = kit.write(tmp_path / "表.ofd", [_plain(), _plain()], bodies=2)
    document = read_ofd(path)
    assert [grid.where for grid in grids(document)] == ["第1页表1", "第2页表1"]
    assert [specs(grid) for grid in grids(document)] == [CELLS, CELLS]


def test_glyph_transforms_leave_the_text_as_it_is(tmp_path: Path) -> None:
    table = _table()
    glyphs = (
        '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2">'
        "<ofd:Glyphs>8 9</ofd:Glyphs></ofd:CGTransform>"
    )
    words = kit.words(table).replace("<ofd:TextCode", f"{glyphs}<ofd:TextCode")
    assert _cells(kit.write(tmp_path / "表.ofd", [kit.page(kit.rules(table) + words)])) == CELLS


def test_what_is_clipped_away_is_not_there(tmp_path: Path) -> None:
    table = _table()
    clip = (
        "<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary='0 0 10 10'>"
        "<ofd:AbbreviatedData>M 0 0 L 5 0 L 5 5 L 0 5 C</ofd:AbbreviatedData></ofd:Path>"
        "</ofd:Area></ofd:Clip></ofd:Clips>"
    )
    hidden = kit.text(250, 103, "看不见的字").replace("<ofd:TextCode", f"{clip}<ofd:TextCode")
    cut = kit.line((60.0, 112.0, 460.0, 112.0)).replace("<ofd:Abb", f"{clip}<ofd:Abb", 1)
    page = kit.page(kit.rules(table) + kit.words(table) + hidden + cut)
    cells = _cells(kit.write(tmp_path / "表.ofd", [page]))
    assert cells[1][4] == "青石县乡村道路养护 看"
    assert [cell[:4] for cell in cells] == [cell[:4] for cell in CELLS]


def test_hidden_objects_are_not_there(tmp_path: Path) -> None:
    table = _table()
    unseen = kit.text(250, 103, "隐藏", more='Visible="false"') + kit.line(
        (60.0, 112.0, 460.0, 112.0), 'Visible="false"'
    )
    page = kit.page(kit.rules(table) + kit.words(table) + unseen)
    assert _cells(kit.write(tmp_path / "表.ofd", [page])) == CELLS


def test_a_page_laid_across_is_turned_by_its_letters(tmp_path: Path) -> None:
    """What is drawn clockwise turned reads as it would upright."""
    table = _table()
    objects = kit.rules(table) + kit.words(table)
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="30">'
        f"<ofd:Content>{objects}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    used = (
        '<ofd:CompositeObject ID="1" Boundary="210 0 210 297" CTM="0 1 -1 0 0 0" ResourceID="30"/>'
    )
    path = kit.write(tmp_path / "表.ofd", [kit.page(used)], resources=unit)
    assert _cells(path) == CELLS


def test_letters_one_below_the_other(tmp_path: Path) -> None:
    table = Table(
        [(0, 0, 1, 1, ""), (0, 1, 1, 1, "数量指标")], (20.0, 120.0), (80.0,), left=60.0, top=100.0
    )
    step = kit.mm(12)
    down = (
        kit.text(64, 104, "产")
        .replace("产</", "产出指标</")
        .replace('X="0"', f'X="0" DeltaY="{step} {step} {step}"')
    )
    page = kit.page(kit.rules(table) + kit.words(table) + down)
    cells = _cells(kit.write(tmp_path / "表.ofd", [page]))
    assert [cell[4] for cell in cells] == ["产出指标", "数量指标"]


def test_text_around_the_table_is_kept_in_order(tmp_path: Path) -> None:
    table = _table()
    around = kit.text(200, 60, "乡村道路养护绩效目标表", 14) + kit.text(
        60, 84, "青石县交通运输局    单位：万元"
    )
    foot = kit.text(280, 800, "— 1 —")
    page = kit.page(around + kit.rules(table) + kit.words(table) + foot)
    document = read_ofd(kit.write(tmp_path / "表.ofd", [page]))
    assert texts(document) == ["乡村道路养护绩效目标表", "青石县交通运输局    单位：万元"]
    assert [paragraph.text for paragraph in document.around] == ["— 1 —"]


# what cannot be read


def _refused(path: Path) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_ofd(path)
    return caught.value


def test_text_drawn_as_outlines_is_told(tmp_path: Path) -> None:
    curve = (
        '<ofd:PathObject ID="1" Boundary="20 20 5 5" Fill="true" Stroke="false">'
        "<ofd:AbbreviatedData>M 0 0 Q 1 2 3 4 B 1 2 3 4 5 6 C</ofd:AbbreviatedData>"
        "</ofd:PathObject>"
    )
    page = kit.page(curve * 600)
    assert "已转成图形" in str(_refused(kit.write(tmp_path / "表.ofd", [page])))


def test_a_scan_is_told(tmp_path: Path) -> None:
    picture = '<ofd:ImageObject ID="1" Boundary="0 0 210 297" ResourceID="9"/>'
    path = kit.write(tmp_path / "表.ofd", [kit.page(picture)])
    assert "扫描" in str(_refused(path))


def test_text_without_rules_is_told(tmp_path: Path) -> None:
    page = kit.page(kit.words(_table()))
    assert "没有画出框线" in str(_refused(kit.write(tmp_path / "表.ofd", [page])))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("OFD.xml", "<OFD/>"),
        ("OFD.xml", "没有 XML"),
        ("Doc_0/Document.xml", "<a><b></a>"),
        ("Doc_0/Pages/Page_0/Content.xml", ""),
    ],
)
def test_a_damaged_file_is_told(tmp_path: Path, name: str, content: str) -> None:
    whole = kit.write(tmp_path / "好.ofd", [_plain()])
    path = tmp_path / "坏.ofd"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    assert "已损坏" in str(_refused(path))


def test_one_damaged_page_is_named_and_the_others_read(tmp_path: Path) -> None:
    path = kit.write(tmp_path / "表.ofd", [_plain(), "<坏"])
    document = read_ofd(path)
    assert [specs(grid) for grid in grids(document)] == [CELLS]
    assert any("第2页已损坏" in note for note in document.notes)


def test_pieces_that_draw_themselves_end(tmp_path: Path) -> None:
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="30"><ofd:Content>'
        + '<ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="30"/>' * 20
        + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    used = '<ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="30"/>'
    path = kit.write(tmp_path / "表.ofd", [kit.page(used)], resources=unit)
    assert "多得不正常" in str(_refused(path))


def test_entities_are_not_followed(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "' + "x" * 1000 + '"><!ENTITY c "' + "&b;" * 1000 + '">]>'
    page = bomb + kit.page(kit.text(60, 60, "字").replace("字<", "&c;<"))
    path = kit.write(tmp_path / "表.ofd", [page])
    assert "已损坏" in str(_refused(path))
