"""The verb ``collect``: a folder of departments' files becomes one workbook."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from cli.batch import refuse_same, say, unexpected
from cli.errors import CallError
from exporters.collect import AccountBook, collecting
from importers.folder import Source, find_sources, refuse_input
from model.basics.errors import LayoutError, ReadError, WriteError
from model.checks import ProfileError, default_profile, load_profile
from model.collect.collect import Account, Collected, FileToCollect, Rules, Unread, collect
from model.layout import Layout

_FILES = "文件夹（也可以是文件）：里面的 .jxb .docx .xlsx .xls .doc .odt .wps .et .txt 等"


def add_arguments(
    verbs: argparse._SubParsersAction[Any], parents: Sequence[argparse.ArgumentParser]
) -> None:
    """Add the verb and its options to a command line."""
    parser = verbs.add_parser(
        "collect", help="把一个文件夹里各部门的文件汇总成一个工作簿", parents=list(parents)
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="文件夹", help=_FILES)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="名.xlsx",
        help="汇总写成这个工作簿；整本公开文本另有“各部分金额”“勾稽关系”两张表",
    )
    parser.add_argument("--flat", action="store_true", help="不读下级文件夹")
    parser.add_argument(
        "--profile",
        type=Path,
        metavar="名.toml",
        help="都按这个规则文件检查（默认各按随文件保存的规则，没有的按程序的）",
    )
    parser.add_argument(
        "--layout",
        "--read-as",
        dest="read_as",
        default="",
        metavar="表样",
        help="都按这个表样读取和检查（默认各自识别）",
    )
    parser.add_argument("--quiet", action="store_true", help="不逐个列出没有读入的文件")


def run_collect(call: argparse.Namespace, layouts: Mapping[str, Layout]) -> int:
    """Carry out a parsed call; return 1 when a file could not be read, the workbook being written.

    Raises:
        CallError: a folder is not there, or the workbook has another extension.
        LayoutError: no form has that id.
    """
    target = call.output
    if target.suffix.lower() != ".xlsx":
        raise CallError(f"-o 的文件名应以 .xlsx 结尾：{target}。")
    for place in call.files:
        if not place.exists():
            raise CallError(f"没有这个文件夹：{place}。")
    if call.read_as and call.read_as not in layouts:
        known = f"现有：{'、'.join(layouts)}"
        raise LayoutError(f"没有名为“{call.read_as}”的表样", "", known)
    try:
        given = load_profile(call.profile) if call.profile else None
    except ProfileError as error:
        say(str(error))
        return 2
    rules = Rules(layouts, default_profile(), unexpected, call.read_as, given)
    try:
        return _collect(call, rules)
    except (ReadError, WriteError) as error:
        say(str(error))
        return 1


def _collect(call: argparse.Namespace, rules: Rules) -> int:
    target = call.output
    for place in call.files:
        refuse_same(place, target)
    refuse_input(call.files, target)
    sources = find_sources(call.files, deep=not call.flat, leave_out=[target])
    if all(source.skipped for source in sources):
        folders = "、".join(map(str, call.files))
        raise ReadError("文件夹里没有要汇总的文件", folders, "请检查是否选错了文件夹")
    with collecting(target) as book:
        account: Account = book if call.quiet else _Telling(book)
        totals = collect(_watched(sources, rules), account, rules)
        book.finish(totals)
    for line in totals.lines():
        say(line)
    say(f"已写入 {target}")
    return 1 if totals.unread else 0


def _watched(sources: list[Source], rules: Rules) -> Iterator[FileToCollect]:
    """Yield the files to read, showing how far the work is."""
    bar = tqdm(
        sources,
        disable=None if len(sources) > 1 else True,
        file=sys.stderr,
        unit="个文件",
        desc="汇总",
        bar_format="{desc} {n_fmt}/{total_fmt} {bar} {elapsed} 剩余 {remaining}",
    )
    for source in bar:
        read = partial(source.read, rules.layouts, rules.layout_id)
        yield FileToCollect(source.name, read, source.skipped)


class _Telling:
    """Says of each file that could not be read why, while the others are read."""

    def __init__(self, book: AccountBook) -> None:
        self._book = book
        self.add_skipped = book.add_skipped

    def add(self, one: Collected) -> None:
        self._book.add(one)

    def add_unread(self, one: Unread) -> None:
        say(str(ReadError(one.reason.rstrip("。"), one.name, one.advice)))
        self._book.add_unread(one)
