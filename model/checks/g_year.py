"""G 年度: what last year's table left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.checks.base import Fault, Number, Severity, make_check, right, wrong
from model.checks.view import Context, OwnView, TableView, TextCell
from model.checks.wording import COHORT
from model.checks.years import Mention, YearPart, read_years

_BEFORE = re.compile(
    r"(?:截至|截止到?|比|较|与|同|自|从|对比|相比|高于|低于|超过|始建于|建于|成立于|已[于在]|不低于|基于|以)\s*$"
)
_UNTIL = re.compile(r"(?:到|至|截至|截止到?)\s*$")
_UNTIL_END = re.compile(
    r"年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:底|末|终|年底|，|,|时|实现|基本|全面)"
)
_DONE = re.compile(r"年[^。；\n]{0,14}(?:已|累计|现有|共有|存有|拥有|建成了|完成了)")
_AFTER = re.compile(
    r"年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:末|底)?的?(?:以来|以前|以后|之前|之后|起|至今|同期|基数|基准|基础|水平|决算"
    r"|结转|结余|存量|统计|年报|实际数|普查|清查|考核结果|评估结果|相比|版|修订)"
)
_FACT = re.compile(
    r"年(?:度)?(?:\d{1,2}月)?[^，。；\n]{0,6}(?:建|修建|购置|购买|采购|启用|成立|投用|使用|安装|印发|出台|评定|认定|形成|出版)[^，。；\n]{0,2}的"
)
_COHORT = re.compile(f"年{COHORT}")
_PAST = re.compile(r"年[^，。；\n]{0,12}(?:已|尾款|余款|欠款|质保金|基础上|遗留|续建|未付|未完)")
_KEPT = re.compile(r"(?:巩固|深化|拓展|扩大|延续|总结|推广|保持|运用)(?:提升|拓展|和|、)?\s*$")
_AIM = re.compile(
    r"(?:力争|争取|有望|面向|着眼|编制|编报|制定|拟定|申报|谋划|筹备|预拨|提前下达)\s*$"
)
_READY = re.compile(r"年[^，。；\n]{0,16}(?:打|奠定|做好|创造|提供|储备)")
_SHARE = re.compile(
    r"年(?:度)?(?:各|安排|投入|支出|预算|资金|计划|为|[:：])*\s*(?:\d[\d,.]*\s*(?:万|亿|千)?元|[、和及])"
)
_IN_NAME = re.compile(r"[（(](20\d\d)(?:年度?)?[)）]\s*$")
"""A year behind a project's name: 农村公路养护（2023）."""
_LATER = re.compile(r"年[^，。；\n]{0,16}(?:后|以后|之后)(?:[，,]|可|将|能)")


@make_check(
    "G01",
    Severity.WARNING,
    "出现了不是预算年度的年份",
    marks="0123456789０１２３４５６７８９〇○零",
    scope="cell",
    once=True,
    reason="上年的表复制过来，年份常常忘了改",
    source="habit_years",
    reads="name purpose goals indicator.name indicator.description indicator.value indicator.basis "
    "indicator.explanation own year",
    numbers={"years": Number(10, "早于预算年度几年以上的年份当作史实，不提示")},
    needs="year",
    wrong=[
        wrong({"purpose": "2023年农村公路养护资金30.00万元"}, ["purpose"]),
        wrong({"goals": "1.2023年修补乡道12公里。\n2.2024年巡查桥梁。"}, ["goals"]),
        wrong({"时效指标.value": "2023年9月底前"}, ["时效指标.value"]),
        wrong({"数量指标.description": "2025年修补的里程"}, ["数量指标.description"]),
        wrong({"/safeguards.0.text": "2022年我们将修订办法。"}, ["/safeguards.0.text"]),
        wrong({"时效指标.value": "2023-09-30"}, ["时效指标.value"]),
        wrong({"purpose": "用于二〇二三年修补路面"}, ["purpose"]),
        wrong({"goals": "1.修补乡道，22年底前完成。"}, ["goals"]),
        wrong({"goals": "1.到2023年底全面完成修补任务。"}, ["goals"]),
        wrong({"name": "2023年农村公路路面修补经费"}, ["name"]),
        wrong({"name": "农村公路路面修补经费（2023）"}, ["name"]),
        wrong({"purpose": "23年农村公路养护资金30.00万元"}, ["purpose"]),
    ],
    right=[
        right({"purpose": "落实云财建〔2023〕7号和《2021—2025年农村公路规划》，修补路面"}),
        right({"goals": "1.截至2023年底已修补40公里，到2025年底全部修完。\n2.事故比2023年下降。"}),
        right({"时效指标.value": "2024年9月底前"}),
        right({"数量指标.description": "2018年建成的乡道，执行 DA/T 31-2017、JTG 5110—2023"}),
        right({"purpose": "整理1978年至1998年的养护档案，修缮1956年修建的道班房。"}),
        right({"goals": "1.落实2023—2024年度采暖季保畅任务。"}),
        right({"goals": "1.培训2023年入职和2022年退役后招录的护路员；编制2025年预算。"}),
        right({"goals": "1.道班房建成22年，更新使用20年以上的机械。"}, note="是年数，不是年份"),
        right({"数量指标.basis": "2023年养护合同"}, note="依据总在预算年度之前"),
        right({"purpose": "2023年省级补助资金30.00万元，主要用于2024年乡道养护"}),
        right({"purpose": "用于支付2023年已完工路段的尾款；在2022年试点基础上扩面"}),
        right({"goals": "1.2025年春季通车后，可缩短绕行8公里。"}, note="建成以后的事"),
        right({"purpose": "按《关于做好《养护条例》宣传的2023年通知》和2023年第5号公告修补路面"}),
        right({"purpose": "用于修补路面2023.50万元，执行2023年版定额"}),
        right({"goals": "1.巩固2023年创建成果，力争2026年全县乡道达标，为2027年验收打好基础。"}),
        right({"purpose": "项目资金分三年：2023年30万元、2024年30万元、2025年30万元。"}),
        right({"purpose": "2023年农村公路养护资金"}, year=None),
    ],
)
def g01(cell: TextCell, context: Context) -> Fault | None:
    """A year that is not the budget year."""
    year = context.year
    if year is None:
        return None
    if cell.key == "name" and (named := _IN_NAME.search(cell.text)) and int(named[1]) != year:
        return Fault(cell.ref, f"写着 {named[1]} 年，预算年度是 {year} 年。")
    found = read_years(cell.text)
    oldest = year - context.number("G01", "years")
    basis = cell.key == "indicator.basis"
    for mention in found.mentions:
        other = slip(found.bare, mention, year, oldest, basis)
        if other is not None:
            return Fault(cell.ref, f"写着 {other} 年，预算年度是 {year} 年。")
    return None


