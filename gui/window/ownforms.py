"""The user's own forms in the window: read anew, their folder opened, said which are used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.shared import messages
from model.basics.errors import LayoutError
from model.layout import Layouts, OwnForms, load_all


def show_own_forms(window: QWidget, session: Session, folders: Sequence[Path]) -> None:
    """Read the forms anew, open the folder of the user's own, and say what came of it.

    Args:
        window: what the box stands in front of.
        session: uses the forms from now on; what is open keeps the one it is shown in.
        folders: those with further forms the program was called with.
    """
    try:
        layouts, own = load_all(*folders)
    except LayoutError as error:
        messages.warn(window, str(error))
        return
    kept = _use(session, layouts)
    try:
        own.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        messages.warn(window, f"{own.folder}：自编表样的文件夹建不了（{error.strerror}）。")
        return
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(own.folder)))
    say = messages.warn if own.faults else messages.info
    say(window, _counts(own), "\n\n".join([*_details(own, kept), _HOW.format(folder=own.folder)]))


_HOW = (
    "每个表样一个 .toml 文件，放在已经打开的这个文件夹里：{folder}\n"
    "改过以后再点一次“自编表样”就用上了。"
)


def _use(session: Session, layouts: Layouts) -> bool:
    """Give the session the forms; tell whether that of what is open is another by now.

    A new mapping: a file may be read by the old one at this moment.
    """
    shown = session.layout
    changed = layouts.get(shown.id) != shown
    layouts[shown.id] = shown
    session.layouts = layouts
    return changed


def _counts(own: OwnForms) -> str:
    if not own.loaded and not own.faults:
        return "还没有自编表样。"
    used = f"自编表样用上了 {len(own.loaded)} 个"
    return f"{used}，{len(own.faults)} 个写得不对，没有用上。" if own.faults else f"{used}。"


def _details(own: OwnForms, kept: bool) -> list[str]:
    details = []
    if own.loaded:
        details.append("\n".join(f"{one.id}　{one.name}" for one in own.loaded))
    details += [str(fault) for fault in own.faults]
    if kept:
        details.append("正打开着的文件还按原来的表样显示，关闭后重新打开才换成改过的。")
    return details
