"""What ``dump`` printed becomes a disclosure again, with parts and without."""

from __future__ import annotations

from pathlib import Path

from importers.read import read_file
from model.layout import load_layouts
from model.parts.disclosure_dump import from_dump, to_dump

EXAMPLE = Path(__file__).resolve().parents[3] / "assets" / "examples" / "wanglan-wenlv-2024.txt"


def test_a_dump_without_parts_has_none_and_one_with_them_has_all() -> None:
    disclosure, _ = read_file(EXAMPLE, load_layouts())
    data = to_dump(disclosure)
    whole = from_dump(dict(data))["disclosure"]
    assert [part["title"] for part in whole["parts"]] == [part.title for part in disclosure.parts]
    old = {key: value for key, value in data.items() if key not in ("parts", "amounts")}
    alone = from_dump(old)["disclosure"]
    assert "parts" not in alone
    assert [table["name"] for table in alone["projects"]] == [
        table.name for table in disclosure.projects
    ]
