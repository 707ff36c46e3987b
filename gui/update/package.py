"""A newer version as a file: checked, unpacked for this user, made the one to run."""

from __future__ import annotations

import hashlib
import lzma
import os
import platform
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

from msgspec import Struct

from gui.update.signature import UpdateError, check_signature
from model.basics.installed import CURRENT, number
from model.basics.steps import step
from model.basics.version import __version__

PATTERN = "jibiao-*-linux-*.tar.xz"
"""The name of a package."""
_TOP = re.compile(r"jibiao-(?P<version>\d+(?:\.\d+)*)-linux-(?P<machine>\w+)")
_SUMS = "SHA256SUMS"
_MOST = 600 << 20
"""Bytes a version may take unpacked; it takes a quarter of it."""
_SECONDS = 60
_AGAIN = "请重新拷贝更新包，再试一次"
_NO_START = "新版本在这台电脑上启动不了"
_AS_BEFORE = "没有安装，原来的照用"


class Package(Struct, frozen=True):
    """An update that was checked.

    Attributes:
        file: a copy of the package in the user's own folder, which nobody changes meanwhile.
        version: which version it is.
        changes: what is new since this one, in the words of its record of changes.
    """

    file: Path
    version: str
    changes: str


def check_package(path: Path, folder: Path, public_key: str) -> Package:
    """Check a package: checksum (where a list stands beside it), signature, machine, version.

    Args:
        path: the ``.tar.xz``, its ``.minisig`` beside it.
        folder: the user's ``versions``.
        public_key: the text of the key the program came with.

    Raises:
        UpdateError: it is not what can be installed here; why, and what to do.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "package.tar.xz"
    try:
        shutil.copyfile(path, kept)
        _check_sum(path, kept)
        check_signature(kept, path.with_name(f"{path.name}.minisig"), public_key)
        version, machine = _named(kept)
        if machine != platform.machine():
            raise UpdateError(
                f"是给另一种电脑（{machine}）的，这台是 {platform.machine()}",
                path.name,
                "请找文件名里有这个字样的更新包",
            )
        if number(version) <= number(__version__):
            raise UpdateError(f"版本 {version} 不比正在用的 {__version__} 新", path.name)
        return Package(kept, version, _changes(kept))
    except (tarfile.TarError, lzma.LZMAError, EOFError, OSError) as error:
        kept.unlink(missing_ok=True)
        raise UpdateError("更新包读不出来", path.name, _AGAIN) from error
    except UpdateError:
        kept.unlink(missing_ok=True)
        raise


def _check_sum(path: Path, kept: Path) -> None:
    sums = path.with_name(_SUMS)
    if not sums.is_file():
        return
    lines = (line.split(maxsplit=1) for line in sums.read_text(encoding="utf-8").splitlines())
    wanted = {parts[1].lstrip("*"): parts[0] for parts in lines if len(parts) == 2}
    if path.name not in wanted:
        return
    with kept.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != wanted[path.name]:
        raise UpdateError(f"与 {_SUMS} 里的校验和不符，拷贝时损坏了", path.name, _AGAIN)


def _named(kept: Path) -> tuple[str, str]:
    with tarfile.open(kept, "r:xz") as packed:
        first = packed.next()
    match = _TOP.fullmatch(first.name) if first is not None and first.isdir() else None
    if match is None:
        raise UpdateError("不是绩表的更新包", kept.name, f"更新包的名字像 {PATTERN}")
    return match["version"], match["machine"]


def _changes(kept: Path) -> str:
    """Return the chapters of the record of changes that are newer than this version."""
    with tarfile.open(kept, "r:xz") as packed:
        for member in packed:
            step()
            if member.name.endswith("/CHANGELOG.md") and member.name.count("/") == 1:
                file = packed.extractfile(member)
                text = file.read().decode("utf-8", "replace") if file is not None else ""
                return _newer(text)
    return ""


def _newer(text: str) -> str:
    found: list[str] = []
    newer = False
    for line in text.splitlines():
        if line.startswith("## "):
            said = re.match(r"## (\d+(?:\.\d+)*)", line)
            newer = said is not None and number(said[1]) > number(__version__)
        if newer:
            found.append(line.removeprefix("## "))
    return "\n".join(found).strip()


def install(package: Package, folder: Path) -> None:
    """Unpack a checked package and make it the version to run from the next start on.

    The version that runs now, and those taken before, stay.

    Raises:
        UpdateError: it could not be unpacked, or does not start here; nothing has changed.
    """
    new = folder / f".{package.version}.new"
    shutil.rmtree(new, ignore_errors=True)
    try:
        inner = _unpack(package.file, new)
        _try_it(inner)
        target = folder / package.version
        shutil.rmtree(target, ignore_errors=True)
        inner.rename(target)
        make_current(package.version, folder)
    except (tarfile.TarError, lzma.LZMAError, EOFError) as error:
        raise UpdateError("更新包读不出来", package.file.name, _AGAIN) from error
    except OSError as error:
        raise UpdateError(
            f"装不下来（{error.strerror}）", str(folder), "请看磁盘是否满了、文件夹能否写入"
        ) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
        package.file.unlink(missing_ok=True)


def _unpack(file: Path, target: Path) -> Path:
    """Unpack the one folder a package holds; return where it is."""
    total = 0
    top = ""
    with tarfile.open(file, "r:xz") as packed:
        for member in packed:
            step()
            top = top or member.name
            total += member.size
            if total > _MOST or member.name.split("/")[0] != top:
                raise UpdateError("不是绩表的更新包", file.name, _AGAIN)
            packed.extract(member, target, filter="data")
    return target / top


def _try_it(folder: Path) -> None:
    """Start the new version once: what does not start here is not installed."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("LD_")}
    try:
        done = subprocess.run(
            [folder / "jibiao-cli", "--version"],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env=environment | {"JIBIAO_STARTED": "trial"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UpdateError(_NO_START, folder.name, _AS_BEFORE) from error
    if done.returncode:
        raise UpdateError(_NO_START, folder.name, _AS_BEFORE)


def make_current(version: str, folder: Path) -> None:
    """Make one of the user's versions the one to run; empty for the program's own."""
    path = folder / CURRENT
    if not version:
        path.unlink(missing_ok=True)
        return
    beside = folder / f".{CURRENT}.new"
    beside.write_text(version, encoding="utf-8")
    beside.replace(path)


def kept_versions(folder: Path) -> list[str]:
    """Return the versions this user took from files, the newest first."""
    if not folder.is_dir():
        return []
    names = [path.name for path in folder.iterdir() if (path / "jibiao").is_file()]
    return sorted(filter(number, names), key=number, reverse=True)
