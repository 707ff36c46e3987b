"""Why relations fail: one wrong figure may break several, and is told once.

A figure is the cause where another in its place would let all of some failing relations hold
and break none. It is to be mended only where no other figure could be the cause as well.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from model.parts.amounts import Amount
from model.parts.relation import Relation, Term

_UNWRITTEN = ("targets", "empty", "remembered")


class Cause(Struct, frozen=True):
    """What one wrong figure, or one that cannot be told, broke.

    Attributes:
        relations: the failing relations.
        amount: the wrong figure; None where several may be it.
        value: what it must be, in 万元.
        mendable: it may be mended: nothing else can be wrong, and the publication allows it.
        left_standing: it is last year's figure, and what tells so.
    """

    relations: tuple[Relation, ...]
    amount: Amount | None = None
    value: Decimal | None = None
    mendable: bool = False
    left_standing: Relation | None = None


class _Candidate(Struct, frozen=True):
    fixed: frozenset[str]
    amount: Amount
    value: Decimal


def causes(relations: list[Relation]) -> list[Cause]:
    """Return what broke the failing relations, in their order."""
    failing = {one.id: one for one in relations if one.state() == "fails"}
    if not failing:
        return []
    candidates = list(_candidates(relations, failing))
    found: list[Cause] = []
    left = dict(failing)
    while True:
        open_sets = [one.fixed for one in candidates if one.fixed <= left.keys()]
        if not open_sets:
            break
        best = max(open_sets, key=len)
        alike = [one for one in candidates if one.fixed == best]
        found.append(_cause([failing[key] for key in failing if key in best], alike, relations))
        for key in best:
            del left[key]
    found += [Cause((relation,)) for relation in left.values()]
    order = {key: place for place, key in enumerate(failing)}
    return sorted(found, key=lambda cause: order[cause.relations[0].id])


def _candidates(relations: list[Relation], failing: dict[str, Relation]) -> list[_Candidate]:
    holding: dict[str, list[Relation]] = {}
    for relation in relations:
        if not relation.lacks:
            for name in {amount.name for amount in relation.amounts}:
                holding.setdefault(name, []).append(relation)
    found: dict[tuple[str, Decimal], _Candidate] = {}
    for relation in failing.values():
        for amount in relation.amounts:
            if amount.kind in _UNWRITTEN:
                continue
            value = relation.solved_for(amount.name)
            if value is None or (value < 0 and amount.kind != "change"):
                continue
            key = (amount.name, value.normalize())
            if key in found:
                continue
            instead = {amount.name: value}
            fixed, broken = set(), False
            for other in holding[amount.name]:
                state = other.state(instead)
                if other.id in failing:
                    if state == "holds":
                        fixed.add(other.id)
                elif state == "fails":
                    broken = True
                    break
            if fixed and not broken:
                found[key] = _Candidate(frozenset(fixed), amount, value)
    return list(found.values())


def _cause(broken: list[Relation], alike: list[_Candidate], relations: list[Relation]) -> Cause:
    names = {one.amount.name for one in alike}
    standing = [
        (one, relation)
        for one in alike
        if (relation := _left_standing(one.amount, one.value, relations)) is not None
    ]
    if len(names) > 1 and len(standing) == 1:
        # that it is the very figure of last year tells which of them
        alike = [standing[0][0]]
        names = {alike[0].amount.name}
    if len(names) > 1 or not alike:
        return Cause(tuple(broken))
    only = alike[0]
    told = next((relation for one, relation in standing if one is only), None)
    if len(broken) == 1 and told is None and not _pinned(only, broken[0], relations):
        return Cause(tuple(broken))
    may = any(only.amount.name in relation.mend for relation in broken)
    return Cause(tuple(broken), only.amount, only.value, may, told)


def _pinned(only: _Candidate, broken: Relation, relations: list[Relation]) -> bool:
    """Tell whether every other figure of a single failing relation is held by one that holds."""
    for amount in broken.amounts:
        if amount.name == only.amount.name or amount.kind in _UNWRITTEN:
            continue
        held = any(
            relation.id != broken.id
            and relation.state() == "holds"
            and any(amount.name == one.name for one in relation.amounts)
            for relation in relations
        )
        if not held:
            return False
    return True


def _left_standing(amount: Amount, value: Decimal, relations: list[Relation]) -> Relation | None:
    """Return the relation between years that tells a figure to be last year's."""
    if amount.value is None or amount.value == value:
        return None
    for relation in relations:
        if relation.kind != "change":
            continue
        terms = [*relation.left, *relation.right]
        if amount.name not in {term.amount.name for term in terms} or amount.kind == "change":
            continue
        others = [term for term in terms if term.amount.name != amount.name]
        for term in others:
            if term.amount.kind != "change" and term.amount.value == amount.value:
                return relation
        if relation.lacks and not relation.right and _known(others):
            last = relation.sums({amount.name: value})[0]
            if last == amount.value:
                return relation
    return None


def _known(terms: list[Term]) -> bool:
    return bool(terms) and all(term.amount.value is not None for term in terms)
