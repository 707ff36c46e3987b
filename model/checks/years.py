"""Years in texts: where one stands, and where it is part of a name, a number, a standard.

Both the check G01 and rolling forward (`model.roll`) ask here, so that they agree on what
is a year. Titles in 《》, document numbers however they are written, numbers of standards,
addresses and amounts hold no years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct, structs

from model.checks.docnumbers import without_doc_numbers

_ZEROS = "〇○零ＯO0"
_CHINESE = f"{_ZEROS}一二三四五六七八九"
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_NARROW = str.maketrans("".join(_ZEROS) + "一二三四五六七八九", "0" * len(_ZEROS) + "123456789")
_WRITTEN = re.compile(
    f"(?<![{_CHINESE}])(?:一九|二[{_ZEROS}])[{_CHINESE}]{{2}}(?![{_CHINESE}])(?=[^{_CHINESE}])"
)
"""A year in Chinese digits: 二〇二四, 二○二四, 二零二四."""
_GAP = r"\s{0,3}"
_MAYBE = re.compile(f"(?:19|20|[１２][９０]|一九|二[{_ZEROS}])|\\d\\d{_GAP}年|[０-９]{{2}}{_GAP}年")

_Y = r"(?:19|20)\d\d"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = rf"[-./]{_MONTH}[-./]{_DAY}(?!\d)"
_UNITS = "万亿千百元吨公平立米亩人个户家次场套台辆册份件项%％‰"
_YEARLY = r"(?:年|学年|财年|(?:预算|会计|财政)年度)"
_AMOUNT = rf"[.\d]|{_GAP}[{_UNITS}A-Za-z]"
_TAIL = (
    rf"(?:{_GAP}{_YEARLY}|{_DATE}|[-/]{_MONTH}(?![-/.\d号])"
    rf"|\.{_MONTH}(?!{_AMOUNT}))"
)
"""What follows four digits that are a year; 2024.50万元 is an amount."""
_SINGLE = re.compile(rf"(?<!\d)(?P<y>{_Y})(?={_TAIL})")
_COUNTED = re.compile(r"[≥≤<>=＝≧≦＜＞~～约￥¥]\s{0,3}$")
_CODED = re.compile(r"[A-Za-z0-9_/-]$")

_ALONG = (
    rf"{_GAP}(?:年(?:度)?)?(?:{_GAP}\d{{1,2}}月(?:份)?)?(?:{_GAP}\d{{1,2}}[日号])?"
    r"(?:上半年|下半年|初|底|末)?"
)
_TO = r"(?:[-—–―－﹣~～/]+|至|到)"
_SPAN = re.compile(
    rf"(?<!\d)(?P<first>{_Y})(?P<mid>{_ALONG}|[-./]{_MONTH}(?:[-./]{_DAY})?){_GAP}{_TO}{_GAP}(?P<last>{_Y})(?!\d)"
)
_LIST = re.compile(
    rf"(?<!\d)(?P<first>{_Y})(?P<mid>(?:{_GAP}(?:年(?:度)?{_GAP})?[、和及与]{_GAP}{_Y}){{1,8}})(?={_GAP}年)"
)
_HALF_SPAN = re.compile(
    rf"(?<!\d)(?P<first>{_Y})(?P<mid>){_GAP}{_TO}{_GAP}(?P<last>\d\d)(?={_GAP}(?:学年|年))"
)
_BEHIND = re.compile(_TAIL)
_SEASON = re.compile(rf"{_GAP}(?:采暖|供暖|供热|取暖|冬春|榨季|赛季|雪季)")
"""What makes years of two numbers that have no 年: 2021～2022采暖期."""
_SHORT = re.compile(
    r"(?<![\d.．第共满近约逾超各每前后首])['’‘]?(?P<y>[0-4]\d)(?=\s{0,3}年(?:(?P<sure>度|底|末|初|\d{1,2}月|上半年|下半年)|(?![以来多期限后历左之]|质保|保修|工龄|教龄)))"
)
_CLASS = re.compile(rf"(?<!\d)(?P<y>{_Y})(?={_GAP}[届级])")
_BARE = re.compile(
    rf"(?<![\dA-Za-z.．,，/_第共计约达超近满≥≤<>=＝≧≦＜＞~～￥¥-])(?P<y>{_Y})"
    rf"(?={_GAP}(?![{_UNITS}号栋室所头只辆棵株条支篇幅本间座处组集字页周天日月分秒股吉起例批对双项多余以左][^\n]?)[\u4e00-\u9fff])"
)
"""A number that may be a year whose 年 was left out: 2021春季学期."""

_OPENING = "〔【\\[［（(〖﹝"
_CLOSING = "〕】\\]］）)〗﹞"
_NEVER = (
    # addresses
    re.compile(r"(?:https?://|www\.)[!-~]+|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]+"),
    # standards: GB/T 9704—2012, DA/T 31-2017, JTG 5110—2023, ISO 9001:2015
    re.compile(
        r"(?<![A-Za-z])[A-Z]{2,}(?:/[A-Z]+){0,3}\s{0,3}[A-Z]?\s{0,3}\d+(?:\.\d+)*\s{0,3}[-—–－:：]\s{0,3}(?:19|20)\d\d(?:年版?)?(?!\d)"
    ),
    # a document number with half of it lost: 冀财教〔2021年〕179, （2021）冀01民初12号
    re.compile(f"[{_OPENING}]{_GAP}(?:\\d{{4}}|\\d{{2}})年?{_GAP}[{_CLOSING}]{_GAP}第?{_GAP}\\d+"),
    re.compile(
        f"[{_OPENING}]{_GAP}\\d{{4}}年?{_GAP}[{_CLOSING}][^\\s，。；、{_OPENING}]{{0,12}}?\\d+{_GAP}号"
    ),
    # 冀财教2021-12号, its brackets lost
    re.compile(
        rf"(?<!\d)(?:19|20)\d\d{_GAP}[-—–]{_GAP}第?\d{{1,4}}{_GAP}号(?![楼线院井机泵库桥路站门厅馆房园区前底起至到])"
    ),
    # 2021年第5号公告
    re.compile(
        r"(?<!\d)\d{4}年度?\s{0,3}第?\s{0,3}\d+\s{0,3}号(?![\d楼线院井机泵库桥路站门厅馆房园区])(?![前底起至到])"
    ),
)
_PAIRS = (("《", "》"), ("〈", "〉"), ("<<", ">>"), ("＜＜", "＞＞"))
_STOPS = "。；;，,、\n"
_TITLE_LENGTH = 80
"""No title whose 《 is missing is longer."""


class YearPart(Struct, frozen=True, gc=False):
    """One year as written: where, and which. ``own`` tells whether 年 or a date follows it."""

    start: int
    end: int
    year: int
    own: bool = True


class Mention(Struct, frozen=True, gc=False):
    """A year, or years that belong together.

    Attributes:
        kind: ``year``; ``span`` (2021—2023年) or ``list`` (2021、2022年) of several; ``short``
            (21年底); ``class`` (2021届, 2021级); ``bare`` (2021春季学期), perhaps no year.
        parts: the years, in their order; one but for a span or a list.
        sure: whether it can be nothing else than a year; 21年 may be a number of years.
    """

    kind: Literal["year", "span", "list", "short", "class", "bare"]
    parts: tuple[YearPart, ...]
    sure: bool = True

    @property
    def start(self) -> int:
        """Where the first year begins."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where the last year ends."""
        return self.parts[-1].end

    @property
    def years(self) -> tuple[int, ...]:
        """The years."""
        return tuple(part.year for part in self.parts)


