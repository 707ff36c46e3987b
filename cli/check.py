"""The verb ``check``: what a reviewer would say of a file, and what can be mended at once."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cli.batch import Job, ensure_folder, find_jobs, refuse_same, run_jobs, say
from cli.errors import CallError
from cli.parser import FILES
from cli.reading import read, reading_options
from exporters.checkreport import REPORT_EXTENSIONS, write_report
from exporters.jxb import write_jxb
from importers.read import read_file
from model.basics.errors import ReadError, WriteError
from model.basics.names import readable
from model.checks import (
    Finding,
    Mended,
    Profile,
    ProfileError,
    cell_name,
    default_profile,
    load_profile,
    mend_all,
    project_number,
)
from model.checks.judging import judge, rules_for
from model.checks.names import place_names, shortened
from model.checks.report import FileReport, file_report, full_message
from model.checks.reviewed import Sorted
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.parts.formula import Checked
from model.parts.relation import STATE_WORDS

_AROUND = 8
"""So many characters are shown round what a mending changes in a long text."""


def add_arguments(
    verbs: argparse._SubParsersAction[Any], parents: Sequence[argparse.ArgumentParser]
) -> None:
    """Add the verb and its options to a command line."""
    parser = verbs.add_parser(
        "check",
        help="检查绩效目标表：缺什么、错在哪里、为什么",
        parents=[*parents, reading_options()],
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help=FILES)
    parser.add_argument(
        "--json",
        action="store_true",
        help="以 JSON 打印到标准输出：findings 是发现的问题，"
        "files 是每个文件有问题、没有问题、没能判断各多少项，没能判断的是什么、为什么",
    )
    parser.add_argument(
        "--tally",
        action="store_true",
        help="不用再写：--json 总是打印这些（以前要加上它才打印没能判断的）",
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="文件",
        help="写成检查报告：" + "、".join(f"名{end}" for end in REPORT_EXTENSIONS),
    )
    parser.add_argument(
        "--fix",
        type=Path,
        metavar="名.jxb",
        help="改正可以放心改的，写成这个文件；有多个输入时是文件夹。列出的是改后还在的问题",
    )
    parser.add_argument(
        "--relations", action="store_true", help="列出整本公开文本核对了哪些勾稽关系"
    )
    parser.add_argument("--profile", type=Path, metavar="名.toml", help="按这个规则文件检查")
    parser.add_argument(
        "--last-year",
        type=Path,
        metavar="文件",
        help="上年的文件：目标低于上年、照抄上年的也查出来",
    )
    parser.add_argument("--quiet", action="store_true", help="不显示读取报告、改动和没能判断的")


def run_check(call: argparse.Namespace, layouts: Mapping[str, Layout]) -> int:
    """Carry out a parsed call; return 1 when a 错误 stands or a file could not be read.

    A profile that cannot be used is a wrong call: 2.

    Raises:
        CallError: options that do not go together.
    """
    try:
        run = _Run(call, layouts)
    except ProfileError as error:
        say(str(error))
        return 2
    code = run_jobs(run.jobs, run.work)
    try:
        return run.finish(code)
    except WriteError as error:
        say(str(error))
        return 1


class _Run:
    """One call: what was found in each file, until all are read."""

    def __init__(self, call: argparse.Namespace, layouts: Mapping[str, Layout]) -> None:
        self._call = call
        self._layouts = layouts
        self._many = len(call.files) > 1 or any(path.is_dir() for path in call.files)
        self._verify()
        self._given: Profile | None = load_profile(call.profile) if call.profile else None
        self.jobs = list(find_jobs(call.files, call.fix if self._many else None))
        self._reports: list[FileReport] = []
        self._found: list[dict[str, object]] = []
        self._checked: dict[str, list[Checked]] = {}

    def _verify(self) -> None:
        report, fix = self._call.report, self._call.fix
        if self._call.last_year is not None and self._many:
            raise CallError("--last-year 一次只能检查一个文件：各部门上年的文件不同。")
        if self._call.together and self._many:
            raise CallError("--together 一次只能检查一份：各部门的文件不同。")
        if report is not None and report.suffix.lower() not in REPORT_EXTENSIONS:
            ends = "、".join(REPORT_EXTENSIONS)
            raise CallError(f"检查报告的文件名应以 {ends} 结尾：{report}。")
        if fix is None:
            return
        if not self._many and fix.suffix.lower() != ".jxb":
            raise CallError(f"--fix 的文件名应以 .jxb 结尾：{fix}。")
        if self._many and (fix.suffix.lower() == ".jxb" or fix.is_file()):
            raise CallError(f"有多个输入时，--fix 应是文件夹：{fix}。")

    def work(self, job: Job) -> None:
        """Read, mend if asked to, and check one file."""
        call = self._call
        target = self._target(job)
        for path in (target, call.report):
            if path is not None:
                refuse_same(job.source, path)
        disclosure = read(job.source, call, self._layouts)
        # where the file says nothing of it, the clerk just did
        disclosure.layout = disclosure.layout or call.read_as
        layout = self._layout(disclosure, job)
        rules = self._rules(disclosure, job)
        last = self._last_year()
        if target is not None:
            self._mend(disclosure, layout, target, rules, last)
        judged = judge(disclosure, layout, rules, last)
        checker, found = judged.checker, judged.found
        if checker.parts.view is not None:
            self._checked[readable(str(job.source))] = checker.parts.view.checked
        source = readable(str(job.source))
        name = rules.name
        report_of = file_report(source, disclosure, layout, found, name, rules=rules, last=last)
        self._reports.append(report_of)
        if call.json:
            self._found += _data(disclosure, layout, found, source if self._many else "")

    def _rules(self, disclosure: Disclosure, job: Job) -> Profile:
        """Return whose rules a file is checked by: those called for, or kept with it."""
        try:
            rules = rules_for(disclosure, default_profile(), self._given)
        except ProfileError as error:
            raise ReadError(error.reason, str(job.source), "请用 --profile 指明检查规则") from error
        if disclosure.rules and self._given is None and not self._call.quiet:
            say(f"  按随文件保存的规则“{rules.name}”检查")
        return rules

    def _last_year(self) -> Disclosure | None:
        """Return what last year's file holds, where one was named."""
        if self._call.last_year is None:
            return None
        last, _ = read_file(self._call.last_year, self._layouts)
        if not self._call.quiet:
            year = f"{last.year} 年，" if last.year is not None else ""
            say(f"  上年的文件：{self._call.last_year}（{year}{len(last.projects)} 个项目）")
        return last

    def _target(self, job: Job) -> Path | None:
        if self._call.fix is None:
            return None
        return Path(f"{job.base}.jxb") if job.base is not None else Path(self._call.fix)

    def _layout(self, disclosure: Disclosure, job: Job) -> Layout:
        name = self._call.read_as or disclosure.layout or next(iter(self._layouts))
        layout = self._layouts.get(name)
        if layout is None:
            known = "、".join(self._layouts)
            raise ReadError(
                f"文件用的表样“{name}”不在程序里",
                str(job.source),
                f"现有：{known}；另有表样时用 --layout-dir 指明文件夹",
            )
        return layout

    def _mend(
        self,
        disclosure: Disclosure,
        layout: Layout,
        target: Path,
        rules: Profile,
        last: Disclosure | None,
    ) -> None:
        done = mend_all(disclosure, layout, rules, last=last)
        if self._many:
            ensure_folder(target.parent)
        write_jxb(disclosure, target)
        if not self._call.quiet:
            for one in done:
                say(_mended_line(disclosure, layout, one))
            say(f"  改正 {len(done)} 格，已写入 {target}")

    def finish(self, code: int) -> int:
        """Say and write what was found in all files; return the exit code."""
        if self._reports:
            if self._call.json:
                whole = [_tally_data(report) for report in self._reports]
                data = {"findings": self._found, "files": whole}
                text = json.dumps(data, ensure_ascii=False, indent=2)
            else:
                lines = [
                    line
                    for report in self._reports
                    for line in (
                        *_lines(report, quiet=self._call.quiet),
                        *self._relations(report.source),
                    )
                ]
                text = "\n".join(lines)
            # half characters fit no UTF-8; JSON has an escape for them
            sys.stdout.buffer.write((text + "\n").encode("utf-8", "backslashreplace"))
            sys.stdout.buffer.flush()
        if self._call.report is not None and self._reports:
            write_report(self._reports, self._call.report)
        if not all(report.sendable for report in self._reports):
            return 1
        return code

    def _relations(self, source: str) -> Iterator[str]:
        """Yield what of a whole disclosure's relations was checked: all lines where asked for."""
        checked = self._checked.get(source)
        if checked is None:
            return
        counts = Counter(one.state for one in checked)
        said = "、".join(f"{name} {counts[state]}" for state, name in STATE_WORDS.items())
        yield f"  勾稽关系 {len(checked)} 条：{said}"
        for one in checked if self._call.relations else ():
            yield f"    [{STATE_WORDS[one.state]}] {one.relation.title}：{one.line}"


