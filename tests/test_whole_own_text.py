"""A whole disclosure whose part five has texts and no target table loses none of them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from importers.read import read_file
from model.checks import Checker
from model.document.disclosure import Disclosure, ItemisedGoal, Safeguard
from model.layout import Layouts, load_layouts
from model.parts.disclosure_dump import to_dump
from tests.model.parts.kit import written
from tests.model.parts.own_text import BARE_TEXT, OWN_TEXT, without_targets
from tests.test_whole import save

LAYOUTS = load_layouts()


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return LAYOUTS


def assert_whole(disclosure: Disclosure) -> None:
    assert disclosure.overall_goal == "管好水库，供好水。"
    assert disclosure.itemised_goals == [
        ItemisedGoal("河道治理", "全县河道畅通。", "清淤河道12公里。"),
        ItemisedGoal("水库除险", "水库安全度汛。", "除险3座。"),
    ]
    assert disclosure.safeguards == [
        Safeguard("加强组织领导", "成立领导小组，按月调度。"),
        Safeguard("严格资金管理", "专款专用。"),
    ]
    assert disclosure.unplaced == []


@pytest.mark.parametrize("extension", ["docx", "xlsx", "jxb"])
@pytest.mark.parametrize("own", [OWN_TEXT, BARE_TEXT])
def test_every_format_gives_it_back(
    own: str, extension: str, tmp_path: Path, layouts: Layouts
) -> None:
    first, report = read_file(written(tmp_path / "a.txt", without_targets(own)), layouts)
    assert_whole(first)
    assert report.tables == []
    again, _ = read_file(save(first, tmp_path / f"b.{extension}", layouts), layouts)
    assert_whole(again)
    assert to_dump(again) == to_dump(first)


def test_a_word_file_of_plain_paragraphs_is_read_alike(tmp_path: Path, layouts: Layouts) -> None:
    text = without_targets()
    word = docx.Document()
    for line in text.replace("\t", "").split("\n"):
        word.add_paragraph(line)
    word.save(str(tmp_path / "a.docx"))
    disclosure, _ = read_file(tmp_path / "a.docx", layouts)
    assert_whole(disclosure)
    checker = Checker(disclosure, layouts[disclosure.layout])
    assert [one.code for one in checker.findings() if one.code.startswith("A")] == []
