"""What of a project's goals can be tied to an indicator, and how it is paired now."""

from __future__ import annotations

from msgspec import Struct, structs

from model.checks.d_goals import goal_items
from model.checks.names import shortened
from model.checks.pairs import claims, pairs, uncompared
from model.checks.view import Form, TableView
from model.document.disclosure import TargetTable, Tie
from model.document.ties import tie_key
from model.layout import Layout


class Said(Struct, frozen=True):
    """A goal that can be tied.

    Attributes:
        clause: its words, as the form shows them.
        key: what a tie knows it by.
        paired: the indicator the checks pair it with by themselves; empty for none.
        tie: what the clerk said: an indicator, empty for none; None where nothing was said.
    """

    clause: str
    key: str
    paired: str
    tie: str | None


def goals_said(table: TargetTable, layout: Layout) -> list[Said]:
    """Return what the goals and the purpose say that an indicator may measure, each once.

    These are the numbers with their words, and the items of the goals that have none.
    """
    view = TableView(_untied(table), Form(layout))
    paired = {tie_key(pair.claim.clause): pair.item.indicator.id for pair in pairs(view)}
    ties = {tie.clause: tie.indicator for tie in table.ties}
    clauses = [
        claim.clause.strip()
        for field in ("goals", "purpose")
        if field in view.form.shown
        for claim in claims(field, view.text(field))
    ]
    if "goals" in view.form.shown:
        keys = list(map(tie_key, clauses))
        items = goal_items(view.text("goals"))
        clauses += [item for item in items if not any(key in tie_key(item) for key in keys)]
    found = {tie_key(clause): clause for clause in reversed(clauses)}
    return [
        Said(shortened(clause, 60), key, paired.get(key, ""), ties.get(key))
        for key, clause in reversed(found.items())
    ]


class Bond(Struct, frozen=True):
    """A goal and the indicator that measures it, as the checks take it.

    ``indicator`` is empty where the clerk said that none does; ``why`` says who found it.
    """

    field: str
    clause: str
    indicator: str
    why: str


def bonds(table: TargetTable, layout: Layout) -> list[Bond]:
    """Return what of goals and purpose is measured by which indicator, said or found."""
    view = TableView(table, Form(layout))
    known = {item.id for item in table.indicators}
    ties = {tie.clause: tie.indicator for tie in table.ties if tie.indicator in ("", *known)}
    found: list[Bond] = []
    apart = {(claim.clause, item.indicator.id) for claim, item in uncompared(view)}
    for field in ("goals", "purpose"):
        if field not in view.form.shown:
            continue
        clauses = [claim.clause for claim in claims(field, view.text(field))]
        if field == "goals":
            keys = list(map(tie_key, clauses))
            items = goal_items(view.text(field))
            clauses += [item for item in items if not any(key in tie_key(item) for key in keys)]
        for clause in dict.fromkeys(clauses):
            item = ties.get(tie_key(clause))
            if item is not None:
                why = "您指定的" + "，单位不同，比不了" * ((clause, item) in apart)
                found.append(Bond(field, clause.strip(), item, why))
    for pair in pairs(view):
        if not pair.tied:
            item, clause = pair.item.indicator.id, pair.claim.clause.strip()
            found.append(Bond(pair.claim.field, clause, item, "按相同的字找到的"))
    return found


def _untied(table: TargetTable) -> TargetTable:
    """Return a table as it is judged where nobody tied anything."""
    return structs.replace(table, ties=[])


def tied(said: list[Said], chosen: list[str | None], table: TargetTable) -> list[Tie]:
    """Return a project's ties by what was chosen for each goal; None where nothing is said.

    Ties of goals that stand there no more are kept: the goal may be written again.
    """
    known = {one.key for one in said}
    kept = [tie for tie in table.ties if tie.clause not in known]
    new = zip(said, chosen, strict=True)
    return [*kept, *(Tie(one.key, item) for one, item in new if item is not None)]
