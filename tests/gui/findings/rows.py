"""What the panel 检查结果 shows."""

from __future__ import annotations

from gui.findings.panel import FindingsPanel


def rows(panel: FindingsPanel) -> list[tuple[str, ...]]:
    return [
        tuple(str(panel.shown.index(row, column).data()) for column in range(4))
        for row in range(panel.shown.rowCount())
    ]
