"""A comparison of two files as HTML or Excel, the changed characters marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import jinja2

from exporters.atomic import replacing
from exporters.comparereport_excel import write_excel_comparison
from model.basics.assets import asset
from model.basics.controls import escape_controls
from model.basics.errors import WriteError
from model.compare.compare import Progress
from model.compare.differences import WORDS, Difference, ProjectPart
from model.compare.report import CompareReport, count_words, heading, matched_by
from model.compare.runs import Run
from model.compare.visible import visible, without_long_stretches

TITLE = "绩效文本对照报告"


def write_comparison(
    report: CompareReport,
    target: Path,
    today: date | None = None,
    progress: Progress | None = None,
) -> None:
    """Write a comparison; the target's extension says as what.

    Args:
        report: the two files and what differs.
        target: ``.html`` or ``.xlsx``; replaced only when the new one is complete.
        today: the day of the report; by default the day of the call.
        progress: called with (done, total) projects; may raise to stop.

    Raises:
        WriteError: the target cannot be written, or has another extension.
    """
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        known = "、".join(_WRITERS)
        raise WriteError("对照报告写不成这种文件", str(target), f"文件名请以 {known} 结尾")
    parts = _watched(report.parts, progress or (lambda _done, _total: None))
    write(report, parts, target, today or date.today())


def _watched(parts: list[ProjectPart], progress: Progress) -> Iterator[ProjectPart]:
    for done, part in enumerate(parts):
        progress(done, len(parts))
        yield part


def _write_html(
    report: CompareReport, parts: Iterator[ProjectPart], target: Path, day: date
) -> None:
    facts = {
        "parts": parts,
        "title": TITLE,
        "report": report,
        "day": _chinese_day(day),
        "words": WORDS,
        "counts": count_words,
        "heading": heading,
        "matched_by": matched_by,
        "runs": _runs,
        "visible": visible,
    }
    stream = _environment().get_template("compare.html.j2").generate(facts)
    with replacing(target) as file:
        for piece in stream:
            file.write(escape_controls(piece).encode())


def _write_excel(
    report: CompareReport, parts: Iterator[ProjectPart], target: Path, day: date
) -> None:
    data = write_excel_comparison(report, parts, f"{TITLE}（{_chinese_day(day)}）")
    with replacing(target) as file:
        file.write(data)


_WRITERS: dict[str, Callable[[CompareReport, Iterator[ProjectPart], Path, date], None]] = {
    ".html": _write_html,
    ".xlsx": _write_excel,
}

COMPARISON_EXTENSIONS = tuple(_WRITERS)
"""What a comparison can be written as."""


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: asset("report", name).read_text("utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def _runs(difference: Difference, side: str) -> list[Run]:
    """Return what one side of a difference shows: ``delete`` for before, ``insert`` for after."""
    return [run for run in without_long_stretches(difference.runs) if run.kind in ("equal", side)]


def _chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
