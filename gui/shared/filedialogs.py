"""Asking for files; tests replace these functions, as they do `gui.shared.messages`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gui.shared.settings import settings, text_setting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

OWN = "绩表文件 (*.jxb)"


def readable_filter() -> str:
    """Return the filter of all files the readers read."""
    from importers.read import EXTENSIONS

    every = " ".join(f"*{extension}" for extension in EXTENSIONS)
    return (
        f"能打开的文件 ({every});;{OWN};;Word 文档 (*.docx *.doc *.wps *.odt);;"
        "Excel 工作簿 (*.xlsx *.xls *.et *.ods);;PDF、OFD (*.pdf *.ofd);;文本 (*.txt);;"
        "所有文件 (*)"
    )


def ask_open(parent: QWidget) -> Path | None:
    """Ask for a file to open; None when nothing was chosen."""
    from PySide6.QtWidgets import QFileDialog

    name, _ = QFileDialog.getOpenFileName(parent, "打开", _folder(), readable_filter())
    return _remembered(name)


def ask_rules(parent: QWidget) -> Path | None:
    """Ask for a file of a bureau's checking rules; None when none was chosen."""
    from PySide6.QtWidgets import QFileDialog

    kinds = "检查规则 (*.toml);;所有文件 (*)"
    name, _ = QFileDialog.getOpenFileName(parent, "检查规则", _folder(), kinds)
    return _remembered(name)


def ask_update(parent: QWidget, kind: str) -> Path | None:
    """Ask for a package with a newer version; None when none was chosen."""
    from PySide6.QtWidgets import QFileDialog

    name, _ = QFileDialog.getOpenFileName(parent, "选择更新包", _folder(), kind)
    return _remembered(name)


def ask_save(parent: QWidget, title: str, suggestion: Path, kind: str) -> Path | None:
    """Ask where to write a file; an existing one was agreed to be replaced.

    Args:
        parent: the window.
        title: of the dialog.
        suggestion: a name, or a whole path.
        kind: the filter, such as ``绩表文件 (*.jxb)``; its first extension is added to a
            name without one.
    """
    from PySide6.QtWidgets import QFileDialog

    start = suggestion if suggestion.is_absolute() else Path(_folder()) / suggestion
    suffix = kind.partition("(*")[2].split()[0].rstrip(")")
    dialog = QFileDialog(parent, title, str(start.parent), kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    dialog.selectFile(start.name)
    if not dialog.exec():
        return None
    return _remembered(dialog.selectedFiles()[0])


def ask_folder(parent: QWidget, title: str, start: str = "") -> Path | None:
    """Ask for a folder; None when none was chosen.

    Args:
        parent: the window.
        title: of the dialog.
        start: the folder it opens at; by default the one used last.
    """
    from PySide6.QtWidgets import QFileDialog

    begin = start if start and Path(start).is_dir() else _folder()
    name = QFileDialog.getExistingDirectory(parent, title, begin)
    return Path(name) if name else None


def _folder() -> str:
    held = text_setting("folder")
    return held if held and "\0" not in held and Path(held).is_dir() else str(Path.home())


def _remembered(name: str) -> Path | None:
    if not name:
        return None
    settings().setValue("folder", str(Path(name).parent))
    return Path(name)
