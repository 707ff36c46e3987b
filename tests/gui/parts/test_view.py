"""A part is filled in place: keys, amounts in sentences, totals, rows, leaving out, findings."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.form.formgrid import HEAD
from gui.parts.grid import PartGrid, amounts_in
from model.document.blockplaces import cell_ref, text_ref
from model.document.blocks import PartText
from model.document.cells import CellRef, get_cell
from model.document.comments import CellComment
from model.document.disclosure import Disclosure
from tests.gui.form.kit import path
from tests.gui.parts.kit import ALT, CTRL, SHIFT, Filler, Key, free_table, whole


@pytest.fixture
def filler(qtbot: QtBot) -> Filler:
    return Filler(whole(), qtbot.addWidget)


def test_tab_steps_through_the_amounts_of_a_sentence_and_typing_replaces_each(
    filler: Filler,
) -> None:
    part = filler.open("overview")
    sentence = next(text for text in part.texts() if text.text.count("＿＿＿") > 2)
    before = sentence.text
    filler.go(text_ref(sentence))
    count = len(amounts_in(before))
    for number in range(count):
        filler.key(Key.Key_Tab)
        filler.type(f"{number + 1}.50")
    words = before.split("＿＿＿")
    wanted = words[0] + "".join(f"{n}.50{word}" for n, word in enumerate(words[1:], 1))
    assert filler.text(text_ref(sentence)) == wanted
    filler.session.undo.undo()
    assert filler.text(text_ref(sentence)) == before


def test_shift_tab_goes_back_and_enter_at_an_amount_ends_no_line(filler: Filler) -> None:
    part = filler.open("overview")
    sentence = next(text for text in part.texts() if text.text.count("＿＿＿") > 2)
    filler.go(text_ref(sentence))
    for _ in range(2):
        filler.key(Key.Key_Tab)
    filler.key(Key.Key_Tab, SHIFT)
    filler.type("8.00")
    filler.key(Key.Key_Return)
    first = amounts_in(sentence.text)[0]
    assert sentence.text[slice(*first)] == "8.00"
    assert "\n" not in sentence.text
    assert filler.page.view.cell_cursor.current_ref() != text_ref(sentence)


def test_tab_passes_heads_and_goes_over_into_the_table(filler: Filler) -> None:
    filler.open("sangong")
    seen = []
    for _ in range(6):
        filler.key(Key.Key_Tab)
        cell = filler.page.view.cell()
        assert cell is not None
        seen.append(cell.kind)
    assert HEAD not in seen
    assert filler.page.view.cell_cursor.current_ref() is not None


def test_totals_follow_their_rows_until_typed_over(filler: Filler) -> None:
    filler.open("sangong")
    table = next(filler.part.tables())
    first = table.head[1] + 1
    total = len(table.rows) - 1
    for row, amount in ((first, "1.5"), (first + 2, "2"), (first + 3, "3,000元")):
        filler.go(filler.money(row, 2))
        filler.type(amount)
        filler.key(Key.Key_Return)
    assert filler.text(filler.money(first, 2)) == "1.50"
    assert filler.text(filler.money(first + 3, 2)) == "0.30"
    assert filler.text(filler.money(total, 2)) == "3.80"
    filler.session.undo.undo()
    assert filler.text(filler.money(total, 2)) == "3.50"
    assert filler.text(filler.money(first + 3, 2)) == ""
    filler.go(filler.money(total, 2))
    filler.type("9")
    filler.key(Key.Key_Return)
    filler.go(filler.money(first, 2))
    filler.type("4")
    filler.key(Key.Key_Return)
    assert filler.text(filler.money(total, 2)) == "9.00"


def test_escape_takes_back_what_was_typed_and_its_total(filler: Filler) -> None:
    filler.open("sangong")
    table = next(filler.part.tables())
    ref, total = filler.money(table.head[1] + 1, 1), filler.money(len(table.rows) - 1, 1)
    filler.go(ref)
    filler.type("77")
    assert filler.text(total) == "77.00"
    filler.key(Key.Key_Escape)
    assert (filler.text(ref), filler.text(total)) == ("", "")
    assert not filler.session.undo.canUndo()


def test_rows_are_added_moved_and_removed_where_the_publication_lets_them(filler: Filler) -> None:
    filler.open("duties")
    table = next(filler.part.tables())
    count = len(table.rows)
    filler.go(cell_ref(table, table.rows[-1], 1))
    filler.type("云湖县水库管理所")
    filler.key(Key.Key_Return, CTRL | SHIFT)
    filler.type("9")
    assert len(next(filler.part.tables()).rows) == count + 1
    filler.key(Key.Key_Up, ALT)
    assert next(filler.part.tables()).rows[-2].cells[0].text == "9"
    filler.key(Key.Key_Delete, CTRL | SHIFT)
    rows = next(filler.part.tables()).rows
    assert len(rows) == count
    assert rows[-1].cells[1].text == "云湖县水库管理所"
    for _ in range(5):
        filler.session.undo.undo()
    assert [row.id for row in next(filler.part.tables()).rows] == [row.id for row in table.rows]


def test_the_handle_moves_a_row(qtbot: QtBot) -> None:
    disclosure = whole()
    notes = disclosure.parts[-1]
    table = free_table()
    notes.blocks.append(table)
    filler = Filler(disclosure, qtbot.addWidget)
    filler.session.select(notes.id)
    filler.go(cell_ref(table, table.rows[1], 0))
    view = filler.page.view
    viewport, grip = view.viewport(), view.tools.grip
    first, second = (view.rect_of(cell_ref(table, row, 0)) for row in table.rows[1:])
    QTest.mouseMove(viewport, first.center())
    assert grip.isVisible()
    start = grip.rect().center()
    end = grip.mapFrom(viewport, second.bottomLeft() - QPoint(0, 4))
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=start)
    for point in path(start, end)[1:]:
        QTest.mouseMove(grip, point)
        QApplication.processEvents()
    assert view.look.drop > 0
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=end)
    assert view.look.drop == -1
    made = list(notes.tables())[-1]
    assert [row.cells[0].text for row in made.rows] == ["名称", "闸门", "水泵"]
    filler.session.undo.undo()
    assert [row.id for row in list(notes.tables())[-1].rows] == [row.id for row in table.rows]


def test_rows_of_a_table_the_publication_fixes_stay(filler: Filler) -> None:
    filler.open("sangong")
    table = next(filler.part.tables())
    said: list[str] = []
    filler.page.view.cell_cursor.said.connect(said.append)
    filler.go(cell_ref(table, table.rows[-1], 0))
    filler.key(Key.Key_Return, CTRL | SHIFT)
    filler.key(Key.Key_Delete, CTRL | SHIFT)
    filler.key(Key.Key_Up, ALT)
    assert next(filler.part.tables()) == table
    assert len(said) == 2


def test_what_nobody_knows_is_edited_as_it_stands(qtbot: QtBot) -> None:
    disclosure = whole()
    notes = disclosure.parts[-1]
    table = free_table()
    notes.blocks += [PartText("年年修渠"), table]
    filler = Filler(disclosure, qtbot.addWidget)
    filler.session.select(notes.id)
    filler.go(cell_ref(table, table.rows[1], 1))
    filler.type("12")
    filler.key(Key.Key_Return)
    filler.key(Key.Key_Return, CTRL | SHIFT)
    filler.type("水尺")
    filler.key(Key.Key_Tab)
    made = list(notes.tables())[-1]
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["名称", "数"],
        ["水泵", "12"],
        ["闸门", "5"],
        ["水尺", ""],
    ]


def test_paragraphs_come_and_go(filler: Filler) -> None:
    part = filler.open("terms")
    count = len(part.blocks)
    filler.key(Key.Key_Return, CTRL | SHIFT)
    filler.type("1234")
    assert isinstance(filler.part.blocks[0], PartText)
    assert filler.part.blocks[0].text == "1234"
    filler.key(Key.Key_Delete, CTRL | SHIFT)
    assert len(filler.part.blocks) == count
    filler.session.undo.undo()
    assert filler.part.blocks[0].text == "1234"


def test_a_part_is_left_out_and_comes_back(filler: Filler) -> None:
    part = filler.open("purchases")
    assert filler.page.omitted.text() == "本部门无此项(&W)"
    assert "已填的留着" in filler.page.omitted.toolTip()
    held = list(part.blocks)
    QTest.mouseClick(
        filler.page.omitted,
        Qt.MouseButton.LeftButton,
        pos=QPoint(8, filler.page.omitted.height() // 2),
    )
    assert part.omitted
    grid = filler.page.view.grid
    assert grid is not None
    assert [cell.text for cell in grid.cells] == [part.title, "本部门无此项。"]
    assert "本部门无此项" in filler.session.undo.undoText()
    filler.session.undo.undo()
    assert not part.omitted
    assert not filler.page.omitted.isChecked()
    assert [block.id for block in part.blocks] == [block.id for block in held]


def test_findings_and_comments_stand_at_their_cells(filler: Filler) -> None:
    filler.open("sangong")
    ref = filler.money(3, 2)
    filler.session.disclosure.comments = [CellComment(text="请核对", author="李四", ref=ref)]
    filler.page.view.set_findings({ref: ("错误", "合计不对")})
    filler.go(ref)
    assert filler.page.view.status(ref) == "错误"
    told = filler.page.view.editor.accessibleDescription()
    assert "合计不对" in told
    assert "批注（李四）：请核对" in told


def test_the_list_offers_what_others_of_the_column_say(filler: Filler, qtbot: QtBot) -> None:
    filler.open("duties")
    table = next(filler.part.tables())
    for row in table.rows[-3:-1]:
        row.cells[4].text = "财政性资金基本保证"
    filler.page.view.load()
    filler.go(cell_ref(table, table.rows[-1], 4))
    filler.key(Key.Key_F4)
    offers = filler.page.view.offering.list
    assert offers.texts() == ["财政性资金基本保证"]
    filler.key(Key.Key_Down)
    filler.key(Key.Key_Return)
    assert filler.text(cell_ref(table, table.rows[-1], 4)) == "财政性资金基本保证"


def test_every_text_of_every_part_has_its_place(filler: Filler) -> None:
    for part in filler.session.disclosure.parts:
        filler.session.select(part.id)
        grid = filler.page.view.grid
        assert isinstance(grid, PartGrid)
        shown = {ref: cell.text for cell in grid.cells for ref in cell.refs}
        for text in part.texts():
            assert shown[text_ref(text)] == text.text
        for table in part.tables():
            for row in table.rows:
                for cell in row.cells:
                    assert shown[cell_ref(table, row, cell.col)] == cell.text


def test_hostile_texts_stay_as_they_are(qtbot: QtBot) -> None:
    disclosure: Disclosure = whole()
    text = "<b>&\t=1+1 😀 1.2.3万元 ＿＿＿万元\n" + "长" * 3000
    disclosure.parts[2].blocks.append(PartText(text))
    ref = text_ref(list(disclosure.parts[2].texts())[-1])
    filler = Filler(disclosure, qtbot.addWidget)
    filler.session.select(disclosure.parts[2].id)
    filler.go(ref)
    filler.key(Key.Key_Tab)
    filler.type("5")
    filler.key(Key.Key_Down)
    now = get_cell(disclosure, ref)
    assert now.count("5") == 1
    filler.session.undo.undo()
    assert get_cell(disclosure, CellRef(ref.table, "text")) == text


def test_no_projects_are_needed(tmp_path: Path, qtbot: QtBot) -> None:
    filler = Filler(whole(), qtbot.addWidget)
    assert filler.session.part is filler.session.disclosure.parts[0]
