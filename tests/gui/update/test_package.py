"""Packages: what is taken, what is refused and why, and that nothing is left half done."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from gui.update.package import check_package, install, kept_versions, make_current
from gui.update.signature import UpdateError
from model.basics.installed import chosen
from tests.gui.update.kit import FAILS, Key, package


@pytest.fixture
def key() -> Key:
    return Key()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "自己的" / "versions"


def refused(path: Path, folder: Path, key: Key) -> str:
    with pytest.raises(UpdateError) as told:
        check_package(path, folder, key.public)
    assert not (folder / "package.tar.xz").exists()
    assert chosen(folder) == ""
    return str(told.value)


def test_a_newer_one_is_installed_and_the_old_one_kept(
    tmp_path: Path, folder: Path, key: Key
) -> None:
    for version in ("9.9.8", "9.9.9"):
        found = check_package(package(tmp_path, key, version), folder, key.public)
        assert found.version == version
        install(found, folder)
        assert chosen(folder) == version
    assert "新的。" in found.changes
    assert "旧的。" not in found.changes
    assert kept_versions(folder) == ["9.9.9", "9.9.8"]
    assert sorted(path.name for path in folder.iterdir()) == ["9.9.8", "9.9.9", "current"]
    make_current("9.9.8", folder)
    assert chosen(folder) == "9.9.8"
    make_current("", folder)
    assert chosen(folder) == ""


def test_the_list_of_checksums_beside_it_is_asked(tmp_path: Path, folder: Path, key: Key) -> None:
    path = package(tmp_path, key)
    sums = tmp_path / "SHA256SUMS"
    sums.write_text(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n", "utf-8")
    assert check_package(path, folder, key.public).version == "9.9.9"
    sums.write_text(f"{'0' * 64}  {path.name}\n", encoding="utf-8")
    assert "校验和不符" in refused(path, folder, key)


def test_what_is_refused(tmp_path: Path, folder: Path, key: Key) -> None:
    assert "比正在用的" in refused(package(tmp_path, key, "0.0.1"), folder, key)
    other = package(tmp_path, key, machine="sparc")
    assert "另一种电脑（sparc）" in refused(other, folder, key)
    path = package(tmp_path, key)
    path.with_name(f"{path.name}.minisig").unlink()
    assert "签名" in refused(path, folder, key)
    assert "签名" in refused(package(tmp_path, Key(b"other678")), folder, key)


@pytest.mark.parametrize("keep", [0, 10, 200])
def test_a_cut_one(tmp_path: Path, folder: Path, key: Key, keep: int) -> None:
    path = package(tmp_path, key)
    path.write_bytes(path.read_bytes()[:keep])
    assert "签名不符" in refused(path, folder, key)
    # signed though damaged, it still is no package
    key.sign(path)
    assert "读不出来" in refused(path, folder, key) or "不是绩表" in refused(path, folder, key)


def test_one_that_does_not_start_changes_nothing(tmp_path: Path, folder: Path, key: Key) -> None:
    install(check_package(package(tmp_path, key, "9.9.8"), folder, key.public), folder)
    found = check_package(package(tmp_path, key, program=FAILS), folder, key.public)
    with pytest.raises(UpdateError, match="启动不了"):
        install(found, folder)
    assert chosen(folder) == "9.9.8"
    assert kept_versions(folder) == ["9.9.8"]


@pytest.mark.parametrize("name", ["../外面.txt", "别的/外面.txt", "/tmp/jibiao-外面.txt"])
def test_nothing_is_written_elsewhere(tmp_path: Path, folder: Path, key: Key, name: str) -> None:
    path = package(tmp_path, key, more=((name, "x"),))
    found = check_package(path, folder, key.public)
    with pytest.raises(UpdateError, match=r"读不出来|不是绩表"):
        install(found, folder)
    assert chosen(folder) == ""
    assert not list(folder.parent.rglob("*外面*"))
    assert not Path("/tmp/jibiao-外面.txt").exists()


def test_a_folder_that_cannot_be_written(tmp_path: Path, key: Key) -> None:
    (tmp_path / "versions").write_text("x", encoding="utf-8")
    with pytest.raises((UpdateError, OSError)):
        check_package(package(tmp_path, key), tmp_path / "versions", key.public)
