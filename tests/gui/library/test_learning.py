"""What is opened and saved is learned; a library that is broken leaves the rest at work."""

from __future__ import annotations

from pathlib import Path

from exporters.excel import write_excel
from exporters.jxb import write_jxb
from gui.shared.icons import severity_colour
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import SetCells
from model.layout import Layout
from tests.gui.library.hands import Hands, Key, shows_a_menu, uses


def test_files_opened_are_learned_from(
    hands: Hands, tmp_path: Path, disclosure: Disclosure
) -> None:
    path = tmp_path / "去年.jxb"
    disclosure.year = 2023
    write_jxb(disclosure, path)
    with hands.qtbot.waitSignal(hands.manager.changed, timeout=10_000):
        hands.main.files.open_path(path)
    (use,) = uses(hands.manager.path, "清淤土方")
    assert (use.year, use.path) == (2023, str(path))
    # what is saved is learned as well, in the place of what it was
    session = hands.main.session
    ref = CellRef(session.current, "value", session.disclosure.projects[0].indicators[1].id)
    session.do(SetCells("改", [(ref, "≥7万立方米")]))
    with hands.qtbot.waitSignal(hands.manager.changed, timeout=10_000):
        hands.main.actions_["save"].trigger()
    (use,) = uses(hands.manager.path, "清淤土方")
    assert use.value == "≥7万立方米"


def test_files_of_other_formats_are_learned_from(
    hands: Hands, tmp_path: Path, disclosure: Disclosure, hebei: Layout
) -> None:
    path = tmp_path / "去年.xlsx"
    write_excel(disclosure, hebei, path)
    with hands.qtbot.waitSignal(hands.manager.changed, timeout=20_000):
        hands.main.files.open_path(path)
    (use,) = uses(hands.manager.path, "清淤土方")
    assert use.path == str(path)


@shows_a_menu
def test_learning_can_be_switched_off(hands: Hands, tmp_path: Path, disclosure: Disclosure) -> None:
    hands.open()
    hands.window.menu.popup(hands.window.pos())
    grows = hands.window.maintenance.grows
    assert grows.isChecked()
    grows.trigger()
    hands.window.menu.close()
    assert not hands.manager.grows
    path = tmp_path / "去年.jxb"
    write_jxb(disclosure, path)
    hands.main.files.open_path(path)
    hands.qtbot.waitUntil(lambda: hands.main.session.path == path)
    hands.qtbot.waitUntil(lambda: not hands.manager.waiting)
    assert uses(hands.manager.path, "清淤土方") == []


def test_a_broken_library_is_put_aside_and_said_once(hands: Hands) -> None:
    hands.manager.path.parent.mkdir(parents=True, exist_ok=True)
    hands.manager.path.write_bytes(b"broken" * 1000)
    hands.open()
    hands.qtbot.waitUntil(lambda: "已损坏" in hands.window.status.text())
    assert "已重新开始一个" in hands.window.status.text()
    assert "活动人数" in hands.column()[:40]
    (aside,) = hands.manager.path.parent.glob("指标库.损坏-*")
    assert aside.read_bytes() == b"broken" * 1000
    hands.key(Key.Key_Escape)
    hands.open()
    assert "已损坏" not in hands.window.status.text()


def test_a_library_that_cannot_be_opened_leaves_the_rest_at_work(hands: Hands) -> None:
    hands.manager.path.mkdir(parents=True)
    hands.open()
    status = hands.window.status
    assert "打不开" in status.text()
    red = severity_colour("错误", status.palette())
    assert status.palette().windowText().color() == red
    assert hands.column() == []
    assert not hands.window.insert.isEnabled()
    hands.key(Key.Key_Return)
    hands.manager.path.rmdir()
    hands.write("hdrs")
    assert hands.column() == ["活动人数"]
    assert status.palette().windowText().color() != red


def test_what_could_not_be_learned_is_said_once(
    hands: Hands, tmp_path: Path, disclosure: Disclosure
) -> None:
    hands.manager.path.mkdir(parents=True)
    path = tmp_path / "去年.jxb"
    write_jxb(disclosure, path)
    hands.main.files.open_path(path)
    hands.qtbot.waitUntil(lambda: "没有收进指标库" in hands.main.statusBar().currentMessage())
    assert hands.main.session.path == path
