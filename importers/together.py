"""Several files of one department become one disclosure: texts, budget tables, target tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from importers.read import read_file
from model.document.disclosure import Disclosure
from model.document.report import ReadReport
from model.document.settling import open_doubts
from model.layout import Layout
from model.layout.publication_load import publication_of
from model.parts.merge import merge
from model.parts.whole import is_missing_note, still_missing


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
    form = next((one.layout for one, report in read if report.tables), layout_id)
    for place, (one, report) in enumerate(read):
        # a text without target tables is read by the form these are in: its headings are theirs
        if form and not report.tables and one.parts and one.layout != form and form in layouts:
            read[place] = read_file(paths[place], layouts, form)
    disclosure, notes = merge([one for one, _ in read])
    told = dict.fromkeys([*(note for _, one in read for note in one.notes), *notes])
    missing = set(still_missing(disclosure.parts, publication_of(disclosure.publication)))
    report = ReadReport(
        "、".join(one.source for _, one in read),
        next((one.layout for _, one in read if one.tables), read[0][1].layout),
        [origin for _, one in read for origin in one.tables],
        disclosure.unplaced,
        [note for note in told if not is_missing_note(note) or note in missing],
        disclosure.comments,
        list(open_doubts(disclosure)),
        list(dict.fromkeys(found for _, one in read for found in one.sources)),
        alike=next((one.alike for _, one in read if one.alike), []),
    )
    return disclosure, report
