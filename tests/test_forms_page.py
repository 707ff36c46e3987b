"""The page of the forms is made from the layouts; every form has its picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.pages.pdf import export_pdf
from importers.read import read_file
from model.layout import Layout, load_layouts
from model.parts.disclosure_dump import to_dump
from scripts.form_examples import example
from scripts.forms import PAGE, PICTURES, forms_page, picture


def test_the_page_is_up_to_date(layouts: dict[str, Layout]) -> None:
    """Run ``python -m scripts.forms`` after changing a layout."""
    assert PAGE.read_text(encoding="utf-8") == forms_page(layouts)
    assert {path.stem for path in PICTURES.glob("*.png")} == set(layouts)


@pytest.mark.parametrize("name", list(load_layouts()))
def test_a_picture_shows_the_form(qtbot: QtBot, layouts: dict[str, Layout], name: str) -> None:
    image = picture(layouts[name])
    assert image.width() > 700
    assert image.height() > 200
    kept = (PICTURES / f"{name}.png").stat().st_size
    assert kept < 120_000, "pictures of the documentation are small"


@pytest.mark.parametrize("name", list(load_layouts()))
def test_its_pdf_comes_back(
    qtbot: QtBot, tmp_path: Path, layouts: dict[str, Layout], name: str
) -> None:
    disclosure = example(layouts[name])
    target = tmp_path / "例.pdf"
    export_pdf(disclosure, layouts[name], target)
    again, report = read_file(target, layouts)
    assert report.layout.startswith(f"{name} ")
    assert to_dump(again) == to_dump(disclosure)
    assert not report.in_tables()
