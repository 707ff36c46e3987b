"""K16–K17: what is left to do in parts that were carried over from last year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model.checks.base import Fault, Severity, make_check
from model.checks.samples_whole import right, wrong
from model.document.blockplaces import part_cells
from model.parts.amounts import Amount, money
from model.parts.relation import Relation
from model.parts.view import PartsView


@make_check(
    "K16",
    Severity.HINT,
    "增减额可以算出来",
    scope="parts",
    reason="两年的数都有了，增减额不必再算",
    source="habit_parts",
    reads="parts",
    wrong=[wrong({"#sangong.running.change": ""}, {"#sangong.running.change": "减少1.00"})],
    right=[right({"#sangong.running.this": "", "#sangong.running.change": ""})],
    mends="写上算出来的增减额",
)
def proposals(view: PartsView) -> Iterator[Fault]:
    """Changes that are not filled in though both years' figures are known."""
    for relation in view.relations:
        if relation.kind != "change":
            continue
        terms = [*relation.left, *relation.right]
        blanks = [term.amount for term in terms if term.amount.value is None]
        if len(blanks) != 1 or blanks[0].kind != "change" or blanks[0].broken:
            continue
        value = _solved(relation, blanks[0])
        # a table's empty cell for no change is asked about as any other empty one
        if value is None or (not value and blanks[0].quantity is None):
            continue
        said = ("减少" if value < 0 else "增加") + money(abs(value)) if value else "持平"
        fix = blanks[0].amended(view.text(blanks[0].ref), value, view.publication.decimals)
        others = tuple(
            term.amount.ref
            for term in terms
            if term.amount is not blanks[0] and term.amount.kind != "remembered"
        )
        yield Fault(blanks[0].ref, f"{blanks[0].title}按两年的数是{said}。", fix, others=others)


def _solved(relation: Relation, blank: Amount) -> Decimal | None:
    if len(relation.lacks) != 1:
        return None
    return relation.solved_for(blank.name)


@make_check(
    "K17",
    Severity.ERROR,
    "带过来的内容还没有看过",
    scope="parts",
    reason="从上年带过来的文字和表格不看一眼就公开，上年的事就成了今年的",
    source="habit_years",
    reads="parts carried",
    wrong=[wrong({}, ["#basic"], carried=("#basic",))],
    right=[right({"#basic": "400.00"})],
)
def carried(view: PartsView) -> Iterator[Fault]:
    """Cells of parts carried over from last year and not looked at since, a part at a time."""
    marked = view.disclosure.carried
    if not marked:
        return
    for part in view.parts:
        refs = [ref for ref, _ in part_cells(part) if ref in marked]
        if refs:
            message = f"这一部分有 {len(refs)} 格是从上年带过来的，还没有人看过。"
            yield Fault(refs[0], message, others=tuple(refs[1:]))
