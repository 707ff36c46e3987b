"""Reads a returned file in the background and lays it beside what is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from gui.shared import messages
from model.document.report import ReadReport
from model.takeback.takeback import TakeBack

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.document.workspace import Workspace
    from gui.shared.tasks import Watch


class Returned(Struct):
    """A returned file, laid beside what is open; ``report`` says how it was read."""

    path: Path
    back: TakeBack
    report: ReadReport


def read_returned(workspace: Workspace, path: Path, show: Callable[[Returned], None]) -> None:
    """Read a returned file in the background; ask where it seems to be another's.

    Args:
        workspace: where ours is open; it stays usable meanwhile.
        path: the returned file, of any format that is read.
        show: called with what was read, if it is wanted.
    """
    from gui.document.comparable import side_of
    from importers.read import read_file

    session = workspace.session
    session.settle()
    layouts, make_side = session.layouts, side_of(session)
    begun = session.undo.index(), session.disclosure

    def work(_watch: Watch) -> Returned:
        theirs, report = read_file(path, layouts)
        mine = make_side()
        theirs_in = layouts.get(theirs.layout, mine.layout)
        return Returned(path, TakeBack(mine.disclosure, mine.layout, theirs, theirs_in), report)

    def done(returned: Returned) -> None:
        if session.disclosure is not begun[1]:
            workspace.said.emit("打开的文件已经换了，没有接收修改。")
            return
        # laid beside a copy: the window was usable meanwhile
        returned.back.sides.ours = session.disclosure
        if session.undo.index() != begun[0]:
            returned.back.refresh()
        if _is_ours(workspace.window, returned):
            show(returned)

    workspace.tasks.run(workspace.window, f"正在读取退回的 {path.name}…", work, done)


def _is_ours(window: QWidget, returned: Returned) -> bool:
    """Ask where a file seems to be of another department or year."""
    doubts = returned.back.doubts()
    if not doubts:
        return True
    question = "\n".join([*doubts, "", "这可能不是这份文件的退回稿。要继续吗？"])
    return messages.ask(window, question, ["继续", "取消"], default=1) == 0
