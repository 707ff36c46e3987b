"""Which money unit an amount is in: in its cell, at its label, beside the table, in the text."""

from __future__ import annotations

import re
import unicodedata

from model.quantities.amounts import MONEY_UNITS, amount_value, at_least_decimals, format_number

_UNIT = r"(?:人民币)?([百千万亿]{0,2}元)(?:人民币)?"
# texts are without white space and half-width where these are used
_BRACKETED = re.compile(rf"[(\[【](?:金额)?(?:单位)?[:为,、]?{_UNIT}[,、]?[)\]】]")
_STATED = re.compile(rf"(?:金额单位|货币单位|单位|计量单位|币种)[:为]?{_UNIT}(?![/每\w])")
_BEHIND = re.compile(rf"[:_,/-]?{_UNIT}$")
_LINE = re.compile(
    rf"(?:(?:金额单位|货币单位|计量单位|单位)(?:[^:为元]{{0,12}}[均都])?[:为]{{1,2}}{_UNIT}"
    rf"|(?:金额|数额|资金|均)以{_UNIT}(?:为|作)单位)$"
)
_MARK = re.compile(r"(?:金\s?额\s?|货\s?币\s?|计\s?量\s?)?单\s?位\s?[:：为]")
_LONGEST = 200
_DASHES = frozenset("-—–‐―─一/")
_NEGATIVE = re.compile(r"\(([^()]*)\)")
_SHORT_UNIT = re.compile(r"([百千万亿]{1,2})$")
_NOTED = re.compile(
    r"(?P<before>(?:大约|约|预计|暂定|合计|总计|共计|共)?)[:为]?\s*"
    r"(?P<number>[¥￥]?-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*+(?P<unit>[百千万亿]{0,2}元|[百千万亿]{1,2})?)"
    r"\s*+(?P<rest>|\([^()]*\)|左右|上下|以内|其中.*|[,;。、]\s*[^\d\s.].*)",
    re.DOTALL,
)


def plain(text: str) -> str:
    """Return a text half-width and without white space, as units are looked for."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def unit_of_label(label: str) -> str:
    """Return the money unit a folded label names: ``年度资金总额(元)`` → 元, or nothing."""
    for pattern in (_BRACKETED, _STATED):
        if match := pattern.search(label):
            return _known(match[1])
    match = _BEHIND.search(label)
    if match is None or (match[1] == "元" and match[0] == "元"):
        # 单元, 美元: a lone 元 at the end is no unit
        return ""
    return _known(match[1])


def without_unit(label: str) -> str:
    """Return a folded label without the unit it names."""
    label = _BRACKETED.sub("", label)
    label = _STATED.sub("", label)
    return _BEHIND.sub("", label).strip(":;,_-") or label


def unit_of_line(text: str) -> tuple[str, str]:
    """Return what stands before ``单位：万元`` in a line, and the unit; empty where there is none.

    A line is short: a unit in the midst of a text says nothing about a table.
    """
    if len(text) > _LONGEST or "元" not in text:
        return text, ""
    whole = plain(text)
    match = _LINE.search(whole.strip("()[]【】"))
    if match is None:
        found = _BRACKETED.search(whole)
        return text, _known(found[1]) if found else ""
    marks = list(_MARK.finditer(text))
    before = text[: marks[-1].start()] if marks else ""
    return before.strip(" \t\u3000(（[【"), _known(match[1] or match[2])


def _known(unit: str) -> str:
    return unit if unit in MONEY_UNITS else ""


def cleaned_amount(text: str) -> str:
    """Return an amount as `model.quantities.amounts` understands it; other texts unchanged.

    A lone dash is how accounting formats print zero, brackets or a triangle make a number
    negative, and ``86.4万`` means 万元. ``人民币`` before a number says nothing.
    """
    line = plain(text)
    if line and all(mark in _DASHES for mark in line) and line != "一":
        return "0"
    number = line.removeprefix("人民币").removeprefix("¥")
    if number[:1] in "△▲":
        number = "-" + number[1:]
    number = re.sub(rf"\({_UNIT}\)$", r"\1", number)
    if match := _NEGATIVE.fullmatch(number):
        number = "-" + match[1]
    if _SHORT_UNIT.search(number):
        number += "元"
    if number != line and amount_value(number) is not None:
        return number
    return text


def noted_amount(text: str) -> str:
    """Return the amount of a text that says more of it: ``43.80（暂定）`` → 43.80; else nothing.

    The rest never decides the unit: where it names one and the amount has none, such as in
    ``438000（43.8万元）``, it is not known which is meant. An amount alone says no more, and
    white space or a comma inside of the digits is not bridged.
    """
    if not any(mark.isdigit() for mark in text) or len(text) > _LONGEST:
        return ""
    line = unicodedata.normalize("NFKC", text).strip()
    match = _NOTED.fullmatch(line)
    if match is None or not (match["before"] or match["rest"]):
        return ""
    if re.search(r"[元万亿]", match["rest"]) and not match["unit"]:
        return ""
    number = cleaned_amount(match["number"].strip())
    if amount_value(cleaned_amount(line)) is not None or amount_value(number) is None:
        return ""
    return number


def said_of_noted(text: str, number: str) -> str:
    """Return what the clerk is told of an amount a cell says more of."""
    return f"金额格里写着“{' '.join(text.split())}”，只把{number}读作金额。"


def held_amount(text: str, unit: str, exact: bool = True) -> str:
    """Return what the model holds (万元) for an amount; a text that is no number unchanged.

    Args:
        text: what the cell shows.
        unit: the unit meant where the cell names none.
        exact: an amount in 万元 keeps the decimals it was printed with.
    """
    text_clean = cleaned_amount(text)
    number = amount_value(text_clean, unit)
    if number is None:
        return text
    told = plain(text_clean).endswith("元")
    if exact and unit == "万元" and not told and text_clean == text:
        return format_number(number)
    return format_number(at_least_decimals(number, 2))


def names_unit(text: str) -> bool:
    """Tell whether an amount has its unit written behind it."""
    return plain(cleaned_amount(text)).endswith("元")
