from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import make_disclosure
from model.document.cells import CellRef
from model.document.disclosure import Disclosure, Indicator, TargetTable, Unit
from model.layout import Layout, load_layout
from model.search.search import Hit, Query, Search, SearchError, in_context, replace_all
from tests.conftest import small_disclosure

FORMS = Path(__file__).resolve().parents[2] / "data"


def found(disclosure: Disclosure, layout: Layout, text: str, **options: bool) -> list[Hit]:
    return Search(Query(text, **options), layout).everywhere(disclosure)


def places(hits: list[Hit]) -> list[tuple[str, str, int, int]]:
    return [(hit.ref.field, hit.found, hit.start, hit.end) for hit in hits]


@pytest.fixture
def split(tmp_path: Path) -> Layout:
    """A form in 元 whose value is split over three columns."""
    return load_layout(FORMS / "sichuan-flat.toml")


def test_every_kind_of_cell_is_searched_in_the_order_of_the_file(hebei: Layout) -> None:
    table = TargetTable(Unit("7", "x7"), "7", "7", "7", "7", "7", "7", ["7"] * 4, "7")
    table.extra["carryover"] = "7"
    table.indicators = [Indicator("7", "7", "7", "7", "7", "7", {"weight": "7"})]
    made = small_disclosure()
    made.year, made.department.code, made.department.name = 7, "7", "7"
    made.overall_goal = made.project_expenditure = "7"
    made.itemised_goals[0].title = made.itemised_goals[0].goal = "7"
    made.itemised_goals[1].indicators = made.safeguards[1].text = made.safeguards[0].title = "7"
    made.projects = [table]
    own = ["year", "department.code", "department.name", "overall_goal", "itemised_goals.0.title"]
    own += ["itemised_goals.0.goal", "itemised_goals.1.indicators", "safeguards.0.title"]
    own += ["safeguards.1.text"]
    own.insert(3, "project_expenditure")
    head = ["unit.code", "unit.name", "code", "name", "budget", "fiscal", "other", "purpose"]
    head += ["plan.0", "plan.1", "plan.2", "plan.3", "goals", "carryover"]
    columns = ["level1", "level2", "name", "description", "value", "basis", "weight"]
    hits = found(made, hebei, "7")
    assert [hit.ref.field for hit in hits] == own + head + columns
    assert {hit.ref.table for hit in hits[: len(own)]} == {""}
    assert {hit.ref.table for hit in hits[len(own) :]} == {table.id}
    assert {hit.ref.indicator for hit in hits[-len(columns) :]} == {table.indicators[0].id}
    search = Search(Query("7"), hebei)
    assert not search.is_shown(CellRef(table.id, "carryover"))
    assert search.is_shown(CellRef(table.id, "budget"))


def test_every_place_in_a_cell_is_found(disclosure: Disclosure, hebei: Layout) -> None:
    disclosure.projects[0].goals = "清淤，再清淤"
    hits = [hit for hit in found(disclosure, hebei, "清淤") if hit.ref.field == "goals"]
    assert [(hit.start, hit.end) for hit in hits] == [(0, 2), (4, 6)]


def test_case_counts_only_when_asked(disclosure: Disclosure, hebei: Layout) -> None:
    assert places(found(disclosure, hebei, "r&d")) == [("purpose", "R&D", 18, 21)]
    assert found(disclosure, hebei, "r&d", case=True) == []
    assert len(found(disclosure, hebei, "R&D", case=True)) == 1


def test_width_counts_only_when_asked(disclosure: Disclosure, hebei: Layout) -> None:
    disclosure.overall_goal = "完成（二期）工程　甲 ＬＥＤ"
    assert places(found(disclosure, hebei, "(二期)")) == [("overall_goal", "（二期）", 2, 6)]
    assert len(found(disclosure, hebei, "led")) == 1
    assert len(found(disclosure, hebei, "工程 甲")) == 1
    assert found(disclosure, hebei, "(二期)", width=True) == []
    # a form's own ＝ answers to the key on the keyboard
    assert [hit.ref.field for hit in found(disclosure, hebei, "=12处")] == ["value"]


def test_whole_cells_only(disclosure: Disclosure, hebei: Layout) -> None:
    disclosure.projects[0].indicators[0].basis = "合同。"
    disclosure.projects[0].indicators[3].basis = "按合同"
    disclosure.projects[0].indicators[4].basis = "合同"
    hits = found(disclosure, hebei, "合同", whole=True)
    assert [hit.ref.indicator for hit in hits] == [disclosure.projects[0].indicators[4].id]


def test_plain_text_has_no_special_characters(disclosure: Disclosure, hebei: Layout) -> None:
    disclosure.overall_goal = "a.c [x] (y)* \\d ^$"
    for text in ("a.c", "[x]", "(y)*", "\\d", "^$"):
        assert [hit.found for hit in found(disclosure, hebei, text)] == [text]
    assert found(disclosure, hebei, "a.d") == []


