"""Run after each edit, the checks say what a fresh run would say."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.checks import Checker, Delta, Profile, Severity, check, default_profile
from model.checks.base import Check, Example, Fault
from model.checks.samples import sound
from model.checks.view import TableView
from model.document.cells import CellRef, set_cell
from model.document.disclosure import (
    Disclosure,
    Indicator,
    ItemisedGoal,
    Safeguard,
    TargetTable,
    set_value_parts,
)
from model.document.edits import Change, Confirm, SetCells, SetIndicators, SetOwnItems, SetProjects
from model.layout import Layout, load_layout, load_layouts
from tests.conftest import ROOT

LAYOUTS = load_layouts()
HEBEI = LAYOUTS["hebei-2021"]

TEXTS = st.sampled_from(
    [
        "",
        " ",
        "30.00",
        "29.999",
        "100%",
        "≥100%",
        "60.00%",
        "≥12",
        "待定",
        "云交发【2009】18号",
        "上级文件精神",
        "修补路面,清沟 ",
        "1.修补\n3.清沟",
        "2023年完成（含桥梁",
        "按标准投入",
        "139900240K7QW2MZP4RTA",
        "\x00\ud800",
    ]
)
FIELDS = ["code", "name", "budget", "fiscal", "other", "purpose", "goals", "plan.1", "plan.3"]
COLUMNS = ["level1", "level2", "name", "description", "value", "basis"]
OWN = ["year", "overall_goal", "itemised_goals.0.goal", "project_expenditure"]


class Editor:
    """Edits a disclosure at random, as the window would, and tells the checker."""

    def __init__(self, checker: Checker, draw: Callable[..., object]) -> None:
        self.checker = checker
        self.disclosure = checker.disclosure
        self.draw = draw
        self.twins = 0

    def step(self) -> None:
        kind = self.draw(st.sampled_from(["cell", "cell", "cell", "row", "project", "own", "undo"]))
        before = self.checker.findings()
        delta = getattr(self, str(kind))()
        after = self.checker.findings()
        assert {*before} - {*delta.gone} | {*delta.new} == {*after}

    def table(self) -> TargetTable:
        table = self.draw(st.sampled_from(self.disclosure.projects))
        assert isinstance(table, TargetTable)
        return table

    def cell(self) -> Delta:
        table = self.table()
        refs = [CellRef(table.id, field) for field in FIELDS]
        refs += [CellRef(table.id, name, item.id) for item in table.indicators for name in COLUMNS]
        ref = self.draw(st.sampled_from(refs))
        assert isinstance(ref, CellRef)
        set_cell(self.disclosure, ref, str(self.draw(TEXTS)))
        return self.checker.changed(Change(cells=[ref]))

    def own(self) -> Delta:
        ref = CellRef("", str(self.draw(st.sampled_from(OWN))))
        if ref.field == "year":
            text = str(self.draw(st.sampled_from(["", "2023", "2024", "2035"])))
        else:
            text = str(self.draw(TEXTS))
        if ref.field.startswith("itemised") and not self.disclosure.itemised_goals:
            return self.checker.changed(Change())
        set_cell(self.disclosure, ref, text)
        return self.checker.changed(Change(cells=[ref]))

    def row(self) -> Delta:
        table = self.table()
        rows = list(table.indicators)
        if rows and self.draw(st.booleans()):
            del rows[0]
        else:
            rows.insert(0, Indicator("产出指标", "数量指标", "新增", "新增", "≥1"))
        rows.reverse()
        return self.checker.changed(SetIndicators("", table.id, rows).apply(self.disclosure))

    def project(self) -> Delta:
        projects = list(self.disclosure.projects)
        if len(projects) > 1 and self.draw(st.booleans()):
            projects.append(projects.pop(0))
            projects.pop(0)
        else:
            twin = copy.deepcopy(projects[0])
            self.twins += 1
            twin.id = f"twin-{self.twins}"
            projects.insert(0, twin)
        return self.checker.changed(SetProjects("", projects).apply(self.disclosure))

    def undo(self) -> Delta:
        edit = SetOwnItems("", [ItemisedGoal("标题", "目标，", "2022年")], [Safeguard("x", "。。")])
        change = edit.apply(self.disclosure)
        if self.draw(st.booleans()):
            self.checker.changed(change)
            before_revert = self.checker.findings()
            delta = self.checker.changed(edit.revert(self.disclosure))
            # the step's own delta is that of both: say so by what differs now
            assert {*before_revert} - {*delta.gone} | {*delta.new} == {*self.checker.findings()}
            return Delta()
        return self.checker.changed(change)


@settings(max_examples=40)
@given(st.data())
def test_after_any_edits_the_findings_are_those_of_a_fresh_run(data: st.DataObject) -> None:
    layout = LAYOUTS[data.draw(st.sampled_from(["hebei-2021", "national-2021"]))]
    disclosure = sound(Example(cells={}, projects=3, layout=layout.id))
    editor = Editor(Checker(disclosure, layout), data.draw)
    for _ in range(data.draw(st.integers(1, 8))):
        editor.step()
        assert editor.checker.findings() == check(disclosure, layout)


class Recorder(Checker):
    """Stands for the checker while a copy is looked at: notes what is edited meanwhile."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.edits: list[Change] = []

    def changed(self, change: Change, later: bool = False) -> Delta:
        self.edits.append(change)
        return Delta()


