"""Whose rules the window checks by: the program's own, or a bureau's profile file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gui.shared import filedialogs, messages
from gui.shared.settings import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from model.checks.profile import Profile, ProfileError

_KEY = "checks/profile"
_CHOOSE = "换一个规则文件…"
_OWN = "用程序自带的"


def profile() -> Profile:
    """Return the rules chosen; the program's own where those cannot be used (`problem`)."""
    from model.checks.profile import ProfileError, default_profile, load_profile

    path = chosen()
    if path is None:
        return default_profile()
    try:
        return load_profile(path)
    except ProfileError:
        return default_profile()


def chosen() -> Path | None:
    """Return the profile file chosen; None for the program's own rules."""
    name = str(settings().value(_KEY, "") or "")
    return Path(name) if name else None


def problem() -> ProfileError | None:
    """Return why the rules chosen cannot be used, or None."""
    path = chosen()
    if path is None:
        return None
    from model.checks.profile import ProfileError, load_profile

    try:
        load_profile(path)
    except ProfileError as error:
        return error
    return None


def choose(window: QWidget) -> bool:
    """Ask by whose rules to check; True where they are others now.

    A file that cannot be used is told of, and the rules stay.
    """
    from model.checks.profile import ProfileError, load_profile

    if chosen() is not None:
        wrong = problem()
        now = str(wrong) if wrong else f"现在按“{profile().name}”检查。"
        answer = messages.ask(window, now, [_CHOOSE, _OWN, "取消"], default=2)
        if answer == 1:
            settings().remove(_KEY)
        if answer != 0:
            return answer == 1
    path = filedialogs.ask_rules(window)
    if path is None:
        return False
    try:
        load_profile(path)
    except ProfileError as error:
        messages.warn(window, str(error))
        return False
    settings().setValue(_KEY, str(path))
    return True
