"""The verb ``compare``: what differs between two files, cell by cell."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cli.batch import refuse_same, say
from cli.errors import CallError
from exporters.comparereport import COMPARISON_EXTENSIONS, write_comparison
from importers.side import read_side
from model.basics.errors import JibiaoError, ReadError
from model.basics.names import readable
from model.checks.names import shortened
from model.compare import Difference, Side, compare
from model.compare.report import CompareReport, compare_report, heading, matched_by
from model.compare.visible import texts_of, without_long_stretches
from model.layout import Layout

_FILE = "文件：.jxb .docx .xlsx .xls .doc .odt .wps .et .txt 等"
_AROUND = 8
"""So many characters are shown round what differs in a long text."""
_LONGEST = 80


def add_arguments(
    verbs: argparse._SubParsersAction[Any], parents: Sequence[argparse.ArgumentParser]
) -> None:
    """Add the verb and its options to a command line."""
    parser = verbs.add_parser(
        "compare", help="对照两个文件，列出逐格的不同之处", parents=list(parents)
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="文件", help=f"前一个和后一个{_FILE}"
    )
    parser.add_argument("--json", action="store_true", help="把不同之处以 JSON 打印到标准输出")
    parser.add_argument(
        "--report",
        type=Path,
        metavar="文件",
        help="写成对照报告：" + "、".join(f"名{end}" for end in COMPARISON_EXTENSIONS),
    )
    parser.add_argument(
        "--read-as", default="", metavar="表样", help="两个文件都按这个表样读取（默认自动识别）"
    )
    parser.add_argument("--quiet", action="store_true", help="不显示读取报告")


def run_compare(call: argparse.Namespace, layouts: Mapping[str, Layout]) -> int:
    """Carry out a parsed call; return 1 when a file could not be read or the report written.

    Raises:
        CallError: not two files, or a report of another kind.
    """
    if len(call.files) != 2:
        raise CallError(f"对照要正好两个文件，给了 {len(call.files)} 个。")
    if call.report is not None and call.report.suffix.lower() not in COMPARISON_EXTENSIONS:
        ends = "、".join(COMPARISON_EXTENSIONS)
        raise CallError(f"对照报告的文件名应以 {ends} 结尾：{call.report}。")
    sides = []
    for path in call.files:
        try:
            sides.append(_read(path, call, layouts))
        except JibiaoError as error:
            say(str(error))
    if len(sides) != 2:
        return 1
    sources = readable(str(call.files[0])), readable(str(call.files[1]))
    report = compare_report(compare(sides[0], sides[1]), sides[0], sides[1], sources)
    text = _json(report) if call.json else "\n".join(_lines(report))
    # half characters fit no UTF-8; JSON has an escape for them
    sys.stdout.buffer.write((text + "\n").encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
    if call.report is not None:
        try:
            write_comparison(report, call.report)
        except JibiaoError as error:
            say(str(error))
            return 1
    return 0


def _read(path: Path, call: argparse.Namespace, layouts: Mapping[str, Layout]) -> Side:
    if path.is_dir():
        raise ReadError("这是文件夹，不是文件", str(path), "请指明文件夹里的一个文件")
    if call.report is not None:
        refuse_same(path, call.report)
    side, report = read_side(path, layouts, call.read_as)
    if not call.quiet:
        for line in report.lines():
            say(line)
    return side


def _lines(report: CompareReport) -> Iterator[str]:
    """Yield a comparison for the clerk, a line a difference."""
    yield f"前：{report.before.source}（{report.before.whose}）"
    yield f"后：{report.after.source}（{report.after.whose}）"
    yield report.verdict
    for note in report.comparison.notes:
        yield f"注意：{note}"
    for part in report.parts:
        how = matched_by(part)
        yield f"  {heading(part)}" + (f"（{how}）" if how else "")
        for one in part.differences:
            yield f"    [{one.word}] {_line(one)}"


def _line(one: Difference) -> str:
    if one.of != "cell" and one.kind != "moved":
        return one.title
    before, after = texts_of(without_long_stretches(one.runs, _AROUND))
    return f"{one.title}：{_short(before)} → {_short(after)}"


def _short(text: str) -> str:
    return shortened(text, _LONGEST) or "（空）"


def _json(report: CompareReport) -> str:
    whole = {
        "before": _file_data(report, "before"),
        "after": _file_data(report, "after"),
        "counts": report.comparison.counts(),
        "notes": report.comparison.notes,
        "differences": [_difference_data(one) for one in report.comparison.differences],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _file_data(report: CompareReport, which: str) -> dict[str, object]:
    side = report.before if which == "before" else report.after
    return {
        "file": side.source,
        "department": side.department,
        "year": side.year,
        "layout": side.layout,
        "projects": side.projects,
    }


def _difference_data(one: Difference) -> dict[str, object]:
    ref = one.after_ref or one.before_ref
    return {
        "kind": one.kind,
        "of": one.of,
        "project": one.number,
        "name": one.name,
        "cell": one.title,
        "field": ref.field if ref else "",
        "before": one.before if one.before_ref else None,
        "after": one.after if one.after_ref else None,
        "same_amount": one.same_amount,
    }
