"""R 读取: what the reader of a file was not sure of, until somebody has looked at it."""

from __future__ import annotations

from collections.abc import Iterator

from model.checks.base import Check, Fault, Severity, make_check, right, wrong
from model.checks.names import BLOCK
from model.checks.view import Context, OwnView, TableView
from model.document.cells import CellRef
from model.document.doubts import CELL, LOST, PROMPT, STRUCK, UNIT, UNREAD, YEAR, Doubt

_UNKNOWN = ("year", "department.name")


def _is_told(view: TableView | OwnView, doubt: Doubt) -> bool:
    """Tell whether A06 tells already that the year or the department is not known."""
    unknown = doubt.ref.field in _UNKNOWN and not doubt.held
    return isinstance(view, OwnView) and unknown and bool(view.disclosure.projects)


def _faults(kind: str, view: TableView | OwnView, context: Context) -> Iterator[Fault]:
    table = view.table.id if isinstance(view, TableView) else ""
    found: dict[CellRef, list[Doubt]] = {}
    for doubt in context.doubts(view.whole if isinstance(view, TableView) else None):
        if doubt.kind == kind:
            ref = doubt.ref if doubt.ref.field else CellRef(table, BLOCK if table else "year")
            if _is_told(view, doubt):
                continue
            found.setdefault(ref, []).append(doubt)
    for ref, doubts in found.items():
        yield Fault(ref, " ".join(dict.fromkeys(one.line() for one in doubts)))


def _check(
    code: str, kind: str, severity: Severity, cell: str, *, title: str, reason: str
) -> Check:
    """Return the check that tells a kind of doubts; ``cell`` is one such a doubt may be about."""

    def told(view: TableView | OwnView, context: Context) -> Iterator[Fault]:
        yield from _faults(kind, view, context)

    return make_check(
        code,
        severity,
        title,
        scope="table",
        reason=reason,
        source="reading",
        reads="doubts own",
        wrong=[wrong({}, [cell], doubts={cell: kind})],
        right=[
            right({cell: "另一个内容" if kind != YEAR else "2023"}, note="没有拿不准的"),
            right({}, doubts={cell: PROMPT if kind != PROMPT else UNIT}, note="是别的问题"),
        ],
    )(told)


R01 = _check(
    "R01",
    UNIT,
    Severity.ERROR,
    "budget",
    title="金额单位拿不准",
    reason="元与万元看错，金额就差一万倍",
)
R02 = _check(
    "R02",
    YEAR,
    Severity.WARNING,
    "/year",
    title="预算年度或部门拿不准",
    reason="不知道预算年度，年份写错就查不出来；部门不对，整份材料都要退回",
)
R03 = _check(
    "R03",
    CELL,
    Severity.WARNING,
    "数量指标.value",
    title="读取时拿不准的格",
    reason="原文件的写法有两种理解，读进来的可能不是要的那一种",
)
R04 = _check(
    "R04",
    UNREAD,
    Severity.WARNING,
    "goals",
    title="原文件里有没读懂的内容",
    reason="没有归入表格的内容已经保留，但不会出现在导出的表里",
)
R05 = _check(
    "R05",
    LOST,
    Severity.ERROR,
    "code",
    title="原文件里这一格的内容已经丢失",
    reason="表格软件没有存下原来的内容，只能照原始材料重新填写",
)
R06 = _check(
    "R06",
    STRUCK,
    Severity.WARNING,
    "数量指标.value",
    title="原文件里划掉了内容",
    reason="划掉的内容没有读入，是否删去要由人决定",
)
R07 = _check(
    "R07",
    PROMPT,
    Severity.HINT,
    "other",
    title="原文件里这一格没有填",
    reason="格里只有填写提示或图片，没有文字",
)