def test_nothing_is_found_by_nothing(disclosure: Disclosure, hebei: Layout) -> None:
    assert found(disclosure, hebei, "") == []
    assert found(disclosure, hebei, "x*", regex=True) == []


def test_a_hit_never_reaches_from_one_cell_into_the_next(
    disclosure: Disclosure, hebei: Layout
) -> None:
    table = disclosure.projects[0]
    table.purpose, table.goals = "甲\0", "\0乙"
    assert found(disclosure, hebei, "甲\0\0") == []
    assert places(found(disclosure, hebei, "甲\0")) == [("purpose", "甲\0", 0, 2)]


def test_regular_expressions(disclosure: Disclosure, hebei: Layout) -> None:
    hits = found(disclosure, hebei, r"^\d\.", regex=True)
    assert ("goals", "1.", 0, 2) in places(hits)
    # brackets written wide are characters, and found narrow or wide
    disclosure.overall_goal = "（一）和(二)"
    hits = found(disclosure, hebei, r"（[一二]）", regex=True)
    assert [hit.found for hit in hits] == ["（一）", "(二)"]
    assert [hit.found for hit in found(disclosure, hebei, r"（.）", regex=True, width=True)] == [
        "（一）"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(a", "“(”没有配上“)”（第 1 个字）"),
        ("a)", "多了一个“)”"),
        ("[a", "“[”没有配上“]”"),
        ("*a", "前面没有可以重复的字"),
        ("a\\", "最后的“\\”后面没有字"),
        ("[z-a]", "前后写反了"),
        ("a{3,1}", "前后写反了"),
        ("(a+)+", "可能永远找不完"),
        ("((x|y*)z)*", "可能永远找不完"),
        ("(a{2,})+", "可能永远找不完"),
        ("\\8", "引用了没有的括号"),
        ("(?q)", "不认识"),
        ("a{99999999999999999999}", "太复杂"),
    ],
)
def test_a_wrong_expression_is_explained(hebei: Layout, text: str, words: str) -> None:
    with pytest.raises(SearchError) as error:
        Search(Query(text, regex=True), hebei)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text", ["(ab)+", "[(a+)]+", r"(\+)+", "(a|b)*", "a+b+", "[[a]", "(a)+(b*)"]
)
def test_a_harmless_expression_is_not_refused(hebei: Layout, text: str) -> None:
    Search(Query(text, regex=True), hebei)


@given(st.text(max_size=12), st.booleans(), st.booleans())
def test_any_expression_is_used_or_explained(text: str, case: bool, width: bool) -> None:
    try:
        search = Search(Query(text, case, width, regex=True), _HEBEI)
    except SearchError as error:
        assert str(error)
        return
    for hit in search.own(small_disclosure()):
        assert hit.found


_TEXTS = st.text(alphabet="ab（(）)＝= 甲乙\n\0.*\\", max_size=12)


@given(_TEXTS, st.lists(_TEXTS, min_size=2, max_size=4))
def test_whatever_is_sought_as_written_is_found(text: str, cells: list[str]) -> None:
    made = small_disclosure()
    made.projects[0].purpose, made.projects[0].goals = cells[:2]
    made.projects[0].indicators[0].name = text
    if not text:
        return
    search = Search(Query(text, case=True, width=True), _HEBEI)
    hits = [hit for hit in search.table(made.projects[0]) if hit.ref.field in ("purpose", "goals")]
    assert all(hit.found == text for hit in hits)
    assert len(hits) == cells[0].count(text) + cells[1].count(text)
    whole = Search(Query(text, case=True, width=True, whole=True), _HEBEI)
    assert made.projects[0].indicators[0].id in {
        hit.ref.indicator for hit in whole.table(made.projects[0])
    }


_HEBEI = load_layout(Path(__file__).resolve().parents[3] / "assets/layouts/hebei-2021.toml")


def test_money_and_parts_are_found_as_the_form_shows_them(split: Layout) -> None:
    made = small_disclosure()
    table = made.projects[0]
    hits = found(made, split, "1,865,000")
    assert [hit.ref for hit in hits] == [CellRef(table.id, "budget")]
    value = [hit for hit in found(made, split, "公里") if hit.ref.field.startswith("value")]
    assert value[0].ref == CellRef(table.id, "value.unit", table.indicators[0].id)
    search = Search(Query("公里"), split)
    edit = replace_all(made, search, value[:1], "千米")
    edit.apply(made)
    assert table.indicators[0].value == "≥12.5千米"
    edit.revert(made)
    assert table.indicators[0].value == "≥12.5公里"
    search = Search(Query("1,865"), split)
    assert replace_all(made, search, search.everywhere(made), "1,865").texts == []
    edit = replace_all(made, search, search.everywhere(made), "2,865")
    edit.apply(made)
    assert table.budget == "286.50"


def test_the_words_around_are_one_line_with_the_place_in_it() -> None:
    assert in_context("甲\n乙\t丙", 2, 3) == ("甲↵乙 丙", 2, 3)
    line, start, end = in_context("前" * 100 + "中心" + "后" * 500, 100, 102)
    assert line[start:end] == "中心"
    assert line.startswith("…前") and line.endswith("后…")
    assert len(line) < 300
    long = in_context("x" * 1000, 0, 1000)
    assert long == ("x" * 1000, 0, 1000)