@settings(max_examples=40)
@given(st.data())
def test_a_copy_was_checked_while_the_disclosure_was_edited(data: st.DataObject) -> None:
    disclosure = sound(Example(cells={}, projects=3))
    tables = {table.id: table for table in disclosure.projects}
    checker = Checker(copy.deepcopy(disclosure), HEBEI)
    editor = Editor(Recorder(disclosure), data.draw)
    for kind in data.draw(st.lists(st.sampled_from(["cell", "row", "project", "own"]), max_size=6)):
        getattr(editor, kind)()
    checker.move_to(disclosure, tables)
    assert isinstance(editor.checker, Recorder)
    for change in editor.checker.edits:
        checker.changed(change)
    assert checker.findings() == check(disclosure, HEBEI)
    editor.checker = checker
    for _ in range(data.draw(st.integers(0, 3))):
        editor.step()
        assert checker.findings() == check(disclosure, HEBEI)


def many(tables: int) -> Disclosure:
    disclosure = sound(Example(cells={}, projects=1))
    first = disclosure.projects[0]
    for number in range(1, tables):
        twin = copy.deepcopy(first)
        twin.id, twin.code, twin.name = f"t{number}", f"1399{number:017d}", f"项目{number}"
        disclosure.projects.append(twin)
    return disclosure


def test_alike_projects_are_found_in_linear_time() -> None:
    """All goals and indicators alike: comparing each with each would take minutes."""
    disclosure = many(1500)
    findings = check(disclosure, HEBEI)
    alike = [finding for finding in findings if finding.code == "H01"]
    assert len(alike) == 2 * 1500
    assert max(len(finding.others) for finding in alike) <= 12


def test_keystrokes_among_many_projects_equal_a_full_check() -> None:
    disclosure = many(400)
    for table in disclosure.projects:
        table.goals = f"1.修补{table.id}号乡道。"
    checker = Checker(disclosure, HEBEI)
    chance = random.Random(7)
    for number in range(60):
        table = chance.choice(disclosure.projects)
        item = chance.choice(table.indicators)
        ref = chance.choice([CellRef(table.id, "goals"), CellRef(table.id, "value", item.id)])
        set_cell(disclosure, ref, f"2023年{number}")
        checker.changed(Change(cells=[ref]))
    assert checker.findings() == check(disclosure, HEBEI)


def test_only_checks_that_read_the_cell_are_run(monkeypatch: pytest.MonkeyPatch) -> None:
    disclosure = sound(Example(cells={}, projects=2))
    checker = Checker(disclosure, HEBEI)
    ran: list[str] = []
    original = Checker._faults

    def watched(self: Checker, one: Check, view: TableView) -> list[Fault]:
        ran.append(one.code)
        return original(self, one, view)

    monkeypatch.setattr(Checker, "_faults", watched)
    ref = CellRef("0", "plan.1")
    set_cell(disclosure, ref, "20.00%")
    delta = checker.changed(Change(cells=[ref]))
    assert sorted(ran) == ["A02", "C01", "C02", "C03", "C04"]
    assert [finding.code for finding in delta.new] == ["C01"]
    assert delta.gone == []


def test_an_edit_of_one_project_reaches_the_other_it_was_like() -> None:
    disclosure = sound(Example(cells={}, projects=3))
    disclosure.projects[2].goals = disclosure.projects[0].goals
    checker = Checker(disclosure, HEBEI)
    alike = [one for one in checker.findings() if one.code == "H01"]
    assert [one.ref for one in alike] == [CellRef("0", "goals"), CellRef("2", "goals")]
    assert alike[0].others == (CellRef("2", "goals"),)
    ref = CellRef("2", "goals")
    set_cell(disclosure, ref, "1.完成三座桥梁检测。\n2.建立一桥一档。")
    delta = checker.changed(Change(cells=[ref]))
    assert {one.ref.table for one in delta.gone if one.code == "H01"} == {"0", "2"}
    assert "H01" not in [one.code for one in checker.findings()]


def test_findings_stand_in_the_order_of_the_cells() -> None:
    disclosure = sound(Example(cells={}, projects=2))
    disclosure.overall_goal = "总目标，"
    first = disclosure.projects[0]
    first.goals, first.code = "", ""
    first.indicators[6].value, first.indicators[0].basis = "", ""
    disclosure.projects[1].purpose = ""
    places = [(one.ref.table, one.ref.field) for one in check(disclosure, HEBEI)]
    assert places == [
        ("", "overall_goal"),
        ("0", "code"),
        ("0", "goals"),
        ("0", "basis"),
        ("0", "value"),
        ("1", "purpose"),
    ]


