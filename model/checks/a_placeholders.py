"""A 完整性: what a template left to be filled in, or somebody put off."""

from __future__ import annotations

import re

from model.basics.language import words
from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import shortened
from model.checks.placeholders import placeholder
from model.checks.view import Context, TextCell
from model.checks.wording import is_put_off

_GENERIC = words("placeholders.generic_names")
_GENERIC_NAME = re.compile(
    rf"(?:{_GENERIC.pattern})[ \u3000]?"
    r"(?:[（(]?[\d一二三四五六七八九十①②③④⑤⑥⑦⑧⑨ABCabc]{1,2}[）)]?|[:：])?"
)
_BARE_GENERIC = frozenset(("目标", "任务", "内容", "项目", "名称", "描述", "指标", "具体内容"))
_NAMES = frozenset(("name", "description", "value", "basis", "purpose", "goals"))


@make_check(
    "A05",
    Severity.ERROR,
    "留着占位的内容",
    scope="cell",
    reason="XX、待定、空括号是填表时的占位，说明这一处还没有定下来",
    source="habit_wording",
    reads="text own",
    wrong=[
        wrong({"purpose": "项目资金30.00万元，用于XX村道路改造。"}, ["purpose"]),
        wrong({"质量指标.value": "待定"}, ["质量指标.value"]),
        wrong({"质量指标.value": "待核定"}, ["质量指标.value"]),
        wrong({"质量指标.value": "【待补报】"}, ["质量指标.value"]),
        wrong({"purpose": "项目资金TBD，用于乡道路面修补。"}, ["purpose"]),
        wrong({"数量指标.basis": "等文件下达"}, ["数量指标.basis"]),
        wrong({"数量指标.value": "≥×个"}, ["数量指标.value"]),
        wrong({"数量指标.value": "≥__公里"}, ["数量指标.value"]),
        wrong({"数量指标.value": "≥？公里"}, ["数量指标.value"]),
        wrong({"数量指标.description": "完成乡道修补○公里"}, ["数量指标.description"]),
        wrong({"质量指标.basis": "云交发〔〕号"}, ["质量指标.basis"]),
        wrong({"质量指标.basis": "云交发〔2023〕 号"}, ["质量指标.basis"]),
        wrong({"时效指标.value": "2024年  月底前"}, ["时效指标.value"]),
        wrong({"goals": "1.完成{项目名称}建设。"}, ["goals"]),
        wrong({"goals": "1.完成[项目名称]建设。"}, ["goals"]),
        wrong({"purpose": "请简要说明项目用途"}, ["purpose"]),
        wrong({"数量指标.description": "例：新建道路10公里"}, ["数量指标.description"]),
        wrong({"数量指标.name": "指标1"}, ["数量指标.name"]),
        wrong({"/overall_goal": "20××年完成全部改造任务。"}, ["/overall_goal"]),
    ],
    right=[
        right({"purpose": "用于接待定点培训学员，购置X光机2台、10×20米帐篷3顶。"}),
        right({"goals": "对待定向培养学生一视同仁，发放XXL号工作服。"}),
        right({"goals": "清理待核定地块12处，办结待审批事项。"}),
        right({"质量指标.basis": "《公路养护技术标准》（JTG 5110—2023）"}),
        right({"数量指标.basis": "二〇〇九年养护规划、【便民】服务方案"}),
        right({"purpose": "2024 年 3 月底前开工，参加人数  80 人。"}, note="数都在"),
    ],
)
def a05(cell: TextCell, context: Context) -> Fault | None:
    """A placeholder is left."""
    text = cell.text
    match = placeholder(text)
    if match is not None:
        around = shortened(text[max(0, match.start() - 4) : match.end() + 4].strip(), 20)
        return Fault(cell.ref, f"“{around}”里还有没换成真正内容的地方。")
    if is_put_off(text):
        return Fault(cell.ref, f"这一格只有“{shortened(text)}”，没有真正的内容。")
    if len(text) < 14 and cell.field in _NAMES and _is_generic(text.strip(" \u3000\n。：:")):
        return Fault(cell.ref, f"“{shortened(text)}”是模板里的名称，还没有换成真正的内容。")
    return None


def _is_generic(text: str) -> bool:
    return bool(_GENERIC_NAME.fullmatch(text)) and text not in _BARE_GENERIC


_VAGUE_PROJECT = words("placeholders.vague_projects")


@make_check(
    "A08",
    Severity.HINT,
    "项目名称看不出办什么事",
    scope="cell",
    reason="项目名称要让人看出钱用来办什么事，“专项经费”“其他支出”哪个单位都能用",
    source="habit_wording",
    reads="name",
    wrong=[
        wrong({"name": "专项经费"}, ["name"]),
        wrong({"name": "2024年其他支出"}, ["name"]),
    ],
    right=[
        right({"name": "农村公路养护专项经费"}),
        right({"name": "农村公路"}),
    ],
)
def a08(cell: TextCell, context: Context) -> Fault | None:
    """A project's name that fits any project."""
    if cell.field != "name" or cell.indicator:
        return None
    name = _YEAR.sub("", "".join(cell.text.split()))
    if not _VAGUE_PROJECT.is_whole(name):
        return None
    return Fault(cell.ref, f"“{shortened(cell.text.strip())}”看不出办什么事。")


_YEAR = re.compile(r"^(?:20)?\d\d年(?:度)?")
