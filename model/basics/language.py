"""The words of these tables, as data: ``assets/language/*.toml``, one list a section.

A list has a ``title``, a ``source`` (where the words come from), a ``means`` (what finding one
of them tells), and ``words``: each word with an example it is found in. In a word ``[甲|乙]``
stands for one or the other (``[甲|]`` for one or nothing) and ``…`` for up to eight
characters without punctuation. Lists are read once, and each becomes one pattern.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from model.basics.assets import asset

_ANY = "…"
_ANY_PATTERN = r"[^\s，。；：、！？,;:!?]{0,8}?"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_KEYS = frozenset(("title", "source", "means", "words", "unit", "base", "factors", "kinds"))


class LanguageError(Exception):
    """A list of words is written wrong; a mistake in the program's own data."""


class Words:
    """A list of words, read from the data.

    Attributes:
        key: ``file.section``.
        title, source, means: what the list is, where it comes from, what it tells.
        examples: each word as written → an example it is found in.
        facts: what else the section says (``kinds``, ``factors`` …).
    """

    def __init__(self, key: str, data: Mapping[str, Any]) -> None:
        unknown = set(data) - _KEYS
        if unknown:
            raise LanguageError(f"{key}: {sorted(unknown)}")
        self.key = key
        for name in ("title", "source", "means"):
            if not str(data.get(name, "")).strip():
                raise LanguageError(f"{key}: {name}")
        self.title: str = data["title"]
        self.source: str = data["source"]
        self.means: str = data["means"]
        self.examples: Mapping[str, str] = data.get("words") or {}
        self.facts: Mapping[str, Any] = data
        if not self.examples:
            raise LanguageError(f"{key}: words")

    @cached_property
    def plain(self) -> frozenset[str]:
        """Every word without ``…``, its choices written out."""
        spelt_out = (one for word in self.examples if _ANY not in word for one in spelt(word))
        return frozenset(spelt_out)

    @cached_property
    def pattern(self) -> str:
        """One regular expression for all words, for building larger ones."""
        return alternation(self.examples)

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The characters its words begin with."""
        return frozenset(word[0] for word in _with_heads(self.examples))

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first of the words in a text."""
        return self._anywhere.search(text)

    def is_whole(self, text: str) -> bool:
        """Tell whether a text is one of the words and nothing else."""
        return self._anywhere.fullmatch(text) is not None

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        return re.compile(f"(?:{self.pattern})$")

    def ends(self, text: str) -> re.Match[str] | None:
        """Find the word a text ends with."""
        return self._ending.search(text)

    def begins(self, text: str) -> re.Match[str] | None:
        """Find the word a text begins with."""
        return self._anywhere.match(text)


def spelt(word: str) -> Iterator[str]:
    """Yield a word with each of its choices written out: ``见附[件|表]`` → 见附件, 见附表."""
    parts = _CHOICE.split(word)
    options = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    for chosen in itertools.product(*options):
        yield "".join(chosen)


def alternation(listed: Iterable[str]) -> str:
    """Return a regular expression for any of the words, the longest first.

    Words are grouped by their first character, so that a search passes over all places
    where none of them can begin.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(_with_heads(listed), key=lambda one: (-len(one), one)):
        groups.setdefault(word[:1], []).append(word[1:])
    pieces = []
    for first, rests in groups.items():
        tails = [_as_pattern(rest) for rest in rests]
        head = _ANY_PATTERN if first == _ANY else re.escape(first)
        pieces.append(head + (f"(?:{'|'.join(tails)})" if len(tails) > 1 else tails[0]))
    return f"(?:{'|'.join(pieces)})"


def _with_heads(listed: Iterable[str]) -> dict[str, None]:
    """Return the words with the choices at their beginnings written out."""
    found: dict[str, None] = {}
    todo = list(listed)
    while todo:
        word = todo.pop()
        match = _CHOICE.match(word)
        if match:
            todo += [head + word[match.end() :] for head in match[1].split("|")]
        elif word:
            found[word] = None
    return found


def _as_pattern(rest: str) -> str:
    """Return the regular expression of what stands behind a word's first character."""
    pieces = []
    for place, part in enumerate(_CHOICE.split(rest)):
        if place % 2:
            options = sorted(part.split("|"), key=len, reverse=True)
            pieces.append(f"(?:{'|'.join(map(_literal, options))})")
        else:
            pieces.append(_literal(part))
    return "".join(pieces)


def _literal(text: str) -> str:
    return _ANY_PATTERN.join(map(re.escape, text.split(_ANY)))


@cache
def language() -> Mapping[str, Words]:
    """Return every list there is, by its key.

    Raises:
        LanguageError: a list is written wrong.
    """
    found = {}
    for path in sorted(asset("language").glob("*.toml")):
        for section, data in tomllib.loads(path.read_text(encoding="utf-8")).items():
            key = f"{path.stem}.{section}"
            found[key] = Words(key, data)
    return found


def words(key: str) -> Words:
    """Return one list, such as ``nothing.no_words``."""
    return language()[key]
