"""Which column of the form each column of a pasted block belongs to.

A block is pasted from where the clerk stands. Where its own heads, its level names or its
values say that it begins in another column, it is put there; what has no column is left out
and told, never put somewhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from model.document.disclosure import VALUE_PARTS
from model.entry.rows import level_choices
from model.entry.tabletext import Rows
from model.layout import Layout
from model.quantities.values import parse_value

_MOST = 0.7
"""So much of a column's cells says what the column is."""
_LEVELS = ("level1", "level2")
_WRONG, _LOST, _ODD = 1000, 10, 6
"""What a column counts against a placing: a level where none is, no place, not as usual."""
_LEVEL_LETTERS = 12
"""A level's name is no longer."""


class Assignment(Struct, frozen=True):
    """Where the columns of a block go.

    Attributes:
        fields: per pasted column the indicator's field; empty where it goes nowhere.
        heads: so many rows at its top are heads, no content.
        moved: it does not simply begin where the clerk stands.
    """

    fields: tuple[str, ...]
    heads: int = 0
    moved: bool = False

    def texts(self, rows: Rows) -> list[dict[str, str]]:
        """Return field → text of each row behind the heads.

        Levels reach down, as merged cells leave them; one that no row above names is left out,
        so that the row keeps its own.
        """
        above: dict[str, str] = {}
        made = []
        for row in rows[self.heads :]:
            cells = {name: text for name, text in zip(self.fields, row, strict=False) if name}
            for level in _LEVELS:
                if level not in cells:
                    continue
                if cells[level].strip():
                    above[level] = cells[level]
                    if level == "level1":
                        # another level 1 begins: the level 2 above is not its own
                        above.pop("level2", None)
                elif level in above:
                    cells[level] = above[level]
                else:
                    del cells[level]
            made.append(cells)
        return made

    def left_over(self, rows: Rows) -> list[int]:
        """Return the numbers, from 1, of the columns with content that go nowhere."""
        content = rows[self.heads :]
        return [
            number
            for number, name in enumerate(self.fields, 1)
            if not name and any(row[number - 1].strip() for row in content)
        ]


def assign(
    layout: Layout, columns: Sequence[tuple[str, str]], standing: int, rows: Rows
) -> Assignment:
    """Return where the columns of a block go.

    Args:
        layout: the form.
        columns: field and title of the form's columns of an indicator, left to right.
        standing: the place in ``columns`` where the clerk stands.
        rows: the block, not empty.
    """
    headed = _by_heads(columns, rows)
    width = len(rows[0])
    fields = [field for field, _ in columns]
    natural = _shifted(fields, standing, width)
    if headed is not None:
        return Assignment(headed[0], headed[1], headed[0] != natural)
    kinds = [_kind(layout, [row[place] for row in rows]) for place in range(width)]
    skip = 1 if width > 1 and kinds[0] == "serial" else 0
    best, least = natural, _against(natural, kinds)
    if _against(natural, kinds, odd=0):
        for start in sorted(range(1 - width, len(fields)), key=lambda at: abs(at - standing)):
            tried = ("",) * skip + _shifted(fields, start, width - skip)
            against = _against(tried, kinds)
            if against < least:
                best, least = tried, against
    return Assignment(best, 0, best != natural)


def _shifted(fields: Sequence[str], start: int, width: int) -> tuple[str, ...]:
    places = range(start, start + width)
    return tuple(fields[place] if 0 <= place < len(fields) else "" for place in places)


def _against(fields: Sequence[str], kinds: Sequence[str], odd: int = _ODD) -> int:
    """Return how much speaks against columns of these kinds going to these fields."""
    total = 0
    for name, kind in zip(fields, kinds, strict=True):
        if kind == "empty" or (kind == "serial" and not name):
            continue
        if not name:
            total += _LOST
        elif (name in _LEVELS or kind in _LEVELS) and name != kind:
            total += _WRONG
        elif (name == "value") != (kind in ("value", "serial")):
            total += odd
    return total


def _kind(layout: Layout, texts: Sequence[str]) -> str:
    """Return what a column holds: ``level1``, ``level2``, value, serial, text or empty."""
    said = [text.strip() for text in texts if text.strip()]
    if not said:
        return "empty"
    if len(said) > 1 and said == [str(number) for number in range(1, len(said) + 1)]:
        return "serial"
    for level in _LEVELS:
        if _share(said, _level_test(layout, level)) >= _MOST:
            return level
    if _share(said, lambda text: parse_value(text).kind != "words") >= _MOST:
        return "value"
    return "text"


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts)


def _level_test(layout: Layout, level: str) -> Callable[[str], bool]:
    # reading files is not needed to show a window: leave it unloaded until it is
    from model.recognise.vocabulary import vocabulary

    words, number = vocabulary(), _LEVELS.index(level) + 1
    own = {_bare(name) for name in level_choices(layout, level, "")}

    def test(text: str) -> bool:
        if len(text) > _LEVEL_LETTERS:
            return False
        # names of the other level belong there, however they end
        if words.level(3 - number, text) and not words.level(number, text):
            return False
        known = _bare(text) in own or bool(words.level(number, text))
        return known or (number == 2 and _is_own_level(text))

    return test


def _is_own_level(text: str) -> bool:
    """A level 2 of the department's own is told by its last word: ``社会治理指标``."""
    return text.endswith("指标") and len(text) > len("指标")


def _bare(text: str) -> str:
    return "".join(text.split()).removesuffix("指标")


def _by_heads(columns: Sequence[tuple[str, str]], rows: Rows) -> tuple[tuple[str, ...], int] | None:
    """Return the fields the block's own heads name and how many rows these are; None without."""
    from model.recognise.vocabulary import vocabulary

    words = vocabulary()
    titles = {_plain(title): field for field, title in columns}
    fields = [field for field, _ in columns]
    if VALUE_PARTS[1] in fields:
        # a form that takes the value apart takes a whole one too
        fields.append("value")

    def meant(text: str) -> list[str]:
        own = titles.get(_plain(text))
        meaning = words.meaning(text)
        named = list(meaning.columns) if meaning is not None else []
        return [*([own] if own else []), *(one for one in named if one != own)]

    def is_head(row: Sequence[str]) -> bool:
        said = [text for text in row if text.strip()]
        known = [text for text in said if meant(text) or _plain(text) in ("序号", "编号")]
        # a column of the writer's own does not make the others content
        return len(known) > 1 and 3 * len(known) >= 2 * len(said)

    heads = next((n for n, row in enumerate(rows) if not is_head(row)), len(rows))
    if not heads:
        return None
    taken: list[str] = []
    for place in range(len(rows[0])):
        said = [row[place] for row in rows[:heads] if row[place].strip()]
        found = meant(said[-1]) if said else []
        taken.append(next((one for one in found if one in fields and one not in taken), ""))
    return tuple(taken), heads


def _plain(text: str) -> str:
    return "".join(text.split())
