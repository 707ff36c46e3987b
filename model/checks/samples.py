"""The sound projects the examples of all checks are built upon, and how cells are named there."""

from __future__ import annotations

from msgspec import structs

from model.checks.base import Example
from model.checks.names import BLOCK, SPENDING, own_name
from model.checks.profile import Profile, default_profile
from model.checks.samples_whole import make_whole, set_whole, whole_ref, whole_title
from model.document.cells import CellRef, get_cell, set_cell
from model.document.disclosure import (
    INDICATOR_TERMS,
    TERMS,
    Department,
    Disclosure,
    Indicator,
    ItemisedGoal,
    Safeguard,
    TargetTable,
    Unit,
    Unplaced,
)
from model.document.doubts import Doubt

SAMPLE_LAYOUTS = ("hebei-2021", "national-2021")
"""The forms of the examples, the usual one first."""

_HEBEI = (
    ("产出指标", "数量指标", "{work}里程", "完成{work}的乡道里程，按竣工资料统计", "≥12公里"),
    ("产出指标", "质量指标", "{work}验收合格率", "一次验收合格的里程占{work}总里程的比例", "≥95%"),
    ("产出指标", "时效指标", "{work}完工时间", "全部路段恢复通车的日期", "2024年9月底前"),
    ("产出指标", "成本指标", "{work}单位成本", "每公里{work}的平均费用", "≤2.5万元"),
    ("效益指标", "社会效益指标", "{work}受益群众", "沿线行政村受益的常住人口", "≥3000人"),
    ("效益指标", "可持续影响指标", "{work}管护机制", "路段有专人巡查、每月记录一次", "长期坚持"),
    ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "入户问卷中评价为满意的比例", "≥90%"),
)
_NATIONAL = (
    ("成本指标", "经济成本指标", "{work}单位成本", "", "≤2.5万元"),
    *((one, two, name, "", value) for one, two, name, _, value in _HEBEI if two != "成本指标"),
)
_BASES = {"服务对象满意度指标": "调查问卷", "成本指标": "养护定额"}
_WORKS = ("路面修补", "边沟清理", "桥梁维护")
_WEIGHTS = ("10", "20", "10", "10", "10", "20", "10")


def sound(example: Example) -> Disclosure:
    """Return the sound disclosure an example begins with."""
    disclosure = _sound(example)
    if example.whole:
        make_whole(disclosure)
    return disclosure


def _sound(example: Example) -> Disclosure:
    national = example.layout == SAMPLE_LAYOUTS[1]
    year = example.year or 2024
    return Disclosure(
        year=example.year,
        department=Department("405", "云岭市交通运输局"),
        overall_goal=f"{year}年养护好全市农村公路，让群众出行更安全。",
        itemised_goals=[ItemisedGoal("管好乡道", "乡道常年畅通。", "1.修补里程不少于12公里。")],
        safeguards=[Safeguard("压实责任", "局长任绩效管理领导小组组长，按季度通报进度。")],
        projects=[_table(number, national, year) for number in range(example.projects)],
        layout=example.layout,
    )


def _table(number: int, national: bool, year: int) -> TargetTable:
    work = _WORKS[number]
    indicators = [
        Indicator(
            level1,
            level2,
            name.format(work=work),
            said.format(work=work),
            value.replace("2024", str(year)),
            "" if national else _BASES.get(level2, "云交发〔2023〕18号"),
            {"weight": weight} if national else {},
            id=f"{number}-{level2}",
        )
        for (level1, level2, name, said, value), weight in zip(
            _NATIONAL if national else _HEBEI, _WEIGHTS, strict=True
        )
    ]
    return TargetTable(
        Unit("405001", "云岭市交通运输局本级"),
        f"13990024{number}K7QW2MZP4RTA",
        f"农村公路{work}经费",
        "30.00",
        "30.00",
        "0",
        f"项目资金30.00万元，用于乡道{work}的材料和人工。",
        ["30.00%", "60.00%", "90.00%", "100.00%"],
        f"1.完成乡道{work}12公里。\n2.{work}后路况达到养护标准。",
        indicators,
        id=str(number),
    )


