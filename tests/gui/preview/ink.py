"""How much the preview shows."""

from __future__ import annotations

from PySide6.QtGui import QImage

from gui.preview.pane import PreviewPane


def ink(pane: PreviewPane) -> int:
    """Return how many dark points the pages show."""
    image = pane.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    data = bytes(image.constBits())
    return sum(value < 90 for value in data)
