"""B 资金: the amounts of a table agree with each other and with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.cross import TotalIndex
from model.checks.names import SPENDING, field_name
from model.checks.view import Context, IndicatorView, TableView
from model.checks.wording import COHORT, quantities_in
from model.checks.years import plain
from model.document.cells import CellRef
from model.quantities.amounts import MONEY_UNITS, amount_value, decimals_of, format_number


@make_check(
    "B01",
    Severity.ERROR,
    "预算数不等于各项资金之和",
    scope="table",
    reason="预算数是财政资金与其他资金的合计，对不上就不知道以哪个为准",
    source="habit_sums",
    reads="money",
    needs="budget",
    wrong=[
        wrong({"budget": "35.00"}, ["budget"]),
        wrong({"fiscal": "20.00", "other": "9.99"}, ["budget"]),
        wrong({"carryover": "5.00"}, ["budget"], layout="national-2021"),
    ],
    right=[
        right({"budget": "30.00", "fiscal": "18.50", "other": "11.50"}),
        right({"other": ""}, note="其他资金空着按 0 算"),
        right({"fiscal": ""}, note="没有填的由 A01 指出"),
        right(
            {"budget": "30.00", "fiscal": "20.00", "carryover": "10.00", "other": "0"},
            layout="national-2021",
            note="这个表样另有上年结转",
        ),
    ],
)
def b01(view: TableView, context: Context) -> Iterator[Fault]:
    """The budget is not the sum of what it is made of."""
    table, form = view.table, view.form
    parts = form.money_parts
    if "budget" not in form.shown or "fiscal" not in parts:
        return
    budget = table.amount("budget")
    total = Decimal(0)
    for name in parts:
        text = view.text(name)
        amount = Decimal(0) if not text.strip() and name != "fiscal" else amount_value(text)
        if amount is None:
            return
        total += amount
    if budget is None or budget == total or budget < 0:
        return
    names = "＋".join(field_name(form.layout, name).removeprefix("其中：") for name in parts)
    yield Fault(
        view.ref("budget"),
        f"{field_name(form.layout, 'budget')}是 {format_number(budget)} 万元，"
        f"而{names}是 {format_number(total)} 万元。",
        others=tuple(view.ref(name) for name in parts),
    )


@make_check(
    "B02",
    Severity.ERROR,
    "金额写法不对",
    scope="table",
    reason="金额必须是不小于 0、最多两位小数的数字，否则汇总不了",
    source="habit_money",
    reads="money",
    wrong=[
        wrong({"budget": "-30.00"}, ["budget"]),
        wrong({"fiscal": "叁拾"}, ["fiscal"]),
        wrong({"budget": "30.125", "other": "无"}, ["budget", "other"]),
    ],
    right=[
        right({"budget": "1,230.00", "fiscal": "1,230", "other": "0"}),
        right({"other": ""}),
    ],
)
def b02(view: TableView, context: Context) -> Iterator[Fault]:
    """An amount is negative, no number, or has more than two decimals."""
    layout = view.form.layout
    for name in view.form.money:
        text = view.text(name)
        if not text.strip():
            continue
        amount = amount_value(text)
        title = field_name(layout, name)
        if amount is None:
            yield Fault(view.ref(name), f"“{title}”写的不是数字。")
        elif amount < 0:
            yield Fault(view.ref(name), f"“{title}”是负数。")
        elif _decimals(amount, layout.money.unit) > layout.money.decimals:
            yield Fault(view.ref(name), f"“{title}”多于{layout.money.decimals}位小数。")


def _decimals(amount: Decimal, unit: str) -> int:
    """Count decimals as the form prints the amount; the model holds 万元."""
    if unit == "万元":
        return decimals_of(amount)
    return decimals_of((amount / MONEY_UNITS[unit]).normalize())


_LINK = r"(?:总额|总计|合计|共计|计划|预计|人民币|[为是共计需数：:（(]|\s){0,40}$"
_STRONG = re.compile(
    r"(?:项目(?:总?(?:资金|经费|预算|金额|支出|投入)|总投资)|(?:本|该)项目总?(?:投资|预算)|(?:^|[，。；])总(?:预算|经费|资金|费用)|本项目|该项目|项目|预算(?:资金|安排)?|专项(?:资金|经费)"
    r"|补助(?:资金|经费)|共需(?:资金|经费)?|(?:资金|经费)总?需求|(?:申请|安排|下达)[^，。；\d]{0,6}?|以上[^，。；\d]{0,4}?(?:合计|共计|总计))"
    + _LINK
)
_WEAK = re.compile(r"(?:资金|经费|预算|投入|投资|费用|金额|共计?|合计|总计|安排|下达)" + _LINK)
_ELSE = re.compile(
    r"其中|每|人均|单价|标准|(?<!项目)总投资|概算|限额|资产|原值|估值|累计|上年|去年|历年|已[投支完拨安下]|批复|中标|结转|节约|减少|收入|贷款"
)


_YEARS = re.compile(
    r"分[两二三四五六]年|(?<!近)[两二三四五六]个?年度?(?:总|共|合计|累计|期|周期|内|[)）])|跨年|多年期|[一二三四五首末]期"
    r"|20\d\d年?\s*[-—–~～至到]\s*20\d\d|合同总|续建"
    r"|其中[^，。；]{0,4}(?:20\d\d年|本年|今年|当年)"
)
_YEAR = re.compile(rf"20\d\d(?=年(?!{COHORT}))")
_THIS_YEAR = re.compile(r"本年|今年|当年|本期|本次")


def _over_years(text: str) -> bool:
    """Tell whether a text speaks of money of several years."""
    return bool(_YEARS.search(text)) or len(set(_YEAR.findall(plain(text)))) > 1


class _Written(Struct, frozen=True):
    """An amount in the purpose: in 万元, as written, and how surely it is the project's.

    ``this_year`` where it says that it is this year's part of the money; ``sure`` where it is
    no limit, no price for each, and nobody else's money.
    """

    amount: Decimal
    text: str
    decimals: int
    strong: bool
    weak: bool
    this_year: bool
    sure: bool


_BEHIND = re.compile("左右|以上|以下|以内|/|每|一")


def _amounts(text: str) -> list[_Written]:
    """Return every amount of a text that may be the project's money, in figures or characters."""
    found = []
    for one in quantities_in(text):
        if one.kind != "money" or one.is_range:
            continue
        before = re.split(r"[，。；\n]", text[max(0, one.start - 40) : one.start])[-1]
        counted = one.about or one.operator or one.per or _BEHIND.match(text, one.end)
        sure = not (counted or _ELSE.search(before))
        decimals = len(one.written.partition(".")[2]) if one.unit != "亿元" else 0
        if one.base[0] % 100 == 0:
            decimals = decimals if one.written.isascii() else 0
        found.append(
            _Written(
                one.base[0] / _YUAN,
                text[one.start : one.end],
                decimals,
                sure and bool(_STRONG.search(before)),
                sure and bool(_WEAK.search(before)),
                bool(_THIS_YEAR.search(before)),
                sure,
            )
        )
    return found


