"""The program started as a clerk starts it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = EXAMPLES / "wanglan-wenlv-2024.txt"

LOOK = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QDialogButtonBox
from gui.app import start

application, window = start([Path(name) for name in sys.argv[1:]])
standard = QDialogButtonBox.StandardButton
boxes = QDialogButtonBox(standard.Cancel | standard.Save)

def look():
    if window.tasks.busy or (sys.argv[1:] and not window.session.disclosure.projects):
        QTimer.singleShot(20, look)
        return
    print(len(window.session.disclosure.projects), window.start.isVisible())
    print([button.text().replace("&", "") for button in boxes.buttons()])
    print(QCoreApplication.translate("QLineEdit", "&Copy"))
    window.session.undo.setClean()
    window.close()
    application.quit()

QTimer.singleShot(50, look)
sys.exit(application.exec())
"""


def run(arguments: list[str], tmp_path: Path, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**kept, "JIBIAO_DATA": str(tmp_path), "PYTHONPATH": str(ROOT), **more},
        cwd=tmp_path,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    ("files", "says"), [([], "0 True"), ([str(EXAMPLE)], "13 False")], ids=["alone", "file"]
)
def test_it_starts_speaks_chinese_and_opens_files(
    tmp_path: Path, files: list[str], says: str
) -> None:
    done = run(["-c", LOOK, *files], tmp_path, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == says
    assert sorted(eval(lines[1])) == ["保存", "取消"]
    assert "复制" in lines[2]
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("platform", ["", "xcb"])
def test_without_a_screen_it_is_one_line(tmp_path: Path, platform: str) -> None:
    more = {"QT_QPA_PLATFORM": platform} if platform else {}
    done = run([str(ROOT / "main.py")], tmp_path, **more)
    assert done.returncode == 1
    assert done.stdout == ""
    first, *qts_words = done.stderr.splitlines()
    assert "屏幕" in first
    assert "--help" in first
    # a plugin that cannot be loaded says why, which is kept for whoever looks for the cause
    assert "Traceback" not in done.stderr
    assert bool(qts_words) == (platform == "xcb")


def test_without_the_window_library_it_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("raise ModuleNotFoundError(name='PySide6')")
    code = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]; import main; "
    done = run(["-c", code + "sys.exit(main.main([]))"], tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "窗口打不开：缺少程序库 PySide6，请先运行 make run 完成安装；"
        "命令行的用法见 main.py --help。"
    ]


PAINTED = """
import sys
from PySide6 import QtCore, QtGui
from PySide6.QtCore import QTimer
from gui.app import start

application, window = start([])

def loaded():
    # the first time a class of PySide is named, Python makes its enums; of these it takes long
    print([name for name in ("Qt", "QEvent") if name in vars(QtCore)])
    print([name for name in ("QKeySequence", "QPainter") if name in vars(QtGui)])
    heavy = {"model.document.disclosure", "model.layout", "importers", "exporters.word"}
    print(sorted(set(sys.modules) & (heavy | {"msgspec", "lxml", "jinja2", "pypinyin"})))
    print(gc.isenabled())
    QTimer.singleShot(300, rest)

def rest():
    print("msgspec" in sys.modules, gc.isenabled(), window.isVisible())
    window.close()
    application.quit()

import gc
QTimer.singleShot(0, loaded)
sys.exit(application.exec())
"""


def test_the_first_window_needs_little_and_the_rest_comes_by_itself(tmp_path: Path) -> None:
    done = run(["-c", PAINTED], tmp_path, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["[]", "[]", "[]", "False", "True True True"]
