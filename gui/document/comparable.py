"""What is open, as one side of a comparison that may go on in the background."""

from __future__ import annotations

import copy
from collections.abc import Callable

import msgspec

from gui.document.session import Session
from model.compare import Side
from model.disclosure import Disclosure


def side_of(session: Session) -> Callable[[], Side]:
    """Keep what is open as it stands now; return what makes a side of it, in any thread.

    References name the same cells in both.
    """
    layout = session.layout
    try:
        held = msgspec.json.encode(session.disclosure)
    except UnicodeEncodeError:
        # half a character fits no file, but can be compared
        made = copy.deepcopy(session.disclosure)
        return lambda: Side(made, layout)
    return lambda: Side(msgspec.json.decode(held, type=Disclosure), layout)
