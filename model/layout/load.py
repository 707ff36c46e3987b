"""Layout files are read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from model.basics.assets import asset
from model.basics.errors import LayoutError
from model.basics.plainfile import read_plain
from model.layout.form import Layout
from model.layout.publication import Publication
from model.layout.publication_load import SUFFIX, load_publications
from model.layout.verify import verify
from model.layout.wording import content_fault, toml_fault

LAYOUT_FOLDER = asset("layouts")

_BOM = "\ufeff"


def load_layout(path: Path) -> Layout:
    """Read one layout file.

    Raises:
        LayoutError: the file cannot be read, or says something a layout cannot; it names the
            file, the place in it, and what is allowed there.
    """
    source = str(path)
    try:
        text = read_plain(path).decode()
    except OSError as error:
        raise LayoutError(f"表样文件打不开（{error.strerror}）", source) from error
    except UnicodeDecodeError as error:
        advice = "请用文本编辑器另存为 UTF-8 编码"
        raise LayoutError("表样文件不是 UTF-8 文本", source, advice) from error
    if text.startswith(_BOM):
        advice = "请用文本编辑器另存为“UTF-8（无 BOM）”"
        raise LayoutError("表样文件开头有 BOM 标记", source, advice)
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise LayoutError("表样文件里括号套得太深", source) from error
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"表样文件{toml_fault(error)}", source) from error
    try:
        layout = msgspec.convert(data, Layout)
    except msgspec.ValidationError as error:
        raise LayoutError(f"表样文件{content_fault(error, data)}", source) from error
    try:
        verify(layout)
    except LayoutError as error:
        raise LayoutError(f"表样文件里{error.reason}", source, error.advice) from error
    return layout


def load_layouts(*folders: Path, own: Iterable[Layout] = ()) -> Layouts:
    """Read every layout of the program, then of further folders; by id.

    A later one replaces an earlier one of the same id; the default stands first.

    Args:
        folders: the further ones.
        own: the user's own layouts, read before: they come after the program's.

    Raises:
        LayoutError: a folder is missing or holds no layout, or a layout in it is wrong.
    """
    layouts = Layouts()
    for folder in (LAYOUT_FOLDER, *folders):
        shipped = folder is LAYOUT_FOLDER
        advice = "程序文件不全，请重新安装" if shipped else "请检查 --layout-dir 后面的文件夹"
        if not folder.is_dir():
            raise LayoutError("没有这个表样文件夹", str(folder), advice)
        paths = sorted(folder.glob("*.toml"))
        if not paths:
            raise LayoutError("这个文件夹里没有表样文件（.toml）", str(folder), advice)
        here: dict[str, Path] = {}
        for path in paths:
            if path.name.endswith(SUFFIX):
                continue
            layout = load_layout(path)
            if layout.id in here:
                other = here[layout.id].name
                raise LayoutError(f"id “{layout.id}”和 {other} 里的一样", str(path), "请改成另一个")
            here[layout.id] = path
            layouts[layout.id] = layout
        if shipped:
            layouts |= {layout.id: layout for layout in own}
    ordered = Layouts(sorted(layouts.items(), key=lambda item: not item[1].default))
    ordered.folders = folders
    return ordered


class Layouts(dict[str, Layout]):
    """Every form there is, by id, and the publications (公开样式) of the same folders."""

    folders: tuple[Path, ...] = ()

    @cached_property
    def publications(self) -> dict[str, Publication]:
        """Every publication there is, by id; read when first asked for.

        Raises:
            LayoutError: one of them is wrong.
        """
        return load_publications(*self.folders)


def publications_of(layouts: Mapping[str, Layout]) -> dict[str, Publication]:
    """Return the publications that belong to some forms; the program's own where none do."""
    return layouts.publications if isinstance(layouts, Layouts) else load_publications()
