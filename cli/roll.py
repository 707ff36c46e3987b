"""The verb ``roll``: last year's file becomes this year's (新年度)."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cli.batch import Job, refuse_same, run_jobs
from cli.errors import CallError
from cli.reading import budget_year, read, reading_options
from exporters.jxb import write_jxb
from model.basics.errors import LayoutError
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.roll import RollOptions, RollReport, plan_roll, roll
from model.roll.choosing import ChoiceError, chosen_projects

_KEPT = {"codes": "项目编码", "money": "金额", "plans": "支出计划", "years": "文字里的年份"}


def add_arguments(
    verbs: argparse._SubParsersAction[Any], parents: Sequence[argparse.ArgumentParser]
) -> None:
    """Add the verb and its options to a command line."""
    parser = verbs.add_parser(
        "roll",
        help="新年度：把去年的文件变成今年的，带过来的每一格待确认",
        parents=[*parents, reading_options(year=False)],
    )
    parser.add_argument(
        "file", type=Path, metavar="文件", help="去年的文件：.jxb .docx .xlsx .xls .doc .txt 等"
    )
    parser.add_argument("--year", required=True, metavar="年度", help="新的预算年度，例如 2025")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="名.jxb", help="写成这个绩表文件"
    )
    parser.add_argument(
        "--layout", default="", metavar="表样", help="新年度用的表样（默认与原文件相同）"
    )
    parser.add_argument(
        "--projects",
        nargs="+",
        default=[],
        metavar="项目",
        help="只带这些项目：序号（1,3-5）、项目编码或名称（默认全部）",
    )
    kept = "、".join(f"{name}（{title}）" for name, title in _KEPT.items())
    parser.add_argument(
        "--keep", default="", metavar="内容", help=f"照旧保留、不另填的，用逗号隔开：{kept}"
    )
    parser.add_argument(
        "--old-year", default="", metavar="年度", help="原文件是哪一年的（默认按文件里写的）"
    )
    parser.add_argument("--quiet", action="store_true", help="不显示读取报告，也不逐处列出改动")


def run_roll(call: argparse.Namespace, layouts: Mapping[str, Layout]) -> int:
    """Carry out a parsed call; return 1 when the file could not be read or written.

    Raises:
        CallError: a year, a project or a kind that means nothing; or another extension.
        LayoutError: no form has that id.
    """
    if call.output.suffix.lower() != ".jxb":
        raise CallError(f"-o 的文件名应以 .jxb 结尾：{call.output}。")
    for name in (call.layout, call.read_as):
        if name and name not in layouts:
            raise LayoutError(f"没有名为“{name}”的表样", "", f"现有：{'、'.join(layouts)}")
    kept = _kept(call.keep)
    year = budget_year("--year", call.year)
    old = budget_year("--old-year", call.old_year) if call.old_year else None

    wrong: list[ChoiceError] = []

    def work(job: Job) -> None:
        refuse_same(job.source, call.output)
        disclosure = read(job.source, call, layouts)
        try:
            chosen = chosen_projects(call.projects, disclosure.projects) if call.projects else None
        except ChoiceError as error:
            wrong.append(error)
            return
        options = RollOptions(
            year=year,
            old_year=old,
            projects=chosen,
            keep_codes="codes" in kept,
            keep_money="money" in kept,
            keep_plans="plans" in kept,
            keep_years="years" in kept,
        )
        new, report = _rolled(disclosure, layouts, call.layout, options)
        write_jxb(new, call.output)
        _print(report, call.quiet)

    code = run_jobs([Job(call.file, None)], work)
    if wrong:
        raise CallError(f"--projects：{wrong[0]}")
    return code


def _rolled(
    disclosure: Disclosure, layouts: Mapping[str, Layout], target: str, options: RollOptions
) -> tuple[Disclosure, RollReport]:
    source = layouts.get(disclosure.layout) or next(iter(layouts.values()))
    plan = plan_roll(disclosure, source, layouts[target] if target else source, options)
    return roll(plan)


def _kept(words: str) -> set[str]:
    names = {word.strip().lower() for word in re.split("[,，、]", words)} - {""}
    unknown = sorted(names - _KEPT.keys())
    if unknown:
        raise CallError(f"--keep 里没有“{unknown[0]}”，可用：{'、'.join(_KEPT)}。")
    return names


def _print(report: RollReport, quiet: bool) -> None:
    for line in [report.summary()] if quiet else report.lines():
        print(line, file=sys.stdout)
