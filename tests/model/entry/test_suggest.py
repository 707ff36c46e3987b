from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import make_disclosure
from model.document.cells import CellRef, set_cell
from model.document.disclosure import Disclosure, Indicator, TargetTable
from model.document.edits import Change, SetIndicators, SetProjects
from model.entry.suggest import Suggester, bases
from model.layout import Layout
from tests.conftest import small_disclosure


def opened(*indicators: Indicator) -> tuple[Suggester, Disclosure]:
    made = Disclosure(2024, projects=[TargetTable(name="项目", indicators=list(indicators))])
    suggester = Suggester()
    suggester.open(made)
    return suggester, made


def test_names_bases_units_and_operators_are_learned(disclosure: Disclosure) -> None:
    suggester = Suggester()
    suggester.open(disclosure)
    assert "清淤长度" in suggester.suggest("name", "清淤", 8)
    assert suggester.suggest("basis", "云水发", 8) == ["云水发〔2023〕12号"]
    assert "公里" in suggester.suggest("unit", "", 20)
    assert "万立方米" in suggester.suggest("unit", "", 20)
    assert set(suggester.suggest("operator", "", 9)) == {"≥", "≤", "＝"}
    assert suggester.suggest("purpose", "", 8) == []


def test_found_by_words_and_by_initials() -> None:
    suggester, _ = opened(Indicator(name="科普活动场次"), Indicator(name="重点任务（ＬＥＤ）"))
    assert suggester.suggest("name", "活动", 8) == ["科普活动场次"]
    assert suggester.suggest("name", "kphd", 8) == ["科普活动场次"]
    assert suggester.suggest("name", "hdcc", 8) == ["科普活动场次"]
    assert suggester.suggest("name", "KP", 8) == ["科普活动场次"]
    # 重 is read zhong and chong
    assert suggester.suggest("name", "zdrw", 8) == ["重点任务（ＬＥＤ）"]
    assert suggester.suggest("name", "cdrw", 8) == ["重点任务（ＬＥＤ）"]
    assert suggester.suggest("name", "led", 8) == ["重点任务（ＬＥＤ）"]
    assert suggester.suggest("name", "科普 cc", 8) == ["科普活动场次"]
    assert suggester.suggest("name", "科普 rw", 8) == []
    assert suggester.suggest("name", "xyz", 8) == []


def test_the_most_used_come_first_and_no_more_than_asked() -> None:
    values = ["≥1人", "≥2个", "≥3个", "≥4场", "≥5场", "≥6场"]
    suggester, _ = opened(*(Indicator(value=value) for value in values))
    assert suggester.suggest("unit", "", 8) == ["场", "个", "人"]
    assert suggester.suggest("unit", "", 2) == ["场", "个"]


def test_a_basis_is_learned_document_by_document() -> None:
    title = "《关于印发〈办法〉、〈细则〉的通知》（云财〔2023〕1号）"
    assert bases(f"{title}；实施方案、 问卷调查\n合同，") == [title, "实施方案", "问卷调查", "合同"]
    assert bases("《没有写完；乙") == ["《没有写完", "乙"]
    suggester, _ = opened(Indicator(basis=f"{title}；实施方案"))
    assert suggester.suggest("basis", "ssfa", 8) == ["实施方案"]
    assert suggester.suggest("basis", "细则", 8) == [title]


@given(st.text(alphabet="甲《》；、\n ", max_size=30))
def test_no_text_of_a_basis_is_lost(text: str) -> None:
    kept = "".join(bases(text))
    assert kept.count("甲") == text.count("甲")


def test_an_edit_is_learned_and_what_it_replaced_forgotten() -> None:
    suggester, made = opened(Indicator(name="旧名", value="≥5人"), Indicator(name="旁边"))
    table = made.projects[0]
    assert suggester.suggest("name", "旧", 8) == ["旧名"]
    for field, text in (("name", "新名"), ("value", "≥5辆")):
        ref = CellRef(table.id, field, table.indicators[0].id)
        set_cell(made, ref, text)
        suggester.note_change(made, Change([ref]))
    assert suggester.suggest("name", "", 8) == ["新名", "旁边"]
    assert suggester.suggest("name", "xm", 8) == ["新名"]
    assert suggester.suggest("unit", "", 8) == ["辆"]
    edit = SetIndicators("删除", table.id, table.indicators[:1])
    suggester.note_change(made, edit.apply(made))
    assert suggester.suggest("name", "", 8) == ["新名"]
    suggester.note_change(made, edit.revert(made))
    assert suggester.suggest("name", "p", 8) == ["旁边"]
    more = SetProjects("新增", [*made.projects, TargetTable(indicators=[Indicator(name="别的")])])
    suggester.note_change(made, more.apply(made))
    assert suggester.suggest("name", "别", 8) == ["别的"]
    suggester.note_change(made, more.revert(made))
    assert suggester.suggest("name", "别", 8) == []