def test_no_cell_has_two_findings_of_one_code() -> None:
    disclosure = sound(Example(cells={}, projects=2))
    table = disclosure.projects[0]
    text = "2022年云交发【2009】01号、云财建[2008]第3号，。。XX（见《办法 30 万元,2021年 "
    table.purpose = table.goals = text
    for item in table.indicators:
        item.name = item.description = item.value = item.basis = text
    findings = check(disclosure, HEBEI)
    assert len(findings) > 40
    assert len({(one.code, one.ref) for one in findings}) == len(findings)


def test_carried_cells_are_errors_until_looked_at() -> None:
    disclosure = sound(Example(cells={}, projects=2))
    goals, value = CellRef("0", "goals"), CellRef("1", "value", "1-数量指标")
    disclosure.carried = {goals, value}
    checker = Checker(disclosure, HEBEI)
    assert [(one.code, one.ref) for one in checker.findings()] == [("G02", goals), ("G02", value)]
    confirm = Confirm("确认", [goals])
    delta = checker.changed(confirm.apply(disclosure))
    assert [one.ref for one in delta.gone] == [goals]
    assert [one.ref for one in checker.findings()] == [value]
    edit = SetCells("修改", [(value, "≥43公里")])
    delta = checker.changed(edit.apply(disclosure))
    assert [one.ref for one in delta.gone if one.code == "G02"] == [value]
    assert checker.findings() == check(disclosure, HEBEI)
    checker.changed(edit.revert(disclosure))
    delta = checker.changed(confirm.revert(disclosure))
    assert [one.ref for one in delta.new] == [goals]
    assert checker.findings() == check(disclosure, HEBEI)


def test_marks_of_what_is_not_there_are_no_findings() -> None:
    disclosure = sound(Example(cells={}))
    own = CellRef("", "safeguards.0.text")
    disclosure.carried = {own, CellRef("", "safeguards.7.text"), CellRef("9", "goals")}
    assert [one.ref for one in check(disclosure, HEBEI)] == [own]


def test_what_a_form_has_no_cell_for_is_not_checked() -> None:
    national: Layout = LAYOUTS["national-2021"]
    disclosure = sound(Example(cells={}, layout="national-2021"))
    table = disclosure.projects[0]
    table.code, table.purpose = "", "项目资金99万元，用于XX"
    table.plan = ["", "", "", ""]
    for item in table.indicators:
        item.description, item.basis = "", ""
    assert check(disclosure, national) == []
    assert {one.code for one in check(disclosure, HEBEI)} >= {"A01", "A02", "A03", "A04", "B03"}


@pytest.mark.parametrize("form", ["sichuan-flat.toml", "shanghai-split.toml"])
def test_a_value_split_over_columns_is_one_cell(form: str) -> None:
    layout = load_layout(ROOT / "tests" / "data" / form)
    disclosure = sound(Example(cells={}, layout="national-2021"))
    items = disclosure.projects[0].indicators
    set_value_parts(items[1], "≥", "12", "公里")
    set_value_parts(items[2], "定性", "优良", "级")
    set_value_parts(items[3], "", "", "")
    set_value_parts(items[4], "≥", "3000", "")
    found = {
        (one.code, one.ref.indicator)
        for one in check(disclosure, layout)
        if one.ref.field == "value"
    }
    assert found == {("A04", items[3].id), ("D08", items[4].id)}


def test_amounts_are_judged_in_the_unit_of_the_form() -> None:
    layout = load_layout(ROOT / "tests" / "data" / "sichuan-flat.toml")
    assert layout.money.unit == "元"
    disclosure = sound(Example(cells={}, layout="national-2021"))
    table = disclosure.projects[0]
    table.budget = "18.65005"
    codes = {one.code for one in check(disclosure, layout) if one.ref.field == "budget"}
    assert codes == set()
    table.budget = "18.6500501"
    codes = {one.code for one in check(disclosure, layout) if one.ref.field == "budget"}
    assert codes == {"B02"}


def test_a_profile_is_obeyed() -> None:
    disclosure = sound(Example(cells={}))
    table = disclosure.projects[0]
    table.goals, table.indicators[0].basis = "", "云交发〔2009〕18号"
    base = default_profile()
    strict = Profile("市", frozenset({"A01"}), {"E04": Severity.ERROR}, base.numbers)
    assert [(one.code, one.severity) for one in check(disclosure, HEBEI, strict)] == [
        ("E04", Severity.ERROR)
    ]
    patient = Profile("县", numbers={**base.numbers, ("E04", "years"): 20})
    assert [one.code for one in check(disclosure, HEBEI, patient)] == ["A01"]
