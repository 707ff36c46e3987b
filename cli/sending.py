"""What keeps a file that is exported from being sent, in a line."""

from __future__ import annotations

from collections import Counter

from model.checks import Checker, ProfileError, default_profile, profile_of, sort_out
from model.checks.base import Severity
from model.checks.reviewed import marks_in
from model.checks.verdict import verdict
from model.document.disclosure import Disclosure
from model.layout import Layout


def why_not_sendable(disclosure: Disclosure, layout: Layout) -> str:
    """Return why a disclosure cannot be sent, by the rules kept with it; empty where it can."""
    try:
        rules = profile_of(disclosure.rules, default_profile())
    except ProfileError as error:
        return f"随文件保存的检查规则不能用，不知道能不能报送：{error.reason}。"
    found = sort_out(
        disclosure, Checker(disclosure, layout, rules).findings(), marks_in(disclosure)
    )
    counts = Counter((one.code, one.severity) for one in found.standing)
    errors = sum(n for (_, severity), n in counts.items() if severity is Severity.ERROR)
    if not errors:
        return ""
    return f"{verdict(counts).rstrip('。')}（共 {errors} 处错误），导出的只能作草稿。"
