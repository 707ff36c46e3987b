"""Places in a text: Qt counts UTF-16 units, Python characters; an emoji is two of the one."""

from __future__ import annotations


def units(text: str) -> int:
    """Return a text's length as Qt counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def characters(text: str, count: int) -> int:
    """Return how many characters so many UTF-16 units at a text's head are."""
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * count]
    return len(head.decode("utf-16-le", "surrogatepass"))
