"""What keeps a file that is exported from being sent, in a line."""

from __future__ import annotations

from model.checks import ProfileError, default_profile
from model.checks.judging import judge, rules_for
from model.document.disclosure import Disclosure
from model.layout import Layout


def why_not_sendable(disclosure: Disclosure, layout: Layout) -> str:
    """Return why a disclosure cannot be sent, by the rules kept with it; empty where it can."""
    try:
        rules = rules_for(disclosure, default_profile())
    except ProfileError as error:
        return f"随文件保存的检查规则不能用，不知道能不能报送：{error.reason}。"
    judged = judge(disclosure, layout, rules)
    if judged.sendable:
        return ""
    errors = f"（共 {judged.errors} 处错误）" if judged.errors else ""
    return f"{judged.verdict.rstrip('。')}{errors}，导出的只能作草稿。"
