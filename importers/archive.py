"""A .zip is like a folder: which files are in it, and one of them taken out."""

from __future__ import annotations

import posixpath
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath

from importers.source import MAX_FILE, open_package, sniff
from model.basics.errors import ReadError

MAX_MEMBERS = 5000
MAX_DEPTH = 3
"""Archives within archives, the outermost counted."""

MAX_ALL = 2 * MAX_FILE
"""Bytes all files of an archive, with those of the archives in it, may have."""

_UTF8_NAME = 0x800
_HIDDEN = ("__MACOSX",)
_HELPERS = ("thumbs.db", "desktop.ini", ".ds_store")

Chain = tuple[str, ...]
"""Names as the archives hold them: of the file, before it of the archives it lies in."""


class Budget:
    """What unpacking one archive may still cost."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = MAX_ALL
        self.count = MAX_MEMBERS

    def spend(self, size: int) -> None:
        """Count a file.

        Raises:
            ReadError: the archive holds more than a clerk packs.
        """
        self.size -= size
        self.count -= 1
        if self.size < 0 or self.count < 0:
            raise ReadError(
                "压缩包解压后大得不正常，或里面的文件太多，没有读取",
                str(self.path),
                "请先解压，再打开其中的绩效目标表",
            )


def members(path: Path) -> list[tuple[Chain, str]]:
    """Return the files of an archive, those of archives in it too: (chain, name to show).

    Helper files of systems are left out. Sorted by name, as a folder is.

    Raises:
        ReadError: it is broken, or holds far more than a clerk packs.
    """
    return sorted(_members(path, (), "", Budget(path)), key=lambda member: member[1])


def _members(path: Path, outer: Chain, first: str, budget: Budget) -> Iterator[tuple[Chain, str]]:
    with open_package(path) as package:
        for part in package.infolist():
            if part.is_dir():
                continue
            shown = first + shown_name(part)
            if _is_helper(shown):
                continue
            budget.spend(part.file_size)
            chain = (*outer, part.filename)
            if not shown.lower().endswith(".zip"):
                yield chain, shown
            elif len(chain) >= MAX_DEPTH:
                raise ReadError(
                    f"压缩包里一层套一层（超过 {MAX_DEPTH} 层），没有读取",
                    str(budget.path),
                    "请先解压，再打开其中的绩效目标表",
                )
            else:
                with _taken_out(package, part, path) as inner:
                    yield from _inner(inner, chain, shown, budget)


def _inner(path: Path, chain: Chain, shown: str, budget: Budget) -> Iterator[tuple[Chain, str]]:
    """Yield the files of an archive in an archive; one that is none stands for itself."""
    try:
        kind = sniff(path)
    except ReadError:
        kind = ""
    if kind == "zip":
        yield from _members(path, chain, f"{shown}/", budget)
    else:
        yield chain, shown


def _is_helper(name: str) -> bool:
    parts = PurePosixPath(name).parts
    last = parts[-1].lower() if parts else ""
    return any(part in _HIDDEN for part in parts) or last in _HELPERS or last.startswith("~$")


def shown_name(part: zipfile.ZipInfo) -> str:
    """Return a packed file's name as whoever packed it saw it.

    Programs in China write names in GBK without saying so.
    """
    name = part.filename
    if not part.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding) or name
                break
            except UnicodeDecodeError:
                continue
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/.") or part.filename


@contextmanager
def taken_out(path: Path, chain: Chain) -> Iterator[Path]:
    """Give a file of an archive, unpacked for as long as the block lasts.

    Raises:
        ReadError: it is not there any more, broken, or far too large.
    """
    with ExitStack() as stack:
        here = path
        for name in chain:
            package = stack.enter_context(open_package(here))
            try:
                part = package.getinfo(name)
            except KeyError as error:
                raise ReadError("压缩包里找不到这个文件了", str(path), "请再读一次") from error
            here = stack.enter_context(_taken_out(package, part, path))
        yield here


@contextmanager
def _taken_out(package: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> Iterator[Path]:
    if part.file_size > MAX_FILE:
        raise ReadError("压缩包里的文件大得不正常，没有读取", str(path), "请先解压")
    with tempfile.TemporaryDirectory(prefix="jibiao-") as folder:
        suffix = PurePosixPath(shown_name(part)).suffix
        target = Path(folder) / f"member{suffix if suffix[1:].isalnum() else ''}"
        with package.open(part) as packed, target.open("wb") as out:
            left = MAX_FILE
            while piece := packed.read(1 << 20):
                left -= len(piece)
                if left < 0:
                    raise ReadError("压缩包里的文件大得不正常，没有读取", str(path), "请先解压")
                out.write(piece)
        yield target
