"""A 完整性: nothing a form requires may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import BLOCK, column_name, field_name, shortened
from model.checks.view import Context, TableView, TextCell, level_key
from model.disclosure import get_field, get_indicator_field


@make_check(
    "A01",
    Severity.ERROR,
    "必填的格空着",
    scope="table",
    reason="项目编码、名称、金额、用途和绩效目标是目标表的必填内容，缺了就说不清这笔钱要办什么事",
    source="表样的规定；中发〔2018〕34号：绩效目标设置是预算安排的前置条件",
    reads="text money",
    wrong=[
        wrong({"purpose": ""}, ["purpose"]),
        wrong({"code": "  "}, ["code"]),
        wrong({"budget": "", "goals": "\n"}, ["budget", "goals"]),
        wrong({"unit.name": ""}, ["unit.name"], layout="national-2021"),
    ],
    right=[
        right(note="都填了"),
        right({"other": ""}, note="其他资金可以不填"),
        right({"code": "", "purpose": ""}, layout="national-2021", note="这个表样没有这两格"),
    ],
)
def a01(view: TableView, context: Context) -> Iterator[Fault]:
    """A required cell is empty."""
    for name in view.form.required:
        if not get_field(view.table, name).strip():
            title = field_name(view.form.layout, name)
            yield Fault(view.ref(name), f"“{title}”没有填写。")


@make_check(
    "A02",
    Severity.ERROR,
    "支出计划没有填全",
    scope="table",
    reason="支出计划是执行监控的依据，空着就无法比对支出进度",
    source="表样的规定；中发〔2018〕34号：对绩效目标和预算执行进度实行“双监控”",
    reads="plan",
    wrong=[
        wrong({"plan.0": "", "plan.1": "", "plan.2": "", "plan.3": ""}, ["plan.0"]),
        wrong({"plan.1": ""}, ["plan.1"]),
        wrong({"plan.2": "", "plan.3": " "}, ["plan.2", "plan.3"]),
    ],
    right=[
        right({"plan.0": "0.00%"}, note="一季度不支出填 0"),
        right({"plan.2": "100.00%", "plan.3": ""}, note="已到 100% 之后空着，由 C02 补"),
        right({"plan.0": ""}, layout="national-2021", note="这个表样没有支出计划"),
    ],
)
def a02(view: TableView, context: Context) -> Iterator[Fault]:
    """The spending plan is empty, wholly or in part."""
    form, table = view.form, view.table
    empty = [name for name in form.plan if not get_field(table, name).strip()]
    if not empty or not form.plan_required:
        return
    if len(empty) == len(form.plan):
        yield Fault(view.ref(empty[0]), "资金支出计划一格都没有填。")
        return
    reached = False
    for date, name in enumerate(form.plan):
        if name in empty and not reached and name in form.plan_required:
            title = field_name(form.layout, name)
            yield Fault(view.ref(name), f"“{title}”没有填写。")
        reached = reached or table.percent(date) == 100


@make_check(
    "A03",
    Severity.ERROR,
    "缺少必需的指标",
    scope="table",
    reason="产出、效益、满意度都要有指标，才能从数量、质量、时效、成本和效果各方面衡量",
    source="财预〔2021〕101号对指标类型的划分；哪些二级指标必需由表样规定",
    reads="indicator.level1 indicator.level2",
    wrong=[
        wrong({"时效指标": None}, [BLOCK]),
        wrong({"社会效益指标": None, "可持续影响指标": None}, [BLOCK]),
        wrong({"服务对象满意度指标.level2": ""}, [BLOCK]),
        wrong({"质量指标": None}, [BLOCK], layout="national-2021"),
    ],
    right=[
        right({"社会效益指标": None}, note="效益指标有一个就行"),
        right({"数量指标.level2": "数量"}, note="二级指标写得短一些"),
        right({"经济成本指标": None}, layout="national-2021", note="这个表样的成本指标不是必需的"),
    ],
)
def a03(view: TableView, context: Context) -> Iterator[Fault]:
    """A level 1 or a required level 2 of the form has no indicator."""
    held = {(level_key(item.level1), level_key(item.level2)) for item in view.table.indicators}
    missing = []
    for one, keys, required in view.form.levels:
        under = {level2 for level1, level2 in held if level1 in keys or not level1}
        absent = [name for name, level2_keys in required if not under & level2_keys]
        missing += absent
        if one.required and not required and not any(level1 in keys for level1, _ in held):
            missing.append(one.name)
    if missing:
        yield Fault(view.ref(BLOCK), f"没有{'、'.join(missing)}。")


@make_check(
    "A04",
    Severity.ERROR,
    "指标没有填全",
    scope="table",
    reason="一个指标要说清叫什么、指什么、达到多少、凭什么，缺一项就无法考核",
    source="财预〔2021〕101号：绩效目标通过指标予以细化、量化描述；有哪些栏由表样规定",
    reads="text indicator.level1 indicator.level2",
    wrong=[
        wrong({"数量指标.value": ""}, ["数量指标.value"]),
        wrong({"成本指标.basis": "\n"}, ["成本指标.basis"]),
        wrong(
            {"质量指标.name": "", "质量指标.description": ""},
            ["质量指标.name", "质量指标.description"],
        ),
        wrong({"数量指标.weight": ""}, ["数量指标.weight"], layout="national-2021"),
    ],
    right=[
        right(),
        right(
            {"数量指标.basis": "", "数量指标.description": ""},
            layout="national-2021",
            note="这个表样没有描述和依据两栏",
        ),
    ],
)
def a04(view: TableView, context: Context) -> Iterator[Fault]:
    """An indicator lacks a cell the form requires."""
    for number, item in enumerate(view.table.indicators, 1):
        for name in view.form.required_columns:
            if get_indicator_field(item, name).strip():
                continue
            column = column_name(view.form.layout, name)
            which = f"“{shortened(item.name)}”" if item.name.strip() else f"第{number}个指标"
            yield Fault(view.indicators[number - 1].ref(name), f"{which}没有填写{column}。")


_UNITS = "个人次项%％元万月日年处名家场套台户篇册份条所座件号"
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z])[XxＸｘ]{2,}(?![A-Za-z])"
    r"|[×✕✖╳＊*]{2,}|某某|_{2,}|＿{2,}|□"
    rf"|(?<![A-Za-z\d])[XxＸｘ×](?=[{_UNITS}])"
    r"|待(?:定|填写|填报|填|补充|补录|补报|补|落实|细化|确定|明确|核定|测算|核实|商定|核定后填)(?=$|[，。、；：）)】\]\s])"
    r"|(?<![A-Za-z])(?:TBD|TODO|tbd|todo)(?![A-Za-z])|暂定(?=$|[，。；）)])"
    r"|(?:此处|请在此)(?:填写|输入)|请填写"
    r"|\{[^{}\n]{0,30}\}|｛[^｛｝\n]{0,30}｝"
    r"|〔\s*〕|【\s*】|\[\s*\]|《\s*》|（\s*）|\(\s*\)"
)
_CANDIDATE = re.compile(r"[XxＸｘ×✕✖╳＊*_＿□待暂某请此Tt{｛〔【\[《（(]")
"""What one of them begins with; most texts hold none, and are passed over quickly."""
_DASHES = re.compile(r"[-—–/\\.…?？]+")
_LATER = re.compile(
    r"[（(]?(?:暂无|暂缺|暂略|略|后续?补充?|另定|待(?:审批|审定|批复|下达|报批|研究|商议|完善)|[Nn]\s*/\s*[Aa])[)）]?[。]?"
)
"""What stands for a content only where it is all there is in a cell."""


@make_check(
    "A05",
    Severity.ERROR,
    "留着占位的内容",
    scope="cell",
    reason="XX、待定、空括号是填表时的占位，说明这一处还没有定下来",
    source="习惯",
    reads="text own",
    wrong=[
        wrong({"purpose": "项目资金30.00万元，用于XX村道路改造。"}, ["purpose"]),
        wrong({"质量指标.value": "待定"}, ["质量指标.value"]),
        wrong({"质量指标.value": "待核定"}, ["质量指标.value"]),
        wrong({"质量指标.value": "【待补报】"}, ["质量指标.value"]),
        wrong({"purpose": "项目资金TBD，用于乡道路面修补。"}, ["purpose"]),
        wrong({"数量指标.basis": "（略）"}, ["数量指标.basis"]),
        wrong({"数量指标.value": "≥×个"}, ["数量指标.value"]),
        wrong({"质量指标.basis": "云交发〔〕号"}, ["质量指标.basis"]),
        wrong({"goals": "1.完成{项目名称}建设。"}, ["goals"]),
        wrong({"时效指标.description": "—"}, ["时效指标.description"]),
        wrong({"/overall_goal": "20××年完成全部改造任务。"}, ["/overall_goal"]),
    ],
    right=[
        right({"purpose": "用于接待定点培训学员，购置X光机2台、10×20米帐篷3顶。"}),
        right({"goals": "对待定向培养学生一视同仁，发放XXL号工作服。"}),
        right({"goals": "清理待核定地块12处，办结待审批事项。"}),
        right({"质量指标.basis": "《公路养护技术标准》（JTG 5110—2023）"}),
    ],
)
def a05(cell: TextCell, context: Context) -> Fault | None:
    """A placeholder is left."""
    text = cell.text
    match = _PLACEHOLDER.search(text) if _CANDIDATE.search(text) else None
    if match:
        return Fault(cell.ref, f"“{shortened(match[0]) or match[0]}”还没有换成真正的内容。")
    if (_DASHES.fullmatch(text.strip()) or _LATER.fullmatch(text.strip())) and _is_required(
        cell, context
    ):
        return Fault(cell.ref, f"这一格只有“{shortened(text)}”，没有真正的内容。")
    return None


def _is_required(cell: TextCell, context: Context) -> bool:
    form = context.form
    return cell.field in (form.required_columns if cell.indicator else form.required)
