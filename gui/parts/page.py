"""The page of a part: a line above its cells that leaves it out."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from gui.document.session import Session
from gui.parts.view import PartView
from gui.shared.boxframes import frame_boxes
from model.document.blocks import FRONT, PartTargets
from model.document.edits import Change
from model.parts.edits import SetPartBlocks
from model.parts.names import part_name


class PartPage(QWidget):
    """Shows the session's current part."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.view = PartView(session, self)
        self.omitted = QCheckBox("本部门无此项(&W)", self)
        self.omitted.setToolTip(
            "本部门没有这一项：公开的文件里只写标题和“本部门无此项”，已填的留着，可以随时恢复"
        )
        frame_boxes(self.omitted)
        self.omitted.toggled.connect(self._omit)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 2)
        bar.addStretch(1)
        bar.addWidget(self.omitted)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar)
        box.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        session.replaced.connect(self._show)
        session.current_changed.connect(self._show)
        session.changed.connect(self._changed)
        self._show()

    def _changed(self, change: Change) -> None:
        if change.parts or change.structure:
            self._show()

    def _show(self) -> None:
        part = self._session.part
        if part is None:
            return
        held = any(isinstance(block, PartTargets) for block in part.blocks)
        self.omitted.setVisible(part.key != FRONT and bool(part.title.strip()) and not held)
        self.omitted.blockSignals(True)
        self.omitted.setChecked(part.omitted)
        self.omitted.blockSignals(False)

    def _omit(self, omitted: bool) -> None:
        part = self._session.part
        if part is None or part.omitted == omitted:
            return
        self.view.cell_cursor.finish()
        what = "本部门无此项" if omitted else "恢复这一部分"
        edit = SetPartBlocks(f"{what}：{part_name(part)}", part.id, part.blocks, omitted)
        self._session.do(edit)
