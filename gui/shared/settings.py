"""Where the window keeps what it remembers, and where it keeps recovery copies.

What stands in the settings was written by any version, or by a disk that failed: whatever it is,
it is asked for by its kind, and another kind counts as nothing.
"""

from __future__ import annotations

import math
import os
import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from model.basics.names import unwritten, written
from model.basics.places import SETTINGS_VARIABLE
from model.basics.plainfile import read_plain, set_aside

RECENT_MAX = 10
_FOREIGN = re.compile(rb"@(?!ByteArray\(|Invalid\(|@)[A-Za-z]+\(")
"""A value of a kind this program never writes: reading it could run what it holds."""


def settings() -> QSettings:
    """Return the settings store; cheap, every caller makes its own."""
    path = os.environ.get(SETTINGS_VARIABLE)
    if path:
        return QSettings(path, QSettings.Format.IniFormat)
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "jibiao", "jibiao")


def mend_settings() -> str:
    """Put settings aside that are damaged, before anything is read from them.

    Returns:
        What is to be told, once; empty where the settings are sound.
    """
    place = os.environ.get(SETTINGS_VARIABLE)
    path = Path(place or settings().fileName())
    try:
        data = read_plain(path)
    except FileNotFoundError:
        return ""
    except PermissionError:
        # nothing is read from them, nothing written: as if there were none
        return ""
    except OSError:
        data = None
    sound = data is not None and b"\0" not in data and not _FOREIGN.search(data)
    if sound and settings().status() != QSettings.Status.FormatError:
        return ""
    aside = set_aside(path)
    if aside is None:
        return f"设置文件 {path} 坏了，又改不了名字，这次没有用它。请把它移走或删掉。"
    return f"设置文件坏了，已改名为 {aside.name}，窗口按原样的设置打开。"


def text_setting(key: str) -> str:
    """Return a setting that is a text; empty where there is none."""
    held = settings().value(key, "")
    return held if isinstance(held, str) else ""


def texts_setting(key: str) -> list[str]:
    """Return a setting that is a list of texts."""
    held = settings().value(key, [])
    listed = [held] if isinstance(held, str) else held if isinstance(held, list) else []
    return [one for one in listed if isinstance(one, str)]


def flag_setting(key: str, otherwise: bool) -> bool:
    """Return a setting that is yes or no."""
    held = settings().value(key)
    # a flag just set is one, read from the file it is a word
    if isinstance(held, bool):
        return held
    return {"true": True, "false": False}.get(str(held), otherwise)


def number_setting(key: str, otherwise: float) -> float:
    """Return a setting that is a number."""
    held = settings().value(key)
    try:
        # a number just set is one, read from the file it is a word
        number = float(held) if isinstance(held, int | float | str) else otherwise
    except ValueError:
        return otherwise
    return number if math.isfinite(number) else otherwise


def bytes_setting(key: str) -> QByteArray | None:
    """Return a setting that is bytes, such as a window's size."""
    held = settings().value(key)
    return held if isinstance(held, QByteArray) else None


def recent_files() -> list[Path]:
    """Return the files opened last, the newest first."""
    paths = (unwritten(name) for name in texts_setting("recent"))
    return [path for path in paths if path is not None][:RECENT_MAX]


def remember_file(path: Path) -> None:
    """Put a file at the head of the files opened last."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    names = [written(one) for one in (path, *(one for one in recent_files() if one != path))]
    settings().setValue("recent", names[:RECENT_MAX])


def forget_files() -> None:
    """Empty the list of files opened last."""
    settings().remove("recent")