def slip(bare: str, mention: Mention, year: int, oldest: int, basis: bool) -> int | None:
    """Return the year of a mention that should be the budget year; None where all is sound.

    Args:
        bare: the text it stands in, as `model.checks.years.plain` gives it.
        mention: the year, or years that belong together. A span that holds the budget year,
            or one over more than two years, is no slip.
        year: the budget year.
        oldest: years before this one are history.
        basis: whether the text is a basis (指标值确定依据): those are older than the budget.
    """
    first, last = mention.years[0], mention.years[-1]
    several = len(mention.parts) > 1
    unsure = mention.kind in ("class", "bare") or (
        mention.kind == "short" and not mention.sure and not _opens(bare, mention, year)
    )
    if unsure or (several and (first <= year <= last or last - first > 1)):
        return None
    for part in mention.parts:
        other = part.year
        if not part.own or other == year or other < oldest or (basis and other < year):
            continue
        if not _is_told(bare, part, year):
            return other
    return None


def _opens(bare: str, mention: Mention, year: int) -> bool:
    """Tell whether 23年 opens a clause and is near the budget year: then it is no span of time."""
    before = bare[: mention.start].rstrip()
    near = abs(mention.years[0] - year) <= _NEAR
    opens = not before or before[-1] in "，。；、（\n："
    return near and opens and bool(_NO_SPAN.match(bare, mention.end))


_NEAR = 3
_NO_SPAN = re.compile(r"年(?!一遇|[限期来以多内代级制度])[\u4e00-\u9fff]{3}")


def _is_told(bare: str, part: YearPart, year: int) -> bool:
    """Tell whether the words around a year say that it is meant: a fact, or what comes after."""
    before = bare[max(0, part.start - 12) : part.start]
    after = bare[part.end : part.end + 40].lstrip()
    later = part.year > year
    if (_AIM if later else _KEPT).search(before) or _is_share(bare, part, year):
        return True
    if later and before.endswith("为") and _READY.match(after):
        return True
    if not later and f"用于{year}年" in after:
        return True  # last year's grant, spent this year
    if _BEFORE.search(before) or any(told.match(after) for told in (_AFTER, _FACT)):
        return True
    if not later and _COHORT.match(after):
        return True
    if (_LATER if later else _PAST).match(after):
        return True
    if not _UNTIL.search(before):
        return False
    # by the end of a year already past something was done; it is no target
    return later or (bool(_UNTIL_END.match(after)) and bool(_DONE.match(after)))


def _is_share(bare: str, part: YearPart, year: int) -> bool:
    """Tell whether a year names its part of money that is told for the budget year as well."""
    if not _SHARE.match(bare[part.end : part.end + 40].lstrip()):
        return False
    return any(_SHARE.match(bare[one.end() :]) for one in re.finditer(str(year), bare))


@make_check(
    "G02",
    Severity.ERROR,
    "带过来的内容还没有看过",
    scope="table",
    reason="从上年或指标库带过来的内容不看一眼就报出去，上年的日期、别的项目的指标值就成了今年的目标",
    source="habit_years",
    reads="carried own",
    wrong=[
        wrong({}, ["goals"], carried=("goals",)),
        wrong({}, ["数量指标.value"], carried=("数量指标.value",)),
        wrong({}, ["/overall_goal"], carried=("/overall_goal",)),
    ],
    right=[right({}, carried=()), right()],
    once=True,
    by_project=True,
)
def g02(view: TableView | OwnView, context: Context) -> Iterator[Fault]:
    """Cells carried over from last year or the library, and not looked at since."""
    for ref in sorted(view.carried(context)):
        yield Fault(ref, "从上年或指标库带过来的内容，还没有人看过。")
