from __future__ import annotations

import os

import pytest

from gui.shared import inputmethod
from gui.shared.inputmethod import InputMethod, choose, reachable

WHEEL = ("compose", "ibus", "qtvirtualkeyboard")
FCITX5 = ("org.fcitx.Fcitx5", "org.fcitx.Fcitx-0", "org.freedesktop.IBus",
          "org.freedesktop.portal.Fcitx", "org.freedesktop.portal.IBus")  # fmt: skip
IBUS = ("org.freedesktop.IBus", "org.freedesktop.portal.IBus")
FCITX4 = ("org.fcitx.Fcitx-0", "org.freedesktop.portal.Fcitx")
PORTAL = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx", "GTK_IM_MODULE": "fcitx"},
        {"QT_IM_MODULE": "fcitx5"},
        {"QT_IM_MODULE": ""},
        # Qt knows xim as another name of compose, through which nothing comes
        {"QT_IM_MODULE": "xim"},
        # ibus alone looks for an address that fcitx5 does not leave
        {"QT_IM_MODULE": "ibus"},
        {"QT_IM_MODULE": "fcitx", "XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": "wayland-0"},
        {
            "XDG_SESSION_TYPE": "wayland",
            "WAYLAND_DISPLAY": "wayland-0",
            "XDG_CURRENT_DESKTOP": "ubuntu:GNOME",
        },
    ],
)
def test_fcitx5_is_reached_through_the_portal(asked: dict[str, str]) -> None:
    found = choose(asked, WHEEL, FCITX5)
    assert (found.name, found.reached) == ("fcitx5", True)
    assert found.settings == PORTAL


def test_a_list_of_modules_is_seen_too() -> None:
    found = choose({"QT_IM_MODULES": "wayland;fcitx"}, WHEEL, FCITX5)
    assert found.settings == {**PORTAL, "QT_IM_MODULES": "ibus"}
    found = choose({"QT_IM_MODULES": "wayland;fcitx"}, (*WHEEL, "fcitx"), FCITX5)
    assert (found.name, found.settings) == ("fcitx5", {})


@pytest.mark.parametrize(
    ("asked", "plugins", "names"),
    [
        ({"QT_IM_MODULE": "fcitx"}, (*WHEEL, "fcitx", "fcitx5"), FCITX5),
        ({"QT_IM_MODULE": "fcitx"}, (*WHEEL, "fcitx"), FCITX4),
        (PORTAL, WHEEL, FCITX5),
        ({"QT_IM_MODULE": "ibus"}, WHEEL, IBUS),
        ({"QT_IM_MODULE": "qtvirtualkeyboard"}, WHEEL, FCITX5),
        ({"QT_IM_MODULE": "compose"}, WHEEL, FCITX5),
        ({"QT_IM_MODULE": "none"}, WHEEL, FCITX5),
        ({"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": "wayland-0"}, WHEEL, FCITX5),
    ],
)
def test_what_works_or_was_wished_for_is_left_alone(
    asked: dict[str, str], plugins: tuple[str, ...], names: tuple[str, ...]
) -> None:
    found = choose(asked, plugins, names)
    assert found.reached
    assert not found.settings


def test_fcitx_4_is_spoken_with_directly() -> None:
    for asked in ({}, {"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "xim"}):
        found = choose(asked, WHEEL, FCITX4)
        assert (found.service, found.settings) == ("org.fcitx.Fcitx-0", {})
        assert found.line == "输入法：fcitx 4（直接连接）"
    assert not choose({"QT_IM_MODULE": "compose"}, WHEEL, FCITX4).service
    assert not choose({"QT_IM_MODULE": "fcitx"}, (*WHEEL, "fcitx"), FCITX4).service


def test_ibus() -> None:
    assert choose({}, WHEEL, IBUS).settings == {"QT_IM_MODULE": "ibus"}
    both = ("org.fcitx.Fcitx5", *IBUS)
    assert choose({"XMODIFIERS": "@im=ibus"}, WHEEL, both).name == "ibus"
    assert choose({"XMODIFIERS": "@im=fcitx"}, WHEEL, both).name == "fcitx5"


def test_what_cannot_be_reached_is_named_with_what_to_do() -> None:
    found = choose({}, WHEEL, ["org.fcitx.Fcitx5"])
    assert (found.reached, found.settings) == (False, {})
    assert found.line.startswith("输入法：fcitx5（没有启用“IBus 前端”")
    wayland = {"QT_QPA_PLATFORM": "wayland", "QT_IM_MODULE": "fcitx"}
    found = choose(wayland, WHEEL, FCITX4)
    assert (found.reached, found.service) == (False, "")
    assert "fcitx 4" in found.line
    assert (
        choose({}, ("compose",), FCITX5).line == "输入法：fcitx5（Qt 里没有它的插件，打不出汉字）"
    )
    assert choose({}, WHEEL, []).line.startswith("输入法：没有找到正在运行的 fcitx5 或 ibus")


def test_other_programs_started_find_the_environment_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    monkeypatch.delenv("IBUS_USE_PORTAL", raising=False)
    monkeypatch.setattr(inputmethod, "_find", lambda: InputMethod("fcitx5", "经", True, PORTAL))
    with reachable() as found:
        assert os.environ["QT_IM_MODULE"] == "ibus"
        assert os.environ["IBUS_USE_PORTAL"] == "1"
    assert os.environ["QT_IM_MODULE"] == "fcitx"
    assert "IBUS_USE_PORTAL" not in os.environ
    assert inputmethod.found() is found


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_have_their_own(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    with reachable() as found:
        assert os.environ["QT_IM_MODULE"] == "fcitx"
    assert found.line == "输入法：由系统提供"


def test_without_a_message_bus_none_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    monkeypatch.delenv("QT_IM_MODULE", raising=False)
    monkeypatch.delenv("QT_IM_MODULES", raising=False)
    with reachable() as found:
        assert not found.reached
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    with reachable() as found:
        assert not found.reached
