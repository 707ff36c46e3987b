"""The verbs dump, export, convert, layouts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cli.batch import Job, ensure_folder, find_jobs, refuse_same, run_jobs, say
from cli.errors import CallError
from cli.parser import FILES, Parser
from cli.reading import read, reading_options
from cli.sending import why_not_sendable
from exporters.atomic import replacing, replacing_together, write_error
from exporters.formats import FORMATS
from exporters.jxb import write_jxb
from model.basics.errors import LayoutError, ReadError, WriteError
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.parts.disclosure_dump import to_dump
from model.parts.outline import targets_alone
from model.printing.leftout import fields_left_out


def _read_options() -> list[Parser]:
    """Return the options of verbs that read files, one output each."""
    common = Parser(add_help=False)
    common.add_argument("--out", type=Path, metavar="文件夹", help="输出文件夹；多个输入时必需")
    common.add_argument("--quiet", action="store_true", help="不显示读取报告")
    return [reading_options(), common]


def add_dump(
    verbs: argparse._SubParsersAction[Any], parents: Sequence[argparse.ArgumentParser]
) -> None:
    """Add the verb and its options to a command line."""
    parser = verbs.add_parser(
        "dump", help="把读出的内容以 JSON 打印到标准输出", parents=[*parents, *_read_options()]
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help=FILES)
    parser.add_argument("--layout", dest="read_as", default="", metavar="表样", help="同 --read-as")


def add_export(
    verbs: argparse._SubParsersAction[Any], parents: Sequence[argparse.ArgumentParser]
) -> None:
    """Add the verb and its options to a command line."""
    parser = verbs.add_parser(
        "export", help="导出 Word 绩效文本和 Excel 工作簿", parents=[*parents, *_read_options()]
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help=FILES)
    for kind, one in FORMATS.items():
        parser.add_argument(
            f"--{kind}", type=Path, metavar=f"名{one.extension}", help=f"写成这个 {one.words}"
        )
    parser.add_argument(
        "--layout", default="", metavar="表样", help="输出用的表样（默认与原文件相同）"
    )
    parser.add_argument(
        "--only", choices=["targets"], help="整本公开文本只输出其中的绩效文本：--only targets"
    )


def add_convert(
    verbs: argparse._SubParsersAction[Any], parents: Sequence[argparse.ArgumentParser]
) -> None:
    """Add the verb and its options to a command line."""
    parser = verbs.add_parser(
        "convert", help="转换成绩表自己的文件（.jxb）", parents=[*parents, *_read_options()]
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="文件", help=f"{FILES}；最后一个是输出的 名.jxb"
    )


def add_layouts(
    verbs: argparse._SubParsersAction[Any], parents: Sequence[argparse.ArgumentParser]
) -> None:
    """Add the verb to a command line."""
    verbs.add_parser("layouts", help="列出现有的表样", parents=list(parents))


def _find_layout(name: str, layouts: Mapping[str, Layout]) -> None:
    if name and name not in layouts:
        raise LayoutError(f"没有名为“{name}”的表样", "", f"现有：{'、'.join(layouts)}")


def run_layouts(call: argparse.Namespace, layouts: Mapping[str, Layout]) -> int:
    """Print the forms known, a line each."""
    for layout in layouts.values():
        print(f"{layout.id}\t{layout.name}\t{layout.region}\t{layout.year}\t{layout.source}")
    return 0


def _jobs(call: argparse.Namespace, files: list[Path]) -> list[Job | ReadError]:
    if call.out is not None and call.out.exists() and not call.out.is_dir():
        raise CallError(f"--out 应是文件夹：{call.out} 是一个文件。")
    jobs = list(find_jobs(files, call.out))
    found = sum(isinstance(job, Job) for job in jobs)
    folder = any(path.is_dir() for path in files)
    if call.out is None and (len(files) > 1 or (folder and found)):
        raise CallError("有多个输入时，请用 --out 指明输出文件夹。")
    return jobs


def run_dump(call: argparse.Namespace, layouts: Mapping[str, Layout]) -> int:
    """Print what was read, as JSON."""
    _find_layout(call.read_as, layouts)

    def work(job: Job) -> None:
        text = json.dumps(to_dump(read(job.source, call, layouts)), ensure_ascii=False, indent=2)
        # half characters fit no UTF-8; JSON has an escape for them
        data = (text + "\n").encode("utf-8", "backslashreplace")
        if job.base is None:
            _print(data)
            return
        target = job.base.with_name(job.base.name + ".json")
        ensure_folder(target.parent)
        refuse_same(job.source, target)
        with replacing(target) as file:
            file.write(data)

    return run_jobs(_jobs(call, call.files), work)


def _print(data: bytes) -> None:
    """Write to standard output.

    Raises:
        WriteError: it is closed, or what it leads to is full.
    """
    if sys.stdout is None:
        raise WriteError("标准输出是关闭的，没有地方打印", "", "请用 --out 指明输出文件夹")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise write_error(error, Path("标准输出")) from error


def run_export(call: argparse.Namespace, layouts: Mapping[str, Layout]) -> int:
    """Write Word, Excel, or both."""
    for name in (call.read_as, call.layout):
        _find_layout(name, layouts)
    asked: dict[str, Path] = {
        kind: path for kind in FORMATS if (path := getattr(call, kind)) is not None
    }
    if call.out is None and not asked:
        options = " 或 ".join(f"--{kind}" for kind in FORMATS)
        raise CallError(f"请用 {options} 指明输出文件，或用 --out 指明输出文件夹。")
    if call.out is not None and asked:
        raise CallError(f"--out 不能与 {'、'.join(f'--{kind}' for kind in FORMATS)} 同用。")
    for kind, path in asked.items():
        extension = FORMATS[kind].extension
        if path.suffix.lower() != extension:
            raise CallError(f"输出文件名应以 {extension} 结尾：{path}。")

    def work(job: Job) -> None:
        targets = asked
        if job.base is not None:
            targets = {
                kind: job.base.with_name(job.base.name + one.extension)
                for kind, one in FORMATS.items()
            }
        for target in targets.values():
            refuse_same(job.source, target)
        disclosure = read(job.source, call, layouts)
        if call.only == "targets":
            disclosure = targets_alone(disclosure)
        layout = _output_layout(disclosure, call.layout, layouts)
        left_out = fields_left_out(disclosure, layout)
        if left_out and not call.quiet:
            say(f"  注意：表样 {layout.id} 没有这些栏，内容未输出：{'、'.join(left_out)}")
        if not call.quiet and (why := why_not_sendable(disclosure, layout)):
            say(f"  注意：{why}")
        if job.base is not None:
            ensure_folder(job.base.parent)
        with replacing_together(*targets.values()) as staged:
            for kind, path in zip(targets, staged, strict=True):
                FORMATS[kind].writer()(disclosure, layout, path)

    return run_jobs(_jobs(call, call.files), work)


def _output_layout(disclosure: Disclosure, name: str, layouts: Mapping[str, Layout]) -> Layout:
    name = name or disclosure.layout or next(iter(layouts))
    _find_layout(name, layouts)
    return layouts[name]


def run_convert(call: argparse.Namespace, layouts: Mapping[str, Layout]) -> int:
    """Write this program's own file."""
    _find_layout(call.read_as, layouts)
    files = call.files
    target: Path | None = None
    if call.out is None:
        if len(files) != 2 or files[1].suffix.lower() != ".jxb":
            raise CallError("写法是 convert 文件 名.jxb；有多个输入时用 --out 指明输出文件夹。")
        files, target = files[:1], files[1]
        if files[0].is_dir():
            raise CallError("输入是文件夹时，请用 --out 指明输出文件夹。")

    def work(job: Job) -> None:
        path = target or Path(f"{job.base}.jxb")
        refuse_same(job.source, path)
        disclosure = read(job.source, call, layouts)
        if job.base is not None:
            ensure_folder(path.parent)
        write_jxb(disclosure, path)

    return run_jobs(_jobs(call, files), work)
