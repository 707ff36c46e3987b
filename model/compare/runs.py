"""What of a text stayed, went and came: the runs a comparison marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Literal

from msgspec import Struct

RunKind = Literal["equal", "delete", "insert", "found"]

_TOKEN = re.compile(
    # a number or a Latin word is read as one; what combines stays with its letter
    r"(?:(?<!\d)\d{1,8}(?!\d)(?:\.\d{1,8}(?!\d))?|(?<![A-Za-z])[A-Za-z]{1,24}(?![A-Za-z])|\r\n|.)"
    "[\u0300-\u036f\u200d\ufe00-\ufe0f]*",
    re.DOTALL,
)
_PIECE = re.compile("[^。；！？;\n]*(?:[。；！？;\n]|$)")
_MOST_WORK = 60_000
"""Pairs of equal tokens beyond which texts are not compared letter by letter."""
_MOST_TOKENS = 2000
"""Tokens beyond which they are not, either."""


class Run(Struct, frozen=True):
    """A piece of a text: in both (``equal``), only before (``delete``), only after (``insert``).

    What a search found in a text is a run ``found``.
    """

    kind: RunKind
    text: str


@lru_cache(maxsize=512)
def text_runs(before: str, after: str) -> tuple[Run, ...]:
    """Return how one text became the other, as runs in reading order.

    The equal and deleted runs together are ``before`` to the character, the equal and
    inserted ones ``after``. Chinese is marked character by character, numbers and Latin
    words as wholes. Between two equal runs what went stands before what came. Long texts
    with little in common are marked as wholes rather than compared for seconds.
    """
    return tuple(_tidy(_raw_runs(_TOKEN.findall(before), _TOKEN.findall(after))))


def _raw_runs(before: list[str], after: list[str]) -> list[Run]:
    """Compare two token lists; what both begin and end with is taken off first."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    runs = [_run("equal", before[:start])]
    runs += _middle(before[start : len(before) - end], after[start : len(after) - end])
    runs.append(_run("equal", before[len(before) - end :]))
    return runs


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many tokens two lists begin with alike."""
    shorter = min(len(before), len(after))
    return next((n for n in range(shorter) if before[n] != after[n]), shorter)


def _middle(before: list[str], after: list[str]) -> list[Run]:
    if _is_quick(before, after):
        return _letters(before, after)
    ours, theirs = _pieces(before), _pieces(after)
    if not _is_quick(ours, theirs):
        return _wholes(before, after)
    runs = []
    for tag, low, high, first, last in _opcodes(ours, theirs):
        if tag == "equal":
            runs.append(_run("equal", ours[low:high]))
            continue
        old = _TOKEN.findall("".join(ours[low:high]))
        new = _TOKEN.findall("".join(theirs[first:last]))
        runs += _letters(old, new) if _is_quick(old, new) else _wholes(old, new)
    return runs


def _wholes(before: list[str], after: list[str]) -> list[Run]:
    """Mark long texts without comparing; those of one length place by place."""
    pairs = list(zip(before, after, strict=False))
    alike = sum(old == new for old, new in pairs)
    if len(before) != len(after) or 2 * alike < len(pairs):
        return [_run("delete", before), _run("insert", after)]
    runs = []
    for same, group in groupby(pairs, lambda pair: pair[0] == pair[1]):
        old, new = zip(*group, strict=True)
        runs += [_run("equal", old)] if same else [_run("delete", old), _run("insert", new)]
    return runs


def _letters(before: list[str], after: list[str]) -> list[Run]:
    """Compare token by token; texts with a scattered few in common count as rewritten."""
    runs: list[Run] = []
    alike = 0
    for tag, low, high, first, last in _opcodes(before, after):
        if tag == "equal":
            alike += high - low
            runs.append(_run("equal", before[low:high]))
        else:
            runs += [_run("delete", before[low:high]), _run("insert", after[first:last])]
    if 3 * alike < min(len(before), len(after)):
        return [_run("delete", before), _run("insert", after)]
    return runs


def _opcodes(
    before: Sequence[str], after: Sequence[str]
) -> Iterable[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _is_quick(before: list[str], after: list[str]) -> bool:
    """Tell whether the matcher, which walks through all pairs of equal tokens, would be quick."""
    if max(len(before), len(after)) > _MOST_TOKENS:
        return False
    there = Counter(after)
    return sum(count * there[token] for token, count in Counter(before).items()) <= _MOST_WORK


def _pieces(tokens: list[str]) -> list[str]:
    return [piece for piece in _PIECE.findall("".join(tokens)) if piece]


def _run(kind: RunKind, tokens: Iterable[str]) -> Run:
    return Run(kind, "".join(tokens))


def _tidy(runs: Iterable[Run]) -> list[Run]:
    """Put what went before what came, and take in equal scraps between larger changes."""
    blocks: list[list[str]] = []  # [equal text, what went, what came] over and over
    for run in runs:
        if not run.text:
            continue
        if run.kind == "equal":
            if not blocks or blocks[-1][1] or blocks[-1][2]:
                blocks.append(["", "", ""])
            blocks[-1][0] += run.text
        else:
            if not blocks:
                blocks.append(["", "", ""])
            blocks[-1][1 if run.kind == "delete" else 2] += run.text
    kept: list[list[str]] = []
    for block in blocks:
        if kept and _is_scrap(kept[-1], block):
            kept[-1][1] += block[0] + block[1]
            kept[-1][2] += block[0] + block[2]
        else:
            kept.append(block)
    return [
        Run(kind, text) for block in kept for kind, text in zip(_BLOCK, block, strict=True) if text
    ]


_BLOCK: tuple[RunKind, RunKind, RunKind] = ("equal", "delete", "insert")


def _is_scrap(last: list[str], block: list[str]) -> bool:
    """Tell whether equal text is chance: a letter or two between far larger changes."""
    length = len(block[0])
    least = 2 * length + 2
    return length <= 2 and all(
        max(len(side[1]), len(side[2])) >= least and side[1] and side[2] for side in (last, block)
    )
