"""Make the program's icon for packages, as PNG and .ico, from assets/icons/app.svg.

Run it again after a change to the drawing: ``.venv/bin/python -m scripts.app_icons``
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from model.basics.assets import asset

SIZES = (16, 24, 32, 48, 64, 128, 256)


def drawn(size: int) -> bytes:
    """Return the icon as a PNG file of so many pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(asset("icons", "app.svg"))).render(painter)
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    # the stubs want bytes for the format, which the method refuses
    image.save(held, "PNG")  # type: ignore[call-overload]
    return bytes(held.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return an .ico file that holds PNG files, as Windows reads since Vista."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    for size, picture in pictures.items():
        # 256 is written as 0
        side = size % 256
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return head + b"".join(pictures.values())


def write(folder: Path) -> None:
    """Write the icon of each size, and all of them as one .ico."""
    folder.mkdir(exist_ok=True)
    pictures = {size: drawn(size) for size in SIZES}
    for size, picture in pictures.items():
        (folder / f"app-{size}.png").write_bytes(picture)
    (folder / "app.ico").write_bytes(ico(pictures))


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else asset("icons") / "app")
