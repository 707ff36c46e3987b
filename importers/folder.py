"""Which files of a folder are to be read, and why others are not."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from importers.archive import Chain, members
from importers.read import EXTENSIONS, read_file, read_member
from importers.source import open_package, sniff
from model.basics.errors import ReadError, WriteError
from model.basics.names import readable
from model.collect.lists import SUBJECT
from model.document.disclosure import Disclosure
from model.document.report import ReadReport
from model.layout import Layout

_HELPERS = ("thumbs.db", "desktop.ini")
"""Files that systems put into folders by themselves."""
_TEMPORARY = (".tmp", ".temp", ".part", ".crdownload")
_BACKUP = ".bak"


class Source(Struct, frozen=True):
    """One entry of a folder.

    Attributes:
        path: where it is.
        name: how to call it: its way from the folder that was asked for.
        problem: why it cannot be read, known without opening it; else empty.
        advice: what to do about that.
        skipped: why it need not be read (temporary, hidden, a backup); else empty.
        inside: for a file in an archive, how it is called there; ``path`` is the archive.
    """

    path: Path
    name: str
    problem: str = ""
    advice: str = ""
    skipped: str = ""
    inside: Chain = ()

    def read(
        self, layouts: Mapping[str, Layout], layout_id: str = ""
    ) -> tuple[Disclosure, ReadReport]:
        """Read it; see `importers.read.read_file`.

        Raises:
            ReadError: it cannot be read.
        """
        if self.problem:
            raise ReadError(self.problem, str(self.path), self.advice)
        if self.inside:
            return read_member(self.path, self.inside, layouts, layout_id)
        return read_file(self.path, layouts, layout_id)


def find_sources(
    places: Iterable[Path], deep: bool = True, leave_out: Iterable[Path] = ()
) -> list[Source]:
    """Return every file of some folders, sorted by name.

    Nothing is forgotten: what is not to be read is in the list, saying why. A file that
    can be reached in two ways is there once. A .zip is gone into like a folder.

    Args:
        places: folders; also files, which stand for themselves.
        deep: go into folders within folders too.
        leave_out: files and folders that are no input, such as what will be written.
    """
    places = list(places)
    several = len(places) > 1
    found: list[Source] = []
    seen: set[str] = set()
    left_out = {_identity(path) for path in leave_out}
    for place in places:
        if place.is_dir():
            first = f"{readable(place.resolve().name)}/" if several else ""
            sources = _walk(place, first, deep, left_out)
        else:
            sources = iter((Source(place, readable(place.name)),))
        for source in sources:
            key = _identity(source.path)
            if key not in left_out and key not in seen:
                seen.add(key)
                found += _unpacked(source)
    return found


def refuse_input(places: Iterable[Path], target: Path) -> None:
    """Refuse to put a workbook in the place of a file that stands among those to be read.

    What an earlier call collected may be replaced.

    Raises:
        WriteError: the target is such a file.
    """
    if not target.is_file() or _is_collection(target):
        return
    where = _identity(target)
    for place in places:
        inside = f"{_identity(place)}{os.sep}" if not place.is_symlink() else ""
        real = os.path.normcase(f"{place.resolve()}{os.sep}")
        if place.is_dir() and where.startswith((inside or real, real)):
            raise WriteError(
                "这个名字是文件夹里已有的文件，不是以前汇总出来的，没有覆盖它",
                str(target),
                "请给汇总结果换一个名字，或写到别的文件夹",
            )


def _unpacked(source: Source) -> Iterator[Source]:
    """Yield the files of an archive; what is none stands for itself."""
    path = source.path
    if path.suffix.lower() != ".zip" or source.problem or source.skipped:
        yield source
        return
    try:
        inner = members(path) if sniff(path) == "zip" else []
    except ReadError:
        # whatever is wrong with it, its reader says so
        inner = []
    if not inner:
        yield source
    for chain, shown in inner:
        yield Source(path, f"{source.name}/{shown}", inside=chain)


def _identity(path: Path) -> str:
    """Return a file's one name; of a link its own, for what it leads to may be gone."""
    return os.path.normcase(path.parent.resolve() / path.name)


def _walk(folder: Path, first: str, deep: bool, left_out: set[str]) -> Iterator[Source]:
    """Yield a folder's entries, the files before the folders within."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        name = first.rstrip("/") or readable(str(folder))
        denied = isinstance(error, PermissionError)
        why = "文件夹没有读取权限" if denied else f"文件夹打不开（{error.strerror}）"
        yield Source(folder, name, why, "请检查这个文件夹，再汇总一次")
        return
    names = {entry.name.casefold() for entry in entries}
    folders: list[os.DirEntry[str]] = []
    for entry in entries:
        if _is_folder(entry):
            folders.append(entry)
        else:
            yield _file(entry, first, names)
    for entry in folders:
        path = Path(entry.path)
        if _identity(path) not in left_out:
            yield from _folder(entry, f"{first}{readable(entry.name)}", deep, left_out)


def _folder(entry: os.DirEntry[str], name: str, deep: bool, left_out: set[str]) -> Iterator[Source]:
    path = Path(entry.path)
    if entry.name.startswith(".") or entry.name == "__MACOSX":
        yield Source(path, name, skipped="隐藏的文件夹")
    elif entry.is_symlink():
        # a link may lead back to where it stands
        yield Source(path, name, skipped="指向别处的链接，没有进去")
    elif path.suffix.lower() in EXTENSIONS and not _holds_something(path):
        yield Source(
            path, name, "这是一个空文件夹，名字却像文件", "请检查是否复制漏了，把文件本身放进来"
        )
    elif deep:
        yield from _walk(path, f"{name}/", deep, left_out)
    elif _holds_something(path):
        yield Source(path, name, skipped="下级文件夹，没有选“包括下级文件夹”")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # a link that leads round in a circle, or to where nobody may look
        return False


def _holds_something(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(True for _ in entries)
    except OSError:
        # what cannot be looked into is told of by whoever goes there
        return True


def _file(entry: os.DirEntry[str], first: str, names: set[str]) -> Source:
    path, name = Path(entry.path), f"{first}{readable(entry.name)}"
    low = entry.name.casefold()
    if low.startswith(("~$", ".~", "~wrl")) or low.endswith(_TEMPORARY):
        return Source(path, name, skipped="Word、Excel、WPS 等打开文件时的临时文件")
    if low.startswith(".") or low in _HELPERS:
        return Source(path, name, skipped="隐藏文件或系统文件")
    if low.endswith(_BACKUP) and low.removesuffix(_BACKUP) in names:
        return Source(path, name, skipped="备份文件，原文件也在这个文件夹里")
    if not _is_plain(path):
        return Source(path, name, "不是普通文件，不能读", "请检查这是什么")
    if low.endswith(".xlsx") and _is_collection(path):
        return Source(path, name, skipped="以前汇总出来的工作簿，不是部门的文件")
    return Source(path, name)


def _is_plain(path: Path) -> bool:
    """Tell whether opening a file cannot wait for ever, as opening a pipe would."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        # gone, or a link to nothing: the reader says so
        return True


def _is_collection(path: Path) -> bool:
    """Tell whether a workbook is what collecting made, by what it says it is about."""
    try:
        with open_package(path) as package, package.open("docProps/core.xml") as part:
            return f">{SUBJECT}<".encode() in part.read(1 << 16)
    except (ReadError, KeyError):
        # whatever is wrong with it, its reader says so
        return False
