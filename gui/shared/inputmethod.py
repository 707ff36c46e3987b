"""Finds the input method of a Linux desktop, so that Chinese can be typed.

Qt asks the environment which plugin it is to load, and PySide6 brings but two that matter: compose
and ibus. Under fcitx5 neither is of use as things stand, and nothing but Latin letters arrives. Yet
fcitx5 answers to the ibus portal's name too: the ibus plugin reaches it, told to use the portal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gui.shared.fcitx4 import Fcitx4

_PORTAL = "org.freedesktop.portal.IBus"
_NAMES = {"fcitx5": "org.fcitx.Fcitx5", "ibus": "org.freedesktop.IBus"}
_FCITX4 = "org.fcitx.Fcitx-"
_WANTS_NONE = ("none", "compose", "simple")
"""Settings that ask for no input method; no less the user's own than others. Not so xim: Qt 5 and 6
know it as another name of compose only."""
_PATIENCE = 200
"""Milliseconds after which a message bus that does not answer is left alone; one that is
well answers within one."""


@dataclass(frozen=True)
class InputMethod:
    """An input method and how the program gets at it.

    Attributes:
        name: as a clerk's administrator knows it; empty where none was found.
        way: how it is reached, in words.
        reached: what is typed with it arrives.
        settings: environment variables Qt has to see while it starts.
        service: the name on the message bus of one that no plugin of Qt reaches.
    """

    name: str
    way: str
    reached: bool = True
    settings: Mapping[str, str] = field(default_factory=dict)
    service: str = ""

    @property
    def line(self) -> str:
        """One line for 关于, the error report and the terminal."""
        return f"输入法：{self.name}（{self.way}）" if self.name else f"输入法：{self.way}"


_SYSTEMS_OWN = InputMethod("", "由系统提供")
_found = InputMethod("", "还没有查找")
_client: Fcitx4 | None = None


def found() -> InputMethod:
    """Return what the start of the program found."""
    return _found


@contextmanager
def reachable() -> Iterator[InputMethod]:
    """Find the input method; meanwhile a `QApplication` made inside sees how to reach it.

    Afterwards the environment is as it was: programs started from this one may have better plugins.
    """
    global _found  # noqa: PLW0603 - one program, one input method
    _found = _find()
    before = {name: os.environ.get(name) for name in _found.settings}
    os.environ.update(_found.settings)
    try:
        yield _found
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def attach(application: QApplication) -> None:
    """Connect an application with an input method for which Qt has no plugin."""
    global _found, _client  # noqa: PLW0603 - one program, one input method
    if not _found.service:
        return
    try:
        from gui.shared.fcitx4 import Fcitx4, NoFcitxError

        _client = Fcitx4(application, _found.service)
    except (ImportError, NoFcitxError) as error:
        way = f"连接不上，打不出汉字：{error}"
        _found = InputMethod(_found.name, way, reached=False)


def reset() -> None:
    """Have the input method let go of what is half typed."""
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.inputMethod().reset()
    if _client is not None:
        _client.reset()


def _find() -> InputMethod:
    if sys.platform != "linux":
        return _SYSTEMS_OWN
    if _platform(os.environ) not in ("xcb", "wayland"):
        return InputMethod("", "没有屏幕，不用输入法")
    try:
        return choose(os.environ, _plugins(), _bus_names(os.environ))
    except ImportError:
        # a Qt without D-Bus has no plugin to reach anything with
        return InputMethod("", "查不出来，缺少程序库 QtDBus", reached=False)


def choose(
    environ: Mapping[str, str], plugins: Collection[str], names: Collection[str]
) -> InputMethod:
    """Decide how to reach the input method that runs.

    Args:
        environ: environment variables.
        plugins: names of the input plugins this Qt can load.
        names: well-known names on the session's message bus.
    """
    listed = environ.get("QT_IM_MODULES", "").split(";")
    asked = [name for name in (*listed, environ.get("QT_IM_MODULE", "")) if name]
    runs = _running(environ, names)
    own = next((name for name in asked if name in _WANTS_NONE or name in plugins), "")
    if own in _WANTS_NONE:
        return InputMethod(runs, f"环境变量指定为 {own}，不用它")
    if own and (own != "ibus" or runs != "fcitx5" or environ.get("IBUS_USE_PORTAL")):
        return InputMethod(runs or own, f"按环境变量用 {own} 插件")
    if not asked and _platform(environ) == "wayland" and "gnome" not in _desktop(environ):
        # there the compositor hands on what is typed
        return InputMethod(runs, "由 Wayland 桌面提供")
    if "ibus" not in plugins:
        return InputMethod(runs, "Qt 里没有它的插件，打不出汉字", reached=False)
    ibus = {"QT_IM_MODULE": "ibus"}
    if environ.get("QT_IM_MODULES"):
        ibus["QT_IM_MODULES"] = "ibus"
    if runs == "ibus":
        return InputMethod(runs, "用 ibus 插件", settings=ibus)
    if runs == "fcitx5":
        if names and _PORTAL not in names:
            way = "没有启用“IBus 前端”附加组件，打不出汉字；请在 fcitx5 设置的附加组件里启用"
            return InputMethod(runs, way, reached=False)
        return InputMethod(runs, "经 ibus 接口", settings={**ibus, "IBUS_USE_PORTAL": "1"})
    if runs == "fcitx 4" and _platform(environ) == "xcb":
        service = next(name for name in names if name.startswith(_FCITX4))
        return InputMethod(runs, "直接连接", service=service)
    if runs == "fcitx 4":
        return InputMethod(runs, "在 Wayland 桌面上接不上它，打不出汉字", reached=False)
    way = "没有找到正在运行的 fcitx5 或 ibus，打不出汉字；启动它以后请重新打开绩表"
    return InputMethod("", way, reached=False)


def _running(environ: Mapping[str, str], names: Collection[str]) -> str:
    """Return the input method that runs; where several do, the one the session is set up for."""
    running = [name for name, service in _NAMES.items() if service in names]
    if "fcitx5" in running and "ibus" in running:
        # fcitx5 answers to the name of ibus too
        wanted = environ.get("XMODIFIERS", "").rpartition("=")[2]
        return "ibus" if wanted == "ibus" else "fcitx5"
    if running:
        return running[0]
    return "fcitx 4" if any(name.startswith(_FCITX4) for name in names) else ""


def _desktop(environ: Mapping[str, str]) -> str:
    return environ.get("XDG_CURRENT_DESKTOP", "").lower()


def _platform(environ: Mapping[str, str]) -> str:
    """Return which screen Qt is going to use, as its plugin is called."""
    asked = environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if asked:
        return "wayland" if asked.startswith("wayland") else asked
    wayland = environ.get("XDG_SESSION_TYPE") == "wayland" or not environ.get("DISPLAY")
    return "wayland" if wayland and environ.get("WAYLAND_DISPLAY") else "xcb"


def _plugins() -> set[str]:
    """Return the names of the input plugins this Qt can load; one made for another Qt has none."""
    from PySide6.QtCore import QLibraryInfo, QPluginLoader

    own = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    names: set[str] = set()
    for folder in (own, *os.environ.get("QT_PLUGIN_PATH", "").split(os.pathsep)):
        for file in Path(folder or own, "platforminputcontexts").glob("*.so"):
            data = QPluginLoader(str(file)).metaData().get("MetaData")
            keys = data.get("Keys") if isinstance(data, dict) else None
            names.update(map(str, keys) if isinstance(keys, list) else ())
    return names - {"xim"}


def _bus_names(environ: Mapping[str, str]) -> list[str]:
    """Return the names on the session's message bus; none where there is no bus."""
    address, runtime = environ.get("DBUS_SESSION_BUS_ADDRESS"), environ.get("XDG_RUNTIME_DIR")
    # where there is no bus, asking would start one
    if not address and not (runtime and Path(runtime, "bus").exists()):
        return []
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

    name = "jibiao-start"
    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, name)
    service = "org.freedesktop.DBus"
    call = QDBusMessage.createMethodCall(service, "/", service, "ListNames")
    answer = bus.call(call, QDBus.CallMode.Block, _PATIENCE) if bus.isConnected() else None
    names = [*answer.arguments(), []][0] if answer is not None else []
    QDBusConnection.disconnectFromBus(name)
    return [str(known) for known in names] if isinstance(names, list) else []
