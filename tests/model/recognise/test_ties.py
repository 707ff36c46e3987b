"""Forms that explain a file equally well: told with their ids, and read by the one asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from importers.read import read_file
from importers.together import read_together
from model.layout import Layout
from tests.variants import BODY, HEAD, word


@pytest.fixture
def twins(layouts: dict[str, Layout]) -> dict[str, Layout]:
    """The program's forms and a clerk's own with the very labels of one of them."""
    own = replace(layouts["national-2021"], id="own-2021", name="本区自编目标表")
    return {**layouts, own.id: own}


def test_a_tie_is_told_with_the_forms_to_choose_from(
    tmp_path: Path, twins: dict[str, Layout]
) -> None:
    path = word(tmp_path / "申报表.docx", HEAD + BODY)
    found, report = read_file(path, twins)
    assert report.alike == ["national-2021", "own-2021"]
    assert found.layout == "national-2021"
    (note,) = (one for one in report.notes if "同样对得上" in one)
    assert "“本区自编目标表”（own-2021）" in note
    assert "--read-as own-2021" in note
    _, report = read_together([path], twins)
    assert report.alike == ["national-2021", "own-2021"]


def test_a_form_asked_for_is_no_tie(tmp_path: Path, twins: dict[str, Layout]) -> None:
    path = word(tmp_path / "申报表.docx", HEAD + BODY)
    found, report = read_file(path, twins, "own-2021")
    assert found.layout == "own-2021"
    assert report.alike == []
    assert not [one for one in report.notes if "同样对得上" in one]


def test_one_form_that_explains_most_is_no_tie(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    _, report = read_file(word(tmp_path / "申报表.docx", HEAD + BODY), layouts)
    assert report.alike == []