def _tally_data(report: FileReport) -> dict[str, object]:
    """Return a file's three figures as JSON data, with what was not judged, and why."""
    return {
        "file": report.source,
        "profile": report.profile,
        "found": report.judged.found,
        "sound": report.judged.sound,
        "not_judged": report.judged.unjudged,
        "because": [
            {
                "fact": one.fact,
                "because": one.because,
                "give": one.give,
                "codes": list(one.codes),
                "projects": len(one.tables),
                "count": one.count,
            }
            for one in report.silent
        ],
    }


def _data(
    disclosure: Disclosure, layout: Layout, found: Sorted, source: str
) -> list[dict[str, object]]:
    """Return findings as JSON data; those marked 已核实 carry the reason."""
    rows = [(finding, "") for finding in found.standing]
    rows += [(finding, mark.reason) for finding, mark in found.reviewed]
    data = []
    for finding, reviewed in rows:
        row: dict[str, object] = {"file": source} if source else {}
        row |= _finding_data(disclosure, layout, finding)
        if reviewed:
            row["reviewed"] = reviewed
        data.append(row)
    return data


def _finding_data(disclosure: Disclosure, layout: Layout, finding: Finding) -> dict[str, Any]:
    name = cell_name(disclosure, layout, finding.ref)
    data = _finding_row(disclosure, layout, finding, name)
    elsewhere = finding.places[1:]
    names = place_names(disclosure, layout, elsewhere)
    also = [f"{one}（{ref.field}）" for one, ref in zip(names, elsewhere, strict=True)]
    return data | {"also": also}


