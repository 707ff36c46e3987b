"""Where the review walk of a file was left off; kept beside it, in the settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from gui.shared.settings import settings, text_setting
from model.basics.names import written
from model.document.cellref import CellRef

_KEY = "walk/places"
_MOST = 50


def remember_place(path: Path | None, ref: CellRef | None) -> None:
    """Note the cell the walk of a file stands at; None where all was looked at."""
    if path is None:
        return
    own = written(path)
    known = {one: place for one, place in _places().items() if one != own}
    if ref is not None:
        known[own] = [ref.table, ref.field, ref.indicator]
    kept = dict(list(known.items())[-_MOST:])
    settings().setValue(_KEY, json.dumps(kept, ensure_ascii=False))


def place_of(path: Path | None) -> CellRef | None:
    """Return the cell the walk of a file stood at; None where nothing is known of it."""
    held = _places().get(written(path)) if path is not None else None
    try:
        return CellRef(*msgspec.convert(held, tuple[str, str, str]))
    except msgspec.ValidationError:
        return None


def _places() -> dict[str, Any]:
    try:
        held: Any = json.loads(text_setting(_KEY) or "{}")
    except (ValueError, RecursionError):
        return {}
    return {str(one): place for one, place in held.items()} if isinstance(held, dict) else {}
