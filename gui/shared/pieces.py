"""The pieces of a text before and after a change, short enough for a row of a list."""

from __future__ import annotations

from collections.abc import Iterable

from model.compare.runs import Run, text_runs

Piece = tuple[str, bool]
"""Some text, and whether it goes or comes."""

_AROUND = 8
"""So many characters that stay are shown on each side of a change."""
_LONG = 60
"""A longer piece that changed is cut in its middle."""
_BLANKS = dict.fromkeys(map(ord, " \u3000\u00a0\u2002\u2003\u2009\u200b\ufeff"), "␣")
_SIGNS = {ord("\n"): "↵", ord("\r"): None, ord("\t"): "→"}
_CONTROLS = {code: chr(0x2400 + code) for code in range(32)} | _SIGNS


def before_pieces(before: str, after: str, whole: bool = False) -> list[Piece]:
    """Return the text before, what goes from it being marked.

    Args:
        before: the text before.
        after: the text after.
        whole: all of it, on as many lines as it has; otherwise only what stands round the
            changes, on one line.
    """
    return _pieces(text_runs(before, after), "delete", whole)


def after_pieces(before: str, after: str, whole: bool = False) -> list[Piece]:
    """Return the text after, what comes into it being marked; see `before_pieces`."""
    return _pieces(text_runs(before, after), "insert", whole)


def plain(pieces: Iterable[Piece]) -> str:
    """Return the pieces as one text."""
    return "".join(text for text, _ in pieces) or "（空）"


def _pieces(runs: tuple[Run, ...], kind: str, whole: bool) -> list[Piece]:
    pieces = []
    for place, run in enumerate(runs):
        if run.kind == kind:
            pieces.append((_visible(run.text, whole), True))
        elif run.kind == "equal":
            text = run.text if whole else _cut(run.text, place, len(runs))
            pieces.append((text, False))
    return pieces


def _visible(text: str, whole: bool) -> str:
    """Return a text that changed, with signs for what else would not be seen."""
    if not whole and len(text) > _LONG:
        text = f"{text[: _LONG // 2]}…{text[-_LONG // 2 :]}"
    newline = "↵\n" if whole else "↵"
    return text.translate(_BLANKS).translate(_CONTROLS).replace("↵", newline)


def _cut(text: str, place: int, count: int) -> str:
    """Return a text that stayed, cut to what stands beside a change."""
    first, last = place == 0, place == count - 1
    if first and last:
        cut = text if len(text) <= _LONG else text[:_LONG] + "…"
    elif first:
        cut = text if len(text) <= _AROUND + 1 else "…" + text[-_AROUND:]
    elif last:
        cut = text if len(text) <= _LONG else text[:_LONG] + "…"
    elif len(text) <= 2 * _AROUND + 1:
        cut = text
    else:
        cut = f"{text[:_AROUND]}…{text[-_AROUND:]}"
    return cut.translate(_CONTROLS)
