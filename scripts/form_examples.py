"""An invented department's projects, written into any form: for its picture and its tests.

What a form shows is filled; what it has no cell for stays empty, so that the same comes back
when a file in that form is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from model.document.disclosure import (
    Department,
    Disclosure,
    Indicator,
    TargetTable,
    Unit,
    set_field,
    set_indicator_field,
)
from model.layout import ENTRY, Layout

YEAR = 2025

_UNITS = (("418001", "槐洲市交通运输局本级"), ("418002", "槐洲市公路事业发展中心"))
_PROJECTS: tuple[dict[str, str], ...] = (
    {
        "code": "360400250A3B5C7D9E1F2",
        "name": "农村公路养护经费",
        "budget": "412.60",
        "fiscal": "350.00",
        "fiscal_alone": "390.60",
        "carryover": "40.60",
        "other": "22.00",
        "budget_midterm": "1280.00",
        "fiscal_midterm": "1200.00",
        "other_midterm": "80.00",
        "budget_whole": "1280.00",
        "fiscal_whole": "1200.00",
        "other_whole": "80.00",
        "budget_last": "398.00",
        "spent_last": "391.25",
        "spent_before_last": "370.50",
        "purpose": "用于县道、乡道日常养护和水毁路段修复，含<应急>物资与R&D监测费。",
        "goals": "1.养护农村公路326公里，全年不断行。\n2.汛期水毁路段7日内抢通。",
        "goals_midterm": "三年内把县道优良路率提高到88%。",
        "goals_whole": "三年内把县道优良路率提高到88%，乡道提高到75%。",
        "property": "延续项目",
        "category": "经常性专项业务费",
        "use": "政策补贴类、政府购买服务",
        "duration": "2025年—2027年",
        "start": "2025-01-01",
        "end": "2025-12-31",
        "overview": "承担全市农村公路的日常养护，共设养护站9个。",
        "grounds": "槐交发〔2023〕16号",
        "necessity": "农村公路失养会断行，影响沿线群众出行。",
        "measures": "按月巡查，按季考核，考核结果与拨款挂钩。",
        "schedule": "一季度招标，二至四季度按合同养护。",
        "leader": "甲某",
        "phone": "0000-0000000",
        "opinion": "同意申报。",
        "notes": "无",
        "author": "乙某",
        "head": "丙某",
        "date": "2024年11月8日",
        "central": "交通运输部",
        "finance": "某省财政厅",
        "tasks.0.name": "日常养护",
        "tasks.0.content": "县道、乡道保洁、修补、除草",
        "tasks.0.budget": "300.00",
        "tasks.0.fiscal": "280.00",
        "tasks.0.other": "20.00",
        "tasks.1.name": "水毁修复",
        "tasks.1.content": "汛期抢通和路基修复",
        "tasks.1.budget": "112.60",
        "tasks.1.fiscal": "110.60",
        "tasks.1.other": "2.00",
        "costs.0.name": "养护合同",
        "costs.0.amount": "300.00",
        "costs.0.formula": "326公里×每公里9202元",
        "costs.0.before_last": "280.00",
        "costs.0.last": "291.25",
        "costs.1.name": "水毁修复",
        "costs.1.amount": "112.60",
        "costs.1.formula": "近三年平均，据实结算",
        "costs.1.before_last": "90.50",
        "costs.1.last": "100.00",
        "steps.0.content": "招标，签订养护合同",
        "steps.0.start": "2025年1月",
        "steps.0.end": "2025年3月",
        "steps.1.content": "日常养护和汛期抢通",
        "steps.1.start": "2025年4月",
        "steps.1.end": "2025年12月",
        "plan.0": "20.00%",
        "plan.1": "50.00%",
        "plan.2": "80.00%",
        "plan.3": "100.00%",
    },
    {
        "code": "360400250A3B5C7D9E1F3",
        "name": "公交线路运营补贴",
        "budget": "96.00",
        "fiscal": "96.00",
        "purpose": "补贴4条城乡公交线路",
        "goals": "城乡公交线路不停运。",
        "plan.3": "100.00%",
    },
)

_GOALS = (("公路养护到位", "60"), ("群众出行满意", "40"))
_ROWS = (
    # period, number of the level 1, of the level 2, name, operator, number, unit, goal
    ("", 0, 0, "养护里程", "≥", "326", "公里", 0),
    ("", 0, 0, "养护站数", "＝", "9", "个", 0),
    ("", 0, 1, "县道优良路率", "≥", "85", "%", 0),
    ("", 1, 1, "沿线村庄通达率", "＝", "100", "%", 1),
    ("", 2, 0, "沿线群众满意度", "≥", "90", "%", 1),
)
_LATER = (
    (0, 0, "三年累计养护里程", "≥", "978", "公里"),
    (1, 1, "县道优良路率", "≥", "88", "%"),
)
_WEIGHTS = ("30", "10", "20", "20", "10")
_FURTHER = {
    "description": "反映当年完成的情况",
    "basis": "槐交发〔2023〕16号",
    "explanation": "当年实际养护的公路",
    "direction": "正向指标",
    "nature": "定量",
    "content": "按养护台账统计",
    "formula": "台账数相加",
    "source": "部门管理指标",
    "standard": "计划标准",
    "scoring": "按完成比例得分",
    "method": "直接证明法",
    "data_source": "部门业务记录",
    "evidence": "养护台账",
    "remark": "按季统计",
}


def example(layout: Layout) -> Disclosure:
    """Return the department's projects with what a form shows of them."""
    shown = set(layout.table_fields())
    found = Disclosure(YEAR, Department("418", "槐洲市交通运输局"), layout=layout.id)
    if layout.document.text.sections:
        found.overall_goal = "道路畅通，出行平安。"
    for number, project in enumerate(_PROJECTS):
        texts = dict(project)
        code, name = _UNITS[number]
        table = TargetTable(Unit())
        if "unit" in shown:
            table.unit = Unit(code, name)
        elif "unit.name" in shown:
            table.unit = Unit("", name)
        if "carryover" not in shown and "fiscal_alone" in texts:
            texts["fiscal"] = texts["fiscal_alone"]
        for field, text in texts.items():
            if ENTRY.sub(".", field) in shown:
                set_field(table, field, _choice(layout, field, text))
        if layout.title_of("name").startswith("部门"):
            table.name = name
        table.indicators = list(_indicators(layout, number))
        found.projects.append(table)
    return found


