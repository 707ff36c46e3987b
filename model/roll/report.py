"""What rolling forward did: for the clerk, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from model.checks.names import cell_name, shortened
from model.document.cellref import CellRef
from model.document.disclosure import Disclosure, TargetTable
from model.layout import Layout
from model.roll.levels import Moved
from model.roll.options import YearChange

_BEFORE = 12
_BEHIND = 16


class YearLine(Struct, frozen=True):
    """A year that moved, or was offered to, and where it stands."""

    where: str
    change: YearChange

    @property
    def words(self) -> str:
        """The words around it, and what changes in them: ``…主要用于2021年科普…：2021 → 2022``."""
        return f"{self.snippet}：{self.change.before} → {self.change.after}"

    @property
    def snippet(self) -> str:
        """The words around it, on one line."""
        return around(self.change)[0]


class LevelLine(Struct, frozen=True):
    """An indicator whose levels became others; ``number`` is its project's, from 1."""

    number: int
    project: str
    moved: Moved

    @property
    def words(self) -> str:
        """What became of it."""
        one = self.moved
        which = f"第{self.number}个项目“{shortened(self.project)}”的“{shortened(one.name)}”"
        before = "/".join(filter(None, one.before))
        if one.after[0]:
            return f"{which}：{before} → {'/'.join(one.after)}"
        return f"{which}：新表样没有“{before}”，照原样留着，请改选"


class RollReport(Struct):
    """What rolling forward did.

    Attributes:
        old_year, year: the budget years; the old one None where nothing told it.
        guessed: the old year is what the texts speak of most often.
        old_form, form: names of the forms; ``new_form`` whether they differ.
        projects: names of the projects taken along; ``left_projects`` of the others.
        emptied: what was emptied → how many cells.
        years: every year moved, refused, or only offered.
        levels: indicators whose levels became others, or have no place in the new form.
        left_out: what the new form has no cell for; kept in the file.
        marked: how many cells are marked 待确认.
        reviewed: marks 已核实 of last year, which do not speak for this year.
        unplaced_kept: texts of the tables taken along that have no cell.
        unplaced_left: other texts of last year's file that are no part of the tables.
        comments: comments (批注) in last year's file.
        parts: figures of the parts that were carried otherwise than printed.
    """

    old_year: int | None
    year: int
    guessed: bool = False
    old_form: str = ""
    form: str = ""
    new_form: bool = False
    projects: list[str] = field(default_factory=list)
    left_projects: list[str] = field(default_factory=list)
    emptied: dict[str, int] = field(default_factory=dict)
    years: list[YearLine] = field(default_factory=list)
    levels: list[LevelLine] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    marked: int = 0
    reviewed: int = 0
    unplaced_kept: int = 0
    unplaced_left: int = 0
    comments: int = 0
    parts: list[str] = field(default_factory=list)

    @property
    def moved(self) -> list[YearLine]:
        """The years that moved."""
        return [line for line in self.years if line.change.wanted]

    @property
    def refused(self) -> list[YearLine]:
        """The years that were left as they are."""
        return [line for line in self.years if not line.change.wanted]

    def summary(self) -> str:
        """Return the report's first line."""
        old = f"{self.old_year}年" if self.old_year is not None else "没有年度"
        return (
            f"{old} → {self.year}年：带过来 {len(self.projects)} 个项目，"
            f"{self.marked} 格待确认，{len(self.moved)} 处年份已改"
        )

    def notes(self) -> Iterator[str]:
        """Yield what the clerk should know, a sentence each."""
        if self.guessed:
            yield f"原文件没有写预算年度，按文字里出现最多的 {self.old_year} 年处理"
        if self.old_year is None:
            yield "原文件看不出是哪一年的，文字里的年份都没有改"
        if self.emptied:
            said = "、".join(f"{name} {count} 格" for name, count in self.emptied.items())
            yield f"已清空，另填：{said}"
        yield from self.parts
        if self.left_projects:
            count = len(self.left_projects)
            yield f"没有选、没有带过来的项目 {count} 个：{_list(self.left_projects)}"
        if self.refused:
            yield f"{len(self.refused)} 处年份没有改，请在确认时看一看"
        if self.new_form:
            yield f"表样由“{self.old_form}”换成“{self.form}”"
        if self.left_out:
            yield (
                f"新表样没有这些栏：{'、'.join(self.left_out)}。"
                "内容还留在文件里，不会显示和导出，换回原表样时还在"
            )
        if self.unplaced_kept:
            yield f"没有归入表格的内容 {self.unplaced_kept} 处，跟着项目一起留着"
        if self.unplaced_left:
            yield f"目标表以外的上年内容 {self.unplaced_left} 处没有带过来，仍在原文件里"
        if self.comments:
            yield f"原文件里的批注 {self.comments} 处没有带过来，仍在原文件里"
        if self.reviewed:
            yield f"上年标为已核实的 {self.reviewed} 处不带过来，今年重新核实"

    def lines(self) -> Iterator[str]:
        """Yield the whole report, a line each."""
        yield self.summary()
        for note in self.notes():
            yield f"  {note}。"
        for line in self.levels:
            yield f"  指标级次：{line.words}"
        for year in self.moved:
            yield f"  已改：{year.where}：{year.words}"
        for year in self.refused:
            yield f"  未改：{year.where}：{year.words}（{year.change.why}）"


def around(change: YearChange) -> tuple[str, int, int]:
    """Return the words around a year on one line, and where in them it stands."""
    text = change.text
    first = max(0, change.start - _BEFORE)
    last = min(len(text), change.end + _BEHIND)
    head = ("…" if first else "") + _line(text[first : change.start])
    middle = _line(text[change.start : change.end])
    tail = _line(text[change.end : last]) + ("…" if last < len(text) else "")
    return head + middle + tail, len(head), len(head) + len(middle)


def place_name(layout: Layout, ref: CellRef, table: TargetTable | None, number: int) -> str:
    """Return where a cell stands, in words: ``第3个项目的资金用途（科普活动经费）``."""
    if table is None:
        return cell_name(Disclosure(), layout, ref)
    cell = cell_name(Disclosure(projects=[table]), layout, ref)
    name = shortened(table.name)
    return f"第{number}个项目的{cell}" + (f"（{name}）" if name else "")


def _line(text: str) -> str:
    """Show a text on one line, as many characters long."""
    return "".join("↵" if char == "\n" else char if char.isprintable() else " " for char in text)


def _list(names: list[str]) -> str:
    shown = "、".join(f"“{shortened(name)}”" for name in names[:8])
    return shown + (" 等" if len(names) > 8 else "")
