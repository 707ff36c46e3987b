"""The folder for arm64, made on any computer: the same modules, with the other kind's libraries.

A frozen folder is modules, which are the same everywhere, and files of machine code, each of which
stands in some wheel under the same path. So those are exchanged, and `trim.faults` proves that
none was forgotten.
"""

from __future__ import annotations

import py_compile
import shutil
import subprocess
from pathlib import Path

from scripts.dist.arches import TAG, X86, Arch
from scripts.dist.elf import binaries

_VERSIONED = ("PySide6", "shiboken6")
"""Packages whose release differs between the kinds, modules and all."""


def exchange(source: Path, arch: Arch, site: Path, target: Path) -> None:
    """Make the folder of another kind of computer.

    Args:
        source: the folder of this computer's kind, with nothing left out yet.
        arch: the kind to make it for.
        site: what the kind's wheels hold.
        target: the folder to write.
    """
    shutil.copytree(source, target, symlinks=True)
    core = site / "freeze_core"
    for one in list(binaries(target)):
        place = one.path.relative_to(target / "lib") if one.path.parent != target else None
        one.path.unlink()
        if place is None:
            _copy(core / "bases" / f"console-{TAG}-{arch.name}-linux-gnu", one.path)
            continue
        if place.parts[0] in _VERSIONED or one.path.name.startswith("libshiboken6"):
            continue
        name = place.name.replace(X86.suffix, arch.suffix)
        own = [site / place.parent / name, core / "lib" / name, _dotted(site, name)]
        found = next((path for path in own if path.is_file()), None)
        if found is not None:
            _copy(found, one.path.with_name(name))
    _libraries(site / "freeze_core.libs", target / "lib")
    for package in _VERSIONED:
        _package(site / package, source / "lib" / package, target / "lib" / package)


def _dotted(site: Path, name: str) -> Path:
    """Return where a module stands that the freezer calls ``package.module`` in its one folder."""
    return site.joinpath(*name.split(".", 1)) if name.count(".") > 2 else site / name


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o755)


def _libraries(source: Path, target: Path) -> None:
    """Copy the libraries the standard modules are linked with, and look for them beside these."""
    needed = {name for one in binaries(target) for name in one.needs}
    left = [source / name for name in needed if (source / name).is_file()]
    while left:
        path = left.pop()
        if not (target / path.name).is_file():
            _copy(path, target / path.name)
            left += [
                source / name
                for one in binaries(path.parent)
                if one.path == path
                for name in one.needs
                if (source / name).is_file()
            ]
    for one in binaries(target):
        if one.path.parent == target:
            subprocess.run(["patchelf", "--set-rpath", "$ORIGIN", one.path], check=True)


def _package(wheel: Path, frozen: Path, target: Path) -> None:
    """Copy of a package what the frozen folder of the other release holds, by kind of file."""
    shutil.rmtree(target, ignore_errors=True)
    for path in sorted(frozen.rglob("*")):
        place = path.relative_to(frozen)
        if path.is_dir():
            continue
        if path.suffix == ".pyc":
            module = wheel / place.with_suffix(".py")
            if module.is_file():
                (target / place).parent.mkdir(parents=True, exist_ok=True)
                py_compile.compile(
                    str(module),
                    str(target / place),
                    dfile=str(place.with_suffix(".py")),
                    doraise=True,
                    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
                )
            else:
                _keep(path, target / place)
        elif (wheel / place).is_file():
            _copy(wheel / place, target / place)
        else:
            _keep(path, target / place)
    for library in (*wheel.glob("lib*.so*"), *(wheel / "Qt" / "lib").glob("*.so*")):
        # those are named after the release; trimming leaves what is needed
        _copy(library, target / library.relative_to(wheel))


def _keep(path: Path, target: Path) -> None:
    """Keep what no wheel holds and is no machine code."""
    with path.open("rb") as file:
        if file.read(4) == b"\x7fELF":
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
