"""Identities of what a disclosure holds."""

from __future__ import annotations

import os


def new_id() -> str:
    """Return a fresh identity for a table, an indicator, a part, …; never reused."""
    return os.urandom(8).hex()
