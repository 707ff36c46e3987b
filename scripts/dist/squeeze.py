"""Make the files of a folder smaller, and the same at every build."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

from elftools.elf.elffile import ELFFile

from scripts.dist.arches import Arch
from scripts.dist.elf import binaries

PAGE = 0x10000
"""The largest page of memory any of the systems uses (arm64); 4 KiB elsewhere."""
_STRIP = {
    "EM_X86_64": ("x86_64-linux-gnu-strip", "strip"),
    "EM_AARCH64": ("aarch64-linux-gnu-strip",),
}


def squeeze(folder: Path, arch: Arch) -> None:
    """Take symbols nobody needs and empty stretches out of libraries; link equal executables.

    Where there is no tool for another kind of computer's files, they keep their symbols.
    """
    tool = next((path for name in _STRIP[arch.loader] if (path := shutil.which(name))), None)
    for one in binaries(folder / "lib"):
        if tool is not None:
            subprocess.run([tool, "--strip-unneeded", one.path], check=True, capture_output=True)
        close_holes(one.path)
        _order_places(one.path)
    window, commands = folder / "jibiao", folder / "jibiao-cli"
    if window.read_bytes() == commands.read_bytes():
        commands.unlink()
        os.link(window, commands)


def _order_places(path: Path) -> None:
    """Write where a file looks for its libraries in one order: the freezer's own is by chance."""
    command = ["patchelf", "--print-rpath", str(path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    ordered = ":".join(sorted(dict.fromkeys(said.split(":"))))
    if said and ordered != said:
        subprocess.run(["patchelf", "--set-rpath", ordered, path], check=True)


def close_holes(path: Path) -> None:
    """Move the segments of a library behind an empty stretch forward, by whole pages.

    Libraries that were made to fit pages of 2 MiB hold up to that much nothing, three times over.
    """
    data = path.read_bytes()
    with path.open("rb") as file:
        elf = ELFFile(file)
        loads = sorted(
            (segment.header.p_offset, segment.header.p_offset + segment.header.p_filesz)
            for segment in elf.iter_segments("PT_LOAD")
        )
        ends = [
            section["sh_offset"] + section["sh_size"]
            for section in elf.iter_sections()
            if section["sh_type"] != "SHT_NOBITS"
        ]
        head = {name: int(elf[name]) for name in ("e_shoff", "e_phoff", "e_phentsize", "e_shentsize")}
        segments = elf.num_segments()
        sections = elf.num_sections()
    begin = loads[-1][0]
    used = max([end for _, end in loads[:-1]] + [end for end in ends if end <= begin], default=0)
    gap = (begin - used) // PAGE * PAGE
    if len(loads) < 2 or gap < PAGE or any(data[used:begin]):
        return
    changed = bytearray(data[: begin - gap] + data[begin:])
    moved = _moved(changed, head, (segments, sections), (begin, gap))
    path.write_bytes(moved)


def _moved(
    data: bytearray, head: Mapping[str, int], counts: tuple[int, int], moved: tuple[int, int]
) -> bytes:
    """Write the new places of what stood at or behind a place of a 64-bit file."""
    begin, gap = moved

    def shift(at: int) -> None:
        (offset,) = struct.unpack_from("<Q", data, at)
        if offset >= begin:
            struct.pack_into("<Q", data, at, offset - gap)

    shift(_E_SHOFF)
    sections = head["e_shoff"] - (gap if head["e_shoff"] >= begin else 0)
    for number in range(counts[0]):
        at = head["e_phoff"] + number * head["e_phentsize"]
        shift(at + _P_OFFSET)
        (kind,) = struct.unpack_from("<I", data, at)
        (align,) = struct.unpack_from("<Q", data, at + _P_ALIGN)
        if kind == 1 and align > PAGE:
            struct.pack_into("<Q", data, at + _P_ALIGN, PAGE)
    for number in range(counts[1]):
        shift(sections + number * head["e_shentsize"] + _SH_OFFSET)
    return bytes(data)


_E_SHOFF, _P_OFFSET, _P_ALIGN, _SH_OFFSET = 0x28, 0x08, 0x30, 0x18
"""Where the fields stand in the headers of a 64-bit ELF file."""
