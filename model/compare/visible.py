"""Runs as they are shown: what cannot be seen made visible, long stretches left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from model.compare.runs import Run

_SPACES = {
    " ": "␣",
    "\u3000": "□",
    "\u00a0": "␣",
    "\t": "→",
    "\n": "↵\n",
    "\r\n": "↵\n",
    "\r": "↵\n",
}
_EDGE = re.compile(r"^(?:\r\n|\s)+|(?:\r\n|\s)+$")
_ONE = re.compile(r"\r\n|\s")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LEFT_OUT = "……"
_MORE = "…"
_BESIDE = 8
"""So many characters that stay are shown on each side of a change in a row of a list."""
_LONG = 60
"""There a longer piece is cut."""


def visible(run: Run) -> str:
    """Return a run as it is shown.

    White space at the edges of what went or came is made visible (``␣``, for a full-width
    space ``□``, for a line break ``↵``), since a cell may differ in nothing else. Characters
    that print nothing become signs everywhere.
    """
    text = run.text
    if run.kind != "equal":
        text = _EDGE.sub(lambda edge: _ONE.sub(lambda one: _SPACES.get(one[0], "␣"), edge[0]), text)
    return _HIDDEN.sub(_sign, text)


def without_long_stretches(runs: Sequence[Run], around: int = 60) -> list[Run]:
    """Return runs, of long equal ones only what stands beside a change.

    Args:
        runs: the runs of one text becoming another.
        around: characters kept on each side of a change.
    """
    if len(runs) == 1:
        return list(runs)
    last = len(runs) - 1
    return [
        Run("equal", _cut(run.text, around, number > 0, number < last))
        if run.kind == "equal"
        else run
        for number, run in enumerate(runs)
    ]


def _cut(text: str, around: int, behind: bool, ahead: bool) -> str:
    """Return an equal run without its middle; of the first or last of all, the far end."""
    lead = text[:around] if behind else ""
    trail = text[-around:] if ahead else ""
    if len(text) <= len(lead) + len(trail) + 2 * len(_LEFT_OUT):
        return text
    return lead + _LEFT_OUT + trail


def around_changes(runs: Sequence[Run]) -> list[Run]:
    """Return runs short enough for a row of a list: a few letters on each side of a change.

    A long change is cut in its middle, and what stands behind the last one at its end.
    """
    last = len(runs) - 1
    return [
        Run(
            run.kind,
            _short(run.text, number == 0, number == last)
            if run.kind == "equal"
            else _middle_cut(run.text),
        )
        for number, run in enumerate(runs)
    ]


def _short(text: str, first: bool, last: bool) -> str:
    """Return a text that stayed, cut to what stands beside a change."""
    if last:
        return text if len(text) <= _LONG else text[:_LONG] + _MORE
    if len(text) <= (1 if first else 2) * _BESIDE + 1:
        return text
    return ("" if first else text[:_BESIDE]) + _MORE + text[-_BESIDE:]


def _middle_cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG // 2]}{_MORE}{text[-_LONG // 2 :]}"


def texts_of(runs: Iterable[Run]) -> tuple[str, str]:
    """Return the text before and the text after, as they are shown."""
    before = after = ""
    for run in runs:
        shown = visible(run)
        before += shown if run.kind != "insert" else ""
        after += shown if run.kind != "delete" else ""
    return before, after


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨{code:04X}⟩"
