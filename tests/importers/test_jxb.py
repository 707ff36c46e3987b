from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.jxb import write_jxb
from importers.jxb import MIGRATIONS, read_jxb
from model.basics.errors import ReadError, WriteError
from model.document.disclosure import Disclosure, Indicator, TargetTable, Unplaced
from model.document.jxb import SCHEMA
from model.parts.disclosure_dump import to_dump


def test_everything_comes_back(tmp_path: Path, disclosure: Disclosure) -> None:
    disclosure.projects[0].extra["carryover"] = "12.00"
    disclosure.unplaced.append(Unplaced("余下的", "表1第3行", "旁", disclosure.projects[0].id))
    target = tmp_path / "甲.jxb"
    write_jxb(disclosure, target)
    assert read_jxb(target) == disclosure


@given(st.text(), st.text(), st.dictionaries(st.text(max_size=5), st.text(max_size=9), max_size=3))
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, one: str, two: str, extra: dict[str, str]
) -> None:
    target = tmp_path_factory.mktemp("jxb") / "x.jxb"
    table = TargetTable(name=one, goals=two, indicators=[Indicator(value=two, extra=extra)])
    write_jxb(Disclosure(projects=[table], overall_goal=one), target)
    assert read_jxb(target).projects[0] == table


def test_the_file_is_readable_text(tmp_path: Path, disclosure: Disclosure) -> None:
    target = tmp_path / "甲.jxb"
    write_jxb(disclosure, target)
    text = target.read_text(encoding="utf-8")
    assert "清水河河道清淤经费" in text
    assert len(text.splitlines()) > 50
    data = json.loads(text)
    assert (data["format"], data["schema"]) == ("jibiao", 1)


def test_the_version_before_is_kept(tmp_path: Path, disclosure: Disclosure) -> None:
    target = tmp_path / "甲.jxb"
    write_jxb(disclosure, target)
    first = target.read_bytes()
    disclosure.overall_goal = "改过"
    write_jxb(disclosure, target)
    backup = tmp_path / "甲.jxb.bak"
    assert backup.read_bytes() == first
    assert read_jxb(target).overall_goal == "改过"
    assert {path.name for path in tmp_path.iterdir()} == {"甲.jxb", "甲.jxb.bak"}


def test_what_dump_prints_is_the_oldest_version(tmp_path: Path, disclosure: Disclosure) -> None:
    disclosure.projects[0].extra["carryover"] = "12.00"
    disclosure.projects[0].indicators[0].extra["weight"] = "10"
    path = tmp_path / "甲.json"
    path.write_text(json.dumps(to_dump(disclosure), ensure_ascii=False), encoding="utf-8")
    assert to_dump(read_jxb(path)) == to_dump(disclosure)


def test_every_older_version_has_a_migration() -> None:
    assert sorted(MIGRATIONS) == list(range(SCHEMA))


def test_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "甲.jxb"
    path.write_text(json.dumps({"format": "jibiao", "schema": SCHEMA + 1, "disclosure": {}}))
    with pytest.raises(ReadError, match="更新版本"):
        read_jxb(path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            '{"format": "jibiao", "schema": 1, "disclosure": {"year": "二〇二四"}}',
            "disclosure.year",
        ),
        ('{"format": "jibiao", "schema": 1, "disclosure": {"projects": [{"plan": 3}]}}', "plan"),
        ('{"format": "jibiao", "schema": 1}', "损坏|disclosure"),
        ('{"format": "jibiao", "schema": 1, "disclos', "损坏"),
        ('{"projects": [{"plan": ["1"]}]}', "plan|损坏"),
        ('{"projects": 3}', "损坏"),
        ('{"a": 1}', "不是绩表"),
        ("{}", "不是绩表"),
    ],
)
def test_broken_files_are_refused_with_a_reason(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "甲.jxb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=says) as caught:
        read_jxb(path)
    assert "甲.jxb" in str(caught.value)


def test_half_a_character_is_refused_and_nothing_written(
    tmp_path: Path, disclosure: Disclosure
) -> None:
    disclosure.overall_goal = "\ud83d"
    with pytest.raises(WriteError, match="不完整的字符"):
        write_jxb(disclosure, tmp_path / "甲.jxb")
    assert not list(tmp_path.iterdir())
