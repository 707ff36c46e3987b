"""Whether the process that left something behind still lives."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_MOST = 1 << 31
"""No system has a process of a larger number; a file may say so."""
ALIVE = "alive"
"""The mark of a living process of which nothing more is known."""


def process_mark(pid: int) -> str | None:
    """Return what tells a living process from a later one of the same number; None if dead.

    The time it was started at, where the system tells.
    """
    if not 0 < pid < _MOST:
        return None
    if sys.platform == "win32":
        return _windows_mark(pid)
    stat = Path(f"/proc/{pid}/stat")
    try:
        # the name in brackets may itself hold spaces and brackets
        fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        # gone, or hidden from us, or there is no /proc
        return _plain_mark(pid)
    return None if fields[0] in ("Z", "X") else fields[19]


def _plain_mark(pid: int) -> str | None:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return None
    except OSError:
        pass
    return ALIVE


def still_runs(pid: int, mark: str) -> bool:
    """Tell whether the very process that had this number and mark still runs."""
    now = process_mark(pid)
    return now is not None and now in (mark, ALIVE)


def _windows_mark(pid: int) -> str | None:
    if sys.platform != "win32":
        return None
    import ctypes
    from ctypes import wintypes

    query_limited, still_active = 0x1000, 259
    kernel = ctypes.windll.kernel32
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = kernel.OpenProcess(query_limited, False, pid)
    if not handle:
        return None
    try:
        code = wintypes.DWORD()
        handle_of = wintypes.HANDLE(handle)
        if kernel.GetExitCodeProcess(handle_of, ctypes.byref(code)) and code.value != still_active:
            return None
        times = [wintypes.FILETIME() for _ in range(4)]
        kernel.GetProcessTimes(handle_of, *(ctypes.byref(one) for one in times))
        return str(times[0].dwHighDateTime << 32 | times[0].dwLowDateTime)
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))
