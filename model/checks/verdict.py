"""Whether a disclosure can be sent, and why not, in a line a clerk understands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from model.checks.base import Severity
from model.checks.registry import CHECKS

Counts = Mapping[tuple[str, Severity], int]
"""(code, severity) → how many findings stand."""

_REASONS = (
    # codes of 错误, and what they come to; one phrase for what a clerk thinks of as one thing
    (("G02",), "{}处有带过来、还没有看过的内容"),
    (("A01", "A02", "A04"), "{}处没有填"),
    (("A06",), "年度、部门或单位有{}处没有填"),
    (("A03",), "{}个项目缺指标"),
    (("A05",), "{}处还是占位的内容"),
    (("B01", "B05"), "{}处金额不平"),
    (("B02",), "{}处金额写法不对"),
    (("B04",), "{}处成本高于预算数"),
    (("D12", "D13"), "分值权重有{}处不对"),
    (("D15",), "{}个不可能的值"),
    (("D21",), "{}个二级指标不在表样里"),
    (("F06",), "{}处不该公开的内容"),
    (("U01", "U02"), "{}处上报系统不收"),
    (("C01", "C02", "C03"), "支出计划有{}处不对"),
    (("D07",), "{}个指标重名"),
    (("D08",), "{}个数字没有单位"),
    (("E04",), "{}处依据晚于预算年度"),
    (("K01", "K02", "K03", "K04", "K05", "K07", "K13", "K14"), "公开的各部分有{}处对不上"),
    (("K17",), "公开的各部分有{}处没有看过"),
    (("H02",), "{}处项目编码或名称重复"),
    (("R01",), "{}处金额单位要核对"),
    (("R05",), "{}处内容在原文件里已经丢失"),
)
_NAMED = 4
"""So many reasons are named; the others are only counted."""


def reasons(counts: Counts) -> list[tuple[str, int]]:
    """Return what keeps a disclosure from being sent: phrases with their counts.

    The largest stand first. A check a bureau's profile raised to 错误 goes by its title.
    """
    left = Counter(
        {code: count for (code, severity), count in counts.items() if severity == Severity.ERROR}
    )
    found = []
    for codes, phrase in _REASONS:
        count = sum(left.pop(code, 0) for code in codes)
        if count:
            found.append((phrase.format(f" {count} ").strip(), count))
    for code, count in left.items():
        if count:
            title = CHECKS[code].title if code in CHECKS else code
            found.append((f"{count} 处“{title}”", count))
    return sorted(found, key=lambda one: -one[1])


def can_be_sent(projects: int, errors: int) -> bool:
    """Tell whether a file can be sent: it has a project, and no 错误 stands."""
    return bool(projects) and not errors


def verdict(counts: Counts, projects: int = 1) -> str:
    """Return whether it can be sent, and if not, because of what.

    ``还不能报送：3 处没有填，2 处金额不平。`` or ``可以报送（另有 4 个警告）。``

    Args:
        counts: what stands.
        projects: how many there are.
    """
    if not projects:
        return "没有绩效目标表，不能报送。"
    because = reasons(counts)
    if because:
        named = "，".join(phrase for phrase, _ in because[:_NAMED])
        rest = sum(count for _, count in because[_NAMED:])
        more = f"，另有 {rest} 处错误" if rest else ""
        return f"还不能报送：{named}{more}。"
    kinds = (Severity.WARNING, Severity.HINT)
    sums = [(kind, sum(n for (_, own), n in counts.items() if own == kind)) for kind in kinds]
    others = [f"{count} 个{kind.value}" for kind, count in sums if count]
    if others:
        return f"可以报送（另有 {'、'.join(others)}）。"
    return "没有发现问题，可以报送。"
