"""What labels mean wherever they stand: the synonym table of the general reading."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

import msgspec
from msgspec import Struct

from model.basics.assets import asset
from model.document.disclosure import INDICATOR_TERMS, TERMS
from model.recognise.labels import LONGEST_LABEL, bare, fold
from model.recognise.memo import Memo
from model.recognise.units import unit_of_label, without_unit

_YEAR = re.compile(r"20\d\d年(?:度)?")
_LED = re.compile(r"^(?:其中[:,、]?|[*★▲●☆◆]+)+")
_POINTS = re.compile(r"\((?:共|计)?\d{1,3}(?:\.\d+)?(?:分|%)?\)$")
_INLINE = re.compile(r"\s*(?:其中[:：])?([^:：\n]{2,24})[:：](?!//)([\s\S]*)")
_ENDS = "元币)]】,:;_-"
"""How a folded label may end behind its words: a money unit, a bracket, a mark."""
_SUMS = ("小计", "合计", "总计", "共计")
WEAK = 2
"""A word so short may as well be content: it is a label only where no content is awaited."""

Period = Literal["", "year", "midterm", "whole", "last", "done"]


class _Head(Struct, forbid_unknown_fields=True):
    field: str
    title: str = ""
    kind: Literal["text", "money", "percent", "coded"] = "text"
    words: list[str] = []
    stems: list[str] = []
    year: list[str] = []
    midterm: list[str] = []
    whole: list[str] = []
    last: list[str] = []
    done: list[str] = []


class _Kept(Struct, forbid_unknown_fields=True):
    words: list[str]
    remarks: list[str]
    totals: list[str]


class _Samples(Struct, forbid_unknown_fields=True):
    sheets: list[str]
    titles: list[str]
    names: list[str]
    prompts: list[str]


class _Levels(Struct, forbid_unknown_fields=True):
    level1: list[list[str]]
    level2: list[list[str]]


class _File(Struct, forbid_unknown_fields=True):
    periods: dict[str, list[str]]
    head: list[_Head]
    kept: _Kept
    groups: dict[str, list[str]]
    column: list[_Head]
    levels: _Levels
    samples: _Samples


class Meaning(Struct, frozen=True):
    """What a label says.

    Attributes:
        head: the field of a target table it stands at; empty where it is none.
        columns: the fields of an indicator it may head, the likeliest first.
        period: the time it speaks of, where the label says so.
        unit: the money unit it names.
        group: it may stand before other labels and hold nothing itself.
        kept: what stands beside it is no content of the form (签字, 审核意见).
        weak: so short that it may be content as well.
    """

    head: str = ""
    columns: tuple[str, ...] = ()
    period: str = ""
    unit: str = ""
    group: bool = False
    kept: bool = False
    weak: bool = False


class Vocabulary:
    """The synonym table, made ready for finding.

    Attributes:
        kinds: field of the head → what it holds; ``titles``: field → its name.
        samples: the words that tell samples and prompts.
        meanings: text → what `meaning` returns; ``names``: text → whether it is the label of
            a project's name; ``prompts``: text → whether it only says what to write
            there. Walks over all cells of a file ask these.
    """

    def __init__(self, data: _File) -> None:
        self._data = data
        self.kinds = {head.field: head.kind for head in data.head}
        terms = {**INDICATOR_TERMS, **TERMS}
        self.titles = {
            one.field: terms.get(one.field, one.title) for one in (*data.column, *data.head)
        }
        self.samples = data.samples
        self._heads: dict[str, tuple[str, str]] = {}
        self._stems: dict[str, str] = {}
        self._columns: dict[str, list[tuple[str, str]]] = {}
        for head in data.head:
            for word in head.stems:
                self._stems.setdefault(_key(word), head.field)
            for word, period in _wordings(head):
                self._heads.setdefault(_key(word), (head.field, period))
        for column in data.column:
            for word, period in _wordings(column):
                self._columns.setdefault(_key(word), []).append((column.field, period))
        self._kept = {_key(word) for word in data.kept.words}
        self._totals = {_key(word) for word in data.kept.totals}
        self._remarks = tuple(_key(word) for word in data.kept.remarks)
        self._groups = {_key(word): name for name, words in data.groups.items() for word in words}
        self._periods = {word: period for period, words in data.periods.items() for word in words}
        # the longest first; one pattern takes a tenth of trying word after word
        longest = sorted(self._periods, key=len, reverse=True)
        self._period_at = re.compile("|".join(map(re.escape, longest)) or "(?!)")
        prompts = {fold(word): len(word) for word in data.samples.prompts}
        self._prompts = frozenset(prompts)
        self._prompts_begin = tuple(key for key, size in prompts.items() if size > WEAK)
        self._levels = {
            1: {fold(name): names[0] for names in data.levels.level1 for name in names},
            2: {fold(name): names[0] for names in data.levels.level2 for name in names},
        }

        # a label ends like one of the words, or with what is taken off before they are compared
        known = (*self._heads, *self._stems, *self._columns, *self._kept, *self._groups)
        self._ends = frozenset(word[-1] for word in known if word).union(_ENDS)
        self.meanings = Memo(self._meaning)
        self.names = Memo(self._names_project)
        self.prompts = Memo(self._is_prompt)

    def meaning(self, text: str) -> Meaning | None:
        """Return what a label means, or None where a text is none that is known."""
        return self.meanings[text]

    def _names_project(self, text: str) -> bool:
        meaning = self.meanings[text]
        return meaning is not None and meaning.head == "name" and not meaning.weak

    def _meaning(self, text: str) -> Meaning | None:
        whole = fold(text)
        if not whole or whole[-1] not in self._ends:
            return None
        unit = unit_of_label(whole)
        key = _LED.sub("", without_unit(whole))
        found = self._known(key, whole)
        if found is None and bare(key) != key:
            found = self._known(_LED.sub("", bare(key)), whole)
        if found is None:
            return None
        weak = len(bare(key)) <= WEAK and not text.rstrip().endswith((":", "："))
        return msgspec.structs.replace(found, unit=unit, weak=weak)

    def inline(self, text: str) -> tuple[Meaning, str] | None:
        """Return what a label at the head of a text means, and the text behind its colon."""
        match = _INLINE.match(text)
        if match is None or not match[2].strip():
            return None
        meaning = self.meaning(match[1])
        if meaning is None or meaning.weak or not (meaning.head or meaning.kept):
            return None
        return meaning, match[2].strip()

    def period_of(self, text: str) -> str:
        """Return the time a heading such as ``中期`` or ``年度指标`` speaks of, or nothing."""
        key = fold(text)
        if not key:
            return ""
        period, rest = self._without_period(bare(key) or key)
        return (
            period if rest in ("", "目标", "指标", "绩效指标", "值", "指标值", "绩效目标") else ""
        )

    def stem(self, text: str) -> str:
        """Return the field of a word that says enough only at the head of a column: 金额."""
        return self._stems.get(without_unit(fold(text)), "")

    def level(self, number: int, text: str) -> str:
        """Return the usual name of a level 1 or 2, points behind it aside; empty for no level."""
        key = _POINTS.sub("", fold(text))
        return self._levels[number].get(key) or self._levels[number].get(bare(key), "")

    def is_total(self, text: str) -> bool:
        """Tell whether a text is 合计 and the like."""
        return bare(fold(text)) in self._totals

    def is_part(self, text: str) -> bool:
        """Tell whether a text only says that parts of a sum follow: ``其中：``."""
        return bare(fold(text)) == "其中"

    def sums_up(self, text: str) -> bool:
        """Tell whether a project's or unit's cell names a sum: 合计, 某中心小计, 其中：."""
        key = bare(fold(text))
        return bool(key) and (key in self._totals or self.is_part(text) or key.endswith(_SUMS))

    def is_remark(self, text: str) -> bool:
        """Tell whether a text begins like a remark under a table: ``备注：…``."""
        line = fold(text[:LONGEST_LABEL])
        rest = next((line[len(w) :] for w in self._remarks if line.startswith(w)), None)
        return rest is not None and (not rest or rest[0] in ":.,、(1一")

    def is_signature(self, text: str) -> bool:
        """Tell whether a text is a label of those who sign, alone or with a name behind it."""
        line = fold(text[:LONGEST_LABEL])
        if bare(line) in self._kept:
            return True
        label, colon, _ = line.partition(":")
        return bool(colon) and bare(label) in self._kept

    def _is_prompt(self, text: str) -> bool:
        """Tell whether a text only says what should be written here."""
        line = fold(text)
        return bool(line) and (line in self._prompts or line.startswith(self._prompts_begin))

    def _known(self, key: str, whole: str) -> Meaning | None:
        columns, column_period = self._column(key)
        kept = key in self._kept
        group = key in self._groups
        head, period = self._head(key, whole)
        if not (head or columns or kept or group):
            return None
        if group and not head and self._groups[key] != "none":
            head = self._groups[key]
        return Meaning(head, columns, period or column_period, "", group, kept)

    def _head(self, key: str, whole: str) -> tuple[str, str]:
        if found := self._heads.get(key):
            field, period = found
            return field, period or self._bracketed(whole)
        for start in {key, key.removeprefix("项目"), key.removeprefix("部门")}:
            period, rest = self._without_period(start)
            if not period:
                continue
            rest = rest.removeprefix("的")
            if found := self._heads.get(rest):
                return found[0], period
            if rest in self._stems:
                return self._stems[rest], period
        return "", ""

    def _column(self, key: str) -> tuple[tuple[str, ...], str]:
        if found := self._columns.get(key):
            return tuple(dict.fromkeys(field for field, _ in found)), found[0][1]
        period, rest = self._without_period(key)
        if period and (found := self._columns.get(rest)):
            return tuple(dict.fromkeys(field for field, _ in found)), period
        return (), ""

    def _without_period(self, key: str) -> tuple[str, str]:
        """Return the time a label begins with, and the rest of it."""
        if match := _YEAR.match(key):
            return "year", key[match.end() :]
        if match := self._period_at.match(key):
            return self._periods[match[0]], key[match.end() :]
        return "", key

    def _bracketed(self, whole: str) -> str:
        """Return the time a bracketed remark of a label names: ``绩效目标（中期）``."""
        for part in re.findall(r"\(([^()]*)\)", whole):
            period, rest = self._without_period(part)
            if period and len(rest) <= WEAK:
                return period
        return ""


def _key(word: str) -> str:
    return fold(word)


def _wordings(head: _Head) -> Iterable[tuple[str, str]]:
    for word in head.words:
        yield word, ""
    for period in ("year", "midterm", "whole", "last", "done"):
        for word in getattr(head, period):
            yield word, period


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the program's synonym table, read once."""
    data = tomllib.loads(asset("reading", "labels.toml").read_text(encoding="utf-8"))
    return Vocabulary(msgspec.convert(data, _File))
