"""A replaced file stays whose it was, and who may read it stays the same."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from exporters.atomic import replacing, replacing_together
from exporters.jxb import write_jxb
from exporters.keeping import kept_of
from importers.jxb import read_jxb
from model.document.disclosure import Disclosure
from tests.conftest import ROOT

posix_only = pytest.mark.skipif(os.name != "posix", reason="POSIX 的权限")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Linux 的扩展属性")
root_only = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="换所有者要用 root")


ANOTHER = """
import fcntl, os, sys
from pathlib import Path
from exporters.atomic import replacing
os.setgroups([])
os.setgid(34567)
os.setuid(34567)
with replacing(Path(sys.argv[1])) as file:
    file.write(b"new")
"""


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def put(path: Path, data: bytes = b"new") -> None:
    with replacing(path) as file:
        file.write(data)


def put_together(path: Path, data: bytes = b"new") -> None:
    with replacing_together(path) as (staged,):
        staged.write_bytes(data)


@posix_only
@pytest.mark.parametrize("write", [put, put_together])
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_rights_stay(tmp_path: Path, write: object, mode: int) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(b"old")
    path.chmod(mode)
    assert callable(write)
    write(path)
    assert (path.read_bytes(), rights(path)) == (b"new", mode)


@posix_only
def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    plain, ours = tmp_path / "a", tmp_path / "b"
    plain.write_bytes(b"")
    put(ours)
    assert rights(ours) == rights(plain)
    with replacing(tmp_path / "c", private=True) as file:
        file.write(b"")
    assert rights(tmp_path / "c") == 0o600


@root_only
@pytest.mark.parametrize("write", [put, put_together])
def test_owner_and_group_stay(tmp_path: Path, write: object) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    os.chown(path, 12345, 23456)
    assert callable(write)
    write(path)
    found = path.stat()
    assert (found.st_uid, found.st_gid, rights(path)) == (12345, 23456, 0o640)


@root_only
def test_who_may_not_give_the_group_gives_it_no_more_than_everybody(tmp_path: Path) -> None:
    """In a process of another user, whose group the file's is not."""
    folder = tmp_path / "共享"
    folder.mkdir()
    path = folder / "甲.docx"
    path.write_bytes(b"old")
    os.chown(path, 0, 23456)
    path.chmod(0o666)
    folder.chmod(0o777)
    for above in (folder, *list(folder.parents)[:4]):
        if above != Path("/tmp"):
            above.chmod(above.stat().st_mode | 0o055)
    subprocess.run([sys.executable, "-c", ANOTHER, str(path)], cwd=ROOT, check=True)
    found = path.stat()
    assert path.read_bytes() == b"new"
    assert (found.st_uid, found.st_gid) == (34567, 34567)
    assert rights(path) & 0o070 == (rights(path) & 0o007) << 3


@linux_only
def test_attributes_stay(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.xdg.origin.url", "内网".encode())
    except OSError:
        pytest.skip("这个磁盘没有扩展属性")
    put(path)
    assert os.getxattr(path, "user.xdg.origin.url").decode() == "内网"
    kept = kept_of(path)
    assert kept is not None
    assert "user.xdg.origin.url" in kept.attributes


@posix_only
@pytest.mark.parametrize("write", [put, put_together])
def test_a_link_stays_a_link(tmp_path: Path, write: object) -> None:
    real = tmp_path / "里" / "甲.docx"
    real.parent.mkdir()
    real.write_bytes(b"old")
    link = tmp_path / "链接.docx"
    link.symlink_to(Path("里") / "甲.docx")
    assert callable(write)
    write(link)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["甲.docx", "里", "链接.docx"]


@posix_only
def test_the_copy_of_before_keeps_them_too(tmp_path: Path) -> None:
    path = tmp_path / "甲.jxb"
    write_jxb(Disclosure(year=2024), path)
    path.chmod(0o640)
    write_jxb(Disclosure(year=2025), path)
    backup = tmp_path / "甲.jxb.bak"
    assert (rights(path), rights(backup)) == (0o640, 0o640)
    assert read_jxb(path).year == 2025
    assert read_jxb(backup).year == 2024
    write_jxb(Disclosure(year=2026), path)
    assert read_jxb(backup).year == 2025
    assert len(list(tmp_path.iterdir())) == 2
