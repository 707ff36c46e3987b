"""Old and foreign formats, by way of LibreOffice where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.basics.errors import ReadError
from model.basics.steps import step

TIMEOUT = 120
"""Seconds; the start of LibreOffice alone may take twenty on an old machine."""

_LOOK_UP = 0.1
"""Seconds between asking whether it is still wanted."""

_USUAL_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def find_office() -> Path | None:
    """Return LibreOffice's program, or None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    return next((Path(place) for place in _USUAL_PLACES if Path(place).is_file()), None)


@contextmanager
def converted(path: Path, extension: str, as_name: str = "") -> Iterator[Path]:
    """Give a file converted by LibreOffice, for as long as the block lasts.

    Args:
        path: the file.
        extension: ``docx`` or ``xlsx``.
        as_name: the extension the content really has, where the name tells otherwise
            (a ``.wps`` that is a Word document).

    Raises:
        ReadError: LibreOffice is not installed, or cannot read the file.
    """
    office = find_office()
    if office is None:
        better = "另存为 .docx" if extension == "docx" else "另存为 .xlsx"
        raise ReadError(
            f"{path.suffix} 格式要借助 LibreOffice 才能读，本机没有安装",
            str(path),
            f"请用 Word、Excel 或 WPS 打开并{better} 后重试，或安装 LibreOffice",
        )
    with tempfile.TemporaryDirectory(prefix="jibiao-") as folder:
        # a plain name: LibreOffice is particular about some characters in paths
        source = Path(folder) / f"source.{as_name or path.suffix.lstrip('.').lower()}"
        shutil.copyfile(path, source)
        target = Path(folder) / "out" / f"source.{extension}"
        _run(office, source, target, path)
        yield target


def _run(office: Path, source: Path, target: Path, path: Path) -> None:
    profile = source.parent / "profile"
    command = [
        str(office),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        # else a page of HTML opens in a program that writes no .docx
        *(["--infilter=HTML (StarWriter)"] if source.suffix in (".html", ".htm") else []),
        "--convert-to",
        target.suffix.lstrip("."),
        "--outdir",
        str(target.parent),
        str(source),
    ]
    try:
        _wait(
            subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
                # a group of its own: LibreOffice's program is a script that starts another
                start_new_session=True,
            )
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            f"LibreOffice 转换超过 {TIMEOUT} 秒没有完成", str(path), "请另存为新格式后重试"
        ) from error
    except OSError as error:
        raise ReadError(f"LibreOffice 启动失败（{error.strerror}）", str(path)) from error
    if not target.is_file():
        raise ReadError(
            "文件已损坏，或不是 LibreOffice 能读的格式",
            str(path),
            "请在 Office 或 WPS 中打开并另存后重试",
        )


def _wait(process: subprocess.Popen[bytes]) -> None:
    """Wait for LibreOffice, looking up now and then; not wanted any more, it is ended.

    Raises:
        subprocess.TimeoutExpired: it took longer than `TIMEOUT`.
        Cancelled: the present thread's work was asked to stop.
    """
    ends = time.monotonic() + TIMEOUT
    try:
        while process.poll() is None:
            step()
            if time.monotonic() > ends:
                raise subprocess.TimeoutExpired(process.args, TIMEOUT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK_UP)
    finally:
        # what it started may outlive it
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all it has started."""
    if sys.platform == "win32":
        if process.poll() is None:
            tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
