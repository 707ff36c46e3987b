"""Binary files: what they ask for, and empty stretches taken out without harm."""

from __future__ import annotations

import ctypes
import platform
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.dist.arches import ARCHES
from scripts.dist.elf import binaries, binary
from scripts.dist.squeeze import close_holes
from scripts.dist.trim import faults, needed_packages, optional_packages, system_packages

GCC = shutil.which("gcc")
needs_gcc = pytest.mark.skipif(GCC is None, reason="没有装：gcc")
SOURCE = """
#include <math.h>
int table[3] = {1, 2, 39};
double root(double x) { return sqrt(x); }
int last(void) { return table[2]; }
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library made for pages of 2 MiB, as some wheels hold them."""
    source, made = tmp_path / "a.c", tmp_path / "liba.so"
    source.write_text(SOURCE, encoding="utf-8")
    assert GCC is not None
    flags = ["-shared", "-fPIC", "-Wl,-z,max-page-size=0x200000", "-Wl,-z,separate-code"]
    subprocess.run([GCC, *flags, "-o", made, source, "-lm"], check=True)
    return made


@needs_gcc
def test_what_a_library_asks_for(library: Path) -> None:
    found = binary(library)
    assert found is not None
    assert "libm.so.6" in found.needs
    assert (2, 0) < found.glibc < (3, 0)
    assert [one.path.name for one in binaries(library.parent)] == ["liba.so"]
    assert binary(library.with_name("a.c")) is None


@needs_gcc
def test_an_empty_stretch_is_closed_and_the_library_works(library: Path) -> None:
    before = library.stat().st_size
    for _ in range(4):
        close_holes(library)
    assert library.stat().st_size < before - 0x100000
    loaded = ctypes.CDLL(str(library))
    loaded.root.restype, loaded.root.argtypes = ctypes.c_double, [ctypes.c_double]
    assert loaded.root(16.0) == 4.0
    assert loaded.last() == 39
    # there is nothing more to take
    after = library.read_bytes()
    close_holes(library)
    assert library.read_bytes() == after


@needs_gcc
def test_what_would_not_run_is_told(library: Path) -> None:
    own = ARCHES.get(platform.machine())
    if own is None:
        pytest.skip("没有这种电脑的安装包")
    assert faults(library.parent, own) == []
    assert needed_packages(library.parent) == ["libc6"]
    other = next(arch for arch in ARCHES.values() if arch is not own)
    assert any(own.loader in line for line in faults(library.parent, other))


def test_a_library_is_named_once() -> None:
    assert not system_packages().keys() & optional_packages().keys()
