"""The rows of 汇总: every cell of every file, list by list, in the order of its columns."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model.checks.base import Finding, Severity
from model.checks.gather import each_cell
from model.checks.names import cell_name, column_name, field_name, shortened
from model.checks.report import OWN_PART, cell_text, count, full_message
from model.collect.collect import Collected, Unread
from model.collect.lists import DEPARTMENTS, MONEY_UNIT, Extra, Row
from model.collect.sums import MONEY, CollectedTotals, Department, money_text
from model.document.disclosure import (
    INDICATOR_FIELDS,
    INDICATOR_TERMS,
    PLAN_DATES,
    TERMS,
    VALUE_PARTS,
    Indicator,
)
from model.document.findings import Reviewed
from model.layout import Layout
from model.printing.workbook import category_name
from model.quantities.amounts import format_number

_LONGEST_QUOTE = 500
"""A finding quotes no more of its cell: the whole text stands in the other lists."""


def _of_file(one: Collected) -> list[str]:
    department = one.department
    return [str(department.number), department.code, department.name, department.year]


# 汇总


def department_row(one: Department, titles: dict[str, str]) -> Row:
    """Return a file's row of 汇总.

    Args:
        one: the file.
        titles: headings of the amounts that only some forms have, by field.
    """
    counts = [str(number) for number in one.counts] or [""] * len(Severity)
    texts = [str(one.number), one.code, one.name, one.year]
    texts += [str(one.projects), str(one.indicators)]
    texts += [money_text(one.sums[name]) for name in MONEY]
    texts += [one.expenditure, *counts, str(one.reviewed), one.verdict]
    texts += [one.file, one.form, one.rules, "；".join(one.remarks)]
    return Row(texts, _further_sums(one.sums, titles))


def _further_sums(sums: dict[str, Decimal], titles: dict[str, str]) -> list[Extra]:
    return [
        Extra(name, titles[name] + MONEY_UNIT, money_text(amount), "money")
        for name, amount in sums.items()
        if name not in MONEY
    ]


def total_rows(totals: CollectedTotals, titles: dict[str, str]) -> Iterator[Row]:
    """Yield the rows that close 汇总: all files, and what of it comes from repeated ones."""
    texts = ["", "", "合计", "", str(totals.projects), str(totals.indicators)]
    texts += [money_text(totals.sums[name]) for name in MONEY]
    texts += ["", *map(str, totals.counts), str(totals.reviewed), f"{totals.sendable} 个可以"]
    width = len(DEPARTMENTS.columns)
    texts += [""] * (width - len(texts))
    yield Row(texts, _further_sums(totals.sums, titles))
    if totals.repeated:
        texts = ["", "", f"其中：重复的 {totals.repeated} 个文件", "", "", ""]
        texts += [money_text(totals.repeated_sums[name]) for name in MONEY]
        texts += [""] * (width - len(texts))
        yield Row(texts, _further_sums(totals.repeated_sums, titles))


def money_titles(one: Collected) -> dict[str, str]:
    """Return the headings of a file's amounts that only some forms have, by field."""
    layout = one.layout
    return {name: field_name(layout, name) for name in one.department.sums if name not in MONEY}


# 项目, 指标


def project_rows(one: Collected) -> Iterator[Row]:
    """Yield a row a target table: every cell of its head."""
    by_table: dict[str, list[Finding]] = {}
    for finding in each_cell(one.found.standing):
        by_table.setdefault(finding.ref.table, []).append(finding)
    checked = bool(one.department.counts)
    for number, table in enumerate(one.disclosure.projects, 1):
        counts = count(by_table.get(table.id, ()))
        texts = [*_of_file(one), str(number), table.code, table.name]
        texts += [table.unit.code, table.unit.name, table.budget, table.fiscal, table.other]
        texts += [table.purpose, *_plan(table.plan), table.goals, str(len(table.indicators))]
        texts += [str(number) if checked else "" for number in counts]
        yield Row(texts, list(_table_extras(table.extra, table.plan, one.layout)))


def _plan(plan: list[str]) -> list[str]:
    return [*plan, *[""] * PLAN_DATES][:PLAN_DATES]


def _table_extras(extra: dict[str, str], plan: list[str], layout: Layout) -> Iterator[Extra]:
    for place, text in enumerate(plan[PLAN_DATES:], PLAN_DATES + 1):
        yield Extra(f"plan.{place}", f"{TERMS['plan']} 第{place}个时点", text, "percent")
    for name, text in extra.items():
        money = layout.kind(name) == "money"
        title = field_name(layout, name) + (MONEY_UNIT if money else "")
        yield Extra(f"extra.{name}", title, text, "money" if money else "text")