def plain(text: str) -> str:
    """Return the text for looking at its years, of the same length.

    Digits are ASCII, years in Chinese digits too; what holds no years is blanked out.
    """
    text = _WRITTEN.sub(lambda match: match[0].translate(_NARROW), text.translate(_WIDE))
    text = _without_titles(without_doc_numbers(text))
    for pattern in _NEVER:
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def _without_titles(text: str) -> str:
    """Blank out what stands in 《》, one in another too; where one is missing, to the next stop."""
    for opening, closing in _PAIRS:
        if opening in text or closing in text:
            chars = list(text)
            for first, end in _titles(text, opening, closing):
                chars[first:end] = " " * (end - first)
            text = "".join(chars)
    return text


def _titles(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    depth = start = 0
    for match in re.finditer(f"{opening}|{closing}|\n|$", text):
        if match[0] == opening:
            start = start if depth else match.start()
            depth += 1
        elif match[0] == closing and depth:
            depth -= 1
            if not depth:
                yield start, match.end()
        elif match[0] == closing:
            yield _stop_before(text, match.start()), match.end()
        elif depth:
            yield start, _unclosed(text, start, match.start(), closing)
            depth = 0


def _unclosed(text: str, start: int, end: int, closing: str) -> int:
    """Return where a title ends whose 》 is missing: at the last 》 of its line, or a full stop."""
    last = text.rfind(closing, start, end)
    if last >= 0:
        return last + len(closing)
    stop = re.compile("[。；;]").search(text, start, end)
    return stop.start() if stop else end


def _stop_before(text: str, at: int) -> int:
    first = max(0, at - _TITLE_LENGTH)
    return max(first - 1, *(text.rfind(stop, first, at) for stop in _STOPS)) + 1


class YearText(Struct, frozen=True, gc=False):
    """A text read for its years: `plain`, and every year in it, in order."""

    bare: str
    mentions: tuple[Mention, ...]


@lru_cache(maxsize=2048)
def read_years(text: str) -> YearText:
    """Return every year in a text."""
    if not _MAYBE.search(text):
        return YearText("", ())
    bare = plain(text)
    taken = bytearray(len(bare))
    found: list[Mention] = []
    for made in _candidates(bare):
        if not any(taken[made.start : made.end]):
            taken[made.start : made.end] = b"x" * (made.end - made.start)
            found.append(made)
    return YearText(bare, tuple(sorted(found, key=lambda one: one.start)))


def _candidates(bare: str) -> Iterator[Mention]:
    """Yield what may be a year; what comes first counts where two reach into each other."""
    for pattern in (_SPAN, _HALF_SPAN):
        for match in pattern.finditer(bare):
            made = _span(bare, match)
            if made is not None:
                yield made
    for match in _LIST.finditer(bare):
        yield Mention("list", tuple(_listed(bare, match)))
    for match in _SINGLE.finditer(bare):
        if not _in_code(bare, match):
            yield Mention("year", (_part(match, "y"),))
    for match in _CLASS.finditer(bare):
        yield Mention("class", (_part(match, "y"),))
    for match in _SHORT.finditer(bare):
        part = YearPart(match.start("y"), match.end("y"), 2000 + int(match["y"]))
        yield Mention("short", (part,), bool(match["sure"]))
    for match in _BARE.finditer(bare):
        yield Mention("bare", (_part(match, "y", own=False),), sure=False)


def _listed(bare: str, match: re.Match[str]) -> Iterator[YearPart]:
    for one in re.finditer(_Y, match[0]):
        start, end = match.start() + one.start(), match.start() + one.end()
        yield YearPart(start, end, int(one[0]), bool(_BEHIND.match(bare, end)))


def _part(match: re.Match[str], group: str, own: bool = True) -> YearPart:
    return YearPart(match.start(group), match.end(group), int(match[group]), own)


def _in_code(text: str, match: re.Match[str]) -> bool:
    """Tell whether what looks like a date is part of a code, or an amount."""
    after = text[match.end() : match.end() + 1]
    if after not in ("-", "/", "."):
        return False
    before = text[max(0, match.start() - 4) : match.start()]
    return bool(_CODED.search(before)) or (after == "." and bool(_COUNTED.search(before)))


def _span(text: str, match: re.Match[str]) -> Mention | None:
    first = _part(match, "first", own=bool(match["mid"].strip()))
    last = _part(match, "last", own=bool(_BEHIND.match(text, match.end())))
    if len(match["last"]) == 2:
        if (first.year + 1) % 100 != last.year:
            return None
        last = structs.replace(last, year=first.year + 1)
    if _SEASON.match(text, match.end()):
        last = structs.replace(last, own=True)
    if not (first.own or last.own) or last.year < first.year or _in_code(text, match):
        return None
    return Mention("span", (first, last))


def written_like(sample: str, year: int) -> str:
    """Return a year in the kind of digits, and as many, as another has: 二〇二四, ２０２４, 24."""
    digits = str(year)[-len(sample) :]
    if sample.isascii():
        return digits
    if sample.translate(_WIDE).isdecimal() and sample[0] in "０１２３４５６７８９":
        return digits.translate({ord(str(n)): ord("０") + n for n in range(10)})
    zero = next((char for char in sample if char in _ZEROS), "〇")
    return "".join(zero if char == "0" else "一二三四五六七八九"[int(char) - 1] for char in digits)
