"""What LibreOffice makes of the files: the pages it prints, and what it saves again."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from importers.office import converted
from model.layout import Layout
from tests.exporters.word_kit import W, body, many, parts, rows_of, style_of, text_of, write

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftotext") is None,
    reason="LibreOffice or poppler is not installed",
)


def test_the_contents_name_the_pages_libreoffice_prints(hebei: Layout, tmp_path: Path) -> None:
    disclosure = many(4)
    disclosure.overall_goal = "\n".join(["强化水资源刚性约束，保障城乡供水安全。" * 12] * 9)
    disclosure.projects[1] = many(1, 40).projects[0]
    disclosure.projects[2].goals = "\n".join(["完成水闸除险加固，汛期安全运行。" * 6] * 30)
    document = body(write(disclosure, hebei, tmp_path))
    entries = [text_of(i).split("\t") for i in document if style_of(i) == "JbContentsEntry"]
    with converted(tmp_path / "文本.docx", "pdf") as pdf:
        run = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    pages = [re.sub(r"\s", "", page) for page in run.stdout.decode().split("\f")]
    offset = next(
        n for n, page in enumerate(pages) if page.startswith("第一部分部门整体绩效目标一、")
    )
    headings = {section.entry: section.heading for section in hebei.document.text.sections}
    printed = []
    for text, _ in entries:
        wanted = headings.get(text) or text.replace("、", ".", 1)
        page = next(n for n, page in enumerate(pages) if n >= offset and wanted in page)
        assert f"—{page - offset + 1}—" in pages[page]
        printed.append(str(page - offset + 1))
    assert [page for _, page in entries] == printed
    # the second and the third table take two pages and more
    assert int(printed[-1]) - int(printed[-3]) >= 4


def test_libreoffice_keeps_every_table_in_a_doc_file(hebei: Layout, tmp_path: Path) -> None:
    # with the TC field in front of the title's text, the table below was lost
    write(many(3, 2), hebei, tmp_path)
    with (
        converted(tmp_path / "文本.docx", "doc") as old,
        converted(old, "docx") as again,
    ):
        tables = list(body(parts(again)).iter(W + "tbl"))
    assert [len(rows_of(table)) for table in tables] == [7, 3] * 3
