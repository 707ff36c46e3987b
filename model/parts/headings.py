"""Which lines of a document are its parts' headings, and which a typed table of contents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from model.layout import Layout
from model.layout.publication import PartSpec, Publication
from model.parts.words import NUMBERED, SCHEMES, Sayings, number_of, plain, without_brackets

_LEADER = re.compile(r"(?:(?<![.…·．\-—_\s])[.…·．\-—_\s]{2,}+|\t)\s*+[（(]?\d{1,3}[)）]?\s*$")
_LONGEST = 40
_KNOWN_LEAST = 3
"""Fewer known headings make no whole disclosure, unless they are numbered 第…部分."""
_RUN = 3
"""So many headings with nothing between them are a table of contents."""

BARE = "bare"
"""Headings without any number."""
PARTS = "parts"
"""Headings numbered 第…部分."""


class Heading(Struct, frozen=True):
    """A part's heading: the part it is of, None where no publication knows it, and its number."""

    spec: PartSpec | None
    number: int


class Headings:
    """Finds the headings of parts in one way of numbering.

    Args:
        publication: whose parts are looked for.
        scheme: `PARTS`, `BARE` or a key of `SCHEMES`.
        forms: every form; the 绩效文本 has parts of its own, which are none of these.
    """

    def __init__(self, publication: Publication, scheme: str, forms: Mapping[str, Layout]) -> None:
        self.publication = publication
        self.scheme = scheme
        self._inner = {
            plain(part.name)
            for form in forms.values()
            for part in (form.document.text, form.document.tables)
        }
        self._titles = [(spec, Sayings((spec.title, *spec.also))) for spec in publication.parts]
        self._like = [
            (spec, [re.compile(pattern) for pattern in spec.like]) for spec in publication.parts
        ]

    def heading(self, text: str) -> Heading | None:
        """Return the heading a line is, or None."""
        line = _LEADER.sub("", text)
        if len(line) > _LONGEST + 20 or not line.strip():
            return None
        number, name = 0, line
        if self.scheme != BARE:
            match = (NUMBERED if self.scheme == PARTS else SCHEMES[self.scheme]).fullmatch(line)
            if match is None:
                return None
            number, name = number_of(match["number"]), match["name"]
        key = plain(name)
        if not key or len(key) > _LONGEST or key in self._inner:
            return None
        return Heading(self._spec(key), number)

    def own(self, text: str) -> Heading:
        """Return the heading a line is that this program wrote as one."""
        number, name = _parted(text)
        return Heading(self._spec(plain(name)), number)

    def _spec(self, key: str) -> PartSpec | None:
        key = plain(key)
        if not key:
            return None
        bare = without_brackets(key)
        for spec, sayings in self._titles:
            if sayings.holds(key, bare):
                return spec
        if self.scheme == PARTS:
            for spec, patterns in self._like:
                if any(pattern.fullmatch(key) for pattern in patterns):
                    return spec
        return None


def numbered(title: str) -> int:
    """Return the number a part's title begins with, however it is written; 0 for none."""
    return _parted(title)[0]


def _parted(text: str) -> tuple[int, str]:
    """Return a heading's number, 0 for none, and its name."""
    for pattern in (NUMBERED, *SCHEMES.values()):
        if match := pattern.fullmatch(text):
            return number_of(match["number"]), match["name"]
    return 0, text


def find_headings(
    lines: Sequence[str], publication: Publication, forms: Mapping[str, Layout]
) -> tuple[dict[int, Heading], set[int]]:
    """Return which lines are headings of parts, and which a typed table of contents.

    Args:
        lines: the document's lines outside its tables; None stands for nothing but a table.
        publication: whose parts are looked for.
        forms: every form there is.
    """
    best: tuple[dict[int, Heading], set[int]] = ({}, set())
    score = 0
    for scheme in (PARTS, *SCHEMES, BARE):
        found, contents = _find(lines, Headings(publication, scheme, forms))
        known = len({one.spec.key for one in found.values() if one.spec is not None})
        enough = known >= 2 if scheme == PARTS else known >= _KNOWN_LEAST
        if enough and known > score:
            best, score = (found, contents), known
            if scheme == PARTS:
                break
    return best


def _find(lines: Sequence[str], headings: Headings) -> tuple[dict[int, Heading], set[int]]:
    found = {
        place: heading
        for place, line in enumerate(lines)
        if line and (heading := headings.heading(line)) is not None
    }
    contents = {place for place in found if _LEADER.search(lines[place])}
    contents |= _runs(lines, found)
    found = {place: one for place, one in found.items() if place not in contents}
    if headings.scheme != PARTS:
        found = _counted(found, headings.scheme)
    return found, contents


def _runs(lines: Sequence[str], found: Mapping[int, Heading]) -> set[int]:
    """Return the headings that follow each other with nothing between: a table of contents."""
    runs: list[list[int]] = [[]]
    held: set[str] = set()
    for place, line in enumerate(lines):
        if not line.strip():
            continue
        heading = found.get(place)
        key = ""
        if heading is not None:
            key = heading.spec.key if heading.spec is not None else plain(line)
        # the first part's heading follows the contents that name it
        if heading is None or key in held:
            runs.append([])
            held.clear()
        if heading is not None:
            runs[-1].append(place)
            held.add(key)
    long = [run for run in runs if len(run) >= _RUN]
    return {place for run in long if not _counts_on(run, found) for place in run}


def _counts_on(run: Sequence[int], found: Mapping[int, Heading]) -> bool:
    """Tell whether a run of headings goes on from one before, and none of them comes again.

    These are parts whose tables stand in another file, not a table of contents.
    """
    specs = [found[place].spec for place in run]
    if any(one.spec in specs for place, one in found.items() if place not in run and one.spec):
        return False
    before = max((place for place in found if place < run[0]), default=None)
    number = found[run[0]].number
    return before is not None and number > 1 and found[before].number == number - 1


def _counted(found: dict[int, Heading], scheme: str) -> dict[int, Heading]:
    """Keep known headings, and unknown ones that count on between two known."""
    kept: dict[int, Heading] = {}
    last = 0
    places = sorted(found)
    for at, place in enumerate(places):
        one = found[place]
        if one.spec is not None:
            kept[place] = one
            last = one.number
        elif scheme != BARE and last and one.number == last + 1:
            after = next((found[p] for p in places[at + 1 :] if found[p].spec is not None), None)
            if after is not None and after.number == one.number + 1:
                kept[place] = one
                last = one.number
    return kept
