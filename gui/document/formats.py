"""The formats the window writes: those of `exporters.formats`, and PDF, which Qt paints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.formats import FORMATS as WRITTEN
from exporters.formats import Format

if TYPE_CHECKING:
    from exporters.formats import Write


def _pdf() -> Write:
    from gui.pages.pdf import export_pdf

    return export_pdf


FORMATS = {
    **WRITTEN,
    "pdf": Format(
        "PDF",
        ".pdf",
        "PDF 文件",
        "导出与打印一样的 PDF 文件",
        ("Ctrl+Shift+P", "F"),
        _pdf,
        # it reports its progress itself
        passes=0,
    ),
}
