"""The pages of the contents: each entry, dots, and its page at the right edge."""

from __future__ import annotations

import pytest

from gui.pages.sections import Entry, Laid, lay_contents
from gui.pages.text import PageStyles
from model.layout import Layout
from model.printing.grid import Paragraph

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_leader_fills_the_line_up_to_the_right_edge(hebei: Layout) -> None:
    styles = PageStyles(hebei)
    style = styles.roles["contents-entry"]
    letter = style.face.em
    dot = styles.texts.get(".", style, styles.width).lineAt(0).naturalTextWidth()
    most = int(styles.width / letter)
    narrow = ["长" * (most - 2) + "." * number for number in range(8)]
    listed = ["短", *("长" * (most - less) for less in range(5)), "字" * (most * 2 - 1), *narrow]
    laid = Laid([], [])
    entries = [Entry("一", text, number) for number, text in enumerate(listed, 8)]
    for _ in lay_contents([Paragraph("一", "contents-list")], entries, styles, laid):
        pass
    pieces = [piece for page in laid.pages for piece in page.pieces]
    leaders = [piece for piece in pieces if piece.text.startswith(".")]
    numbers = [piece.text.lstrip(".") for piece in leaders]
    assert numbers == [str(entry.page) for entry in entries]
    rooms = set()
    for text, leader in zip(listed, leaders, strict=True):
        line = styles.texts.get(leader.text, style, leader.width).lineAt(0)
        assert leader.x + line.naturalTextWidth() == pytest.approx(styles.width)
        whole = styles.texts.get(text, style, styles.width)
        last = whole.lineAt(whole.lineCount() - 1).naturalTextRect().right()
        # beside the text if three dots find room there, else on a line of its own
        size = (
            styles.texts.get(leader.text.lstrip("."), style, styles.width)
            .lineAt(0)
            .naturalTextWidth()
        )
        free = int((styles.width - last - size) / dot)
        whole_line = int((styles.width - size) / dot)
        assert leader.text.count(".") == (free if free >= 3 else whole_line)
        rooms.add(free)
    assert {2, 3, 4} <= rooms
