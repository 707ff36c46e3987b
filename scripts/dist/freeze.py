"""Freeze the program with cx_Freeze: a folder with two executables, modules and libraries.

It runs inside the environment of `scripts.dist.environment`: ``python -m scripts.dist.freeze TARGET``.
cx_Freeze was chosen for its static Python, which runs on systems older than the builder's own;
PyInstaller takes the builder's libraries, and with them its glibc.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cx_Freeze import Executable, Freezer

from scripts.dist.arches import ROOT

ROOMS = ("cli", "gui", "model", "importers", "exporters", "library")
"""The program's own packages, whole: some of their modules are found by listing a folder."""
WHOLE = (*ROOMS, "encodings", "jeepney", "lxml", "msgspec", "multiprocessing", "pypinyin")
LEFT_OUT = (
    *(
        "PySide6.QtNetwork",
        "PySide6.QtQml",
        "PySide6.QtQuick",
        "lxml.isoschematron",
        "lxml.objectify",
        "lxml.ElementInclude",
    ),
    *("asyncio", "ssl", "_ssl", "readline", "tkinter", "unittest", "test", "pydoc", "pydoc_data"),
    *("setuptools", "distutils", "lib2to3", "ensurepip", "venv", "curses", "cffi", "pycparser"),
    # hashlib does without: SHA-1 and the like are built in
    "_hashlib",
    # uuid does without
    "_uuid",
)
UNZIPPED = ("pypinyin", "lxml", "msgspec", "pypdfium2", "pypdfium2_raw", "cryptography")
"""Packages that look for files beside themselves, or hold libraries."""


def freeze(target: Path) -> None:
    """Write the folder of this computer's own kind."""
    main = str(ROOT / "main.py")
    commands = str(ROOT / "scripts" / "dist" / "commands.py")
    Freezer(
        [Executable(main, target_name="jibiao"), Executable(commands, target_name="jibiao-cli")],
        packages=list(WHOLE),
        excludes=list(LEFT_OUT),
        include_files=[(str(ROOT / "assets"), "assets")],
        zip_include_packages=["*"],
        zip_exclude_packages=list(UNZIPPED),
        # no path of the builder in what travels
        replace_paths=[("*", "")],
        path=[str(ROOT), *sys.path],
        target_dir=str(target),
        # no docstrings and asserts: a third of what the modules weigh
        optimize=2,
        silent=True,
    ).freeze()


if __name__ == "__main__":
    freeze(Path(sys.argv[1]))
