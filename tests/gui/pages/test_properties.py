"""What the properties of exported files say of the program."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exporters.excel import write_excel
from exporters.word import write_word
from gui.pages.pdf import export_pdf
from model.basics.version import __version__
from model.document.disclosure import Disclosure
from model.layout import Layout

pytestmark = pytest.mark.usefixtures("qapp")


def test_each_file_says_which_version_wrote_it(
    disclosure: Disclosure, hebei: Layout, tmp_path: Path
) -> None:
    said = f"绩表 {__version__}"
    word, excel, pdf = (tmp_path / f"甲.{name}" for name in ("docx", "xlsx", "pdf"))
    write_word(disclosure, hebei, word)
    write_excel(disclosure, hebei, excel)
    export_pdf(disclosure, hebei, pdf)
    parts = zipfile.ZipFile(word)
    assert f"<Application>{said}</Application>" in parts.read("docProps/app.xml").decode()
    assert load_workbook(excel).properties.description == said
    assert said.encode("utf-16-be") in pdf.read_bytes()
