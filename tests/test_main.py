"""The program as a clerk calls it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "assets" / "examples" / "wanglan-wenlv-2024.txt"


def call(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program; what it prints is UTF-8 wherever it runs."""
    run = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd or ROOT,
        env={**os.environ, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in run.stderr
    return run


def test_dump_prints_json_and_says_what_it_read() -> None:
    run = call("dump", EXAMPLE)
    assert run.returncode == 0
    data = json.loads(run.stdout)
    assert len(data["projects"]) == 13
    assert list(data) == [
        "year",
        "department",
        "overall_goal",
        "itemised_goals",
        "safeguards",
        "projects",
        "parts",
        "amounts",
    ]
    assert list(data["projects"][0]) == [
        "unit",
        "code",
        "name",
        "budget",
        "fiscal",
        "other",
        "purpose",
        "plan",
        "goals",
        "indicators",
    ]
    assert "13 张绩效目标表、99 个指标" in run.stderr


def test_export_convert_and_back(tmp_path: Path) -> None:
    word, excel, own = (tmp_path / f"甲.{name}" for name in ("docx", "xlsx", "jxb"))
    assert call("export", EXAMPLE, "--word", word, "--excel", excel).returncode == 0
    assert call("convert", word, own).returncode == 0
    dumps = [json.loads(call("dump", path).stdout) for path in (EXAMPLE, word, excel, own)]
    assert dumps[0] == dumps[1] == dumps[2] == dumps[3]


def test_layouts_are_listed() -> None:
    run = call("layouts")
    assert run.returncode == 0
    assert re.search(r"^hebei-2021\t", run.stdout, re.M)
    assert re.search(r"^national-2021\t", run.stdout, re.M)


def test_another_form_says_what_it_has_no_cell_for(tmp_path: Path) -> None:
    run = call("export", EXAMPLE, "--layout", "national-2021", "--word", tmp_path / "甲.docx")
    assert run.returncode == 0
    assert "项目编码、资金用途" in run.stderr
    data = json.loads(call("dump", tmp_path / "甲.docx").stdout)
    assert len(data["projects"]) == 13
    assert data["projects"][0]["purpose"] == ""


def test_a_folder_gives_one_output_each_and_one_bad_file_stops_none(tmp_path: Path) -> None:
    inside = tmp_path / "各单位"
    (inside / "二级").mkdir(parents=True)
    (inside / "甲.txt").write_bytes(EXAMPLE.read_bytes())
    (inside / "二级" / "甲.txt").write_bytes(EXAMPLE.read_bytes())
    (inside / "坏.docx").write_bytes(b"PK\x03\x04broken")
    (inside / "说明.mp4").write_bytes(b"\x00ftyp")
    out = tmp_path / "结果"
    run = call("dump", inside, "--out", out)
    assert run.returncode == 1
    written = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    assert written == ["二级/甲.json", "甲.json"]
    assert "坏.docx" in run.stderr
    assert "说明.mp4" not in run.stderr


def test_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    text = tmp_path / "甲.txt"
    text.write_bytes(EXAMPLE.read_bytes())
    assert call("convert", text, tmp_path / "甲.jxb").returncode == 0
    out = tmp_path / "结果"
    run = call("dump", text, tmp_path / "甲.jxb", "--out", out)
    assert run.returncode == 0
    assert sorted(path.name for path in out.iterdir()) == ["甲_jxb.json", "甲_txt.json"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["dump"], "缺少参数"),
        (["exprot", "x"], "没有 exprot 这个命令"),
        (["export", "甲.txt"], "--word"),
        (["export", "甲.txt", "--word", "甲.doc"], ".docx"),
        (["export", "甲.txt", "--word"], "后面要跟一个值"),
        (["dump", "甲.txt", "乙.txt"], "--out"),
        (["convert", "甲.txt"], "名.jxb"),
        (["dump", "甲.txt", "--layout", "没有"], "hebei-2021"),
        (["dump", "甲.txt", "--wat"], "不认识的参数"),
    ],
)
def test_wrong_calls(arguments: list[str], says: str) -> None:
    run = call(*arguments)
    assert run.returncode == 2
    assert re.search(says, run.stderr)
    assert not run.stdout
    assert len(run.stderr.strip().splitlines()) == 1


