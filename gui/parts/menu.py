"""The menu of a part's cell."""

from __future__ import annotations

from gui.form.cellmenu import CellMenu


class PartMenu(CellMenu):
    """Lists what can be done with what is selected on a part."""

    nouns = ("添加一段或一行", "删除这段或这行")
    levels = False
