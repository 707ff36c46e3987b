"""The checks' report as HTML, Word or Excel: what a department's checker prints and signs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import jinja2

from exporters.atomic import replacing
from exporters.checkreport_excel import write_excel_report
from exporters.word_styles import CONTROL_STYLE_ID
from exporters.word_text import runs
from model.basics.assets import asset
from model.basics.controls import CONTROL_STYLE, escape_controls
from model.basics.errors import WriteError
from model.checks.base import Severity
from model.checks.report import FileReport

TITLE = "绩效目标表检查报告"
_COMMON = ("settings.xml", "theme.xml")
"""Parts every Word file has; their templates are those of the disclosure's."""
_PARTS = {
    "[Content_Types].xml": "word/content_types.xml.j2",
    "_rels/.rels": "word/rels.xml.j2",
    "word/_rels/document.xml.rels": "word/document_rels.xml.j2",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "word/font_table.xml.j2",
    "word/theme/theme1.xml": "theme.xml",
    "word/styles.xml": "word/styles.xml.j2",
    "word/footer1.xml": "word/footer.xml.j2",
    "word/document.xml": "word/document.xml.j2",
}
"""Parts of the Word package, in its order, and the templates they come from."""
_LONGEST = 240


def write_report(files: Sequence[FileReport], target: Path, today: date | None = None) -> None:
    """Write the report of one or several files; the target's extension says as what.

    Args:
        files: what there is to say of each file.
        target: ``.html``, ``.docx`` or ``.xlsx``; replaced only when the new one is complete.
        today: the day of the report; by default the day of the call.

    Raises:
        WriteError: the target cannot be written, or has another extension.
    """
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        known = "、".join(_WRITERS)
        raise WriteError("检查报告写不成这种文件", str(target), f"文件名请以 {known} 结尾")
    write(files, target, today or date.today())


def _write_html(files: Sequence[FileReport], target: Path, day: date) -> None:
    stream = _environment().get_template("report.html.j2").generate(_facts(files, day))
    with replacing(target) as file:
        for piece in stream:
            file.write(escape_controls(piece).encode())


def _write_word(files: Sequence[FileReport], target: Path, day: date) -> None:
    facts = _facts(files, day)
    templates = _environment()
    with (
        replacing(target) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name, template in _PARTS.items():
            with package.open(name, "w") as part:
                for piece in templates.get_template(template).generate(facts):
                    part.write(piece.encode())


def _write_excel(files: Sequence[FileReport], target: Path, day: date) -> None:
    data = write_excel_report(files, TITLE, day)
    with replacing(target) as file:
        file.write(data)


_WRITERS: dict[str, Callable[[Sequence[FileReport], Path, date], None]] = {
    ".html": _write_html,
    ".docx": _write_word,
    ".xlsx": _write_excel,
}

REPORT_EXTENSIONS = tuple(_WRITERS)
"""What a report can be written as."""


def _template(name: str) -> str:
    return asset("word" if name in _COMMON else "report", name).read_text("utf-8")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["cut"] = _cut
    return environment


def _cut(text: str) -> str:
    """Return a text short enough to be printed beside its finding."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}……（共 {len(text)} 字）"


def _facts(files: Sequence[FileReport], day: date) -> dict[str, object]:
    """Return what the templates may name."""
    return {
        "title": TITLE,
        "files": files,
        "day": f"{day.year}年{day.month}月{day.day}日",
        "severities": [str(severity) for severity in Severity],
        "lines": lambda text: str(text).split("\n"),
        "runs": lambda line: runs(str(line)),
        "control_style": CONTROL_STYLE,
        "control_style_id": CONTROL_STYLE_ID,
    }
