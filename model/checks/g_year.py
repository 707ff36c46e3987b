"""G 年度: what last year's table left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.checks.base import Fault, Number, Severity, make_check, right, wrong
from model.checks.docnumbers import without_doc_numbers
from model.checks.view import Context, OwnView, TableView, TextCell

_TITLE = re.compile(r"《[^《》]*》")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|[-./]\d{1,2}(?:[-./]\d{1,2})?(?!\d))")
_RANGE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年?(?:度|\d{1,2}月)?(?:\d{1,2}日)?\s*[-—–~～至到/]+\s*((?:19|20)\d\d)(?!\d)"
)
_BEFORE = re.compile(
    r"(?:截至|截止到?|比|较|与|同|自|从|对比|相比|高于|低于|超过|始建于|建于|成立于|已[于在]|不低于|基于|以)\s*$"
)
_UNTIL = re.compile(r"(?:到|至|截至|截止到?)\s*$")
_UNTIL_END = re.compile(
    r"年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:底|末|终|年底|，|,|时|实现|基本|全面)"
)
_AFTER = re.compile(
    r"年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:末|底)?的?(?:以来|以前|以后|之前|之后|起|至今|同期|基数|基准|基础|水平|决算"
    r"|结转|结余|存量|统计|年报|实际数|普查|清查|考核结果|评估结果|相比)"
)
_FACT = re.compile(
    r"年(?:度)?(?:\d{1,2}月)?[^，。；\n]{0,6}(?:建|修建|购置|购买|采购|启用|成立|投用|使用|安装|印发|出台|评定|认定|形成|出版)[^，。；\n]{0,2}的"
)
_PAST = re.compile(r"年[^，。；\n]{0,12}(?:已|尾款|余款|欠款|质保金|基础上|遗留|续建|未付|未完)")
_LATER = re.compile(r"年[^，。；\n]{0,16}(?:后|以后|之后)(?:[，,]|可|将|能)")


@make_check(
    "G01",
    Severity.WARNING,
    "出现了不是预算年度的年份",
    scope="cell",
    reason="上年的表复制过来，年份常常忘了改",
    source="习惯",
    reads="purpose goals indicator.name indicator.description indicator.value indicator.basis "
    "indicator.explanation own year",
    numbers={"years": Number(10, "早于预算年度几年以上的年份当作史实，不提示")},
    wrong=[
        wrong({"purpose": "2023年农村公路养护资金30.00万元"}, ["purpose"]),
        wrong({"goals": "1.2023年修补乡道12公里。\n2.2024年巡查桥梁。"}, ["goals"]),
        wrong({"时效指标.value": "2023年9月底前"}, ["时效指标.value"]),
        wrong({"数量指标.description": "2025年修补的里程"}, ["数量指标.description"]),
        wrong({"/safeguards.0.text": "2022年我们将修订办法。"}, ["/safeguards.0.text"]),
        wrong({"时效指标.value": "2023-09-30"}, ["时效指标.value"]),
    ],
    right=[
        right({"purpose": "落实云财建〔2023〕7号和《2021—2025年农村公路规划》，修补路面"}),
        right({"goals": "1.截至2023年底已修补40公里，到2025年底全部修完。\n2.事故比2023年下降。"}),
        right({"时效指标.value": "2024年9月底前"}),
        right({"数量指标.description": "2018年建成的乡道，执行 DA/T 31-2017、JTG 5110—2023"}),
        right({"purpose": "整理1978年至1998年的养护档案，修缮1956年修建的道班房。"}),
        right({"goals": "1.落实2023—2024年度采暖季保畅任务。"}),
        right({"数量指标.basis": "2023年养护合同"}, note="依据总在预算年度之前"),
        right({"purpose": "用于支付2023年已完工路段的尾款；在2022年试点基础上扩面"}),
        right({"goals": "1.2025年春季通车后，可缩短绕行8公里。"}, note="建成以后的事"),
        right({"purpose": "2023年农村公路养护资金"}, year=None),
    ],
)
def g01(cell: TextCell, context: Context) -> Fault | None:
    """A year that is not the budget year."""
    year, text = context.year, cell.text
    if year is None or not _YEAR.search(text):
        return None
    text = _TITLE.sub(lambda match: " " * len(match[0]), without_doc_numbers(text))
    oldest = year - context.number("G01", "years")
    basis = cell.key == "indicator.basis"
    sound = _sound_places(text, year)
    for match in _YEAR.finditer(text):
        other = int(match[0])
        if other == year or other < oldest or match.start() in sound or (basis and other < year):
            continue
        before = text[max(0, match.start() - 12) : match.start()]
        after = text[match.end() : match.end() + 40]
        if _BEFORE.search(before) or _AFTER.match(after) or _FACT.match(after):
            continue
        if (_LATER if other > year else _PAST).match(after):
            continue
        if _UNTIL.search(before) and (other > year or _UNTIL_END.match(after)):
            continue
        return Fault(cell.ref, f"写着 {other} 年，预算年度是 {year} 年。")
    return None


def _sound_places(text: str, year: int) -> set[int]:
    """Return where years stand that belong to a span of years which is no slip.

    A span that holds the budget year, or one over more than two years.
    """
    places = set()
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2])
        if first <= year <= last or last - first > 1:
            places |= {match.start(1), match.start(2)}
    return places


@make_check(
    "G02",
    Severity.ERROR,
    "从上年带过来还没有看过",
    scope="table",
    reason="带过来的内容不看一眼就报出去，上年的数字和日期就成了今年的目标",
    source="习惯",
    reads="carried own",
    wrong=[
        wrong({}, ["goals"], carried=("goals",)),
        wrong({}, ["数量指标.value"], carried=("数量指标.value",)),
        wrong({}, ["/overall_goal"], carried=("/overall_goal",)),
    ],
    right=[right({}, carried=()), right()],
)
def g02(view: TableView | OwnView, context: Context) -> Iterator[Fault]:
    """Cells carried over from last year and not looked at since."""
    for ref in sorted(view.carried(context)):
        yield Fault(ref, "这一格是从上年带过来的，还没有人看过。")
