"""Numbers of things that sentences tell (18辆, 30个项目), found by a publication's patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from model.layout.publication import AmountSpec, Publication
from model.parts.sentences import widened

_NUMBER = r"(?P<count>\d[\d,.]*|[_]{2,})"


class CountWords(Struct, frozen=True):
    """How one number of things is found."""

    name: str
    spec: AmountSpec
    likes: tuple[re.Pattern[str], ...]


def count_words(publication: Publication, part: str) -> list[CountWords]:
    """Return how the numbers of things of one part are found."""
    spec = publication.part(part)
    texts = "".join(block.text for block in spec.blocks) if spec is not None else ""
    return [
        CountWords(name, one, tuple(re.compile(like.replace("#", _NUMBER)) for like in one.like))
        for name, one in publication.amounts.items()
        if one.kind == "count" and (one.part == part or f"{{{name}}}" in texts)
    ]


def counts_in(
    words: list[CountWords], text: str, heading: str = ""
) -> Iterator[tuple[CountWords, int, int]]:
    """Yield the numbers of things a text tells, and where they stand in it."""
    plain = widened(text)
    for one in words:
        if one.spec.under and heading and one.spec.under not in heading:
            continue
        match = next(filter(None, (like.search(plain) for like in one.likes)), None)
        if match is not None:
            yield one, *match.span("count")
