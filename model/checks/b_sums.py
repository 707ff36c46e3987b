"""B 资金: money that can be worked out, worked out."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from decimal import Decimal

from model.checks.adding_up import (
    YUAN,
    counts,
    differs,
    months_counted,
    wan,
    wrong_formula,
    wrong_parts,
    wrong_product,
)
from model.checks.base import Fault, Number, Severity, make_check, right, wrong
from model.checks.names import field_name
from model.checks.view import Context, IndicatorView, TableView
from model.checks.wording import may_hold_quantity, quantities_in
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, TargetTable
from model.quantities import Quantity, base_factor, unit_kind
from model.quantities.amounts import format_number

_OTHER = re.compile(
    "等|及|和|、|以及|其中|另|并|；|合计|共计|自筹|配套|上级|部分|不足|约|左右|已|尾款|比例|%|％"
)
_TOTAL = re.compile(
    r"(?:总(?:投资|预算|金额|经费|资金|费用|额)|合同价|合同金额|共需(?:资金)?|共计?|总计|合计)(?:为|是|约|[:：])?$"
)
_YEAR_OF = re.compile(
    r"(?P<year>20\d\d)年?(?:度)?(?:安排|投入|支付|预算|支出|需)?(?:资金|经费)?(?:为|是|[:：])?$"
)


@make_check(
    "B06",
    Severity.WARNING,
    "金额算下来对不上",
    scope="table",
    reason="单价乘数量、标准乘人数、各年相加是算得出来的，算出来不等说明有一个数写错了",
    source="habit_sums",
    reads="purpose money indicator.name indicator.value indicator.level1 indicator.level2",
    needs="budget",
    wrong=[
        wrong({"purpose": "养护工补助12人×2万元＝30万元。"}, ["purpose"]),
        wrong({"purpose": "购置巡查车3辆，每辆15万元。"}, ["purpose"]),
        wrong({"purpose": "聘用12人×2000元×12月=30万元。"}, ["purpose"], note="12月是12个月"),
        wrong({"purpose": "护路员12人，每人每月2000元，发12个月，共30万元。"}, ["purpose"]),
        wrong(
            {"purpose": "项目总预算30万元：材料费12万元，人工费10万元，机械费5万元。"},
            ["purpose"],
            note="各项相加",
        ),
        wrong({"purpose": "材料费12万元、人工费10万元，合计30万元。"}, ["purpose"]),
        wrong({"purpose": "公益岗位20人，每人每月2000元，发放12个月。"}, ["purpose"]),
        wrong(
            {"purpose": "总投资90万元，2023年30万元，2024年30万元，2025年20万元。"},
            ["purpose"],
            note="各年相加",
        ),
        wrong({"purpose": "总投资20万元，用于乡道路面修补。"}, ["purpose"]),
        wrong(
            {"成本指标.name": "修补单价", "成本指标.value": "5万元/公里"},
            ["成本指标.value"],
            note="5万元×12公里",
        ),
    ],
    right=[
        right({"purpose": "养护工补助15人×2万元＝30万元。"}),
        right({"purpose": "购置巡查车2辆，每辆15万元。"}),
        right({"purpose": "护路员25人，每人每月1000元，发12个月，共30万元。"}),
        right({"purpose": "项目总预算30万元：材料费12万元，人工费10万元，机械费8万元。"}),
        right({"purpose": "项目总预算30万元，主要用于材料费12万元、人工费10万元。"}),
        right({"purpose": "公益岗位20人，每人每月1250元，发放12个月。"}),
        right({"purpose": "总投资90万元，2023年30万元，2024年30万元，2025年30万元。"}),
        right({"purpose": "购置巡查车1辆，每辆15万元，配套工具及保险15万元。"}),
        right({"成本指标.name": "修补单价", "成本指标.value": "≤2.5万元/公里"}),
    ],
)
def b06(view: TableView, context: Context) -> Iterator[Fault]:
    """Unit price by number, standard by heads, years of a total: worked out and compared."""
    budget = view.table.amount("budget")
    text = view.text("purpose") if "purpose" in view.form.shown else ""
    if may_hold_quantity(text) and "元" in text:
        text = months_counted(text)
        found = quantities_in(text)
        said = (
            wrong_formula(text, found)
            or _years(text, found, budget)
            or wrong_product(text, found)
            or wrong_parts(text, found)
            or _product(text, found, budget)
        )
        if said:
            others = (view.ref("budget"),)
            yield Fault(view.ref("purpose"), f"资金用途里{said}。", others=others)
    if budget:
        yield from _prices(view, budget)


def _years(text: str, found: tuple[Quantity, ...], budget: Decimal | None) -> str:
    """Return a total that is not the sum of its years, or is less than this year's money."""
    total: Quantity | None = None
    years: list[tuple[str, Quantity]] = []
    for one in found:
        if one.kind != "money" or one.per:
            continue
        before = text[max(0, one.start - 14) : one.start]
        match = _YEAR_OF.search(before)
        if match:
            years.append((match["year"], one))
        elif total is None and _TOTAL.search(before):
            total = one
    if total is None:
        return ""
    if len({year for year, _ in years}) == len(years) > 1:
        summed = sum((one.base[0] for _, one in years), Decimal(0))
        if differs(summed, total.base[0]):
            told = "＋".join(text[one.start : one.end] for _, one in years)
            return f"{told}＝{wan(summed)}，总数写的是{text[total.start : total.end]}"
    least = budget is not None and "总投资" in text and "项目总投资" not in text
    if least and budget and total.base[0] < budget * YUAN * Decimal("0.995"):
        return f"总投资{text[total.start : total.end]}，比预算数 {format_number(budget)} 万元还少"
    return ""


