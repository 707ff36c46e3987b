"""The whole 绩效文本 as a Word file: cover, contents, the department's text, the tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import jinja2

from exporters.atomic import replacing
from exporters.word_body import BodyWriter
from exporters.word_pages import Paginator
from exporters.word_styles import (
    CELL_END,
    CELL_SIDE,
    CONTROL_STYLE_ID,
    Stylesheet,
    stylesheet,
    twips,
)
from exporters.word_table import TableWriter
from model.controls import CONTROL_STYLE, UNPRINTABLE
from model.disclosure import Disclosure
from model.layout import Layout
from model.outline import outline

_TEMPLATES = Path(__file__).resolve().parent.parent / "assets" / "word"
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "rels.xml",
    "docProps/core.xml": "core.xml",
    "docProps/app.xml": "app.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "font_table.xml",
    "word/styles.xml": "styles.xml",
    "word/footer1.xml": "footer.xml",
    "word/document.xml": "document.xml",
}
"""Parts of the package, in its order, and the templates they come from."""

_CHUNK = 256 * 1024
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
    plan = Paginator(layout, sheet).walk(outline(disclosure, layout, day))
    templates = _environment()
    body = BodyWriter(plan, sheet, TableWriter(layout, sheet), templates)
    facts = _facts(disclosure, layout, sheet, day)
    facts["body"] = body.pieces(outline(disclosure, layout, day))
    with (
        replacing(target) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package,
    ):
        for name, template in _PARTS.items():
            _write_part(package, name, templates.get_template(template).generate(facts))


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def _write_part(package: zipfile.ZipFile, name: str, stream: Iterable[str]) -> None:
    """Write a part as it is made, never holding more than a chunk of it."""
    # a name, not a ZipInfo: such members all carry the date 1980-01-01
    with package.open(name, "w") as part:
        buffer = io.StringIO()
        for piece in stream:
            buffer.write(piece)
            if buffer.tell() >= _CHUNK:
                part.write(buffer.getvalue().encode())
                buffer = io.StringIO()
        part.write(buffer.getvalue().encode())


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
        "control_style": CONTROL_STYLE,
        "control_style_id": CONTROL_STYLE_ID,
        "cell_side": twips(CELL_SIDE),
        "cell_end": twips(CELL_END),
        "text_width": twips(sheet.width),
    }
