"""Writes OFD files for tests, in the many ways writers do."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from importers.ofd.geometry import POINTS
from tests.importers.pdf.kit import SIZE, Line, Table

NAMESPACE = "http://www.ofdspec.org/2016"
SEEN = '<StrokeColor Value="0 0 0"/>'


def mm(points: float) -> str:
    """Return millimetres as a file holds them."""
    return f"{points / POINTS:.3f}"


def text(x: float, y: float, words: str, size: float = SIZE, more: str = "") -> str:
    """Return a TextObject whose first letter's upper left corner is at a place, in points.

    Args:
        x, y: the place.
        words: what it says; distances are written as DeltaX.
        size: its type size in points.
        more: further attributes.
    """
    steps = [mm(size if char > "\u2e80" else size / 2) for char in words[:-1]]
    delta = f' DeltaX="{" ".join(steps)}"' if steps else ""
    code = f'<ofd:TextCode X="0" Y="{mm(size * 0.88)}"{delta}>{escape(words)}</ofd:TextCode>'
    return _text_object(x, y, len(words) * size, size, code, more)


def _text_object(x: float, y: float, width: float, size: float, code: str, more: str) -> str:
    box = f"{mm(x)} {mm(y)} {mm(width)} {mm(size)}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{box}" Font="2" Size="{mm(size)}" {more}>'
        f"{code}</ofd:TextObject>"
    )


def short_text(x: float, y: float, words: str, size: float = SIZE) -> str:
    """Return a TextObject of Chinese letters only, its distances as ``g n v``, turned by CTM."""
    delta = f' DeltaX="g {len(words) - 1} {mm(size / 2)}"' if len(words) > 1 else ""
    code = f'<ofd:TextCode X="0" Y="{mm(size * 0.44)}"{delta}>{escape(words)}</ofd:TextCode>'
    box = f"{mm(x)} {mm(y)} {mm(len(words) * size)} {mm(size)}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{box}" Font="2" Size="{mm(size / 2)}" CTM="2 0 0 2 0 0">'
        f"{code}</ofd:TextObject>"
    )


def line(side: Line, more: str = "", inner: str = SEEN) -> str:
    """Return a PathObject that strokes a line."""
    x0, y0, x1, y1 = side
    data = f"M 0 0 L {mm(x1 - x0)} {mm(y1 - y0)}"
    box = f"{mm(x0)} {mm(y0)} {mm(max(1, x1 - x0))} {mm(max(1, y1 - y0))}"
    return (
        f'<ofd:PathObject ID="1" Boundary="{box}" LineWidth="0.2" {more}>{_named(inner)}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def box(side: Line) -> str:
    """Return a PathObject that fills a slim box."""
    x0, y0, x1, y1 = side
    width, height = x1 - x0 + 0.5, y1 - y0 + 0.5
    data = f"M 0 0 L {mm(width)} 0 L {mm(width)} {mm(height)} L 0 {mm(height)} C"
    place = f"{mm(x0 - 0.25)} {mm(y0 - 0.25)} {mm(width)} {mm(height)}"
    return (
        f'<ofd:PathObject ID="1" Boundary="{place}" Stroke="false" Fill="true">'
        f'<ofd:FillColor Value="0 0 0"/><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


def _named(inner: str) -> str:
    return inner.replace("<", "<ofd:").replace("<ofd:/", "</ofd:")


def rules(table: Table) -> str:
    """Return a table's rules as strokes."""
    return "".join(line(side) for side in table.sides())


def words(table: Table, write: object = text) -> str:
    """Return a table's texts."""
    assert callable(write)
    return "".join(
        str(write(table.xs[col] + 4, table.ys[row] + 3 + number * SIZE * 1.3, part))
        for row, col, _, _, whole in table.cells
        for number, part in enumerate(whole.split("\n"))
        if part
    )


def page(objects: str, head: str = "", layer: str = "") -> str:
    """Return a page's part."""
    return (
        f"<ofd:Page xmlns:ofd={quoteattr(NAMESPACE)}>{head}<ofd:Content>"
        f'<ofd:Layer ID="1" {layer}>{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def write(
    path: Path,
    pages: Sequence[str],
    *,
    resources: str = "",
    template: str = "",
    absolute: bool = False,
    namespace: str = NAMESPACE,
    bodies: int = 1,
) -> Path:
    """Write a file.

    Args:
        path: the file.
        pages: their parts; each body takes its share.
        resources: what stands in the public resources.
        template: the part of a template page, of id 7.
        absolute: whether locations are absolute.
        namespace: of all elements.
        bodies: how many documents the file holds.
    """
    parts: dict[str, str] = {}
    share = len(pages) // bodies
    roots = ""
    for body in range(bodies):
        folder = f"Doc_{body}"
        base = f"/{folder}/" if absolute else ""
        own = pages[body * share : (body + 1) * share]
        places = ""
        for number, content in enumerate(own):
            parts[f"{folder}/Pages/Page_{number}/Content.xml"] = content
            places += (
                f'<ofd:Page ID="{number + 20}" BaseLoc="{base}Pages/Page_{number}/Content.xml"/>'
            )
        common = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        if resources:
            parts[f"{folder}/PublicRes.xml"] = (
                f"<ofd:Res xmlns:ofd={quoteattr(NAMESPACE)}>{resources}</ofd:Res>"
            )
            common += f"<ofd:PublicRes>{base}PublicRes.xml</ofd:PublicRes>"
        if template:
            parts[f"{folder}/Tpls/Tpl_0/Content.xml"] = template
            common += f'<ofd:TemplatePage ID="7" BaseLoc="{base}Tpls/Tpl_0/Content.xml"/>'
        parts[f"{folder}/Document.xml"] = (
            f"<ofd:Document xmlns:ofd={quoteattr(NAMESPACE)}><ofd:CommonData>{common}"
            f"</ofd:CommonData><ofd:Pages>{places}</ofd:Pages></ofd:Document>"
        )
        slash = "/" if absolute else ""
        roots += (
            f"<ofd:DocBody><ofd:DocRoot>{slash}{folder}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        )
    parts["OFD.xml"] = f"<ofd:OFD xmlns:ofd={quoteattr(NAMESPACE)}>{roots}</ofd:OFD>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part.replace(NAMESPACE, namespace))
    return path
