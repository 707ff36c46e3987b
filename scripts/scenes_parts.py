"""Scenes of a whole disclosure: its parts, one left out, the relations checked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.findings.relations import RelationsDialog
from gui.window.mainwindow import MainWindow
from model.parts.edits import SetPartBlocks
from model.parts.names import part_name
from scripts.scenes import EXAMPLE_AS_IT_IS, opened
from scripts.studio import Scene, in_the_middle, settle


def part(key: str) -> Scene:
    """Return a scene with a part of the bundled example open."""

    def scene(window: MainWindow) -> None:
        opened(EXAMPLE_AS_IT_IS)(window)
        parts = window.session.disclosure.parts
        window.session.select(next(one.id for one in parts if one.key == key))
        settle(window)

    return scene


def left_out(window: MainWindow) -> None:
    """Leave a part out: 本部门无此项."""
    part("purchases")(window)
    held = window.session.part
    assert held is not None
    label = f"本部门无此项：{part_name(held)}"
    window.session.do(SetPartBlocks(label, held.id, held.blocks, omitted=True))


def relations(window: MainWindow) -> QWidget:
    """Show the list of the relations checked."""
    opened(EXAMPLE_AS_IT_IS)(window)
    window.actions_["relations"].trigger()
    dialog = window.findChild(RelationsDialog)
    assert isinstance(dialog, RelationsDialog)
    return in_the_middle(dialog, window)


BOTH: dict[str, Scene] = {
    "part-sentences": part("overview"),
}
"""Scenes shown light and dark."""
LIGHT: dict[str, Scene] = {
    **{f"part-{key}": part(key) for key in ("duties", "sangong", "purchases", "assets", "terms")},
    "part-left-out": left_out,
    "relations": relations,
}
"""Scenes shown light alone."""
