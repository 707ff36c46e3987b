"""How verbs read a file: alone or with others, with what the call answers."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from cli.batch import say
from cli.errors import CallError
from cli.parser import Parser
from importers.read import read_file
from importers.together import read_together
from model.document.cellref import CellRef
from model.document.disclosure import Disclosure
from model.document.questions import DEPARTMENT_REF, YEAR_REF, Question, answered, questions
from model.layout import Layout

UNITS = ("元", "百元", "千元", "万元", "百万元", "亿元")


def reading_options(*, year: bool = True) -> Parser:
    """Return the options of every verb that reads a file: which form, with what others, answers.

    Args:
        year: whether ``--year`` is the file's; for a verb whose own year it is not, False.
    """
    common = Parser(add_help=False)
    common.add_argument(
        "--read-as", default="", metavar="表样", help="按这个表样读取（默认自动识别）"
    )
    common.add_argument(
        "--together",
        type=Path,
        action="append",
        default=[],
        metavar="文件",
        help="与输入合成一份的另一个文件，如预算表的工作簿（可多次）",
    )
    if year:
        common.add_argument(
            "--year",
            dest="file_year",
            type=lambda text: budget_year("--year", text),
            metavar="年度",
            help="文件里没有写的预算年度",
        )
    common.add_argument("--department", default="", metavar="名称", help="文件里没有写的部门名称")
    common.add_argument(
        "--unit",
        default="",
        choices=UNITS,
        metavar="单位",
        help="文件里没有写明、读的时候有疑问的金额是什么单位：" + "、".join(UNITS),
    )
    return common


def read(source: Path, call: argparse.Namespace, layouts: Mapping[str, Layout]) -> Disclosure:
    """Read what a verb was called for, tell of it unless the call is quiet, and answer.

    Raises:
        ReadError: a file cannot be read.
    """
    year = getattr(call, "file_year", None)
    if call.together:
        disclosure, report = read_together([source, *call.together], layouts, call.read_as)
    else:
        disclosure, report = read_file(source, layouts, call.read_as)
    lines = [] if call.quiet else list(report.lines())
    lines += answer(disclosure, year, call.department.strip(), call.unit)
    for line in lines:
        say(line)
    return disclosure


def budget_year(option: str, text: str) -> int:
    """Return the year an option names.

    Raises:
        CallError: it is none.
    """
    if not re.fullmatch(r"20\d\d年?度?", text.strip(), re.ASCII):
        raise CallError(f"{option} 是四位数的年份，例如 2025：{text}。")
    return int(text.strip()[:4])


def answer(disclosure: Disclosure, year: int | None, department: str, unit: str) -> Iterator[str]:
    """Answer what a reader was not sure of, as the window's questions do; yield what came of it.

    What the file says itself is not changed by an answer.
    """
    known: list[tuple[CellRef, str]] = []
    if year is not None and disclosure.year is None:
        known.append((YEAR_REF, str(year)))
        yield f"  预算年度按 --year 记为 {year}"
    elif year is not None and disclosure.year != year:
        yield f"  注意：文件写明是 {disclosure.year} 年，--year {year} 没有用上"
    name = disclosure.department.name.strip()
    if department and not name:
        known.append((DEPARTMENT_REF, department))
        yield f"  部门按 --department 记为“{department}”"
    elif department and name != department:
        yield f"  注意：文件写明部门是“{name}”，--department {department} 没有用上"
    given = list(_units(disclosure, unit)) if unit else []
    if given:
        cells = sum(len(question.doubts) for question, _ in given)
        yield f"  金额单位有疑问的 {cells} 格按 --unit 记为{unit}"
    elif unit:
        yield f"  注意：没有金额的单位有疑问，--unit {unit} 没有用上"
    edit = answered(given, known)
    if edit is not None:
        edit.apply(disclosure)


def _units(disclosure: Disclosure, unit: str) -> Iterator[tuple[Question, int]]:
    """Yield the questions about units one of whose answers is this one, and which."""
    for question in questions(disclosure):
        place = next(
            (at for at, said in enumerate(question.answers) if said.partition("：")[0] == unit),
            None,
        )
        if place is not None:
            yield question, place
