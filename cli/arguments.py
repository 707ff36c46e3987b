"""What the command line understands, explained in Chinese."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

_CHINESE = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "没有 %(value)s 这个命令，可用：%(choices)s"
    ),
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 可能是 %(matches)s",
    "ignored explicit argument %r": "不要值，却给了 %r",
    "not allowed with argument %s": "不能与 %s 同用",
}


class CallError(Exception):
    """The call itself is wrong; ``str()`` says how, in Chinese."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        plain = message.replace("'", "")
        raise CallError(f"{plain}。用 {self.prog} --help 看用法。")


def _speak_chinese() -> None:
    """Give argparse its own sentences in Chinese; it asks gettext for each of them."""
    argparse._ = lambda text: _CHINESE.get(text, text)  # type: ignore[attr-defined]


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the call as a namespace: ``verb`` and its options.

    Raises:
        CallError: the call is wrong.
        SystemExit: help was asked for and printed.
    """
    # imported here: the verb itself needs this module's errors
    from cli.check import add_arguments as add_check
    from cli.collect import add_arguments as add_collect
    from cli.compare import add_arguments as add_compare
    from cli.library import add_arguments as add_library
    from cli.roll import add_arguments as add_roll

    _speak_chinese()
    parser = _Parser(prog="main.py", description="绩表：绩效目标表的读取、转换与导出")
    verbs = parser.add_subparsers(dest="verb", metavar="命令", parser_class=_Parser)
    _add_dump(verbs)
    _add_export(verbs)
    _add_convert(verbs)
    add_check(verbs, [_layout_options()])
    add_collect(verbs, [_layout_options()])
    add_compare(verbs, [_layout_options()])
    add_library(verbs, [_layout_options()])
    add_roll(verbs, [_layout_options()])
    verbs.add_parser("layouts", help="列出现有的表样", parents=[_layout_options()])
    call, rest = parser.parse_known_args(arguments)
    # argparse takes files only up to the first option between them
    if rest and not any(word.startswith("-") for word in rest) and hasattr(call, "files"):
        call.files += [Path(word) for word in rest]
    elif rest:
        parser.error(_CHINESE["unrecognized arguments: %s"] % " ".join(rest))
    return call


def _layout_options() -> _Parser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--layout-dir",
        type=Path,
        action="append",
        default=[],
        metavar="文件夹",
        help="另有自编表样的文件夹（可多次）",
    )
    return common


def _read_options() -> _Parser:
    common = _Parser(add_help=False, parents=[_layout_options()])
    common.add_argument(
        "--read-as", default="", metavar="表样", help="按这个表样读取（默认自动识别）"
    )
    common.add_argument("--out", type=Path, metavar="文件夹", help="输出文件夹；多个输入时必需")
    common.add_argument("--quiet", action="store_true", help="不显示读取报告")
    return common


_FILES = "文件或文件夹：.jxb .docx .xlsx .xls .doc .odt .wps .et .txt 等"


def _add_dump(verbs: argparse._SubParsersAction[_Parser]) -> None:
    parser = verbs.add_parser(
        "dump", help="把读出的内容以 JSON 打印到标准输出", parents=[_read_options()]
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help=_FILES)
    parser.add_argument("--layout", dest="read_as", default="", metavar="表样", help="同 --read-as")


def _add_export(verbs: argparse._SubParsersAction[_Parser]) -> None:
    parser = verbs.add_parser(
        "export", help="导出 Word 绩效文本和 Excel 工作簿", parents=[_read_options()]
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help=_FILES)
    parser.add_argument("--word", type=Path, metavar="名.docx", help="写成这个 Word 文件")
    parser.add_argument("--excel", type=Path, metavar="名.xlsx", help="写成这个 Excel 文件")
    parser.add_argument(
        "--layout", default="", metavar="表样", help="输出用的表样（默认与原文件相同）"
    )


def _add_convert(verbs: argparse._SubParsersAction[_Parser]) -> None:
    parser = verbs.add_parser(
        "convert", help="转换成绩表自己的文件（.jxb）", parents=[_read_options()]
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="文件", help=f"{_FILES}；最后一个是输出的 名.jxb"
    )
