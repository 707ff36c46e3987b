"""What stands around a Word file's text: its headers and footers, its title in the properties."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from importers.docx_xml import WordPackage
from model.basics.errors import ReadError
from model.printing.grid import Paragraph

_PLACES = {"header": "页眉", "footer": "页脚"}
_MOST = 40
"""So many headers and footers of a file are looked at: every section may have six."""
_LONGEST = 400


def read_around(package: WordPackage) -> list[Paragraph]:
    """Return a Word file's headers and footers, each text once, and the title it gives itself.

    What cannot be read is left out: nothing of the form stands there.
    """
    try:
        found = [*_pages(package), *_title(package)]
    except (ReadError, etree.LxmlError, ValueError):
        return []
    return list({one.text: one for one in found}.values())


def _pages(package: WordPackage) -> Iterator[Paragraph]:
    parts = dict.fromkeys(package.targets(package.main).values())
    named = [(part, _place(part)) for part in parts]
    for part, place in [one for one in named if one[1]][:_MOST]:
        root = package.tree(part)
        for line in () if root is None else root.iter("{*}p"):
            text = "".join(piece.text or "" for piece in line.iter("{*}t")).strip()
            if text and len(text) <= _LONGEST:
                yield Paragraph(text, where=place)


def _place(part: str) -> str:
    name = posixpath.basename(part)
    return next((place for kind, place in _PLACES.items() if name.startswith(kind)), "")


def _title(package: WordPackage) -> Iterator[Paragraph]:
    root = package.tree(package.related("").get("core-properties"))
    for title in () if root is None else root.iter("{*}title"):
        if title.text and title.text.strip() and len(title.text) <= _LONGEST:
            yield Paragraph(title.text.strip(), where="文件属性里的标题")
