"""What tests of taking back share: a returned copy, accepting, what a form shows."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import msgspec

from model.basics.identity import new_id
from model.document.disclosure import (
    Disclosure,
    get_field,
    get_indicator_field,
)
from model.layout import Layout
from model.takeback.proposal import Proposal
from model.takeback.takeback import TakeBack


def returned(ours: Disclosure) -> Disclosure:
    """Return what a reader makes of ours: the same texts, other identities."""
    theirs = copy.deepcopy(ours)
    for table in theirs.projects:
        table.id = new_id()
        for item in table.indicators:
            item.id = new_id()
    theirs.comments = []
    theirs.carried = set()
    return theirs


def told(back: TakeBack) -> list[tuple[str, str, str, str]]:
    return [(one.word, one.title, one.before, one.after) for one in back.proposals()]


def do(ours: Disclosure, back: TakeBack, chosen: Sequence[Proposal]) -> None:
    accepted = back.accept(chosen)
    assert accepted.edit is not None
    assert (accepted.count, accepted.stale) == (len(chosen), 0)
    accepted.edit.apply(ours)


def shown(disclosure: Disclosure, layout: Layout) -> list[object]:
    """Return every cell the form shows, projects and rows in their order."""
    back = TakeBack(disclosure, layout, disclosure)
    return [
        *(disclosure.year, disclosure.department, disclosure.overall_goal),
        *(disclosure.itemised_goals, disclosure.safeguards),
        *(
            (
                [get_field(table, name) for name in back.sides.form.fields],
                [
                    [get_indicator_field(item, name) for name in back.sides.form.columns]
                    for item in table.indicators
                ],
            )
            for table in disclosure.projects
        ),
    ]


def exact(disclosure: Disclosure) -> bytes:
    return msgspec.json.encode(disclosure, order="deterministic")
