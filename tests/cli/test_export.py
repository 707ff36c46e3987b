from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.generate import make_disclosure
from exporters.jxb import write_jxb
from main import main
from model.layout import Layout
from tests.conftest import EXAMPLES

EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.txt"


def test_an_export_of_what_cannot_be_sent_says_so_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(EXAMPLE), "--word", str(tmp_path / "一.docx")]) == 0
    told = capsys.readouterr().err
    lines = [line for line in told.splitlines() if "还不能报送" in line]
    assert len(lines) == 1
    assert "处错误），导出的只能作草稿。" in lines[0]
    assert main(["export", "--quiet", str(EXAMPLE), "--word", str(tmp_path / "二.docx")]) == 0
    assert "还不能报送" not in capsys.readouterr().err


def test_an_export_of_what_can_be_sent_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], hebei: Layout
) -> None:
    write_jxb(make_disclosure(1, hebei), tmp_path / "一.jxb")
    assert main(["export", str(tmp_path / "一.jxb"), "--excel", str(tmp_path / "一.xlsx")]) == 0
    assert "报送" not in capsys.readouterr().err
