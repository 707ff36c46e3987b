from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from gui.document.lockfile import STALE_AFTER, Holder, LockFile, lock_path, myself
from model.basics.processes import process_mark, still_runs


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "甲.jxb"


def leave(file: Path, holder: Holder) -> Path:
    """Leave a lock behind, as another process would."""
    lock = lock_path(file)
    lock.write_bytes(msgspec.json.encode(holder))
    return lock


def test_a_lock_is_taken_and_given_back(file: Path) -> None:
    lock = LockFile(file)
    assert lock.acquire() is None
    assert lock.held
    held = msgspec.json.decode(lock_path(file).read_bytes(), type=Holder)
    assert held.pid == os.getpid()
    lock.release()
    assert not lock_path(file).exists()


def test_a_living_process_keeps_its_lock(file: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from gui.document.lockfile import LockFile;"
        "lock = LockFile(Path(sys.argv[1])); lock.acquire(); print('held', flush=True);"
        "sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert other.stdout is not None
    assert other.stdout.readline().strip() == b"held"
    holder = LockFile(file).acquire()
    assert holder is not None
    assert holder.pid == other.pid
    assert holder.user in holder.describe()
    assert holder.machine in holder.describe()
    other.kill()
    other.communicate()
    # killed, it left its lock behind; nobody is kept out by it
    assert lock_path(file).exists()
    lock = LockFile(file)
    assert lock.acquire() is None
    lock.release()


def test_a_later_process_of_the_same_number_is_another(file: Path) -> None:
    mine = myself()
    leave(file, Holder(mine.user, mine.machine, mine.pid, mine.mark + "0", mine.time))
    assert LockFile(file).acquire() is None


def test_another_machine_keeps_its_lock_while_it_gives_signs_of_life(file: Path) -> None:
    lock = leave(file, Holder("李", "别的电脑", 4, "1", "2024-03-01T09:00:00+08:00"))
    holder = LockFile(file).acquire()
    assert holder is not None
    assert holder.describe() == "李（电脑 别的电脑，03月01日 09:00 打开）"
    long_ago = time.time() - STALE_AFTER - 60
    os.utime(lock, (long_ago, long_ago))
    assert LockFile(file).acquire() is None


def test_a_sign_of_life_is_given(file: Path) -> None:
    lock = LockFile(file)
    lock.acquire()
    os.utime(lock.path, (1, 1))
    lock.beat()
    assert time.time() - lock.path.stat().st_mtime < 60
    lock.release()


def test_a_lock_that_was_taken_over_is_left_alone(file: Path) -> None:
    lock = LockFile(file)
    lock.acquire()
    theirs = leave(file, Holder("李", "别的电脑", 4, "1", ""))
    lock.beat()
    lock.release()
    assert theirs.exists()


def test_half_a_lock_is_somebodys_for_a_while(file: Path) -> None:
    lock = lock_path(file)
    lock.write_bytes(b'{"user": "\xe6')
    assert LockFile(file).acquire() is not None
    os.utime(lock, (1, 1))
    assert LockFile(file).acquire() is None


def test_where_no_lock_can_be_written_there_is_none(tmp_path: Path) -> None:
    lock = LockFile(tmp_path / "没有这个文件夹" / "甲.jxb")
    assert lock.acquire() is None
    assert not lock.held
    lock.release()


def test_marks_tell_the_living_from_the_dead() -> None:
    mark = process_mark(os.getpid())
    assert mark is not None
    assert still_runs(os.getpid(), mark)
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert process_mark(child.pid) is None
    assert process_mark(0) is None
    assert process_mark(-1) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no pipes in folders")
def test_a_pipe_in_the_place_of_the_lock_is_none(file: Path) -> None:
    os.mkfifo(lock_path(file))
    lock = LockFile(file)
    assert lock.acquire() is None
    assert not lock.held
    assert lock.holder() is None
    lock.beat()
    lock.release()
    assert lock_path(file).exists()


RACER = """
import sys
from pathlib import Path
from gui.document.lockfile import LockFile

held = {}
for line in sys.stdin:
    asked, _, name = line.strip().partition(" ")
    if asked == "take":
        # both wait for the same moment
        while not Path(name + ".go").exists():
            pass
        held[name] = LockFile(Path(name))
        held[name].acquire()
        print(int(held[name].held), flush=True)
    else:
        held.pop(name).release()
        print("given back", flush=True)
"""
ROUNDS = 200


def test_two_processes_never_both_win_a_stale_lock(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    mine = myself()
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[3],
        )
        for _ in range(2)
    ]

    def ask(line: str) -> None:
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write(f"{line}\n")
            racer.stdin.flush()

    def answers() -> list[str]:
        return [racer.stdout.readline().strip() for racer in racers if racer.stdout is not None]

    try:
        for number in range(ROUNDS):
            file = tmp_path / f"{number}.jxb"
            leave(file, Holder(mine.user, mine.machine, dead.pid, "1", mine.time))
            ask(f"take {file}")
            file.with_name(f"{file.name}.go").touch()
            won = answers()
            assert sorted(won) == ["0", "1"], number
            ask(f"give {file}")
            assert answers() == ["given back"] * 2
            assert not lock_path(file).exists()
    finally:
        for racer in racers:
            racer.kill()
            racer.communicate()
    # nothing is left lying about
    assert not [path for path in tmp_path.iterdir() if ".lock" in path.name]
