"""F 文字: what came along by copying, and what was said twice."""

from __future__ import annotations

import re

from model.basics.language import words
from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import shortened
from model.checks.view import Context, TextCell
from model.checks.wording import bare

_BROKEN = words("pasted.broken")
_VERSIONS = words("pasted.versions")


@make_check(
    "F10",
    Severity.WARNING,
    "复制、导出时带进来的东西",
    scope="cell",
    once=True,
    reason="错误值、公式、网页标记、稿次不是这一格的内容，公开出去不好看也看不懂",
    source="habit_wording",
    reads="text own",
    wrong=[
        wrong({"purpose": "#REF!"}, ["purpose"]),
        wrong({"goals": "1.修补乡道<br/>2.清沟"}, ["goals"]),
        wrong({"数量指标.value": "#DIV/0!"}, ["数量指标.value"]),
        wrong({"name": "农村公路路面修补经费（最终版）"}, ["name"]),
        wrong({"name": "农村公路路面修补经费2"}, ["name"]),
    ],
    right=[
        right({"数量指标.basis": "https://www.example.cn/养护标准"}, note="依据可以写网址"),
        right({"name": "农村公路路面修补二期"}),
        right({"数量指标.name": "编印养护手册（第二版）"}),
    ],
)
def f10(cell: TextCell, context: Context) -> Fault | None:
    """Errors and formulas of spreadsheets, tags, addresses, versions behind a name."""
    text = cell.text
    match = _BROKEN.search(text)
    if match is not None and not (cell.field == "basis" and match[0].startswith(("http", "www"))):
        return Fault(cell.ref, f"“{shortened(match[0])}”是复制或导出时带进来的。")
    if cell.field == "name" and not cell.indicator:
        match = _VERSIONS.ends(text.strip())
        if match is not None and match.start():
            return Fault(cell.ref, f"名称末尾的“{match[0]}”是稿次或多打的字。")
    return None


_CLAUSE = re.compile("[。；;\n]")
_NUMBER = re.compile(r"^[（(]?[\d一二三四五六七八九十]{1,2}[）).、．]|^[①-⑳]")
_SHORTEST = 7
_LEAST = 16


@make_check(
    "F11",
    Severity.HINT,
    "同一句话写了两遍",
    scope="cell",
    once=True,
    reason="同一格里一句话写两遍，多半是复制时重了，原来要写的另一句就丢了",
    source="habit_wording",
    reads="purpose goals indicator.description own",
    wrong=[
        wrong({"goals": "1.完成乡道修补12公里。\n2.完成乡道修补12公里。"}, ["goals"]),
        wrong({"purpose": "用于乡道路面修补。用于乡道路面修补。"}, ["purpose"]),
    ],
    right=[
        right({"goals": "1.完成乡道修补12公里。\n2.完成村道修补12公里。"}),
        right(),
    ],
)
def f11(cell: TextCell, context: Context) -> Fault | None:
    """One sentence twice in a cell."""
    text = cell.text
    if len(text) < _LEAST:
        return None
    seen = set()
    for clause in _CLAUSE.split(text):
        said = bare(_NUMBER.sub("", clause.strip()))
        if len(said) < _SHORTEST:
            continue
        if said in seen:
            return Fault(cell.ref, f"“{shortened(clause.strip())}”写了两遍。")
        seen.add(said)
    return None