_YUAN = 10000
_MONEY_WORD = re.compile("[元圆]")
_MORE_PARTS = re.compile(
    r"等|主要|部分|其余|剩余|余下|不足|自筹|配套|标准|批复|收入|节约|结转|贷款|奖|罚|上级|省级|市级|中央|县级|总投资|限额|概算|合同|已|另"
)


def _parts(amounts: list[_Written], text: str) -> list[_Written]:
    """Return the parts a purpose gives its money in, where it seems to give all of them."""
    if len(amounts) < 2 or not all(one.sure for one in amounts) or _MORE_PARTS.search(text):
        return []
    return amounts


@make_check(
    "B03",
    Severity.WARNING,
    "资金用途里的金额与预算数不符",
    scope="table",
    reason="用途里说的项目金额要与预算数一致，写法也要一致，否则审核人不知道以哪个为准",
    source="habit_sums",
    reads="purpose money",
    needs="budget",
    wrong=[
        wrong({"purpose": "项目资金35.00万元，用于乡道路面修补。"}, ["purpose"]),
        wrong({"purpose": "项目经费30.000万元，用于乡道路面修补。"}, ["purpose"]),
        wrong({"purpose": "2024年农村公路养护专项资金 28 万元"}, ["purpose"]),
        wrong({"purpose": "用于乡道路面修补、排水沟清理，共计320000元。"}, ["purpose"]),
        wrong({"purpose": "总投入1760万元，用于乡道路面修补。"}, ["purpose"]),
        wrong({"purpose": "项目分三年实施，共90万元，本年安排35万元。"}, ["purpose"]),
        wrong(
            {"purpose": "共需资金45.00万元，其中材料费20.00万元、人工费25.00万元。"}, ["purpose"]
        ),
        wrong(
            {"purpose": "依据公安部令2015年第22号，2024年项目经费35万元，补助2023年入职的2人。"},
            ["purpose"],
            note="公告、入职的年份不是分年安排",
        ),
        wrong({"purpose": "安排27.00万元，其中材料费18.20万元、人工费8.80万元。"}, ["purpose"]),
        wrong({"purpose": "项目资金人民币叁拾伍万元整，用于乡道路面修补。"}, ["purpose"]),
        wrong({"purpose": "材料费18.20万元，人工费8.80万元。"}, ["purpose"], note="各项相加"),
        wrong({"purpose": "本项目总投资35万元，用于乡道路面修补。"}, ["purpose"]),
    ],
    right=[
        right({"purpose": "项目资金30万元，其中材料费18.20万元、人工费11.80万元。"}),
        right({"purpose": "项目资金300,000.00元，用于乡道路面修补。"}),
        right({"purpose": "省级专项资金20万元、市级专项资金10万元，用于乡道路面修补。"}),
        right({"purpose": "工程总投资1.20亿元，本年安排资金30.00万元支付监理费。"}),
        right({"purpose": "安排20万元用于材料费；其余10万元用于人工费。"}),
        right({"purpose": "项目资金分三年安排共90万元，本年度安排30万元。"}),
        right({"purpose": "项目总投入90万元，其中2024年投入30万元。"}),
        right({"purpose": "项目总预算90.00万元，2023年、2024年、2025年各30.00万元。"}),
        right({"purpose": "项目资金人民币叁拾万元整，用于乡道路面修补。"}),
        right({"purpose": "材料费18.20万元，人工费11.80万元。"}),
        right({"purpose": "按每公里2.125万元的标准对乡道进行修补，材料费约26万元。"}),
    ],
)
def b03(view: TableView, context: Context) -> Iterator[Fault]:
    """An amount that calls itself the project's money differs from the budget."""
    table = view.table
    if "purpose" not in view.form.shown or not _MONEY_WORD.search(table.purpose):
        return
    amounts = _amounts(table.purpose)
    claims = [item for item in amounts if item.strong]
    if not claims and len(amounts) == 1:
        claims = [item for item in amounts if item.weak]
    if _over_years(table.purpose):
        # the budget is one year's part of it
        claims = [item for item in amounts if item.this_year and (item.strong or item.weak)]
    budget = table.amount("budget")
    if not claims:
        parts = _parts(amounts, table.purpose)
        total = sum((one.amount for one in parts), Decimal(0))
        if parts and budget and total != budget and not _over_years(table.purpose):
            told = "＋".join(one.text for one in parts)
            summed = f"{told}＝{format_number(total.normalize())}万元"
            message = f"用途里的{summed}，预算数是 {format_number(budget)} 万元。"
            yield Fault(view.ref("purpose"), message, others=(view.ref("budget"),))
        return
    agreed = {budget, table.amount("fiscal"), table.amount("other"), None}
    sums = {sum(item.amount for item in held) for held in (claims, amounts)}
    message = ""
    if budget is not None and budget not in sums and claims[0].amount not in agreed:
        message = f"用途里写的是{claims[0].text}，预算数是 {format_number(budget)} 万元。"
    long = next((item for item in claims if item.decimals > 2), None)
    if long is not None:
        message += f"{long.text}多于两位小数。"
    if message:
        yield Fault(view.ref("purpose"), message, others=(view.ref("budget"),))


