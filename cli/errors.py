"""What can be wrong with a call."""

from __future__ import annotations


class CallError(Exception):
    """The call itself is wrong; ``str()`` says how, in Chinese."""
