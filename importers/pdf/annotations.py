"""What is stuck onto a page: filled-in form fields, remarks, strokes through text."""

from __future__ import annotations

import ctypes
from typing import Any

from msgspec import Struct, field
from pypdfium2 import raw

from model.document.comments import Comment

_MOST = 5000
_REMARKS = frozenset(
    (
        raw.FPDF_ANNOT_TEXT,
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_UNDERLINE,
        raw.FPDF_ANNOT_SQUIGGLY,
        raw.FPDF_ANNOT_STRIKEOUT,
        raw.FPDF_ANNOT_CARET,
        raw.FPDF_ANNOT_SQUARE,
        raw.FPDF_ANNOT_CIRCLE,
        raw.FPDF_ANNOT_INK,
    )
)
_SHOWN = frozenset((raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT))


class Remarks(Struct):
    """What stands on a page beside its content.

    Attributes:
        to_flatten: it shows text (form fields, typewriter) that must be put into the page.
        comments: what somebody remarked.
        struck: boxes (left, bottom, right, top) of text struck out.
    """

    to_flatten: bool = False
    comments: list[Comment] = field(default_factory=list)
    struck: list[tuple[float, float, float, float]] = field(default_factory=list)


def read_annotations(page: Any, number: int) -> Remarks:
    """Return the remarks on a page.

    Args:
        page: a ``pypdfium2.PdfPage``.
        number: of the page, from 1.
    """
    remarks = Remarks()
    for index in range(min(_MOST, raw.FPDFPage_GetAnnotCount(page.raw))):
        item = raw.FPDFPage_GetAnnot(page.raw, index)
        if not item:
            continue
        try:
            _read(item, number, remarks)
        finally:
            raw.FPDFPage_CloseAnnot(item)
    return remarks


def _read(item: Any, number: int, remarks: Remarks) -> None:
    kind = raw.FPDFAnnot_GetSubtype(item)
    if raw.FPDFAnnot_GetFlags(item) & raw.FPDF_ANNOT_FLAG_HIDDEN:
        return
    if kind in _SHOWN:
        remarks.to_flatten = True
    if kind == raw.FPDF_ANNOT_STRIKEOUT:
        box = raw.FS_RECTF()
        if raw.FPDFAnnot_GetRect(item, box):
            remarks.struck.append((box.left, box.bottom, box.right, box.top))
    if kind in _REMARKS:
        text = _string(item, b"Contents").strip()
        if text:
            author = _string(item, b"T").strip()
            remarks.comments.append(Comment(text, author, f"第{number}页"))


def _string(item: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(item, key, None, 0)
    if size <= 2:
        return ""
    held = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFAnnot_GetStringValue(item, key, pointer, size)
    text = held.raw[: size - 2].decode("utf-16-le", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
