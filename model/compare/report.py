"""A comparison as one report for a person: HTML, Excel, the command line, the window."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from model.checks.names import UNNAMED
from model.compare.differences import HOW_WORDS, WORDS, Comparison, Difference, ProjectPart
from model.compare.forms import Side

OWN_TEXT = "部门的文字"


class ReportSide(Struct, frozen=True):
    """One of the two files: where it is, whose it is, its year, form and projects."""

    source: str
    department: str
    year: str
    layout: str
    projects: int

    @property
    def whose(self) -> str:
        """Department, year and number of projects on one line."""
        year = f"{self.year}年" if self.year else ""
        known = [part for part in (self.department, year) if part]
        return "，".join([*known, f"{self.projects} 个项目"])


class CompareReport(Struct, frozen=True):
    """Two files and what differs between them."""

    before: ReportSide
    after: ReportSide
    comparison: Comparison

    @property
    def verdict(self) -> str:
        """What was found, in one sentence."""
        return verdict(self.comparison)

    @property
    def parts(self) -> list[ProjectPart]:
        """The parts that hold differences."""
        return [part for part in self.comparison.parts if part.differences]

    @property
    def same(self) -> list[str]:
        """The headings of projects in which nothing differs."""
        parts = self.comparison.parts[1:]
        return [heading(part) for part in parts if not part.differences]


def compare_report(
    comparison: Comparison, before: Side, after: Side, sources: tuple[str, str]
) -> CompareReport:
    """Return the report of a comparison.

    Args:
        comparison: what was found.
        before, after: the two that were compared.
        sources: their files, or what else they are called.
    """
    return CompareReport(_side(before, sources[0]), _side(after, sources[1]), comparison)


def verdict(comparison: Comparison) -> str:
    """Return how many differences there are, in one sentence."""
    counts = comparison.counts()
    if not counts:
        return "两个文件的内容没有不同。"
    each = "，".join(f"{word} {count} 处" for word, count in counts.items())
    return f"共 {sum(counts.values())} 处不同：{each}。"


def heading(part: ProjectPart) -> str:
    """Return a part's heading: the project's number and name, or that it is the own text.

    The number is the one after; of a deleted project, said to be so, the one before.
    """
    if part.pair is None:
        return OWN_TEXT
    name = part_name(part)
    if part.pair.after is None:
        return f"（原第{part.pair.number_before}个）{name}"
    return f"{part.pair.number_after}. {name}"


def part_name(part: ProjectPart) -> str:
    """Return a part's heading without the number."""
    if part.pair is None:
        return OWN_TEXT
    return " ".join(part.pair.name.split()) or UNNAMED


def matched_by(part: ProjectPart) -> str:
    """Return by what a project was found on the other side, or that it was not; else empty."""
    pair = part.pair
    if pair is None:
        return ""
    if pair.before is None or pair.after is None:
        return "前一个文件里没有" if pair.before is None else "后一个文件里没有"
    words = []
    if pair.how == "likeness":
        words.append(f"按内容相近对上（{pair.likeness:.0%}）")
    elif pair.how == "code" and pair.before.name != pair.after.name:
        words.append(f"按{HOW_WORDS['code']}对上")
    if pair.before.name.strip() and pair.before.name.split() != pair.after.name.split():
        words.append(f"原名“{' '.join(pair.before.name.split())}”")
    if pair.number_before != pair.number_after:
        words.append(f"原第{pair.number_before}个")
    return "，".join(words)


def count_words(differences: Iterable[Difference]) -> list[int]:
    """Return how many differences there are of each of `WORDS`."""
    words = [one.word for one in differences]
    return [words.count(word) for word in WORDS]


def _side(side: Side, source: str) -> ReportSide:
    disclosure = side.disclosure
    return ReportSide(
        source,
        " ".join(disclosure.department.name.split()),
        "" if disclosure.year is None else str(disclosure.year),
        side.layout.name,
        len(disclosure.projects),
    )
