"""F 文字: slips of the hand: something typed twice, a word spelt wrong, full-width figures."""

from __future__ import annotations

import re

from model.basics.language import words
from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import shortened
from model.checks.view import Context, TextCell

_DOUBLED = words("typos.doubled")
_MISSPELT = words("typos.misspelt")
_MEANT: dict[str, str] = dict(_MISSPELT.facts["kinds"])
_AGAIN = re.compile("([\u4e00-\u9fff]{3,12})\\1")
_LEAST_AGAIN = 3
_DRILL = re.compile("[一二三四五六七八九十某]")


@make_check(
    "F08",
    Severity.WARNING,
    "打重了字或写错了词",
    scope="cell",
    once=True,
    reason="公开的材料里有错别字，审核人会退回来改",
    source="habit_wording",
    reads="text own",
    wrong=[
        wrong({"purpose": "用于乡道的的路面修补。"}, ["purpose"]),
        wrong({"goals": "1.完成完成乡道路面修补12公里。"}, ["goals"]),
        wrong({"purpose": "用于乡道路面修补路面修补的材料和人工。"}, ["purpose"]),
        wrong({"数量指标.description": "按装路灯的里程"}, ["数量指标.description"]),
        wrong({"质量指标.name": "路面修补验受合格率"}, ["质量指标.name"]),
    ],
    right=[
        right({"purpose": "为了了解路况，编制每年年底的养护总和和分项台账。"}),
        right({"goals": "1.参与与路有关的工作，以及及时清理边沟。"}),
        right({"goals": "1.质量量化考核，目标标准统一，一家一家走访。"}),
    ],
)
def f08(cell: TextCell, context: Context) -> Fault | None:
    """Something typed twice, or a word spelt wrong."""
    text = cell.text
    # where no character stands twice nothing can
    again = len(text) - len(set(text))
    match = _DOUBLED.search(text) if again else None
    if match is None and again >= _LEAST_AGAIN:
        match = _AGAIN.search(text)
        if match is not None and _DRILL.search(match[1]):
            match = None
    if match is not None:
        return Fault(cell.ref, f"“{shortened(match[0])}”打重了。")
    match = _MISSPELT.search(text)
    if match is None:
        return None
    meant = next((right for wrong, right in _MEANT.items() if match[0].startswith(wrong)), "")
    told = f"，应是“{meant}”" if meant else ""
    return Fault(cell.ref, f"“{shortened(match[0])}”像是写错了{told}。")


_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ．％]+")
_WIDE_FIGURE = re.compile("[０-９]")


@make_check(
    "F09",
    Severity.HINT,
    "数字用了全角",
    scope="cell",
    once=True,
    reason="全角数字系统不认作数字，汇总和比较都会漏掉",
    source="gbt15835",
    reads="text own",
    marks="０１２３４５６７８９",
    wrong=[
        wrong({"数量指标.value": "≥１２公里"}, ["数量指标.value"]),
        wrong({"goals": "1.完成乡道路面修补１２公里。"}, ["goals"]),
    ],
    right=[right(), right({"goals": "1．完成乡道路面修补12公里。"})],
)
def f09(cell: TextCell, context: Context) -> Fault | None:
    """Figures in full width."""
    match = next((one for one in _WIDE.finditer(cell.text) if _WIDE_FIGURE.search(one[0])), None)
    if match is None:
        return None
    return Fault(cell.ref, f"“{match[0]}”是全角数字，应用半角。")