def indicator_rows(one: Collected) -> Iterator[Row]:
    """Yield a row an indicator, with the project it belongs to."""
    start = _of_file(one)
    for number, table in enumerate(one.disclosure.projects, 1):
        project = [*start, str(number), table.code, table.name]
        for place, item in enumerate(table.indicators, 1):
            own = {name: getattr(item, name) for name in INDICATOR_FIELDS}
            basis = own.pop("basis")
            texts = [*project, str(place), *own.values(), *_parsed(item), basis]
            yield Row(texts, [_indicator_extra(*pair, one.layout) for pair in item.extra.items()])


def _parsed(item: Indicator) -> list[str]:
    """Return operator, number, upper number of a range, and unit of a value."""
    value = item.parsed_value()
    low, high, *_ = [*(format_number(number) for number in value.numbers), "", ""]
    return [value.standard_operator, low, high, value.unit]


def _indicator_extra(name: str, text: str, layout: Layout) -> Extra:
    spec = next(
        (one for one in (*layout.table.columns, *layout.table.further) if one.field == name), None
    )
    kind = spec.kind if spec else "text"
    title = INDICATOR_TERMS.get(name) or (spec.label if spec else column_name(layout, name))
    if name in VALUE_PARTS:
        # the parts as written, where taking the value apart would give others
        title = f"{title}（原文）"
    return Extra(f"extra.{name}", title, text, kind)


# 问题


def finding_rows(one: Collected) -> Iterator[tuple[Row, Severity]]:
    """Yield a row a finding, project by project; those marked 已核实 say why they may stand."""
    numbers = {table.id: place for place, table in enumerate(one.disclosure.projects, 1)}
    found: list[tuple[Finding, Reviewed | None]] = [
        (one_, None) for one_ in each_cell(one.found.standing)
    ]
    found += one.found.reviewed
    found.sort(key=lambda pair: numbers.get(pair[0].ref.table, 0))
    start = _of_file(one)
    for finding, mark in found:
        yield Row([*start, *_finding_texts(one, finding, mark, numbers)]), finding.severity


def _finding_texts(
    one: Collected, finding: Finding, mark: Reviewed | None, numbers: dict[str, int]
) -> list[str]:
    disclosure, ref = one.disclosure, finding.ref
    number = numbers.get(ref.table, 0)
    name = disclosure.projects[number - 1].name if number else OWN_PART
    texts = [str(number) if number else "", name, cell_name(disclosure, one.layout, ref)]
    texts += [str(finding.severity), finding.code, finding.title]
    texts += [full_message(disclosure, finding)]
    texts += [shortened(cell_text(disclosure, ref), _LONGEST_QUOTE), finding.fix or ""]
    texts += ["已核实", mark.reason, mark.who, mark.when] if mark else ["待处理", "", "", ""]
    return [*texts, finding.reason]


# 部门文本, 没有读入, 读取说明


def text_rows(one: Collected) -> Iterator[Row]:
    """Yield the department's own text, a row an item; empty texts have none."""
    disclosure = one.disclosure
    sections = one.layout.document.text.sections
    names: dict[str, str] = {section.holds: category_name(section) for section in sections}
    items = [("overall_goal", "", disclosure.overall_goal, "")]
    items += [
        ("itemised_goals", goal.title, goal.goal, goal.indicators)
        for goal in disclosure.itemised_goals
    ]
    items += [("safeguards", one_.title, one_.text, "") for one_ in disclosure.safeguards]
    start = _of_file(one)
    place, before = 0, ""
    for holds, *texts in items:
        place = place + 1 if holds == before else 1
        before = holds
        if any(texts):
            yield Row([*start, names.get(holds, _HELD[holds]), str(place), *texts])


_HELD = {
    "overall_goal": "总体绩效目标",
    "itemised_goals": "分项绩效目标",
    "safeguards": "工作保障措施",
}
"""What a form calls the department's texts that gives them no heading."""


def unread_row(number: int, one: Unread) -> Row:
    """Return the row of a file that could not be read."""
    return Row([str(number), one.name, one.reason, one.advice])


def skipped_row(name: str, reason: str) -> Row:
    """Return the row of a file that need not be read."""
    return Row([name, "", "没有读，也不用读", "", "", reason])


def note_rows(one: Collected) -> Iterator[Row]:
    """Yield what the reader had to say, and every text it had no cell for."""
    start = [one.department.file, one.department.name]
    for note in one.report.notes:
        yield Row([*start, "需要留意", "", "", note])
    for item in one.disclosure.unplaced:
        kind = "没有归入表格" if item.table else "表格以外"
        yield Row([*start, kind, item.where, item.near, item.text])
