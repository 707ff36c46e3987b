"""Numbers as a spreadsheet's table shows them, by their number format.

A small renderer for what these tables hold: decimals, thousands, percents, literal
text around the number, sections, conditions, scientific, fractions, dates and times.

Where a format shows fewer digits than the number has, the digits are shown all the
same (186.5 in the format ``0`` is 186.5): the number goes into a table again, and
must not get less by it. Only the endless digits of a computed number (1/3) are cut
as the table cuts them; then the caller learns what the text does not tell.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from importers.xlsx_dates import BUILT_IN as DATES
from importers.xlsx_digits import NumberSection, Shown, general_text, number_of
from importers.xlsx_format_code import Section, sections_of

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0_ ;-#,##0_ ",
    38: "#,##0_ ;-#,##0_ ",
    39: "#,##0.00_ ;-#,##0.00_ ",
    40: "#,##0.00_ ;-#,##0.00_ ",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    48: "##0.0E+0",
    49: "@",
    **DATES,
}
"""Format codes behind the built-in ids, in Chinese Excel."""

_MAX_TEXT = 255
"""Excel shows a longer text without its format."""


class NumberFormat:
    """A number format, ready to show numbers and texts; see `format_of`."""

    def __init__(self, code: str) -> None:
        sections = sections_of(code)[:4]
        last = sections[-1]
        self.text_section: Section | None = None
        if len(sections) == 4 or (last.has("text") and not last.has("digit", "date")):
            self.text_section = last
            sections = sections[:-1]
        self._sections = [NumberSection(section) for section in sections]
        self._conditions = any(section.condition for section in self._sections[:2])
        self.changes_text = self.text_section is not None and (
            [token.kind for token in self.text_section.tokens].count("text") == 1
            and len(self.text_section.tokens) > 1
        )

    def show_text(self, text: str) -> str:
        """Return a text cell as shown; only formats like ``@"万元"`` add something to it."""
        if not self.changes_text or self.text_section is None or len(text) > _MAX_TEXT:
            return text
        return "".join(
            text if token.kind == "text" else token.text for token in self.text_section.tokens
        )

    def show(self, value: Decimal, since_1904: bool = False) -> Shown:
        """Return a number (as `number_of` gives it) as shown.

        Args:
            value: the number the file holds.
            since_1904: whether its dates count from 1904.
        """
        if not self._sections:
            # a bare @: the digits as they are
            return Shown(self.show_text(general_text(value)))
        section, absolute = self._section(value)
        shown = section.show(value, absolute, since_1904)
        # blanks around the number are padding like _ and *, also where written as such
        text = shown.text.strip(" ")
        if not text and shown.untold is None:
            # ;;; hides the number; like hidden rows, it is read
            return Shown(general_text(value), value) if value else Shown("", untold=value)
        return shown if text == shown.text else shown._replace(text=text)

    def _section(self, value: Decimal) -> tuple[NumberSection, bool]:
        """Return the section a number is shown by, and whether without its sign."""
        sections = self._sections
        if self._conditions:
            for section in sections[:2]:
                if section.meets(value):
                    return section, section.below_zero
            rest = sections[-1] if len(sections) > 1 else sections[0]
            return rest, len(sections) == 2 and sections[0].not_below_zero
        if len(sections) > 1 and value < 0:
            return sections[1], True
        if len(sections) > 2 and value == 0:
            return sections[2], True
        return sections[0], False


@lru_cache(maxsize=1024)
def format_of(code: str) -> NumberFormat:
    """Return the format of a code, from the cache where it was used before."""
    return NumberFormat(code)


@lru_cache(maxsize=8192)
def show_number(raw: str, code: str, since_1904: bool = False) -> Shown:
    """Return what a table shows for a number as the file holds it.

    Args:
        raw: the number as written (``0.3``, ``1.5E-05``); what is none is shown as it is.
        code: the format code; empty means none.
        since_1904: whether its dates count from 1904.
    """
    value = number_of(raw)
    if value is None:
        return Shown(raw)
    if code in ("", "General"):
        return Shown(general_text(value), value)
    return format_of(code).show(value, since_1904)
