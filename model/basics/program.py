"""How the program was called, for help and messages that name a command."""

from __future__ import annotations

import sys
from pathlib import Path

_FROM_CLONE = "main.py"


def command() -> str:
    """Return the command that was called: ``main.py`` in a clone, else ``jibiao-cli`` or such."""
    called = Path(sys.argv[0] if sys.argv else "").name.removesuffix(".exe")
    return called if called.startswith("jibiao") else _FROM_CLONE


def help_command() -> str:
    """Return what to type to see how the command line is used."""
    return f"{'jibiao-cli' if command() == 'jibiao' else command()} --help"


def install_advice() -> str:
    """Return what to do where a library is missing."""
    return "请先运行 make run 完成安装" if command() == _FROM_CLONE else "请重新安装绩表"
