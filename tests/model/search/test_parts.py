"""Finding and replacing in the parts of a whole disclosure."""

from __future__ import annotations

import copy

from model.document.blocks import Part, PartCell, PartRow, PartTable, PartTargets, PartText
from model.document.cells import get_cell
from model.document.disclosure import Disclosure, TargetTable
from model.document.edits import Change
from model.layout import Layout, load_layouts
from model.layout.publication_load import load_publications
from model.parts.amount_finder import Finder
from model.search.search import Query, Search, replace_all
from tests.model.parts.kit import Figures, dump, read


def whole() -> Disclosure:
    rows = [PartRow([PartCell("水泵", 0), PartCell("泵", 1)]), PartRow([PartCell("3", 0, 2)])]
    first = Part("", "第一部分 泵站", [PartText("泵站一座。", "heading", 1), PartTable(rows, 2)])
    targets = Part("", "第二部分", [PartTargets()])
    left_out = Part("", "第三部分", [PartText("泵车。")], omitted=True)
    last = Part("", "第四部分", [PartText("名词：泵。")])
    made = Disclosure(2024, overall_goal="修泵。", projects=[TargetTable(name="泵站维护")])
    made.parts = [first, targets, left_out, last]
    return made


def test_titles_headings_paragraphs_and_cells_are_found_where_they_are_printed(
    hebei: Layout,
) -> None:
    made = whole()
    search = Search(Query("泵"), hebei)
    hits = search.everywhere(made)
    assert [hit.text for hit in hits] == [
        *("第一部分 泵站", "泵站一座。", "水泵", "泵"),
        *("修泵。", "泵站维护"),
        "名词：泵。",
    ]
    assert all(get_cell(made, hit.ref) == hit.text for hit in hits)
    assert all(search.is_shown(hit.ref) for hit in hits)


def test_whole_cells_and_regular_expressions_as_in_the_form(hebei: Layout) -> None:
    made = whole()
    assert [hit.text for hit in Search(Query("泵", whole=True), hebei).everywhere(made)] == ["泵"]
    found = Search(Query("泵.一", regex=True), hebei).everywhere(made)
    assert [hit.found for hit in found] == ["泵站一"]


def test_replacing_is_one_step_over_parts_and_tables_and_undone_exactly(hebei: Layout) -> None:
    made = whole()
    before = copy.deepcopy(made)
    search = Search(Query("泵"), hebei)
    edit = replace_all(made, search, search.everywhere(made), "闸<&")
    change = edit.apply(made)
    assert len(change.cells) == 7
    assert made.parts[0].title == "第一部分 闸<&站"
    assert made.projects[0].name == "闸<&站维护"
    assert [one.text for one in made.parts[2].texts()] == ["泵车。"], "what is left out stays"
    assert search.everywhere(made) == []
    assert edit.revert(made) != Change()
    assert made == before


def test_an_amount_replaced_in_a_sentence_is_another_amount() -> None:
    figures = Figures(3)
    layouts = load_layouts()
    made = read(dump(figures), layouts)
    finder = Finder(load_publications()["hebei-2021"])
    search = Search(Query(f"预算收入为{figures['all']:.2f}"), layouts["hebei-2021"])
    hits = search.everywhere(made)
    assert len(hits) == 1
    replace_all(made, search, hits, "预算收入为123.45").apply(made)
    income = finder.find(made).first("income")
    assert income is not None
    assert income.text == "123.45"
