"""B 资金: amounts that can hardly be meant, and money for what it is not for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model.basics.language import words
from model.checks.base import Fault, Number, Severity, make_check, right, wrong
from model.checks.names import shortened
from model.checks.view import Context, IndicatorView, TableView, TextCell
from model.quantities import base_factor, unit_kind
from model.quantities.amounts import format_number

_YUAN = 10000
_WHOLE_COST = ("总", "合计", "全部", "预算", "项目成本", "经费")
_PART_OF = ("单", "每", "均", "标准", "节", "人均", "总投资", "上限标准")


def _plain_costs(view: TableView) -> list[tuple[IndicatorView, Decimal]]:
    """Return the cost indicators that are a limit of money, not for each, with it in 元."""
    return [
        (one, one.value.numbers[-1] * base_factor(one.value.unit))
        for one in view.indicators
        if one.kind == "cost"
        and one.value.kind in ("number", "range")
        and one.value.standard_operator not in ("≥", ">")
        and "/" not in one.value.unit
        and unit_kind(one.value.unit) == "money"
        and not any(word in one.indicator.name for word in _PART_OF)
        and "每" not in one.indicator.description
    ]


@make_check(
    "B09",
    Severity.WARNING,
    "金额大得不像以万元计",
    scope="table",
    reason="预算数以万元为单位，大到几十亿元而文字里没有一处说到亿，多半是把元填成了万元",
    source="habit_money",
    reads="money purpose name goals indicator.name indicator.description indicator.value "
    "indicator.level1 indicator.level2",
    needs="budget",
    numbers={"least": Number(20, "预算数从多少亿元起算大得不寻常")},
    wrong=[
        wrong({"budget": "300000.00", "fiscal": "300000.00", "purpose": "用于修路。"}, ["budget"]),
        wrong(
            {
                "budget": "45000.00",
                "fiscal": "45000.00",
                "purpose": "用于乡道路面修补。",
                "成本指标.name": "修补经费",
                "成本指标.description": "全部修补的费用",
                "成本指标.value": "≤4.5万元",
            },
            ["budget"],
            note="成本正好是它的万分之一",
        ),
    ],
    right=[
        right({"budget": "3000.00", "fiscal": "3000.00", "purpose": "用于乡道路面修补。"}),
        right({"budget": "300000.00", "fiscal": "300000.00", "purpose": "安排30亿元修路。"}),
    ],
)
def b09(view: TableView, context: Context) -> Iterator[Fault]:
    """A budget so large that it can only be in 元, where no other project shows it."""
    table = view.table
    budget = table.amount("budget")
    if budget is None or budget < _YUAN or "budget" not in view.form.shown:
        return
    if "元" in table.purpose or "亿" in table.purpose + table.goals + table.name:
        return
    if any("亿" in one.indicator.value for one in view.indicators):
        return
    told = format_number(budget)
    yuan = f"像是 {told} 元（{format_number((budget / _YUAN).quantize(Decimal('0.01')))} 万元）"
    costs = _plain_costs(view)
    meant = [one for one, cost in costs if Decimal("0.5") <= cost / budget <= 1]
    if meant:
        message = f"预算数是 {told} 万元，{yuan}，与成本指标也才对得上。"
        others = tuple(one.ref("value") for one in meant)
        yield Fault(view.ref("budget"), message, others=others)
    elif budget >= context.number("B09", "least") * _YUAN:
        message = f"预算数是 {told} 万元，{yuan}，请核对单位。"
        yield Fault(view.ref("budget"), message)


@make_check(
    "B10",
    Severity.WARNING,
    "各项成本加起来高于预算数",
    scope="table",
    reason="各项成本的上限加起来比全部预算还高，等于没有控制",
    source="habit_sums",
    reads="money indicator.name indicator.description indicator.value indicator.level1 "
    "indicator.level2",
    needs="budget",
    wrong=[
        wrong(
            {
                "成本指标.name": "材料费",
                "成本指标.description": "沥青和砂石的费用",
                "成本指标.value": "≤20万元",
                "可持续影响指标.level1": "产出指标",
                "可持续影响指标.level2": "成本指标",
                "可持续影响指标.name": "人工费",
                "可持续影响指标.description": "养护工的工资",
                "可持续影响指标.value": "≤15万元",
            },
            ["成本指标.value"],
        ),
    ],
    right=[
        right(
            {
                "成本指标.name": "材料费",
                "成本指标.description": "沥青和砂石的费用",
                "成本指标.value": "≤20万元",
                "可持续影响指标.level1": "产出指标",
                "可持续影响指标.level2": "成本指标",
                "可持续影响指标.name": "项目总成本",
                "可持续影响指标.value": "≤30万元",
            },
            note="一个是总数",
        ),
        right({"成本指标.value": "≤45万元"}, note="一项就高于预算的由 B04 指出"),
    ],
)
def b10(view: TableView, context: Context) -> Iterator[Fault]:
    """The limits of several costs come to more than the budget."""
    budget = view.table.amount("budget")
    if not budget or budget < 0:
        return
    costs = [
        (one, cost)
        for one, cost in _plain_costs(view)
        if not any(word in one.indicator.name for word in _WHOLE_COST)
    ]
    limit = budget * _YUAN
    if len(costs) < 2 or any(cost >= limit for _, cost in costs):
        return
    total = sum((cost for _, cost in costs), Decimal(0))
    if total > limit * Decimal("1.005"):
        told = "＋".join(one.value.text.strip() for one, _ in costs)
        summed = format_number((total / _YUAN).normalize())
        message = f"{told}＝{summed}万元，高于预算数 {format_number(budget)} 万元。"
        others = (*(one.ref("value") for one, _ in costs[1:]), view.ref("budget"))
        yield Fault(costs[0][0].ref("value"), message, others=others)


_NOT_ALLOWED = words("money.not_allowed")
_NOT_THAT = ("不得", "不准", "严禁", "禁止", "不用于", "杜绝", "整治", "查处", "清理", "治理")


@make_check(
    "B11",
    Severity.HINT,
    "写着项目资金一般不能出的钱",
    scope="cell",
    once=True,
    reason="烟酒礼品、津补贴福利、偿还债务等一般不能在项目资金里出，审核人会问",
    source="jieyue",
    reads="purpose name indicator.name indicator.description",
    wrong=[
        wrong({"purpose": "用于采购烟酒和慰问。"}, ["purpose"]),
        wrong({"purpose": "修补路面，余款用于发放职工福利。"}, ["purpose"]),
    ],
    right=[
        right({"purpose": "发放护路员补助。"}),
        right({"purpose": "开展专项整治，严禁购买礼品。"}),
    ],
)
def b11(cell: TextCell, context: Context) -> Fault | None:
    """Money for what projects' money is usually not for."""
    match = _NOT_ALLOWED.search(cell.text)
    if match is None:
        return None
    before = cell.text[max(0, match.start() - 8) : match.start()]
    if any(word in before for word in _NOT_THAT):
        return None
    return Fault(cell.ref, f"写着“{shortened(match[0])}”，项目资金一般不能出，请核对。")


