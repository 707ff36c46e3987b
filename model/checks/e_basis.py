"""E 依据: document numbers written right, and a document named at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.basics.language import words
from model.checks.base import Fault, Number, Severity, make_check, right, wrong
from model.checks.docnumbers import (
    DocNumber,
    OddNumber,
    doc_numbers,
    full_number,
    may_hold_number,
    odd_numbers,
    standards,
    unwrapped,
    western_year,
    with_right_years,
)
from model.checks.names import shortened
from model.checks.once import OnceIndex
from model.checks.view import Context, TextCell

_STANDARD = "gbt9704 tiaoli"


@make_check(
    "E01",
    Severity.WARNING,
    "发文字号的括号不对",
    marks="号№oO",
    scope="cell",
    once=True,
    reason="发文字号的年份用六角括号〔〕括起来，整个字号外面不再套【】",
    source=_STANDARD,
    reads="text own",
    mends="年份的括号改为〔〕，去掉套在外面的【】",
    wrong=[
        wrong({"数量指标.basis": "云交发【2023】18号"}, {"数量指标.basis": "云交发〔2023〕18号"}),
        wrong(
            {"数量指标.basis": "云交发[2023]18号、云财建（2022）7号"},
            {"数量指标.basis": "云交发〔2023〕18号、云财建〔2022〕7号"},
        ),
        wrong(
            {"质量指标.basis": "【云交发〔2023〕18号】养护任务书"},
            {"质量指标.basis": "云交发〔2023〕18号养护任务书"},
        ),
        wrong({"质量指标.basis": "【云交发[2023]18号】"}, {"质量指标.basis": "云交发〔2023〕18号"}),
        wrong({"purpose": "按云财建﹝2023﹞7号安排"}, {"purpose": "按云财建〔2023〕7号安排"}),
        wrong({"数量指标.basis": "云交发＜2023＞18号"}, {"数量指标.basis": "云交发〔2023〕18号"}),
        wrong({"数量指标.basis": "【2023】61号"}, {"数量指标.basis": "〔2023〕61号"}),
        wrong(
            {"/safeguards.0.text": "执行云财绩(2022)3号"},
            {"/safeguards.0.text": "执行云财绩〔2022〕3号"},
        ),
    ],
    right=[
        right({"数量指标.basis": "云交发〔2023〕18号"}),
        right({"数量指标.basis": "《养护办法》（云交发〔2023〕18号）"}),
        right({"数量指标.basis": "公安部令第162号；GB/T 9704—2012；（2023）云01民终12号"}),
        right({"purpose": "维修幸福里小区(2023)3号楼屋面，“三优一满意”【便民】活动"}),
    ],
)
def e01(cell: TextCell, context: Context) -> Fault | None:
    """A document number stands in wrong brackets, or is wrapped in 【】."""
    text = cell.text
    if not may_hold_number(text):
        return None
    years = with_right_years(text)
    fix = unwrapped(years)
    if fix == text:
        return None
    what = []
    if years != text:
        what.append("年份要用六角括号〔〕")
    if fix != years:
        what.append("外面不要套【】")
    return Fault(cell.ref, f"发文字号的{'，'.join(what)}。", fix)


_VAGUE = re.compile(
    # no word here is made of two others: else each could be read in two ways, and a text of many
    # in more than can ever be tried
    r"(?:按照?|根据|依据|依照|参照|遵照|落实|贯彻|执行|以)?"
    r"(?:上级|主管|业务|财政|有关|相关|各|领导|局|厅|委|办|部|处|市里|省里|县里|区里|市|省|县|区|乡镇|国家|中央|国务院|发改|教育|交通"
    r"|民政|卫健|水利|农业|住建|文旅|科技|人社|党委|政府|党组|部门|单位|机关|年度|本级|级|办公室|指挥部|领导小组"
    r"|的|、|和|及|与|以及|等|其他|现行|文件|政策|法规|法律|规定|制度|要求|精神|指示|批示|通知"
    r"|安排|决策|部署|讲话|会议|意见|决定|工作|任务|需要|实际|情况|惯例|往年|历年|经验|执行|办理|确定|为准|下发|下达|印发)+"
)
_NO_DOCUMENT = words("basis.no_document")
_LONGEST = 60
"""A longer basis says something of its own."""
_VAGUE_NOUN = re.compile(
    r"文件|政策|法规|规定|要求|精神|指示|批示|通知|部署|讲话|惯例|经验|实际情况|工作(?:需要|实际)|下达|(?:相关|有关)制度"
    r"|(?:上级|领导|党委|[省市县区]委|政府|部门|单位|[局厅])的?(?:安排|意见|决定)"
)


@make_check(
    "E02",
    Severity.WARNING,
    "依据没有指明文件",
    scope="cell",
    once=True,
    reason="“上级文件精神”“有关规定”谁都能写，查不到就等于没有依据；要写文件名或发文字号、标准、合同、调查问卷等",
    source="habit_basis",
    reads="indicator.basis",
    wrong=[
        wrong({"数量指标.basis": "上级文件精神"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "按照国家有关规定"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "领导要求"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "市委、市政府工作部署"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "省厅有关文件"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "交通部文件精神"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "根据上级部门安排"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "主管部门意见"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "县里要求"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "本单位自行确定"}, ["数量指标.basis"]),
    ],
    right=[
        right({"数量指标.basis": "云交发〔2023〕18号上级指示精神"}),
        right({"数量指标.basis": "调查问卷"}),
        right({"数量指标.basis": "年度工作计划"}),
        right({"数量指标.basis": "《农村公路养护规定》"}),
        right({"数量指标.basis": "市政府第12次常务会议纪要"}),
        right({"数量指标.basis": "验收为准"}),
        right({"数量指标.basis": "部门职责"}),
        right({"数量指标.basis": "省交通厅年度养护任务书"}),
    ],
)
def e02(cell: TextCell, context: Context) -> Fault | None:
    """A basis names no document."""
    text = "".join(cell.text.split())
    if not text or len(text) > _LONGEST:
        return None
    core = text.rstrip("。；")
    vague = _VAGUE.fullmatch(core) and _VAGUE_NOUN.search(core)
    if not vague and not _NO_DOCUMENT.is_whole(core):
        return None
    return Fault(cell.ref, f"“{cell.text.strip()}”没有说是哪个文件。")


@make_check(
    "E03",
    Severity.WARNING,
    "发文字号写得不规范",
    marks="号№oO〕】]］）)〗﹞﹚」』}｝》〉>＞-—– 　〔[",
    scope="cell",
    once=True,
    reason="发文字号由代字、〔四位年份〕、不带“第”和 0 的序号组成，写错了查不到文件",
    source=_STANDARD,
    reads="text own",
    mends="去掉“第”、No. 和序号前面的 0，年份用阿拉伯数字；丢了括号的补上〔〕（请先看一看）",
    wrong=[
        wrong({"数量指标.basis": "云交发202318号"}, {"数量指标.basis": "云交发〔2023〕18号"}),
        wrong({"数量指标.basis": "云交发2023-18号"}, {"数量指标.basis": "云交发〔2023〕18号"}),
        wrong({"数量指标.basis": "云交发〔23〕18号"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "云交发〔2023〕018号"}, {"数量指标.basis": "云交发〔2023〕18号"}),
        wrong({"数量指标.basis": "云交发〔2023〕第8号"}, {"数量指标.basis": "云交发〔2023〕8号"}),
        wrong({"数量指标.basis": "云交发〔2023〕No.8"}, {"数量指标.basis": "云交发〔2023〕8号"}),
        wrong({"数量指标.basis": "云交发〔二○二三〕8号"}, {"数量指标.basis": "云交发〔2023〕8号"}),
        wrong({"数量指标.basis": "〔2023〕8号"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "云交发〔2023〕18"}, {"数量指标.basis": "云交发〔2023〕18号"}),
        wrong({"数量指标.basis": "云交发〔2023〕18号号"}, {"数量指标.basis": "云交发〔2023〕18号"}),
        wrong({"数量指标.basis": "云交发〔2023〕号18"}, {"数量指标.basis": "云交发〔2023〕18号"}),
        wrong({"数量指标.basis": "云交发〔2O23〕18号"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "云交发〔203〕18号"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "云交发〔20233〕18号"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "云交发 2023 18号"}, {"数量指标.basis": "云交发〔2023〕18号"}),
        wrong({"数量指标.basis": "云交发2023 18号"}, {"数量指标.basis": "云交发〔2023〕18号"}),
        wrong({"数量指标.basis": "云交发〔2023 18号"}, {"数量指标.basis": "云交发〔2023〕18号"}),
        wrong({"数量指标.basis": "云交发2023-18"}, {"数量指标.basis": "云交发〔2023〕18号"}),
        wrong({"数量指标.basis": "云交发23年18号"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "云交发〔2023〕十八号"}, ["数量指标.basis"]),
    ],
    right=[
        right({"数量指标.basis": "云交发〔2023〕18号"}),
        right({"数量指标.basis": "公安部令第162号，国家税务总局公告2023年第5号"}),
        right({"数量指标.basis": "GB/T 9704—2012、合同编号20230018号、养护合同2023-18号"}),
        right({"purpose": "维修望河路2023号院、建设里12号楼"}),
        right({"数量指标.basis": "云财建〔2022〕7号、〔2023〕9号"}, note="同一机关的，代字可以省"),
    ],
)
def e03(cell: TextCell, context: Context) -> Fault | None:
    """Lost brackets, a two-digit year, Chinese figures, a leading zero, 第…号, No., no issuer."""
    text = fix = cell.text
    odd = odd_numbers(text)
    if not odd and not may_hold_number(text):
        return None
    what: dict[str, None] = {}
    # the words tell one wrong number from another: each is a fault of its own
    written: list[str] = []
    safe = True
    numbers = [one for one in doc_numbers(text) if not any(_meet(one, other) for other in odd)]
    issued = any(number.word for number in numbers)
    both: list[DocNumber | OddNumber] = [*numbers, *odd]
    for number in sorted(both, key=lambda one: -one.start):
        if isinstance(number, OddNumber):
            what[number.what] = None
            written.append(text[number.start : number.end])
            if number.mended:
                fix = fix[: number.start] + number.mended + fix[number.end :]
                safe = False
            continue
        faults = _faults(number)
        if not number.word and not issued:
            faults.append("缺了机关代字")
        what.update(dict.fromkeys(faults))
        if faults:
            written.append(text[number.start : number.end])
        mended = _mended(number)
        if faults and mended:
            fix = fix[: number.start] + mended + fix[number.end :]
            safe = safe and bool(number.brackets)
    if not what:
        return None
    told = "、".join(f"“{shortened(one)}”" for one in reversed(written))
    message = f"发文字号{told}{'、'.join(what)}。"
    return Fault(cell.ref, message, None if fix == text else fix, safe)


def _meet(one: DocNumber, other: OddNumber) -> bool:
    return one.start < other.end and other.start < one.end


def _faults(number: DocNumber) -> list[str]:
    faults = []
    if not number.brackets:
        faults.append("的年份丢了括号〔〕")
    if len(number.year) == 2:
        faults.append("的年份要写四位")
    elif not number.year.isascii():
        faults.append("的年份要用阿拉伯数字")
    if number.sign:
        faults.append("的序号写作“…号”，不写 No.")
    if number.nth:
        faults.append("的序号前不加“第”")
    if number.number.startswith("0"):
        faults.append("的序号前不补 0")
    return faults


def _mended(number: DocNumber) -> str:
    """Return the whole number as it should be; empty where the year cannot be known."""
    if len(number.year) == 2 or not number.number.strip("0"):
        return ""
    brackets = number.brackets or "〔〕"
    year = western_year(number.year)
    return f"{number.word}{brackets[0]}{year}{brackets[1]}{number.number.lstrip('0')}号"


@make_check(
    "E04",
    Severity.ERROR,
    "依据文件的年份",
    once=True,
    scope="disclosure",
    reason="预算年度之后的文件现在还没有，多半是写错了年份；十多年前的文件可能早已废止或修订",
    source="habit_basis",
    reads="text own year",
    needs="year",
    numbers={"years": Number(10, "依据文件超过几年提示核对是否仍然有效")},
    wrong=[
        wrong({"数量指标.basis": "云交发〔2032〕18号"}, ["数量指标.basis"]),
        wrong({"数量指标.basis": "云交发〔2009〕18号"}, ["数量指标.basis"], severity=Severity.HINT),
        wrong({"purpose": "按云财建〔2025〕7号安排"}, ["purpose"]),
        wrong({"质量指标.basis": "JTG 5110—2026"}, ["质量指标.basis"], note="标准也一样"),
        wrong(
            {
                "数量指标.basis": "云交发〔2009〕18号",
                "质量指标.basis": "云交发〔2009〕18号",
                "2/数量指标.basis": "云交发〔2009〕18号",
            },
            ["数量指标.basis"],
            severity=Severity.HINT,
            projects=2,
            note="同一个文件只说一次",
        ),
    ],
    right=[
        right({"数量指标.basis": "云交发〔2023〕18号"}),
        right({"数量指标.basis": "云交发〔2014〕18号"}, note="正好十年"),
        right({"数量指标.basis": "云交发〔2032〕18号"}, year=None, note="没有填预算年度"),
        right({"数量指标.basis": "DA/T 31-2005、公安部令第32号"}, note="旧标准可能仍然有效"),
    ],
)
def e04(context: Context) -> OnceIndex:
    """A document is later than the budget year, or old; told once for each document."""
    year, most = context.year, context.number("E04", "years")

    def look(cell: TextCell) -> Iterator[tuple[str, Fault]]:
        if year is not None:
            yield from _dated(cell, year, most)

    return OnceIndex(context.form, look, _MAY_BE_DATED)


_MAY_BE_DATED = re.compile("号|№|[A-Z]{2}|[Nn]o")


def _dated(cell: TextCell, year: int, most: int) -> Iterator[tuple[str, Fault]]:
    text = cell.text
    for one in doc_numbers(text):
        told = one.western
        if told is None or year - most <= told <= year:
            continue
        name = full_number(text, one)
        if told > year:
            message = f"{name}号是 {told} 年的文件，晚于预算年度 {year} 年。"
            yield name, Fault(cell.ref, message)
        elif year - told > most:
            message = f"{name}号是 {told} 年的文件，已有 {year - told} 年，请核对是否仍然有效。"
            yield name, Fault(cell.ref, message, severity=Severity.HINT)
    for name, told in standards(text):
        if told > year:
            message = f"标准 {name} 写的是 {told} 年，晚于预算年度 {year} 年。"
            yield f"{name}—{told}", Fault(cell.ref, message)
