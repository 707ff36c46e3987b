"""The verbs of the command line: one table of what each takes and runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import NamedTuple

from cli import check, collect, commands, compare, library, roll
from cli.batch import say
from model.layout import Layout, load_all


class Verb(NamedTuple):
    """What a verb takes, and what carries it out: a parsed call and the layouts → exit code."""

    add_arguments: Callable[..., None]
    run: Callable[[argparse.Namespace, Mapping[str, Layout]], int]


VERBS = {
    "dump": Verb(commands.add_dump, commands.run_dump),
    "export": Verb(commands.add_export, commands.run_export),
    "convert": Verb(commands.add_convert, commands.run_convert),
    "check": Verb(check.add_arguments, check.run_check),
    "collect": Verb(collect.add_arguments, collect.run_collect),
    "compare": Verb(compare.add_arguments, compare.run_compare),
    "library": Verb(library.add_arguments, library.run_library),
    "roll": Verb(roll.add_arguments, roll.run_roll),
    "layouts": Verb(commands.add_layouts, commands.run_layouts),
}


def run(call: argparse.Namespace) -> int:
    """Carry out a parsed call; return the exit code.

    Raises:
        CallError: options that do not go together.
        LayoutError: a layout is wrong or unknown.
    """
    layouts, own = load_all(*call.layout_dir)
    for fault in own.faults:
        say(f"自编表样没有用上：{fault}")
    return VERBS[call.verb].run(call, layouts)
