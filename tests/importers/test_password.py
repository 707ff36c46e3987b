from __future__ import annotations

import os
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from importers.password import DEFAULT_PASSWORD
from importers.read import read_document
from model.basics.errors import ReadError
from model.layout import Layout
from tests.importers.docx_kit import write_docx
from tests.importers.form_kit import (
    TITLE,
    YEAR_LINE,
    Box,
    assert_read,
    form,
    placed,
    read,
    word_body,
)


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, col, box in placed([[Box(TITLE, 1, 6)], [Box(YEAR_LINE, 1, 6)], *form()]):
        sheet.cell(row + 1, col + 1, box.text)
        if box.down > 1 or box.wide > 1:
            sheet.merge_cells(
                start_row=row + 1,
                start_column=col + 1,
                end_row=row + box.down,
                end_column=col + box.wide,
            )
    book.save(path)
    return path


def locked(plain: Path, target: Path, password: str) -> Path:
    with plain.open("rb") as file, target.open("wb") as out:
        OOXMLFile(file).encrypt(password, out)
    return target


@pytest.mark.parametrize("name", ["表.xlsx", "表.xls", "表.et"])
def test_a_workbook_with_excels_own_password_is_opened(
    tmp_path: Path, layouts: dict[str, Layout], name: str
) -> None:
    path = locked(workbook(tmp_path / "明.xlsx"), tmp_path / name, DEFAULT_PASSWORD)
    disclosure, report = read(path, layouts)
    assert_read(disclosure)
    assert any("默认密码" in note for note in report.notes)
    assert report.source == str(path)


def test_a_word_file_with_it_is_opened(tmp_path: Path, layouts: dict[str, Layout]) -> None:
    # pictures make it large, as real files are
    more = {"word/media/image1.png": os.urandom(9000)}
    plain = write_docx(tmp_path / "明.docx", word_body(form()), more=more)
    assert_read(read(locked(plain, tmp_path / "表.docx", DEFAULT_PASSWORD), layouts)[0])


@pytest.mark.parametrize("name", ["表.xlsx", "表.docx"])
def test_a_password_of_ones_own_is_told(tmp_path: Path, name: str) -> None:
    path = locked(workbook(tmp_path / "明.xlsx"), tmp_path / name, "123456")
    with pytest.raises(ReadError, match=r"有打开密码.*取消密码"):
        read_document(path)


def test_an_endless_key_is_not_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = locked(workbook(tmp_path / "明.xlsx"), tmp_path / "表.xlsx", DEFAULT_PASSWORD)
    data = path.read_bytes()
    assert b'spinCount="100000"' in data
    # as long as before: the same number of digits and quotes
    path.write_bytes(data.replace(b'spinCount="100000" saltSize', b'spinCount="9999999"saltSize'))
    monkeypatch.setattr(msoffcrypto, "OfficeFile", lambda _: pytest.fail("it was tried"))
    with pytest.raises(ReadError, match="密码"):
        read_document(path)
