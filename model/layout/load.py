"""Layout files are read."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from model.errors import LayoutError
from model.layout.form import Layout
from model.layout.verify import verify

LAYOUT_FOLDER = Path(__file__).resolve().parent.parent.parent / "assets" / "layouts"


def load_layout(path: Path) -> Layout:
    """Read one layout file.

    Raises:
        LayoutError: the file cannot be read, or says something a layout cannot.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        layout = msgspec.convert(data, Layout)
    except OSError as error:
        raise LayoutError(f"表样文件打不开（{error.strerror}）", str(path)) from error
    except UnicodeDecodeError as error:
        raise LayoutError("表样文件不是 UTF-8 文本", str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"表样文件写法不对（{error}）", str(path)) from error
    except msgspec.ValidationError as error:
        raise LayoutError(f"表样文件内容不对（{error}）", str(path)) from error
    verify(layout)
    return layout


def load_layouts(*folders: Path) -> dict[str, Layout]:
    """Read every layout of the program, then of further folders; by id.

    A later one replaces an earlier one of the same id.

    Raises:
        LayoutError: a folder is missing, or a layout in it is wrong.
    """
    layouts: dict[str, Layout] = {}
    for folder in folders:
        if not folder.is_dir():
            raise LayoutError("没有这个表样文件夹", str(folder))
    for folder in (LAYOUT_FOLDER, *folders):
        for path in sorted(folder.glob("*.toml")):
            layout = load_layout(path)
            layouts[layout.id] = layout
    return layouts
