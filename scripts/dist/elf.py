"""What the binary files of a folder ask of the system."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection
from msgspec import Struct

_GLIBC = "GLIBC_"


class Binary(Struct, frozen=True):
    """An executable or a shared library.

    Attributes:
        path: the file.
        machine: what it runs on, as ELF names it.
        needs: the libraries it is linked with, by file name.
        glibc: the newest glibc symbol it asks for; (0, 0) for none.
    """

    path: Path
    machine: str
    needs: tuple[str, ...]
    glibc: tuple[int, ...]


def binaries(folder: Path) -> Iterator[Binary]:
    """Yield all binary files below a folder, in the order of their names."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            found = binary(path)
            if found is not None:
                yield found


def binary(path: Path) -> Binary | None:
    """Return what one file asks for; None where it is no ELF file."""
    with path.open("rb") as file:
        if file.read(4) != b"\x7fELF":
            return None
        elf = ELFFile(file)
        needs: list[str] = []
        newest: tuple[int, ...] = (0, 0)
        for section in elf.iter_sections():
            if isinstance(section, DynamicSection):
                needs += [str(vars(tag)["needed"]) for tag in section.iter_tags("DT_NEEDED")]
            elif isinstance(section, GNUVerNeedSection):
                for _, versions in section.iter_versions():
                    for one in versions:
                        if one.name.startswith(_GLIBC) and one.name[len(_GLIBC) :][:1].isdigit():
                            number = tuple(map(int, one.name[len(_GLIBC) :].split(".")))
                            newest = max(newest, number)
        return Binary(path, str(elf["e_machine"]), tuple(needs), newest)
