"""Faults of a table's own cells: completeness, money, spending plan, other projects."""

from __future__ import annotations

import copy
import re
from decimal import Decimal

from model.basics.identity import new_id
from model.document.disclosure import Indicator
from tests.model.checks.planting import ANY, Cell, Site, money

BLANKS = ("", "", "", " ", "　")


# --- A01, A02, A03 ---------------------------------------------------------


def a01_empty_cell(site: Site) -> list[Cell] | None:
    cell = site.pick(site.own("code", "name", "budget", "fiscal", "purpose", "goals"))
    return site.put(cell, site.rng.choice(BLANKS)) if cell else None


def a02_no_plan(site: Site) -> list[Cell] | None:
    if not site.has_plan:
        return None
    site.table.plan = [""] * 4
    return [site.cell("plan.0"), site.cell("plan"), *(site.cell(f"plan.{n}") for n in (1, 2, 3))]


def a02_begins_late(site: Site) -> list[Cell] | None:
    if not site.has_plan:
        return None
    gone = site.rng.choice((1, 2))
    return _blank_plan(site, list(range(gone)))


def a02_gap(site: Site) -> list[Cell] | None:
    return _blank_plan(site, [site.rng.choice((1, 2))]) if site.has_plan else None


def a02_breaks_off(site: Site) -> list[Cell] | None:
    # 100 % reached before would be C02
    if not site.has_plan or site.table.percent(1) == 100:
        return None
    return _blank_plan(site, [2, 3])


def _blank_plan(site: Site, dates: list[int]) -> list[Cell]:
    for date in dates:
        site.table.plan[date] = ""
    return [*(site.cell(f"plan.{date}") for date in dates), site.cell("plan")]


def a03_level2_gone(site: Site) -> list[Cell] | None:
    required = ["数量指标", "质量指标", "时效指标", "成本指标", "服务对象满意度指标"]
    there = {item.level2 for item in site.table.indicators}
    gone = site.rng.choice([name for name in required if name in there])
    kept = [item for item in site.table.indicators if item.level2 != gone]
    site.table.indicators = kept
    return [site.cell(ANY)]


def a03_no_benefit(site: Site) -> list[Cell] | None:
    kept = [item for item in site.table.indicators if item.level1 != "效益指标"]
    site.table.indicators = kept
    return [site.cell(ANY)]


# --- B ---------------------------------------------------------------------


def _money_cells(site: Site, first: str) -> list[Cell]:
    names = ["budget", "fiscal", "other"] + ["carryover"] * ("carryover" in site.table.extra)
    return [site.cell(name) for name in sorted(names, key=lambda name: name != first)]


def b01_fiscal_off(site: Site) -> list[Cell] | None:
    off = site.rng.choice((Decimal("0.01"), Decimal(10), Decimal("-0.5"), Decimal("100")))
    fiscal = Decimal(site.table.fiscal) + off
    if fiscal < 0:
        return None
    site.put(site.cell("fiscal"), money(fiscal))
    return _money_cells(site, "fiscal")


def b01_other_forgotten(site: Site) -> list[Cell] | None:
    if Decimal(site.table.other):
        site.put(site.cell("other"), "0")
    else:
        site.put(site.cell("other"), money(Decimal(site.rng.choice((5, 12, 80)))))
    return _money_cells(site, "other")


def b01_digits_swapped(site: Site) -> list[Cell] | None:
    whole, point, rest = site.table.fiscal.partition(".")
    for place in range(len(whole) - 1):
        if whole[place] != whole[place + 1] and whole[place + 1] != "0":
            swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
            site.put(site.cell("fiscal"), swapped + point + rest)
            return _money_cells(site, "fiscal")
    return None


def b02_negative(site: Site) -> list[Cell] | None:
    cell = site.rng.choice(site.own("budget", "fiscal"))
    return site.put(cell, "-" + site.get(cell))


def b02_no_number(site: Site) -> list[Cell] | None:
    cell = site.rng.choice(site.own("budget", "fiscal"))
    text = site.get(cell)
    wrong = (
        f"约{text}",
        f"{text}左右",
        text.replace(".", "。"),
        "贰佰万元",
        "l" + text[1:],
        "见附件",
    )
    return site.put(cell, site.rng.choice(wrong))


def b02_other_in_words(site: Site) -> list[Cell] | None:
    if Decimal(site.table.other):
        return None
    return site.put(site.cell("other"), site.rng.choice(("无", "/", "-", "零", "—")))


def b02_decimals(site: Site) -> list[Cell] | None:
    cell = site.rng.choice(site.own("budget", "fiscal"))
    return site.put(cell, site.get(cell) + site.rng.choice(("5", "37", "0001")))


def _project_money(site: Site) -> re.Match[str] | None:
    """Find the place where the purpose names the project's own money."""
    for match in re.finditer(r"(\d+(?:\.\d+)?)(万|亿)?元", site.table.purpose):
        factor = {"万": Decimal(1), "亿": Decimal(10000), None: Decimal("0.0001")}[match[2]]
        if Decimal(match[1]) * factor == site.budget:
            return match
    return None


def _rewrite_money(site: Site, amount: str) -> list[Cell] | None:
    match = _project_money(site)
    if match is None:
        return None
    text = site.table.purpose
    return site.put(site.cell("purpose"), text[: match.start()] + amount + text[match.end() :])


