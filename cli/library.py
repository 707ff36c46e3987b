"""The verb ``library``: teach an indicator library, search it, take a colleague's in."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from tqdm import tqdm

from cli.batch import say
from library.entries import OWN, STARTER, Asked, Entry
from library.errors import LibraryError
from library.growing import grow
from library.merging import merge
from library.opening import open_library
from library.store import Library
from model.layout import Layout

_FOLDERS = "文件夹或文件：.jxb .docx .xlsx .xls .doc .odt .wps .et .txt 等"
_SOURCES = {"own": OWN, "starter": STARTER}


def add_arguments(
    verbs: argparse._SubParsersAction[Any], parents: Sequence[argparse.ArgumentParser]
) -> None:
    """Add the verb and what it can do to a command line."""
    parser = verbs.add_parser("library", help="指标库：从文件收集、查找、合并")
    actions = parser.add_subparsers(dest="action", metavar="做什么", required=True)
    action = actions.add_parser(
        "grow", help="把文件夹里各文件用过的指标收进指标库", parents=list(parents)
    )
    action.add_argument("files", nargs="+", type=Path, metavar="文件夹", help=_FOLDERS)
    _add_database(action)
    action = actions.add_parser("search", help="查找指标", parents=list(parents))
    action.add_argument(
        "words", nargs="*", metavar="词", help="名称、描述、类别、依据里的词，或名称的拼音首字母"
    )
    _add_database(action)
    action.add_argument("--level", default="", metavar="级别", help="只看这个一级或二级指标")
    action.add_argument("--kind", default="", metavar="类别", help="只看这一类工作的，如 培训会议")
    action.add_argument(
        "--source",
        default="",
        choices=["", *_SOURCES],
        metavar="来源",
        help="own 部门用过的，starter 程序带的",
    )
    action.add_argument("--most", type=int, default=50, metavar="个数", help="最多几个（默认 50）")
    action.add_argument("--json", action="store_true", help="打印成 JSON")
    action = actions.add_parser("merge", help="把同事的指标库合并进来", parents=list(parents))
    action.add_argument("other", type=Path, metavar="同事的.jbk", help="另一个指标库文件")
    _add_database(action)


def _add_database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--db",
        type=Path,
        required=True,
        metavar="指标库.jbk",
        help="指标库文件；没有就新建一个，带常用指标",
    )


def run_library(call: argparse.Namespace, layouts: Mapping[str, Layout]) -> int:
    """Carry out a parsed call; return 1 when a file or the library could not be used."""
    try:
        library = open_library(call.db)
        try:
            if call.action == "grow":
                return _grow(call, library, layouts)
            return _merge(call, library) if call.action == "merge" else _search(call, library)
        finally:
            library.close()
    except LibraryError as error:
        say(str(error))
        return 1


def _grow(call: argparse.Namespace, library: Library, layouts: Mapping[str, Layout]) -> int:
    missing = [path for path in call.files if not path.exists()]
    for path in missing:
        say(f"{path}：没有这个文件或文件夹。")
    places = [path for path in call.files if path not in missing]
    with tqdm(disable=None, file=sys.stderr, unit="个文件", desc="收集") as bar:

        def step(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        grown = grow(library, places, layouts, step)
    for line in grown.failed:
        say(line)
    say(f"{grown.summary()}。")
    return 1 if grown.failed or missing else 0


def _merge(call: argparse.Namespace, library: Library) -> int:
    learned = merge(library, call.other)
    say(f"收进 {learned.projects} 个项目、{learned.indicators} 个指标。")
    return 0


def _search(call: argparse.Namespace, library: Library) -> int:
    levels = library.levels()
    level1 = call.level if any(call.level == one for one, _ in levels) else ""
    asked = Asked(
        " ".join(call.words),
        level1,
        "" if level1 else call.level,
        call.kind,
        _SOURCES.get(call.source, ""),
    )
    found = library.search(asked)
    entries = library.entries(found.ids[: max(0, call.most)])
    if call.json:
        data = [msgspec.to_builtins(entry) for entry in entries]
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return 0
    for entry in entries:
        print(_line(entry))
    more = f"，列出前 {len(entries)} 个" if len(entries) < len(found.ids) else ""
    say(f"找到 {len(found.ids)} 个{more}。")
    return 0


def _line(entry: Entry) -> str:
    used = f"用过 {entry.times} 次" if entry.times else "没有用过"
    cells = (entry.level2 or entry.level1, entry.name, entry.value, entry.basis, used)
    return "\t".join(" ".join(cell.split()) for cell in cells)
