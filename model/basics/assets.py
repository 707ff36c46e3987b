"""Where the program's own files lie: forms, templates, icons."""

from __future__ import annotations

import sys
from pathlib import Path

from model.basics.errors import JibiaoError


class AssetError(JibiaoError):
    """A file the program needs did not come with it, or is gone."""


def asset(*names: str) -> Path:
    """Return the path of a file or folder of ``assets``.

    It lies beside the program's folders, in a clone as after ``pip install``; of a frozen program
    whose modules are in an archive, beside its executable.

    Raises:
        AssetError: it is not there.
    """
    beside = Path(__file__).resolve().parents[2] / "assets"
    folder = beside if beside.is_dir() else Path(sys.executable).resolve().parent / "assets"
    path = folder.joinpath(*names)
    if not path.exists():
        raise AssetError("绩表自己的文件不全，缺少它", str(path), "请重新安装绩表")
    return path
