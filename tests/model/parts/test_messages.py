"""What is said of a broken relation: both places in a clerk's words, both figures, what to do.

Walks over every relation of every shipped publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from model.checks import Checker
from model.checks.base import Finding
from model.checks.names import PARTS
from model.checks.samples import sound
from model.checks.samples_whole import right
from model.document.blocks import PartText
from model.document.cells import get_cell, set_cell
from model.document.disclosure import Disclosure
from model.document.edits import Change
from model.layout import load_layouts
from model.layout.publication import Publication
from model.layout.publication_load import load_publications
from model.parts.amounts import Amount
from model.parts.relation import Relation
from model.quantities.amounts import MONEY_UNITS
from tests.model.parts.shanghai import fill, made

LAYOUTS = load_layouts()
UNWRITTEN = ("targets", "empty", "remembered")


def hebei() -> Disclosure:
    disclosure = sound(right({}))
    purchases = next(
        table for part in disclosure.parts for table in part.tables() if table.key == "purchases"
    )
    for cell in purchases.rows[-1].cells:
        cell.text = {0: "合计", 7: "20.00", 8: "20.00"}.get(cell.col, "")
    return remembering(
        disclosure,
        {
            "total.last": ("plan.total", "change.total"),
            "basic.last": ("basic", "change.basic"),
            "project.last": ("project", "change.project"),
        },
    )


def remembering(disclosure: Disclosure, names: dict[str, tuple[str, str]]) -> Disclosure:
    """Keep last year's figures: what this year's and their changes make them."""
    disclosure.last_amounts = dict.fromkeys(names, "0.00")
    view = Checker(disclosure, LAYOUTS[disclosure.layout]).parts.view
    assert view is not None
    for name, (now, change) in names.items():
        one, other = view.amounts.first(now), view.amounts.first(change)
        assert one is not None and one.value is not None, now
        assert other is not None and other.value is not None, change
        disclosure.last_amounts[name] = f"{one.value - other.value:.2f}"
    return disclosure


CHANGES = {
    "notes": "收入预算比2024年预算增加2.00万元；支出预算比2024年预算增加2.00万元，因项目增加。",
    "others": "因公出国（境）费比2024年预算减少0.30万元；公务接待费比2024年预算减少0.40万元；"
    "公务用车购置及运行费与2024年预算持平；公务用车购置费比2024年预算增加0.10万元；"
    "公务用车运行费比2024年预算减少0.10万元。机关运行经费比2024年预算减少1.00万元。"
    "政府采购预算比2024年预算增加3.00万元。原因是按实际需要安排。",
}


def shanghai() -> Disclosure:
    disclosure = made(5)
    for part in disclosure.parts:
        for table in part.tables():
            if table.key == "t7":
                one = ["800", "500", "300"]
                fill(table, [["223", "", "", "资本支出", *one], ["", "", "", "合计", *one]])
        if part.key in CHANGES:
            part.blocks.append(PartText(CHANGES[part.key]))
    names = {name: (name, f"change.{name}") for name in NOW}
    last = {f"last.{name}": pair for name, pair in names.items()}
    return remembering(disclosure, last | {"fiscal.last": ("fiscal", "fiscal.change")})


NOW = ("income", "expenditure", "sangong", "operating", "purchase")
SOUND = {"hebei-2021": hebei, "shanghai-2025": shanghai}


def test_there_is_a_sound_one_of_each_publication() -> None:
    assert SOUND.keys() == load_publications().keys()


def ids_of(publication: Publication) -> set[str]:
    ids = {one.id for one in publication.relations}
    ids |= {one.id for one in publication.each_row}
    return ids | {one.id for one in publication.totals}


def amount_to_break(relation: Relation) -> tuple[Amount, int] | None:
    """Return a written amount of a relation, and whether it is to grow (1) or shrink (-1)."""
    sides = ((relation.left, 1), (relation.right, 1 if relation.op == "=" else -1))
    for terms, sign in sides:
        for term in terms:
            if term.amount.kind not in UNWRITTEN and term.amount.value is not None:
                return term.amount, sign * term.sign
    return None


def broken_by(checker: Checker, disclosure: Disclosure) -> Iterator[tuple[Relation, Finding]]:
    """Yield each relation that has its data, broken, and the finding that tells of it."""
    assert checker.parts.view is not None
    for name in [one.id for one in checker.parts.view.relations if not one.lacks]:
        relation = next(one for one in checker.parts.view.relations if one.id == name)
        chosen = amount_to_break(relation)
        if chosen is None:
            continue
        amount, sign = chosen
        left, right_ = relation.sums()
        text = get_cell(disclosure, amount.ref)
        value = (amount.value or Decimal(0)) + sign * (abs(left) + abs(right_) + 7)
        value = left / 2 if value < 0 < left and relation.op == "<=" else value
        set_cell(disclosure, amount.ref, amount.amended(text, value))
        checker.changed(Change(cells=[amount.ref]))
        now = next(one for one in checker.parts.view.relations if one.id == name)
        assert now.state() == "fails", name
        refs = {one.ref for one in now.amounts if one.kind != "remembered"}
        found = [
            one
            for one in checker.findings_of(PARTS)
            if refs <= {one.ref, *one.others} and now.title in one.message
        ]
        assert found, (name, [one.message for one in checker.findings_of(PARTS)])
        yield now, found[0]
        set_cell(disclosure, amount.ref, text)
        checker.changed(Change(cells=[amount.ref]))


def figures(amount: Amount) -> set[str]:
    """Return how a figure may be printed: as its place has it."""
    assert amount.value is not None
    if amount.kind == "number" or not amount.unit:
        return {f"{amount.value:f}"}
    if amount.unit == "万元":
        return {f"{abs(amount.value):.2f}"}
    own = abs(amount.value) / MONEY_UNITS[amount.unit]
    return {f"{own:,.0f}元", f"{own:,f}元"}


def about(relation: Relation, message: str) -> str:
    """Return what a message says of one relation."""
    begin = message.index(relation.title)
    end = message.find("；", begin)
    return message[begin : end if end >= 0 else len(message)]


def test_no_raw_names(publication_id: str) -> None:
    disclosure = SOUND[publication_id]()
    checker = Checker(disclosure, LAYOUTS[disclosure.layout])
    for relation, finding in broken_by(checker, disclosure):
        assert not re.search(r"[a-zA-Z_]|None", finding.message), relation.id
        assert (
            "这几处" in finding.message
            or "按其他各数推算" in finding.message
            or ("是上年数" in finding.message)
        )


def test_both_places_and_both_figures(publication_id: str) -> None:
    disclosure = SOUND[publication_id]()
    checker = Checker(disclosure, LAYOUTS[disclosure.layout])
    done = set()
    for relation, finding in broken_by(checker, disclosure):
        said = about(relation, finding.message)
        done.add(relation.id.partition(".")[0])
        assert said.count("≠") + said.count("＞") == 1
        for side in (relation.left, relation.right):
            written = [term.amount for term in side if term.amount.value is not None]
            for one in written if len(written) <= 6 else written[:1]:
                if one.table:
                    assert one.table in said, relation.id
                    assert one.row.translate(INNER) in said.translate(INNER), relation.id
                    assert one.column.translate(INNER) in said.translate(INNER) or (
                        len(written) > 1
                    ), relation.id
                else:
                    assert one.title in said, relation.id
                    assert one.part in said, relation.id
                if len(written) <= 6:
                    assert any(text in said for text in figures(one)), (relation.id, said)
        if len({one.unit for one in relation.amounts if one.kind != "number"}) > 1:
            left, right_ = relation.sums()
            assert f"{abs(left):.2f}万元" in said
            assert f"{abs(right_):.2f}万元" in said
    assert ids_of(load_publications()[publication_id]) <= done


INNER = str.maketrans("‘’", "“”")


@pytest.fixture(params=sorted(SOUND))
def publication_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_what_is_lacking_is_named_in_words(publication_id: str) -> None:
    """Each part emptied in turn: no line of the list of what was checked has a raw name."""
    for place in range(len(SOUND[publication_id]().parts)):
        disclosure = SOUND[publication_id]()
        disclosure.parts[place].blocks = []
        view = Checker(disclosure, LAYOUTS[disclosure.layout]).parts.view
        assert view is not None
        for one in view.checked:
            assert not re.search(r"[a-zA-Z_]", one.line), (one.relation.id, one.line)
            assert one.line != "缺"
