"""绩表 (Jibiao): performance target tables of Chinese public bodies."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from model.basics.assets import AssetError
from model.basics.installed import FOLDER, hand_over
from model.basics.names import READABLE, unwritten
from model.basics.places import data_folder
from model.basics.program import help_command, install_advice

_LAYOUTS = "--layout-dir"
"""The one option the window takes; it stands before a folder with further forms."""


def _to_show(arguments: Sequence[str]) -> tuple[list[Path], list[Path]] | None:
    """Return the files a window is to open, and folders with further forms.

    None where the call is for the command line.
    """
    folders: list[Path] = []
    files: list[str] = []
    left = iter(arguments)
    for argument in left:
        option, equals, folder = argument.partition("=")
        if option == _LAYOUTS:
            folder = folder if equals else next(left, "")
            if not folder:
                return None
            folders.append(Path(folder))
        elif argument.startswith("-"):
            return None
        else:
            files.append(argument)
    # no verb has a dot in it, and a file without one may be there
    paths = [unwritten(file) or Path(file) for file in files]
    if paths and not (paths[0].suffix or paths[0].is_file()):
        return None
    return paths, folders


def _show_window(files: list[Path], folders: list[Path]) -> int:
    """Show the window; where there can be none, say so in one line."""
    try:
        from gui.app import load, run, screen_missing

        load()
    except ImportError as error:
        # a system library that is missing has no name of its own, only Qt's words for it
        print(
            f"窗口打不开：缺少程序库 {_missing(error)}，{install_advice()}；"
            f"命令行的用法见 {help_command()}。",
            file=sys.stderr,
        )
        return 1
    if screen_missing():
        print(f"这里没有能显示窗口的屏幕；命令行的用法见 {help_command()}。", file=sys.stderr)
        return 1
    try:
        return run(files, folders)
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1


def _missing(error: ImportError) -> str:
    """Return what is missing: a module by its name, and the words that came with it."""
    words = str(error)
    return "".join(filter(None, [error.name, f"（{words}）" if words else ""]))


def start() -> int:
    """Run the program as the command ``jibiao``: the window, or a verb."""
    return main(sys.argv[1:])


def command_line() -> int:
    """Run the program as the command ``jibiao-cli``: never the window."""
    _print_utf8()
    _hand_over(sys.argv[1:], window=False)
    return _run_verb(sys.argv[1:] or ["--help"])


def main(arguments: Sequence[str]) -> int:
    """Run the program; return its exit code: 0 done, 1 a file is wrong, 2 the call is."""
    _print_utf8()
    shown = _to_show(arguments)
    _hand_over(arguments, window=shown is not None)
    # the window does without the libraries of the verbs until it needs them
    return _run_verb(arguments) if shown is None else _show_window(*shown)


def _hand_over(arguments: Sequence[str], *, window: bool) -> None:
    """Let a newer version that this user took from a file run instead."""
    if getattr(sys, "frozen", False):
        hand_over(data_folder() / FOLDER, arguments, window)


def _print_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=READABLE)


def _run_verb(arguments: Sequence[str]) -> int:
    # imported here so that a missing library is reported in Chinese
    try:
        from cli.arguments import parse
        from cli.batch import unexpected
        from cli.errors import CallError
        from cli.verbs import run
        from model.basics.errors import LayoutError
    except ModuleNotFoundError as error:
        print(f"缺少程序库 {error.name}，{install_advice()}。", file=sys.stderr)
        return 1
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        return run(parse(arguments))
    except CallError as error:
        print(f"命令写法不对：{error}", file=sys.stderr)
        return 2
    except LayoutError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("已取消，写了一半的文件没有留下。", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stdout = None
        return 0
    except Exception as error:  # noqa: BLE001 - the last place to say it in Chinese
        print(unexpected(error, ""), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
