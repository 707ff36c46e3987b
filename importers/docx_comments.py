"""The comments (批注) of a Word file."""

from __future__ import annotations

from lxml.etree import _Element

from importers.docx_context import Context, Remark
from importers.docx_text import TextReader


def read_remarks(root: _Element | None, context: Context) -> dict[str, Remark]:
    """Return author and text of each comment, by its id.

    Args:
        root: the root of the part ``comments``; None where the file has none.
        context: of the file.
    """
    w = context.names
    found: dict[str, Remark] = {}
    if root is None:
        return found
    reader = TextReader(context)
    for comment in root.iter(w["comment"]):
        text = "\n".join(reader.read(para).text for para in comment.iter(w["p"]))
        if text.strip():
            author = comment.get(w["author"], "")
            found[comment.get(w["id"], "")] = (author if author.strip() else "", text)
            context.spend(1, len(text))
    return found
