"""Where the review walk of a file was left off; kept beside it, in the settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from gui.shared.settings import settings, text_setting
from model.basics.names import written
from model.document.cellref import CellRef

_KEY = "walk/places"
_MOST = 50


class Place(Struct, frozen=True):
    """The cell a walk stands at, and how many cells waited when it was begun."""

    ref: CellRef
    whole: int


def remember_place(path: Path | None, place: Place | None) -> None:
    """Note where the walk of a file stands; None where all was looked at."""
    if path is None:
        return
    own = written(path)
    known = {one: held for one, held in _places().items() if one != own}
    if place is not None:
        known[own] = msgspec.to_builtins(place)
    kept = dict(list(known.items())[-_MOST:])
    settings().setValue(_KEY, json.dumps(kept, ensure_ascii=False))


def place_of(path: Path | None) -> Place | None:
    """Return where the walk of a file stood; None where nothing is known of it."""
    held = _places().get(written(path)) if path is not None else None
    try:
        return msgspec.convert(held, Place)
    except msgspec.ValidationError:
        return None


def _places() -> dict[str, Any]:
    try:
        held: Any = json.loads(text_setting(_KEY) or "{}")
    except (ValueError, RecursionError):
        return {}
    return {str(one): place for one, place in held.items()} if isinstance(held, dict) else {}
