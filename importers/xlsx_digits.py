"""Numbers put into the digit places of one section of a number format."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from importers.xlsx_dates import show_date
from importers.xlsx_format_code import Section, Token

_EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)
"""Excel shows fifteen digits of a number; further ones are noise of its arithmetic."""

_WIDE = Context(prec=900, rounding=ROUND_HALF_UP)
_SHORT = re.compile(r"0|-?[1-9][0-9]*(?:\.[0-9]*[1-9])?|-?0\.[0-9]*[1-9]", re.ASCII)
"""How nearly all numbers are written: nothing to round, nothing to strip."""

_EXACT_INTEGER = 20
_ALL_KEPT = Decimal(10) ** 15
_COMPUTED_DIGITS = 14
"""A number with so many digits (33.3333333333333) was worked out, not typed."""

_MAX_DECIMALS = 20


class Shown(NamedTuple):
    """A number as the table shows it.

    Attributes:
        text: what a reader of the table sees, with all its digits.
        number: the number itself (0.305 for 30.5%) where the text is not to be
            relied on: no format, or one that shows too little.
        untold: the number itself where the text does not tell it: a computed
            number shown rounded, or a zero shown as nothing.
    """

    text: str
    number: Decimal | None = None
    untold: Decimal | None = None


def number_of(raw: str) -> Decimal | None:
    """Return the number a file holds, to the 15 digits Excel keeps, or None where it is none.

    Integers written out in full are kept to the last of up to 20 digits: programs
    other than Excel write long codes so.
    """
    if len(raw) <= 16 and _SHORT.fullmatch(raw):
        return Decimal(raw)
    raw = raw.strip()
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return None
    if not number.is_finite() or number.adjusted() > 308:
        return None
    if not number or number.adjusted() < -308:
        return Decimal(0)
    if len(raw) > _EXACT_INTEGER or not raw.removeprefix("-").isdigit():
        number = number.normalize(_EXCEL)
    return _plain(number)


def lost_digits(raw: str) -> bool:
    """Tell whether a number as the file holds it was a longer code: Excel keeps 15 digits."""
    raw = raw.strip().lstrip("-")
    number = number_of(raw)
    if number is None or number < _ALL_KEPT or number != number.to_integral_value():
        return False
    # other programs write all digits out
    return not raw.isdecimal() or not raw[15:].strip("0")


def _plain(number: Decimal) -> Decimal:
    """Return the same number without idle zeros or an exponent above 0."""
    number = number.normalize(_WIDE)
    exponent = number.as_tuple().exponent
    return number.quantize(Decimal(1), context=_WIDE) if int(exponent) > 0 else number


def general_text(number: Decimal) -> str:
    """Return a number as Excel shows it without a format, in a column wide enough."""
    number = number.normalize(_WIDE)
    if not number:
        return "0"
    exponent = number.adjusted()
    if -10 <= exponent <= 20:
        return f"{number:f}"
    mantissa = number.scaleb(-exponent, context=_WIDE)
    return f"{mantissa:f}E{'+' if exponent > 0 else '-'}{abs(exponent):02d}"


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize(_WIDE).as_tuple().exponent))


def _is_computed(value: Decimal, needed: int) -> bool:
    """Tell whether nobody can have typed the digits beyond those shown."""
    digits = len(value.normalize(_WIDE).as_tuple().digits)
    return digits >= _COMPUTED_DIGITS or needed > _MAX_DECIMALS


class NumberSection:
    """A section of a format with what showing a number by it needs."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.condition = section.condition
        self.is_date = section.has("date", "elapsed")
        self.is_general = section.has("general")
        self.is_fraction = section.has("fraction")
        self.percents = sum(token.kind == "percent" for token in section.tokens)
        self.thousands = False
        self.scale = 0
        self.tokens: list[Token] = []
        self.whole: list[int] = []
        self.decimals: list[int] = []
        self.power: list[int] = []
        self.point: int | None = None
        self.exponent: int | None = None
        self._place()
        digits = self.whole + self.decimals
        inner = range(min(digits), max(digits) + 1) if digits else range(0)
        self.interrupted = any(self.tokens[place].kind == "literal" for place in inner)

    @property
    def below_zero(self) -> bool:
        """Whether its condition lets negative numbers in only."""
        return self.condition is not None and (
            self.condition[0] in ("<", "<=") and self.condition[1] <= 0
        )

    @property
    def not_below_zero(self) -> bool:
        """Whether its condition leaves only negative numbers to the next section."""
        return self.condition is not None and (
            self.condition[0] in (">", ">=") and self.condition[1] == 0
        )

    def _place(self) -> None:
        """Sort the digit places into whole, decimals and power; understand the commas."""
        source = self.section.tokens
        for number, token in enumerate(source):
            place = len(self.tokens)
            if token.kind == "comma":
                self._comma(source, number)
                continue
            if token.kind == "point" and self.point is None:
                self.point = place
            elif token.kind == "exponent" and self.exponent is None:
                self.exponent = place
            elif token.kind == "digit":
                where = self.whole if self.point is None else self.decimals
                (where if self.exponent is None else self.power).append(place)
            idle = token.kind in ("point", "exponent") and place not in (self.point, self.exponent)
            self.tokens.append(Token("literal", token.text) if idle else token)

    def _comma(self, source: tuple[Token, ...], number: int) -> None:
        before = next((t.kind for t in reversed(source[:number]) if t.kind != "comma"), "")
        after = [token.kind for token in source[number + 1 :] if token.kind in ("digit", "point")]
        if before != "digit" or self.exponent is not None:
            self.tokens.append(Token("literal", ","))
        elif after and after[0] == "digit" and self.point is None:
            self.thousands = True
        else:
            self.scale += 1

    def meets(self, value: Decimal) -> bool:
        """Tell whether its condition lets a number in; without one, it does."""
        if self.condition is None:
            return True
        sign, limit = self.condition
        return {
            "<": value < limit,
            "<=": value <= limit,
            ">": value > limit,
            ">=": value >= limit,
            "=": value == limit,
            "<>": value != limit,
        }[sign]

    def show(self, value: Decimal, absolute: bool, since_1904: bool) -> Shown:
        """Return a number as this section shows it, without its sign if ``absolute``."""
        if self.is_date:
            date = show_date(self.section, value, since_1904)
            return Shown(general_text(value), value) if date is None else Shown(date)
        scaled = value.scaleb(2 * self.percents - 3 * self.scale, context=_WIDE)
        sign = "-" if scaled < 0 and not absolute else ""
        scaled = abs(scaled)
        if self.is_general:
            return self._with_general(value, sign, scaled)
        if self.is_fraction:
            return self._with_fraction(value, sign, scaled)
        if not self.whole and not self.decimals:
            # words or a dash in place of the number (accounting's zero)
            text = self._fill({})
            return Shown(sign + text, value) if text else Shown("")
        if self.exponent is not None:
            return self._scientific(value, sign, scaled)
        return self._fixed(value, sign, scaled, absolute)

    def _with_general(self, value: Decimal, sign: str, scaled: Decimal) -> Shown:
        alone = len(self.tokens) == 1
        text = sign + self._fill({"general": general_text(scaled)})
        return Shown(text, value if alone or self.section.numerals else None)

    def _with_fraction(self, value: Decimal, sign: str, scaled: Decimal) -> Shown:
        code = next(token.text for token in self.tokens if token.kind == "fraction")
        text = _fraction_text(scaled, code)
        if text is None:
            return Shown(general_text(value), value)
        return Shown(sign + self._fill({"fraction": text}))

    def _fixed(self, value: Decimal, sign: str, scaled: Decimal, absolute: bool) -> Shown:
        keep, number, untold = self._digits_to_keep(value, scaled, len(self.decimals))
        if keep is None:
            return Shown(general_text(value), value)
        rounded = scaled.quantize(Decimal(1).scaleb(-keep), context=_WIDE)
        text = self._write(rounded)
        is_told = text.startswith("-") if absolute and value < 0 else value or "0" in text
        if self.section.numerals or not is_told:
            # brackets or a colour in place of the minus, a dash in place of a zero
            number = value
        return Shown((sign if rounded else "") + text, number, untold)

    def _digits_to_keep(
        self, value: Decimal, scaled: Decimal, room: int
    ) -> tuple[int | None, Decimal | None, Decimal | None]:
        """Return decimals to show, then number and untold of `Shown`; None: not by this format."""
        needed = _decimals(scaled)
        if needed <= room:
            return room, None, None
        if _is_computed(value, needed):
            return room, None, value
        if self.interrupted:
            return None, value, None
        return needed, value, None

    def _scientific(self, value: Decimal, sign: str, scaled: Decimal) -> Shown:
        step = max(1, len(self.whole))
        exponent = scaled.adjusted() // step * step if scaled else 0
        mantissa = scaled.scaleb(-exponent, context=_WIDE)
        keep, number, untold = self._digits_to_keep(value, mantissa, len(self.decimals))
        if keep is None:
            return Shown(general_text(value), value)
        mantissa = mantissa.quantize(Decimal(1).scaleb(-keep), context=_WIDE)
        if mantissa.adjusted() >= step:
            mantissa, exponent = mantissa.scaleb(-step, context=_WIDE), exponent + step
        return Shown(sign + self._write(mantissa, exponent), number, untold)

    def _fill(self, values: dict[str, str]) -> str:
        """Return the tokens' texts, with those of some kinds given."""
        return "".join(
            values.get(token.kind, token.text if token.kind in ("literal", "percent") else "")
            for token in self.tokens
        )

    def _write(self, number: Decimal, exponent: int = 0) -> str:
        """Return a number that is not negative, put into the digit places."""
        whole, _, decimals = f"{number:f}".partition(".")
        out = [t.text if t.kind in ("literal", "percent") else "" for t in self.tokens]
        self._write_whole(out, whole.lstrip("0"))
        self._write_decimals(out, decimals)
        if self.exponent is not None:
            mark = self.tokens[self.exponent].text
            out[self.exponent] = "E" + ("-" if exponent < 0 else mark[1:].replace("-", ""))
            if self.power:
                out[self.power[0]] = str(abs(exponent)).zfill(len(self.power))
        return "".join(out)

    def _write_whole(self, out: list[str], digits: str) -> None:
        places = self.whole
        zeros = [n for n, place in enumerate(places) if self.tokens[place].text == "0"]
        digits = digits.zfill(len(places) - zeros[0]) if zeros else digits
        if not places:
            # .00 shows the whole part before its point all the same
            out[self.point or 0] = digits
            return
        pieces = [
            digit + ("," if self.thousands and left and left % 3 == 0 else "")
            for digit, left in zip(digits, range(len(digits) - 1, -1, -1), strict=True)
        ]
        extra = max(0, len(pieces) - len(places))
        out[places[0]] = "".join(pieces[: extra + (len(pieces) >= len(places))])
        for place, piece in zip(reversed(places[1:]), reversed(pieces[extra:]), strict=False):
            out[place] = piece

    def _write_decimals(self, out: list[str], decimals: str) -> None:
        """Put in the decimals; those the format has no place for follow the last one."""
        firm = max(
            (n + 1 for n, place in enumerate(self.decimals) if self.tokens[place].text == "0"),
            default=0,
        )
        decimals = decimals[:firm] + decimals[firm:].rstrip("0")
        for place, digit in zip(self.decimals, decimals, strict=False):
            out[place] = digit
        rest = decimals[len(self.decimals) :]
        if self.point is None:
            last = self.whole[-1]
            out[last] += "." + rest if rest else ""
        elif decimals:
            # a point without decimals behind it (0.## of 5) says nothing, and is left out
            out[self.point] += "."
            if rest:
                out[self.decimals[-1] if self.decimals else self.point] += rest


def _fraction_text(number: Decimal, code: str) -> str | None:
    """Return a number as the fraction a code (``# ?/?``, ``?/8``) shows, or None if not exactly."""
    top, _, bottom = code.rpartition("/")
    bottom = bottom.strip()
    exact = Fraction(number)
    limit = int(bottom) if bottom.isdigit() and bottom.strip("0") else 0
    if limit > 0:
        part = Fraction(round(exact * limit), limit)
        denominator = limit
    else:
        part = exact.limit_denominator(10 ** min(len(bottom), 6) - 1)
        denominator = part.denominator
    if part != exact:
        return None
    numerator = int(part * denominator)
    if " " not in top.strip():
        return f"{numerator}/{denominator}"
    whole, numerator = divmod(numerator, denominator)
    if not numerator:
        return str(whole)
    return f"{whole} {numerator}/{denominator}" if whole else f"{numerator}/{denominator}"
