from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from gui.collect.model import FileLine, FilesModel


def names(model: FilesModel) -> list[str]:
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def made(qapp: QApplication) -> FilesModel:
    model = FilesModel(["部门", "项目"], numbers=[1], parent=qapp)
    lines = [("乙", 2), ("甲", 10), ("丙\n局", 1)]
    model.show(
        [FileLine(Path(name), (name, str(number)), (name, number)) for name, number in lines]
    )
    return model


def test_it_is_a_proper_model(qapp: QApplication) -> None:
    model = made(qapp)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(1)
    model.show([])
    model.sort(0)
    model.show([FileLine(Path("甲"), ("甲", "1"))])
    assert model.headerData(1, Qt.Orientation.Horizontal) == "项目"


def test_numbers_sort_as_numbers_and_selections_follow(qapp: QApplication) -> None:
    model = made(qapp)
    from PySide6.QtCore import QPersistentModelIndex

    chosen = QPersistentModelIndex(model.index(1, 0))
    model.sort(1)
    assert names(model) == ["丙 局", "乙", "甲"]
    assert chosen.row() == 2
    assert model.line(chosen.row()).path == Path("甲")
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["甲", "乙", "丙 局"]
    model.sort(-1)
    assert names(model) == ["甲", "乙", "丙 局"]


def test_a_cell_shows_one_line_and_tells_all(qapp: QApplication) -> None:
    model = made(qapp)
    index = model.index(2, 0)
    assert model.data(index) == "丙 局"
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == "丙\n局"
    right = model.data(model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole)
    assert right & int(Qt.AlignmentFlag.AlignRight)
    assert model.data(index, Qt.ItemDataRole.TextAlignmentRole) is None
