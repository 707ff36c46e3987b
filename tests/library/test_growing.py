from __future__ import annotations

import copy
import shutil
from pathlib import Path

import pytest

from exporters.excel import write_excel
from exporters.jxb import write_jxb
from library.entries import OWN
from library.errors import LibraryError
from library.growing import grow
from library.merging import merge
from library.opening import open_library
from library.store import Library
from model.document.disclosure import Disclosure
from model.layout import Layout
from tests.library.kit import found, names, project, taught, used


@pytest.fixture
def folder(tmp_path: Path, disclosure: Disclosure, hebei: Layout) -> Path:
    made = tmp_path / "各年文件"
    (made / "往年").mkdir(parents=True)
    write_jxb(disclosure, made / "2024.jxb")
    last = copy.deepcopy(disclosure)
    last.year = 2023
    last.projects[0].indicators[0].value = "≥8公里"
    write_excel(last, hebei, made / "往年" / "2023.xlsx")
    (made / "坏的.docx").write_bytes(b"PK\x03\x04 broken")
    (made / "空的.xlsx").touch()
    (made / "说明.mp4").write_bytes(b"%PDF")
    (made / "~$2024.xlsx").write_bytes(b"x")
    return made


def test_one_bad_file_never_stops_the_rest(
    library: Library, folder: Path, layouts: dict[str, Layout]
) -> None:
    steps: list[tuple[int, int]] = []
    grown = grow(library, [folder], layouts, lambda done, total: steps.append((done, total)))
    assert (grown.files, grown.projects, grown.known) == (2, 4, 0)
    assert len(grown.failed) == 2
    assert any("坏的.docx" in line for line in grown.failed)
    assert any("空的.xlsx" in line for line in grown.failed)
    assert steps[0] == (0, 4)
    assert steps[-1] == (4, 4)
    (entry,) = found(library, "清淤长度", source=OWN)
    assert (entry.times, entry.value) == (2, "≥12.5公里")
    assert [use.value for use in library.uses(entry.id)] == ["≥12.5公里", "≥8公里"]
    again = grow(library, [folder], layouts)
    assert (again.projects, again.known) == (0, 4)
    assert "4 个项目早已收过；2 个文件没有读成" in again.summary()


def test_a_single_file_is_a_place_too(
    library: Library, folder: Path, layouts: dict[str, Layout]
) -> None:
    assert grow(library, [folder / "2024.jxb"], layouts).projects == 2
    assert grow(library, [folder / "没有.jxb"], layouts).failed


def test_a_colleagues_library(library: Library, tmp_path: Path) -> None:
    library.learn(taught(project("甲", used("长度", "≥1米")), project("丙", used("高度"))))
    path = tmp_path / "同事.jbk"
    other = open_library(path)
    other.learn(
        taught(
            project("甲", used("长度", "≥2米", said="半个\ud800字")),
            project("乙", used("宽度"), whose="望澜市水务局", about="修渠"),
            path="c:/我的/文件.jxb",
        )
    )
    # learned in the same second, or earlier: what is here already stays
    other._connection.execute("UPDATE project SET learned = '2001-01-01' WHERE name = '甲'")
    other.close()
    before = path.read_bytes()
    learned = merge(library, path)
    assert (learned.projects, learned.known) == (1, 1)
    assert path.read_bytes() == before
    assert sorted(names(library, source=OWN)) == ["宽度", "长度", "高度"]
    (length,) = found(library, "长度", source=OWN)
    assert length.value == "≥1米"
    assert merge(library, path).projects == 0


def test_of_the_same_project_the_one_learned_later_stays(library: Library, tmp_path: Path) -> None:
    library.learn(taught(project("甲", used("长度", "≥1米"))))
    library._connection.execute("UPDATE project SET learned = '2001-01-01'")
    other = open_library(tmp_path / "同事.jbk")
    other.learn(taught(project("甲", used("长度", "≥2米", said="半个\ud800字"))))
    other.close()
    merge(library, tmp_path / "同事.jbk")
    (length,) = found(library, "长度", source=OWN)
    assert (length.times, length.value, length.description) == (1, "≥2米", "半个\ud800字")


@pytest.mark.parametrize("what", ["itself", "missing", "broken", "other"])
def test_what_cannot_be_merged(library: Library, tmp_path: Path, what: str) -> None:
    path = tmp_path / "x.jbk"
    if what == "itself":
        path = tmp_path / "y.jbk"
        path.symlink_to(library.path)
    elif what == "broken":
        shutil.copy(library.path, path)
        path.write_bytes(path.read_bytes()[:5000])
    elif what == "other":
        path.write_text("不是数据库" * 500)
    before = names(library)
    with pytest.raises(LibraryError):
        merge(library, path)
    assert names(library) == before
