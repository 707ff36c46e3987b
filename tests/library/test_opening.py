from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from library import opening, schema
from library.entries import OWN, Asked
from library.errors import DamagedError, LibraryError
from library.opening import FILE_NAME, open_library, open_or_renew
from library.starter import load_starter
from library.store import Library
from tests.library.kit import names, project, taught, used


def filled(path: Path) -> Path:
    library = open_library(path)
    library.learn(taught(project("甲", used("长度"))))
    library.close()
    return path


def test_it_is_one_file_that_can_be_copied(tmp_path: Path) -> None:
    path = filled(tmp_path / FILE_NAME)
    assert [one.name for one in tmp_path.iterdir()] == [FILE_NAME]
    copy = tmp_path / "给同事.jbk"
    copy.write_bytes(path.read_bytes())
    library = open_library(copy)
    assert names(library, source=OWN) == ["长度"]
    assert library.size().entries > 140
    library.close()


def test_copying_while_it_is_open(library: Library, tmp_path: Path) -> None:
    library.learn(taught(project("甲", used("长度"))))
    target = tmp_path / "副本.jbk"
    target.touch()
    library.copy_to(target)
    other = open_library(target, may_make=False)
    assert names(other, source=OWN) == ["长度"]
    assert other.size() == library.size()
    other.close()


def test_a_new_edition_of_the_starter_set_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(tmp_path / FILE_NAME)
    old = load_starter()
    gone, *rest = old.entries
    changed = msgspec.structs.replace(rest[0], value="≥77项", description="新的描述")
    edition = msgspec.structs.replace(old, digest="新", entries=(changed, *rest[1:]))
    monkeypatch.setattr(opening, "load_starter", lambda: edition)
    library = open_library(path)
    assert gone.name not in names(library, level2=gone.level2)
    (entry,) = [
        one
        for one in library.entries(library.search(Asked(changed.name)).ids)
        if one.name == changed.name
    ]
    assert (entry.value, entry.description) == ("≥77项", "新的描述")
    assert names(library, source=OWN) == ["长度"]
    library.close()


@pytest.mark.parametrize("data", [b"not a database at all, but longer than its header" * 20, None])
def test_a_broken_file_is_put_aside_and_a_new_one_begun(tmp_path: Path, data: bytes | None) -> None:
    path = filled(tmp_path / FILE_NAME)
    # cut off in the middle, or something else altogether
    broken = data if data is not None else path.read_bytes()[:20_000]
    path.write_bytes(broken)
    with pytest.raises(DamagedError, match="已损坏"):
        open_library(path)
    assert path.read_bytes() == broken
    library, aside = open_or_renew(path)
    assert aside is not None
    assert aside.parent == path.parent
    assert aside.read_bytes() == broken
    assert library.size().own == 0
    assert library.size().entries > 140
    library.close()
    # told once: from now on it is an ordinary library
    library, aside = open_or_renew(path)
    assert aside is None
    library.close()


def test_two_broken_files_in_one_second_keep_both(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    asides = set()
    for text in (b"one" * 500, b"two" * 500):
        path.write_bytes(text)
        library, aside = open_or_renew(path)
        library.close()
        assert aside is not None
        assert aside.read_bytes() == text
        asides.add(aside)
    assert len(asides) == 2


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "账.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE money (amount)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="不是绩表的指标库") as told:
        open_or_renew(path)
    assert not isinstance(told.value, DamagedError)
    assert path.read_bytes() == before


def test_a_newer_programs_library_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = filled(tmp_path / FILE_NAME)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="更新版本的绩表"):
        open_or_renew(path)
    assert path.read_bytes() == before


def test_an_older_programs_library_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(tmp_path / FILE_NAME)

    def step(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE project ADD COLUMN seen INTEGER NOT NULL DEFAULT 7")

    monkeypatch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
    monkeypatch.setitem(schema.MIGRATIONS, schema.SCHEMA - 1, step)
    library = open_library(path)
    assert names(library, source=OWN) == ["长度"]
    library.close()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT seen FROM project").fetchall() == [(7,)]
    assert connection.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA,)
    connection.close()


def test_a_locked_library_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.05)
    library = open_library(tmp_path / FILE_NAME)
    other = sqlite3.connect(library.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LibraryError, match="另一个窗口"):
        library.learn(taught(project("甲", used("长度"))))
    other.execute("ROLLBACK")
    other.close()
    # and goes on when the other is done
    assert library.learn(taught(project("甲", used("长度")))).projects == 1
    library.close()


def test_two_windows_learn_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    open_library(path).close()
    wrong: list[BaseException] = []

    def learn(which: int) -> None:
        try:
            library = open_library(path)
            for n in range(15):
                library.learn(
                    taught(project(f"{which}之{n}", used("共有"), used(f"{which}独有{n}")))
                )
            library.close()
        except BaseException as error:  # noqa: BLE001 - told to the test
            wrong.append(error)

    threads = [threading.Thread(target=learn, args=(which,)) for which in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    library = open_library(path)
    assert library.size().own == 31
    (both,) = [one for one in names(library, "共有", source=OWN) if one == "共有"]
    assert both
    library.close()


def test_a_full_disk_says_so_and_loses_nothing(library: Library) -> None:
    library.learn(taught(project("甲", used("长度"))))
    (pages,) = library._connection.execute("PRAGMA page_count").fetchone()
    library._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    many = [project(f"项目{n}", used(f"指标{n}", said="说" * 3000)) for n in range(200)]
    with pytest.raises(LibraryError, match="磁盘已满"):
        library.learn(taught(*many))
    assert "长度" in names(library, source=OWN)
    library._connection.execute(f"PRAGMA max_page_count = {pages * 100}")
    assert library.learn(taught(project("乙", used("宽度")))).projects == 1


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="打不开"):
        open_library(tmp_path / "没有" / FILE_NAME)
    with pytest.raises(LibraryError, match="没有这个指标库文件"):
        open_library(tmp_path / FILE_NAME, may_make=False)
    with pytest.raises(LibraryError, match="打不开"):
        open_library(tmp_path)


_AS_NOBODY = """
import os, sys
from pathlib import Path
from library.entries import OWN, Asked
from library.errors import LibraryError
from library.harvest import Harvest, ProjectUse, Used
from library.opening import open_library
from library.starter import load_starter
import model.basics.pinyin
load_starter()
if os.geteuid() == 0:
    os.setuid(65534)
library = open_library(Path(sys.argv[1]))
print(library.read_only, library.search(Asked(source=OWN)).ids != [])
one = ProjectUse("x", "", None, "", "乙", "", [Used("", "数量指标", "宽度")])
for _ in range(2):
    try:
        library.learn(Harvest("", "", None, [one]))
    except LibraryError as error:
        print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="rights are set the POSIX way")
@pytest.mark.parametrize("locked", ["folder", "file"])
def test_a_read_only_library_is_searched_but_not_taught(tmp_path: Path, locked: str) -> None:
    # pytest's own folders are closed to other users
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_mode & 0o777 == 0o700:
            parent.chmod(0o755)
    folder = tmp_path / "夹"
    folder.mkdir()
    path = filled(folder / FILE_NAME)
    path.chmod(0o444 if locked == "file" else 0o666)
    folder.chmod(0o555 if locked == "folder" else 0o777)
    before = path.read_bytes()
    run = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
    )
    folder.chmod(0o755)
    assert run.returncode == 0, run.stderr
    first, *told = run.stdout.splitlines()
    assert first.endswith("True")
    assert len(told) == 2
    assert all("写入权限" in line and str(path) in line for line in told)
    assert path.read_bytes() == before
