"""The command line, parsed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from cli.parser import CHINESE, Parser, layout_options, speak_chinese
from cli.verbs import VERBS
from model.basics.program import command
from model.basics.version import PROGRAM


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the call as a namespace: ``verb`` and its options.

    Raises:
        CallError: the call is wrong.
        SystemExit: help was asked for and printed.
    """
    speak_chinese()
    parser = Parser(prog=command(), description="绩表：绩效目标表的读取、转换与导出")
    parser.add_argument("--version", action="version", version=PROGRAM, help="显示版本")
    verbs = parser.add_subparsers(dest="verb", metavar="命令", parser_class=Parser)
    for verb in VERBS.values():
        verb.add_arguments(verbs, [layout_options()])
    call, rest = parser.parse_known_args(arguments)
    # argparse takes files only up to the first option between them
    if rest and not any(word.startswith("-") for word in rest) and hasattr(call, "files"):
        call.files += [Path(word) for word in rest]
    elif rest:
        parser.error(CHINESE["unrecognized arguments: %s"] % " ".join(rest))
    return call
