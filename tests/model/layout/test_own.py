"""The user's own forms: used beside the program's, and a wrong one keeps no other out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from model.basics.errors import LayoutError
from model.basics.places import own_layout_folder
from model.layout import LAYOUT_FOLDER, load_all, load_layouts, read_own_forms

HEBEI = (LAYOUT_FOLDER / "hebei-2021.toml").read_text("utf-8")
FIRST, SECOND = 'id = "hebei-2021"', 'name = "'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JIBIAO_SETTINGS", str(tmp_path / "settings.ini"))
    made = tmp_path / "layouts"
    made.mkdir()
    return made


def write(folder: Path, name: str, id_: str, title: str = "自编") -> None:
    text = HEBEI.replace(FIRST, f'id = "{id_}"').replace(SECOND, f"{SECOND}{title}", 1)
    (folder / name).write_text(text, "utf-8")


def test_the_folder_is_beside_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JIBIAO_SETTINGS", str(tmp_path / "a" / "b.ini"))
    assert own_layout_folder() == tmp_path / "a" / "layouts"
    monkeypatch.delenv("JIBIAO_SETTINGS")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert own_layout_folder() == tmp_path / "jibiao" / "layouts"
    if sys.platform != "win32":
        monkeypatch.delenv("XDG_CONFIG_HOME")
        monkeypatch.setenv("HOME", str(tmp_path))
        assert own_layout_folder() == tmp_path / ".config" / "jibiao" / "layouts"


def test_own_forms_are_used_beside_the_programs(folder: Path) -> None:
    write(folder, "甲.toml", "qingshan")
    layouts, own = load_all()
    assert [one.id for one in own.loaded] == ["qingshan"]
    assert own.faults == []
    assert {*layouts} == {*load_layouts(), "qingshan"}
    # a copy of the default form does not become the default
    assert next(iter(layouts)) == next(iter(load_layouts()))


def test_no_folder_and_an_empty_one_are_no_fault(folder: Path) -> None:
    for _ in range(2):
        layouts, own = load_all()
        assert (own.loaded, own.faults, own.folder) == ([], [], folder)
        assert layouts == load_layouts()
        if folder.exists():
            folder.rmdir()


def test_a_wrong_one_is_named_and_the_others_are_used(folder: Path) -> None:
    write(folder, "甲.toml", "qingshan")
    write(folder, "乙.toml", "qingshan")
    (folder / "丙.toml").write_text("id = 3", "utf-8")
    (folder / "丁.TOML").write_text("[", "utf-8")
    (folder / "说明.txt").write_text("不是表样", "utf-8")
    layouts, own = load_all()
    assert "qingshan" in layouts
    assert len(own.loaded) == 1
    wheres = sorted(Path(fault.where).name for fault in own.faults)
    assert len(wheres) == 3
    assert {"丙.toml", "丁.TOML"} < {*wheres}
    assert any("一样" in fault.reason for fault in own.faults)


def test_what_stands_where_the_folder_should_be_is_said(folder: Path) -> None:
    folder.rmdir()
    folder.write_text("", "utf-8")
    own = read_own_forms()
    assert [fault.where for fault in own.faults] == [str(folder)]


def test_a_later_one_of_the_same_id_counts(folder: Path, tmp_path: Path) -> None:
    further = tmp_path / "further"
    further.mkdir()
    write(folder, "甲.toml", "hebei-2021", "我的")
    layouts, _ = load_all()
    assert layouts["hebei-2021"].name.startswith("我的")
    # its place among the forms stays
    assert next(iter(layouts)) == next(iter(load_layouts()))
    write(further, "乙.toml", "hebei-2021", "别的")
    assert load_all(further)[0]["hebei-2021"].name.startswith("别的")


def test_a_further_folder_that_is_empty_or_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="没有这个表样文件夹"):
        load_all(tmp_path / "没有")
    (tmp_path / "空").mkdir()
    with pytest.raises(LayoutError, match="没有表样文件"):
        load_all(tmp_path / "空")
