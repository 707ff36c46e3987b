"""绩表 (Jibiao): performance target tables of Chinese public bodies."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Run the program; return its exit code: 0 done, 1 a file is wrong, 2 the call is."""
    # imported here so that a missing library is reported in Chinese
    try:
        from cli.arguments import CallError, parse
        from cli.batch import unexpected
        from cli.commands import run
        from model.errors import LayoutError
    except ModuleNotFoundError as error:
        print(f"缺少程序库 {error.name}，请先运行 make run 完成安装。", file=sys.stderr)
        return 1
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        call = parse(arguments or ["--help"])
        return run(call)
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
