"""Pin what travels with the program: ``python -m scripts.dist.lock`` writes the lock files anew.

Each line names one archive by its hash, so that a build takes the same bytes wherever it runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts.dist.arches import ARCHES, HERE, PYTHON, Arch
from scripts.requirements import requirements

BUILD = ("cx_Freeze == 8.7.*", "pyelftools >= 0.31", "cyclonedx-python-lib >= 9")
"""What makes the packages and does not travel; freeze-core, which does, is locked with it."""
BUILD_LOCK = HERE / "requirements-build.txt"


def resolved(wanted: Sequence[str], options: Sequence[str] = ()) -> str:
    """Return pinned lines, with hashes, for some requirements and all they need."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"]
        command += ["--ignore-installed", "--only-binary=:all:", f"--report={report}"]
        subprocess.run([*command, *options, *wanted], check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    lines = []
    for one in found:
        meta = one["metadata"]
        digest = one["download_info"]["archive_info"]["hashes"]["sha256"]
        lines.append(f"{meta['name']}=={meta['version']} --hash=sha256:{digest}")
    return "\n".join(sorted(lines, key=str.lower)) + "\n"


def lock_arch(arch: Arch, build: str) -> str:
    """Return the lock of one kind of computer; its static Python is the builder's release."""
    core = next(line.split(" ")[0] for line in build.splitlines() if line.startswith("freeze-core"))
    options = [f"--platform={platform}" for platform in arch.platforms]
    options += [f"--python-version={PYTHON}", "--implementation=cp", "--target=unused"]
    pins = [f"{name}=={version}" for name, version in arch.pins.items()]
    return resolved([*requirements([]), *pins, core], options)


def main() -> None:
    """Write all lock files."""
    build = resolved(BUILD)
    BUILD_LOCK.write_text(build, encoding="utf-8")
    for arch in ARCHES.values():
        arch.lock.write_text(lock_arch(arch, build), encoding="utf-8")


if __name__ == "__main__":
    main()
