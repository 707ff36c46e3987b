"""D 指标: what the goals say against what the indicators ask for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from model.checks.base import Fault, Severity, make_check, right, wrong
from model.checks.names import field_name, shortened
from model.checks.pairs import Pair, bigrams, disagree, is_said, pairs
from model.checks.view import Context, TableView
from model.checks.wording import bare, one_line, unfilled
from model.document.cells import CellRef
from model.document.ties import tie_key

_READS = "goals purpose name indicator.name indicator.description indicator.value"


@make_check(
    "D17",
    Severity.WARNING,
    "目标里的数与指标值不一致",
    scope="table",
    reason="同一件事目标写一个数、指标写另一个数，考核时不知道以哪个为准",
    source="cy88 habit_sums",
    reads=_READS,
    needs="unit tie",
    wrong=[
        wrong({"goals": "1.完成乡道路面修补15公里。"}, ["goals"]),
        wrong(
            {
                "goals": "1.全年培训养护工人三百人。",
                "数量指标.name": "培训养护工人数",
                "数量指标.value": "≥200人",
            },
            ["goals"],
        ),
    ],
    right=[
        right({"goals": "1.完成乡道路面修补12公里。"}),
        right({"goals": "1.完成乡道路面修补12000米。"}),
        right({"goals": "1.截至上年已修补乡道路面30公里，今年再修补一批。"}),
        right({"goals": "1.对15公里县道开展巡查。"}, note="说的不是一件事"),
    ],
)
def d17(view: TableView, context: Context) -> Iterator[Fault]:
    """A number in the goals or the purpose that an indicator of the same thing contradicts."""
    told: dict[str, tuple[list[str], list[CellRef]]] = {}
    found = list(pairs(view))
    # several numbers of one thing are its parts, or of several things
    times = Counter((pair.item.indicator.id, pair.claim.field) for pair in found)
    agreed = {(pair.item.indicator.id, pair.claim.field) for pair in found if not disagree(pair)}
    for pair in found:
        alone = times[pair.item.indicator.id, pair.claim.field] == 1
        if not alone or not disagree(pair) or is_said(pair, view.text(pair.claim.field)):
            continue
        if (pair.item.indicator.id, pair.claim.field) not in agreed:
            messages, refs = told.setdefault(pair.claim.field, ([], []))
            messages.append(_message(pair))
            refs.append(pair.item.ref("value"))
    for field, (messages, refs) in told.items():
        title = field_name(view.form.layout, field)
        message = f"{title}里{'；'.join(dict.fromkeys(messages))}。"
        yield Fault(view.ref(field), message, others=tuple(dict.fromkeys(refs)))


def _message(pair: Pair) -> str:
    name = shortened(pair.item.indicator.name.strip())
    words = "、".join(_joined(pair.shared))
    value = one_line(pair.item.value.text)
    why = "您指定的对应" if pair.tied else f"都说到“{words}”"
    return f"写的是“{pair.claim.written}”，指标“{name}”是“{value}”（{why}）"


def _joined(shared: tuple[str, ...]) -> list[str]:
    """Return pairs of characters as the words they are part of: 路面, 面修, 修补 → 路面修补."""
    left = list(shared)
    joined = []
    while left:
        word = left.pop(0)
        grown = True
        while grown:
            grown = False
            for other in left:
                if word[-1] == other[0] or word[0] == other[-1]:
                    word = word + other[1] if word[-1] == other[0] else other[0] + word
                    left.remove(other)
                    grown = True
                    break
        joined.append(word)
    return joined


_ITEM = re.compile(
    r"(?:^|\n|(?<=[。；;]))[^\S\n]*+(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、)）](?!\d)"
    r"|[①-⑳]|目标[\d一二三四五六七八九十][：:]|[一二三四五六七八九十]是)"
)
_SHORT = 8
_SURE_ITEMS = 2


def goal_items(text: str) -> list[str]:
    """Return the numbered items of goals, without their numbers; none where they have none."""
    starts = list(_ITEM.finditer(text))
    if not starts:
        return []
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [text[m.end() : end].strip() for m, end in zip(starts, ends, strict=True)]


@make_check(
    "D18",
    Severity.HINT,
    "目标里有一条没有指标衡量",
    scope="table",
    reason="目标写了却没有指标，年底就没法说做没做到",
    source="cy88",
    reads=_READS,
    wrong=[
        wrong(
            {
                "goals": "1.完成乡道路面修补12公里。\n2.沿线群众出行满意。\n"
                "3.建成电子档案库并对外提供查询。"
            },
            ["goals"],
        ),
    ],
    right=[
        right(),
        right({"goals": "1.完成乡道路面修补12公里。\n2.沿线群众出行满意。"}),
        right({"goals": "做好全年道路工作。"}, note="没有分条"),
    ],
)
def d18(view: TableView, context: Context) -> Iterator[Fault]:
    """An item of the goals that shares no word with any indicator."""
    items = goal_items(view.text("goals") if "goals" in view.form.shown else "")
    if len(items) < 2 or not view.indicators:
        return
    measured = "\n".join(
        text
        for one in view.indicators
        for text in (one.indicator.name, one.indicator.description, one.indicator.value)
    )
    rows = {one.indicator.id for one in view.indicators}
    tied = {tie.clause for tie in view.whole.ties if tie.indicator in rows}
    alone = []
    told_of = 0
    for item in items:
        said = bigrams(item)
        key = tie_key(item)
        if any(word in measured for word in said) or any(clause in key for clause in tied):
            told_of += 1
        elif len(bare(item)) >= _SHORT and said:
            alone.append(shortened(item.rstrip("。；;，")))
    # where few items are measured the words are too different to tell
    if alone and told_of >= _SURE_ITEMS and told_of > len(alone):
        told = "”“".join(alone)
        yield Fault(view.ref("goals"), f"“{told}”没有哪个指标衡量。")


_MONEY_TAIL = re.compile("(?:专项|项目|工作){0,4}(?:经费|资金|费用|补助|项目)$")
_LEAST_PURPOSE = 3
_LEAST_GOALS = 5


@make_check(
    "D19",
    Severity.WARNING,
    "目标、用途和名称说的一样，或太短",
    scope="table",
    reason="目标要说办成什么事、到什么程度，用途要说钱花在哪里，照抄名称等于没有写",
    source="cy88",
    reads="goals purpose name",
    wrong=[
        wrong(
            {"goals": "用于乡道路面修补的材料和人工", "purpose": "用于乡道路面修补的材料和人工。"},
            ["goals"],
        ),
        wrong({"goals": "农村公路路面修补经费"}, ["goals"]),
        wrong({"purpose": "农村公路路面修补经费。"}, ["purpose"]),
        wrong({"purpose": "修路"}, ["purpose"]),
        wrong({"goals": "修好路"}, ["goals"]),
    ],
    right=[
        right(),
        right({"goals": "", "purpose": ""}, note="没有填由 A01 指出"),
        right({"purpose": "乡道养护"}),
    ],
)
def d19(view: TableView, context: Context) -> Iterator[Fault]:
    """Goals that are the purpose or the name; a purpose of two characters."""
    shown = view.form.shown
    name = bare(view.text("name"))
    names = {name, _MONEY_TAIL.sub("", name)}
    goals = bare(view.text("goals")) if "goals" in shown else ""
    purpose = bare(view.text("purpose")) if "purpose" in shown else ""
    for field, said, least in (
        ("goals", goals, _LEAST_GOALS),
        ("purpose", purpose, _LEAST_PURPOSE),
    ):
        if not said or unfilled(view.text(field)):
            continue
        title = field_name(view.form.layout, field)
        if said in names:
            message = f"{title}只是把项目名称又写了一遍。"
            yield Fault(view.ref(field), message, others=(view.ref("name"),))
        elif len(said) < least:
            yield Fault(view.ref(field), f"{title}只有“{shortened(view.text(field))}”，太短了。")
    if goals and goals == purpose and goals not in names:
        message = "绩效目标与资金用途一字不差。"
        yield Fault(view.ref("goals"), message, others=(view.ref("purpose"),))
