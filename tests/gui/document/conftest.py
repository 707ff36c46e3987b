"""A file to be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.jxb import write_jxb
from model.document.disclosure import Disclosure


@pytest.fixture
def file(tmp_path: Path, disclosure: Disclosure) -> Path:
    path = tmp_path / "水务局.jxb"
    write_jxb(disclosure, path)
    return path
