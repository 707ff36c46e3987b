"""Comments on the form: a sign at the cell, the words in its tooltip, one step to delete them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.department.view import DepartmentView
from gui.document.session import Session
from gui.form.formview import FormView
from gui.shared.commentmark import Bubble, mark_colour
from model.document.cells import CellRef
from model.document.comments import CellComment
from model.document.disclosure import Disclosure
from model.document.edits import SetComments


def comments(disclosure: Disclosure) -> list[CellComment]:
    table = disclosure.projects[0]
    return [
        CellComment(
            text="<b>太低</b>",
            author="李四",
            ref=CellRef(table.id, "value", table.indicators[0].id),
        ),
        CellComment(text="整表重报", ref=CellRef(table.id)),
        CellComment(text="写具体", ref=CellRef("", "safeguards.1.text")),
    ]


@pytest.fixture
def view(qtbot: QtBot, session: Session, disclosure: Disclosure) -> FormView:
    disclosure.comments = comments(disclosure)
    session.open(disclosure, None)
    made = FormView(session)
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def violet(widget: QWidget, rect: QRect) -> int:
    """Count the pixels of the sign's colour in a rectangle."""
    picture = widget.grab().toImage()
    colour = mark_colour(QApplication.palette())
    ratio = picture.devicePixelRatio()
    wanted = colour.rgb()
    area = QRect(rect.topLeft() * ratio, rect.size() * ratio).intersected(picture.rect())
    return sum(
        picture.pixel(x, y) == wanted
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    )


def value_of(session: Session, number: int = 0) -> CellRef:
    table = session.disclosure.projects[0]
    return CellRef(table.id, "value", table.indicators[number].id)


def test_a_cell_shows_its_comment(view: FormView, session: Session) -> None:
    here, there = value_of(session), value_of(session, 1)
    assert violet(view.viewport(), view.rect_of(here)) > 3
    assert violet(view.viewport(), view.rect_of(there)) == 0
    assert view.grid is not None
    cell = view.grid.find(here)
    assert cell is not None
    assert view.tip(cell).startswith("批注（李四）：<b>太低</b>")
    name = view.grid.find(CellRef(here.table, "name"))
    assert name is not None
    assert view.tip(name) == "批注：整表重报"


def test_the_sign_stays_in_sight_in_the_current_cell(view: FormView, session: Session) -> None:
    (bubble,) = [one for one in view.viewport().children() if isinstance(one, Bubble)]
    assert not bubble.isVisible()
    session.go_to(value_of(session))
    assert bubble.isVisible()
    assert view.rect_of(value_of(session)).contains(bubble.geometry().center())
    assert "太低" in view.editor.accessibleDescription()
    session.go_to(value_of(session, 1))
    assert not bubble.isVisible()
    session.select(session.disclosure.projects[1].id)
    assert not bubble.isVisible()


def test_the_menu_deletes_a_comment_and_undo_brings_it_back(
    view: FormView, session: Session
) -> None:
    before = list(session.disclosure.comments)
    session.go_to(value_of(session, 1))
    assert "删除批注" not in [action.text().strip() for action in view.menu().actions()]
    session.go_to(value_of(session))
    menu = view.menu()
    (action,) = [one for one in menu.actions() if one.text().startswith("删除批注")]
    action.trigger()
    assert session.disclosure.comments == before[1:]
    assert session.undo.undoText() == "删除“指标值”的批注"
    assert violet(view.viewport(), view.rect_of(value_of(session))) == 0
    session.undo.undo()
    assert session.disclosure.comments == before
    assert violet(view.viewport(), view.rect_of(value_of(session))) > 3


def test_a_field_of_the_department_shows_its_comment(
    qtbot: QtBot, session: Session, disclosure: Disclosure
) -> None:
    disclosure.comments = comments(disclosure)
    session.open(disclosure, None)
    view = DepartmentView(session)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    field = view.fields["safeguards.1.text"]
    assert field.toolTip() == "批注：写具体"
    assert view.bubbles["safeguards.1.text"].isVisibleTo(view)
    assert not view.bubbles["safeguards.0.text"].isVisibleTo(view)
    session.do(SetComments("删除批注", []))
    assert not view.bubbles["safeguards.1.text"].isVisibleTo(view)
    assert field.toolTip() == "工作保障措施（二）正文"


@pytest.mark.parametrize("ground", ["#ffffff", "#202020"])
def test_the_sign_stands_out_from_its_ground(qapp: QApplication, ground: str) -> None:
    palette = QPalette(QColor(ground))
    palette.setColor(QPalette.ColorRole.Base, QColor(ground))
    colour = mark_colour(palette)
    assert abs(colour.lightness() - QColor(ground).lightness()) > 80
