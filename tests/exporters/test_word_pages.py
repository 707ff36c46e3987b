"""Which page things are on, against pages reckoned by hand."""

from __future__ import annotations

from exporters.word_pages import Paginator, TablePlan
from exporters.word_styles import stylesheet
from model.document.disclosure import Disclosure, Indicator, TargetTable
from model.layout import Layout
from model.printing.fill import fill
from model.printing.grid import Paragraph

LINE = "一" * 27
"""Fills one line of the text."""
LINES_A_PAGE = 22


def begun(layout: Layout) -> Paginator:
    pages = Paginator(layout, stylesheet(layout))
    pages.paragraph(Paragraph("第一部分", "part"))
    return pages


def page_of(pages: Paginator, text: str = "标题") -> int:
    """Return the page a heading with a line behind it would stand on."""
    pages.paragraph(Paragraph(text, "heading", (("A", text),)))
    pages.paragraph(Paragraph("完", "body"))
    return pages.entries[-1].page


def text(lines: int) -> Paragraph:
    """Return a paragraph of so many lines: the first is two characters shorter."""
    return Paragraph(LINE * (lines - 1) + "一" * 25, "body")


def test_a_page_of_text_holds_two_and_twenty_lines(hebei: Layout) -> None:
    # below the part's line there is room for twenty lines; the heading asked for needs two
    for lines, page in ((18, 1), (19, 2), (18 + LINES_A_PAGE, 2), (19 + LINES_A_PAGE, 3)):
        pages = begun(hebei)
        pages.paragraph(text(lines))
        assert page_of(pages) == page, lines


def test_a_heading_stays_with_what_follows(hebei: Layout) -> None:
    pages = begun(hebei)
    pages.paragraph(text(19))
    pages.paragraph(Paragraph("一、", "heading", (("A", "甲"),)))
    pages.paragraph(Paragraph("（一）", "item"))
    pages.paragraph(text(1))
    assert [(entry.text, entry.page) for entry in pages.entries] == [("甲", 2)]


def test_entries_are_numbered_through_all_lists(hebei: Layout) -> None:
    pages = begun(hebei)
    pages.paragraph(Paragraph("甲", "heading", (("A", "甲"), ("B", "乙"))))
    pages.finish()
    pages.paragraph(Paragraph("丙", "table-title", (("C", "丙"),)))
    pages.finish()
    assert [(entry.list, entry.text, entry.page, entry.number) for entry in pages.entries] == [
        ("A", "甲", 1, 1),
        ("B", "乙", 1, 2),
        ("C", "丙", 2, 3),
    ]


def table_with(indicators: int, goals: str = "目标") -> TargetTable:
    return TargetTable(
        goals=goals,
        indicators=[Indicator("产出指标", "数量指标", f"指标{n}") for n in range(indicators)],
    )


def pages_taken(table: TargetTable, layout: Layout) -> tuple[int, TablePlan]:
    """Return how many pages a table takes with its title, and what becomes of it."""
    pages = Paginator(layout, stylesheet(layout))
    pages.paragraph(Paragraph("1.表", "table-title"))
    plan = pages.table(fill(Disclosure(), table, layout))
    return page_of_next(pages) - 1, plan


def page_of_next(pages: Paginator) -> int:
    pages.paragraph(Paragraph("2.表", "table-title", (("C", "2"),)))
    pages.finish()
    return pages.entries[-1].page


def test_a_table_takes_the_pages_its_rows_need(hebei: Layout) -> None:
    # title 30 points, then 8 rows of head and header and the indicators, 19.8 each,
    # of 637.8; the next page begins with the header row again
    assert pages_taken(table_with(22), hebei)[0] == 1
    assert pages_taken(table_with(23), hebei)[0] == 2
    assert pages_taken(table_with(22 + 31), hebei)[0] == 2
    assert pages_taken(table_with(22 + 32), hebei)[0] == 3


def test_tall_rows_may_break_and_others_not(hebei: Layout) -> None:
    # a third of a page is 212.6 points: sixteen lines of 12.6 and the margins
    _, plan = pages_taken(table_with(2, "\n".join("一" * 16)), hebei)
    assert plan.whole == b"\1" * 10
    _, plan = pages_taken(table_with(2, "\n".join("一" * 17)), hebei)
    assert plan.whole == b"\1" * 6 + b"\0" + b"\1" * 3


def test_goals_over_several_pages(hebei: Layout) -> None:
    # the first page has room for (637.8 - 30 - 6 rows) / 12.6 lines, further ones for fifty
    for lines, pages in ((30, 1), (38, 2), (80, 2), (100, 3), (140, 4)):
        taken, plan = pages_taken(table_with(2, "\n".join("一" * lines)), hebei)
        assert taken == pages, lines
        assert plan.closed == (pages > 1), lines


def test_a_head_that_ends_near_the_page_end_is_closed(hebei: Layout) -> None:
    closed = [
        pages_taken(table_with(2, "\n".join("一" * lines)), hebei)[1].closed
        for lines in range(1, 38)
    ]
    # open as long as there is room for the header row below, closed from there on
    assert closed == sorted(closed)
    assert closed.count(True) >= 3
    assert not closed[25]


def test_a_merged_cell_with_a_long_text_makes_its_last_row_higher(hebei: Layout) -> None:
    table = table_with(2)
    for indicator in table.indicators:
        indicator.level1 = "\n".join("一" * 60)
    taken, plan = pages_taken(table, hebei)
    assert taken == 2
    assert plan.whole == b"\1" * 9 + b"\0"


def test_a_narrow_page_still_ends(hebei: Layout) -> None:
    # rows that no page can hold must not go on for ever
    sheet = stylesheet(hebei)
    pages = Paginator(hebei, sheet)
    pages.paragraph(Paragraph("一" * 5000, "table-title"))
    pages.table(fill(Disclosure(), table_with(3, "长" * 20000), hebei))
    assert page_of_next(pages) > 10
