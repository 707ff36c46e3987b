"""Print what setup.cfg asks for: its dependencies and those of the extras named."""

from __future__ import annotations

import configparser
import sys
from pathlib import Path


def requirements(extras: list[str]) -> list[str]:
    """Return the requirement lines of the program, then of each extra, without repeats."""
    config = configparser.ConfigParser(interpolation=None)
    config.read(Path(__file__).resolve().parent.parent / "setup.cfg", encoding="utf-8")
    blocks = [config["options"]["install_requires"]]
    blocks += [config["options.extras_require"][extra] for extra in extras]
    lines = (line.strip() for block in blocks for line in block.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


if __name__ == "__main__":
    sys.stdout.write("\n".join(requirements(sys.argv[1:])) + "\n")
