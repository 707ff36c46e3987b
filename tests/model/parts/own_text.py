"""Whole disclosures for tests whose part five has the department's own text and no target table."""

from __future__ import annotations

from tests.model.parts.kit import Figures, dump

OWN_TEXT = """第五部分：绩效预算信息
第一部分
部门整体绩效目标
一、总体绩效目标
管好水库，供好水。
二、分项绩效目标
（一）河道治理
绩效目标：全县河道畅通。
绩效指标：清淤河道12公里。
（二）水库除险
绩效目标：水库安全度汛。
绩效指标：除险3座。
三、工作保障措施
（一）加强组织领导
成立领导小组，按月调度。
（二）严格资金管理
专款专用。
"""
BARE_TEXT = OWN_TEXT.replace("第一部分\n部门整体绩效目标\n", "")


def without_targets(own: str = OWN_TEXT, seed: int = 1) -> str:
    """Return the text dump of a whole disclosure, part five of it as given."""
    text = dump(Figures(seed))
    before, after = text.index("第五部分：绩效预算信息\n"), text.index("第六部分：")
    return text[:before] + own + text[after:]
