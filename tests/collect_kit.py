"""Folders of departments' files, some of them broken, for the tests of 汇总."""

from __future__ import annotations

import random
import zipfile
from decimal import Decimal
from pathlib import Path

from exporters.excel import write_excel
from exporters.jxb import write_jxb
from exporters.word import write_word
from model.document.disclosure import Department, Disclosure, Unit
from model.layout import Layout
from tests.conftest import small_disclosure

BROKEN = 10


def department(number: int) -> Disclosure:
    """Return a department with two projects, like no other; money to the cent of a 万元."""
    chance = random.Random(number)
    made = small_disclosure()
    made.department = Department(f"{number:03}", f"云岭市第{number}局")
    for place, table in enumerate(made.projects, 1):
        table.unit = Unit(f"{number:03}{place:03}", f"云岭市第{number}局{place}处")
        table.code = f"1309002{number:07}{place:07}"
        table.name = f"第{number}局的第{place}个项目"
        fiscal, other = chance.randint(1, 9_999_999), chance.randint(0, 9_999)
        table.fiscal, table.other = f"{fiscal / 100:.2f}", f"{other / 100:.2f}"
        table.budget = f"{(fiscal + other) / 100:.2f}"
    return made


def budgets(made: list[Disclosure]) -> Decimal:
    """Return the sum of all budgets."""
    return sum((Decimal(table.budget) for one in made for table in one.projects), Decimal(0))


def fill(folder: Path, layout: Layout, count: int, office_every: int = 0) -> list[Disclosure]:
    """Write so many departments into a folder and one below it; return what they hold.

    Every so many files one is Word, the next one Excel; all others are .jxb.
    """
    below = folder / "下级"
    below.mkdir(parents=True, exist_ok=True)
    every = []
    for number in range(1, count + 1):
        made = department(number)
        base = (below if number % 3 == 0 else folder) / f"{number:03}局"
        if office_every and number % office_every == 0:
            write_word(made, layout, base.with_suffix(".docx"))
        elif office_every and number % office_every == 1:
            write_excel(made, layout, base.with_suffix(".xlsx"))
        else:
            write_jxb(made, base.with_suffix(".jxb"))
        every.append(made)
    return every


def spoil(folder: Path, layout: Layout) -> list[str]:
    """Write ten files that cannot be read, each for another reason; return their names."""
    whole = folder / "whole.docx"
    write_word(department(999), layout, whole)
    data = whole.read_bytes()
    whole.unlink()
    (folder / "坏01空的.docx").write_bytes(b"")
    (folder / "坏02半截.docx").write_bytes(data[: len(data) // 2])
    (folder / "坏03全零.xlsx").write_bytes(bytes(len(data)))
    (folder / "坏04扫描.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (folder / "坏05乱码.xls").write_bytes(random.Random(5).randbytes(4000))
    (folder / "坏06没有表.txt").write_text("这里只有一段话，没有表。\n" * 20, encoding="utf-8")
    (folder / "坏07新版.jxb").write_text('{"format": "jibiao", "schema": 999}', encoding="utf-8")
    (folder / "坏08别的.json").write_text('{"name": "别的程序"}', encoding="utf-8")
    with (
        zipfile.ZipFile(folder / "坏09实体.docx", "w") as bomb,
        zipfile.ZipFile(_opened(data, folder)) as package,
    ):
        for name in package.namelist():
            text = package.read(name)
            if name == "word/document.xml":
                text = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
            bomb.writestr(name, text)
    (folder / "source.tmp").unlink()
    (folder / "坏10空文件夹.xlsx").mkdir()
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("坏"))


def _opened(data: bytes, folder: Path) -> Path:
    path = folder / "source.tmp"
    path.write_bytes(data)
    return path
