"""Names that can be read in too many ways to have all their initials written down: few."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import compress

from model.basics.pinyin import initials

LONGEST = 30
"""Longer words of letters are no initials."""


class Unspelt:
    """Finds such names by initials.

    For each letter a byte a name says whether it may be typed for a character of it, so that
    most names are ruled out without being looked at.
    """

    def __init__(self, names: Mapping[int, str]) -> None:
        self.names: dict[int, str] = {}
        self._ids: list[int] = []
        self._masks: dict[str, bytearray] = {}
        self._chars: dict[str, set[str]] = {}
        for number, name in names.items():
            self.add(number, name)

    def add(self, number: int, name: str) -> None:
        """Take one more name in; one of the same number before never had another."""
        if number in self.names:
            return
        place = len(self._ids)
        self._ids.append(number)
        self.names[number] = name
        for char in set(name):
            for letter in "".join(initials(char)):
                self._chars.setdefault(letter, set()).add(char)
                mask = self._masks.setdefault(letter, bytearray())
                # a letter's mask is as long as the last name that has it asks for
                mask.extend(bytes(place + 1 - len(mask)))
                mask[place] = 1

    def pattern(self, word: str) -> re.Pattern[str] | None:
        """Return what finds a word by initials in these names; None where it is in none."""
        if len(word) > LONGEST or not all(letter in self._chars for letter in word):
            return None
        # sorted: re keeps what it has compiled by the pattern's text
        classes = ("".join(sorted(self._chars[letter])) for letter in word)
        return re.compile("".join(f"[{re.escape(one)}]" for one in classes))

    def answering(self, word: str, pattern: re.Pattern[str]) -> set[int]:
        """Return the numbers of the names that answer to a word.

        Args:
            word: its letters.
            pattern: the one made of it.
        """
        possible = self._with_each(set(word))
        if len(word) == 1:
            return set(possible)
        search, names = pattern.search, self.names
        return {number for number in possible if search(names[number])}

    def _with_each(self, letters: set[str]) -> Iterable[int]:
        """Return the numbers of the names that have each of some letters, in whatever place."""
        common = -1
        for letter in letters:
            common &= int.from_bytes(self._masks[letter], "little")
        return compress(self._ids, common.to_bytes(len(self._ids), "little"))
