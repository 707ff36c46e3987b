"""Which years in last year's texts mean the budget year, and what they become.

What was written about the budget year was written before it: it is a plan, seldom a fact.
So the budget year itself moves unless the words around it say otherwise; every other year
is left, and at most offered.
"""

from __future__ import annotations

import re

from msgspec import Struct

from model.checks.g_year import slip
from model.checks.years import Mention, YearText, read_years, written_like

_REST = (
    r"(?:年(?:度|份)?)?(?:[\d一二三四五六七八九十]{1,3}月(?:份)?)?(?:\d{1,2}[日号])?(?:初|底|末)?"
)
_EDITION = re.compile(
    r"(?:年)?(?:修订|修正|试行)?(?:版|本(?![级市县区省部单局年人次项地])|修订|修正)"
)
_START = re.compile(r"(?:自|从|自从)\s*$")
_ON = re.compile(_REST + r"(?:起|开始|以来|至今|以后|之后|至|到|—|[，,])")
_SINCE = re.compile(_REST + r"的?(?:起(?!步|草|点|码)|以来|至今)|年(?:度)?(?:以后|之后|后[，,])")
_COMPARED = re.compile(r"(?:比|比较|较|相比|对比|高于|低于|不低于|超过|基于)\s*$")
_AMONG = re.compile(r"(?:与|同|和)\s*$")
_SAME = re.compile(r"[^。；\n]{0,16}(?:相比|持平|相当|比较|同期|一致)")
_TAKEN = re.compile(r"以\s*$")
_BASE = re.compile(r"[^。；\n]{0,16}为(?:基数|基准|基础|基期)")
_RESULT = re.compile(
    _REST + r"的?(?:同期|基数|基准|基础|水平|实际数|决算|结转|结余|存量|年报|考核结果|评估结果"
    r"|[^，。；\n]{0,6}(?:统计年鉴|统计公报|统计数据|普查数据|普查结果|清查结果))"
)
_DONE_BEFORE = re.compile(r"(?:始建于|建于|成立于|已[于在])\s*$")
_DONE = re.compile(
    r"年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:底|末)?[^，。；\n]{0,8}"
    r"(?:已(?!脱贫|建|有)|尾款|余款|欠款|质保金|基础上|遗留|未付)"
)
_PAID = re.compile(
    r"年(?:度)?[^，。；\n]{0,6}?(?:支付|结清|付清|偿还|归还|拨付|兑付|化解|清理|清偿)"
)
"""Then it is the paying that is of this year."""
_DATED = re.compile(
    r"年\d{1,2}月\d{1,2}[日号](?![^，。；\n]{0,3}前)[^，。；\n]{0,8}(?:下达|印发|下发|批复|批示|签订|纪要)"
    r"|年(?:度)?第[\d一二三四五六七八九十]{1,3}次[^，。；\n]{0,12}(?:纪要|精神|研究|审议|同意|通过|决定|批准|明确)"
)
"""A paper there is already, named by its day or its number."""
_EARLIER = re.compile(r"年(?:度)?(?:以|之)?前的")
_MADE = re.compile(
    r"年(?:度)?(?:\d{1,2}月)?(?![^，。；\n]{0,4}(?:拟|计划|将|新|预计|续))[^，。；\n]{0,6}"
    r"(?:建|修建|购置|购买|采购|启用|成立|投用|使用|安装|印发|出台|评定|认定|形成|出版)[^，。；\n]{0,2}的"
)
_SEASON = re.compile(
    r"\s*(?:年度?)?[^，。；\n]{0,4}(?:学年|采暖|供暖|供热|取暖|冬春|冬季|雨雪|跨年|榨季|赛季|雪季)"
)
_COMING = re.compile(
    r"年(?:度)?[^，。；\n]{0,6}(?:将|拟|力争|预计|要(?!求|点|素))|年(?:\d{1,2}月)?(?:底|末)?(?:以|之)?前"
)
_NEAR = 24
_AFTER = 40

PLAN = "跨几年的规划期"


class Verdict(Struct, frozen=True):
    """What is to become of a year.

    Attributes:
        years: the new years, as many as the mention has parts.
        moves: whether it is moved unless the clerk refuses.
        why: why it is moved, or only offered; for the clerk.
    """

    years: tuple[int, ...]
    moves: bool
    why: str


