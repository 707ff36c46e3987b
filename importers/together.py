"""Several files of one department become one disclosure: texts, budget tables, target tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from importers.read import read_file
from model.document.disclosure import Disclosure
from model.document.report import ReadReport
from model.layout import Layout
from model.parts.merge import merge


def read_together(
    paths: Sequence[Path], layouts: Mapping[str, Layout], layout_id: str = ""
) -> tuple[Disclosure, ReadReport]:
    """Read files that belong together, such as a Word file and the workbook of its tables.

    Args:
        paths: the files, at least one.
        layouts: every form there is, by id.
        layout_id: the form to read by; found by itself when empty.

    Raises:
        ReadError: one of them cannot be read.
        LayoutError: no form has that id.
    """
    read = [read_file(path, layouts, layout_id) for path in paths]
    disclosure, notes = merge([one for one, _ in read])
    report = ReadReport(
        "、".join(one.source for _, one in read),
        next((one.layout for _, one in read if one.tables), read[0][1].layout),
        [origin for _, one in read for origin in one.tables],
        disclosure.unplaced,
        [*(note for _, one in read for note in one.notes), *notes],
        disclosure.comments,
        disclosure.doubts,
        alike=next((one.alike for _, one in read if one.alike), []),
    )
    return disclosure, report
