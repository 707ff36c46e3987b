"""Texts of the clerk's in tooltips: shown as they stand, never taken for HTML."""

from __future__ import annotations


def tip(text: str) -> str:
    """Return a text for a tooltip; ``<b>`` in a project's name stays four characters."""
    if "<" not in text:
        return text
    # not before it is needed: the menus are made with this, and `Qt` would delay the first window
    from PySide6.QtGui import Qt

    if not Qt.mightBeRichText(text):
        return text
    return Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)
