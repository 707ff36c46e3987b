"""Where the program keeps what is the user's own; without Qt, for the command line asks it too."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SETTINGS_VARIABLE = "JIBIAO_SETTINGS"
"""An .ini file to use instead of the user's own settings."""
DATA_VARIABLE = "JIBIAO_DATA"
"""A folder to use instead of the user's own data."""


def own_layout_folder() -> Path:
    """Return the folder of the user's own forms: ``layouts`` beside the settings.

    It need not exist.
    """
    settings = os.environ.get(SETTINGS_VARIABLE)
    if settings:
        return Path(settings).parent / "layouts"
    if sys.platform == "win32":
        place = os.environ.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
    else:
        place = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(place) / "jibiao" / "layouts"


def data_folder() -> Path:
    """Return the folder of the user's own data, as Qt names it; it need not exist."""
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "jibiao"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/jibiao"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "jibiao"
