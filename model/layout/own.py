"""The user's own forms: a folder beside the settings, for the window and the command line alike."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from model.basics.errors import LayoutError
from model.basics.places import own_layout_folder
from model.layout.form import Layout
from model.layout.load import Layouts, load_layout, load_layouts
from model.layout.publication_load import SUFFIX, load_publications


class OwnForms(Struct):
    """What came of reading the folder of the user's own forms.

    Attributes:
        folder: where it is; it need not exist.
        loaded: the forms that are used.
        faults: why others are not.
    """

    folder: Path
    loaded: list[Layout] = field(default_factory=list)
    faults: list[LayoutError] = field(default_factory=list)


def read_own_forms() -> OwnForms:
    """Read the user's own forms; one that is wrong keeps none of the others out."""
    own = OwnForms(own_layout_folder())
    try:
        paths = sorted(path for path in own.folder.iterdir() if path.suffix.lower() == ".toml")
    except FileNotFoundError:
        return own
    except OSError as error:
        advice = "请检查这个文件夹的权限"
        own.faults.append(
            LayoutError(f"自编表样的文件夹打不开（{error.strerror}）", str(own.folder), advice)
        )
        return own
    seen: dict[str, Path] = {}
    for path in paths:
        if path.name.endswith(SUFFIX):
            continue
        try:
            layout = load_layout(path)
        except LayoutError as error:
            own.faults.append(error)
            continue
        if layout.id in seen:
            other = seen[layout.id].name
            reason = f"id “{layout.id}”和 {other} 里的一样"
            own.faults.append(LayoutError(reason, str(path), "请改成另一个"))
            continue
        seen[layout.id] = path
        own.loaded.append(layout)
    try:
        load_publications(own.folder)
    except LayoutError as error:
        own.faults.append(error)
    return own


def load_all(*folders: Path) -> tuple[Layouts, OwnForms]:
    """Read the program's forms, the user's own, then those of further folders.

    A later one replaces an earlier one of the same id. What is wrong among the user's own is
    left out and told in the second result.

    Raises:
        LayoutError: a further folder is missing or holds no form, or a form in it is wrong.
    """
    own = read_own_forms()
    layouts = load_layouts(*folders, own=own.loaded)
    if not own.faults and own.folder.is_dir():
        # its publications too
        layouts.folders = (own.folder, *folders)
    return layouts, own