def _product(text: str, found: tuple[Quantity, ...], budget: Decimal | None) -> str:
    """Return a price or standard times its number, where that is all the purpose tells."""
    money = [one for one in found if one.kind == "money"]
    if not budget or len(money) != 1 or money[0].about or money[0].is_range:
        return ""
    price = money[0]
    keys = [key for key in price.per if key]
    if not keys or price.operator or _LIMIT.search(text[max(0, price.start - 6) : price.start]):
        return ""
    factors = [price]
    months = False
    for key in keys:
        counted = [one for one in found if one is not price and not one.per and counts(one, key)]
        if len(counted) != 1 or counted[0].about or counted[0].is_range:
            if key in ("月", "年") and not counted:
                months = months or key == "月"
                continue
            return ""
        factors.append(counted[0])
    product = Decimal(1)
    for one in factors:
        product *= one.base[0] if one is price else one.low
    if len(factors) < 2:
        return ""
    wanted = budget * YUAN
    possible = [product * 12, product] if months else [product]
    if not all(differs(one, wanted) for one in possible):
        return ""
    only = not _OTHER.search(text)
    if not only and all(one <= wanted for one in possible):
        return ""
    told = "×".join(text[one.start : one.end] for one in factors) + ("×12个月" if months else "")
    return f"{told}＝{wan(possible[0])}，预算数是 {format_number(budget)} 万元"


_LIMIT = re.compile("不超过|不高于|最高|上限|以内")


def _prices(view: TableView, budget: Decimal) -> Iterator[Fault]:
    """Yield cost indicators whose price times the number of an indicator is above the budget."""
    rows = view.indicators
    for one in rows:
        unit, slash, per = one.value.unit.partition("/")
        if not slash or one.kind != "cost" or unit_kind(unit) != "money":
            continue
        if one.value.kind != "number" or one.value.standard_operator not in ("", "＝"):
            continue
        counted = [other for other in rows if _is_number_of(other, per)]
        if len(counted) != 1:
            continue
        number = counted[0].value.numbers[0] * _scale(counted[0].value.unit)
        product = one.value.numbers[0] * base_factor(unit) * number
        if product > budget * YUAN * Decimal("1.05"):
            told = f"{one.value.text.strip()}×{counted[0].value.text.strip()}＝{wan(product)}"
            message = f"{told}，高于预算数 {format_number(budget)} 万元。"
            others = (counted[0].ref("value"), view.ref("budget"))
            yield Fault(one.ref("value"), message, others=others)


