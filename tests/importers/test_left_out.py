"""A part left out is left out again when it is read back."""

from __future__ import annotations

from pathlib import Path

from exporters.word import write_word
from importers.read import read_file
from model.document.disclosure import Department, Disclosure
from model.layout import load_layouts
from model.layout.publication_load import load_publications
from model.parts.skeleton import new_parts


def test_a_part_left_out_is_left_out_when_read_back(tmp_path: Path) -> None:
    layouts = load_layouts()
    parts = new_parts(load_publications()["hebei-2021"], "云湖县水利局", "310", 2024)
    disclosure = Disclosure(
        2024,
        Department("310", "云湖县水利局"),
        layout="hebei-2021",
        parts=parts,
        publication="hebei-2021",
    )
    part = disclosure.parts[-3]
    part.omitted = True
    write_word(disclosure, layouts["hebei-2021"], tmp_path / "a.docx")
    back, _ = read_file(tmp_path / "a.docx", layouts)
    (left_out,) = [one for one in back.parts if one.omitted]
    assert (left_out.title, left_out.blocks) == (part.title, [])
