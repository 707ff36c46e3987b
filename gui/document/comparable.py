"""Copies of what is open, for what goes on in the background."""

from __future__ import annotations

import copy
from collections.abc import Callable

import msgspec
from msgspec import structs

from gui.document.session import Session
from model.basics.steps import step
from model.compare import Side
from model.document.disclosure import Disclosure, TargetTable


def copy_of(disclosure: Disclosure) -> Callable[[], Disclosure]:
    """Keep a disclosure as it stands now; return what makes a copy of it, in any thread.

    References name the same cells in both.
    """
    try:
        whole = msgspec.json.encode(structs.replace(disclosure, projects=[]))
        tables = [msgspec.json.encode(table) for table in disclosure.projects]
    except UnicodeEncodeError:
        # half a character fits no file, but can be compared and checked
        made = copy.deepcopy(disclosure)
        return lambda: made

    def make() -> Disclosure:
        copied = msgspec.json.decode(whole, type=Disclosure)
        for table in tables:
            # one by one, so that the window gets its turns
            step()
            copied.projects.append(msgspec.json.decode(table, type=TargetTable))
        return copied

    return make


def side_of(session: Session) -> Callable[[], Side]:
    """Keep what is open as it stands now; return what makes a side of it, in any thread."""
    layout, make = session.layout, copy_of(session.disclosure)
    return lambda: Side(make(), layout)
