"""The formats a disclosure is written in: one table for command line, window and 汇总."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    # the window's menus are made from this table before anything else is loaded
    from model.document.disclosure import Disclosure
    from model.layout import Layout

    Write = Callable[[Disclosure, Layout, Path], None]


class Format(NamedTuple):
    """A format of output.

    Attributes:
        name: what a clerk calls the program that opens it.
        extension: of its files, with the dot.
        words: what its files are called in file dialogs.
        tip: what it is for.
        keys: the shortcut, and the letter of the menu.
        writer: returns what writes it; called before the writing begins, since it imports.
        passes: how often the writer goes through the target tables.
    """

    name: str
    extension: str
    words: str
    tip: str
    keys: tuple[str, str]
    writer: Callable[[], Write]
    passes: int = 1


def _word() -> Write:
    from exporters.word import write_word

    return write_word


def _excel() -> Write:
    from exporters.excel import write_excel

    return write_excel


FORMATS = {
    "word": Format(
        "Word",
        ".docx",
        "Word 文档",
        "导出公开用的 Word 绩效文本",
        ("Ctrl+Shift+W", "W"),
        _word,
    ),
    "excel": Format(
        "Excel",
        ".xlsx",
        "Excel 工作簿",
        "导出报财政部门的 Excel 工作簿",
        ("Ctrl+Shift+E", "X"),
        _excel,
        passes=6,
    ),
}