def judge(found: YearText, mention: Mention, old: int, new: int, basis: bool) -> Verdict | None:
    """Return what is to become of a mention; None where it is neither moved nor offered.

    Args:
        found: the text.
        mention: a year in it.
        old: the budget year the text was written for.
        new: the budget year it is rolled to.
        basis: whether the text is a basis (指标值确定依据).
    """
    years = mention.years
    shifted = tuple(year + new - old for year in years)
    if len(set(years)) > 1:
        return _several(found.bare, mention, old, shifted)
    if years[0] == old:
        why = _other_meaning(found.bare, mention, basis)
        return Verdict(shifted, not why, why or "预算年度")
    return (
        None
        if mention.kind in ("short", "class", "bare")
        else _beside(found, mention, old, new, basis)
    )


def _several(bare: str, mention: Mention, old: int, shifted: tuple[int, ...]) -> Verdict | None:
    """Several years: a season goes along with the budget year, a period of plans does not."""
    first, last = min(mention.years), max(mention.years)
    if not first <= old <= last:
        return None
    if mention.kind == "list":
        return Verdict(shifted, moves=False, why="几个年份写在一起")
    if last - first == 1 and _SEASON.match(bare, mention.end):
        return Verdict(shifted, moves=True, why="跨年的季节或学年")
    return Verdict(shifted, moves=False, why=PLAN)


def _other_meaning(bare: str, mention: Mention, basis: bool) -> str:
    """Return why a year that is the budget year may mean something else; empty where it does not.

    A deadline (截至…底, …之前) is the budget year's own.
    """
    before = bare[max(0, mention.start - _NEAR) : mention.start]
    after = bare[mention.end : mention.end + _AFTER].lstrip()
    within = len(mention.parts) > 1
    if basis:
        return "依据是已经有的文件"
    if mention.kind == "class":
        return "届、级不一定跟着预算年度"
    if mention.kind == "bare":
        return "后面没有“年”字，也可能不是年份"
    if not mention.sure:
        return "两位数，也可能是年数"
    if _EDITION.match(after):
        return "文件的版本"
    if _DATED.match(after):
        return "像是已经有的文件"
    if _is_done(before, after):
        return "像是已经发生的事"
    if not within and (_SINCE.match(after) or (_START.search(before) and _ON.match(after))):
        return "从这一年起，是起点"
    if _COMPARED.search(before) or _RESULT.match(after):
        return "作比较的基数"
    if _AMONG.search(before) and _SAME.match(after):
        return "作比较的基数"
    if _TAKEN.search(before) and _BASE.match(after):
        return "作比较的基数"
    return "像是已经有的东西" if _MADE.match(after) else ""


def _is_done(before: str, after: str) -> bool:
    done = _DONE.match(after) is not None and not _PAID.match(after)
    return done or bool(_DONE_BEFORE.search(before) or _EARLIER.match(after))


def _beside(found: YearText, mention: Mention, old: int, new: int, basis: bool) -> Verdict | None:
    """A year that is not the budget year: facts are left, what looks forgotten is offered."""
    year = mention.years[0]
    if basis and year < old:
        return None
    if slip(found.bare, mention, old, old - 10, basis) is not None:
        after = found.bare[mention.end : mention.end + _AFTER].lstrip()
        stale = year < old - 1 or (year < old and _COMING.match(after))
        moved = new if stale else year + new - old
        years = (moved,) * len(mention.parts)
        return Verdict(years, moves=False, why=f"原来就不是预算年度（{old}年），请看看该是哪一年")
    if year == old - 1:
        return Verdict((new - 1,) * len(mention.parts), moves=False, why="上年的事，或者与上年比")
    if year == old + 1:
        return Verdict((new + 1,) * len(mention.parts), moves=False, why="预算年度以后的安排")
    return None


def rewritten(text: str, mention: Mention, years: tuple[int, ...]) -> str:
    """Return how a mention reads with other years; everything between them stays as it is."""
    pieces, at = [], mention.start
    for part, year in zip(mention.parts, years, strict=True):
        pieces += [text[at : part.start], written_like(text[part.start : part.end], year)]
        at = part.end
    return "".join(pieces)


def most_frequent_year(texts: list[str]) -> int | None:
    """Return the year texts speak of most often, the later of two; None where they name none."""
    counts: dict[int, int] = {}
    for text in texts:
        for mention in read_years(text).mentions:
            if mention.kind == "year":
                counts[mention.years[0]] = counts.get(mention.years[0], 0) + 1
    return max(counts, key=lambda year: (counts[year], year), default=None)
