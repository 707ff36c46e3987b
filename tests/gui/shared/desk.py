"""A desk of its own for a test: X screen, message bus, window manager, input method, all real."""

from __future__ import annotations

import ctypes
import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

NEEDED = ("Xvfb", "dbus-daemon", "dbus-send", "openbox", "xdotool", "xwininfo")
FCITX4 = Path(os.environ.get("FCITXDIR", "/usr"))
"""Where fcitx 4 is: Debian's cannot be installed beside fcitx5, but unpacked elsewhere."""
_PINYIN = {
    "fcitx5": Path("/usr/share/fcitx5/addon/pinyin.conf"),
    "fcitx 4": FCITX4 / "share/fcitx/inputmethod/pinyin.conf",
}
_PROFILE = """\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
_PROFILE_4 = """\
[Profile]
IMName=pinyin
EnabledIMList=fcitx-keyboard-us:True,pinyin:True
"""
_PATIENCE = 15.0
T = TypeVar("T")


def missing(method: str) -> list[str]:
    """Return which programs a desk with fcitx5 or fcitx 4 needs and does not find."""
    found = [name for name in NEEDED if shutil.which(name) is None]
    if not _PINYIN[method].exists():
        found.append(f"{method} pinyin")
    try:
        ctypes.CDLL("libxcb-cursor.so.0")
    except OSError:
        # without it Qt shows no window on X
        found.append("libxcb-cursor0")
    return found


def wait_for(ask: Callable[[], T], ready: Callable[[T], object]) -> T:
    """Ask again and again until the answer will do; fail with the last one."""
    end = time.monotonic() + _PATIENCE
    while True:
        answer = ask()
        if ready(answer):
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain, last answer: {answer!r}")
        time.sleep(0.05)


def next_line(process: subprocess.Popen[bytes]) -> str:
    """Return the next line a process prints; fail where none comes."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], _PATIENCE)
    line = process.stdout.readline().decode().strip() if ready else ""
    assert line, f"no answer from {process.args!r}"
    return line


class Desk:
    """Starts what a desktop is made of; `close` ends it."""

    def __init__(self, home: Path, method: str = "fcitx5") -> None:
        self.method = method
        self._running: list[subprocess.Popen[bytes]] = []
        keep = ("PATH", "LANG", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV")
        self.env = {name: os.environ[name] for name in keep if name in os.environ}
        self.env |= {
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_RUNTIME_DIR": str(home / "run"),
        }
        (home / "run").mkdir(parents=True, mode=0o700)
        for name, text in (("fcitx5", _PROFILE), ("fcitx", _PROFILE_4)):
            profile = home / "config" / name / "profile"
            profile.parent.mkdir(parents=True)
            profile.write_text(text)

    def open(self) -> None:
        """Start screen, bus, window manager and fcitx5, each when the one before is there."""
        screen = ["-screen", "0", "1280x900x24", "-noreset", "-nolisten", "tcp"]
        self.env["DISPLAY"] = ":" + self._first_line(["Xvfb", "-displayfd", "1", *screen])
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self._first_line(bus)
        self.start(["openbox"])
        if self.method == "fcitx5":
            self.start(["fcitx5", "--disable=wayland,notifications,cloudpinyin"])
            names = ["org.fcitx.Fcitx5", "org.freedesktop.portal.IBus"]
        else:
            libraries = f"{FCITX4}/lib/x86_64-linux-gnu:{FCITX4}/lib"
            self.start(
                [f"{FCITX4}/bin/fcitx", "-D"], LD_LIBRARY_PATH=libraries, FCITXDIR=str(FCITX4)
            )
            names = [f"org.fcitx.Fcitx-{self.env['DISPLAY'].removeprefix(':')}"]
        wait_for(lambda: all(self._on_bus(name) for name in names), bool)

    def close(self) -> None:
        """End all that was started, the last first."""
        for process in reversed(self._running):
            process.terminate()
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()

    def start(
        self, command: Sequence[str], talks: bool = False, **more: str
    ) -> subprocess.Popen[bytes]:
        """Start a program on this desk; one that talks is asked and answers."""
        pipe = subprocess.PIPE if talks else subprocess.DEVNULL
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env={**self.env, **more}
        )
        self._running.append(process)
        return process

    def run(self, *command: str) -> str:
        """Run a program to its end; return what it printed."""
        done = subprocess.run(
            command, capture_output=True, text=True, env=self.env, timeout=20, check=False
        )
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Press keys, as xdotool names them."""
        self.run("xdotool", "key", "--delay", "30", *keys)

    def click(self, place: Sequence[int]) -> None:
        """Click into the middle of a rectangle on the screen."""
        x, y, width, height = place
        where = str(x + width // 2), str(y + height // 2)
        self.run("xdotool", "mousemove", *where, "click", "1")

    def candidates(self) -> list[int]:
        """Return where the candidates are: x, y, width, height; empty while they are hidden."""
        found = self.run("xdotool", "search", "--onlyvisible", "--name", "Fcitx5? Input Window")
        if not found:
            return []
        said = self.run("xwininfo", "-id", found.split()[0])
        keys = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
        lines = dict(line.strip().split(":", 1) for line in said.splitlines() if ":" in line)
        return [int(lines[key]) for key in keys] if all(key in lines for key in keys) else []

    def _first_line(self, command: Sequence[str]) -> str:
        return next_line(self.start(command, talks=True))

    def _on_bus(self, name: str) -> bool:
        service = "org.freedesktop.DBus"
        call = [f"--dest={service}", "/", f"{service}.NameHasOwner", f"string:{name}"]
        return "true" in self.run("dbus-send", "--session", "--print-reply", *call)
