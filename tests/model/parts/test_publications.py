"""A publication is one data file; a wrong one is refused with what is wrong in it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest

from main import main
from model.basics.errors import LayoutError
from model.layout.publication_load import SUFFIX, load_publication
from tests.conftest import ROOT

SAMPLE = ROOT / "tests" / "data" / "sample.disclosure.toml"


def word(path: Path, county: str = "30", second: str = "120000") -> Path:
    document = docx.Document()
    for line in (
        "云岭县林业站",
        "2026年公开",
        "（一）钱从哪里来",
        f"今年安排经费42.00万元，其中：县里拨{county}万元，乡里筹12万元。",
        "明细表",
    ):
        document.add_paragraph(line)
    table = document.add_table(0, 2)
    rows = (("用在哪里", "金额（元）"), ("护林员补贴", "300,000"), ("防火宣传", second))
    for row in (*rows, ("共计", "420,000")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for line in ("（二）要办成什么事", "全年不起火。", "（三）还要说的话", "没有。"):
        document.add_paragraph(line)
    document.save(str(path))
    return path


def checked(path: Path, folder: Path, capfd: pytest.CaptureFixture[bytes]) -> list[dict[str, str]]:
    main(["check", str(path), "--layout-dir", str(folder), "--json", "--quiet"])
    found: list[dict[str, str]] = json.loads(capfd.readouterr().out)["findings"]
    return [one for one in found if one["code"].startswith("K")]


def test_a_third_publication_needs_one_file(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = tmp_path / "样式"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / f"yunling{SUFFIX}")
    assert checked(word(tmp_path / "a.docx"), folder, capfdbinary) == []
    (finding,) = checked(word(tmp_path / "b.docx", county="31"), folder, capfdbinary)
    assert finding["code"] == "K01"
    assert "42.00" in finding["message"]
    (finding,) = checked(word(tmp_path / "c.docx", second="120001"), folder, capfdbinary)
    assert "第4行“共计”" in finding["cell"]
    assert main(["dump", str(tmp_path / "c.docx"), "--layout-dir", str(folder), "--quiet"]) == 0
    data = json.loads(capfdbinary.readouterr().out)
    assert (data["year"], data["department"]["name"]) == (2026, "云岭县林业站")
    # this program's own file is checked by it as well, and its Word file is read back
    own, copy = str(tmp_path / "b.jxb"), str(tmp_path / "d.docx")
    more = ["--layout-dir", str(folder), "--quiet"]
    assert main(["convert", str(tmp_path / "b.docx"), own, *more]) == 0
    assert len(checked(Path(own), folder, capfdbinary)) == 1
    assert main(["export", own, "--word", copy, *more]) == 0
    assert len(checked(Path(copy), folder, capfdbinary)) == 1


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('right = ["county", "village"]', 'right = ["county", "town"]', "没有名为 town 的金额"),
        ('table = "lines" },', 'table = "rows" },', "部分 money 里没有表 rows"),
        ('part = "money"', 'part = "gold"', "表 lines 的 part 不对"),
        ('key = "cost", ', "", "每一栏都要有一个 key"),
        ('total = "total"', 'total = "sum"', "关系 lines 里没有行 sum"),
        ("titles_like = ['20", "titles_like = 3\n#", "内容不对"),
        ('id = "yunling-2026"', "", "内容不对"),
        ('title = "明细表"\nlabel', "titles_like = ['(']\ntitle = \"明细表\"\nlabel", "正则表达式"),
        ("[amounts]", "[amounts", "写法不对"),
    ],
)
def test_a_wrong_publication_is_refused(before: str, after: str, says: str, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / f"a{SUFFIX}"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(LayoutError) as caught:
        load_publication(path)
    assert says in str(caught.value)
