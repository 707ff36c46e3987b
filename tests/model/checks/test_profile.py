"""A profile file says whose rules; what is wrong with it is said in Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.checks import CHECKS, ProfileError, Severity, default_profile, load_profile
from model.checks import registry as registered


def written(folder: Path, text: str) -> Path:
    path = folder / "市局.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_profile_changes_nothing_and_lists_every_number() -> None:
    profile = default_profile()
    assert profile.name == "默认规则"
    assert profile.active() == [check for check in CHECKS.values() if check.on]
    assert profile.severities == {}
    path = Path(registered.__file__).parents[2] / "assets" / "profiles" / "default.toml"
    text = path.read_text(encoding="utf-8")
    for code, check in CHECKS.items():
        for name, number in check.numbers.items():
            assert profile.numbers[code, name] == number.default
            section = text.partition(f"\n[checks.{code}]\n")[2].partition("\n[")[0]
            assert f"{name} = {number.default}  # {number.means}\n" in section


def test_checks_are_switched_off_and_numbers_and_severities_set(tmp_path: Path) -> None:
    profile = load_profile(
        written(
            tmp_path,
            'name = "某市规则"\n[checks.D10]\non = false\n'
            '[checks.E04]\non = true\nseverity = "提示"\nyears = 15\n',
        )
    )
    assert profile.name == "某市规则"
    assert "D10" not in [check.code for check in profile.active()]
    assert len(profile.active()) == sum(check.on for check in CHECKS.values()) - 1
    assert profile.severities == {"E04": Severity.HINT}
    assert profile.numbers["E04", "years"] == 15
    assert profile.numbers["G01", "years"] == 10


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('name = "x"\n[checks.Z99]\non = false\n', "没有编号为“Z99”的检查。现有 A01 到 "),
        (
            'name = "x"\n[checks.E04]\nyear = 3\n',
            "E04 没有“year”这一项。可以设的有 on、severity、years",
        ),
        ('name = "x"\n[checks.E04]\nseverity = "严重"\n', "severity 应是错误、警告、提示之一"),
        ('name = "x"\n[checks.E04]\nyears = "十"\n', "E04 的 years 应是整数"),
        ('name = "x"\n[checks.E04]\nyears = true\n', "E04 的 years 应是整数"),
        ('name = "x"\n[checks.E04]\nyears = -1\n', "应在 0 到 10000 之间"),
        ('name = "x"\n[checks.E04]\non = 1\n', "on 应是 true 或 false"),
        ('name = "x"\n[checks]\nE04 = 1\n', "应写成 [checks.E04] 一段"),
        ('name = "x"\nchecks = 3\n', "checks 应按 [checks.编号] 分段填写"),
        ('name = "x"\nlevels = 3\n', "不认识的项“levels”"),
        ("[checks.E04]\nyears = 3\n", "没有写名称（name）"),
        ("name = 3\n", "没有写名称（name）"),
        ("name = \n", "写法不对"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    line = str(caught.value)
    assert says in line
    assert line.startswith(f"{path}：")
    assert "\n" not in line


def test_a_retired_check_is_told_from_an_unknown_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registered.RETIRED, "D99", "并入 D01")
    with pytest.raises(ProfileError, match=r"检查 D99 已经停用（并入 D01）"):
        load_profile(written(tmp_path, 'name = "x"\n[checks.D99]\non = false\n'))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="找不到这个检查规则文件"):
        load_profile(tmp_path / "没有.toml")
    path = tmp_path / "旧.toml"
    path.write_bytes('name = "规则"'.encode("gb18030"))
    with pytest.raises(ProfileError, match="不是 UTF-8"):
        load_profile(path)