def broken(folder: Path) -> dict[str, Path]:
    """Make the bad inputs a clerk may meet."""
    import zipfile

    made = {
        "空的": folder / "空.docx",
        "找不到": folder / "没有.docx",
        "损坏": folder / "断.xlsx",
        "扩展名": folder / "图片.docx",
        "没有找到绩效目标表": folder / "纪要.txt",
        "文件夹里没有": folder / "空夹",
        "认不出这是什么文件": folder / "甲.xyz",
    }
    made["空的"].touch()
    made["损坏"].write_bytes(b"PK\x03\x04" + b"\x00" * 100)
    made["扩展名"].write_bytes(b"\x89PNG\r\n\x1a\n")
    made["没有找到绩效目标表"].write_text("会议纪要\n\t姓名\n\t电话\n", encoding="utf-8")
    made["文件夹里没有"].mkdir()
    made["认不出这是什么文件"].write_bytes(b"\x00\x01\x02")
    wrong = folder / "其实是工作簿.docx"
    with zipfile.ZipFile(wrong, "w") as package:
        package.writestr("[Content_Types].xml", "<a/>")
        package.writestr("xl/workbook.xml", "<a/>")
    made["不是 Excel 工作簿"] = wrong
    return made


def test_bad_input_is_one_line_naming_the_file(tmp_path: Path) -> None:
    for says, path in broken(tmp_path).items():
        out = tmp_path / "out.jxb"
        arguments = ["--out", tmp_path / "o"] if path.is_dir() else [out]
        run = call("convert", path, *arguments)
        assert run.returncode == 1, says
        assert says in run.stderr
        assert str(path) in run.stderr
        assert len(run.stderr.strip().splitlines()) == 1
        assert not out.exists()


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    own = tmp_path / "甲.jxb"
    assert call("convert", EXAMPLE, own).returncode == 0
    before = own.read_bytes()
    run = call("convert", own, own)
    assert run.returncode == 1
    assert "输入文件本身" in run.stderr
    assert own.read_bytes() == before


def test_help_is_in_chinese() -> None:
    run = call("--help")
    assert run.returncode == 0
    assert "用法" in run.stdout
    assert "export" in run.stdout


def test_options_may_stand_between_the_files(tmp_path: Path) -> None:
    run = call("convert", EXAMPLE, "--read-as", "hebei-2021", tmp_path / "甲.jxb")
    assert run.returncode == 0
    assert (tmp_path / "甲.jxb").is_file()


def test_both_targets_or_none(tmp_path: Path) -> None:
    word = tmp_path / "甲.docx"
    run = call("export", EXAMPLE, "--word", word, "--excel", tmp_path / "没有" / "甲.xlsx")
    assert run.returncode == 1
    assert "文件夹不存在" in run.stderr
    assert not list(tmp_path.iterdir())


def test_a_missing_layout_folder_is_said(tmp_path: Path) -> None:
    run = call("layouts", "--layout-dir", tmp_path / "没有")
    assert run.returncode == 2
    assert "没有这个表样文件夹" in run.stderr


@pytest.mark.parametrize("verb", ["convert", "export"])
def test_a_name_too_long_is_said(tmp_path: Path, verb: str) -> None:
    name = "某" * 90
    target = (
        [tmp_path / f"{name}.jxb"] if verb == "convert" else ["--word", tmp_path / f"{name}.docx"]
    )
    run = call(verb, EXAMPLE, *target, "--quiet")
    assert run.returncode == 1
    assert "文件名太长" in run.stderr


def test_the_longest_name_can_be_saved_again(tmp_path: Path) -> None:
    target = tmp_path / f"{'某' * 83}.jxb"
    for _ in range(2):
        assert call("convert", EXAMPLE, target).returncode == 0


def test_an_empty_folder_needs_no_output_folder(tmp_path: Path) -> None:
    run = call("dump", tmp_path)
    assert run.returncode == 1
    assert "文件夹里没有能读的文件" in run.stderr


def test_checks_from_the_command_line() -> None:
    run = call("check", EXAMPLE, "--json")
    assert run.returncode == 1
    found = json.loads(run.stdout)["findings"]
    assert {"code", "severity", "project", "cell", "message", "fix"} <= set(found[0])


def test_it_runs_from_any_folder(tmp_path: Path) -> None:
    assert call("dump", EXAMPLE, cwd=tmp_path).returncode == 0


def test_the_users_own_forms_are_used_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    own = tmp_path / "layouts"
    own.mkdir()
    text = (ROOT / "assets" / "layouts" / "hebei-2021.toml").read_text("utf-8")
    (own / "甲.toml").write_text(text.replace('id = "hebei-2021"', 'id = "qingshan"'), "utf-8")
    (own / "乙.toml").write_text("id = 3", "utf-8")
    run = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "layouts"],
        env={**os.environ, "JIBIAO_SETTINGS": str(tmp_path / "settings.ini")},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0
    assert "qingshan" in run.stdout.decode()
    assert "乙.toml" in run.stderr.decode()
    assert "没有用上" in run.stderr.decode()
