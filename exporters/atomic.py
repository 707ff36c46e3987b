"""A target is replaced only when the new file is complete; the old one stays whole till then."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from exporters.beside import aside_of, create_beside, sweep
from exporters.keeping import kept_of
from model.basics.errors import WriteError
from model.basics.steps import step

_ADVICE = {
    errno.ENOSPC: ("磁盘已满，没有写成", "请腾出空间或换一个位置保存，原来的文件没有变动"),
    errno.EDQUOT: ("磁盘配额已用完，没有写成", "请腾出空间或换一个位置保存，原来的文件没有变动"),
    errno.EROFS: ("所在磁盘是只读的，没有写成", "请换一个位置保存"),
    errno.ENOENT: ("所在文件夹不存在", "请先建好文件夹，或换一个位置保存"),
    errno.ENOTDIR: ("所在路径中有一段不是文件夹", "请换一个位置保存"),
    errno.EISDIR: ("这个名字已经是一个文件夹", "请换一个文件名"),
    errno.ENAMETOOLONG: ("文件名太长", "请换一个短一些的文件名"),
    errno.EIO: ("写入时磁盘或网络出错，没有写成", "请检查磁盘或网络，或换一个位置保存"),
}
_NO_PERMISSION = (
    "没有写成：没有写入权限，或文件正被 Excel、Word、WPS 打开",
    "请关闭打开它的程序，或换一个位置保存，原来的文件没有变动",
)


def write_error(error: OSError, target: Path) -> WriteError:
    """Return the clerk's message for a system error at a target."""
    if isinstance(error, PermissionError):
        reason, advice = _NO_PERMISSION
    else:
        reason, advice = _ADVICE.get(
            error.errno or 0,
            (f"没有写成（{error.strerror}）", "请换一个位置保存，原来的文件没有变动"),
        )
    return WriteError(reason, str(target), advice)


@contextmanager
def replacing(target: Path, private: bool = False) -> Iterator[BinaryIO]:
    """Open a temporary file beside the target; put it in the target's place at the end.

    On any error the temporary file is removed and the target stays as it was. A link stays a
    link: what it leads to is replaced.

    Args:
        target: the file.
        private: where there is none yet, nobody but its owner may read it.

    Raises:
        WriteError: folder or file cannot be written, the disk is full, …
    """
    temporary = None
    try:
        real = _followed(target)
        _check(real)
        sweep(real.parent)
        kept = kept_of(real)
        mode = kept.mode if kept is not None else 0o600 if private else 0o666
        handle, temporary = create_beside(real, ".tmp", mode)
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            # what is not wanted any more must not take the place of what is
            step()
            if kept is not None:
                kept.give(temporary)
            if not _CLOSED_FIRST:
                # its lock is held until it is in place
                temporary.replace(real)
                temporary = None
        if temporary is not None:
            temporary.replace(real)
            temporary = None
        _sync_folder(real.parent)
    except OSError as error:
        raise write_error(error, target) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


@contextmanager
def replacing_together(*targets: Path) -> Iterator[list[Path]]:
    """Give a file beside each target to write to; put all in place when all are complete.

    Where one of them cannot be put in place, or the program is interrupted meanwhile, those
    before it are as they were.

    Raises:
        WriteError: one cannot be written; then none is replaced.
    """
    staged: list[Path] = []
    handles: list[int] = []
    placed: list[tuple[Path, Path | None]] = []
    target = Path()
    try:
        reals = []
        for target in targets:
            real = _followed(target)
            reals.append(real)
            _check(real)
            sweep(real.parent)
            kept = kept_of(real)
            handle, path = create_beside(
                real, target.suffix, kept.mode if kept is not None else 0o666
            )
            handles.append(handle)
            staged.append(path)
            if _CLOSED_FIRST:
                os.close(handles.pop())
        yield staged
        step()
        for path, real, target in zip(  # noqa: B007 - where it fails, this is the target
            staged, reals, targets, strict=True
        ):
            _check(real)
            kept = kept_of(real)
            if kept is not None:
                kept.give(path)
            # noted before it is done: what is not done yet is undone without harm
            placed.append((real, held_aside(real) if real.exists() else None))
            path.replace(real)
        placed, done = [], placed
        for _real, before in done:
            if before is not None:
                before.unlink(missing_ok=True)
    except WriteError as error:
        named = {str(path): str(target) for path, target in zip(staged, targets, strict=False)}
        raise WriteError(error.reason, named.get(error.where, error.where), error.advice) from error
    except OSError as error:
        raise write_error(error, target) from error
    finally:
        _put_back(placed, staged)
        for path in staged:
            path.unlink(missing_ok=True)
        for handle in handles:
            os.close(handle)


_CLOSED_FIRST = os.name != "posix"
"""Windows gives an open file no other name."""


def held_aside(target: Path) -> Path:
    """Keep what a file holds under a second name beside it, and return that.

    Raises:
        OSError: there is no such file, or it cannot be copied.
    """
    aside = aside_of(target)
    try:
        os.link(target.resolve(), aside)
    except OSError:
        # a drive without such links
        try:
            shutil.copy2(target, aside)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    return aside


def _put_back(placed: list[tuple[Path, Path | None]], staged: list[Path]) -> None:
    """Give every target back what it held before."""
    for (real, before), path in reversed(list(zip(placed, staged, strict=False))):
        with contextlib.suppress(OSError):
            if before is not None:
                before.replace(real)
                # two names of one file: such a replacement does nothing
                before.unlink(missing_ok=True)
            elif not path.exists():
                real.unlink(missing_ok=True)


def _followed(target: Path) -> Path:
    """Return where a link leads, at last; another path itself."""
    if not target.is_symlink():
        return target
    try:
        return target.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, "链接绕回了自己") from error


def _check(target: Path) -> None:
    """Refuse what cannot be replaced, before any work is done."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a directory")
    # a read-only target is refused: replacing it would go round its owner's wish
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only")


def _sync_folder(folder: Path) -> None:
    """Make the replacement last through a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        # some network drives cannot; the file itself is safe by now
        pass
    finally:
        os.close(handle)
