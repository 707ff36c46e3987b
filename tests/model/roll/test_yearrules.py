"""Which years mean the budget year: a list made by hand, and what may never change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.checks import check
from model.checks.years import read_years
from model.document.disclosure import Disclosure, TargetTable
from model.layout import Layout, load_layouts
from model.roll import RollOptions, plan_roll, roll
from model.roll.yearrules import judge, rewritten

OLD, NEW = 2021, 2022
HEBEI = load_layouts()["hebei-2021"]


def moved(text: str, old: int = OLD, new: int = NEW, basis: bool = False) -> str:
    """Return what becomes of a text where nothing is refused or added."""
    found = read_years(text)
    for one in reversed(found.mentions):
        verdict = judge(found, one, old, new, basis)
        if verdict is not None and verdict.moves:
            text = text[: one.start] + rewritten(text, one, verdict.years) + text[one.end :]
    return text


def offered(text: str, old: int = OLD, new: int = NEW) -> list[str]:
    """Return what is offered without being ticked."""
    found = read_years(text)
    verdicts = [(one, judge(found, one, old, new, basis=False)) for one in found.mentions]
    return [
        rewritten(text, one, verdict.years)
        for one, verdict in verdicts
        if verdict is not None and not verdict.moves
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2021年健康讲堂经费", "2022年健康讲堂经费"),
        ("2021年底前开讲40场", "2022年底前开讲40场"),
        ("截至2021年底，培训800人", "截至2022年底，培训800人"),
        ("到2021年末全部开通", "到2022年末全部开通"),
        ("2021年12月31日之前交付", "2022年12月31日之前交付"),
        ("21年底前开通", "22年底前开通"),
        ("2021-09-30", "2022-09-30"),
        ("2021.09", "2022.09"),
        ("二〇二一年十月", "二〇二二年十月"),
        ("２０２１年度", "２０２２年度"),
        ("2021 年义诊", "2022 年义诊"),
        ("自2021年1月1日至2021年12月31日", "自2022年1月1日至2022年12月31日"),
        ("2021年3月—2021年11月开讲", "2022年3月—2022年11月开讲"),
        ("2020—2021学年", "2021—2022学年"),
        ("2021—2022年度采暖季", "2022—2023年度采暖季"),
        ("从2021年讲堂经费中列支", "从2022年讲堂经费中列支"),
        ("以2021年全国爱眼日为契机", "以2022年全国爱眼日为契机"),
        ("2021年统计监测任务", "2022年统计监测任务"),
        ("2021年续建的门诊楼", "2022年续建的门诊楼"),
        ("第十二届讲堂大赛（2021年）", "第十二届讲堂大赛（2022年）"),
        ("2021年第3期培训班", "2022年第3期培训班"),
        ("2021年用于《2021年方案》，云卫〔2021〕9号", "2022年用于《2021年方案》，云卫〔2021〕9号"),
        ("2021年完成2021年任务，2020年已付30%", "2022年完成2022年任务，2020年已付30%"),
        ("2021～2022采暖期", "2022～2023采暖期"),
        ("2021年支付工程尾款", "2022年支付工程尾款"),
        ("2021年9月30日前下达资金", "2022年9月30日前下达资金"),
        ("2021年第3次推进会", "2022年第3次推进会"),
    ],
)  # fmt: skip
def test_what_moves(before: str, after: str) -> None:
    assert moved(before) == after


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("2021—2023年发展规划", ["2022—2024"]),
        ("2021、2022年两年任务", ["2022、2023"]),
        ("2021年、2022年两年任务", ["2022年、2023"]),
        ("2021年和2020年任务", ["2022年和2021"]),
        ("2021春季学期", ["2022"]),
        ("2021年3月15日会议纪要", ["2022"]),
        ("2021年第3次常务会议研究", ["2022"]),
        ("2021年之前的欠账", ["2022"]),
        ("2021年统计年鉴", ["2022"]),
        ("自2021年起施行", ["2022"]),
        ("2021年以来，门诊量上升", ["2022"]),
        ("以2021年为基数，每年增长5%", ["2022"]),
        ("比2021年增长5%", ["2022"]),
        ("与2021年持平", ["2022"]),
        ("截至2021年底已开讲40场", ["2022"]),
        ("在2021年试点基础上扩面", ["2022"]),
        ("在2020年试点基础上扩面", ["2021"]),
        ("2020年门诊量12万人次", ["2021"]),
        ("执行2021年版目录", ["2022"]),
        ("2021届规培生", ["2022"]),
        ("2021年建成的发热门诊", ["2022"]),
        ("2021年结转资金", ["2022"]),
        ("工龄满1年、21年各一批", ["22"]),
        ("2020年我们将修订办法", ["2022"]),
        ("2018年我们将修订办法", ["2022"]),
        ("到2035年基本建成", []),
        ("2010年建成的门诊楼", []),
        ("第十二届讲堂大赛", []),
        ("《2021年方案》、云卫发【2021】9号、WS/T 367-2012", []),
        ("云卫发2021-9号、2021年度第9号公告、2021-9号楼、2021号房", []),
        ("第2021场、共2021人、2021多人、2021栋、2021以上、电话2021", []),
    ],
)
def test_what_stays_unless_the_clerk_wants_it(text: str, offers: list[str]) -> None:
    assert moved(text) == text
    assert offered(text) == offers


def test_rolling_over_several_years_moves_by_the_difference() -> None:
    assert moved("2021年讲堂，2020—2021学年", new=2024) == "2024年讲堂，2023—2024学年"


def test_a_basis_is_a_document_there_is() -> None:
    assert moved("2021年讲堂方案", basis=True) == "2021年讲堂方案"


def test_the_check_finds_nothing_the_mover_left(hebei: Layout) -> None:
    """What moves by itself is not found by G01 afterwards, nor what was a fact before."""
    moving = [
        "2021年健康讲堂经费，截至2021年底开讲40场，2021.09前印发",
        "自2021年1月1日至2021年12月31日义诊，二〇二一年十月验收",
        "2020—2021学年进校园；2021年第3期培训班（2021年）",
        "在2020年试点基础上扩面，比2020年增长5%，自2018年起施行",
        "2021—2023年发展规划；执行2021年版目录",
    ]
    table = TargetTable(purpose="\n".join(moving), goals="\n".join(reversed(moving)))
    old = Disclosure(year=OLD, projects=[table], layout=hebei.id)
    assert [one for one in check(old, hebei) if one.code == "G01"] == []
    new, _ = roll(plan_roll(old, hebei, hebei, RollOptions(year=NEW)))
    assert [one for one in check(new, hebei) if one.code == "G01"] == []
    assert "2021年健康" not in new.projects[0].purpose


WORDS = ["2021年", "二〇二一年", "2021—2023年", "《2021年方案》", "云卫发〔2021〕9号", "比", "自",
         "底前", "建成的", "\n", "、", "科普", "2020年", "2021-09", "21年底", "已", "=1+1", "😀",
         "DA/T 31-2021", "至", "学年", "<b>", " "]  # fmt: skip


@settings(max_examples=80)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_only_listed_places_ever_change(text: str) -> None:
    old = Disclosure(year=OLD, projects=[TargetTable(goals=text)], layout=HEBEI.id)
    plan = plan_roll(old, HEBEI, HEBEI, RollOptions(year=NEW))
    for change in plan.changes:
        change.wanted = True
    new, _ = roll(plan)
    at, rest, made = 0, "", new.projects[0].goals
    for change in plan.changes:
        # what stands between the listed places is the same to the character
        between = text[at : change.start]
        assert made.startswith(between + change.after)
        made = made[len(between) + len(change.after) :]
        at, rest = change.end, rest + between
    assert made == text[at:]
    assert old.projects[0].goals == text
    for never in ("《2021年方案》", "云卫发〔2021〕9号", "DA/T 31-2021"):
        assert new.projects[0].goals.count(never) == text.count(never)
