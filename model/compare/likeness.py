"""How alike texts are, and the best pairs of two lists, without comparing each with each."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log

from model.basics.steps import step

_BRACKETS = re.compile(r"[\s()\[\]{}<>【】〔〕〈〉《》「」『』“”‘’\"']+")
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:[-—–~～至](?:19|20)\d\d)?(?!\d)(?:年度|年)?"
    r"|[一二][〇○零九][〇○零一二三四五六七八九]{2}年度?"
)
_RAREST = 24
"""So many of a text's rarest pieces are asked who else holds them."""
_MOST_HOLDERS = 100
_CANDIDATES = 8
_ROUNDS = 3

Features = frozenset[str]


def folded(text: str) -> str:
    """Return a text without white space, its widths and cases made one."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def plain_name(text: str) -> str:
    """Return a name for matching: without spaces, brackets and the numbers of years.

    A name that is nothing else (``2024年``) is kept, only folded.
    """
    whole = folded(text)
    bare = _BRACKETS.sub("", _YEAR.sub("", whole))
    return bare or whole


def shingles(text: str, *lengths: int, mark: str = "") -> Iterable[str]:
    """Yield every piece of a folded text of these lengths; of a shorter text the whole.

    Args:
        text: any text.
        lengths: how many characters a piece has.
        mark: put before each, so that pieces of different cells stay apart.
    """
    text = folded(text)
    for length in lengths:
        if text and len(text) < length:
            yield mark + text
        for start in range(len(text) - length + 1):
            yield mark + text[start : start + length]


def best_pairs(
    before: Sequence[Features], after: Sequence[Features], least: float
) -> list[tuple[int, int, float]]:
    """Return the pairs that are most alike, the best first, nothing in two pairs.

    Pieces that few hold count for more than those everybody writes. Only those who share
    rare pieces are compared, so the time grows with the lengths, not with their product.

    Args:
        before: the pieces of each text of one list.
        after: those of the other.
        least: likeness 0…1 from which a pair counts.

    Returns:
        (index before, index after, likeness); among equals those that stand nearest first.
    """
    spread = _spread(before, after)
    many = max(len(before), len(after))
    weights = {piece: log(1 + many / count) for piece, count in spread.items()}
    totals = [[sum(weights[piece] for piece in one) for one in side] for side in (before, after)]
    pairs: list[tuple[int, int, float]] = []
    left = (set(range(len(before))), set(range(len(after))))
    for _ in range(_ROUNDS):
        scored = []
        for here, there in _candidates(before, after, left, weights):
            shared = sum(weights[piece] for piece in before[here] & after[there])
            whole = totals[0][here] + totals[1][there]
            likeness = 2 * shared / whole if whole else 0.0
            if likeness >= least:
                scored.append((-likeness, abs(here - there), here, there))
        found = len(pairs)
        for score, _, here, there in sorted(scored):
            if here in left[0] and there in left[1]:
                left[0].discard(here)
                left[1].discard(there)
                pairs.append((here, there, -score))
        if len(pairs) == found:
            break
    return pairs


def _spread(before: Sequence[Features], after: Sequence[Features]) -> dict[str, int]:
    """Return how many hold each piece, on the side where it is more common."""
    ours = Counter(piece for one in before for piece in one)
    theirs = Counter(piece for one in after for piece in one)
    return {piece: max(ours[piece], theirs[piece]) for piece in ours | theirs}


def _candidates(
    before: Sequence[Features],
    after: Sequence[Features],
    left: tuple[set[int], set[int]],
    weights: dict[str, float],
) -> Iterable[tuple[int, int]]:
    """Yield the pairs worth a closer look: a few for each, by the rare pieces they share."""
    holders: dict[str, list[int]] = defaultdict(list)
    for there in sorted(left[1]):
        for piece in after[there]:
            holders[piece].append(there)
    for here in sorted(left[0]):
        step()
        known = [piece for piece in before[here] if piece in holders]
        known.sort(key=lambda piece: (-weights[piece], piece))
        shared: dict[int, float] = defaultdict(float)
        for piece in known[:_RAREST]:
            for there in _around(holders[piece], here):
                shared[there] += weights[piece]
        # of many that share as much, those that stand nearest
        least = sorted(shared.values())[-_CANDIDATES:][0] if shared else 0.0
        best = [
            (-found, abs(here - there), there) for there, found in shared.items() if found >= least
        ]
        for _, _, there in sorted(best)[:_CANDIDATES]:
            yield here, there


def _around(holders: list[int], here: int) -> list[int]:
    """Return the holders of a piece, of very many those that stand nearest."""
    if len(holders) <= _MOST_HOLDERS:
        return holders
    start = bisect_left(holders, here) - _MOST_HOLDERS // 2
    start = max(0, min(start, len(holders) - _MOST_HOLDERS))
    return holders[start : start + _MOST_HOLDERS]
