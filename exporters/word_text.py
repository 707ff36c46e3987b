"""Text as the XML of Word's runs and paragraphs, exact to the character."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from exporters.word_styles import CONTROL_STYLE_ID
from model.basics.controls import UNPRINTABLE, escape_controls

PLAIN = re.compile("[^\x00-\x20&<>\x80-\u2e7f\u3000\ud800-\udfff\ufffe\uffff]+")
"""Texts that match whole can stand in one bare run: nothing to escape, keep or hint."""

_ESCAPED = re.compile("[&<>]")
_CONTROLS = re.compile(f"({UNPRINTABLE.pattern}+)")
_CONTROLS_AND_TABS = re.compile(f"({UNPRINTABLE.pattern}+|\t)")
# quotes, dashes, ≥, × and the like stand in the Chinese and the Latin font alike: Word
# takes the Latin one, with its narrow quotes, unless it is told
_AMBIGUOUS = re.compile("[\xa0-\u2e7f]")
_HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'


def runs(line: str, tag: str = "w:t") -> str:
    """Return the runs of one line of text.

    Args:
        line: the text, without line breaks.
        tag: the element that holds it: ``w:t``, or ``w:instrText`` within a field.
    """
    if not line:
        return ""
    shown = tag == "w:t"
    properties = _HINT if shown and _AMBIGUOUS.search(line) else ""
    separators = _CONTROLS_AND_TABS if shown else _CONTROLS
    if not separators.search(line):
        return f"<w:r>{properties}{_element(line, tag)}</w:r>"
    # every other piece is a tab or control characters
    pieces = separators.split(line)
    out = []
    for number, piece in enumerate(pieces):
        if not number % 2:
            if piece:
                out.append(f"<w:r>{properties}{_element(piece, tag)}</w:r>")
        elif piece == "\t":
            out.append(f"<w:r>{properties}<w:tab/></w:r>")
        else:
            style = f'<w:rPr><w:rStyle w:val="{CONTROL_STYLE_ID}"/></w:rPr>'
            out.append(f"<w:r>{style}{_element(escape_controls(piece), tag)}</w:r>")
    return "".join(out)


def _element(text: str, tag: str) -> str:
    if _ESCAPED.search(text):
        text = escape(text)
    keep = tag != "w:t" or text != text.strip() or "  " in text
    return f'<{tag} xml:space="preserve">{text}</{tag}>' if keep else f"<{tag}>{text}</{tag}>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph.

    Args:
        style: the style's id.
        content: the XML of its runs.
        properties: further XML of its properties, behind the style.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(instruction: str) -> str:
    """Return a field that shows nothing, such as ``TC``."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + runs(f" {instruction} ", "w:instrText")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def quoted(text: str) -> str:
    """Return a text as an argument of a field."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def bookmarked(number: int, content: str) -> str:
    """Return runs with a bookmark around them."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(number)}"/>'
        f'{content}<w:bookmarkEnd w:id="{number}"/>'
    )


def bookmark_name(number: int) -> str:
    """Return the name of a bookmark; the underscore hides it from Word's list."""
    return f"_Toc{number:09d}"
