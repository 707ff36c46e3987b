"""The lists of a 汇总, fit for filters and pivots: their names, columns and widths.

Columns every form has are named here. What only some forms have is handed on beside the
row as `Extra`, so that a column is made when the first text for it comes.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from model.checks.base import Severity
from model.collect.sums import MONEY
from model.document.disclosure import INDICATOR_TERMS, TERMS
from model.parts.relation import STATE_WORDS

SUBJECT = "绩表汇总"
"""What a workbook of these lists says it is about, so that it is not collected itself."""

MONEY_UNIT = "（万元）"
_PLAN_DAYS = ("3月底", "6月底", "10月底", "12月底")


class ListColumn(Struct, frozen=True):
    """A column of a list.

    Attributes:
        title: its heading.
        kind: text, money (万元), percent or number.
        width_mm: its width.
        key: says what a row is of; repeated where a row goes on in the next.
    """

    title: str
    kind: str = "text"
    width_mm: float = 24.0
    key: bool = False


class Extra(Struct, frozen=True):
    """A text for a column that only some forms have.

    ``field`` names the column, whatever its heading; no other has it.
    """

    field: str
    title: str
    text: str
    kind: str = "text"


class Row(Struct, frozen=True):
    """One row: texts in the order of the list's columns, and what further columns hold."""

    texts: list[str]
    extras: Sequence[Extra] = ()


class ListSpec(Struct, frozen=True):
    """A list: its name, its columns, and how many of them stay in sight.

    So many columns only some departments have stand apart (``most_further``); what goes
    beyond shares the last one, named.
    """

    name: str
    columns: tuple[ListColumn, ...]
    frozen: int
    most_further: int = 60


def _column(title: str, width_mm: float, kind: str = "text") -> ListColumn:
    return ListColumn(title, kind, width_mm)


_FILE = (
    ListColumn("文件序号", "number", 14.0, key=True),
    ListColumn("部门编码", width_mm=16.0, key=True),
    ListColumn("部门名称", width_mm=46.0, key=True),
    ListColumn("预算年度", "number", 14.0, key=True),
)
_PROJECT = (
    ListColumn("项目序号", "number", 14.0, key=True),
    ListColumn(TERMS["code"], width_mm=48.0, key=True),
    ListColumn(TERMS["name"], width_mm=48.0, key=True),
)
_COUNTS = tuple(_column(str(severity), 12.0, "number") for severity in Severity)

DEPARTMENTS = ListSpec(
    "汇总",
    (
        ListColumn("序号", "number", 12.0, key=True),
        *_FILE[1:],
        _column("项目数", 14.0, "number"),
        _column("指标数", 14.0, "number"),
        *(_column(TERMS[name] + MONEY_UNIT, 36.0, "money") for name in MONEY),
        _column(f"部门自报项目支出{MONEY_UNIT}", 44.0, "money"),
        *_COUNTS,
        _column("已核实", 14.0, "number"),
        _column("可以报送", 16.0),
        _column("文件", 50.0),
        _column("表样", 68.0),
        _column("检查规则", 40.0),
        _column("备注", 70.0),
    ),
    3,
)
PROJECTS = ListSpec(
    "项目",
    (
        *_FILE,
        *_PROJECT,
        _column("预算单位编码", 20.0),
        _column("预算单位名称", 36.0),
        *(_column(TERMS[name] + MONEY_UNIT, 32.0, "money") for name in MONEY),
        _column(TERMS["purpose"], 70.0),
        *(_column(f"{TERMS['plan']} {day}", 18.0, "percent") for day in _PLAN_DAYS),
        _column(TERMS["goals"], 90.0),
        _column("指标数", 14.0, "number"),
        *_COUNTS,
    ),
    7,
)
INDICATORS = ListSpec(
    "指标",
    (
        *_FILE,
        *_PROJECT,
        ListColumn("指标序号", "number", 14.0, key=True),
        _column(INDICATOR_TERMS["level1"], 24.0),
        _column(INDICATOR_TERMS["level2"], 36.0),
        _column(INDICATOR_TERMS["name"], 40.0),
        _column(INDICATOR_TERMS["description"], 60.0),
        _column(INDICATOR_TERMS["value"], 28.0),
        _column("指标值-符号", 18.0),
        _column("指标值-数值", 18.0, "number"),
        _column("指标值-上限", 18.0, "number"),
        _column("指标值-单位", 18.0),
        _column(INDICATOR_TERMS["basis"], 48.0),
    ),
    7,
)
_SEVERITY = _column("程度", 12.0)
FINDINGS = ListSpec(
    "问题",
    (
        *_FILE,
        ListColumn("项目序号", "number", 14.0, key=True),
        ListColumn(TERMS["name"], width_mm=44.0, key=True),
        ListColumn("所在的格", width_mm=44.0, key=True),
        _SEVERITY,
        _column("编号", 12.0),
        _column("检查", 32.0),
        _column("问题", 70.0),
        _column("格内文字", 50.0),
        _column("建议改为", 50.0),
        _column("处理", 14.0),
        _column("核实的理由", 40.0),
        _column("核实人", 18.0),
        _column("核实日期", 22.0),
        _column("为什么", 90.0),
    ),
    4,
)
SEVERITY_COLUMN = FINDINGS.columns.index(_SEVERITY)
TEXTS = ListSpec(
    "部门文本",
    (
        *_FILE,
        ListColumn("类别", width_mm=28.0, key=True),
        ListColumn("序号", "number", 12.0, key=True),
        _column("标题", 44.0),
        _column("内容", 110.0),
        _column("绩效指标", 90.0),
    ),
    4,
)
UNREAD = ListSpec(
    "没有读入",
    (
        ListColumn("序号", "number", 12.0, key=True),
        ListColumn("文件", width_mm=80.0, key=True),
        _column("为什么没有读入", 80.0),
        _column("怎么办", 80.0),
    ),
    2,
)
NOTES = ListSpec(
    "读取说明",
    (
        ListColumn("文件", width_mm=60.0, key=True),
        ListColumn("部门名称", width_mm=46.0, key=True),
        ListColumn("种类", width_mm=30.0, key=True),
        _column("在原文件的哪里", 44.0),
        _column("旁边的标签", 32.0),
        _column("内容", 110.0),
    ),
    3,
)
AMOUNTS = ListSpec(
    "各部分金额",
    (
        *_FILE,
        _column("公开样式", 50.0),
        *(_column(f"勾稽关系{word}", 18.0, "number") for word in STATE_WORDS.values()),
        _column("说明", 50.0),
    ),
    4,
    most_further=200,
)
_STATE = ListColumn("结果", width_mm=18.0, key=True)
RELATIONS = ListSpec(
    "勾稽关系",
    (
        *_FILE,
        _STATE,
        _SEVERITY,
        ListColumn("关系", width_mm=50.0, key=True),
        _column("两边的数", 80.0),
        _column("一处", 70.0),
        _column("一处合计", 28.0, "money"),
        _column("另一处", 70.0),
        _column("另一处合计", 28.0, "money"),
        _column("差", 24.0, "money"),
        _column("单位", 14.0),
        _column("说明", 60.0),
    ),
    4,
)
RELATION_STATE = RELATIONS.columns.index(_STATE)
LISTS = (DEPARTMENTS, AMOUNTS, RELATIONS, PROJECTS, INDICATORS, FINDINGS, TEXTS, UNREAD, NOTES)
"""All lists, in the order of the workbook."""
