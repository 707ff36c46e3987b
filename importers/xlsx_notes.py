"""What the clerk should know of how one worksheet was read."""

from __future__ import annotations

from collections.abc import Iterator

from importers.xlsx_areas import Area
from importers.xlsx_names import cell_name, several
from model.printing.grid import Cell


class SheetNotes:
    """Places of a worksheet, by what there is to say of them.

    Attributes:
        where: the sheet.
        uncomputed: (cell, formula) of formulas without a saved result.
        zeros: cells with a zero that is not shown.
        struck: cells with text struck through.
        pictures: cells that show a picture in place of a text.
        errors: cells whose formula gives no value.
        lost: cells of whose digits Excel has kept the first fifteen.
        rounded: what is said of numbers shown rounded.
        covered: cells under merged areas that hold a text of their own.
        crossing: merged areas that overlap others.
        far: cells far from the others.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self.uncomputed: list[tuple[str, str]] = []
        self.zeros: list[str] = []
        self.struck: list[str] = []
        self.pictures: list[str] = []
        self.errors: list[str] = []
        self.lost: list[str] = []
        self.rounded: list[str] = []
        self.covered: list[Cell] = []
        self.crossing: list[Area] = []
        self.far: list[str] = []

    def lines(self) -> Iterator[str]:
        """Yield the notes, a sentence each."""
        if self.uncomputed:
            cells = "、".join(cell for cell, _ in self.uncomputed)
            formulas = "；".join(f"{cell}：{formula}" for cell, formula in self.uncomputed)
            yield (
                f"{self.where}{cells}：公式没有保存计算结果，"
                f"请在 Excel 中打开并保存后重试（{formulas}）"
            )
        if self.struck:
            cells = several(self.struck)
            yield f"{self.where}{cells}有用删除线划去的文字，按建议删除处理，没有读入"
        if self.pictures:
            yield f"{self.where}{several(self.pictures)}放的是图片，按空白读入"
        if self.errors:
            yield f"{self.where}{several(self.errors)}的公式算不出结果"
        if self.lost:
            yield (
                f"{self.where}{several(self.lost)}：超过 15 位的编码存成了数字，"
                "后面的数字已经丢失，请对照原件补正"
            )
        if self.rounded:
            yield f"{self.where}按显示的数读入：{'；'.join(self.rounded)}"
        if self.zeros:
            yield f"{self.where}{'、'.join(self.zeros)}的值是 0，但设置为不显示，按空白读入"
        if self.crossing:
            areas = "、".join(
                f"{cell_name(top, left)}:{cell_name(bottom, right)}"
                for top, left, bottom, right in self.crossing
            )
            yield f"{self.where}的合并区域 {areas} 与别的合并区域重叠，没有按合并处理"
        if self.covered:
            texts = "；".join(f"{cell.where}“{cell.text}”" for cell in self.covered)
            yield f"{self.where}有被合并单元格盖住的内容，没有放进表格：{texts}"
        if self.far:
            yield (
                f"{self.where}{several(self.far)}离前面的内容很远，中间的空白没有全部保留，"
                "文字都已读入"
            )
