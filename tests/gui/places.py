"""Which widgets of a window nobody gave a place."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QLabel, QLayout, QMainWindow, QWidget


def placed(layout: QLayout) -> Iterator[QWidget]:
    """Yield the widgets a layout has a place for, those of layouts inside it too."""
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        if inner is not None:
            yield from placed(inner)


def without_place(top: QWidget) -> list[str]:
    """Return what is shown and has no place in the layout of what it stands in."""
    found = []
    for widget in (top, *top.findChildren(QWidget)):
        layout = widget.layout()
        if layout is None or isinstance(widget, QMainWindow):
            continue
        if type(widget).__module__.startswith("PySide6"):
            continue
        known = {id(one) for one in placed(layout)}
        for child in widget.children():
            if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
                name = child.text() if isinstance(child, QLabel) else child.accessibleName()
                if id(child) not in known:
                    found.append(f"{type(child).__name__} {name} in {type(widget).__name__}")
    return found