_WHOLE = ("总成本", "项目成本", "总费用", "总支出", "成本总额", "总经费")
_FAR = Decimal("0.5")


@make_check(
    "B12",
    Severity.HINT,
    "总成本与预算数相差太远",
    scope="table",
    reason="总成本不到预算的一半或是 0，不是单位写错了，就是预算报多了",
    source="habit_sums",
    reads="money indicator.name indicator.description indicator.value indicator.level1 "
    "indicator.level2",
    needs="budget",
    wrong=[
        wrong(
            {
                "成本指标.name": "项目总成本",
                "成本指标.description": "全部支出",
                "成本指标.value": "≤30元",
            },
            ["成本指标.value"],
        ),
        wrong({"成本指标.value": "≤0万元"}, ["成本指标.value"]),
    ],
    right=[
        right(
            {
                "成本指标.name": "项目总成本",
                "成本指标.description": "全部支出",
                "成本指标.value": "≤28万元",
            }
        ),
        right({"成本指标.name": "超支金额", "成本指标.value": "0万元"}),
    ],
)
def b12(view: TableView, context: Context) -> Iterator[Fault]:
    """A total cost that is far below the budget, or a cost of nothing."""
    budget = view.table.amount("budget")
    if not budget or budget < 0:
        return
    for one in view.indicators:
        name, value = one.indicator.name, one.value
        if one.kind != "cost" or value.kind != "number" or unit_kind(value.unit) != "money":
            continue
        nothing = value.numbers[0] == 0 and not any(word in name for word in _NOTHING_GOOD)
        whole = any(word in name for word in _WHOLE) and "/" not in value.unit
        cost = value.numbers[0] * base_factor(value.unit.partition("/")[0])
        if nothing or (whole and cost < budget * _YUAN * _FAR and value.standard_operator != "≥"):
            told = f"“{value.text.strip()}”与预算数 {format_number(budget)} 万元相差太远。"
            yield Fault(one.ref("value"), told, others=(view.ref("budget"),))


_NOTHING_GOOD = ("超", "浪费", "违", "新增", "差", "损失", "收费", "负担", "自付")
