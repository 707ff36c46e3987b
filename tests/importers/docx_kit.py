"""Builds Word packages from raw XML, for what no library writes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = {
    TRANSITIONAL: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_MATH = {
    TRANSITIONAL: "http://schemas.openxmlformats.org/officeDocument/2006/math",
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/math",
}
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, properties: str = "") -> str:
    """Return a w:r with one text."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*runs: str, style: str = "", properties: str = "") -> str:
    """Return a w:p of runs (XML) or plain texts."""
    named = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    inner = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{inner}{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def cell(*blocks: str, span: int = 1, merge: str = "", properties: str = "") -> str:
    """Return a w:tc of blocks (XML) or plain texts; ``merge`` is a w:vMerge's value."""
    inner = f'<w:gridSpan w:val="{span}"/>' if span != 1 else ""
    inner += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    texts = [block if block.startswith("<") else para(block) for block in blocks or ("<w:p/>",)]
    return f"<w:tc><w:tcPr>{inner}{properties}</w:tcPr>{''.join(texts)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a w:tr of cells (XML) or plain texts."""
    inner = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{inner}{''.join(c if c.startswith('<') else cell(c) for c in cells)}</w:tr>"


def table(*rows: str, columns: int = 0) -> str:
    """Return a w:tbl of rows; with ``columns``, with a grid LibreOffice can lay out."""
    grid = '<w:gridCol w:w="900"/>' * columns
    head = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def mark(kind: str) -> str:
    """Return a run with a field mark: begin, separate or end."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(*pieces: str) -> str:
    """Return runs of a field's instruction."""
    return "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(piece)}</w:instrText></w:r>'
        for piece in pieces
    )


def complex_field(*pieces: str, result: str = "") -> str:
    """Return a whole complex field; ``result`` is XML."""
    middle = mark("separate") + result if result else ""
    return mark("begin") + code(*pieces) + middle + mark("end")


def style(style_id: str, name: str, inner: str = "", kind: str = "paragraph") -> str:
    """Return a custom w:style."""
    return (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId={quoteattr(style_id)}>'
        f"<w:name w:val={quoteattr(name)}/>{inner}</w:style>"
    )


def level(depth: int, fmt: str, text: str, inner: str = "", start: int = 1) -> str:
    """Return a w:lvl."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{inner}'
        f"<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
    )


def numbering(abstracts: Iterable[tuple[str, str]], lists: Iterable[tuple[str, str, str]]) -> str:
    """Return what stands in a numbering part: (id, levels) and (id, abstract id, overrides)."""
    found = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
        for number, levels in abstracts
    )
    return found + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
        for number, abstract, overrides in lists
    )


def list_ref(list_id: str | int, depth: int = 0) -> str:
    """Return the w:numPr of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'


def write_docx(
    path: Path,
    body: str,
    *,
    styles: str = "",
    numbers: str = "",
    namespace: str = TRANSITIONAL,
    main: str = "word/document.xml",
    more: dict[str, bytes] | None = None,
) -> Path:
    """Write a Word package with the given insides of its parts; return its path."""
    folder, _, name = main.rpartition("/")
    declared = (
        f'xmlns:w="{namespace}" xmlns:m="{_MATH[namespace]}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    parts = {
        main: f"<w:document {declared}><w:body>{body}</w:body></w:document>",
        f"{folder}/styles.xml": f"<w:styles {declared}>{styles}</w:styles>",
        f"{folder}/numbering.xml": f"<w:numbering {declared}>{numbers}</w:numbering>",
        "_rels/.rels": _relations(namespace, {"officeDocument": main}),
        f"{folder}/_rels/{name}.rels": _relations(
            namespace, {"styles": "styles.xml", "numbering": "numbering.xml"}
        ),
        "[Content_Types].xml": _content_types(folder, main),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, xml in parts.items():
            package.writestr(part, head + xml)
        for part, data in (more or {}).items():
            package.writestr(part, data)
    return path


def _relations(namespace: str, targets: dict[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{kind}" Type="{_OFFICE[namespace]}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{inner}</Relationships>'


def _content_types(folder: str, main: str) -> str:
    types = {main: "document.main", f"{folder}/styles.xml": "styles"}
    types[f"{folder}/numbering.xml"] = "numbering"
    inner = "".join(
        f'<Override PartName="/{part}" ContentType="{_CONTENT}.{kind}+xml"/>'
        for part, kind in types.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    )
