"""Leave out what the program never loads, and prove that the rest is whole.

What is kept of Qt's plugins is listed, what they are linked with follows from the files themselves.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path

from scripts.dist.arches import HERE, Arch
from scripts.dist.elf import Binary, binaries

QT = Path("lib", "PySide6", "Qt")
PLUGINS = {
    "iconengines": ("qsvgicon",),
    "imageformats": ("qsvg", "qico"),
    "platforminputcontexts": (
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    ),
    "platforms": ("qxcb", "qoffscreen", "qminimal"),
    "platformthemes": ("qxdgdesktopportal",),
    "printsupport": ("cupsprintersupport",),
    "xcbglintegrations": (),
}
"""The plugins that stay, by folder; any other folder goes."""
_TRANSLATIONS = "qtbase_zh_*.qm"
_SYSTEM = HERE / "system.toml"


def trim(folder: Path) -> None:
    """Remove plugins, translations and libraries nothing asks for."""
    qt = folder / QT
    for kind in (qt / "plugins").iterdir():
        for plugin in kind.iterdir():
            if plugin.name[3:].removesuffix(".so") not in PLUGINS.get(kind.name, ()):
                plugin.unlink()
        if not any(kind.iterdir()):
            kind.rmdir()
    kept = set((qt / "translations").glob(_TRANSLATIONS))
    for path in (qt / "translations").iterdir():
        if path not in kept:
            path.unlink()
    for name in ("qml", "libexec", "resources", "metatypes"):
        shutil.rmtree(qt / name, ignore_errors=True)
    for one in _unreached(list(binaries(folder)), qt):
        one.path.unlink()


def _unreached(found: list[Binary], qt: Path) -> list[Binary]:
    """Return Qt's and PySide's libraries that no module and no plugin needs, even by others."""
    by_name = {one.path.name: one for one in found}
    owned = {
        one.path.name
        for one in found
        if one.path.parent == qt / "lib"
        or (one.path.parent == qt.parent and one.path.name.startswith("lib"))
    }
    reached: set[str] = set()
    left = [one for one in found if one.path.name not in owned]
    while left:
        for name in left.pop().needs:
            if name in by_name and name not in reached:
                reached.add(name)
                left.append(by_name[name])
    return [by_name[name] for name in sorted(owned - reached)]


def system_packages() -> dict[str, str]:
    """Return which Debian package holds each library that is the system's to give."""
    return _table("packages")


def optional_packages() -> dict[str, str]:
    """Return the packages of libraries whose lack costs one ability and no start."""
    return _table("optional")


def _table(name: str) -> dict[str, str]:
    packages: dict[str, list[str]] = tomllib.loads(_SYSTEM.read_text(encoding="utf-8"))[name]
    return {library: package for package, libraries in packages.items() for library in libraries}


def needed_packages(folder: Path) -> list[str]:
    """Return the Debian packages whose libraries some files ask for."""
    system = system_packages()
    there = {path.name for path in folder.rglob("*") if path.is_file()}
    names = {name for one in binaries(folder) for name in one.needs if name not in there}
    return sorted({system[name] for name in names if name in system})


def faults(folder: Path, arch: Arch) -> list[str]:
    """Return what would keep a folder from running on the oldest system it is for."""
    found = list(binaries(folder))
    there = {one.path.name for one in found}
    said = []
    for one in found:
        name = one.path.relative_to(folder)
        if one.machine != arch.loader:
            said.append(f"{name}: {one.machine}")
        if one.glibc > arch.glibc:
            said.append(f"{name}: glibc {'.'.join(map(str, one.glibc))}")
        said += [f"{name}: {lacks}" for lacks in _lacking(one.needs, there)]
    return said


def _lacking(needs: Iterable[str], there: set[str]) -> list[str]:
    known = system_packages() | optional_packages()
    return [name for name in needs if name not in there and name not in known]