def b03_last_years_amount(site: Site) -> list[Cell] | None:
    old = site.budget * Decimal(site.rng.choice(("0.9", "1.1", "0.85", "1.25")))
    return _rewrite_money(site, f"{money(old)}万元")


def b03_wrong_unit(site: Site) -> list[Cell] | None:
    return _rewrite_money(site, f"{site.table.budget}元")


def b03_three_decimals(site: Site) -> list[Cell] | None:
    return _rewrite_money(site, f"{site.table.budget}{site.rng.choice('058')}万元")


def b04_limit_over_budget(site: Site) -> list[Cell] | None:
    over = site.budget * Decimal(site.rng.choice(("1.05", "1.2", "2"))) + 1
    value = site.rng.choice(
        (
            f"≤{money(over)}万元",
            f"≤{over:.0f}万元",
            f"＝{money(over)}万元",
            f"{money(over)}万元",
            f"≤{int(over * 10000)}元",
            f"≤{over / 10000:.6f}亿元",
            f"{site.budget:.0f}～{over:.0f}万元",
        )
    )
    return _cost(site, "项目总成本", "项目全部支出控制的上限", value)


def b04_unit_price_over_budget(site: Site) -> list[Cell] | None:
    return _cost(
        site, "单项采购成本", "单项采购支出控制的上限", f"≤{money(site.budget + 20)}万元/项"
    )


def _cost(site: Site, name: str, description: str, value: str) -> list[Cell] | None:
    for number, item in site.indicators(lambda item: item.level2 in ("成本指标", "经济成本指标")):
        item.name = name
        item.description = description if item.description else ""
        return site.put(site.cell("value", number), value)
    return None


# --- C ---------------------------------------------------------------------


def c01_falls(site: Site) -> list[Cell] | None:
    if not site.has_plan:
        return None
    date = site.rng.choice((1, 2))
    before = max(site.table.percent(date - 1) or Decimal(0), Decimal(30))
    site.table.plan[date - 1] = f"{before:.2f}%"
    site.table.plan[date] = f"{before - site.rng.choice((1, 5, 20)):.2f}%"
    return [site.cell(f"plan.{date}"), site.cell(f"plan.{date - 1}")]


def c02_short(site: Site) -> list[Cell] | None:
    if not site.has_plan:
        return None
    site.table.plan = site.rng.choice(
        (
            ["20.00%", "45.00%", "70.00%", "90.00%"],
            ["25.00%", "50.00%", "75.00%", "99.99%"],
            ["25.00%", "25.00%", "25.00%", "25.00%"],  # not cumulative
            ["0.30%", "0.60%", "0.90%", "1.00%"],  # a fraction printed as a percent
        )
    )
    return [site.cell("plan.3")]


def c02_reached_early(site: Site) -> list[Cell] | None:
    if not site.has_plan:
        return None
    date = site.rng.choice((1, 2))
    site.table.plan[date:] = ["100.00%"] + [""] * (3 - date)
    return [site.cell(f"plan.{late}") for late in range(3, date, -1)]


def c03_out_of_range(site: Site) -> list[Cell] | None:
    if not site.has_plan:
        return None
    date, text = site.rng.choice(
        ((0, "-5.00%"), (2, "130.00%"), (3, "110.00%"), (1, "6000.00%"), (0, "-10%"))
    )
    return site.put(site.cell(f"plan.{date}"), text)


def c03_no_number(site: Site) -> list[Cell] | None:
    if not site.has_plan:
        return None
    cell = site.cell(f"plan.{site.rng.randrange(4)}")
    return site.put(
        cell, site.rng.choice(("约60%", "六成", "全部", "1OO.00%", "60%以上", "—", "3O%"))
    )


# --- H ---------------------------------------------------------------------


def _other(site: Site) -> int:
    count = len(site.disclosure.projects)
    return site.rng.choice([number for number in range(count) if number != site.project])


def h01_same_goals(site: Site) -> list[Cell] | None:
    other = _other(site)
    site.table.goals = site.disclosure.projects[other].goals
    return [site.cell("goals"), Cell(other, "goals")]


def h01_same_indicators(site: Site) -> list[Cell] | None:
    other = _other(site)
    site.table.indicators = [_again(item) for item in site.disclosure.projects[other].indicators]
    return [site.cell(ANY), Cell(other, ANY)]


def _again(item: Indicator) -> Indicator:
    copied = copy.deepcopy(item)
    copied.id = new_id()
    return copied


def h02_same_code(site: Site) -> list[Cell] | None:
    other = _other(site)
    if not site.table.code:
        return None
    site.table.code = site.disclosure.projects[other].code
    return [site.cell("code"), Cell(other, "code")]


def h02_same_name(site: Site) -> list[Cell] | None:
    other = _other(site)
    site.table.name = site.disclosure.projects[other].name
    return [site.cell("name"), Cell(other, "name")]


def h03_odd_code(site: Site) -> list[Cell] | None:
    code = site.table.code
    # of two codes that differ, neither is the odd one
    if not code or len(site.disclosure.projects) < 3:
        return None
    odd = (code[:-1], code + "0", "XM2024001", code[:6] + "-" + code[6:], code[:12], "13" + code)
    return site.put(site.cell("code"), site.rng.choice(odd))
