"""A panel at the side of the window, its buttons seen on any ground."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QWidget

from gui.shared.icons import icon

_BUTTONS = (
    # Qt's name, icon, what it does
    ("qt_dockwidget_floatbutton", "duplicate", "把“{title}”面板放到窗口外面，或放回来"),
    ("qt_dockwidget_closebutton", "cancel", "关闭“{title}”面板；“查看”菜单里的“面板”可以再打开它"),
)
_DRAWN_ANEW = (
    # with these, or shortly before, Qt puts the style's own icons back, hardly seen on dark
    QEvent.Type.Show,
    QEvent.Type.StyleChange,
    QEvent.Type.ParentChange,
    QEvent.Type.LayoutDirectionChange,
    QEvent.Type.PaletteChange,
    QEvent.Type.ApplicationPaletteChange,
)


class Dock(QDockWidget):
    """A panel with the program's own icons in its title."""

    def __init__(self, title: str, name: str, widget: QWidget, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setWidget(widget)
        self.topLevelChanged.connect(self.show_icons)
        self.show_icons()

    def show_icons(self) -> None:
        """Draw the buttons in the palette's colours."""
        for name, sign, words in _BUTTONS:
            button = self.findChild(QAbstractButton, name)
            if isinstance(button, QAbstractButton):
                told = words.format(title=self.windowTitle())
                button.setIcon(icon(sign))
                button.setToolTip(told)
                button.setAccessibleName(told)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in _DRAWN_ANEW:
            self.show_icons()
        return done
