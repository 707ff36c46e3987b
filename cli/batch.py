"""Many inputs, one output each: what goes where, with progress, one bad file stopping none."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from exporters.atomic import write_error
from importers.read import is_readable_name
from model.basics.errors import JibiaoError, ReadError, WriteError
from model.basics.names import readable


@dataclass(frozen=True)
class Job:
    """One input, and the output without its extension when a folder was given."""

    source: Path
    base: Path | None


def find_jobs(files: list[Path], out: Path | None) -> Iterator[Job | ReadError]:
    """Yield a job for every file, those in folders included, or why there is none.

    Outputs in ``out`` keep the folders they came from; files that would get the same
    name get their extension into it.
    """
    found: list[tuple[Path, Path]] = []
    for path in files:
        if not path.is_dir():
            found.append((path, Path(path.name)))
            continue
        unread: list[ReadError] = []
        inside = [
            file
            for file in sorted(_files_below(path, unread))
            if is_readable_name(file) and file.is_file() and not _is_below(file, out)
        ]
        yield from unread
        if not inside and not unread:
            yield ReadError("文件夹里没有能读的文件", str(path))
        found += [(file, file.relative_to(path)) for file in inside]
    names = [str(name.with_suffix("")).casefold() for _, name in found]
    taken: set[str] = set()
    for (source, name), key in zip(found, names, strict=True):
        base = name.with_suffix("")
        if names.count(key) > 1:
            base = name.with_name(f"{name.stem}_{name.suffix.lstrip('.')}")
        count = 2
        while str(base).casefold() in taken:
            base = base.with_name(f"{name.stem}_{count}")
            count += 1
        taken.add(str(base).casefold())
        yield Job(source, out / base if out else None)


def _files_below(folder: Path, unread: list[ReadError]) -> Iterator[Path]:
    """Yield the files of a folder; what may not be looked into is noted, not passed over."""

    def note(error: OSError) -> None:
        denied = isinstance(error, PermissionError)
        why = "文件夹没有读取权限" if denied else f"文件夹打不开（{error.strerror}）"
        where = str(error.filename or folder)
        unread.append(ReadError(f"{why}，里面的文件没有读", where, "请检查这个文件夹，再做一次"))

    for place, _folders, files in os.walk(folder, onerror=note):
        yield from (Path(place, file) for file in files)


def _is_below(file: Path, folder: Path | None) -> bool:
    return folder is not None and folder.resolve() in file.resolve().parents


def run_jobs(jobs: list[Job | ReadError], work: Callable[[Job], None]) -> int:
    """Do the work for each job; return the exit code: 0 done, 1 something was wrong."""
    failed = 0
    bar = tqdm(
        jobs,
        disable=None if len(jobs) > 1 else True,
        file=sys.stderr,
        unit="个文件",
        desc="处理",
        bar_format="{desc} {n_fmt}/{total_fmt} {bar} {elapsed} 剩余 {remaining}",
    )
    for job in bar:
        try:
            if isinstance(job, ReadError):
                raise job
            work(job)
        except JibiaoError as error:
            failed += 1
            say(str(error))
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - one bad file stops none of the others
            failed += 1
            source = "" if isinstance(job, ReadError) else str(job.source)
            say(unexpected(error, source))
    return 1 if failed else 0


def say(line: str) -> None:
    """Print a line for the clerk, past a progress bar."""
    tqdm.write(readable(line), file=sys.stderr)


def unexpected(error: Exception, where: str) -> str:
    """Return the message for an error nobody foresaw, its record kept in a file."""
    text = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="绩表出错记录-", suffix=".txt", delete=False
        ) as file:
            file.write(text)
        record = f"请把出错记录 {file.name} 交给维护人员"
    except OSError:
        record = "出错记录也没有写成"
    place = f"{where}：" if where else ""
    return f"{place}程序出了意外的错误（{type(error).__name__}），这一项没有完成。{record}。"


def ensure_folder(folder: Path) -> None:
    """Make an output folder.

    Raises:
        WriteError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(error, folder) from error


def refuse_same(source: Path, target: Path) -> None:
    """Refuse to write over the file that was read.

    Raises:
        WriteError: both are one file.
    """
    try:
        same = target.exists() and source.exists() and target.samefile(source)
    except OSError as error:
        raise write_error(error, target) from error
    if same:
        raise WriteError("输出文件就是输入文件本身，没有写", str(target), "请换一个文件名或文件夹")
