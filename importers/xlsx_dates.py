"""Dates and times as Chinese Excel shows them, from day numbers and format tokens."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from importers.xlsx_format_code import Section, Token, sections_of
from model.printing.outline import chinese_number

BUILT_IN = {
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Format codes behind the built-in ids of dates, in Chinese Excel."""

_LONG_DATE = sections_of('yyyy"年"m"月"d"日"')[0]
_LONG_TIME = sections_of("h:mm:ss")[0]
_SYSTEM = {
    "F800": _LONG_DATE,
    "X-SYSDATE": _LONG_DATE,
    "F400": _LONG_TIME,
    "X-SYSTIME": _LONG_TIME,
}
"""Locales that stand for the long date and time of the Windows settings."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_CHINESE_DAYS = "日一二三四五六"
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_LAST_DAY = 2958465
_DAYS_TO_1904 = 1462


class _Moment(NamedTuple):
    """A day number taken apart; ``running`` counts seconds from day 0, ``sub`` parts of one."""

    year: int
    month: int
    day: int
    weekday: int
    hour: int
    minute: int
    second: int
    sub: str
    running: int


def show_date(section: Section, serial: Decimal, since_1904: bool = False) -> str | None:
    """Return a moment as a section of a format shows it.

    Args:
        section: a section that holds date tokens.
        serial: days since the start of the date system, with the time as fraction.
        since_1904: whether days count from 1904-01-01 instead of 1900.

    Returns:
        The text, or None where Excel could show only ``####``: before the first
        day or after the year 9999.
    """
    section = _SYSTEM.get(section.locale.upper(), section)
    digits = max((len(t.text) for t in section.tokens if t.kind == "subsecond"), default=0)
    moment = _moment(serial, digits, since_1904)
    if moment is None:
        return None
    half_day = section.has("noon")
    shown = []
    for place, token in enumerate(section.tokens):
        if token.kind == "date":
            letters = token.text.lower()
            minute = letters in ("m", "mm") and _is_minute(section.tokens, place)
            text = _date_part(letters, minute, moment, half_day, section)
        elif token.kind == "elapsed":
            text = _elapsed(token.text, moment.running)
        elif token.kind == "subsecond":
            text = f".{moment.sub}" if token.text else "."
        elif token.kind == "noon":
            text = _noon(token.text, moment.hour)
        else:
            # `;@` as second section makes @ stand in text sections only
            text = "" if token.kind == "text" else token.text
        shown.append(text)
    return "".join(shown)


def _moment(serial: Decimal, digits: int, since_1904: bool) -> _Moment | None:
    if since_1904:
        serial += _DAYS_TO_1904
    if not 0 <= serial < _LAST_DAY + 1:
        return None
    # Excel rounds to what the format can show, then cuts
    ticks = int((serial * 86400).scaleb(digits).to_integral_value(ROUND_HALF_UP))
    running, sub = divmod(ticks, 10**digits)
    days, seconds = divmod(running, 86400)
    if days > _LAST_DAY:
        return None
    year, month, day = _calendar(days)
    return _Moment(
        year,
        month,
        day,
        (days - 1) % 7,
        seconds // 3600,
        seconds // 60 % 60,
        seconds % 60,
        f"{sub:0{digits}d}" if digits else "",
        running,
    )


def _calendar(days: int) -> tuple[int, int, int]:
    """Return year, month, day of a day number, with Excel's 29 February 1900."""
    if days == 0:
        return 1900, 1, 0
    if days == 60:
        return 1900, 2, 29
    day = date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)
    return day.year, day.month, day.day


def _is_minute(tokens: tuple[Token, ...], place: int) -> bool:
    """Tell whether an ``m`` means minutes: it follows hours or stands before seconds."""
    timed = [t.text[0].lower() if t.kind in ("date", "elapsed") else "" for t in tokens]
    before = [letter for letter in timed[:place] if letter]
    after = [letter for letter in timed[place + 1 :] if letter]
    return (bool(before) and before[-1] == "h") or (bool(after) and after[0] == "s")


def _date_part(text: str, minute: bool, moment: _Moment, half_day: bool, section: Section) -> str:
    letter, length = text[0], len(text)
    chinese_names = _is_chinese(section.locale)
    if letter in "yeb":
        year = moment.year + (543 if letter == "b" else 0)
        short = letter != "e" and length <= 2
        digits = f"{year % 100:02d}" if short else f"{year:04d}"
        return digits.translate(_DIGITS) if section.numerals == 1 else digits
    if letter == "a":
        return ("星期" if length > 3 else "") + _CHINESE_DAYS[moment.weekday]
    if letter == "d" and length > 2:
        if chinese_names:
            return ("星期" if length > 3 else "周") + _CHINESE_DAYS[moment.weekday]
        return _DAYS[moment.weekday][: None if length > 3 else 3]
    if letter == "m" and length > 2:
        return _month_name(moment.month, length, chinese_names)
    if letter == "g":
        return ""
    hour = (moment.hour % 12 or 12) if half_day else moment.hour
    number = {
        "m": moment.minute if minute else moment.month,
        "d": moment.day,
        "h": hour,
        "s": moment.second,
    }[letter]
    if section.numerals == 1:
        return chinese_number(number) or "〇"
    return f"{number:02d}" if length > 1 else str(number)


def _month_name(month: int, length: int, chinese: bool) -> str:
    if length == 5:
        return _MONTHS[month - 1][0]
    if chinese:
        return f"{month}月" if length == 3 else f"{chinese_number(month)}月"
    return _MONTHS[month - 1][: 3 if length == 3 else None]


def _is_chinese(locale: str) -> bool:
    """Tell whether a locale (``804``, ``zh-CN``) is Chinese."""
    if locale.lower().startswith("zh"):
        return True
    try:
        # the lowest byte of a Windows locale id is the language
        return int(locale, 16) & 0xFF == 0x04
    except ValueError:
        return False


def _elapsed(text: str, running: int) -> str:
    whole = running // {"h": 3600, "m": 60, "s": 1}[text[0]]
    return f"{whole:0{len(text)}d}"


def _noon(text: str, hour: int) -> str:
    morning, _, afternoon = text.partition("/")
    return morning if hour < 12 else afternoon