_WITHIN = re.compile(
    r"(?:控制在|不超过?|不得超过|不突破)?\s*(\d[\d,]*(?:\.\d+)?)\s*(百万元|亿元|万元|千元|元)"
    r"(?:以内|之内|以下|内)?"
)


_ENDS_WITHIN = re.compile("(?:以内|之内|以下|内)$")


@make_check(
    "B04",
    Severity.ERROR,
    "成本指标高于预算数",
    scope="indicator",
    reason="成本上限比全部预算还高，等于没有控制",
    source="habit_sums",
    reads="budget indicator.value indicator.level1 indicator.level2 indicator.name",
    needs="budget",
    wrong=[
        wrong({"成本指标.value": "≤45万元"}, ["成本指标.value"]),
        wrong({"成本指标.value": "≤300001元"}, ["成本指标.value"]),
        wrong({"成本指标.value": "控制在32万元以内"}, ["成本指标.value"]),
        wrong({"成本指标.value": "32万元以内"}, ["成本指标.value"]),
        wrong({"经济成本指标.value": "≤31万元"}, ["经济成本指标.value"], layout="national-2021"),
    ],
    right=[
        right({"成本指标.value": "≤30万元"}),
        right({"成本指标.value": "≤2500元/平方米"}),
        right({"成本指标.value": "≥40万元", "成本指标.name": "节约养护成本"}),
        right({"成本指标.name": "工程总投资", "成本指标.value": "≤1.2亿元"}),
        right({"社会效益指标.value": "≥500万元", "社会效益指标.name": "带动运输收入"}),
    ],
)
def b04(item: IndicatorView, context: Context) -> Fault | None:
    """A cost indicator's limit is above the budget."""
    if item.kind != "cost" or "总投资" in item.indicator.name or "节" in item.indicator.name:
        return None
    budget = item.table.amount("budget")
    limit = _limit(item)
    if budget is None or budget <= 0 or limit is None or limit <= budget:
        return None
    return Fault(
        item.ref("value"),
        f"成本上限{item.value.text.strip()}，高于预算数 {format_number(budget)} 万元。",
        others=(CellRef(item.table.id, "budget"),),
    )


