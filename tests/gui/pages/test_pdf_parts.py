"""A whole disclosure printed to PDF comes back with every part, word and amount."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gui.pages.pdf import export_pdf
from importers.read import read_file
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.parts.disclosure_dump import to_dump
from tests.gui.pages.test_pdf_read import EXAMPLE, TODAY, printed_by_office

pytestmark = pytest.mark.usefixtures("qapp")


def _letters(block: Any) -> str:
    return block if isinstance(block, str) else "".join("".join(row) for row in block)


def _said(disclosure: Disclosure) -> list[str]:
    """Return all letters of each part, in order; a caption may stand over its table or in it.

    LibreOffice does not print a comma that hangs over the margin, so commas are not compared.
    """
    parts = to_dump(disclosure)["parts"]
    assert isinstance(parts, list)
    said = [
        "".join("".join(map(_letters, part["content"])).replace("，", "").split()) for part in parts
    ]
    # the contents' title is no text of a file's own: whoever writes one makes it anew
    return [said[0].replace("目录", "", 1), *said[1:]]


def _values(disclosure: Disclosure) -> dict[str, Any]:
    amounts = to_dump(disclosure)["amounts"]
    assert isinstance(amounts, dict)
    return {name: amount["value"] for name, amount in amounts.items()}


def _assert_whole(path: Path, wanted: Disclosure, layouts: dict[str, Layout]) -> None:
    again, _ = read_file(path, layouts)
    assert [part.title.strip() for part in again.parts] == [
        part.title.strip() for part in wanted.parts
    ]
    assert _said(again) == _said(wanted)
    assert _values(again) == _values(wanted)
    assert len(_values(wanted)) > 20


@pytest.mark.parametrize("by", ["us", "office"])
def test_the_example_comes_back(tmp_path: Path, layouts: dict[str, Layout], by: str) -> None:
    _print_and_compare(EXAMPLE, tmp_path, layouts, by)


@pytest.mark.parametrize("by", ["us", "office"])
def test_the_real_disclosure_comes_back(
    tmp_path: Path, layouts: dict[str, Layout], real_text: Path, by: str
) -> None:
    _print_and_compare(real_text, tmp_path, layouts, by)


def _print_and_compare(source: Path, folder: Path, layouts: dict[str, Layout], by: str) -> None:
    found, _ = read_file(source, layouts)
    layout = layouts[found.layout]
    if by == "us":
        path = folder / "甲.pdf"
        export_pdf(found, layout, path, today=TODAY)
    else:
        path = printed_by_office(found, layout, folder)
    _assert_whole(path, found, layouts)
