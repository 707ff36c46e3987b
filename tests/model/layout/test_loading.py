"""What is wrong with a layout file is told in Chinese, with the place and what is allowed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import model.layout.load
from model.basics.errors import LayoutError
from model.layout import LAYOUT_FOLDER, load_layout, load_layouts


def edited(tmp_path: Path, old: str, new: str) -> Path:
    text = (LAYOUT_FOLDER / "hebei-2021.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "edited.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('{ field = "code", span = 3 }', '{ field = "code", span = 4 }', "表头第2行比表格宽"),
        ('{ field = "code", span = 3 }', '{ field = "code", span = 2 }', "表头第2行没有填满8列"),
        ('{ label = "二级指标"', '{ lable = "二级指标"', "指标第2栏.*“lable”；可以写的有：.*label"),
        ('unit = "万元"', 'unit = "美元"', "“美元”；可以是：.*千元"),
        ('text = { name = "仿宋_GB2312"', 'other = { name = "仿宋_GB2312"', "fonts.text"),
        ('{ field = "goals", span = 6,', '{ field = "goals", span = 6, height = 2,', "高出了表头"),
        ('size = "三号"', 'size = "三十号"', "字号“三十号”（fonts.text）；可以是.*四号"),
        ("decimals = 2", 'decimals = "两位"', "money.decimals 应是整数，写成了文字"),
        ("[table]", "[table", "第\\d+行第7列附近写法不对"),
        (
            'label = "二级指标", field = "level2",',
            'label = "二级指标", span = 2, field = "level2",',
            "占9列",
        ),
        (
            'span = 6, align = "left", border',
            'span = 6, align = "top", border',
            "表头第1行第1格的 align 不能是“top”；可以是：空、“left”、“center”",
        ),
        ('id = "hebei-2021"', "", "文件缺少“id”"),
        (
            '{ field = "code", span = 3 }',
            '{ field = "name", span = 3 }',
            "表头第2行第4格的字段“name”在表头第2行第2格已经有了",
        ),
        (
            '{ field = "code", span = 3 }',
            '{ field = "kode", span = 3 }',
            "表头第2行第2格的字段“kode”没有写进 \\[fields\\]",
        ),
        ('{ field = "code", span = 3 }', '{ field = "plan.7", span = 3 }', "不认识的字段“plan.7”"),
        ('code = { title = "项目编码", required = true }', "", "“code”没有写进"),
        ("goals = { title", "gaols = { title", "goals"),
        (
            'goals = { title = "绩效目标"',
            'goals = { titel = "绩效目标"',
            "fields.goals 有不认识的“titel”；可以写的有：title、kind",
        ),
        ("[fields]", '[fields]\nextra = { title = "多余" }', "fields.extra 在表里没有格"),
        ('field = "basis"', 'field = "baseis"', "不认识的字段“baseis”；可以是：.*basis"),
        ('field = "basis"', 'field = "value"', "“指标值确定依据”的字段“value”前面已经有了"),
        ("titles_like = ['绩", "titles_like = ['(绩", "table.titles_like 的正则表达式.*写法不对"),
        ("(?P<name>.{2,40})$'", "(.{2,40})$'", "department_like.*缺少 \\(\\?P<name>"),
        ("(?P<code>\\d{6})(?P<name>", "(?P<code>\\d{6})(?P<nom>", "fields.unit.read.*缺少"),
        ("单位：{money_unit}", "单位：{unit}", "表头第1行第2格的标签有不认识的 {unit}"),
        ("columns_mm = [18.6,", "columns_mm = [98.6,", "各列共宽236毫米，页面只有156毫米"),
        ("columns_mm = [18.6,", "columns_mm = [1.6,", "至少4毫米"),
        ('name = "效益指标"', 'name = "产出指标"', "第2个一级指标“产出指标”前面已经有了"),
        ('{ label = "项目编码", span = 2', '{ label = "项目编码", span = 0', "宽和高至少是1"),
        (
            'code = { title = "项目编码", required',
            'code = { title = "项目编码", kind = "coded", required',
            "fields.code：.*只有 unit、department、project",
        ),
        (
            'other = { title = "其他资金", kind = "money", zero = "0", part_of = "budget" }',
            'other = { title = "其他资金", kind = "money", part_of = "name" }',
            "不是金额字段",
        ),
        (
            '{ cells = [\n    { field = "purpose"',
            '{ repeat = "p", cells = [\n    { field = "purpose"',
            "要写成 p.名称",
        ),
    ],
)
def test_a_wrong_layout_is_refused_with_place_and_reason(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    with pytest.raises(LayoutError, match=says) as refused:
        load_layout(edited(tmp_path, old, new))
    said = str(refused.value)
    assert "edited.toml" in said
    # no words of a library's own: what is Latin is a key, a name or a number
    assert not re.search(r"\b(Expected|Object|Invalid|unknown|missing|error)\b", said)


def test_a_missing_layout_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="打不开"):
        load_layout(tmp_path / "none.toml")


def test_a_byte_order_mark_is_said(tmp_path: Path) -> None:
    path = tmp_path / "bom.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (LAYOUT_FOLDER / "hebei-2021.toml").read_bytes())
    with pytest.raises(LayoutError, match="BOM"):
        load_layout(path)


def test_another_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "gbk.toml"
    text = (LAYOUT_FOLDER / "hebei-2021.toml").read_text(encoding="utf-8")
    path.write_bytes(text.encode("gbk", "replace"))
    with pytest.raises(LayoutError, match="UTF-8"):
        load_layout(path)


def test_a_file_that_breaks_off_is_said(tmp_path: Path) -> None:
    path = tmp_path / "cut.toml"
    path.write_text('id = "x"\nrows = [\n', encoding="utf-8")
    with pytest.raises(LayoutError, match=r"写法不对|没有写完"):
        load_layout(path)


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"没有表样文件.*--layout-dir"):
        load_layouts(tmp_path)
    with pytest.raises(LayoutError, match="没有这个表样文件夹"):
        load_layouts(tmp_path / "none")


@pytest.mark.parametrize("exists", [True, False])
def test_the_programs_own_folder_without_layouts_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool
) -> None:
    folder = tmp_path if exists else tmp_path / "gone"
    monkeypatch.setattr(model.layout.load, "LAYOUT_FOLDER", folder)
    with pytest.raises(LayoutError, match="重新安装"):
        load_layouts()


def test_two_files_of_one_id_are_said(tmp_path: Path) -> None:
    for name in ("a", "b"):
        text = (LAYOUT_FOLDER / "hebei-2021.toml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LayoutError, match=r"b\.toml.*“hebei-2021”和 a\.toml"):
        load_layouts(tmp_path)