def _is_number_of(one: IndicatorView, per: str) -> bool:
    unit = one.value.unit.lstrip("十百千万亿")
    return one.kind == "count" and one.value.kind == "number" and unit == per


def _scale(unit: str) -> Decimal:
    bare = unit.lstrip("十百千万亿")
    return base_factor(unit) / base_factor(bare)


@make_check(
    "B07",
    Severity.WARNING,
    "预算数是 0",
    scope="table",
    reason="没有钱的项目不用编绩效目标，多半是还没有填",
    source="habit_wording",
    reads="money",
    wrong=[wrong({"budget": "0.00", "fiscal": "0", "other": "0"}, ["budget"])],
    right=[
        right({"budget": "0.50", "fiscal": "0.50"}),
        right({"budget": ""}, note="没有填由 A01 指出"),
    ],
)
def b07(view: TableView, context: Context) -> Iterator[Fault]:
    """A budget of zero."""
    if "budget" in view.form.shown and view.table.amount("budget") == 0:
        yield Fault(view.ref("budget"), f"{field_name(view.form.layout, 'budget')}是 0。")


class _BigIndex:
    """Budgets a thousand times those of the other projects."""

    def __init__(self, least: int, times: int) -> None:
        self._least = least
        self._times = times

    def start(self, disclosure: Disclosure) -> None:
        """Sort all budgets."""
        amounts = {table.id: table.amount("budget") for table in disclosure.projects}
        self._amounts = {key: amount for key, amount in amounts.items() if amount}
        self._sorted = sorted(self._amounts.values())
        self._big = self._found()

    def _found(self) -> set[str]:
        if len(self._sorted) < self._least:
            return set()
        limit = self._sorted[(len(self._sorted) - 1) // 2] * self._times
        if self._sorted[-1] < limit:
            return set()
        return {key for key, amount in self._amounts.items() if amount >= limit}

    def put(self, table: TargetTable) -> set[str]:
        """Take a changed budget in."""
        before, amount = self._amounts.pop(table.id, None), table.amount("budget")
        if before is not None:
            del self._sorted[bisect_left(self._sorted, before)]
        if amount:
            self._amounts[table.id] = amount
            insort(self._sorted, amount)
        held, self._big = self._big, self._found()
        return (held ^ self._big) | {table.id}

    def faults(self, table_id: str) -> Iterator[Fault]:
        """Yield a fault where a table's budget is out of all proportion."""
        if table_id in self._big:
            middle = self._sorted[(len(self._sorted) - 1) // 2]
            told = f"预算数是 {format_number(self._amounts[table_id])} 万元"
            usual = f"别的项目多在 {format_number(middle)} 万元上下"
            message = f"{told}，{usual}，请核对是不是把元当成了万元。"
            yield Fault(CellRef(table_id, "budget"), message)


@make_check(
    "B08",
    Severity.WARNING,
    "金额可能把元当成了万元",
    scope="disclosure",
    reason="金额是别的项目的上千倍，多半是单位看错了",
    source="habit_money",
    reads="money",
    numbers={
        "projects": Number(3, "至少有几个项目才比较"),
        "times": Number(1000, "是别的项目的多少倍算不对"),
    },
    wrong=[
        wrong({"2/budget": "300000.00", "2/fiscal": "300000.00"}, ["2/budget"], projects=3),
    ],
    right=[
        right({"2/budget": "3000.00", "2/fiscal": "3000.00"}, projects=3),
        right({"2/budget": "300000.00", "2/fiscal": "300000.00"}, projects=2),
    ],
)
def b08(context: Context) -> _BigIndex:
    """A budget a thousand times its neighbours'."""
    return _BigIndex(context.number("B08", "projects"), context.number("B08", "times"))
