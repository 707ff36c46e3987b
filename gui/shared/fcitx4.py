"""A client of fcitx 4, for which Qt has no plugin that this Qt could load.

UOS 20 and Kylin V10 have fcitx 4. It speaks a protocol of its own on the message bus: each key is
offered to it, and signals bring what is half typed and what it became.
"""

from __future__ import annotations

import os
from collections import deque

from jeepney import (
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.io.common import FilterHandle
from jeepney.wrappers import unwrap_msg
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSocketNotifier, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCharFormat, QWindow
from PySide6.QtWidgets import QApplication, QWidget

_PREEDIT, _FORMATTED_PREEDIT = 1 << 1, 1 << 4
_PATIENCE = 0.5
"""Seconds for an answer; a key is not held longer by an input method that hangs."""
_KEYS = {QEvent.Type.KeyPress: 0, QEvent.Type.KeyRelease: 1}
_SECRET = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData


class NoFcitxError(Exception):
    """No context for what is typed could be had of fcitx."""


class Fcitx4(QObject):
    """Offers fcitx every key of a widget that takes text, and hands on what comes of it.

    Raises:
        NoFcitxError: there is no message bus, or fcitx does not answer as it should.
    """

    def __init__(self, application: QApplication, service: str) -> None:
        super().__init__(application)
        self._letters = ""
        self._focused: QWidget | None = None
        self._place = QRect()
        self._service = service
        self._gone = False
        self._filter: FilterHandle | None = None
        self._signals: deque[Message] = deque()
        try:
            self._bus: DBusConnection | None = open_dbus_connection("SESSION")
            self._connect(self._bus, service)
        except (OSError, DBusErrorResponse) as error:
            raise NoFcitxError(str(error)) from error
        self._notifier = QSocketNotifier(self._bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        application.focusChanged.connect(lambda _old, new: self._focus(new))
        application.installEventFilter(self)

    def _connect(self, bus: DBusConnection, service: str) -> None:
        address = DBusAddress("/inputmethod", service, "org.fcitx.Fcitx.InputMethod")
        made = self._ask(address, "CreateICv3", "si", ("jibiao", os.getpid()))
        path = f"/inputcontext_{made[0]}"
        self._context = DBusAddress(path, service, "org.fcitx.Fcitx.InputContext")
        rule = MatchRule(type="signal", interface="org.fcitx.Fcitx.InputContext", path=path)
        bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=_PATIENCE)
        if self._filter is not None:
            self._filter.close()
        self._filter = bus.filter(rule, queue=self._signals)
        self._ask(self._context, "SetCapacity", "u", (_PREEDIT | _FORMATTED_PREEDIT,))

    def reset(self) -> None:
        """Let go of what is half typed."""
        self._letters = ""
        self._tell("Reset")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusAboutToChange:
            # as Qt's own input methods: what is half typed ends before the focus goes
            if self._letters:
                self.reset()
                self._send(QInputMethodEvent())
            return False
        if kind not in _KEYS or not isinstance(watched, QWindow) or self._focused is None:
            return False
        assert isinstance(event, QKeyEvent)
        self._follow()
        key = event.nativeVirtualKey(), event.nativeScanCode(), event.nativeModifiers()
        answer = self._answer("ProcessKeyEvent", "uuuiu", (*key, _KEYS[kind], event.timestamp()))
        self._deliver()
        return bool(answer) and answer[0] > 0

    def _focus(self, widget: QWidget | None) -> None:
        takes = (
            widget is not None
            and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
            and not widget.inputMethodHints() & _SECRET
        )
        self._focused = widget if takes else None
        self._place = QRect()
        if self._gone and takes:
            self._connect_again()
        self._tell("FocusIn" if takes else "FocusOut")
        self._follow()

    def _connect_again(self) -> None:
        """After fcitx was started anew it knows nothing of us."""
        if self._bus is None:
            return
        try:
            self._connect(self._bus, self._service)
            self._gone = False
        except (OSError, DBusErrorResponse):
            return

    def _follow(self) -> None:
        """Say where the text cursor is, so that candidates stand there."""
        if self._focused is None:
            return
        found = self._focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        rect = found if isinstance(found, QRect) else QRect()
        ratio = self._focused.devicePixelRatioF()
        corner = self._focused.mapToGlobal(QPoint(rect.x(), rect.y())) * ratio
        place = QRect(corner, rect.size() * ratio)
        if place != self._place:
            self._place = place
            where = place.x(), place.y(), place.width(), place.height()
            self._tell("SetCursorRect", "iiii", where)

    def _read(self) -> None:
        """Take in what came without a key: a candidate clicked."""
        if self._bus is None:
            return
        try:
            while True:
                self._bus.recv_messages(timeout=0)
        except TimeoutError:
            pass
        except OSError:
            self._close()
        self._deliver()

    def _deliver(self) -> None:
        while self._signals:
            message = self._signals.popleft()
            name = message.header.fields[HeaderFields.member]
            if name == "CommitString":
                self._letters = ""
                event = QInputMethodEvent()
                event.setCommitString(message.body[0])
                self._send(event)
            elif name == "UpdateFormattedPreedit":
                letters = "".join(text for text, _ in message.body[0])
                if letters or self._letters:
                    self._letters = letters
                    before = letters.encode()[: max(message.body[1], 0)].decode(errors="ignore")
                    self._send(_shown(letters, len(before)))

    def _send(self, event: QInputMethodEvent) -> None:
        widget = QApplication.focusWidget()
        if widget is not None:
            QApplication.sendEvent(widget, event)

    def _tell(self, name: str, signature: str = "", values: tuple[object, ...] = ()) -> None:
        self._answer(name, signature, values)

    def _answer(self, name: str, signature: str, values: tuple[object, ...]) -> tuple[int, ...]:
        """Ask the context; nothing where fcitx hangs or is gone: the key is the widget's then."""
        try:
            return self._ask(self._context, name, signature, values)
        except DBusErrorResponse:
            self._gone = True
            return ()
        except TimeoutError:
            return ()
        except OSError:
            self._close()
            return ()

    def _ask(
        self, address: DBusAddress, name: str, signature: str, values: tuple[object, ...]
    ) -> tuple[int, ...]:
        if self._bus is None:
            return ()
        call = new_method_call(address, name, signature or None, values)
        body: tuple[int, ...] = unwrap_msg(self._bus.send_and_get_reply(call, timeout=_PATIENCE))
        return body

    def _close(self) -> None:
        """The bus is gone: never ask again."""
        self._bus = None
        self._notifier.setEnabled(False)


def _shown(letters: str, cursor: int) -> QInputMethodEvent:
    underlined = QTextCharFormat()
    underlined.setFontUnderline(True)
    kind = QInputMethodEvent.AttributeType
    attribute = QInputMethodEvent.Attribute
    shown = [attribute(kind.TextFormat, 0, len(letters), underlined)]
    return QInputMethodEvent(letters, [*shown, attribute(kind.Cursor, cursor, 1, None)])
