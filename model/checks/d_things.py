"""D 指标: units, levels and meanings that do not belong together; the same thing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from model.basics.language import words
from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import shortened
from model.checks.view import Context, IndicatorView, TableView, kind_of, level_key
from model.checks.wording import bare, is_growth, is_rate_name, one_line, unfilled
from model.quantities import unit_kind

_COUNTED = words("names.count_names")
_KINDS = {name: frozenset(text.split()) for name, text in _COUNTED.facts["kinds"].items()}
_WHOLE_RATE = 20
_OTHER = re.compile(r"[/·每]")
_SHARE_SAID = re.compile("(?:所占|占)?(?:比例|占比|比重|百分比|比率)[。；]?$")


@make_check(
    "D20",
    Severity.WARNING,
    "单位与指标说的不是一回事",
    scope="indicator",
    once=True,
    reason="人数用“场”、比例用“万元”，说明名称、描述或值填错了一处",
    source="habit_wording",
    reads="indicator.name indicator.description indicator.value",
    needs="unit",
    wrong=[
        wrong({"数量指标.name": "培训人数", "数量指标.value": "≥12场"}, ["数量指标.value"]),
        wrong({"数量指标.name": "演出场次", "数量指标.value": "≥80人"}, ["数量指标.value"]),
        wrong({"数量指标.name": "维修面积", "数量指标.value": "≥300公里"}, ["数量指标.value"]),
        wrong({"质量指标.value": "≥95个百分点"}, ["质量指标.value"]),
        wrong(
            {
                "社会效益指标.name": "受益情况",
                "社会效益指标.description": "受益村占全部行政村的比例",
                "社会效益指标.value": "≥30万元",
            },
            ["社会效益指标.value"],
        ),
    ],
    right=[
        right({"数量指标.name": "培训人数", "数量指标.value": "≥200人次"}),
        right({"数量指标.name": "修补里程", "数量指标.value": "≥12公里"}),
        right({"数量指标.name": "受益户数", "数量指标.value": "≥50户"}),
        right({"数量指标.name": "检查次数", "数量指标.value": "≥2次/月"}),
        right({"数量指标.name": "栽植面积", "数量指标.value": "≥300亩"}),
    ],
)
def d20(item: IndicatorView, context: Context) -> Fault | None:
    """A unit that cannot belong to the name, or a share whose value is money."""
    value, name = item.value, item.indicator.name.strip()
    if value.kind not in ("number", "range") or not value.unit or _OTHER.search(value.unit):
        return None
    kind = unit_kind(value.unit)
    if not kind:
        return None
    match = _COUNTED.ends(name)
    if match and kind not in _KINDS[match[0]]:
        others = (item.ref("name"),)
        message = f"“{shortened(name)}”不能用“{value.unit}”来数。"
        return Fault(item.ref("value"), message, others=others)
    # 森林覆盖率 0.3个百分点 is what it rose by
    whole = "百分点" in value.unit and value.numbers[0] >= _WHOLE_RATE
    if whole and is_rate_name(name) and not is_growth(name):
        message = f"“{shortened(name)}”是比率，用 %；百分点说的是增减了多少。"
        return Fault(item.ref("value"), message, others=(item.ref("name"),))
    said = item.indicator.description.strip()
    if kind == "money" and _SHARE_SAID.search(said):
        message = f"描述说的是比例，值“{one_line(value.text)}”却是金额。"
        return Fault(item.ref("value"), message, others=(item.ref("description"),))
    return None


@make_check(
    "D21",
    Severity.ERROR,
    "二级指标不在表样里，或挂错了一级指标",
    scope="indicator",
    once=True,
    reason="一级、二级指标由表样规定，别的名称系统不收，汇总时也归不了类",
    source="form",
    reads="indicator.level1 indicator.level2",
    needs="layout",
    wrong=[
        wrong({"数量指标.level1": "效益指标"}, ["数量指标.level2"]),
        wrong({"数量指标.level2": "投入指标"}, ["数量指标.level2"]),
        wrong({"社会效益指标.level1": "产出指标"}, ["社会效益指标.level2"]),
        wrong({"社会效益指标.level2": "文化效益指标"}, ["社会效益指标.level2"]),
    ],
    right=[
        right({"数量指标.level2": "数量"}),
        right({"数量指标.level1": "产出指标（40分）"}),
        right({"服务对象满意度指标.level2": "社会公众满意度指标"}, note="说法不同，归类没有错"),
        right({"数量指标.level2": ""}, note="没有填由 A03 指出"),
        right({"社会效益指标.level2": "社会影响指标"}),
    ],
)
def d21(item: IndicatorView, context: Context) -> Fault | None:
    """A level 2 the form does not know, or one under another level 1."""
    one, two = item.indicator.level1, item.indicator.level2
    own = level_key(two)
    if not own or not context.form.level_keys:
        return None
    above = context.form.level_keys.get(own)
    if above is None:
        kind = kind_of("", two)
        known = kind and kind == kind_of(one, two) and kind in context.form.kinds
        # 公众满意度 is a satisfaction; 文化效益 is none of the benefits of the form
        if known and (kind != "benefit" or _is_like(own, context.form.level_names)):
            return None
        return Fault(item.ref("level2"), f"表样里没有“{shortened(two)}”这个二级指标。")
    if level_key(one) and level_key(one) not in above:
        message = f"“{shortened(two)}”不属于“{shortened(one)}”。"
        return Fault(item.ref("level2"), message, others=(item.ref("level1"),))
    return None


_OF_BENEFITS = re.compile("效益|效果|影响|指标")


@lru_cache(maxsize=512)
def _is_like(own: str, names: frozenset[str]) -> bool:
    """Tell whether a level 2 has a word in common with one of the form, 效益 aside."""
    said = _OF_BENEFITS.sub(" ", own)
    pairs = {said[place : place + 2] for place in range(len(said) - 1)}
    known = " ".join(_OF_BENEFITS.sub(" ", name) for name in names)
    return not said.strip() or any(pair in known for pair in pairs if " " not in pair)


_MEANT = (
    ("经济效益", words("levels.economic")),
    ("生态效益", words("levels.ecological")),
    ("社会效益", words("levels.social")),
)


@make_check(
    "D22",
    Severity.HINT,
    "放在别的效益指标下更合适",
    scope="indicator",
    reason="经济、社会、生态效益分开考核，放错了类就看不出各自的成效",
    source="form",
    reads="indicator.name indicator.level1 indicator.level2",
    wrong=[
        wrong({"社会效益指标.name": "新增税收"}, ["社会效益指标.name"]),
        wrong({"社会效益指标.name": "减少污染物排放量"}, ["社会效益指标.name"]),
    ],
    right=[
        right({"社会效益指标.name": "带动就业人数"}),
        right({"社会效益指标.name": "黑臭水体治理受益群众"}, note="两样都说到"),
        right({"可持续影响指标.name": "绿化管护机制"}, note="说的是长久"),
    ],
)
def d22(item: IndicatorView, context: Context) -> Fault | None:
    """An indicator whose meaning belongs under another level 2 of the benefits."""
    own, name = level_key(item.indicator.level2), item.indicator.name
    if item.kind != "benefit" or not any(own.startswith(level) for level, _ in _MEANT):
        return None
    meant = _meant(name)
    if not meant or own.startswith(meant) or meant not in context.form.level_names:
        return None
    message = f"“{shortened(name.strip())}”说的是{meant}，放在{meant}指标下更合适。"
    return Fault(item.ref("name"), message, others=(item.ref("level2"),))


@lru_cache(maxsize=8192)
def _meant(name: str) -> str:
    levels = [level for level, held in _MEANT if held.search(name)]
    return levels[0] if len(levels) == 1 else ""


_KERNEL = re.compile(
    "(?:开展|完成|实施|组织|进行|新增|全年|年度|本年|的|人员|工作|项目|任务|数量|人数|次数|个数|数|量|情况|总|率|度|指标)"
)


@make_check(
    "D23",
    Severity.HINT,
    "两个指标说的是一件事",
    scope="table",
    reason="一件事考核两次，等于少了一个指标",
    source="cy88",
    reads="indicator.name indicator.description indicator.value indicator.level1 indicator.level2",
    wrong=[
        wrong(
            {"数量指标.name": "培训人数", "社会效益指标.name": "培训人员数量"},
            ["社会效益指标.name"],
        ),
        wrong(
            {
                "数量指标.description": "列养乡道全年养护的总里程",
                "社会效益指标.description": "列养乡道全年养护的总里程",
            },
            ["社会效益指标.description"],
        ),
    ],
    right=[
        right({"数量指标.name": "培训人数", "社会效益指标.name": "培训覆盖村数"}),
        right({"数量指标.name": "培训人数", "质量指标.name": "培训人数"}, note="重名由 D07 指出"),
        right({"数量指标.name": "培训", "质量指标.name": "培训合格率"}),
    ],
)
def d23(view: TableView, context: Context) -> Iterator[Fault]:
    """Two indicators of one meaning, or with one description."""
    names: dict[tuple[str, str], IndicatorView] = {}
    said: dict[str, IndicatorView] = {}
    for one in view.indicators:
        name, description = bare(one.indicator.name), bare(one.indicator.description)
        kernel = _KERNEL.sub("", name)
        if len(kernel) >= _WORDY:
            # the same words in another order: 路面修补里程, 修补路面里程
            kernel = "".join(sorted(kernel))
        key = (kernel, "%" if "%" in one.value.text or name.endswith(("率", "度")) else "")
        first = names.setdefault(key, one)
        if first is not one and len(kernel) >= 2 and bare(first.indicator.name) != name:
            message = f"与“{shortened(first.indicator.name.strip())}”说的是一件事。"
            yield Fault(one.ref("name"), message, others=(first.ref("name"),))
        if len(description) < 6 or "description" not in view.form.columns:
            continue
        first = said.setdefault(description, one)
        if first is not one and not unfilled(one.indicator.description):
            message = f"描述与“{shortened(first.indicator.name.strip())}”的一字不差。"
            yield Fault(one.ref("description"), message, others=(first.ref("description"),))


_WORDY = 4
_ENOUGH = 6
_ALL = Decimal(100)


@make_check(
    "D24",
    Severity.HINT,
    "各个指标都填了一样的内容",
    scope="table",
    reason="所有依据都是同一个文件、所有值都是 100%，多半是往下拉出来的",
    source="habit_wording",
    reads="indicator.value indicator.basis",
    wrong=[
        wrong(
            {
                name + ".basis": "云交发〔2023〕18号"
                for name in (
                    "数量指标",
                    "质量指标",
                    "时效指标",
                    "成本指标",
                    "社会效益指标",
                    "可持续影响指标",
                    "服务对象满意度指标",
                )
            },
            ["数量指标.basis"],
        ),
        wrong(
            {
                name + ".value": "100%"
                for name in (
                    "数量指标",
                    "质量指标",
                    "时效指标",
                    "成本指标",
                    "社会效益指标",
                    "可持续影响指标",
                    "服务对象满意度指标",
                )
            },
            ["数量指标.value"],
        ),
    ],
    right=[right(), right({"数量指标.basis": "养护规划"})],
)
def d24(view: TableView, context: Context) -> Iterator[Fault]:
    """Every basis the same, or every value 100 %."""
    rows = view.indicators
    if len(rows) < _ENOUGH:
        return
    bases = {bare(one.indicator.basis) for one in rows}
    if len(bases) == 1 and bases != {""} and "basis" in view.form.columns:
        yield Fault(rows[0].ref("basis"), f"{len(rows)} 个指标的依据都一样，请核对是否都出自它。")
    if all(one.value.unit in ("%", "％") and one.value.numbers[:1] == (_ALL,) for one in rows):
        yield Fault(rows[0].ref("value"), f"{len(rows)} 个指标的值都是 100%，请核对是否逐个定过。")