def test_replacing_all_is_one_named_step_that_is_undone_exactly(hebei: Layout) -> None:
    made = small_disclosure()
    search = Search(Query("清淤"), hebei)
    hits = search.everywhere(made)
    texts = [hit.text for hit in hits]
    edit = replace_all(made, search, hits, "疏浚")
    assert edit.label == "全部替换“清淤”→“疏浚”"
    change = edit.apply(made)
    assert set(change.cells) == {hit.ref for hit in hits}
    assert found(made, hebei, "清淤") == []
    assert len(found(made, hebei, "疏浚")) == len(hits)
    assert made.projects[0].name == "清水河河道疏浚经费"
    edit.revert(made)
    assert [hit.text for hit in search.everywhere(made)] == texts


def test_what_is_refused_stays(disclosure: Disclosure, hebei: Layout) -> None:
    disclosure.projects[0].goals = "甲甲甲"
    search = Search(Query("甲"), hebei)
    hits = search.everywhere(disclosure)
    assert len(hits) == 3
    replace_all(disclosure, search, [hits[2], hits[0]], "乙丙").apply(disclosure)
    assert disclosure.projects[0].goals == "乙丙甲乙丙"


def test_a_cell_changed_meanwhile_or_gone_is_left_alone(
    disclosure: Disclosure, hebei: Layout
) -> None:
    search = Search(Query("清淤"), hebei)
    hits = search.everywhere(disclosure)
    disclosure.projects[0].goals = "新写的"
    gone = disclosure.projects[0].indicators.pop(0)
    edit = replace_all(disclosure, search, hits, "疏浚")
    edit.apply(disclosure)
    assert disclosure.projects[0].goals == "新写的"
    assert gone.id not in {ref.indicator for ref, _ in edit.texts}
    assert disclosure.projects[0].name == "清水河河道疏浚经费"


def test_what_stays_the_same_is_no_change(disclosure: Disclosure, hebei: Layout) -> None:
    search = Search(Query("清淤"), hebei)
    assert replace_all(disclosure, search, search.everywhere(disclosure), "清淤").texts == []


def test_the_year_stays_a_year(disclosure: Disclosure, hebei: Layout) -> None:
    search = Search(Query("2024"), hebei)
    hits = [hit for hit in search.everywhere(disclosure) if hit.ref.field == "year"]
    assert search.replacements(hits, "2025")[0].problem == ""
    assert search.replacements(hits, "二〇")[0].problem == "预算年度只能是四位数字"
    assert replace_all(disclosure, search, hits, "").texts == []
    replace_all(disclosure, search, hits, "2025").apply(disclosure)
    assert disclosure.year == 2025


def test_the_preview_says_what_replacing_does(disclosure: Disclosure, hebei: Layout) -> None:
    disclosure.projects[0].goals = "一、2023年和2024年"
    search = Search(Query(r"(\d\d)(2\d)年", regex=True), hebei)
    hits = [hit for hit in search.everywhere(disclosure) if hit.ref.field == "goals"]
    ones = search.replacements(hits, r"\2-\g<1>\\")
    assert [one.text for one in ones] == ["23-20\\", "24-20\\"]
    line, start, end = ones[1].context
    assert line[start:end] == "24-20\\"
    replace_all(disclosure, search, hits, r"\2-\g<1>\\").apply(disclosure)
    assert disclosure.projects[0].goals == "一、23-20\\和24-20\\"


@pytest.mark.parametrize("new", [r"\3", r"\g<x>", r"\q", "\\"])
def test_a_wrong_new_text_is_explained(disclosure: Disclosure, hebei: Layout, new: str) -> None:
    search = Search(Query(r"(清)淤", regex=True), hebei)
    hits = search.everywhere(disclosure)
    with pytest.raises(SearchError) as error:
        search.replacements(hits, new)
    assert new in str(error.value)


def test_plain_new_text_is_taken_as_it_stands(disclosure: Disclosure, hebei: Layout) -> None:
    search = Search(Query("清淤"), hebei)
    hits = search.everywhere(disclosure)
    assert search.replacements(hits, r"\1\n")[0].text == r"\1\n"


def test_a_thousand_projects_are_searched(hebei: Layout) -> None:
    made = make_disclosure(1000, hebei)
    hits = found(made, hebei, "提升")
    # counted another way: every occurrence in every text the form shows
    texts = [made.overall_goal]
    for item in made.itemised_goals:
        texts += [item.title, item.goal, item.indicators]
    for safeguard in made.safeguards:
        texts += [safeguard.title, safeguard.text]
    for table in made.projects:
        texts += [table.name, table.purpose, table.goals]
        for row in table.indicators:
            texts += [row.name, row.description, row.value]
    assert len(hits) == sum(text.count("提升") for text in texts) > 5000
