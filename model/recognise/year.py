"""The budget year, from wherever a file says it, and what to ask where it does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

from msgspec import Struct

from model.document.cellref import CellRef
from model.document.doubts import YEAR, Choice, Doubt

TOLD, NAMED, HINTED = 1, 2, 3
"""How sure a source is: a title, cover or cell says it; a name (sheet, file, header) has it;
dates or a code of the projects let it be guessed."""

_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[二2][〇○零0][〇○零一二三四五六七八九\d]{2}(?=年|财年)")
_RANGE = re.compile(r"20\d\d年?度?(?:[-—–~至到])(?:20)?\d\d年?")
_DOCUMENT = re.compile(r"[〔\[【(]20\d\d[〕\]】)]\d{1,4}号|20\d\d年第?\d{1,4}号")
_DATE = re.compile(r"20\d\d(?:年\d{1,2}月(?:\d{1,2}[日号])?|[-./]\d{1,2}(?:[-./]\d{1,2})?)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年度|年|财年|财政年度)|FY(20\d\d)|[(](20\d\d)[)]")
_LABELLED = re.compile(r"(?:预算|财政|填报|申报|资金|所属)?(?:年度|年份)[:为](20\d\d)")
_ALONE = re.compile(r"[(]?(20\d\d)(?:年度?|财年)?[)]?")
_ABOUT = ("绩效", "预算", "目标", "申报", "项目支出", "部门支出", "专项资金")
_NOT = ("决算", "填报日期", "填表日期", "填报时间", "填表时间", "编制日期", "打印", "印发", "填制")
_LONGEST = 60
_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_CODE = re.compile(r"\d{6}(\d\d)[A-Z0-9]{10,}")


class Source(Struct, frozen=True):
    """A place a year was found: the year, how sure it is, and the place in words."""

    year: int
    rank: int
    where: str


def plain(text: str) -> str:
    """Return a text half-width, without white space, its Chinese years in digits."""
    line = "".join(
        unicodedata.normalize("NFKC", text.replace("〔", "[").replace("〕", "]")).split()
    )
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE).replace("二", "2"), line)


def years_of_heading(text: str) -> list[int]:
    """Return the years a title, cover or note speaks of; none of a sentence or a date."""
    if len(text) > 3 * _LONGEST:
        return []
    line = plain(text)
    if not line or len(line) > _LONGEST or any(mark in line for mark in "。;"):
        return []
    if match := _LABELLED.search(line):
        return [int(match[1])]
    if any(word in line for word in _NOT):
        return []
    if match := _ALONE.fullmatch(line):
        return [int(match[1])]
    for pattern in (_RANGE, _DOCUMENT, _DATE):
        line = pattern.sub("", line)
    if not any(word in line for word in _ABOUT):
        return []
    found = (next(group for group in match if group) for match in _YEAR.findall(line))
    return list(dict.fromkeys(int(year) for year in found))


def year_of_cell(text: str) -> int | None:
    """Return the year a cell labelled 预算年度 holds."""
    match = re.match(r"(20\d\d)", plain(text))
    return int(match[1]) if match else None


def years_of_name(name: str) -> list[int]:
    """Return the years in the name of a file or sheet; a date in it says nothing."""
    line = _DATE.sub("", _RANGE.sub("", plain(name)))
    line = re.sub(r"(?<!\d)20\d{6}(?!\d)", "", line)
    return list(dict.fromkeys(int(year) for year in _IN_NAME.findall(line)))


def years_of_dates(texts: Iterable[str]) -> list[int]:
    """Return the only year a project's begin and end stand in, if it is one year."""
    years = {
        int(year)
        for text in texts
        for year in re.findall(r"(?<!\d)(20\d\d)(?=年|[-./]|\d{4}(?!\d))", plain(text))
    }
    return sorted(years) if len(years) == 1 else []


def year_of_code(code: str) -> int | None:
    """Return the year in a project code of the online system (area, year, kind, number)."""
    match = _CODE.fullmatch(code.strip())
    return 2000 + int(match[1]) if match and 15 <= int(match[1]) <= 49 else None


def sources_of_name(name: str, where: str) -> list[Source]:
    """Return what the name of a file or sheet says."""
    return [Source(year, NAMED, where) for year in years_of_name(name)]


def sources_of_file(path: str) -> list[Source]:
    """Return what a file's name says."""
    return sources_of_name(PurePath(path.replace("\\", "/")).stem, "文件名")


def settle_year(sources: list[Source]) -> tuple[int | None, str, list[Doubt]]:
    """Return the year meant, where it was found, and what is to be asked.

    The surest sources decide. Two that are not guesses and disagree are asked about.
    """
    ref = CellRef("", "year")
    if not sources:
        said = "文件里没有找到预算年度，请填写；不填，年份写错就查不出来。"
        return None, "", [Doubt(kind=YEAR, ref=ref, said=said)]
    best = min(source.rank for source in sources)
    first = next(source for source in sources if source.rank == best)
    told = {
        source.year: source
        for source in reversed(sources)
        if source.rank == best or source.rank <= NAMED
    }
    if best == HINTED:
        said = f"文件里没有写预算年度，按{first.where}推测是 {first.year} 年，请核对。"
        return first.year, first.where, [Doubt(kind=YEAR, ref=ref, said=said, held=str(first.year))]
    if len(told) < 2:
        return first.year, first.where, []
    order = [first.year, *(year for year in told if year != first.year)]
    places = "，".join(f"{told[year].where}是 {year} 年" for year in order)
    doubt = Doubt(
        kind=YEAR,
        ref=ref,
        said=f"预算年度有两种说法：{places}；按 {first.year} 年读入，是哪一年？",
        held=str(first.year),
        choices=tuple(Choice(f"{year} 年", str(year)) for year in order),
    )
    return first.year, first.where, [doubt]
