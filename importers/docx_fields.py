"""Fields of Word: their instructions are no text, their results are."""

from __future__ import annotations

import re

from lxml.etree import _Element
from msgspec import Struct, field

from importers.docx_xml import Names, is_on, whole_number

DEFAULT_LIST = "C"
"""The list of contents a ``TC`` field goes to when it names none."""

_DEEPEST = 100
"""Fields within one another; Word allows 20."""

_KIND = re.compile(r"\s*([A-Za-z]+)")
# LibreOffice leaves quotes within the text as they are: the last one before a switch ends it
_TOKEN = re.compile(
    r'"((?:[^"\\]|\\.|"(?!\s*(?:\\[A-Za-z]|$)))*)"?|(\\[A-Za-z][^\s\\"]*|[^\s"]+)',
    re.DOTALL,
)
_ESCAPE = re.compile(r'\\(["\\])')
_OVERSTRIKE = re.compile(r"\\o(?:\\a[clr])*\((.),(.{1,200})\)", re.IGNORECASE | re.DOTALL)
_FRACTION = re.compile(r"\\f\(([^(),]*),([^(),]*)\)", re.IGNORECASE)
_NO_RESULT = {"TC", "XE", "TA", "RD", "SET", "ASK"}
"""Fields that only mark a place: what they hold is not on the page."""


def field_kind(code: str) -> str:
    """Return a field's name in capitals (``TC``, ``TOC``, ``PAGEREF``)."""
    found = _KIND.match(code)
    return found[1].upper() if found else ""


def parse_entry(code: str) -> tuple[str, str] | None:
    r"""Return (list, text) of a ``TC`` instruction: ``TC "text" \f C \l 1``."""
    kind = _KIND.match(code)
    begin = kind.end() if kind else 0
    tokens = [(m[1], m[2] or "") for m in _TOKEN.finditer(code, begin)]
    text: str | None = None
    letter, wanted = DEFAULT_LIST, ""
    for quoted, bare in tokens:
        value = bare if quoted is None else _ESCAPE.sub(r"\1", quoted)
        if quoted is None and len(bare) > 1 and bare.startswith("\\"):
            switch, value = bare[1].lower(), bare[2:]
            wanted = "" if value else switch
            if value and switch == "f":
                letter = value
        elif wanted in ("f", "l"):
            letter = value if wanted == "f" else letter
            wanted = ""
        elif text is None:
            text = value
    return (letter, text) if text else None


def equation_text(code: str) -> str | None:
    r"""Return what an ``EQ`` field shows: an enclosed character, a fraction; else None.

    Word's 带圈字符 writes ``eq \o\ac(○,1)``, which has no result of its own.
    """
    code = "".join(code.split())
    found = _OVERSTRIKE.search(code)
    if found:
        frame, inner = found[1], found[2]
        return _enclosed(inner) if frame in "○◯〇" else inner
    found = _FRACTION.search(code)
    return f"{found[1]}/{found[2]}" if found else None


def _enclosed(inner: str) -> str:
    if inner.isdecimal() and 1 <= int(inner) <= 20:
        return chr(0x2460 + int(inner) - 1)
    if len(inner) == 1 and "a" <= inner <= "z":
        return chr(0x24D0 + ord(inner) - ord("a"))
    if len(inner) == 1 and "A" <= inner <= "Z":
        return chr(0x24B6 + ord(inner) - ord("A"))
    return inner


def form_text(data: _Element, names: Names) -> str:
    """Return what a form field without a result shows: a tick box or the chosen entry."""
    box = data.find(names["checkBox"])
    if box is not None:
        state = box.find(names["checked"])
        state = box.find(names["default"]) if state is None else state
        return "☒" if state is not None and is_on(state, names) else "☐"
    choices = data.find(names["ddList"])
    if choices is None:
        return ""
    chosen = choices.find(names["result"])
    chosen = choices.find(names["default"]) if chosen is None else chosen
    index = 0 if chosen is None else whole_number(chosen.get(names["val"]), 0)
    entries = [entry.get(names["val"], "") for entry in choices.iterchildren(names["listEntry"])]
    return entries[index] if index < len(entries) else ""


class _Field(Struct):
    """An open field; ``spilled`` is plain text where only instructions belong."""

    code: list[str] = field(default_factory=list)
    spilled: list[str] = field(default_factory=list)
    in_result: bool = False
    kind: str = ""
    shown: bool = False
    form: _Element | None = None


class FieldEnd(Struct, frozen=True):
    """What came of a field.

    Attributes:
        entry: what it gives to a table of contents, as (list, text).
        text: what it shows without having a result.
        unread: its instruction, where it shows something that could not be told.
    """

    entry: tuple[str, str] | None = None
    text: str = ""
    unread: str = ""


class Fields:
    """The fields open at a place of the text; they nest.

    Args:
        watch_contents: whether results of tables of contents are to be told apart.

    Attributes:
        contents: how many tables of contents this place is in the result of.
        saw_contents: set when a table of contents begins or ends.
    """

    def __init__(self, watch_contents: bool = True) -> None:
        self._watch_contents = watch_contents
        self._open: list[_Field] = []
        self.contents = 0
        self.saw_contents = False

    def begin(self, form: _Element | None = None) -> None:
        """Begin a field; ``form`` is its w:ffData."""
        if len(self._open) < _DEEPEST:
            self._open.append(_Field(form=form))

    def begin_simple(self, code: str) -> None:
        """Begin a w:fldSimple, whose instruction is known at once."""
        if len(self._open) < _DEEPEST:
            self._open.append(_Field(code=[code]))
            self.separate()

    def instruction(self, text: str) -> None:
        """Take a piece of an instruction."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].code.append(text)

    def separate(self) -> None:
        """Go from a field's instruction to its result."""
        if self._open and not self._open[-1].in_result:
            top = self._open[-1]
            top.in_result = True
            top.kind = field_kind("".join(top.code))
            if top.kind == "TOC" and self._watch_contents:
                self.contents += 1
                self.saw_contents = True

    def end(self, names: Names) -> FieldEnd:
        """End the innermost field; return what came of it."""
        if not self._open:
            return FieldEnd()
        top = self._open.pop()
        code = "".join(top.code).strip()
        kind = field_kind(code)
        if kind == "TOC" and self._watch_contents:
            self.contents -= top.in_result
            self.saw_contents = True
        if kind == "TC":
            return FieldEnd(entry=parse_entry(code))
        if top.shown:
            return FieldEnd()
        if top.form is not None:
            return FieldEnd(text=form_text(top.form, names))
        if kind == "EQ":
            text = equation_text(code)
            return FieldEnd(unread=code) if text is None else FieldEnd(text=text)
        return FieldEnd()

    def takes(self, text: str) -> bool:
        """Return whether text at this place is not on the page but a field's own.

        The result of a field within an instruction is part of that instruction.
        """
        if not self._open:
            return False
        for frame in reversed(self._open):
            if not frame.in_result:
                frame.code.append(text)
                if frame is self._open[-1]:
                    frame.spilled.append(text)
                return True
            if frame.kind in _NO_RESULT:
                return True
        for frame in self._open:
            frame.shown = True
        return False

    def spilled(self) -> str:
        """Give up fields that never came to a result; return the text they swallowed.

        Only broken files hold plain text in an instruction. Losing it would be worse.
        """
        if not self._open:
            return ""
        text = "".join("".join(frame.spilled) for frame in self._open if not frame.in_result)
        if text:
            self._open = [frame for frame in self._open if frame.in_result]
        return text

    def leave(self) -> None:
        """Forget all open fields: none reaches over a table."""
        self._open.clear()
        self.contents = 0
