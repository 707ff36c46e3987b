"""Document numbers (发文字号): right ones, and the wrong ways they are written.

代字 + 〔four-digit year〕 + number + 号 (GB/T 9704—2012, 7.2.5). 公安部令第162号,
GB/T 9704—2012 and 2021年第5号 of a 公告 are no document numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

_OPEN = "﹙〔【\\[［（(〖﹝「『{｛《〈<＜"
_CLOSE = "﹚〕】\\]］）)〗﹞」』}｝》〉>＞"
_END = "(?![\\d楼线院井机泵库桥路站门厅馆房园区])"
"""What cannot stand behind 号: then it numbers a building or a machine."""

_HAN_YEAR = "(?:一九|二[〇○零０0])[〇○零０0一二三四五六七八九]{2}"
_HAN_DIGITS = str.maketrans("〇○零０一二三四五六七八九", "0000123456789")
_MAYBE = re.compile("号|№|[Nn][Oo]")
_BEHIND = (
    f"\\s*+(?P<year>\\d{{4}}|\\d{{2}}|{_HAN_YEAR})年?\\s*+(?P<close>[{_CLOSE}])\\s*+"
    f"(?:(?P<nth>第?)\\s*+(?P<number>\\d++)\\s*+号{_END}"
    # as English numbers are written
    f"|(?P<sign>[Nn][Oo][.．:：]?|№)\\s*+(?P<signed>\\d++)(?:\\s*+号{_END}|(?![\\d\\s]*号)))"
)
_YEARED = re.compile(f"(?P<word>[\u4e00-\u9fffA-Za-z])\\s*(?P<open>[{_OPEN}]){_BEHIND}")
_NO_WORD = re.compile(f"(?P<open>[〔【\\[［﹝])(?P<word>){_BEHIND}")
_BEGINS = re.compile("(?:^|[\\s，。、；：:（(])$")
"""Before a number without a 代字: behind a word its brackets are part of it."""
_BARE = re.compile(
    "(?P<word>(?<=[\u4e00-\u9fff])[\u4e00-\u9fff])(?P<year>(?:19|20)\\d\\d)"
    "(?:年?|(?<=[字发办函教建社农行综规政委经预资企监科技卫医].{4})[-—–])(?P<nth>第?)"
    f"(?P<number>[1-9]\\d{{0,3}})号{_END}"
)
_NO_ISSUER = re.compile(
    "(?:编号|合同|[证书案档标批令路街道巷期共约第计为达有成超近和与及至自从于在到由的了等]|公告|通告|项目|协议)$"
)
_WRAPPED = re.compile("[【〖［\\[](?P<inner>[^【】〖〗［］\\[\\]\\n]{2,40}?号)[】〗］\\]]")
_NOT_ISSUED = ("令", "公告", "通告")


class DocNumber(Struct, frozen=True):
    """A document number as found in a text.

    Attributes:
        start, end: where it stands (from the last character of the 代字 on).
        word: the last character of the 代字; empty where there is none.
        year: its year as written: four digits, two, or four Chinese ones (二〇二三).
        brackets: the pair it is written with; empty where they were lost.
        number: the number as written, leading zeros included.
        nth: whether 第 stands before the number.
        sign: whether No. stands before the number.
    """

    start: int
    end: int
    word: str
    year: str
    brackets: str
    number: str
    nth: bool
    sign: bool = False

    @property
    def western(self) -> int | None:
        """The year as a number; None where only two digits are written."""
        return int(western_year(self.year)) if len(self.year) == 4 else None

    @property
    def right_brackets(self) -> bool:
        """Whether the year stands in 〔〕."""
        return self.brackets == "〔〕"


@lru_cache(maxsize=8192)
def doc_numbers(text: str) -> tuple[DocNumber, ...]:
    """Return every document number in a text, however it is written."""
    if not may_hold_number(text):
        return ()
    found = []
    for match in (*_YEARED.finditer(text), *_wordless(text)):
        if text.endswith(_NOT_ISSUED, 0, match.end("word")):
            continue
        if len(match["year"]) == 4 and western_year(match["year"])[:2] not in ("19", "20"):
            continue
        brackets = match["open"] + match["close"]
        found.append(_made(match, brackets))
    for match in _BARE.finditer(text):
        if not _NO_ISSUER.search(text[max(0, match.end("word") - 4) : match.end("word")]):
            found.append(_made(match, ""))
    return tuple(found)


def _wordless(text: str) -> Iterator[re.Match[str]]:
    for match in _NO_WORD.finditer(text):
        if _begins(match):
            yield match


def _begins(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 1) : match.start()]
    return bool(_BEGINS.search(before))


def may_hold_number(text: str) -> bool:
    """Tell quickly whether a text may hold a document number at all."""
    return bool(_MAYBE.search(text))


def western_year(text: str) -> str:
    """Return a year in figures, however it is written: 二〇二三 is 2023."""
    return text.translate(_HAN_DIGITS)


def _made(match: re.Match[str], brackets: str) -> DocNumber:
    held = match.groupdict()
    return DocNumber(
        match.start(),
        match.end(),
        held["word"],
        held["year"],
        brackets,
        held["number"] or held["signed"],
        bool(held["nth"]),
        bool(held.get("sign")),
    )


def with_right_years(text: str) -> str:
    """Return the text with the year of each document number in 〔〕."""

    def mended(match: re.Match[str]) -> str:
        if len(match["year"]) == 2 or match.string.endswith(_NOT_ISSUED, 0, match.end("word")):
            return match[0]
        before = match.string[match.start() : match.start("open")]
        after = match.string[match.end("close") : match.end()]
        return f"{before}〔{match['year']}〕{after}"

    def alone(match: re.Match[str]) -> str:
        return mended(match) if _begins(match) else match[0]

    return _NO_WORD.sub(alone, _YEARED.sub(mended, text))


def unwrapped(text: str) -> str:
    """Return the text without the 【】 or [ ] that stand round a whole document number."""
    return _WRAPPED.sub(
        lambda match: match["inner"] if _is_number(match["inner"]) else match[0], text
    )


def _is_number(text: str) -> bool:
    numbers = doc_numbers(text)
    return bool(numbers) and numbers[-1].end == len(text) and "《" not in text


def without_doc_numbers(text: str) -> str:
    """Return the text with its document numbers blanked out, of the same length."""
    for found in doc_numbers(text):
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return text


class OddNumber(Struct, frozen=True):
    """Something that was to be a document number; ``mended`` is empty where it cannot be known."""

    start: int
    end: int
    what: str
    mended: str = ""


_ISSUER = (
    "[\u4e00-\u9fff]{1,10}"
    "[字发办函教建社农行综规政委经预资企监科技卫医财水交民文体人绩审法组宣统纪通]"
)
_ODD_YEAR = "(?P<year>[\\dOoQDlI|〇○零一二三四五六七八九xX]{2,6})年?"
_ODD = re.compile(
    f"(?P<word>{_ISSUER})\\s*(?P<open>[{_OPEN}])\\s*{_ODD_YEAR}\\s*(?P<close>[{_CLOSE}])\\s*"
    "(?P<rest>(?P<before>号)?\\s*第?\\s*(?P<number>\\d{1,4}|[一二三四五六七八九十百零〇]{1,6})?(?P<after>\\s*号{1,2})?)"
    "(?![\\d楼线院])"
)
_APART = "[ \u3000·.．,，/_—–-]"
_LOOSE = re.compile(
    f"(?P<word>{_ISSUER})[ \u3000]*(?:[{_OPEN}][ \u3000]*)?"
    f"(?P<year>(?:19|20)\\d\\d|[12]\\d(?=年|[ \u3000]*[-—–]))年?"
    f"(?:[ \u3000]*[{_CLOSE}])?{_APART}{{0,3}}第?[ \u3000]*"
    f"(?P<number>\\d{{1,4}})(?:\\s*号{_END}|(?=\\s*(?:$|[；;、）)\\n])))"
)
"""A number with one bracket or none: 云财教2023 14号, 云财教〔2023 14号, 云财教23年14号."""
_MAYBE_ODD = re.compile(f"[{_CLOSE}]|[{_OPEN}]\\s*[12]\\d|\\d[年 \u3000·.．,，/_—–-]")
_LETTERS = str.maketrans("OoQDlI|", "0000111")


@lru_cache(maxsize=4096)
def odd_numbers(text: str) -> tuple[OddNumber, ...]:
    """Return what was to be a document number and is none: a lost 号, letters in its year."""
    if not _MAYBE_ODD.search(text):
        return ()
    taken = [(one.start, one.end) for one in doc_numbers(text)]
    found = []
    for match in _ODD.finditer(text):
        # a number may be right but for a second 号
        inside = any(a < match.end() and match.start() < b for a, b in taken)
        odd = _odd(match)
        if odd is not None and (not inside or (match["after"] or "").count("号") > 1):
            found.append(odd)
    taken += [(one.start, one.end) for one in found]
    for match in _LOOSE.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            found.extend(_loose(match))
    return tuple(found)


def _loose(match: re.Match[str]) -> Iterator[OddNumber]:
    """Yield a number whose year stands in one bracket or in none."""
    text, year = match[0], match["year"]
    ends = text.endswith("号")
    if _NO_ISSUER.search(match["word"]) or match["number"].startswith("0"):
        return
    # without 号 it may be a span of years, a month or a number of something
    if not ends and (len(match["word"]) > 7 or len(year) == 2 or not _NUMBERED.search(text)):
        return
    what = ["的年份丢了括号〔〕"]
    if len(year) == 2:
        what.append("的年份要写四位")
    if "第" in text[len(match["word"]) :]:
        what.append("的序号前不加“第”")
    if not ends:
        what.append("没有“号”")
    mended = f"{match['word']}〔{year}〕{match['number']}号" if len(year) == 4 else ""
    yield OddNumber(match.start(), match.end(), "，".join(what), mended)


_NUMBERED = re.compile(f"[{_OPEN}{_CLOSE}]|\\d[-—–]\\d{{1,3}}$|\\d[ \u3000]+\\d{{1,3}}$")


def _odd(match: re.Match[str]) -> OddNumber | None:
    """Return what is wrong with one; None for a number nobody could fault, or none at all."""
    year, number = match["year"], match["number"]
    straight = year.translate(_LETTERS)
    right_year = straight.isdigit() and len(straight) == 4 and straight[:2] in ("19", "20")
    what = []
    if not right_year and not (len(year) == 4 and western_year(year).isdigit()):
        what.append(f"的年份“{year}”不对")
    elif straight != year and right_year:
        what.append(f"的年份“{year}”里有字母")
    if number is None:
        # 〔2023〕号 and 〔2023〕 without anything behind it: the first is a placeholder
        if match["after"] or match["before"] or not what:
            return None
    elif match["before"]:
        what.append("的“号”应在序号后面")
    elif not match["after"]:
        what.append("没有“号”")
    elif match["after"].count("号") > 1:
        what.append("写了两个“号”")
    if number and not number.isascii():
        what.append("的序号要用阿拉伯数字")
    if not what:
        return None
    mended = ""
    figure = number if number and number.isascii() else ""
    if figure and right_year and straight == year:
        mended = f"{match['word']}{match['open']}{year}{match['close']}{figure.lstrip('0')}号"
    return OddNumber(match.start(), match.end(), "，".join(what), mended)


_STANDARD = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Z]{2,6}(?:/[A-Z]{1,3}){0,3}\s{0,3}[A-Z]?\s{0,3}\d+(?:\.\d+)*)\s{0,3}[-—–－:：]\s{0,3}"
    r"(?P<year>(?:19|20)\d\d)(?!\d)"
)


@lru_cache(maxsize=4096)
def standards(text: str) -> tuple[tuple[str, int], ...]:
    """Return the standards a text names, with their years: GB/T 9704—2012."""
    return tuple((match["name"], int(match["year"])) for match in _STANDARD.finditer(text))


_FULL = re.compile("[\u4e00-\u9fff]{1,12}$")


def full_number(text: str, number: DocNumber) -> str:
    """Return a document number with the whole 代字, as far as it can be told."""
    match = _FULL.search(text, 0, number.start)
    lead = text[max(0, number.start - 6) : number.start]
    head = re.split("[》《，。、；：\\s（(〔【]", lead)[-1] if match else ""
    return f"{head}{number.word}〔{number.year}〕{number.number.lstrip('0')}"
