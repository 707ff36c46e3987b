from __future__ import annotations

from pathlib import Path

import pytest

from exporters.jxb import write_jxb
from importers.side import read_side
from model.basics.errors import ReadError
from model.document.disclosure import Disclosure
from model.layout import Layout
from tests.conftest import EXAMPLES


@pytest.mark.parametrize(("extension", "own"), [("jxb", True), ("xlsx", False), ("txt", False)])
def test_a_file_becomes_a_side(extension: str, own: bool, layouts: dict[str, Layout]) -> None:
    side, report = read_side(EXAMPLES / f"wanglan-wenlv-2024.{extension}", layouts)
    assert side.own is own
    assert side.layout is layouts["hebei-2021"]
    assert len(side.disclosure.projects) == len(report.tables) == 13


def test_a_form_that_is_not_there_is_said(
    tmp_path: Path, disclosure: Disclosure, layouts: dict[str, Layout]
) -> None:
    disclosure.layout = "mars-2050"
    write_jxb(disclosure, tmp_path / "远.jxb")
    with pytest.raises(ReadError, match=r"远\.jxb：文件用的表样“mars-2050”不在程序里"):
        read_side(tmp_path / "远.jxb", layouts)
    assert read_side(tmp_path / "远.jxb", layouts, "hebei-2021")[0].layout.id == "hebei-2021"
