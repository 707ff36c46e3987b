"""The environment packages are built in: pinned, hashed, and made anew where a lock changed."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from scripts.dist.arches import PYTHON, X86, Arch
from scripts.dist.lock import BUILD_LOCK

_PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")


def build_python(folder: Path) -> Path:
    """Return the Python of the build's own environment, made where it is not there.

    Raises:
        SystemExit: this Python is of another release than the one that travels.
    """
    if sys.version_info[:2] != tuple(map(int, PYTHON.split("."))):
        raise SystemExit(f"make dist 要用 Python {PYTHON}，这里是 {sys.version.split()[0]}")
    place = folder / "venv"
    python = place / "bin" / "python"
    if not _is_fresh(place, BUILD_LOCK, X86.lock):
        shutil.rmtree(place, ignore_errors=True)
        venv.create(place, with_pip=True)
        subprocess.run([python, *_PIP, "-r", BUILD_LOCK, "-r", X86.lock], check=True)
        _mark(place, BUILD_LOCK, X86.lock)
    return python


def wheels_of(arch: Arch, folder: Path) -> Path:
    """Return a folder with what another kind of computer's wheels hold."""
    place = folder / f"site-{arch.name}"
    if not _is_fresh(place, arch.lock):
        shutil.rmtree(place, ignore_errors=True)
        command = [sys.executable, *_PIP, "--no-deps", "--no-compile", f"--target={place}"]
        command += [f"--platform={one}" for one in arch.platforms]
        command += [f"--python-version={PYTHON}", "--implementation=cp", "--only-binary=:all:"]
        subprocess.run([*command, "-r", arch.lock], check=True)
        _mark(place, arch.lock)
    return place


def _digest(*locks: Path) -> str:
    return hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()


def _is_fresh(place: Path, *locks: Path) -> bool:
    stamp = place / "locks.sha256"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _digest(*locks)


def _mark(place: Path, *locks: Path) -> None:
    (place / "locks.sha256").write_text(_digest(*locks), encoding="utf-8")
