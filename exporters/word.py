"""The whole 绩效文本 as a Word file: cover, contents, the department's text, the tables."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import IO

import jinja2

from exporters.atomic import replacing
from exporters.word_body import COVER, BodyWriter, cover, styled
from exporters.word_pages import Entry
from exporters.word_styles import (
    CELL_END,
    CELL_SIDE,
    CONTROL_STYLE_ID,
    Stylesheet,
    stylesheet,
    twips,
)
from exporters.word_text import bookmark_name, runs
from model.basics.assets import asset
from model.basics.controls import CONTROL_STYLE, UNPRINTABLE
from model.basics.errors import WriteError
from model.basics.version import PROGRAM
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.parts.outline import document_outline
from model.parts.own import PART_ROLE
from model.printing.grid import Grid, Paragraph

_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "rels.xml",
    "docProps/core.xml": "core.xml",
    "docProps/app.xml": "app.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "font_table.xml",
    "word/theme/theme1.xml": "theme.xml",
    "word/styles.xml": "styles.xml",
    "word/footer1.xml": "footer.xml",
}
"""Parts of the package beside the document itself, and the templates they come from."""

_CHUNK = 256 * 1024
_SPOOL = 8 * 1024 * 1024
"""Bodies up to this size wait in memory for their contents pages, larger ones on disk."""

_MOST = 2**31 - 1
"""A part larger than this needs a zip format that Word does not open."""

_FRONT = ("cover-", "contents-", "whole-")
"""How the roles of the blocks before the text begin."""

_LEVEL = 1
"""The fastest deflate: table XML repeats itself so much that more effort gains little."""


def write_word(
    disclosure: Disclosure, layout: Layout, target: Path, today: date | None = None
) -> None:
    """Write a disclosure as one Word file in a form.

    The same disclosure on the same day gives the same bytes.

    Args:
        disclosure: what to write.
        layout: the form to write it in.
        target: the file, replaced only when the new one is complete.
        today: the day on the cover; by default the day of the call.

    Raises:
        WriteError: the target cannot be written; what stood there is untouched.
        LayoutError: the layout lacks what a Word file needs.
    """
    day = today or date.today()
    sheet = stylesheet(layout)
    front, rest = _split(document_outline(disclosure, layout, day))
    writer = BodyWriter(layout, sheet)
    templates = _environment()
    facts = _facts(disclosure, layout, sheet, day)
    with (
        replacing(target) as file,
        tempfile.SpooledTemporaryFile(_SPOOL) as body,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package,
    ):
        # the contents pages come first, but their page numbers only when all is set
        for chunk in _chunks(writer.pieces(rest)):
            body.write(chunk)
        for name, template in _PARTS.items():
            _write_part(package, name, _chunks(templates.get_template(template).generate(facts)))
        facts |= _front(front, sheet, writer.pages.entries)
        _write_part(
            package,
            "word/document.xml",
            chain(
                _chunks(templates.get_template("document_start.xml").generate(facts)),
                _spooled(body),
                _chunks(templates.get_template("document_end.xml").generate(facts)),
            ),
        )


def _split(
    blocks: Iterator[Paragraph | Grid],
) -> tuple[list[Paragraph], Iterator[Paragraph | Grid]]:
    """Return the blocks before the first part (cover and contents), and the others."""
    front: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Grid) or block.role == PART_ROLE or not block.role.startswith(_FRONT):
            return front, chain([block], blocks)
        front.append(block)
    return front, blocks


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: asset("word", name).read_text("utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def _chunks(pieces: Iterable[str]) -> Iterator[bytes]:
    """Gather pieces of text into chunks worth compressing, never holding more than one."""
    gathered: list[str] = []
    size = 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield "".join(gathered).encode()
            gathered.clear()
            size = 0
    yield "".join(gathered).encode()


def _spooled(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk


def _write_part(package: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> None:
    size = 0
    # a name, not a ZipInfo: such members all carry the date 1980-01-01
    with package.open(name, "w") as part:
        for chunk in chunks:
            size += len(chunk)
            if size > _MOST:
                raise WriteError("内容太多，一个 Word 文件装不下", advice="请分成几个文件导出")
            part.write(chunk)


def _front(blocks: list[Paragraph], sheet: Stylesheet, entries: list[Entry]) -> dict[str, object]:
    """Return what the pages before the text are made of."""
    on_cover = [block for block in blocks if block.role in COVER]
    lists: dict[str, list[Entry]] = {}
    for entry in entries:
        lists.setdefault(entry.list, []).append(entry)
    return {
        "cover": cover(sheet, on_cover),
        "contents": [block for block in blocks if block.role not in COVER],
        "front": bool(blocks),
        "lists": lists,
        "styled": styled,
        "runs": runs,
        "bookmark": bookmark_name,
    }


def _facts(
    disclosure: Disclosure, layout: Layout, sheet: Stylesheet, day: date
) -> dict[str, object]:
    """Return what the templates of all parts may name."""
    year = "" if disclosure.year is None else str(disclosure.year)
    title = disclosure.department.name + layout.document.cover_title.format(year=year)
    before, _, after = layout.page.footer.partition("{page}")
    return {
        "sheet": sheet,
        "footer_before": before,
        "footer_after": after,
        "footer_field": "{page}" in layout.page.footer,
        "title": " ".join(UNPRINTABLE.sub("", title).split()),
        "department": " ".join(UNPRINTABLE.sub("", disclosure.department.name).split()),
        "day": day.isoformat(),
        "program": PROGRAM,
        "control_style": CONTROL_STYLE,
        "control_style_id": CONTROL_STYLE_ID,
        "cell_side": twips(CELL_SIDE),
        "cell_end": twips(CELL_END),
        "text_width": twips(sheet.width),
    }
