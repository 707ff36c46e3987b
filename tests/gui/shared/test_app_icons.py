"""The icons made for packages, and that they are of the present drawing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QImageReader

from model.basics.assets import asset
from scripts.app_icons import SIZES, write

pytestmark = pytest.mark.usefixtures("qapp")


def test_icons_are_of_the_present_drawing(tmp_path: Path) -> None:
    write(tmp_path)
    kept = asset("icons", "app")
    for size in SIZES:
        new, old = (QImage(str(folder / f"app-{size}.png")) for folder in (tmp_path, kept))
        assert new.size() == old.size()
        assert new.width() == size
        points = [(x, y) for x in range(0, size, 3) for y in range(0, size, 3)]
        # another Qt smooths edges a little differently
        far = [at for at in points if new.pixel(*at) != old.pixel(*at)]
        assert len(far) <= len(points) // 20


def test_one_file_for_windows_holds_every_size() -> None:
    reader = QImageReader(str(asset("icons", "app", "app.ico")))
    assert reader.imageCount() == len(SIZES)
    sizes = []
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        sizes.append(reader.read().width())
    assert sorted(sizes) == list(SIZES)
