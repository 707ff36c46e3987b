"""How Word writes the numbers of its lists (一、（1）①、A、iv)."""

from __future__ import annotations

from model.printing.outline import chinese_number

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)

_BELOW_HUNDRED = {"chineseCounting", "taiwaneseCounting"}
_COUNTING = {
    "chineseCountingThousand",
    "taiwaneseCountingThousand",
    "japaneseCounting",
    "koreanCounting",
}
_POSITIONAL = {
    "ideographDigital",
    "japaneseDigitalTenThousand",
    "taiwaneseDigital",
    "koreanDigital2",
}
_LEGAL_FORMATS = {
    "chineseLegalSimplified": _LEGAL,
    "ideographLegalTraditional": _LEGAL_TRADITIONAL,
    "japaneseLegal": _LEGAL_TRADITIONAL,
}
_ENCLOSED = {
    "decimalEnclosedCircle": 0x2460,
    "decimalEnclosedCircleChinese": 0x2460,
    "decimalEnclosedParen": 0x2474,
    "decimalEnclosedFullstop": 0x2488,
}
_LISTS = {
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
_FULL_WIDTH_FORMATS = {"decimalFullWidth", "decimalFullWidth2"}


def format_number(number: int, style: str) -> str:
    """Return a list's number as Word shows it.

    Args:
        number: from 0.
        style: a value of w:numFmt; numbers it has no signs for, and formats not
            known here, give plain digits.
    """
    if style == "none":
        return ""
    if style in _COUNTING or style in _BELOW_HUNDRED or style in _LEGAL_FORMATS:
        return _chinese(number, style)
    if style in _POSITIONAL:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if style in _ENCLOSED and 1 <= number <= 20:
        return chr(_ENCLOSED[style] + number - 1)
    if style in _LISTS and 1 <= number <= len(_LISTS[style]):
        return _LISTS[style][number - 1]
    if style in _FULL_WIDTH_FORMATS:
        return str(number).translate(_FULL_WIDTH)
    if style == "decimalZero":
        return f"{number:02d}"
    if style in ("upperLetter", "lowerLetter"):
        return _letter(number, "A" if style == "upperLetter" else "a")
    if style in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if style == "upperRoman" else roman.lower()
    return str(number)


def _chinese(number: int, style: str) -> str:
    if not 1 <= number <= 9999:
        return "〇" if number == 0 else str(number)
    if style in _LEGAL_FORMATS:
        text = chinese_number(number)
        text = "一" + text if text.startswith("十") else text
        return text.translate(_LEGAL_FORMATS[style])
    if style in _BELOW_HUNDRED and number >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    return chinese_number(number)


def _letter(number: int, first: str) -> str:
    """Return A … Z, AA, BB, …: Word repeats the letter."""
    if not 1 <= number <= 780:
        return str(number)
    return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if not 1 <= number <= 3999:
        return str(number)
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (number // worth)
        number %= worth
    return text
