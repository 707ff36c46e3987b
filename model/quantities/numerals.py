"""Numbers in characters (三百二十, 叁拾万, 二〇二四, 一点五) to Decimal, and back."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from functools import lru_cache

from model.basics.language import words

_WIDE = str.maketrans("０１２３４５６７８９．，％＋－", "0123456789.,%+-")
DIGITS: dict[str, int] = dict(words("numerals.digits").facts["factors"])
SCALES: dict[str, int] = dict(words("numerals.scales").facts["factors"])
HAN = "".join((*DIGITS, *SCALES))
"""Every character a number in characters is made of."""
ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,7}(?!\d)|(?<!\d)\d+)(?:\.\d+)?"
HAN_NUMBER = rf"(?<![{HAN}])[{HAN}]+(?:点[{''.join(DIGITS)}]+)?"
SCALE = "(?:十万|百万|千万|万亿|[十百千万亿萬億])"
_BIG = 10000


def narrow(text: str) -> str:
    """Return the text with ASCII digits, points, commas and percent signs; of the same length."""
    return text if text.isascii() else text.translate(_WIDE)


@lru_cache(maxsize=4096)
def chinese_value(text: str) -> Decimal | None:
    """Return what a number in characters means, or None where it means none.

    Understood are places (三百二十), capitals (叁佰贰拾), digits in a row (二〇二四), a point
    (一点五), and a last digit whose place is left out (三万五, 一百二).
    """
    whole, point, part = text.partition("点")
    number = _whole(whole)
    if number is None or not point:
        return None if number is None else Decimal(number)
    scale = 1
    # 一点二亿 is handled where a scale follows; behind the point stand digits only
    if not part or any(char not in DIGITS for char in part):
        return None
    return Decimal(f"{number}.{''.join(str(DIGITS[char]) for char in part)}") * scale


def _whole(text: str) -> int | None:
    if not text or any(char not in DIGITS and char not in SCALES for char in text):
        return None
    if all(char in DIGITS for char in text):
        # one digit, or digits in a row: 二〇二四
        return int("".join(str(DIGITS[char]) for char in text))
    return _placed(text)


def _placed(text: str) -> int | None:
    """Return a number written with places; None where the places do not fit."""
    total = section = 0
    digit: int | None = None
    last_scale, zero = 0, False
    for char in text:
        if char in DIGITS:
            if digit not in (None, 0):
                return None
            zero = zero or DIGITS[char] == 0
            digit = DIGITS[char]
            continue
        scale = SCALES[char]
        if scale < _BIG:
            if digit is None and scale != 10:
                return None
            section += (1 if digit in (None, 0) else digit or 0) * scale
        else:
            section += digit or 0
            if not section and not total:
                return None
            if scale > 10000 and total:
                total, section = (total + section) * scale, 0
            else:
                total, section = total + section * scale, 0
        digit, last_scale, zero = None, scale, False
    if digit:
        # 三万五 is 35,000; 三万零五 is 30,005
        section += digit * (last_scale // 10 if not zero and last_scale >= 100 else 1)
    return total + section


def number_value(text: str) -> Decimal | None:
    """Return a number in figures or in characters, with its scale: 3.5万, 1,200, 三百, 叁拾万."""
    text = narrow(text.strip())
    match = re.fullmatch(rf"(?P<number>{ARABIC})\s*(?P<scale>{SCALE})?", text)
    if match:
        return Decimal(match["number"].replace(",", "")) * scale_of(match["scale"] or "")
    match = re.fullmatch(
        rf"(?P<number>[{''.join(DIGITS)}]+点[{''.join(DIGITS)}]+)(?P<scale>{SCALE})?", text
    )
    if match:
        value = chinese_value(match["number"])
        return None if value is None else value * scale_of(match["scale"] or "")
    return chinese_value(text)


def scale_of(text: str) -> int:
    """Return the factor of a scale: 万, 百万, 亿; 1 for an empty one."""
    factor = 1
    for char in text:
        factor *= SCALES[char]
    return factor


_PLAIN = "零一二三四五六七八九"
_CAPITAL = "零壹贰叁肆伍陆柒捌玖"
_PLAIN_PLACES = ("", "十", "百", "千")
_CAPITAL_PLACES = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿", "万亿")


def chinese(number: Decimal, capital: bool = False) -> str:
    """Return a number of 0 or more in characters, in capitals if asked for: 三百二十, 叁佰贰拾.

    Raises:
        ValueError: it is negative, or has 16 or more places.
    """
    with localcontext() as context:
        context.prec = 60
        whole = int(number)
        if number < 0 or whole >= 10**16:
            raise ValueError(number)
        text = _whole_text(whole, capital)
        part = number - whole
        if not part:
            return text
        digits = format(part.normalize(), "f").partition(".")[2]
        names = _CAPITAL if capital else _PLAIN
        return f"{text}点{''.join(names[int(char)] for char in digits)}"


def _whole_text(number: int, capital: bool) -> str:
    digits = _CAPITAL if capital else _PLAIN
    if number == 0:
        return digits[0]
    sections = []
    while number:
        sections.append(number % _BIG)
        number //= _BIG
    text, gap = "", False
    for place in range(len(sections) - 1, -1, -1):
        section = sections[place]
        if section == 0:
            gap = bool(text)
            continue
        if text and (gap or section < 1000):
            text += digits[0]
        text += _section_text(section, capital) + _section_name(place, sections)
        gap = False
    if not capital and text.startswith("一十"):
        text = text[1:]
    return text


def _section_name(place: int, sections: list[int]) -> str:
    """Return 万 or 亿; 万亿 is said once: 三万亿, 三万五千亿."""
    if place == 3:
        return "万" if sections[2] else "万亿"
    return _SECTIONS[place]


def _section_text(section: int, capital: bool) -> str:
    digits = _CAPITAL if capital else _PLAIN
    places = _CAPITAL_PLACES if capital else _PLAIN_PLACES
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = section // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += (digits[0] if gap else "") + digits[digit] + places[place]
        gap = False
    return text
