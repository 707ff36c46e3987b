"""Drives a form view as a clerk does: keys, an input method, the mouse, the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.document.session import Session
from gui.form.blocks import new_mime
from gui.form.formview import FormView
from model.document.cells import CellRef, get_cell
from model.document.disclosure import Disclosure, Indicator, TargetTable
from model.layout import Layout, load_layouts

DATA = Path(__file__).resolve().parents[2] / "data"
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LAYOUTS = ("hebei-2021", "national-2021", "shanghai-split", "sichuan-flat")


def all_layouts() -> dict[str, Layout]:
    """Return the program's forms and those made for tests."""
    return load_layouts(DATA)


def path(start: QPoint, end: QPoint) -> list[QPoint]:
    """Return the way of a pulled mouse."""
    way = end - start
    return [start + QPoint(way.x() * step // 4, way.y() * step // 4) for step in range(5)]


class Known:
    """Suggests what is in its lists."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.texts = {
            "unit": ["人", "公里"],
            "basis": ["云水发〔2023〕12号", "云水发〔2023〕15号"],
            "name": ["清淤长度", "清淤土方"],
        }

    def suggest(self, field: str, text: str, limit: int) -> list[str]:
        self.asked.append((field, text))
        return [known for known in self.texts[field] if text in known][:limit]


class Clerk:
    """A form view on the screen, and hands to fill it."""

    def __init__(self, disclosure: Disclosure, add: Callable[[FormView], None]) -> None:
        self.session = Session(all_layouts())
        self.known = Known()
        self.view = FormView(self.session, self.known)
        add(self.view)
        self.view.resize(1000, 720)
        self.view.show()
        QTest.qWaitForWindowExposed(self.view)
        self.session.open(disclosure, None)
        self.view.activateWindow()
        self.view.setFocus()

    @property
    def table(self) -> TargetTable:
        return next(t for t in self.session.disclosure.projects if t.id == self.session.current)

    @property
    def indicators(self) -> list[Indicator]:
        return self.table.indicators

    def ref(self, field: str, row: int = -1) -> CellRef:
        """Return a reference to a cell; ``row`` counts the rows shown, pending ones too."""
        assert self.view.grid is not None
        return CellRef(self.table.id, field, self.view.grid.rows[row].id if row >= 0 else "")

    def text(self, field: str, row: int = -1) -> str:
        return get_cell(self.session.disclosure, self.ref(field, row))

    def stand(self, field: str, row: int = -1) -> None:
        """Go to a cell as a finding does, without writing."""
        self.session.go_to(self.ref(field, row))

    def click(self, field: str, row: int = -1, modifier: Qt.KeyboardModifier | None = None) -> None:
        point = self.view.rect_of(self.ref(field, row)).center()
        self.click_at(point, modifier)

    def click_at(self, point: QPoint, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Click on whatever is at a point of the viewport."""
        viewport = self.view.viewport()
        target = viewport.childAt(point) or viewport
        place = target.mapFrom(viewport, point)
        modifier = modifier or Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, modifier, place)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Pull the mouse over the viewport."""
        viewport = self.view.viewport()
        target = viewport.childAt(start) or viewport
        points = path(start, end)
        QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=target.mapFrom(viewport, points[0]))
        for point in points[1:]:
            QTest.mouseMove(target, target.mapFrom(viewport, point))
            QApplication.processEvents()
        QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=target.mapFrom(viewport, end))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)

    def type(self, text: str) -> None:
        """Type a text: Latin by keys, the rest by the input method, sign by sign."""
        for char in text:
            if char.isascii():
                QTest.keyClicks(self.view.editor, char)
            else:
                self.commit(char)

    def compose(self, preedit: str) -> None:
        QApplication.sendEvent(self.view.editor, QInputMethodEvent(preedit, []))

    def commit(self, text: str) -> None:
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self.view.editor, event)

    def steps(self) -> list[str]:
        """Return the names of the undo steps."""
        stack = self.session.undo
        return [stack.text(number) for number in range(stack.count())]

    def put_on_clipboard(self, text: str = "", html: str = "") -> None:
        data = new_mime()
        if text:
            data.setText(text)
        if html:
            data.setHtml(html)
        QGuiApplication.clipboard().setMimeData(data)

    def current(self) -> CellRef | None:
        return self.view.cell_cursor.current_ref()