def _finding_row(
    disclosure: Disclosure, layout: Layout, finding: Finding, name: str
) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "project": project_number(disclosure, finding.ref.table),
        "cell": f"{name}（{finding.ref.field}）",
        "message": full_message(disclosure, finding),
        "fix": finding.fix,
    }


def _lines(report: FileReport, *, quiet: bool) -> Iterator[str]:
    """Yield a file's findings for the clerk, a line each."""
    reviewed = f"，已核实 {len(report.reviewed)} 处" if report.reviewed else ""
    yield f"{report.source}：{report.projects} 个项目，{report.totals}{reviewed}。{report.verdict}"
    if report.projects and not quiet:
        yield f"  按“{report.profile}”：{report.judged.text}。"
        for line in report.silent_lines:
            yield f"  没能判断：{line}"
    for part in report.parts:
        yield f"  {part.heading}"
        for group in part.groups:
            for row in group.rows:
                yield f"    [{group.severity}] {group.code} {row.cell}：{row.message}"
                if row.fix is not None:
                    before, after = _difference(row.text, row.fix)
                    yield f"        可改：{before} → {after}"
                if row.also:
                    yield f"        {row.also_text}"
    for one in report.reviewed:
        who = " ".join(filter(None, (one.who, one.when)))
        reason = " ".join(one.reason.split()) + (f"（{who}）" if who else "")
        yield f"  已核实 {one.code} {one.project} {one.cell}：{reason}"


def _mended_line(disclosure: Disclosure, layout: Layout, one: Mended) -> str:
    number = project_number(disclosure, one.ref.table)
    where = f"第{number}个项目 " if number else ""
    name = cell_name(disclosure, layout, one.ref)
    before, after = _difference(one.before, one.after)
    return f"  {'、'.join(one.codes)} {where}{name}：{before} → {after}"


def _difference(before: str, after: str) -> tuple[str, str]:
    """Return two texts, cut to where they differ when they are long."""
    start = max(0, _alike(before, after) - _AROUND)
    end = _alike(before[::-1], after[::-1]) - _AROUND
    end = max(0, min(end, len(before) - start, len(after) - start))
    if start + end <= 2 * _AROUND:
        start = end = 0
    lead, trail = "…" * bool(start), "…" * bool(end)
    cut = (text[start : len(text) - end] for text in (before, after))
    first, second = (lead + shortened(text, 60) + trail if text else "（空）" for text in cut)
    return first, second


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
