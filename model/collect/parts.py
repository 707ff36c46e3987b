"""汇总 of whole disclosures: each department's named amounts, and the relations that fail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct, field, structs

from model.collect.lists import MONEY_UNIT, Extra, Row
from model.collect.sums import CollectedTotals, Department, money_text
from model.document.disclosure import Disclosure
from model.layout.publication_load import publication_of
from model.parts.amount_finder import Finder
from model.parts.amounts import Amount, is_named_money, money, place_name
from model.parts.formula import Checked
from model.parts.relation import STATE_WORDS, Term
from model.parts.view import PartsView
from model.quantities.amounts import WIDE

ONLY_TARGETS = "文件里只有绩效文本，没有其余各部分，不知道这些金额"
UNKNOWN_PUBLICATION = "不知道是哪种公开样式，各部分的金额没有汇总"
_NUMBERED = re.compile(r"\.\d+\.")
"""Rows of which a table has any number are not the same ones in two departments."""
_MOST_PLACES = 30
"""Places of one relation are not named beyond so many."""


class PartsMoney(Struct, frozen=True):
    """A department's named amounts and what was found between them.

    Attributes:
        publication: the name of what describes its parts; empty where there is none.
        lacks: why there is nothing, in the clerk's words; else empty.
        amounts: the named amounts that are money, each at the place that counts.
        checked: every relation, and whether it holds.
    """

    publication: str = ""
    lacks: str = ""
    amounts: list[Amount] = field(default_factory=list)
    checked: list[Checked] = field(default_factory=list)

    def count(self, state: str) -> int:
        """Return how many relations are so."""
        return sum(one.state == state for one in self.checked)


def money_of_parts(disclosure: Disclosure) -> PartsMoney:
    """Return a disclosure's named amounts and relations; says why where there are none."""
    if not disclosure.parts:
        return PartsMoney(lacks=ONLY_TARGETS)
    publication = publication_of(disclosure.publication)
    if publication is None:
        return PartsMoney(lacks=UNKNOWN_PUBLICATION)
    view = PartsView(disclosure, publication, Finder(publication))
    found = (places[0] for places in view.amounts.by_name.values())
    amounts = [
        structs.replace(one, title=_title(one.title, disclosure.year))
        for one in found
        if is_named_money(one) and not _NUMBERED.search(one.name)
    ]
    return PartsMoney(publication.name, "", amounts, view.checked)


def _title(title: str, year: int | None) -> str:
    """Return an amount's title fit for departments of several years."""
    if year is None:
        return title
    return title.replace(f"{year}年", "本年").replace(f"{year - 1}年", "上年")


def amounts_row(one: Department, held: PartsMoney) -> Row:
    """Return a department's row of named amounts; what is no number stands as it is written."""
    texts = [str(one.number), one.code, one.name, one.year, held.publication]
    known = bool(held.publication)
    texts += [str(held.count(state)) if known else "" for state in STATE_WORDS]
    return Row([*texts, held.lacks], [_extra(amount) for amount in held.amounts])


def _extra(amount: Amount) -> Extra:
    text = amount.text if amount.value is None else money_text(amount.value)
    return Extra(amount.name, amount.title + MONEY_UNIT, text, "money")


class AmountSums:
    """Adds up the named amounts of all departments, by name."""

    def __init__(self) -> None:
        self._titles: dict[str, str] = {}
        self._all: dict[str, Decimal] = {}
        self._repeated: dict[str, Decimal] = {}

    def add(self, amounts: Iterable[Amount], repeated: bool) -> None:
        """Add a department's; one that is no number adds nothing."""
        for one in amounts:
            if one.value is None:
                continue
            self._titles.setdefault(one.name, one.title + MONEY_UNIT)
            for sums in (self._all, self._repeated) if repeated else (self._all,):
                sums[one.name] = WIDE.add(sums.get(one.name, Decimal(0)), one.value)

    def rows(self, totals: CollectedTotals) -> Iterator[Row]:
        """Yield the rows that close the list: all departments, and what of it is repeated."""
        counts = [totals.relations.get(state, 0) for state in STATE_WORDS]
        words = f"{totals.whole} 个文件有各部分的金额"
        yield Row(["", "", "合计", "", "", *map(str, counts), words], self._extras(self._all))
        if self._repeated:
            texts = ["", "", f"其中：重复的 {totals.repeated} 个文件", *[""] * (len(counts) + 3)]
            yield Row(texts, self._extras(self._repeated))

    def _extras(self, sums: dict[str, Decimal]) -> list[Extra]:
        titles = self._titles
        return [Extra(name, titles[name], money_text(sums[name]), "money") for name in sums]


def relation_rows(one: Department, held: PartsMoney) -> Iterator[Row]:
    """Yield a row a relation that fails, then those that cannot be judged."""
    start = [str(one.number), one.code, one.name, one.year]
    for state in ("fails", "unknown"):
        for checked in held.checked:
            if checked.state == state:
                yield Row([*start, *_relation_texts(checked)])


def _relation_texts(checked: Checked) -> list[str]:
    relation = checked.relation
    left, right = relation.sums()
    judged = checked.state == "fails"
    severity = relation.severity if judged else ""
    sums = (left, right, WIDE.subtract(left, right))
    one, other, apart = map(money_text, sums) if judged else ("", "", "")
    counted = any(amount.kind == "number" for amount in relation.amounts)
    texts = [STATE_WORDS[checked.state], severity, relation.title, checked.line]
    texts += [_places(relation.left), one, _places(relation.right), other, apart]
    return [*texts, "" if counted else "万元", relation.words]


def _places(terms: Iterable[Term]) -> str:
    """Return where the amounts of a side stand and what they are, a line each."""
    lines = []
    for term in terms:
        amount = term.amount
        figure = money(amount.value) if amount.value is not None else amount.text or "没有写"
        lines.append(f"{'减：' if term.sign < 0 else ''}{place_name(amount)} {figure}")
    if len(lines) > _MOST_PLACES:
        lines = [*lines[:_MOST_PLACES], f"等 {len(lines)} 处"]
    return "\n".join(lines)
