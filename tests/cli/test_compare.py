"""``main.py compare``: what is printed, written, and the exit code."""

from __future__ import annotations

import argparse
import copy
import json
from pathlib import Path

import pytest

from cli.arguments import parse
from cli.errors import CallError
from cli.verbs import run
from exporters.excel import write_excel
from exporters.jxb import write_jxb
from exporters.word import write_word
from model.document.disclosure import Disclosure
from model.layout import Layout


def call(*arguments: object) -> argparse.Namespace:
    return parse(["compare", *map(str, arguments)])


@pytest.fixture
def word(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> Path:
    write_word(disclosure, hebei, tmp_path / "送出.docx")
    return tmp_path / "送出.docx"


@pytest.fixture
def excel(disclosure: Disclosure, hebei: Layout, tmp_path: Path) -> Path:
    after = copy.deepcopy(disclosure)
    after.projects[0].indicators[2].value = "≥90%"
    after.projects[0].goals = after.projects[0].goals.replace("恢复", "逐步恢复") + "。" * 200
    del after.projects[0].indicators[5]
    write_excel(after, hebei, tmp_path / "退回.xlsx")
    return tmp_path / "退回.xlsx"


def test_what_differs_is_printed(
    word: Path, excel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(call(word, excel)) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        f"前：{word}（云岭市水务局，2024年，2 个项目）",
        f"后：{excel}（云岭市水务局，2024年，2 个项目）",
        "共 3 处不同：修改 2 处，删除 1 处。",
        "  1. 清水河河道清淤经费",
        "    [修改] 绩效目标：……淤。 2.汛期前恢复行洪断面。 → ……淤。 2.汛期前逐步恢复行洪断面"
        + "。" * 61
        + "…",
        "    [修改] 第3个指标“验收合格率”的指标值：≥95% → ≥90%",
        "    [删除] 第6个指标“水质”",
    ]
    assert "读出 2 张绩效目标表" in captured.err


def test_json_tells_all(word: Path, excel: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(call(word, excel, "--json", "--quiet")) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    whole = json.loads(captured.out)
    assert list(whole) == ["before", "after", "counts", "notes", "differences"]
    assert whole["before"]["file"] == str(word)
    assert whole["after"]["projects"] == 2
    changed = next(one for one in whole["differences"] if one["field"] == "value")
    assert changed == {
        "kind": "changed",
        "of": "cell",
        "project": 1,
        "name": "清水河河道清淤经费",
        "cell": "第3个指标“验收合格率”的指标值",
        "field": "value",
        "before": "≥95%",
        "after": "≥90%",
        "same_amount": False,
    }
    gone = next(one for one in whole["differences"] if one["kind"] == "deleted")
    assert (gone["of"], gone["after"]) == ("indicator", None)


def test_two_files_alike(
    word: Path, disclosure: Disclosure, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_jxb(disclosure, tmp_path / "一样.jxb")
    assert run(call(tmp_path / "一样.jxb", word, "--quiet")) == 0
    assert capsys.readouterr().out.splitlines()[2:] == ["两个文件的内容没有不同。"]


@pytest.mark.parametrize("extension", ["html", "xlsx"])
def test_a_report_is_written(word: Path, excel: Path, tmp_path: Path, extension: str) -> None:
    target = tmp_path / f"报告.{extension}"
    assert run(call(word, "--report", target, excel)) == 0
    assert target.stat().st_size > 2000


def test_a_file_that_cannot_be_read_is_said_for_both(
    word: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(call(tmp_path / "没有.docx", tmp_path, "--quiet")) == 1
    captured = capsys.readouterr()
    assert "没有.docx：找不到这个文件" in captured.err
    assert "这是文件夹，不是文件" in captured.err
    assert captured.out == ""


def test_a_report_that_cannot_be_written_is_said(
    word: Path, excel: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(call(word, excel, "--report", tmp_path / "无" / "报告.html", "--quiet")) == 1
    captured = capsys.readouterr()
    assert "所在文件夹不存在" in captured.err
    assert "共" in captured.out


def test_a_compared_file_is_never_written_over(
    word: Path, excel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = excel.read_bytes()
    assert run(call(word, excel, "--report", excel, "--quiet")) == 1
    assert "输出文件就是输入文件本身" in capsys.readouterr().err
    assert excel.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["a.jxb"], "正好两个文件，给了 1 个"),
        (["a.jxb", "b.jxb", "--report", "r.docx"], "应以 .html、.xlsx 结尾"),
        (["a.jxb", "b.jxb", "c.jxb"], "正好两个文件，给了 3 个"),
        ([], "缺少参数"),
    ],
)
def test_a_wrong_call(arguments: list[str], says: str) -> None:
    with pytest.raises(CallError, match=says):
        run(call(*arguments))


def test_a_form_that_is_not_there(
    disclosure: Disclosure, word: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    disclosure.layout = "mars-2050"
    write_jxb(disclosure, tmp_path / "远.jxb")
    assert run(call(tmp_path / "远.jxb", word, "--quiet")) == 1
    assert "表样“mars-2050”不在程序里" in capsys.readouterr().err
