from __future__ import annotations

import json
from pathlib import Path

import pytest

from exporters.jxb import write_jxb
from main import main
from model.document.disclosure import Disclosure


@pytest.fixture
def folder(tmp_path: Path, disclosure: Disclosure) -> Path:
    made = tmp_path / "往年"
    made.mkdir()
    write_jxb(disclosure, made / "a.jxb")
    return made


def test_growing_and_searching(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = str(tmp_path / "库.jbk")
    assert main(["library", "grow", str(folder), "--db", db]) == 0
    assert "收进 2 个项目、8 个指标" in capsys.readouterr().err
    assert main(["library", "search", "清淤", "tf", "--db", db]) == 0
    out, err = capsys.readouterr()
    assert out == "数量指标\t清淤土方\t3～5万立方米\t设计文件\t用过 1 次\n"
    assert "找到 1 个" in err
    assert main(["library", "search", "hdrs", "--json", "--db", db]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["name"], entry["starter"]) == ("活动人数", True)


def test_limits(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = str(tmp_path / "库.jbk")
    main(["library", "grow", str(folder), "--db", db])
    capsys.readouterr()
    main(["library", "search", "--source", "own", "--level", "满意度指标", "--db", db])
    assert [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()] == ["居民满意度"]
    main(["library", "search", "--level", "数量指标", "--kind", "科普", "--most", "2", "--db", db])
    out, err = capsys.readouterr()
    assert [line.split("\t")[0] for line in out.splitlines()] == ["数量指标"] * 2
    assert "列出前 2 个" in err


def test_what_could_not_be_read_is_told_and_the_rest_done(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "坏.docx").write_bytes(b"PK")
    db, missing = str(tmp_path / "库.jbk"), str(tmp_path / "没有")
    assert main(["library", "grow", str(folder), missing, "--db", db]) == 1
    err = capsys.readouterr().err
    assert "坏.docx" in err
    assert "没有：没有这个文件或文件夹" in err
    assert "收进 2 个项目" in err


def test_merging(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine, other = str(tmp_path / "我.jbk"), str(tmp_path / "同事.jbk")
    main(["library", "grow", str(folder), "--db", other])
    assert main(["library", "merge", other, "--db", mine]) == 0
    assert "收进 2 个项目" in capsys.readouterr().err
    assert main(["library", "merge", mine, "--db", mine]) == 1
    assert "不用合并" in capsys.readouterr().err


def test_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library"]) == 2
    assert main(["library", "search", "甲"]) == 2
    assert "--db" in capsys.readouterr().err
    wrong = tmp_path / "不是.jbk"
    wrong.write_bytes(b"x" * 5000)
    assert main(["library", "search", "甲", "--db", str(wrong)]) == 1
    assert "不是指标库" in capsys.readouterr().err
    # what was named by mistake is left as it is
    assert wrong.read_bytes() == b"x" * 5000
