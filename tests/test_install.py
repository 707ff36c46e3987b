"""The program as pip installs it: into a fresh environment, run from elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from model.basics.version import __version__

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "assets" / "examples" / "wanglan-wenlv-2024.txt"
SOURCES = ("assets", "cli", "exporters", "gui", "importers", "library", "model")
FILES = ("LICENSE", "README.md", "main.py", "pyproject.toml", "setup.cfg")
WINDOW = """\
import os
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from gui.app import start
application, window = start([Path(sys.argv[1])], ask=False)
def look():
    if window.panels is not None and window.panels.tabs.form is not None:
        print(window.windowTitle(), flush=True)
        # no question whether to save
        os._exit(0)
timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
application.exec()
"""


def run(*command: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": "", "HOME": str(cwd), **env},
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, so that nothing is left in the sources."""
    folder = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    built = run(*pip, "--no-deps", "--no-build-isolation", "-w", "out", ".", cwd=folder)
    assert built.returncode == 0, built.stderr
    (made,) = (folder / "out").glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install it into an environment that sees the libraries, and nothing else of the project."""
    folder = tmp_path_factory.mktemp("装在 这里")
    venv.create(folder / "venv", with_pip=False, symlinks=os.name != "nt")
    variables = {"base": str(folder / "venv"), "platbase": str(folder / "venv")}
    target = Path(sysconfig.get_path("purelib", "venv", variables))
    target.joinpath("libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    python = sysconfig.get_path("scripts", "venv", variables) + "/python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
    more = ["--disable-pip-version-check", "--no-deps", "--no-index", "--ignore-installed"]
    done = run(*pip, *more, wheel, cwd=folder)
    assert done.returncode == 0, done.stderr
    return Path(python).parent


def test_every_asset_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assets = [path for path in (ROOT / "assets").rglob("*") if path.is_file()]
    assert len(assets) > 60
    assert not [path for path in assets if path.relative_to(ROOT).as_posix() not in names]
    assert not [name for name in names if name.startswith(("tests", "scripts", "benchmarks"))]
    assert [name for name in names if name.endswith("/LICENSE")]


def test_the_command_line(installed: Path, tmp_path: Path) -> None:
    command = installed / "jibiao-cli"
    assert run(command, "--version", cwd=tmp_path).stdout == f"绩表 {__version__}\n"
    assert run(installed / "jibiao", "--version", cwd=tmp_path).stdout == f"绩表 {__version__}\n"
    assert "hebei-2021" in run(command, "layouts", cwd=tmp_path).stdout
    assert run(command, cwd=tmp_path).stdout.startswith("用法：jibiao-cli ")
    wrong = run(command, "exprot", cwd=tmp_path)
    assert (wrong.returncode, "jibiao-cli --help" in wrong.stderr) == (2, True)
    done = run(command, "export", EXAMPLE, "--word", "甲.docx", "--excel", "甲.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = run(command, "check", "甲.docx", "--report", "查.html", cwd=tmp_path)
    assert found.returncode == 1
    assert (tmp_path / "查.html").is_file()


def test_the_window(installed: Path, tmp_path: Path) -> None:
    python = installed / "python"
    done = run(python, "-c", WINDOW, EXAMPLE, cwd=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert "绩表" in done.stdout
    none = run(installed / "jibiao", cwd=tmp_path, QT_QPA_PLATFORM="nothing")
    assert none.returncode == 1
    assert "jibiao-cli --help" in none.stderr
    # and Qt's own words
    assert "nothing" in none.stderr


def test_what_is_missing_is_named(installed: Path, tmp_path: Path) -> None:
    """The last test: it takes the assets away."""
    variables = {"base": str(installed.parent), "platbase": str(installed.parent)}
    assets = Path(sysconfig.get_path("purelib", "venv", variables)) / "assets"
    command = installed / "jibiao-cli"
    (assets / "word" / "styles.xml").unlink()
    done = run(command, "export", EXAMPLE, "--word", "甲.docx", cwd=tmp_path)
    assert done.returncode == 1
    assert "styles.xml：绩表自己的文件不全" in done.stderr
    shutil.rmtree(assets / "layouts")
    done = run(command, "layouts", cwd=tmp_path)
    assert done.returncode == 1
    assert "绩表自己的文件不全" in done.stderr
    shutil.rmtree(assets / "icons")
    done = run(installed / "jibiao", cwd=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 1
    assert "绩表自己的文件不全" in done.stderr
