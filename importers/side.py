"""A file becomes one side of a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from importers.read import EXTENSIONS, read_file
from model.basics.errors import ReadError
from model.compare import Side
from model.document.report import ReadReport
from model.layout import Layout


def read_side(
    path: Path, layouts: Mapping[str, Layout], layout_id: str = ""
) -> tuple[Side, ReadReport]:
    """Read a file of any known format to be compared with another.

    Args:
        path: the file.
        layouts: every form there is, by id.
        layout_id: the form to read by; found by itself when empty.

    Raises:
        ReadError: it cannot be read, or its form is unknown.
        LayoutError: no form has that id.
    """
    disclosure, report = read_file(path, layouts, layout_id)
    name = layout_id or disclosure.layout or next(iter(layouts))
    layout = layouts.get(name)
    if layout is None:
        known = "、".join(layouts)
        advice = f"现有：{known}；请先把这个表样放进程序的表样文件夹"
        raise ReadError(f"文件用的表样“{name}”不在程序里", str(path), advice)
    own = EXTENSIONS.get(path.suffix.lower()) == ("json",)
    return Side(disclosure, layout, own), report
