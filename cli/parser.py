"""The parser of the command line, its sentences in Chinese, and the options verbs share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from cli.errors import CallError

CHINESE = {
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


class Parser(argparse.ArgumentParser):
    """A parser that raises what is wrong instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse says is wrong."""
        plain = message.replace("'", "")
        raise CallError(f"{plain}。用 {self.prog} --help 看用法。")


def speak_chinese() -> None:
    """Give argparse its own sentences in Chinese; it asks gettext for each of them."""
    argparse._ = lambda text: CHINESE.get(text, text)  # type: ignore[attr-defined]


def layout_options() -> Parser:
    """Return the options of every verb: where further forms are."""
    common = Parser(add_help=False)
    common.add_argument(
        "--layout-dir",
        type=Path,
        action="append",
        default=[],
        metavar="文件夹",
        help="另有自编表样的文件夹（可多次）",
    )
    return common


FILES = "文件或文件夹：.jxb .docx .xlsx .xls .doc .odt .wps .et .txt 等"
"""What a verb says of the files it takes."""
