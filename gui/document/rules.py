"""Whose rules the window checks by: the file's own, the clerk's, or the program's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gui.shared.settings import settings, text_setting
from model.basics.names import unwritten, written
from model.basics.places import data_folder

if TYPE_CHECKING:
    from model.checks.profile import Profile, ProfileError
    from model.document.disclosure import Disclosure

_KEY = "checks/profile"


def profile(disclosure: Disclosure | None = None) -> Profile:
    """Return the rules to check by; the program's own where others cannot be used (`problem`).

    Args:
        disclosure: what is checked; rules kept with it go before those of this computer.
    """
    from model.checks.profile import ProfileError, default_profile, load_profile, profile_of

    path = chosen()
    try:
        own = default_profile() if path is None else load_profile(path)
    except ProfileError:
        own = default_profile()
    try:
        return profile_of(disclosure.rules, own) if disclosure is not None else own
    except ProfileError:
        return own


def chosen() -> Path | None:
    """Return the profile file chosen; None for the program's own rules."""
    return unwritten(text_setting(_KEY))


def problem(disclosure: Disclosure | None = None) -> ProfileError | None:
    """Return why the rules chosen, or kept with a disclosure, cannot be used; or None."""
    from model.checks.profile import ProfileError, default_profile, load_profile, profile_of

    path = chosen()
    try:
        if path is not None:
            load_profile(path)
        if disclosure is not None:
            profile_of(disclosure.rules, default_profile())
    except ProfileError as error:
        return error
    return None


def keep(rules: Profile) -> None:
    """Check by these rules from now on, on this computer.

    Raises:
        WriteError: they cannot be written beside the settings.
    """
    from exporters.atomic import replacing, write_error
    from model.checks.profile import default_profile, profile_text

    if rules == default_profile():
        settings().remove(_KEY)
        return
    path = data_folder() / "检查规则.toml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(error, path) from error
    with replacing(path) as file:
        file.write(profile_text(rules).encode())
    settings().setValue(_KEY, written(path))
