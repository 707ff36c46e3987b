from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exporters.atomic import replacing, replacing_together, write_error
from model.basics.errors import WriteError
from model.basics.steps import Cancelled, stoppable


def write(target: Path, data: bytes) -> None:
    with replacing(target) as file:
        file.write(data)


def test_a_new_file(tmp_path: Path) -> None:
    write(tmp_path / "甲.docx", b"new")
    assert (tmp_path / "甲.docx").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["甲.docx"]


def test_an_error_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "甲.docx"
    target.write_bytes(b"old")

    def half() -> None:
        with replacing(target) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["甲.docx"]


def test_the_rights_of_the_old_file_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "甲.docx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write(target, b"new")
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_new_file_has_the_rights_of_any_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = tmp_path / "plain"
    plain.touch()

    def refused(_mask: int) -> int:
        raise AssertionError("it would hold for all threads")

    monkeypatch.setattr(os, "umask", refused)
    write(tmp_path / "甲.docx", b"new")
    with replacing_together(tmp_path / "乙.xlsx") as (staged,):
        staged.write_bytes(b"new")
    modes = {path.name: path.stat().st_mode for path in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("plain", "甲.docx", "乙.xlsx"), plain.stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_nobody_may_read_it_meanwhile_who_may_not_read_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "甲.docx"
    target.write_bytes(b"old")
    target.chmod(0o600)
    with replacing(target), replacing_together(target):
        modes = {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {0o600}


def test_what_was_stopped_takes_nobodys_place(tmp_path: Path) -> None:
    target = tmp_path / "甲.docx"
    target.write_bytes(b"new")
    for way in (replacing, replacing_together):
        with pytest.raises(Cancelled), stoppable(lambda: True), way(target):
            pass
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["甲.docx"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="文件夹不存在"):
        write(tmp_path / "没有" / "甲.docx", b"")


def test_a_folder_as_target_is_said(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").mkdir()
    with pytest.raises(WriteError, match="已经是一个文件夹"):
        write(tmp_path / "甲.docx", b"")


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "没有写入权限"),
        (errno.EPERM, "没有写入权限"),
        (errno.EROFS, "只读"),
        (errno.EIO, "磁盘或网络"),
        (errno.EBUSY, "没有写成"),
    ],
)
def test_system_errors_in_the_clerks_words(number: int, says: str) -> None:
    error = write_error(OSError(number, os.strerror(number)), Path("甲.docx"))
    assert says in str(error)
    assert "甲.docx" in str(error)
    assert "\n" not in str(error)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root to mount a tmpfs")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=False
    )
    if mounted.returncode:
        pytest.skip("this machine does not let a tmpfs be mounted")
    try:
        target = disk / "甲.docx"
        target.write_bytes(b"old")
        with pytest.raises(WriteError, match="磁盘已满"):
            write(target, b"x" * 200_000)
        assert target.read_bytes() == b"old"
        assert [path.name for path in disk.iterdir()] == ["甲.docx"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


_AS_NOBODY = """
import os, sys
from pathlib import Path
from exporters.atomic import replacing
from model.basics.errors import WriteError
os.setuid(65534)
try:
    with replacing(Path(sys.argv[1])) as file:
        file.write(b"new")
except WriteError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root to become nobody")
@pytest.mark.parametrize("locked", ["folder", "file"])
def test_a_read_only_place_is_said(tmp_path: Path, locked: str) -> None:
    # pytest's own folders are closed to other users
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_mode & 0o777 == 0o700:
            parent.chmod(0o755)
    folder = tmp_path / "夹"
    folder.mkdir()
    folder.chmod(0o755 if locked == "folder" else 0o777)
    target = folder / "甲.docx"
    target.write_bytes(b"old")
    target.chmod(0o666 if locked == "folder" else 0o444)
    run = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(target)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
    )
    assert run.returncode == 0, run.stderr
    assert "没有写入权限" in run.stdout
    assert target.read_bytes() == b"old"
