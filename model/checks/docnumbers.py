"""Document numbers (发文字号): right ones, and the wrong ways they are written.

代字 + 〔four-digit year〕 + number + 号 (GB/T 9704—2012, 7.2.5). 公安部令第162号,
GB/T 9704—2012 and 2021年第5号 of a 公告 are no document numbers.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

_OPEN = "〔【\\[［（(〖﹝「『{｛《〈"
_CLOSE = "〕】\\]］）)〗﹞」』}｝》〉"
_END = "(?![\\d楼线院井机泵库桥路站门厅馆房园区])"
"""What cannot stand behind 号: then it numbers a building or a machine."""

_YEARED = re.compile(
    f"(?P<word>[\u4e00-\u9fffA-Za-z])\\s*(?P<open>[{_OPEN}])\\s*(?P<year>\\d{{4}}|\\d{{2}})年?\\s*"
    f"(?P<close>[{_CLOSE}])\\s*(?P<nth>第?)\\s*(?P<number>\\d+)\\s*号{_END}"
)
_BARE = re.compile(
    "(?P<word>(?<=[\u4e00-\u9fff])[\u4e00-\u9fff])(?P<year>(?:19|20)\\d\\d)年?(?P<nth>第?)"
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
        year: its year as written: four digits, or two.
        brackets: the pair it is written with; empty where they were lost.
        number: the number as written, leading zeros included.
        nth: whether 第 stands before the number.
    """

    start: int
    end: int
    year: str
    brackets: str
    number: str
    nth: bool

    @property
    def right_brackets(self) -> bool:
        """Whether the year stands in 〔〕."""
        return self.brackets == "〔〕"


@lru_cache(maxsize=8192)
def doc_numbers(text: str) -> tuple[DocNumber, ...]:
    """Return every document number in a text, however it is written."""
    if "号" not in text:
        return ()
    found = []
    for match in _YEARED.finditer(text):
        if text.endswith(_NOT_ISSUED, 0, match.end("word")):
            continue
        if len(match["year"]) == 4 and match["year"][:2] not in ("19", "20"):
            continue
        brackets = match["open"] + match["close"]
        found.append(_made(match, brackets))
    for match in _BARE.finditer(text):
        if not _NO_ISSUER.search(text[max(0, match.end("word") - 4) : match.end("word")]):
            found.append(_made(match, ""))
    return tuple(found)


def _made(match: re.Match[str], brackets: str) -> DocNumber:
    return DocNumber(
        match.start(),
        match.end(),
        match["year"],
        brackets,
        match["number"],
        bool(match["nth"]),
    )


def with_right_years(text: str) -> str:
    """Return the text with the year of each document number in 〔〕."""

    def mended(match: re.Match[str]) -> str:
        if len(match["year"]) == 2 or text.endswith(_NOT_ISSUED, 0, match.end("word")):
            return match[0]
        before = text[match.start() : match.start("open")]
        after = text[match.end("close") : match.end()]
        return f"{before}〔{match['year']}〕{after}"

    return _YEARED.sub(mended, text)


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
