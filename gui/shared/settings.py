"""Where the window keeps what it remembers, and where it keeps recovery copies."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QSettings

from model.basics.places import SETTINGS_VARIABLE

DATA_VARIABLE = "JIBIAO_DATA"
"""A folder to use instead of the user's own data folder."""

RECENT_MAX = 10


def settings() -> QSettings:
    """Return the settings store; cheap, every caller makes its own."""
    path = os.environ.get(SETTINGS_VARIABLE)
    if path:
        return QSettings(path, QSettings.Format.IniFormat)
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "jibiao", "jibiao")


def data_folder() -> Path:
    """Return the folder of the user's own data; it need not exist."""
    path = os.environ.get(DATA_VARIABLE)
    if path:
        return Path(path)
    from PySide6.QtCore import QStandardPaths

    place = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "jibiao"


def recent_files() -> list[Path]:
    """Return the files opened last, the newest first."""
    held = settings().value("recent", [])
    names = [held] if isinstance(held, str) else held
    return [Path(name) for name in names] if isinstance(names, list) else []


def remember_file(path: Path) -> None:
    """Put a file at the head of the files opened last."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    names = [str(path), *(str(other) for other in recent_files() if other != path)]
    settings().setValue("recent", names[:RECENT_MAX])


def forget_files() -> None:
    """Empty the list of files opened last."""
    settings().remove("recent")
