"""What killed runs leave beside a file goes at the next run; what is anybody else's stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from exporters.atomic import replacing, replacing_together
from exporters.beside import aside_of, create_beside, sweep
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends signals to a process")

WRITER = """
import sys, time
from pathlib import Path
from exporters.atomic import replacing, replacing_together
target = Path(sys.argv[1])
if sys.argv[2] == "one":
    with replacing(target) as file:
        file.write(b"half")
        file.flush()
        print("there", flush=True)
        time.sleep(60)
else:
    with replacing_together(target, target.with_suffix(".xlsx")) as staged:
        for path in staged:
            path.write_bytes(b"half")
        print("there", flush=True)
        time.sleep(60)
"""


def writer(target: Path, kind: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(target), kind],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "there\n"
    return process


def end(process: subprocess.Popen[str], how: signal.Signals) -> None:
    process.send_signal(how)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("kind", ["one", "together"])
def test_a_killed_run_leaves_the_file_whole_and_the_next_run_tidies_up(
    tmp_path: Path, kind: str
) -> None:
    target = tmp_path / "甲.docx"
    target.write_bytes(b"old")
    end(writer(target, kind), signal.SIGKILL)
    assert target.read_bytes() == b"old"
    assert len(names(tmp_path)) > 1
    with replacing(tmp_path / "乙.docx") as file:
        file.write(b"new")
    assert names(tmp_path) == ["乙.docx", "甲.docx"]


@pytest.mark.parametrize("kind", ["one", "together"])
def test_a_run_still_writing_is_left_alone(tmp_path: Path, kind: str) -> None:
    process = writer(tmp_path / "甲.docx", kind)
    before = names(tmp_path)
    sweep(tmp_path)
    assert names(tmp_path) == before
    end(process, signal.SIGKILL)
    sweep(tmp_path)
    assert names(tmp_path) == []


def test_an_interrupted_run_leaves_nothing(tmp_path: Path) -> None:
    end(writer(tmp_path / "甲.docx", "together"), signal.SIGINT)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        ".~lock.甲.docx#",
        "~$甲.docx",
        ".甲.docx.tmp",
        ".jibiao-甲.tmp",
        ".甲.docx.00000000-1-deadbeef.jibiao.docx",
        "甲.jibiao",
    ],
)
def test_what_is_not_ours_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    sweep(tmp_path)
    with replacing_together(tmp_path / "乙.docx") as (staged,):
        staged.write_bytes(b"new")
    assert names(tmp_path) == sorted([name, "乙.docx"])


def test_a_link_or_folder_of_such_a_name_is_left(tmp_path: Path) -> None:
    outside = tmp_path / "外"
    outside.write_bytes(b"x")
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    name = aside_of(tmp_path / "里" / "甲.docx").name
    pid = name.split("-")[-2]
    name = name.replace(f"-{pid}-", f"-{gone.stdout.strip()}-")
    folder = tmp_path / "里"
    folder.mkdir()
    (folder / name).symlink_to(outside)
    sweep(folder)
    assert outside.read_bytes() == b"x"
    (folder / name).unlink()
    (folder / name).mkdir()
    sweep(folder)
    assert (folder / name).is_dir()


def test_names_of_any_length_and_bytes(tmp_path: Path) -> None:
    for name in ("很长" * 40 + ".docx", os.fsdecode(b"\xce\xc4\xbc\xfe.docx")):
        handle, path = create_beside(tmp_path / name, ".tmp", 0o600)
        os.close(handle)
        assert len(os.fsencode(path.name)) < 255
        path.unlink()