def _choice(layout: Layout, field: str, text: str) -> str:
    """Return a text where the form has no boxes for it, else what of it can be ticked."""
    spec = layout.spec(field)
    if spec is None or spec.kind != "choice":
        return text
    return "、".join(name for name in text.split("、") if name in spec.options)


def _indicators(layout: Layout, project: int) -> Iterator[Indicator]:
    columns = [column for column in layout.table.columns if column.of == "indicator"]
    columns += layout.table.further
    fields = dict.fromkeys(column.field for column in columns)
    rows = _ROWS if project == 0 else _ROWS[:3]
    for number, (period, one, two, name, sign, amount, unit, goal) in enumerate(rows):
        item = Indicator(*_levels(layout, one, two), name, period=period)
        item.value = sign + amount + unit
        for field in fields:
            if field in _FURTHER:
                set_indicator_field(item, field, _FURTHER[field])
        if "weight" in fields:
            item.extra["weight"] = _WEIGHTS[number]
        if "goal" in fields:
            item.extra["goal"], item.extra["goal_weight"] = _GOALS[goal]
        yield item
    for period in sorted(layout.periods - {""}):
        for one, two, name, sign, amount, unit in _LATER:
            item = Indicator(*_levels(layout, one, two), name, period=period)
            item.value = sign + amount + unit
            if "remark" in fields:
                item.extra["remark"] = _FURTHER["remark"]
            yield item


def _levels(layout: Layout, one: int, two: int) -> tuple[str, str]:
    """Return names of levels the form has, nearest to the wanted places."""
    levels = [level for level in layout.levels if level.level2]
    wanted = ("产出", "效", "满意")[one]
    level1 = next((level for level in levels if wanted in level.name), levels[-1])
    return level1.name, level1.level2[min(two, len(level1.level2) - 1)].name
