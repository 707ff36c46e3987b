"""Numbers of things that sentences tell (18辆, 30个项目), found by a publication's patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from model.layout.publication import AmountSpec, Publication
from model.parts.sentences import number_at, widened

_STOP = re.compile(r"[。；;\n]")
_NUMBER = r"(?P<count>\d[\d,.]*|[_]{2,})"


class CountWords(Struct, frozen=True):
    """How one number of things is found."""

    name: str
    spec: AmountSpec
    likes: tuple[re.Pattern[str], ...]


class Count(Struct, frozen=True):
    """A number of things: its name, what messages call it, and where it stands in its text."""

    name: str
    title: str
    start: int
    end: int


def count_words(publication: Publication, part: str) -> list[CountWords]:
    """Return how the numbers of things of one part are found."""
    spec = publication.part(part)
    texts = "".join(block.text for block in spec.blocks) if spec is not None else ""
    return [
        CountWords(name, one, tuple(re.compile(like.replace("#", _NUMBER)) for like in one.like))
        for name, one in publication.amounts.items()
        if one.kind == "count" and (one.part == part or f"{{{name}}}" in texts)
    ]


def counts_in(words: list[CountWords], text: str, heading: str = "") -> Iterator[Count]:
    """Yield the numbers of things a text tells, each followed by its parts."""
    plain = widened(text)
    for one in words:
        if one.spec.under and heading and one.spec.under not in heading:
            continue
        match = next(filter(None, (like.search(plain) for like in one.likes)), None)
        if match is not None:
            start, end = match.span("count")
            yield Count(one.name, one.spec.title, start, end)
            if one.spec.items:
                yield from _items(one.spec.items, plain, end, match.end())


def _items(items: str, plain: str, end: int, behind: int) -> Iterator[Count]:
    """Yield the numbers of the same things that follow in a sentence; those in brackets apart."""
    unit = re.escape(plain[end:behind].strip())
    stop = _STOP.search(plain, behind)
    last = stop.start() if stop is not None else len(plain)
    for match in re.finditer(rf"{_NUMBER}\s*{unit}", plain[:last][behind:]):
        start = behind + match.start("count")
        label = number_at(plain, start, behind + match.end("count")).label
        if label:
            deep = plain.count("(", behind, start) > plain.count(")", behind, start)
            name = f"{'inner' if deep else items}.{label}"
            yield Count(name, label, start, behind + match.end("count"))
