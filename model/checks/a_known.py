"""A 完整性: whose document it is and of which year; without that other checks are silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import own_name, shortened
from model.checks.view import Context, OwnView, TableView
from model.checks.wording import says_nothing, unfilled
from model.document.cells import CellRef
from model.document.disclosure import Disclosure

_YEARS = range(1990, 2100)


@make_check(
    "A06",
    Severity.ERROR,
    "年度、部门或单位没有填",
    scope="table",
    reason="不知道是哪个部门、哪一年的材料，封面印不出来，年份也无从核对",
    source="form",
    reads="own year text unit.code unit.name",
    wrong=[
        wrong({}, ["/year"], year=None),
        wrong({"/department.name": ""}, ["/department.name"]),
        wrong({"/department.code": ""}, ["/department.code"]),
        wrong({"unit.code": "", "unit.name": ""}, ["unit.name"]),
        wrong({"unit.code": ""}, ["unit.code"]),
        wrong({"/overall_goal": " "}, ["/overall_goal"]),
        wrong({"/overall_goal": "详见附件"}, ["/overall_goal"]),
    ],
    right=[
        right({"/department.name": "云岭市交通运输局（本级）"}),
        right({"/overall_goal": ""}, layout="national-2021", note="这个表样不要求整体目标"),
        right({"unit.code": ""}, layout="national-2021", note="这个表样不印单位编码"),
    ],
)
def a06(view: TableView | OwnView, context: Context) -> Iterator[Fault]:
    """Year, department, unit or a part of the department's own text is not known."""
    if isinstance(view, OwnView):
        # without a single project there is nothing to be sent yet
        if view.disclosure.projects:
            yield from _own(view.disclosure, context)
    else:
        yield from _unit(view)


def _own(disclosure: Disclosure, context: Context) -> Iterator[Fault]:
    if disclosure.year is None:
        yield Fault(
            CellRef("", "year"), "预算年度没有填，与年份有关的内容都没法查；封面也印不出年度。"
        )
    elif disclosure.year not in _YEARS:
        yield Fault(CellRef("", "year"), f"预算年度“{disclosure.year}”不像是年份。")
    names = ("name", "code") if context.form.names_department else ()
    for name in names:
        text = getattr(disclosure.department, name)
        if not text.strip() or says_nothing(text):
            field = f"department.{name}"
            yield Fault(CellRef("", field), f"{own_name(field)}没有填写。")
    yield from _part_one(disclosure, context)


def _part_one(disclosure: Disclosure, context: Context) -> Iterator[Fault]:
    """Yield what is missing of the department's own text.

    Tables are also handed in without it, and parts of it are shorter in some places: what
    is missing is mentioned once, and is an error where the first part alone is missing.
    """
    sections = context.form.own_required
    missing = [one for one in sections if not _is_written(getattr(disclosure, one.holds))]
    if not missing:
        return
    names = "、".join(own_name(one.holds) for one in missing)
    begun = len(missing) < len(sections) and missing[0] is sections[0]
    message = f"部门自己的文字里没有{names}"
    if begun:
        yield Fault(CellRef("", missing[0].holds), f"{message}。")
        return
    message += "；只报项目表时可以不写，公开时要有。"
    yield Fault(CellRef("", missing[0].holds), message, severity=Severity.HINT)


def _is_written(held: object) -> bool:
    if isinstance(held, str):
        return bool(held.strip()) and not says_nothing(held)
    return isinstance(held, list) and any(map(_says_something, held))


def _says_something(item: object) -> bool:
    texts = (getattr(item, name, "") for name in ("title", "goal", "indicators", "text"))
    return any(text.strip() and not says_nothing(text) for text in texts)


def _unit(view: TableView) -> Iterator[Fault]:
    unit, shown = view.table.unit, view.form.unit_fields
    if "unit.name" in shown and not unit.name.strip() and "unit.name" not in view.form.required:
        yield Fault(view.ref("unit.name"), "预算单位没有填写。")
    elif "unit.code" in shown and not unit.code.strip():
        yield Fault(view.ref("unit.code"), "预算单位的编码没有填写。")


_SHORTEST_CODE = 4
_NO_CODE = re.compile("[\u4e00-\u9fff，。；、？！]")


@make_check(
    "A09",
    Severity.WARNING,
    "项目编码不像编码",
    scope="table",
    reason="编码由系统给出，由数字和字母组成，写成名称或序号就对不上项目库",
    source="habit_projects",
    reads="code",
    wrong=[
        wrong({"code": "农村公路"}, ["code"]),
        wrong({"code": "1"}, ["code"]),
    ],
    right=[
        right({"code": "13990024-K7QW2"}),
        right({"code": ""}, note="没有填由 A01 指出"),
    ],
)
def a09(view: TableView, context: Context) -> Iterator[Fault]:
    """A project's code that is a name or a number in a list."""
    code = view.text("code").strip() if "code" in view.form.shown else ""
    if not code or unfilled(code):
        return
    if len(code) < _SHORTEST_CODE or _NO_CODE.search(code):
        yield Fault(view.ref("code"), f"“{shortened(code)}”不像项目编码。")
