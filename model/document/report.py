"""What a reader has to say about a file: for the clerk, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from model.document.comments import CellComment
from model.document.disclosure import Unplaced
from model.document.doubts import Doubt


class TableOrigin(Struct):
    """Where a target table was found, and how many indicators it holds."""

    number: int
    name: str
    where: str
    indicators: int


class ReadReport(Struct):
    """How a file was read.

    Attributes:
        source: the file.
        layout: id and name of the form.
        tables: every target table with its place in the file.
        unplaced: what found no cell, kept in the disclosure too.
        notes: what else the clerk should know (hidden sheets, tracked changes, …).
        comments: what somebody remarked on cells, kept in the disclosure too.
        doubts: what the reader was not sure of, kept in the disclosure too.
        sources: where year and department were found, in words.
        alike: ids of forms that explain it equally well, the one it was read by first; empty
            where one explains most, or was asked for.
    """

    source: str
    layout: str = ""
    tables: list[TableOrigin] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    comments: list[CellComment] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)

    @property
    def indicators(self) -> int:
        """How many indicators all tables hold."""
        return sum(table.indicators for table in self.tables)

    def in_tables(self) -> list[Unplaced]:
        """Return what found no place though it stands in a target table."""
        return [item for item in self.unplaced if item.table]

    def outside(self) -> list[Unplaced]:
        """Return what stands outside the target tables and the department's text."""
        return [item for item in self.unplaced if not item.table]

    def summary(self) -> str:
        """Return the report's first line."""
        return (
            f"{self.source}：读出 {len(self.tables)} 张绩效目标表、{self.indicators} 个指标"
            f"（表样 {self.layout}）"
        )

    def lines(self) -> Iterator[str]:
        """Yield the whole report, a line each."""
        yield self.summary()
        for found in self.sources:
            yield f"  {found}"
        for note in self.notes:
            yield f"  注意：{note}"
        for doubt in self.doubts:
            yield f"  请核对：{doubt.line()}"
        for comment in self.comments:
            yield f"  {comment.line()}"
        for item in self.in_tables():
            near = f"（“{item.near}”旁）" if item.near else ""
            yield f"  未能归入表格，已保留：{item.where}{near}：{_short(item.text)}"
        outside = self.outside()
        if outside:
            size = sum(len(item.text) for item in outside)
            yield f"  绩效目标以外的内容 {len(outside)} 处、共 {size} 字，未读入表格，已原样保留"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:40] + "…"
