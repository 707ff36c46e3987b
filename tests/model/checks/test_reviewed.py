"""已核实 holds while its cell's text stays, whatever happens elsewhere."""

from __future__ import annotations

import msgspec

from model.checks import Finding, Reviewed, check, review, sort_out
from model.checks.base import Example
from model.checks.names import BLOCK
from model.checks.reviewed import fingerprint
from model.checks.samples import sound
from model.document.cells import CellRef, set_cell
from model.document.disclosure import Disclosure
from model.layout import Layout

GOALS = CellRef("0", "goals")


def marked(hebei: Layout) -> tuple[Disclosure, Finding, Reviewed]:
    disclosure = sound(Example(cells={}, projects=3))
    disclosure.projects[0].goals = "1.2023年起修补乡道，2022年修补完工。"
    finding = check(disclosure, hebei)[0]
    mark = review(disclosure, finding, "跨年项目，年份没有错", "张会计", "2024-02-01")
    return disclosure, finding, mark


def standing(disclosure: Disclosure, hebei: Layout, *marks: Reviewed) -> list[str]:
    return [one.code for one in sort_out(disclosure, check(disclosure, hebei), marks).standing]


def test_a_reviewed_finding_stands_no_longer_and_is_listed(hebei: Layout) -> None:
    disclosure, finding, mark = marked(hebei)
    sorted_out = sort_out(disclosure, check(disclosure, hebei), [mark])
    assert sorted_out.standing == []
    assert sorted_out.reviewed == [(finding, mark)]
    assert mark.reason == "跨年项目，年份没有错"
    assert (mark.who, mark.when) == ("张会计", "2024-02-01")


def test_it_survives_edits_elsewhere_reordering_and_saving(hebei: Layout) -> None:
    disclosure, _, mark = marked(hebei)
    set_cell(disclosure, CellRef("0", "purpose"), "项目资金30.00万元，用于别的路。")
    disclosure.projects.reverse()
    disclosure.projects.pop(0)
    disclosure = msgspec.json.decode(msgspec.json.encode(disclosure), type=Disclosure)
    mark = msgspec.json.decode(msgspec.json.encode(mark), type=Reviewed)
    assert standing(disclosure, hebei, mark) == []


def test_it_returns_when_its_cell_changes_and_goes_when_the_text_is_back(hebei: Layout) -> None:
    disclosure, _, mark = marked(hebei)
    text = disclosure.projects[0].goals
    set_cell(disclosure, GOALS, text + "另。")
    assert standing(disclosure, hebei, mark) == ["G01"]
    set_cell(disclosure, GOALS, text)
    assert standing(disclosure, hebei, mark) == []


def test_it_speaks_for_one_check_and_one_cell_only(hebei: Layout) -> None:
    disclosure, _, mark = marked(hebei)
    disclosure.projects[0].goals = disclosure.projects[0].goals.rstrip("。") + "，"
    mark = review(disclosure, check(disclosure, hebei)[-1], mark.reason)
    disclosure.projects[1].goals = "2022年清沟。"
    codes = [one.code for one in sort_out(disclosure, check(disclosure, hebei), [mark]).standing]
    assert codes == ["F04", "G01"]


def test_a_whole_block_is_another_when_a_row_changes(hebei: Layout) -> None:
    disclosure = sound(Example(cells={}))
    del disclosure.projects[0].indicators[2]
    finding = check(disclosure, hebei)[0]
    assert finding.ref == CellRef("0", BLOCK)
    mark = review(disclosure, finding, "无时效要求")
    assert standing(disclosure, hebei, mark) == []
    disclosure.projects[0].indicators[0].description = "按竣工资料统计的乡道里程"
    assert standing(disclosure, hebei, mark) == ["A03"]


def test_the_last_mark_counts_and_one_whose_cell_is_gone_does_no_harm(hebei: Layout) -> None:
    disclosure, finding, mark = marked(hebei)
    later = review(disclosure, finding, "第二次看过")
    gone = Reviewed(code="G01", table="0", field="goals", indicator="nowhere", reason="x")
    sorted_out = sort_out(disclosure, check(disclosure, hebei), [mark, later, gone])
    assert [one.reason for _, one in sorted_out.reviewed] == ["第二次看过"]
    disclosure.projects.clear()
    assert sort_out(disclosure, check(disclosure, hebei), [mark]).reviewed == []
    assert fingerprint(disclosure, GOALS) == ""
