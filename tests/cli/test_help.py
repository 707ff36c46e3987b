"""Every verb and every option of the command line says in Chinese what it is for."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from cli.arguments import parse
from cli.commands import run_export
from cli.errors import CallError
from cli.parser import Parser, layout_options
from cli.verbs import VERBS
from model.layout import Layout


def arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """Yield (name, help) of every argument and verb, those of verbs inside verbs too."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action._choices_actions:
                yield f"{parser.prog} {one.dest}", one.help or ""
            for inner in action.choices.values():
                yield from arguments(inner)
        elif not isinstance(action, argparse._HelpAction):
            yield f"{parser.prog} {action.dest}", action.help or ""


def test_each_says_what_it_is_for() -> None:
    parser = Parser(prog="绩表")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    for verb in VERBS.values():
        verb.add_arguments(verbs, [layout_options()])
    found = dict(arguments(parser))
    assert {f"绩表 {name}" for name in VERBS} <= found.keys()
    lacking = [name for name, said in found.items() if not any(ch > "\u4e00" for ch in said)]
    assert lacking == []


def test_an_export_without_a_target_names_every_option(layouts: dict[str, Layout]) -> None:
    call = parse(["export", "甲.jxb"])
    with pytest.raises(CallError, match="请用 --word 或 --excel 指明输出文件"):
        run_export(call, layouts)
