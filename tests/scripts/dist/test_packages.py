"""Packages of a small folder: what lies where, the same bytes twice, installed and removed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from model.basics.version import __version__
from scripts.dist.arches import ROOT, X86
from scripts.dist.pack import APP, archive, checksums, deb, settle, uos

needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="没有装：dpkg")
posix_only = pytest.mark.skipif(os.name != "posix", reason="包是给 Linux 的")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A frozen folder in small: what the packages look at."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")
    made = tmp_path / f"jibiao-{__version__}-linux-x86_64"
    (made / "share").mkdir(parents=True)
    for name in ("jibiao", "jibiao-cli"):
        (made / name).write_text(f"#!/bin/sh\necho {name} $*\n", encoding="utf-8")
        (made / name).chmod(0o755)
    linux = ROOT / "scripts" / "dist" / "linux"
    for name in ("jibiao.desktop", "jibiao.xml"):
        shutil.copyfile(linux / name, made / "share" / name)
    shutil.copyfile(linux / "install.sh", made / "install.sh")
    icons = made / "assets" / "icons"
    icons.mkdir(parents=True)
    shutil.copytree(ROOT / "assets" / "icons" / "app", icons / "app")
    settle(made)
    return made


def listed(package: Path) -> list[str]:
    told = subprocess.run(["dpkg-deb", "-c", package], check=True, capture_output=True, text=True)
    return [line.split(maxsplit=5)[5] for line in told.stdout.splitlines()]


def control(package: Path, field: str) -> str:
    told = subprocess.run(
        ["dpkg-deb", "-f", package, field], check=True, capture_output=True, text=True
    )
    return told.stdout.strip()


@needs_dpkg
def test_the_package_for_any_debian(folder: Path, tmp_path: Path) -> None:
    package = tmp_path / "a.deb"
    deb(folder, X86, tmp_path / "work", package)
    names = listed(package)
    for wanted in (
        "./opt/jibiao/jibiao",
        "./usr/bin/jibiao -> /opt/jibiao/jibiao",
        "./usr/bin/jibiao-cli -> /opt/jibiao/jibiao-cli",
        "./usr/share/applications/jibiao.desktop",
        "./usr/share/mime/packages/jibiao.xml",
        "./usr/share/icons/hicolor/256x256/apps/jibiao.png",
        "./usr/share/icons/hicolor/scalable/apps/jibiao.svg",
        "./usr/share/man/man1/jibiao.1.gz",
        "./usr/share/doc/jibiao/copyright",
    ):
        assert wanted in names
    assert control(package, "Architecture") == "amd64"
    assert control(package, "Version") == __version__
    assert "fonts-" in control(package, "Recommends")


@needs_dpkg
def test_the_package_of_the_store(folder: Path, tmp_path: Path) -> None:
    package = tmp_path / "a.deb"
    uos(folder, X86, tmp_path / "work", package)
    inside = [name for name in listed(package) if not name.endswith("/")]
    assert all(name.startswith(f"./opt/apps/{APP}/") for name in inside)
    unpacked = tmp_path / "unpacked"
    subprocess.run(["dpkg-deb", "-R", package, unpacked], check=True)
    # no scripts of the maintainer's
    assert sorted(path.name for path in (unpacked / "DEBIAN").iterdir()) == ["control", "md5sums"]
    place = unpacked / "opt" / "apps" / APP
    info = json.loads((place / "info").read_text("utf-8"))
    assert info["appid"] == APP
    assert info["version"].count(".") == 3
    entry = (place / "entries" / "applications" / f"{APP}.desktop").read_text("utf-8")
    assert f"Exec=/opt/apps/{APP}/files/jibiao %F" in entry
    assert f"Icon={APP}" in entry


@needs_dpkg
def test_twice_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    made = []
    for number in (1, 2):
        out = tmp_path / str(number)
        out.mkdir()
        # as another build would leave it
        os.utime(folder / "jibiao", (number, number))
        settle(folder)
        archive(folder, X86, out / "a.tar.xz")
        deb(folder, X86, tmp_path / f"work{number}", out / "a.deb")
        uos(folder, X86, tmp_path / f"work{number}", out / "b.deb")
        checksums(out)
        made.append((out / "SHA256SUMS").read_text("utf-8"))
    assert made[0] == made[1]
    assert made[0].count("\n") == 3
    with tarfile.open(tmp_path / "1" / "a.tar.xz") as packed:
        first = packed.next()
        assert first is not None
        assert (first.name, first.isdir(), first.uid) == (folder.name, True, 0)


@posix_only
def test_installed_for_one_user_and_removed(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "家 目录"
    home.mkdir()
    environment = {"HOME": str(home), "PATH": os.environ["PATH"]}

    def run(*command: object) -> str:
        done = subprocess.run(
            list(map(str, command)), check=True, capture_output=True, text=True, env=environment
        )
        return done.stdout

    run("sh", folder / "install.sh")
    # once more is an update
    assert "已装好" in run("sh", folder / "install.sh")
    assert run(home / ".local/bin/jibiao-cli", "甲 乙") == "jibiao-cli 甲 乙\n"
    entry = (home / ".local/share/applications/jibiao.desktop").read_text("utf-8")
    assert f'Exec="{home}/.local/opt/jibiao/jibiao" %F' in entry
    assert "@" not in entry
    own = home / ".local/share/jibiao"
    own.mkdir()
    (own / "指标库.jbk").write_text("x", encoding="utf-8")
    told = run("sh", home / ".local/opt/jibiao/install.sh", "--remove")
    assert str(own) in told
    # what the desktop keeps of all programs' kinds of files it makes itself
    caches = (home / ".local/share/mime", home / ".local/share/applications")
    files = [path for path in home.rglob("*") if path.is_file() or path.is_symlink()]
    left = [path for path in files if not any(path.is_relative_to(one) for one in caches)]
    assert left == [own / "指标库.jbk"]
    assert not [path for path in files if "jibiao" in path.name]
    texts = [path.read_bytes() for path in files if path != left[0]]
    assert not [text for text in texts if b"jibiao" in text]