def test_an_edit_before_anything_was_asked_counts_once() -> None:
    suggester, made = opened(Indicator(value="≥5人"))
    table = made.projects[0]
    suggester.note_change(made, Change([CellRef(table.id, "value", table.indicators[0].id)]))
    table.indicators[0].value = "≥5个"
    assert suggester.suggest("unit", "", 8) == ["个"]


def test_earlier_files_are_remembered_over_a_restart(disclosure: Disclosure) -> None:
    before = Suggester()
    before.open(disclosure)
    later = Suggester.from_json(before.to_json())
    assert later.suggest("basis", "yssjg", 8) == []
    assert later.suggest("basis", "gspf", 8) == ["概算批复"]
    now = Disclosure(2025, projects=[TargetTable(indicators=[Indicator(basis="公司批复")])])
    later.open(now)
    assert set(later.suggest("basis", "gspf", 8)) == {"概算批复", "公司批复"}


def test_the_same_file_counts_once_however_often_it_is_read(disclosure: Disclosure) -> None:
    suggester = Suggester()
    for _ in range(3):
        suggester.learn(disclosure)
    suggester.open(disclosure)
    other = Disclosure(
        2020, projects=[TargetTable(indicators=[Indicator(value="≥1辆"), Indicator(value="≥2辆")])]
    )
    suggester.learn(other)
    units = suggester.suggest("unit", "", 8)
    # once in the open file, twice in the other
    assert units.index("辆") < units.index("公里")
    again = Suggester.from_json(suggester.to_json())
    assert again.suggest("unit", "", 8) == units


def test_what_is_remembered_stays_small(hebei: Layout) -> None:
    suggester = Suggester()
    for year in range(1990, 2040):
        made = make_disclosure(30, hebei)
        made.year = year
        for table in made.projects:
            table.indicators[0].name = f"名称{year}{table.code}"
            table.indicators[1].name = "很长" * 200
        suggester.learn(made)
    data = suggester.to_json()
    assert len(data) < 1_000_000
    later = Suggester.from_json(data)
    assert later.suggest("name", "名称2039", 3)
    assert later.suggest("name", "名称1990", 3) == []
    assert later.suggest("name", "很长", 3) == []


def test_a_broken_memory_is_no_reason_to_fail() -> None:
    for data in (b"", b"{", b"[]", b'{"files": [{"file": 3}]}', b"\xff\xfe"):
        assert Suggester.from_json(data).suggest("unit", "", 8) == []


@given(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=4))
def test_any_text_may_be_typed_and_learned(typed: str, names: list[str]) -> None:
    suggester, _ = opened(*(Indicator(name=name) for name in names))
    known = {" ".join(name.split()) for name in names}
    assert set(suggester.suggest("name", typed, 8)) <= known
    for name in known - {""}:
        assert name in suggester.suggest("name", name, 8)


def test_edits_are_followed_in_a_large_file(hebei: Layout) -> None:
    made = make_disclosure(1000, hebei)
    suggester = Suggester()
    suggester.open(made)
    suggester.prepare()
    table = made.projects[500]
    ref = CellRef(table.id, "name", table.indicators[0].id)
    for number in range(20):
        set_cell(made, ref, f"名称{number}")
        suggester.note_change(made, Change([ref]))
    assert suggester.suggest("name", "名称19", 3) == ["名称19"]


def test_the_open_file_of_before_is_remembered() -> None:
    suggester = Suggester()
    first = small_disclosure()
    suggester.open(first)
    suggester.open(Disclosure(2030, projects=[TargetTable()]))
    assert suggester.suggest("name", "清淤长度", 8) == ["清淤长度"]
