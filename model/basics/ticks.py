"""Boxes to tick: the options chosen, and the cell that shows them all with their boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence

EMPTY = "□☐○口▢"
TICKED = "☑√■☒✓✔●R"
"""How producers draw a ticked box; an R is what Wingdings 2 leaves of it."""

BETWEEN = "、"
"""What stands between several options chosen."""

_ANY = re.compile(f"[{EMPTY}{TICKED}]")


def ticked_text(options: Sequence[str], boxes: str, box_first: bool, chosen: str) -> str:
    """Return what a cell shows: every option with its box, the chosen ones ticked.

    A choice the form does not have is shown as it stands: nothing is ticked for it.
    """
    picked = chosen.split(BETWEEN) if chosen else []
    if any(name not in options for name in picked) or len(set(picked)) < len(picked):
        return chosen
    shown = []
    for name in options:
        box = boxes[1] if name in picked else boxes[0]
        shown.append(f"{box}{name}" if box_first else f"{name}{box}")
    return "　".join(shown)


def chosen_text(options: Sequence[str], text: str) -> str:
    """Return the options ticked in a cell, in the form's order; other texts stay as they are.

    Whether boxes stand before or behind their options is told by what the text begins with.
    """
    if not _ANY.search(text):
        return text
    line = "".join(text.split())
    found: dict[str, bool] = {}
    first = bool(_ANY.match(line))
    for name in sorted(options, key=len, reverse=True):
        key = re.escape("".join(name.split()))
        box = f"([{EMPTY}{TICKED}])"
        match = re.search(f"{box}{key}" if first else f"{key}{box}", line)
        if match is None:
            return text
        found[name] = match[1] in TICKED
        line = line[: match.start()] + " " + line[match.end() :]
    if line.strip(" ;；,，、/"):
        return text
    return BETWEEN.join(name for name in options if found[name])