def example_ref(disclosure: Disclosure, cell: str) -> CellRef:
    """Return the reference of a cell as examples name it; see `model.checks.base.Example`.

    Raises:
        KeyError: there is no such cell.
    """
    if (ref := whole_ref(disclosure, cell)) is not None:
        return ref
    if cell.startswith("/"):
        return CellRef("", cell[1:])
    which, slash, rest = cell.partition("/")
    number, name = (int(which) - 1, rest) if slash else (0, cell)
    table = disclosure.projects[number]
    level2, dot, field = name.partition(".")
    for item in table.indicators:
        if dot and item.id == f"{table.id}-{level2}":
            return CellRef(table.id, field, item.id)
    if level2.endswith("指标"):
        raise KeyError(cell)
    return CellRef(table.id, name)


def example_disclosure(example: Example) -> Disclosure:
    """Return an example's disclosure: the sound one with its cells set.

    Raises:
        KeyError: it names a cell there is not.
    """
    disclosure = sound(example)
    refs = {cell: _ref_to_set(disclosure, cell) for cell in example.cells}
    for cell, text in example.cells.items():
        ref = refs[cell]
        if whole_ref(disclosure, cell) is not None:
            set_whole(disclosure, cell, text or "")
            continue
        if cell == UNPLACED:
            disclosure.unplaced.append(Unplaced(text or ""))
        elif text is None:
            table = next(one for one in disclosure.projects if one.id == ref.table)
            table.indicators = [one for one in table.indicators if one.id != ref.indicator]
        elif ref is not None:
            set_cell(disclosure, ref, text)
    disclosure.carried = {example_ref(disclosure, cell) for cell in example.carried}
    for cell, kind in example.doubts.items():
        ref = example_ref(disclosure, cell)
        held = get_cell(disclosure, ref)
        disclosure.doubts.append(Doubt(kind=kind, ref=ref, said="读取时拿不准。", held=held))
    return disclosure


UNPLACED = "//unplaced"
"""In examples: a text around the tables that found no cell."""


def _ref_to_set(disclosure: Disclosure, cell: str) -> CellRef:
    if cell == UNPLACED:
        return CellRef("", SPENDING)
    name = cell.rpartition("/")[2]
    return example_ref(
        disclosure, cell if "." in name or not name.endswith("指标") else cell + ".name"
    )


_TITLES = {**TERMS, **INDICATOR_TERMS, BLOCK: "绩效指标", "unit.name": "实施单位"}
_PLAN = ("3月底", "6月底", "10月底", "12月底")


def cell_title(cell: str) -> str:
    """Return an example's cell by the names a clerk knows: ``数量指标·指标值``."""
    if cell == UNPLACED:
        return "表外文字"
    if cell.startswith(("#", "/text:", "/title:")):
        return whole_title(cell)
    if cell.startswith("/"):
        return own_name(cell[1:])
    which, slash, rest = cell.partition("/")
    project, name = (f"项目{which}·", rest) if slash else ("", cell)
    level2, dot, field = name.partition(".")
    if level2 == "plan":
        return project + _PLAN[int(field)]
    if dot and level2.endswith("指标"):
        return f"{project}{level2}·{_TITLES.get(field, field)}"
    return project + _TITLES.get(name, name)


def example_profile(example: Example, code: str) -> Profile:
    """Return the rules an example is judged by: the program's own, with its numbers."""
    own = default_profile()
    numbers = dict(own.numbers)
    for key, number in example.numbers.items():
        held, _, name = key.partition(".")
        numbers[held, name] = number
    return structs.replace(own, numbers=numbers, on=own.on | {code}, off=own.off - {code})


def example_last(example: Example) -> Disclosure | None:
    """Return last year's disclosure of an example, where it has one."""
    if example.last is None:
        return None
    year = (example.year or 2024) - 1
    return example_disclosure(structs.replace(example, cells=example.last, year=year, last=None))
