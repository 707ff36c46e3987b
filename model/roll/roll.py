"""Rolling forward: last year's disclosure becomes this year's, to be looked at cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import structs

from model.document.cellref import CellRef
from model.document.cells import set_cell
from model.document.disclosure import (
    PLAN_DATES,
    Department,
    Disclosure,
    Indicator,
    TargetTable,
    Unit,
    Unplaced,
    get_field,
    set_field,
)
from model.document.ties import give_new_ids
from model.layout import ENTRY
from model.printing.leftout import fields_left_out
from model.roll.lasttexts import last_texts
from model.roll.levels import map_levels
from model.roll.marks import carried_cells
from model.roll.options import YearChange
from model.roll.parts import turn_parts
from model.roll.plan import RollPlan, money_fields
from model.roll.report import LevelLine, RollReport, YearLine, place_name
from model.roll.texts import apply_to_table, changed_text


def roll(plan: RollPlan) -> tuple[Disclosure, RollReport]:
    """Carry out a plan.

    Target tables and indicators get identities of their own, so that nothing marked 已核实
    last year speaks for this year. Every cell carried over is marked 待确认.

    Returns:
        The new disclosure and what was done. Last year's is not changed.
    """
    return _Roll(plan).run()


class _Roll:
    def __init__(self, plan: RollPlan) -> None:
        self.plan = plan
        self.money = money_fields(plan.source, plan.target)
        self.report = RollReport(
            plan.old_year,
            plan.options.year,
            guessed=plan.guessed,
            old_form=plan.source.name,
            form=plan.target.name,
            new_form=plan.source.id != plan.target.id,
        )
        self.texts = _new_texts(plan.changes)
        # of each new target table and indicator last year's
        self.ids: dict[str, str] = {}
        self.moved: set[str] = set()

    def run(self) -> tuple[Disclosure, RollReport]:
        plan, old = self.plan, self.plan.disclosure
        new = Disclosure(
            year=plan.options.year,
            department=Department(old.department.code, old.department.name),
            overall_goal=old.overall_goal,
            itemised_goals=[structs.replace(item) for item in old.itemised_goals],
            safeguards=[structs.replace(item) for item in old.safeguards],
            layout=plan.target.id,
        )
        for ref, text in self.texts.get("", {}).items():
            set_cell(new, ref, text)
        for table in plan.tables:
            new.projects.append(self._table(table))
        self._money_of_all(new)
        self._unplaced(new)
        new.carried = carried_cells(new, plan.target, self.moved)
        if old.parts:
            self._parts(new)
        new.last_texts = last_texts(new, old, self.ids)
        self._tell(new)
        return new, self.report

    def _table(self, old: TargetTable) -> TargetTable:
        table = structs.replace(
            old,
            unit=Unit(old.unit.code, old.unit.name),
            plan=list(old.plan),
            extra=dict(old.extra),
            indicators=[_copy(item) for item in old.indicators],
        )
        apply_to_table(table, self.texts.get(old.id, {}))
        self._empty(table)
        if self.report.new_form:
            table.indicators, moved = map_levels(
                table.indicators, self.plan.source, self.plan.target
            )
            number = len(self.report.projects) + 1
            self.report.levels += [LevelLine(number, table.name, one) for one in moved]
        self.report.projects.append(table.name)
        last = [item.id for item in table.indicators]
        give_new_ids(table)
        self.ids[table.id] = old.id
        levels = {item.id: (item.level1, item.level2) for item in old.indicators}
        for item, was in zip(table.indicators, last, strict=True):
            self.ids[item.id] = was
            if levels[was] != (item.level1, item.level2):
                self.moved.add(item.id)
        return table

    def _empty(self, table: TargetTable) -> None:
        """Empty what is asked anew every year."""
        options, emptied = self.plan.options, self.report.emptied
        if not options.keep_codes and table.code:
            table.code = ""
            emptied["项目编码"] = emptied.get("项目编码", 0) + 1
        if not options.keep_money:
            names = {*self.money, *_listed(table, self.money)}
            filled = [name for name in sorted(names) if get_field(table, name)]
            for name in filled:
                set_field(table, name, "")
            if filled:
                emptied["金额"] = emptied.get("金额", 0) + len(filled)
        if not options.keep_plans:
            filled = [text for text in table.plan if text]
            table.plan = [""] * max(PLAN_DATES, len(table.plan))
            if filled:
                emptied["支出计划"] = emptied.get("支出计划", 0) + len(filled)

    def _money_of_all(self, new: Disclosure) -> None:
        """The department's project expenditure is money too."""
        stated = self.plan.disclosure.project_expenditure
        if self.plan.options.keep_money:
            new.project_expenditure = stated
        elif stated:
            self.report.emptied["部门项目支出"] = 1

    def _unplaced(self, new: Disclosure) -> None:
        """Keep what stands in the tables taken along; the rest tells of last year's budget."""
        ids = {old: made for made, old in self.ids.items()}
        for item in self.plan.disclosure.unplaced:
            if item.table in ids:
                new.unplaced.append(
                    Unplaced(item.text, item.where, item.near, table=ids[item.table])
                )
            else:
                self.report.unplaced_left += 1
        self.report.unplaced_kept = len(new.unplaced)

    def _parts(self, new: Disclosure) -> None:
        """Turn the parts of a whole disclosure."""
        plan = self.plan
        texts = {ref: text for cells in self.texts.values() for ref, text in cells.items()}
        turned = turn_parts(
            plan.disclosure,
            plan.old_year,
            plan.options.year,
            texts,
            keep_money=plan.options.keep_money,
        )
        new.parts, new.publication = turned.parts, plan.disclosure.publication
        new.last_amounts = turned.last
        new.carried |= turned.carried
        self.report.emptied |= turned.emptied
        self.report.parts = turned.notes

    def _tell(self, new: Disclosure) -> None:
        plan, report = self.plan, self.report
        taken = {table.id for table in plan.tables}
        report.left_projects = [
            table.name for table in plan.disclosure.projects if table.id not in taken
        ]
        report.marked = len(new.carried)
        report.reviewed = len(plan.disclosure.reviewed)
        report.comments = len(plan.disclosure.comments)
        if report.new_form:
            report.left_out = fields_left_out(new, plan.target) + _own_left_out(plan, new)
        numbers = {table.id: number for number, table in enumerate(plan.tables, 1)}
        tables = {table.id: table for table in plan.tables}
        report.years = [
            YearLine(
                place_name(
                    plan.source, one.ref, tables.get(one.ref.table), numbers.get(one.ref.table, 0)
                ),
                one,
            )
            for one in plan.changes
        ]


def _copy(item: Indicator) -> Indicator:
    return structs.replace(item, extra=dict(item.extra))


def _new_texts(changes: list[YearChange]) -> dict[str, dict[CellRef, str]]:
    """Return the new texts of cells whose years move, by target table."""
    by_cell: dict[CellRef, list[YearChange]] = {}
    for change in changes:
        if change.wanted:
            by_cell.setdefault(change.ref, []).append(change)
    texts: dict[str, dict[CellRef, str]] = {}
    for ref, several in by_cell.items():
        texts.setdefault(ref.table, {})[ref] = changed_text(several[0].text, several)
    return texts


def _own_left_out(plan: RollPlan, new: Disclosure) -> list[str]:
    """Return the sections of the department's own text the new form does not print."""
    held = {section.holds for section in plan.target.document.text.sections}
    return [
        section.entry or section.heading
        for section in plan.source.document.text.sections
        if section.holds not in held and getattr(new, section.holds)
    ]


def _listed(table: TargetTable, money: Collection[str]) -> Iterator[str]:
    """Yield the amounts of the entries of a target table's lists."""
    return (name for name in table.extra if ENTRY.search(name) and ENTRY.sub(".", name) in money)
