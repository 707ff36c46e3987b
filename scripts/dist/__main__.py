"""``python -m scripts.dist``: make ``dist/`` anew; ``--arch x86_64`` for one kind alone."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.dist.arches import ARCHES, ROOT, X86, when
from scripts.dist.environment import build_python, wheels_of

NEEDED = {
    "dpkg-deb": "dpkg",
    "apt-get": "apt",
    "strip": "binutils",
    "patchelf": "patchelf",
    "aarch64-linux-gnu-strip": "binutils-aarch64-linux-gnu",
}


def main() -> int:
    """Make the build's environment, then everything in it."""
    parser = argparse.ArgumentParser(prog="scripts.dist")
    parser.add_argument("--arch", action="append", choices=ARCHES, help="only this kind")
    parser.add_argument("--to", type=Path, default=ROOT / "dist", help="where to write")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "dist")
    call = parser.parse_args()
    missing = [package for tool, package in NEEDED.items() if shutil.which(tool) is None]
    if missing:
        print(f"打包要用的程序这里没有：apt-get install {' '.join(missing)}", file=sys.stderr)
        return 1
    work, target = call.work.resolve(), call.to.resolve()
    work.mkdir(parents=True, exist_ok=True)
    python = build_python(work)
    arches = [ARCHES[name] for name in call.arch or ARCHES]
    sites = [f"{arch.name}={wheels_of(arch, work)}" for arch in arches]
    shutil.rmtree(target, ignore_errors=True)
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(when()),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [python, "-m", "scripts.dist.build", work, target, *sites]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    # X86 is what the freezer runs on
    if os.uname().machine != X86.name:
        sys.exit("make dist 要在 x86-64 的 Linux 上运行")
    sys.exit(main())
