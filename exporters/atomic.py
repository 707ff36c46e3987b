"""A target is replaced only when the new file is complete; the old one stays whole till then."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

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
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Open a temporary file beside the target; put it in the target's place at the end.

    On any error the temporary file is removed and the target stays as it was.

    Raises:
        WriteError: folder or file cannot be written, the disk is full, …
    """
    temporary = None
    try:
        _check(target)
        handle, temporary = _create_beside(target, ".tmp")
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # what is not wanted any more must not take the place of what is
        step()
        _take_mode(temporary, target)
        temporary.replace(target)
        temporary = None
        _sync_folder(target.parent)
    except OSError as error:
        raise write_error(error, target) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


@contextmanager
def replacing_together(*targets: Path) -> Iterator[list[Path]]:
    """Give a file beside each target to write to; put all in place when all are complete.

    Raises:
        WriteError: one cannot be written; then none is replaced.
    """
    staged: list[Path] = []
    target = Path()
    try:
        for target in targets:
            _check(target)
            handle, path = _create_beside(target, target.suffix)
            os.close(handle)
            staged.append(path)
        yield staged
        step()
        for path, target in zip(staged, targets, strict=True):
            _check(target)
            _take_mode(path, target)
            path.replace(target)
    except WriteError as error:
        named = {str(path): str(target) for path, target in zip(staged, targets, strict=False)}
        raise WriteError(error.reason, named.get(error.where, error.where), error.advice) from error
    except OSError as error:
        raise write_error(error, target) from error
    finally:
        for path in staged:
            path.unlink(missing_ok=True)


def _check(target: Path) -> None:
    """Refuse what cannot be replaced, before any work is done."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a directory")
    # a read-only target is refused: replacing it would go round its owner's wish
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only")


def _mode_of(target: Path) -> int | None:
    """Return who may read and write a file; None where there is none, or no such rights."""
    if os.name != "posix":
        return None
    try:
        return target.stat().st_mode & 0o777
    except FileNotFoundError:
        return None


def _create_beside(target: Path, suffix: str) -> tuple[int, Path]:
    """Create a file beside the target that nobody may read who may not read that.

    Where there is no target yet, the system gives it the rights of any new file: asking for
    these would change them for all threads.
    """
    mode = _mode_of(target)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    while True:
        name = f".{target.name[:40]}.{secrets.token_hex(4)}{suffix}"
        path = target.with_name(name)
        with contextlib.suppress(FileExistsError):
            return os.open(path, flags, 0o666 if mode is None else mode), path


def _take_mode(temporary: Path, target: Path) -> None:
    """Give the new file the rights of the old one, where there is one."""
    mode = _mode_of(target)
    if mode is not None:
        temporary.chmod(mode)


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
