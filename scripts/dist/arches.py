"""The kinds of computers packages are made for."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from msgspec import Struct

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PYTHON = "3.11"
"""The Python that travels with the program: what its static build is made of."""
TAG = "cpython-311"


class Arch(Struct, frozen=True):
    """One kind of computer.

    Attributes:
        name: as Python and file names say it.
        debian: as Debian says it.
        glibc: the newest glibc symbols its files may ask for: UOS 20 has 2.28, Kylin V10 on arm64
            2.31, below which no build of Qt exists for arm64.
        platforms: the wheels that may be taken, as pip names them.
        pins: what differs from the other's versions.
        loader: the ELF machine, as readelf names it.
    """

    name: str
    debian: str
    glibc: tuple[int, int]
    platforms: tuple[str, ...]
    pins: dict[str, str]
    loader: str

    @property
    def lock(self) -> Path:
        """Return the file of its pinned and hashed requirements."""
        return HERE / f"requirements-{self.name}.txt"

    @property
    def suffix(self) -> str:
        """Return how its extension modules end."""
        return f".{TAG}-{self.name}-linux-gnu.so"


def _platforms(name: str, newest: int) -> tuple[str, ...]:
    minors = range(newest, 16, -1)
    return (*(f"manylinux_2_{minor}_{name}" for minor in minors), f"manylinux2014_{name}")


X86 = Arch(
    "x86_64",
    "amd64",
    (2, 28),
    _platforms("x86_64", 28),
    {"PySide6-Essentials": "6.9.3"},
    "EM_X86_64",
)
ARM = Arch(
    "aarch64",
    "arm64",
    (2, 31),
    _platforms("aarch64", 31),
    {"PySide6-Essentials": "6.8.0.2"},
    "EM_AARCH64",
)
ARCHES = {one.name: one for one in (X86, ARM)}


def when() -> int:
    """Return the seconds all files are dated: those of the last commit."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said:
        return int(said)
    command = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return int(done.stdout)