def _limit(item: IndicatorView) -> Decimal | None:
    value = item.value
    if value.kind == "words":
        match = _WITHIN.fullmatch(value.text.strip())
        return amount_value(match[1] + match[2]) if match else None
    if not value.numbers or value.standard_operator in ("≥", ">"):
        return None
    unit = _ENDS_WITHIN.sub("", value.unit.partition("/")[0])
    factor = MONEY_UNITS.get(unit)
    return None if factor is None else value.numbers[-1] * factor


@make_check(
    "B05",
    Severity.ERROR,
    "各项目预算数之和不等于部门项目支出",
    scope="disclosure",
    reason="公开的项目要与部门预算的项目支出对得上，差额说明漏了项目或写错了金额",
    source="habit_sums ysf14",
    reads="money project_expenditure",
    needs="total",
    wrong=[
        wrong({"/project_expenditure": "61.00"}, [f"/{SPENDING}"], projects=2),
        wrong({"//unplaced": "二、支出说明\n项目支出 75.00万元"}, [f"/{SPENDING}"], projects=2),
        wrong(
            {"//unplaced": "支出预算共135万元，其中基本支出60万元，项目支出75万元。"},
            [f"/{SPENDING}"],
            projects=2,
        ),
        wrong(
            {"//unplaced": "2024年项目支出安排75.00万元，比上年增加3万元。"},
            [f"/{SPENDING}"],
            projects=2,
        ),
    ],
    right=[
        right({"//unplaced": "二、支出说明\n项目支出 60.00万元"}, projects=2),
        right({"/project_expenditure": "60.00"}, projects=2),
        right({"//unplaced": "基本支出减少3万元；项目支出减少84.50万元，主要原因是任务减少。"}),
        right({}, projects=2, note="没有给出部门项目支出"),
    ],
)
def b05(context: Context) -> TotalIndex:
    """The projects' sum differs from the department's project expenditure, when given."""
    return TotalIndex("budget")
